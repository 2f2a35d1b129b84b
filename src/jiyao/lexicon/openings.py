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

Endings = dict[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""The bits that a clause has if it ends with one of some words, by the last character of these."""


Opened: TypeAlias = tuple[int, int, bool, int]
"""How a clause opens: where it begins behind its adverbs; the bits of the groups it belongs to; whether a verb of instruction stands at
its start or behind an adverb; where a set phrase ends that stands at its start or else behind its adverbs, 0 without one."""


_Entry: TypeAlias = "tuple[int, int, bool, int, Endings, dict[str, _Entry]]"
"""What the lists make of a place where certain characters stand, by all words that these characters are or begin with: the length of the
longest adverb and of the longest set phrase, whether there is a verb of instruction, the bits of the groups, those that depend on how
the clause ends, and the entries with one more character."""


class Openings:
    """The adverbs, set phrases, verbs of instruction and groups, ready to be asked how a clause opens."""

    __slots__ = ("_by_start",)

    def __init__(self, stance: dict[str, Any], verbs: dict[str, Any]) -> None:
        lists = _Lists(
            frozenset(verbs["adverbs"]),
            frozenset(stance["stance"]["alone"]),
            frozenset(verbs["instructs"]),
            _groups(stance),
        )
        by_start: dict[str, list[str]] = {}
        for word in frozenset[str]().union(*lists):
            by_start.setdefault(word[:1], [])
            by_start.setdefault(word[:2], []).append(word)
        self._by_start = {start: lists.entry(start, words) for start, words in by_start.items()}

    def of(self, clause: str) -> Opened:
        """How the clause opens: read from its start on, and from behind each of up to four adverbs."""
        by_start = self._by_start
        at = bits = first = phrase = 0
        told = False
        for left in range(_MOST_ADVERBS, -1, -1):
            start = clause[at : at + 2]
            entry = by_start.get(start) or by_start.get(start[:1])
            if entry is None:
                phrase = 0
                break
            adverb, phrase, tells, alone, endings, further = entry
            behind = at + 2
            while further and (longer := further.get(clause[behind : behind + 1])):
                adverb, phrase, tells, alone, endings, further = longer
                behind += 1
            told = told or tells
            bits |= alone
            if endings and (objects := endings.get(clause[-1])):
                bits |= _by_end(clause, objects)
            if phrase:
                phrase += at
                first = first or (0 if at else phrase)
            if not adverb or not left:
                break
            at += adverb
            if clause[at : at + 1] == "地":
                at += 1
        return at, bits, told, first or phrase


class _Lists(NamedTuple):
    adverbs: frozenset[str]
    phrases: frozenset[str]
    verbs: frozenset[str]
    groups: dict[str, tuple[int, Endings]]

    def entry(self, start: str, words: list[str]) -> _Entry:
        """The entry for a place where ``start`` stands; ``words`` begin with it."""
        here = [start[:length] for length in range(len(start), 0, -1)]
        bits, endings = 0, Endings()
        for alone, pairs in (self.groups[word] for word in here if word in self.groups):
            bits |= alone
            for last, objects in pairs.items():
                endings[last] = endings.get(last, ()) + objects
        longer: dict[str, list[str]] = {}
        for word in words:
            if len(word) > len(start):
                longer.setdefault(word[len(start)], []).append(word)
        return (
            next((len(word) for word in here if word in self.adverbs), 0),
            next((len(word) for word in here if word in self.phrases), 0),
            not self.verbs.isdisjoint(here),
            bits,
            endings,
            {char: self.entry(start + char, several) for char, several in longer.items()},
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
