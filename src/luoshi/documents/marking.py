"""The source as the page shows it: cut where findings begin and end, so that pointing at words lights up what was read in them.

Lines keep their place in code points of the text as received (``data-start``): line ends are not shown, everything else is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jiyao.text import Span, Text

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the source that stands for something on the other side of the page, under one ``key``.

    ``kind`` are the words the style sheet knows it by, e.g. ``owner`` or ``statement action``.
    """

    key: str
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one set of marks. ``statement`` is the key of the statement they belong to; ``first`` where it begins."""

    start: int
    words: str
    keys: str
    kinds: str
    statement: str
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source; ``start`` counts code points from the start of the text."""

    start: int
    pieces: tuple[Piece, ...]
    place: str = ""
    """Where in the file it stood, a page or a row of a table, said once where it changes."""

    @property
    def indented(self) -> bool:
        """Whether the line brings its own white space, as typed paragraphs do."""
        return bool(self.pieces) and self.pieces[0].words[:1].isspace()


def marked_lines(raw: str, marks: Sequence[Mark]) -> Iterator[Line]:
    """Cut a text into lines and pieces; marks may overlap and may run over lines."""
    cuts = sorted({at for mark in marks for at in mark.span})
    waiting = deque(sorted(marks, key=lambda mark: mark.span.start))
    active: list[Mark] = []
    for start, end in _lines(raw):
        pieces = []
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for left, right in pairwise((start, *inside, end)):
            while waiting and waiting[0].span.start <= left:
                active.append(waiting.popleft())
            active = [mark for mark in active if mark.span.end > left]
            if right > left:
                pieces.append(_piece(raw, left, right, active))
        yield Line(start, tuple(pieces))


def with_places(lines: Iterable[Line], text: Text) -> Iterator[Line]:
    """The lines with their page or row of a table, for files that know them."""
    last = ""
    for line in lines:
        place = _ROW.sub(r"\1", text.place_at(line.start)) if text.places else ""
        yield replace(line, place=place) if place != last and line.pieces else line
        last = place if line.pieces else last


_ROW = re.compile(r"(第\d+行).*")
"""A line of a table is a whole row; which column a word stood in is said beside what was read in it."""


def _piece(raw: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    statement = next((mark for mark in marks if mark.kind.startswith("statement")), None)
    return Piece(
        start=start,
        words=raw[start:end],
        keys=" ".join(mark.key for mark in marks),
        kinds=" ".join(dict.fromkeys(kind for mark in marks for kind in mark.kind.split())),
        statement=statement.key if statement else "",
        first=statement is not None and statement.span.start == start,
    )


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE_END.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)
