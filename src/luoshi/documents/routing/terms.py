"""Words made comparable, cut where they say nothing about whose work it is, and taken apart into pairs of characters.

Pairs need no dictionary of the language: a new word of policy is read as well as an old one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jiyao.text import View
from luoshi.documents.routing.shapes import Cue

_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z\U00020000-\U0003ffff]+")
"""What terms are made of: digits, marks and line ends part them."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as its terms are compared: gaps gone, one width, simplified. ``text[i]`` stands at ``offsets[i]`` of ``raw``."""

    raw: str
    text: str
    offsets: tuple[int, ...]

    def cue(self, start: int, end: int, *, topic: bool = False) -> Cue:
        """The exact words that ``text[start:end]`` stands for."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Cue(first, last, self.raw[first:last], "topic" if topic else "words")


def fold(raw: str) -> Folded:
    """A text made comparable."""
    view = View(raw)
    return Folded(raw, view.s, tuple(view.span(at, at + 1).start for at in range(len(view))))


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of two or more characters that may say whose work it is, general words left out."""
    cuts = _general()
    for stretch in _WORDS.finditer(text):
        at = stretch.start()
        for word in cuts.finditer(text, stretch.start(), stretch.end()):
            if word.start() - at > 1:
                yield at, word.start()
            at = word.end()
        if stretch.end() - at > 1:
            yield at, stretch.end()


def cut_words(text: str) -> frozenset[int]:
    """The places inside general words: what begins or ends there cuts one in two (三保 in 三保障, 工信 in 用工信息)."""
    return frozenset(at for word in _general().finditer(text) for at in range(word.start() + 1, word.end()))


def pairs(text: str, places: Sequence[tuple[int, int]] | None = None) -> Iterator[tuple[int, str]]:
    """Every pair of neighbouring characters inside the runs of a text, with its place."""
    for start, end in runs(text) if places is None else places:
        for at in range(start, end - 1):
            yield at, text[at : at + 2]


def joined(places: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches covered by pairs that stand at these places, in ascending order: 3, 4, 8 give (3, 6) and (8, 10)."""
    found: list[tuple[int, int]] = []
    for at in sorted(places):
        if found and at < found[-1][1]:
            found[-1] = (found[-1][0], at + 2)
        else:
            found.append((at, at + 2))
    return found


@cache
def _general() -> re.Pattern[str]:
    lists = tomllib.loads((files(__package__) / "general.toml").read_text(encoding="utf-8"))
    kinds = ("verbs", "things", "adverbs", "particles")
    by_first: dict[str, list[str]] = {}
    for word in sorted({word for kind in kinds for word in lists[kind].split()}, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(word[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items()))
