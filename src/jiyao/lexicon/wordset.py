"""A set of words that answers quickly which of them stands at a place of a text, or whether any stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable


class WordSet:
    """Words of at least one character, looked up by their first character; the longest wins."""

    __slots__ = ("_any", "_by_first")

    def __init__(self, words: Iterable[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=len, reverse=True):
            by_first.setdefault(word[0], []).append(word)
        self._by_first = {first: tuple(several) for first, several in by_first.items()}
        branches = ("|".join(re.escape(word[1:]) for word in several) for several in by_first.values())
        heads = (f"{re.escape(first)}(?:{branch})" for first, branch in zip(by_first, branches, strict=True))
        self._any = re.compile("|".join(heads))

    def at(self, text: str, place: int) -> int:
        """The length of the longest word that begins at ``text[place]``; 0 where none does."""
        for word in self._by_first.get(text[place : place + 1], ()):
            if text.startswith(word, place):
                return len(word)
        return 0

    def within(self, text: str, start: int = 0) -> bool:
        """Whether any of the words stands in ``text[start:]``."""
        return self._any.search(text, start) is not None
