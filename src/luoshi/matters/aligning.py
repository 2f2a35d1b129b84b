"""Which action of one text is which of another: by place within a text, by words between texts."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar

K = TypeVar("K", bound=int)
Stretch: TypeAlias = tuple[int, int]
"""Start and end in a text."""

SHARED = 0.5
"""Two stretches that share half of the shorter one are the same place."""
ALIKE = 0.55
"""Words of which so much of the shorter one stands in the other are the same action."""
_LEAST = 6
"""Characters below which words are too common to be recognised."""


def by_place(old: Mapping[K, Stretch], new: Sequence[Stretch]) -> dict[int, K]:
    """Pairs within one document, number of the new stretch → key of the old one: those that share most come first."""
    ordered = sorted((stretch, key) for key, stretch in old.items())
    scored = []
    for number, stretch in enumerate(new):
        for other, key in ordered:
            if other[0] >= stretch[1]:
                break
            if share := shared(stretch, other):
                scored.append((share, number, key))
    return _greedy(scored)


def shared(one: Stretch, other: Stretch) -> float:
    """How much of the shorter stretch two have in common; 0 where it is too little for one place."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    share = common / max(1, min(one[1] - one[0], other[1] - other[0]))
    return share if share >= SHARED else 0.0


def by_words(old: Mapping[K, Sequence[str]], new: Sequence[str]) -> dict[int, K]:
    """Pairs between documents, number of the new words → key of the old: those most alike come first."""
    shingles = {key: [_shingles(words) for words in wordings] for key, wordings in old.items()}
    holding: defaultdict[str, set[K]] = defaultdict(set)
    for key, wordings in shingles.items():
        for each in wordings:
            for shingle in each:
                holding[shingle].add(key)
    scored = []
    for number, words in enumerate(new):
        own = _shingles(words)
        near = {key for shingle in own for key in holding.get(shingle, ())}
        for key in near:
            score = max(_likeness(own, other) for other in shingles[key])
            if score >= ALIKE:
                scored.append((score, number, key))
    return _greedy(scored)


def _greedy(scored: list[tuple[float, int, K]]) -> dict[int, K]:
    pairs: dict[int, K] = {}
    taken: set[K] = set()
    for _score, number, key in sorted(scored, key=lambda each: (-each[0], each[1])):
        if number not in pairs and key not in taken:
            pairs[number] = key
            taken.add(key)
    return pairs


def _shingles(words: str) -> frozenset[str]:
    """Pairs of neighbouring letters; marks and spaces part nothing and count for nothing."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", words) if char.isalnum())
    if len(letters) < _LEAST:
        return frozenset()
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter stands in the longer, less where one is much longer: a clause is not the paragraph that holds it."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    contained = common / min(len(one), len(other))
    overall = 2 * common / (len(one) + len(other))
    return (contained + overall) / 2
