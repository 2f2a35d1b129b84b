"""Where the literal words stand that rules start from.

A search for a literal runs at memory speed; a pattern led by a class or by many branches looks at every character. All literals of all
rules are looked for in one scan of a view.
"""

from __future__ import annotations

import re
from functools import cache
from typing import ClassVar

from jiyao.text import View


class Cues:
    """Literal words that a rule starts from; made where its module is imported, so that the scan knows them all."""

    __slots__ = ("words",)
    known: ClassVar[set[str]] = set()
    """The words of all rules."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.known.update(words)
        _scanner.cache_clear()

    def places(self, view: View) -> list[tuple[int, str]]:
        """Each place of each word, word by word; a word inside another is found for both."""
        if view.cues is None:
            view.cues = _scan(view.s)
        found = view.cues
        return [(at, word) for word in self.words if word in found for at in found[word]]


def _scan(text: str) -> dict[str, list[int]]:
    """Where each known word stands, in the order of the text; words that stand nowhere are left out."""
    marks, pair, by_start = _scanner()
    found: dict[str, list[int]] = {}
    for mark in marks:
        at = text.find(mark)
        if at >= 0:
            found[mark] = places = []
        while at >= 0:
            places.append(at)
            at = text.find(mark, at + 1)
    for match in pair.finditer(text):
        at = match.start()
        for word in by_start.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                found.setdefault(word, []).append(at)
    return found


@cache
def _scanner() -> tuple[tuple[str, ...], re.Pattern[str], dict[str, tuple[str, ...]]]:
    """The words of one character; a pattern that stops where a longer word may begin, and the longer words by what it is told by: their
    first two characters."""
    several = sorted(word for word in Cues.known if len(word) > 1)
    by_start = {word[:2]: tuple(other for other in several if other[:2] == word[:2]) for word in several}
    firsts, seconds = ("".join(sorted({start[place] for start in by_start})) for place in (0, 1))
    marks = tuple(sorted(word for word in Cues.known if len(word) == 1))
    return marks, re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])"), by_start


def in_title(text: str, at: int) -> bool:
    """Whether a position stands inside 《…》, where words name a document and tell nobody anything."""
    opened = text.rfind("《", max(0, at - 120), at)
    return opened >= 0 and text.find("》", opened, at) < 0 <= text.find("》", at, at + 160)
