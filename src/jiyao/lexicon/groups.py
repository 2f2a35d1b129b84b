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


class Groups:
    """The groups of ``stance.toml``: a clause belongs to one if it opens with a word, or opens with a verb and ends with an object of it."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        self._by_start: dict[str, list[tuple[str, int, Endings]]] = {}
        """The words that open with what they make of the clause, by their first two characters, those of one character included; by the first alone where no longer word
        begins so."""
        known: dict[str, Membership] = {}
        for name, bit in _BITS.items():
            for word in lexicon[name]["opens"]:
                known.setdefault(word, Membership()).alone |= bit
            for pair in lexicon[name].get("pairs", ()):
                for verb in pair["verbs"]:
                    known.setdefault(verb, Membership()).add(bit, pair["objects"])
        for word, membership in known.items():
            self._by_start.setdefault(word[:2], []).append((word, membership.alone, membership.ending))
        for start in [start for start in self._by_start if len(start) == 2]:
            self._by_start[start] += self._by_start.get(start[0], [])

    def of(self, part: str, places: Sequence[int]) -> int:
        """The bits of the groups that the part belongs to, read from any of the places on; 0 where it belongs to none."""
        bits = 0
        last = part[-1:]
        for at in places:
            start = part[at : at + 2]
            for word, alone, ending in self._by_start.get(start) or self._by_start.get(start[:1]) or ():
                if part.startswith(word, at):
                    bits |= alone
                    if last in ending:
                        for bit, objects in ending[last]:
                            if part.endswith(objects):
                                bits |= bit
        return bits
