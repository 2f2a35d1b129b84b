"""The program that meets PDFium: PDF bytes on standard input, the lines of its pages as JSON on standard output.

It runs in a process of its own, with limits on memory and time: PDFium is native code, and 260 kB of PDF can make it take 16 GB. It imports
nothing of this package, so that it starts in a tenth of a second. Arguments: the most pages, the most characters.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw

MEMORY = 1_200 * 1024 * 1024
SECONDS = 10
_HYPHENS = {"\ufffe", "\x02"}
"""What PDFium gives for a hyphen that it takes for the break of a word."""

RULED = 200_000
"""Characters of pages with ruled tables that are given one by one."""
_OBJECTS, _SEGMENTS = 5_000, 20_000
"""Drawn objects of a page, and lines of them, that are looked at: a table has hundreds."""

Line = tuple[str, float, float, float, float]
Rules = list[tuple[float, float, float]]


def main() -> None:
    """Answer with ``{"pages": [[line]], "ruled": {page: {"level", "upright", "chars"}}}`` or ``{"refused": reason, "count": pages}``."""
    _limit()
    pages, characters = int(sys.argv[1]), int(sys.argv[2])
    json.dump(read(sys.stdin.buffer.read(), pages, characters), sys.stdout)


def _limit() -> None:
    """Bound memory and time, where the system can."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """The lines of each page: words, left, right, size, distance downwards, in points."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        if not 0 < count <= most_pages:
            return {"refused": "pages" if count else "empty", "count": count}
        pages: list[list[Line]] = []
        ruled: dict[int, dict[str, Any]] = {}
        room = RULED
        for number in range(count):
            page = document[number]
            text = page.get_textpage()
            most_characters -= text.count_chars()
            if most_characters < 0:
                return {"refused": "characters", "count": count}
            pages.append(list(_lines(text)))
            level, upright = _rules(page)
            if len(level) > 1 and len(upright) > 2 and text.count_chars() <= room:
                room -= text.count_chars()
                ruled[number] = {"level": level, "upright": upright, "chars": list(_chars(text))}
    except pypdfium2.PdfiumError as error:
        return {"refused": "password" if "password" in str(error).lower() else "broken", "count": 0}
    return {"pages": pages, "ruled": ruled}


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """The lines of a page in the order of its content."""
    start, words, count = 0, "", text.count_chars()
    for at in range(count + 1):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at)) if at < count else "\n"
        if char in "\r\n":
            if words.strip():
                yield _line(text, words, start)
            start, words = at + 1, ""
        elif char in _HYPHENS:
            words += "-"
        else:
            words += char if char > "\x1f" else " "


def _line(text: pypdfium2.PdfTextPage, words: str, start: int) -> Line:
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip()) - 1
    left, bottom, _, top = text.get_charbox(first, loose=True)
    _, _, right, _ = text.get_charbox(last, loose=True)
    return words.strip(), left, right, top - bottom, -top


def _chars(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str, tuple[float, float, float, float] | None]]:
    """The characters with the number of their line and their box, counted downwards."""
    line = 0
    for at in range(text.count_chars()):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
        if char in "\r\n":
            line += 1
        elif pypdfium2.raw.FPDFText_IsGenerated(text, at) == 1:
            yield line, char if char > "\x1f" else " ", None
        else:
            left, bottom, right, top = text.get_charbox(at, loose=True)
            yield line, "-" if char in _HYPHENS else char if char > "\x1f" else " ", (left, -top, right, -bottom)


def _rules(page: pypdfium2.PdfPage) -> tuple[Rules, Rules]:
    """The level and the upright lines that a page draws, as ``(at, start, end)``, counted downwards."""
    level: Rules = []
    upright: Rules = []
    for number, drawn in enumerate(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if number >= _OBJECTS or len(level) + len(upright) > _SEGMENTS:
            return [], []
        for (x, y), (to_x, to_y) in _segments(drawn):
            if abs(y - to_y) < 1 < abs(x - to_x):
                level.append((-y, min(x, to_x), max(x, to_x)))
            elif abs(x - to_x) < 1 < abs(y - to_y):
                upright.append((x, -max(y, to_y), -min(y, to_y)))
    return level, upright


Point = tuple[float, float]


def _segments(drawn: pypdfium2.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path, closing ones too, where they stand on the page."""
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = None
    for at in range(min(pypdfium2.raw.FPDFPath_CountSegments(drawn), _SEGMENTS)):
        segment = pypdfium2.raw.FPDFPath_GetPathSegment(drawn, at)
        if not pypdfium2.raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point: Point = matrix.on_point(x.value, y.value)
        kind = pypdfium2.raw.FPDFPathSegment_GetType(segment)
        if kind == pypdfium2.raw.FPDF_SEGMENT_LINETO and last is not None:
            yield last, point
        elif kind == pypdfium2.raw.FPDF_SEGMENT_MOVETO:
            first = point
        if pypdfium2.raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield point, first
        last = point


if __name__ == "__main__":
    main()
