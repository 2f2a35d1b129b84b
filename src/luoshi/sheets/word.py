"""Word files as offices send them: their tables as grids, their words as paragraphs. Nothing is written, nothing is fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from luoshi.sheets.grid import Grid, Unreadable

_BODY = "word/document.xml"


def is_word(data: bytes) -> bool:
    """Whether a zip is a Word file (``.docx``); the caller has made sure that it is a sound zip of a bearable size."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return _BODY in packed.namelist()


def word_grids(data: bytes) -> list[Grid]:
    """The tables of a Word file in their order, cells merged downward repeated as in ``Grid``; raises ``Unreadable``."""
    tables = [block for block in _blocks(data) if block.tag == qn("w:tbl")]
    grids = [Grid(f"表{number}", _rows(table)) for number, table in enumerate(tables, start=1)]
    return [grid for grid in grids if any(map(any, grid.rows))]


def word_paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a Word file; the cells of a table's row stand in one paragraph, parted by ``：``. Empty ones are left out."""
    found: list[str] = []
    for block in _blocks(data):
        if block.tag == qn("w:p"):
            found.append(block.text.strip())
        elif block.tag == qn("w:tbl"):
            found += ["：".join(" ".join(cell.split("\n")) for cell in row if cell) for row in _rows(block)]
    return [words for words in found if words]


def _blocks(data: bytes) -> Iterator[Any]:
    """Paragraphs and tables of the body, as python-docx's elements (it has no types for them)."""
    try:
        yield from Document(io.BytesIO(data)).element.body.iterchildren()
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable("Word 文件打不开，可能已损坏。请用 WPS 打开后另存为 .docx 再试。") from error


def _rows(table: Any) -> list[list[str]]:  # noqa: ANN401 - an element of python-docx
    rows: list[list[str]] = []
    for line in table.tr_lst:
        cells: list[str] = []
        for cell in line.tc_lst:
            words = "\n".join(filter(None, (paragraph.text.strip() for paragraph in cell.iter(qn("w:p")))))
            if cell.vMerge == "continue" and rows and len(cells) < len(rows[-1]):
                words = rows[-1][len(cells)]
            cells += [words, *[""] * (cell.grid_span - 1)]
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
