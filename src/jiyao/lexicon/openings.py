"""What a clause amounts to by the words it opens and ends with: the lists of ``stance.toml`` and ``verbs.toml``, asked in one look-up.

A clause is told by what stands at its start and behind each of its adverbs. Five lists are asked about each of these places; all of
them are kept by the first two characters of their words, so that one look says which of them may have a word there.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

STANCE, DUTY = 1, 2
"""The groups that are told apart by their bits."""
_BITS = {"stance": STANCE, "duty": DUTY, "diligence": 4, "goal": 4}
_MOST_ADVERBS = 4

Endings: TypeAlias = dict[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""The bits that a clause has if it ends with one of some words, by the last character of these."""


Opened: TypeAlias = tuple[int, int, bool, int]
"""How a clause opens: where it begins behind its adverbs; the bits of the groups it belongs to; whether a verb of instruction stands at
its start or behind an adverb; where a set phrase ends that stands at its start or else behind its adverbs, 0 without one."""


class _Entry(NamedTuple):
    """What the lists make of a place where certain characters stand: of all words that these characters begin with or are."""

    adverb: int
    """The length of the longest adverb; 0 without one."""
    phrase: int
    """The length of the longest set phrase."""
    told: bool
    bits: int
    endings: Endings
    further: dict[str, _Entry]
    """The entry with the next character, where a longer word has it."""


class Openings:
    """The adverbs, set phrases, verbs of instruction and groups, ready to be asked how a clause opens."""

    def __init__(self, stance: dict[str, Any], verbs: dict[str, Any]) -> None:
        lists = (frozenset(verbs["adverbs"]), frozenset(stance["stance"]["alone"]), frozenset(verbs["instructs"]))
        groups = _groups(stance)
        words = frozenset().union(*lists, groups)
        starts = {word[:length] for word in words for length in (1, 2)}
        self._by_start = {start: _entry(start, words, lists, groups) for start in starts}

    def of(self, clause: str) -> Opened:
        """How the clause opens: read from its start on, and from behind each of up to four adverbs."""
        at = bits = first = phrase = 0
        told = False
        for left in range(_MOST_ADVERBS, -1, -1):
            phrase = 0
            entry = self._by_start.get(clause[at : at + 2]) or self._by_start.get(clause[at : at + 1])
            if entry is None:
                break
            behind = at + 2
            while entry.further and (longer := entry.further.get(clause[behind : behind + 1])):
                entry, behind = longer, behind + 1
            adverb, length, tells, alone, endings, _ = entry
            told = told or tells
            bits |= alone
            if endings and clause[-1] in endings:
                bits |= _by_end(clause, endings[clause[-1]])
            if length:
                phrase = at + length
                first = first or (0 if at else phrase)
            if not adverb or not left:
                break
            at += adverb
            at += clause.startswith("地", at)
        return at, bits, told, first or phrase


def _entry(
    start: str,
    words: frozenset[str],
    lists: tuple[frozenset[str], frozenset[str], frozenset[str]],
    groups: dict[str, tuple[int, Endings]],
) -> _Entry:
    """What the words of the lists make of a place where ``start`` stands; an entry of one character leads to no longer ones."""
    here = [start[:length] for length in range(len(start), 0, -1)]
    adverbs, phrases, verbs = lists
    bits, endings = 0, dict[str, tuple[tuple[int, tuple[str, ...]], ...]]()
    for alone, pairs in (groups[word] for word in here if word in groups):
        bits |= alone
        for last, objects in pairs.items():
            endings[last] = endings.get(last, ()) + objects
    longer = [word for word in words if len(word) > len(start) > 1 and word.startswith(start)]
    return _Entry(
        adverb=next((len(word) for word in here if word in adverbs), 0),
        phrase=next((len(word) for word in here if word in phrases), 0),
        told=any(word in verbs for word in here),
        bits=bits,
        endings=endings,
        further={
            char: _entry(start + char, frozenset(longer), lists, groups) for char in {word[len(start)] for word in longer}
        },
    )


def _by_end(clause: str, objects: tuple[tuple[int, tuple[str, ...]], ...]) -> int:
    bits = 0
    for bit, words in objects:
        if clause.endswith(words):
            bits |= bit
    return bits


def _groups(stance: dict[str, Any]) -> dict[str, tuple[int, Endings]]:
    """By the word that a clause opens with: the bits it has however it goes on, and those it has with an object at its end."""
    alone: dict[str, int] = {}
    pairs: dict[str, list[tuple[int, list[str]]]] = {}
    for name, bit in _BITS.items():
        for word in stance[name]["opens"]:
            alone[word] = alone.get(word, 0) | bit
        for pair in stance[name].get("pairs", ()):
            for verb in pair["verbs"]:
                pairs.setdefault(verb, []).append((bit, pair["objects"]))
    return {word: (alone.get(word, 0), _endings(pairs.get(word, ()))) for word in alone.keys() | pairs.keys()}


def _endings(pairs: Iterable[tuple[int, list[str]]]) -> Endings:
    found: Endings = {}
    for bit, objects in pairs:
        for last, several in groupby(sorted(objects, key=itemgetter(-1)), key=itemgetter(-1)):
            found[last] = (*found.get(last, ()), (bit, tuple(several)))
    return found
