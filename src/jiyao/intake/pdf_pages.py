"""The program that meets PDFium: PDF bytes on standard input, the lines of its pages as JSON on standard output.

It runs in a process of its own, with limits on memory and time: PDFium is native code, and 260 kB of PDF can make it take 16 GB. It imports
nothing of this package, so that it starts in a tenth of a second. Arguments: the most pages, the most characters.
"""

from __future__ import annotations

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

Line = tuple[str, float, float, float, float]


def main() -> None:
    """Answer with ``{"pages": [[line]]}`` or ``{"refused": reason, "count": pages}``."""
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
        for number in range(count):
            text = document[number].get_textpage()
            most_characters -= text.count_chars()
            if most_characters < 0:
                return {"refused": "characters", "count": count}
            pages.append(list(_lines(text)))
    except pypdfium2.PdfiumError as error:
        return {"refused": "password" if "password" in str(error).lower() else "broken", "count": 0}
    return {"pages": pages}


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


if __name__ == "__main__":
    main()
