"""Which bodies' duties a text speaks of, and by which words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from jiyao.text import View
from luoshi.documents.routing.terms import Folded, cut_words, joined, pairs

KEYWORD, NAME, TEXT = 1.0, 1.0, 0.55
"""What a pair of characters counts for by where the directory has it: in a keyword, in the body's name, in the words of a duty."""
PHRASE = 1.0
"""What a whole keyword found in a text counts for beyond its pairs."""
COMMON = 8
"""A term that more than one body in this many has decides nothing."""
LONGEST = 12
SIZE = 0.15
"""How much a long list of duties is held against a body: long lists meet more words by chance."""
_KEPT = 16_384
"""Words of duties that a process keeps folded; a city has about three thousand."""
_DIRECTORIES = 8
"""Directories that a process keeps weighed: an office has one, for the day of a past meeting perhaps a second."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the directory says of one body: names without place and organ (教育), duties with keywords."""

    names: tuple[str, ...]
    duties: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(slots=True)
class Match:
    """How well one body fits a text: pair places of the text with their weights; ``score`` is their sum, brought to size."""

    score: float = 0.0
    places: dict[int, float] = field(default_factory=dict)

    def covered(self) -> set[int]:
        """The places of all characters that count."""
        return {place for at in self.places for place in (at, at + 1)}

    def without(self, covered: set[int]) -> Match:
        """What is left where other characters are taken away."""
        places = {at: weight for at, weight in self.places.items() if not {at, at + 1} & covered}
        return Match(sum(places.values()), places)

    def stretches(self) -> list[tuple[float, int, int]]:
        """The stretches of the text that count, weightiest first: weight, start, end."""
        found = [
            (sum(self.places.get(at, 0.0) for at in range(start, end)), start, end)
            for start, end in joined(list(self.places))
        ]
        return sorted(found, key=lambda each: (-each[0], each[1]))


@dataclass(frozen=True, slots=True)
class DutyIndex:
    """Terms of all bodies with their weights; a body is known by its place in the list it was built from."""

    terms: Mapping[str, tuple[tuple[int, float], ...]]
    phrases: Mapping[str, tuple[tuple[int, float], ...]]
    sizes: tuple[float, ...]
    bodies_with: Mapping[str, int]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> DutyIndex:
        """Weigh every term by how few bodies have it."""
        terms: defaultdict[str, dict[int, float]] = defaultdict(dict)
        phrases: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for slot, profile in enumerate(profiles):
            for word, weight, whole in _sources(profile):
                for term in _pairs_of(word, whole=whole):
                    terms[term][slot] = max(weight, terms[term].get(slot, 0.0))
                if whole and 2 <= len(word) <= LONGEST:
                    phrases[word][slot] = PHRASE
        counts = [sum(1 for _ in _sources(profile)) for profile in profiles]
        average = sum(counts) / len(counts) if counts else 1.0
        sizes = tuple(1.0 + SIZE * math.log1p(count / average) for count in counts)
        many = len(profiles)
        bodies_with = {term: len(slots) for term, slots in terms.items()}
        return cls(_weighted(terms, many), _weighted(phrases, many), sizes, bodies_with)

    def rarity(self, term: str) -> float:
        """The weight of a pair by how few bodies' duties have it."""
        return rarity(self.bodies_with.get(term, 0), len(self.sizes))

    def matches(self, folded: Folded) -> dict[int, Match]:
        """Every body that shares a term with the text. Time grows with the length of the text."""
        found: defaultdict[int, Match] = defaultdict(Match)
        seen: set[str] = set()
        for at, term in pairs(folded.text):
            _note(found, at, self.terms.get(term, ()), again=term in seen)
            seen.add(term)
        self._phrases(folded.text, found)
        for slot, match in found.items():
            match.score = sum(match.places.values()) / self.sizes[slot]
        return dict(found)

    def _phrases(self, text: str, found: defaultdict[int, Match]) -> None:
        """Whole keywords, also across general words (煤矿 + 安全) but not through one: their pairs count, and the whole of them once more."""
        taken: set[str] = set()
        inside = cut_words(text)
        for at in range(len(text) - 1):
            if at in inside:
                continue
            for end in range(at + 2, min(len(text), at + LONGEST) + 1):
                if end in inside:
                    continue
                phrase = text[at:end]
                bodies = self.phrases.get(phrase)
                if not bodies or phrase in taken:
                    continue
                taken.add(phrase)
                for slot, weight in bodies:
                    places = found[slot].places
                    for place in range(at, end - 1):
                        places.setdefault(place, self._pair(text[place : place + 2], slot))
                    places[at] += weight

    def _pair(self, term: str, slot: int) -> float:
        return dict(self.terms.get(term, ())).get(slot, 0.0)


@lru_cache(maxsize=_DIRECTORIES)
def index_of(profiles: tuple[Profile, ...]) -> DutyIndex:
    """The index of a directory; the same directory, word for word, is weighed once a process."""
    return DutyIndex.of(profiles)


def rarity(bodies: int, of: int) -> float:
    """The weight of a term that so many of all bodies have: 1 where one alone or none has it, 0 where it is common.

    It is the same for a county with fifteen bodies as for a city with a hundred, so that thresholds hold for both.
    """
    if bodies <= 1:
        return 1.0
    if bodies > max(2.0, of / COMMON):
        return 0.0
    return math.log((of + 1) / (bodies + 0.5)) / math.log((of + 1) / 1.5)


def _sources(profile: Profile) -> Iterable[tuple[str, float, bool]]:
    """Words of a profile, folded, with the weight of their pairs and whether they are terms as a whole."""
    for name in profile.names:
        yield _folded(name), NAME, True
    for text, keywords in profile.duties:
        yield _folded(text), TEXT, False
        for keyword in keywords:
            yield _folded(keyword), KEYWORD, True


@lru_cache(maxsize=_KEPT)
def _folded(words: str) -> str:
    """Duties change a few times a year, and every text that is taken in weighs all of them anew."""
    return View(words).s


def _pairs_of(word: str, *, whole: bool) -> Iterable[str]:
    """A keyword's pairs count even where a general word stands in it; those of a sentence are cut there."""
    places = [(0, len(word))] if whole else None
    return (term for _, term in pairs(word, places))


def _weighted(terms: Mapping[str, dict[int, float]], many: int) -> dict[str, tuple[tuple[int, float], ...]]:
    return {
        term: tuple((slot, weight * rare) for slot, weight in sorted(slots.items()))
        for term, slots in terms.items()
        if (rare := rarity(len(slots), many)) > 0
    }


def _note(found: defaultdict[int, Match], at: int, bodies: Iterable[tuple[int, float]], *, again: bool) -> None:
    """A pair counts once; where it stands again it is only shown."""
    for slot, weight in bodies:
        found[slot].places[at] = 0.0 if again else weight
