"""A text says the same whatever file it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from build_docx import docx, p
from build_pages import WIDTH, Line, ofd, page, pdf
from jiyao import Reading, Text, read
from jiyao.intake.files import read_file

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.txt"))
ROWS = 22
"""Lines of a printed page."""


def as_docx(lines: list[str]) -> bytes:
    return docx("".join(p(escape(line)) for line in lines))


def as_html(lines: list[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    chrome = '<div class="nav"><a href="/">首页</a></div>'
    return f"<!doctype html><meta charset=utf-8><title>政府网站</title>{chrome}<div>{body}</div><div class=footer>版权所有</div>".encode()


def pages_of(lines: list[str]) -> Iterator[list[Line]]:
    kept: list[str] = []
    rows = 0
    for line in lines:
        needed = len(line) // WIDTH + 1
        if kept and rows + needed > ROWS:
            yield page(*kept)
            kept, rows = [], 0
        kept.append(line)
        rows += needed
    yield page(*kept)


def as_pdf(lines: list[str]) -> bytes:
    return pdf(*pages_of(lines))


def as_ofd(lines: list[str]) -> bytes:
    return ofd(*([replace(line, words=escape(line.words)) for line in each] for each in pages_of(lines)))


def _words(text: str) -> str:
    return "".join(text.split())


def said(readings: list[Reading]) -> list[object]:
    """What readings say, without the white space and the offsets in which formats differ."""
    return [
        (
            reading.genre,
            reading.meeting.number and reading.meeting.number.value,
            reading.meeting.date and reading.meeting.date.value,
            [_words(person.name.text) for person in reading.present],
            [_words(item.title.text) for item in reading.agenda],
            [
                (each.label, _words(each.text), [_words(owner.text) for owner in each.owners])
                for each in reading.statements
            ],
        )
        for reading in readings
    ]


BUILDS = (as_docx, as_html, as_pdf, as_ofd)
ON_NO_PAGE = {("table_by_lines", as_pdf), ("table_by_lines", as_ofd)}
"""On a printed page a number on a line of its own is the page's; a table there has its rules and columns (``test_ruled``)."""


@pytest.mark.parametrize(
    ("path", "build"),
    [
        pytest.param(path, build, id=f"{path.stem}-{build.__name__}")
        for path in CASES
        for build in BUILDS
        if (path.stem, build) not in ON_NO_PAGE
    ],
)
def test_a_text_reads_the_same_from_every_format(path: Path, build: Callable[[list[str]], bytes]) -> None:
    raw = "".join(char for char in path.read_text(encoding="utf-8") if char >= " " or char == "\n")
    lines = [line for line in raw.split("\n") if line.strip()]
    texts = read_file(build(lines), name=path.stem).texts
    assert said([reading for text in texts for reading in read(text)]) == said(read(Text.of(raw)))
