"""What clerks chose before, as evidence for the next proposal.

A pair of characters speaks for a body by how rare it is among duties, by how often it stood in words given to that body, and by the
share of all choices with that pair that went there: a later correction outweighs an earlier choice, it does not erase it. Of the same
words only the latest choice counts. What two texts share must be four characters long, three where duties know the words, or have been
chosen twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from luoshi.documents.routing.duty_index import DutyIndex, Match
from luoshi.documents.routing.shapes import Choice
from luoshi.documents.routing.terms import Folded, fold, pairs, runs

NEW_WORDS = 0.4
"""What a pair that no duty knows counts for after one choice: it may name something new, or nothing in particular. Three of them suffice."""


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
    longer: Mapping[str, frozenset[int]]
    texts: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, choices: Iterable[Choice], slots: Callable[[int], Iterable[int]]) -> Memory:
        """``slots`` gives the places of the bodies that have the work of a body chosen then, none where nobody has."""
        latest: dict[str, Choice] = {}
        for choice in sorted(choices, key=lambda each: (each.made_on, each.body, each.words)):
            latest[fold(choice.words).text] = choice
        counts: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        longer: defaultdict[str, set[int]] = defaultdict(set)
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for text, choice in sorted(latest.items()):
            places = list(runs(text))
            terms = {term for _, term in pairs(text, places)}
            grams = {text[at : at + n] for n in (3, 4) for start, end in places for at in range(start, end - n + 1)}
            for slot in slots(choice.body):
                texts[slot].append(text)
                for term in terms:
                    counts[term][slot] += 1
                for gram in grams:
                    longer[gram].add(slot)
        return cls(
            {term: dict(found) for term, found in counts.items()},
            {gram: frozenset(found) for gram, found in longer.items()},
            {slot: tuple(found) for slot, found in texts.items()},
        )

    def matches(self, folded: Folded, index: DutyIndex) -> dict[int, Match]:
        """Bodies that were chosen for words like these."""
        found: defaultdict[int, Match] = defaultdict(Match)
        seen: set[str] = set()
        text = folded.text
        for at, term in pairs(text) if self.counts else ():
            slots = self.counts.get(term, {})
            rare, total, known = index.rarity(term), sum(slots.values()), term in index.bodies_with
            for slot, count in slots.items():
                if count > 1 or self._in_longer(text, at, slot, 3 if known else 4):
                    sure = count / (count + 1) if known or count > 1 else NEW_WORDS
                    found[slot].places[at] = 0.0 if term in seen else rare * sure * count / total
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

    def _in_longer(self, text: str, at: int, slot: int, length: int) -> bool:
        """Whether the pair at a place is part of a longer stretch that stood in words given to a body."""
        firsts = range(max(0, at + 2 - length), at + 1)
        return any(slot in self.longer.get(text[first : first + length], ()) for first in firsts)
