"""What a clause amounts to by the words it opens and ends with: the groups of ``stance.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

STANCE, DUTY = 1, 2
"""The groups that are told apart by their bits."""
_BITS = {"stance": STANCE, "duty": DUTY, "diligence": 4, "goal": 4}


Endings: TypeAlias = dict[str, list[tuple[int, tuple[str, ...]]]]


@dataclass(slots=True)
class Membership:
    """What groups a clause belongs to that opens with a certain word."""

    alone: int = 0
    """Those it belongs to however it goes on."""
    ending: Endings = field(default_factory=dict)
    """Those it belongs to if it ends with one of the objects, by the last character of these."""

    def add(self, bit: int, objects: Iterable[str]) -> None:
        """Take in a pair of the list: with one of these objects at its end the clause belongs to the group."""
        for last, several in groupby(sorted(objects, key=itemgetter(-1)), key=itemgetter(-1)):
            self.ending.setdefault(last, []).append((bit, tuple(several)))

    def join(self, other: Membership) -> None:
        """Take in what another word makes of the clause, where both words open it."""
        self.alone |= other.alone
        for last, several in other.ending.items():
            self.ending[last] = self.ending.get(last, []) + several


class Groups:
    """The groups of ``stance.toml``: a clause belongs to one if it opens with a word, or opens with a verb and ends with an object of it."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        known: dict[str, Membership] = {}
        for name, bit in _BITS.items():
            for word in lexicon[name]["opens"]:
                known.setdefault(word, Membership()).alone |= bit
            for pair in lexicon[name].get("pairs", ()):
                for verb in pair["verbs"]:
                    known.setdefault(verb, Membership()).add(bit, pair["objects"])
        starts = {word[:2]: Membership() for word in known}
        for start, membership in starts.items():
            for word in {start, start[0]} & known.keys():
                membership.join(known[word])
        longer: dict[str, list[tuple[str, Membership]]] = {}
        for word, membership in known.items():
            if len(word) > 2:
                longer.setdefault(word[:2], []).append((word, membership))
        self._by_start = {start: (m.alone, m.ending, tuple(longer.get(start, ()))) for start, m in starts.items()}
        """What the first two characters alone make of the clause, and the longer words that begin so; by the first character alone where
        no longer word begins so."""

    def of(self, part: str, places: Sequence[int]) -> int:
        """The bits of the groups that the part belongs to, read from any of the places on; 0 where it belongs to none."""
        bits = 0
        last = part[-1:]
        for at in places:
            start = part[at : at + 2]
            known = self._by_start.get(start) or self._by_start.get(start[:1])
            if known is None:
                continue
            alone, ending, longer = known
            bits |= alone
            if last in ending:
                bits |= _by_end(part, ending[last])
            for word, membership in longer:
                if part.startswith(word, at):
                    bits |= membership.alone
                    if last in membership.ending:
                        bits |= _by_end(part, membership.ending[last])
        return bits


def _by_end(part: str, objects: list[tuple[int, tuple[str, ...]]]) -> int:
    bits = 0
    for bit, words in objects:
        if part.endswith(words):
            bits |= bit
    return bits
