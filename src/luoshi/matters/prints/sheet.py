"""What stands on a printed paper, before any Word: blocks of words, forms and lists that one writer (``paper``) sets in one style.

Lengths are millimetres of the 156 mm × 225 mm that GB/T 9704 leaves for the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeAlias

from luoshi.documents.tables import Column

WIDTH = 156
BOX = "□"
TICKED = "☑"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a form. ``label`` sets it in 黑体 and centred; ``foot`` stands at the lower right: who signs, when, the place of the seal."""

    words: tuple[str, ...] = ()
    span: int = 1
    label: bool = False
    centred: bool = False
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """``height`` is the least height; where it is ``exact`` words beyond it are not shown, so they have to be cut before."""

    cells: tuple[Cell, ...]
    height: float = 10
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A ruled form; ``size`` of its type in points. ``together`` keeps a short one on one page."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    size: float = 12
    together: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """A list whose head is repeated on every page; ``None`` in a cell is 未明确."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph; ``size`` and ``spacing`` in points, as GB/T 9704 sets a text: 三号, 22 lines a page. ``head`` sets it in 黑体, ``right``
    at the right margin, ``back`` characters before it."""

    words: str
    head: bool = False
    right: bool = False
    indent: int = 2
    size: float = 16
    spacing: float = 28.95
    keep: bool = False
    back: float = 0


Block: TypeAlias = Form | Roll | Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: its title, its number (编号), and what follows."""

    title: str
    number: str
    blocks: tuple[Block, ...]
    compact: bool = False
    """Whether the head is kept low, for a paper that must stay on one page."""
    mark: str = ""
    """Who issues it (发文机关标志), in red above a red line, on what goes out to others."""


_LEAD, _BETWEEN, _SIDES, _POINT = 1.35, 0.7, 3.8, 25.4 / 72
"""Line height in sizes of the type, the air of a paragraph and at the sides of a cell in millimetres, and a point."""
_LEAST_SHARE = 0.5
"""The room left for the pen shrinks to so much of itself, not further: what needs more goes on to the next page."""


def fitted(form: Form, room: float) -> Form:
    """The form with its empty room made smaller where long words would push it beyond ``room``; as it is where that would not be enough."""
    needed = [_height(row, form) for row in form.rows]
    heights = [max(row.height, words) for row, words in zip(form.rows, needed, strict=True)]
    least = [max(row.height * _LEAST_SHARE, words) for row, words in zip(form.rows, needed, strict=True)]
    over, spare = sum(heights) - room, sum(heights) - sum(least)
    if not 0 < over <= spare:
        return form
    shares = [height - (height - low) * over / spare for height, low in zip(heights, least, strict=True)]
    rows = tuple(replace(row, height=min(row.height, share)) for row, share in zip(form.rows, shares, strict=True))
    return replace(form, rows=rows)


def _height(row: Row, form: Form) -> float:
    """How high the words of a row stand."""
    highest, at = 0.0, 0
    for cell in row.cells:
        wide = (sum(form.widths[at : at + cell.span]) - _SIDES) / (form.size * _POINT)
        at += cell.span
        paragraphs = [*(cell.words or (() if cell.foot else ("",))), *([cell.foot] if cell.foot else [])]
        lines = sum(max(1, ceil(width_of(words) / wide)) for words in paragraphs)
        highest = max(highest, lines * form.size * _POINT * _LEAD + len(paragraphs) * _BETWEEN)
    return highest


def label(words: str) -> Cell:
    return Cell(words=(words,), label=True)


def value(words: str | Sequence[str] | None, *, span: int = 1) -> Cell:
    """A filled cell; a text of several lines keeps them."""
    if isinstance(words, str):
        words = words.splitlines()
    return Cell(words=tuple(words or ()), span=span)


def day_words(day: dt.date | None) -> str:
    """2026年3月9日; blanks for the pen where there is no day."""
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else "　　年　　月　　日"


def width_of(words: str) -> float:
    """How wide words are, in characters: letters and digits count half."""
    return sum(0.5 if letter.isascii() else 1 for letter in words)


def signed(office: str, on: dt.date) -> tuple[Line, Line]:
    """Who sends it and when, as under a seal: the day four characters from the margin, the name centred above it, both on one page."""
    day = day_words(on)
    back = max(0.0, _BEFORE_MARGIN + (width_of(day) - width_of(office)) / 2)
    over = max(0.0, (width_of(office) - width_of(day)) / 2 - _BEFORE_MARGIN)
    return (
        Line(words=office, right=True, keep=True, back=back),
        Line(words=day, right=True, back=_BEFORE_MARGIN + over),
    )


_BEFORE_MARGIN = 4


def signing(who: str = "", on: dt.date | None = None, *, word: str = "签字") -> str:
    """The line in which somebody signs; what was signed is printed."""
    return f"{word}：{who or '　　　　　　'}　{day_words(on)}"


def boxes(choices: Sequence[str], ticked: Sequence[str] = ()) -> str:
    """□圈阅　□同意　☑继续办理"""
    return "　".join(f"{TICKED if choice in ticked else BOX}{choice}" for choice in choices)
