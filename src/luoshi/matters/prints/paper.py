"""Sets sheets as a Word file: one style for all papers, real tables that Word and WPS edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from luoshi.documents.word_paper import (
    BODY_FACE,
    HEAD_FACE,
    LATIN_FACE,
    TITLE_FACE,
    child,
    line,
    portrait,
    red_head,
    ruled_table,
    saved,
)
from luoshi.matters.prints.sheet import Block, Cell, Form, Line, Roll, Row, Sheet

_TWIPS_PER_MM = 1440 / 25.4
_KEPT_ROWS = 2
"""Rows of a form before its last one that stay on the page of the last."""


def docx_of(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a ``.docx`` file with these papers, each on a new page."""
    document = portrait(sheets[0].title)
    for at, sheet in enumerate(sheets):
        _write(document, sheet, on_new_page=at > 0)
    return saved(document)


def _write(document: DocumentType, sheet: Sheet, *, on_new_page: bool) -> None:
    tight = sheet.compact
    if sheet.mark:
        red_head(document, sheet.mark, on_new_page=on_new_page)
    line(
        document,
        sheet.title,
        face=TITLE_FACE,
        size=20 if tight else 22,
        spacing=28 if tight else 34,
        align=WD_ALIGN_PARAGRAPH.CENTER,
        after=2 if tight else 8,
    )
    document.paragraphs[-1].paragraph_format.page_break_before = on_new_page and not sheet.mark
    if sheet.number:
        line(document, f"编号：{sheet.number}", face=BODY_FACE, size=12, spacing=20, align=WD_ALIGN_PARAGRAPH.RIGHT)
    before: Block | None = None
    for block, after in zip_longest(sheet.blocks, sheet.blocks[1:]):
        if before is not None and not isinstance(before, Line) and not isinstance(block, Line):
            _end(document, spacing=8)
        _write_block(document, block, has_note=isinstance(after, Line) and after is sheet.blocks[-1])
        before = block
    if not isinstance(before, Line):
        _end(document, spacing=1)


def _end(document: DocumentType, *, spacing: float) -> None:
    """Word wants a paragraph below a table; as low as this it never opens a page of its own."""
    line(document, "", face=BODY_FACE, size=1, spacing=spacing)


def _write_block(document: DocumentType, block: Block, *, has_note: bool) -> None:
    if isinstance(block, Line):
        line(
            document,
            block.words,
            face=HEAD_FACE if block.head else BODY_FACE,
            size=block.size,
            spacing=block.spacing,
            indent=0 if block.right else block.indent,
            align=WD_ALIGN_PARAGRAPH.RIGHT if block.right else WD_ALIGN_PARAGRAPH.LEFT,
            keep_with_next=block.keep,
            back=block.back,
        )
    elif isinstance(block, Roll):
        ruled_table(document, block.columns, (zip(block.columns, row, strict=True) for row in block.rows))
    else:
        _form(document, block, has_note=has_note)


def _form(document: DocumentType, form: Form, *, has_note: bool) -> None:
    """The last rows stay together, and with the note below them, so that no signature stands alone on a page."""
    table = document.add_table(rows=0, cols=0)
    table.style = "Table Grid"
    table.autofit = False
    raw = table._tbl  # noqa: SLF001  (python-docx looks every cell up again)
    for width in form.widths:
        child(raw.tblGrid, "w:gridCol", w=_twips(width))
    whole = raw.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(sum(map(_twips, form.widths))))
    middle = OxmlElement("w:jc")
    middle.set(qn("w:val"), "center")
    whole.addnext(middle)
    last = len(form.rows) - 1
    for at, row in enumerate(form.rows):
        keep = not row.exact and (form.together or at >= last - _KEPT_ROWS)
        raw.append(_row(row, form, keep=keep and (at < last or has_note)))


def _row(row: Row, form: Form, *, keep: bool) -> BaseOxmlElement:
    element = OxmlElement("w:tr")
    properties = child(element, "w:trPr")
    child(properties, "w:cantSplit")
    child(properties, "w:trHeight", val=_twips(row.height), hRule="exact" if row.exact else "atLeast")
    at = 0
    for cell in row.cells:
        width = sum(form.widths[at : at + cell.span])
        at += cell.span
        element.append(_cell(cell, width, size=form.size, keep=keep))
    return element


def _cell(cell: Cell, width: float, *, size: float, keep: bool) -> BaseOxmlElement:
    element = OxmlElement("w:tc")
    form = child(element, "w:tcPr")
    child(form, "w:tcW", w=_twips(width), type="dxa")
    if cell.span > 1:
        child(form, "w:gridSpan", val=cell.span)
    child(form, "w:vAlign", val="bottom" if cell.foot and not any(cell.words) else "center")
    middle = cell.label or cell.centred
    face = HEAD_FACE if cell.label else BODY_FACE
    for words in cell.words or (() if cell.foot else ("",)):
        element.append(_paragraph(words, face, size, "center" if middle else "left", keep=keep))
    if cell.foot:
        element.append(_paragraph(cell.foot, BODY_FACE, size, "right", keep=keep))
    return element


def _paragraph(words: str, face: str, size: float, align: str, *, keep: bool) -> BaseOxmlElement:
    """``keep`` holds a row together with the next one."""
    paragraph = OxmlElement("w:p")
    form = child(paragraph, "w:pPr")
    if keep:
        child(form, "w:keepNext")
    for kind in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no air between Chinese and digits
        child(form, kind, val=0)
    child(form, "w:spacing", before=20, after=20, line=round(size * 20 * 1.35), lineRule="exact")
    child(form, "w:jc", val=align)
    run = child(paragraph, "w:r")
    look = child(run, "w:rPr")
    child(look, "w:rFonts", ascii=LATIN_FACE, hAnsi=LATIN_FACE, eastAsia=face)
    child(look, "w:sz", val=round(size * 2))
    text = child(run, "w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    return paragraph


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)


def fitting(words: str, room: int) -> str:
    """The words cut to so many full widths, the last of them …; letters and digits count half."""
    taken = 0.0
    for at, letter in enumerate(words):
        taken += 0.5 if letter.isascii() else 1
        if taken > room - 1 and at < len(words) - 1:
            return words[:at] + "…"
    return words


def joined(words: Iterable[str | None]) -> str:
    """The words that there are, with 、 between them."""
    return "、".join(filter(None, words))
