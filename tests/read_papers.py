"""Reads printed papers back: the words of a Word file, of its tables too, and how high its rows are."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Length, Pt, Twips


def opened(data: bytes) -> DocumentType:
    return Document(io.BytesIO(data))


def words(data: bytes) -> str:
    """Everything that stands on the paper, a line a paragraph or a row of a table, in order."""
    body = opened(data).element.body
    lines = []
    for element in body:
        if element.tag == qn("w:tbl"):
            rows = element.iter(qn("w:tr"))
            lines += ["｜".join(_text(cell) for cell in row.iter(qn("w:tc"))) for row in rows]
        else:
            lines.append(_text(element))
    return "\n".join(lines)


def _text(element: object) -> str:
    nodes = element.iter(qn("w:t"), qn("w:br"))  # type: ignore[attr-defined]
    return "".join(" " if node.tag == qn("w:br") else node.text or "" for node in nodes)


def members(data: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def height(data: bytes) -> tuple[Length, Length]:
    """How high everything is that has an exact height, and how high the text area is; fails where a height is not exact."""
    document = opened(data)
    section = document.sections[0]
    total = 0
    for paragraph in document.paragraphs:
        form = paragraph.paragraph_format
        assert isinstance(form.line_spacing, Length), paragraph.text
        lines = max(1, -(-_width(paragraph.text) * paragraph.runs[0].font.size // _area(section)))
        total += lines * form.line_spacing + (form.space_after or 0)
    for row in document.element.body.iter(qn("w:tr")):
        given = row.find(qn("w:trPr")).find(qn("w:trHeight"))
        assert given.get(qn("w:hRule")) == "exact"
        total += Twips(int(given.get(qn("w:val")))) + Pt(0.5)
    return Length(int(total)), Length(_room(section))


def _room(section: object) -> int:
    page = section
    return int(page.page_height - page.top_margin - page.bottom_margin)  # type: ignore[attr-defined]


def _width(text: str) -> float:
    """Full widths; letters and digits are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def _area(section: object) -> int:
    page = section
    return int(page.page_width - page.left_margin - page.right_margin)  # type: ignore[attr-defined]
