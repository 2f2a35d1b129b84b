"""Sets of words that answer quickly which of them stands at a place of a text, whether any stands in it, or at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable


class WordSet:
    """Words of at least one character, looked up by their first two characters; the longest wins."""

    __slots__ = ("_any", "_by_start", "_single")

    def __init__(self, words: Iterable[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=len, reverse=True):
            by_first.setdefault(word[0], []).append(word)
        self._by_start: dict[str, tuple[str, ...]] = {}
        self._single = frozenset(several[-1] for several in by_first.values() if len(several[-1]) == 1)
        for word in (word for several in by_first.values() for word in several if len(word) > 1):
            self._by_start[word[:2]] = (*self._by_start.get(word[:2], ()), word)
        branches = ("|".join(re.escape(word[1:]) for word in several) for several in by_first.values())
        heads = (f"{re.escape(first)}(?:{branch})" for first, branch in zip(by_first, branches, strict=True))
        self._any = re.compile("|".join(heads))

    def at(self, text: str, place: int) -> int:
        """The length of the longest word that begins at ``text[place]``; 0 where none does."""
        start = text[place : place + 2]
        several = self._by_start.get(start)
        if several is not None:
            for word in several:
                if text.startswith(word, place):
                    return len(word)
        return 1 if self._single and start[:1] in self._single else 0

    def within(self, text: str, start: int = 0) -> bool:
        """Whether any of the words stands in ``text[start:]``."""
        return self._any.search(text, start) is not None


class EndSet:
    """Words of at least one character that a text may end with, looked up by their last character."""

    __slots__ = ("_by_last",)

    def __init__(self, words: Iterable[str]) -> None:
        self._by_last: dict[str, tuple[str, ...]] = {}
        for word in sorted(set(words)):
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)

    def end(self, text: str) -> bool:
        """Whether the text ends with one of the words."""
        words = self._by_last.get(text[-1:])
        return words is not None and text.endswith(words)
