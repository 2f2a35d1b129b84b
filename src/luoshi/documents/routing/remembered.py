"""What clerks chose before, as evidence for the next proposal.

A pair of characters speaks for a body by how rare it is among duties, by how often it stood in words given to that body, and by the
share of all choices with that pair that went there: a later correction outweighs an earlier choice, it does not erase it. Of the same
words only the latest choice counts. What two texts share must be three characters long, or have been chosen twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from luoshi.documents.routing.duty_index import DutyIndex, Match
from luoshi.documents.routing.shapes import Choice
from luoshi.documents.routing.terms import Folded, fold, pairs, runs


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch of a text that also stood in ``times`` earlier texts given to a body."""

    start: int
    end: int
    times: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Earlier choices of one role, by the slots of the bodies that have the work now."""

    counts: Mapping[str, Mapping[int, int]]
    triples: Mapping[str, frozenset[int]]
    texts: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, choices: Iterable[Choice], slots: Callable[[int], Iterable[int]]) -> Memory:
        """``slots`` gives the places of the bodies that have the work of a body chosen then, none where nobody has."""
        latest: dict[str, Choice] = {}
        for choice in sorted(choices, key=lambda each: (each.made_on, each.body, each.words)):
            latest[fold(choice.words).text] = choice
        counts: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        triples: defaultdict[str, set[int]] = defaultdict(set)
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for text, choice in sorted(latest.items()):
            places = list(runs(text))
            terms = {term for _, term in pairs(text, places)}
            longer = {text[at : at + 3] for start, end in places for at in range(start, end - 2)}
            for slot in slots(choice.body):
                texts[slot].append(text)
                for term in terms:
                    counts[term][slot] += 1
                for term in longer:
                    triples[term].add(slot)
        return cls(
            {term: dict(found) for term, found in counts.items()},
            {term: frozenset(found) for term, found in triples.items()},
            {slot: tuple(found) for slot, found in texts.items()},
        )

    def matches(self, folded: Folded, index: DutyIndex) -> dict[int, Match]:
        """Bodies that were chosen for words like these."""
        found: defaultdict[int, Match] = defaultdict(Match)
        seen: set[str] = set()
        text = folded.text
        for at, term in pairs(text) if self.counts else ():
            slots = self.counts.get(term, {})
            rare, total = index.rarity(term), sum(slots.values())
            for slot, count in slots.items():
                if count > 1 or self._in_longer(text, at, slot):
                    weight = rare * (count / total) * (count / (count + 1))
                    found[slot].places[at] = 0.0 if term in seen else weight
            seen.add(term)
        for match in found.values():
            match.score = sum(match.places.values())
        return dict(found)

    def shared(self, text: str, start: int, end: int, slot: int) -> Shared:
        """The longest part of a stretch that stood in words given to a body, and how often it did."""
        best = Shared(start, start, 0)
        for first in range(start, end - 1):
            texts: list[str] = list(self.texts.get(slot, ()))
            last = first + 1
            while last < end and (more := [each for each in texts if text[first : last + 1] in each]):
                texts, last = more, last + 1
            if last - first >= 2 and last - first > best.end - best.start:
                best = Shared(first, last, len(texts))
        return best

    def _in_longer(self, text: str, at: int, slot: int) -> bool:
        nobody: frozenset[int] = frozenset()
        return slot in self.triples.get(text[at : at + 3], nobody) or (
            at > 0 and slot in self.triples.get(text[at - 1 : at + 2], nobody)
        )
