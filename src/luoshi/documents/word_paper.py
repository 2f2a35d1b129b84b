"""Word paper: A4 landscape for tables, A4 upright for forms, the type faces of GB/T 9704, real tables that WPS edits as well.

A table is written as XML row by row: python-docx looks every cell up again, which makes a long table cost its square.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TypeAlias

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luoshi.documents.tables import UNSTATED, Column

TITLE_FACE, HEAD_FACE, BODY_FACE, LATIN_FACE = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
GREY = "8A8F98"
_TWIPS_PER_MM = 1440 / 25.4


class Above(Enum):
    """How a cell hangs together with the one above it."""

    CONTINUES = "continues"


Words: TypeAlias = str | Sequence[str] | Above | None
"""What a cell holds: one paragraph, several (the cell reaches down over the rows that continue it), more of the cell above, or
``None`` for what nobody said (未明确)."""


def landscape(title: str) -> DocumentType:
    """An empty document with this title on its properties and — 1 — at its foot."""
    document = _empty(title)
    _set_up_page(document)
    return document


def portrait(title: str) -> DocumentType:
    """An empty document upright, with the margins of GB/T 9704 (156 mm × 225 mm for the text) and — 1 — at its foot, outside."""
    document = _empty(title)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.footer_distance = Mm(23)
    document.settings.odd_and_even_pages_header_footer = True
    for foot, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = foot.paragraphs[0]
        _page_number(paragraph)
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    return document


def _empty(title: str) -> DocumentType:
    document = Document()
    _set_up_style(document)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    return document


def saved(document: DocumentType) -> bytes:
    """The bytes of the ``.docx`` file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up_page(document: DocumentType) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.footer_distance = Mm(11)
    _page_number(section.footer.paragraphs[0])


def _set_up_style(document: DocumentType) -> None:
    """The default face of the document, so that words people add look like the words around them."""
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    style.font.name = LATIN_FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), BODY_FACE)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")


def _page_number(paragraph: Paragraph) -> None:
    """— 1 —, as on official paper."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _type(paragraph.add_run("— "), face="宋体", size=14)
    _field(paragraph, "PAGE", size=14)
    _type(paragraph.add_run(" —"), face="宋体", size=14)


def _field(paragraph: Paragraph, instruction: str, *, size: float) -> None:
    """A figure that Word works out: PAGE, NUMPAGES."""
    run = paragraph.add_run()
    _type(run, face="宋体", size=size)
    for kind, words in (("begin", ""), ("", instruction), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)  # noqa: SLF001  (python-docx has no fields)


def red_head(document: DocumentType, issuer: str, *, on_new_page: bool) -> None:
    """Who issues a paper, in red over a red line."""
    line(document, issuer, face=TITLE_FACE, size=_MARK, spacing=_MARK * 1.3, align=WD_ALIGN_PARAGRAPH.CENTER, after=8)
    paragraph = document.paragraphs[-1]
    paragraph.paragraph_format.page_break_before = on_new_page
    paragraph.runs[0].font.color.rgb = RGBColor(0xE6, 0, 0)
    borders = OxmlElement("w:pBdr")
    child(borders, "w:bottom", val="single", sz=12, space=10, color="E60000")
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001  (python-docx has no borders)
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    line(document, "", face=BODY_FACE, size=16, spacing=20)


_MARK = 30
"""Points of the issuer's name."""


def heading(document: DocumentType, words: str) -> None:
    """The title of the paper, centred."""
    line(document, words, face=TITLE_FACE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=34, after=4)


def under_heading(document: DocumentType, words: str) -> None:
    """A line below the title: which meeting, when."""
    line(document, words, face="楷体", size=12, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=22)


def line(
    document: DocumentType,
    words: str,
    *,
    face: str,
    size: float,
    spacing: float,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    indent: int = 0,
    after: float = 0,
    keep_with_next: bool = False,
    back: float = 0,
) -> None:
    """One paragraph; ``size``, ``spacing`` and ``after`` in points, ``indent`` and ``back`` (from the right margin) in characters."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(spacing), Pt(0), Pt(after)
    form.keep_with_next = keep_with_next
    if indent:
        form.first_line_indent = Pt(size * indent)
    if back:
        form.right_indent = Pt(size * back)
    _type(paragraph.add_run(words), face=face, size=size)


def gap(document: DocumentType) -> None:
    """A little air before a table."""
    line(document, "", face=BODY_FACE, size=6, spacing=8)


def _type(run: Run, *, face: str, size: float) -> None:
    run.font.size = Pt(size)
    run.font.name = LATIN_FACE
    run.font.color.rgb = RGBColor(0, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001  (no name for eastAsia)


def ruled_table(
    document: DocumentType, columns: Sequence[Column], rows: Iterable[Iterable[tuple[Column, Words]]]
) -> None:
    """A table with a head that is repeated on every page."""
    table = document.add_table(rows=0, cols=0)
    table.style = "Table Grid"
    table.autofit = False
    grid = table._tbl.tblGrid  # noqa: SLF001
    for column in columns:
        child(grid, "w:gridCol", w=_twips(column))
    _set_table_width(table._tbl.tblPr, columns)  # noqa: SLF001
    table._tbl.append(_row([(column, column.title) for column in columns], head=True))  # noqa: SLF001
    for row in rows:
        table._tbl.append(_row(row))  # noqa: SLF001


def _set_table_width(properties: BaseOxmlElement, columns: Sequence[Column]) -> None:
    """The full width between the margins, and cell margins as narrow as a dense table wants them."""
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(sum(_twips(column) for column in columns)))
    middle = OxmlElement("w:jc")
    middle.set(qn("w:val"), "center")
    width.addnext(middle)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        child(margins, f"w:{side}", w=70, type="dxa")
    properties.find(qn("w:tblLayout")).addnext(margins)


def _row(cells: Iterable[tuple[Column, Words]], *, head: bool = False) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    properties = child(row, "w:trPr")
    child(properties, "w:cantSplit")
    if head:
        child(properties, "w:tblHeader")
    for column, words in cells:
        cell = child(row, "w:tc")
        form = child(cell, "w:tcPr")
        child(form, "w:tcW", w=_twips(column), type="dxa")
        if words is Above.CONTINUES:
            child(form, "w:vMerge")
        elif isinstance(words, Sequence) and not isinstance(words, str):
            child(form, "w:vMerge", val="restart")
        if head:
            child(form, "w:shd", val="clear", color="auto", fill="F2F4F7")
        child(form, "w:vAlign", val="center")
        for paragraph in _paragraphs(words):
            cell.append(_paragraph(paragraph, centred=head or column.centred, head=head))
    return row


def _paragraphs(words: Words) -> Sequence[str | None]:
    if isinstance(words, Above):
        return ("",)
    return (words,) if words is None or isinstance(words, str) else tuple(words) or ("",)


def _paragraph(words: str | None, *, centred: bool, head: bool) -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    form = child(paragraph, "w:pPr")
    for kind in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no air between Chinese and digits: columns are narrow
        child(form, kind, val=0)
    child(form, "w:spacing", before=40, after=40, line=290, lineRule="exact")
    child(form, "w:jc", val="center" if centred else "left")
    run = child(paragraph, "w:r")
    face = child(run, "w:rPr")
    child(face, "w:rFonts", ascii=LATIN_FACE, hAnsi=LATIN_FACE, eastAsia=HEAD_FACE if head else BODY_FACE)
    if words is None:
        child(face, "w:color", val=GREY)
    child(face, "w:sz", val=21)
    for at, part in enumerate((UNSTATED if words is None else words).split("\n")):
        if at:
            child(run, "w:br")
        text = child(run, "w:t")
        text.text = part
        text.set(qn("xml:space"), "preserve")
    return paragraph


def child(parent: BaseOxmlElement, tag: str, **attributes: str | int) -> BaseOxmlElement:
    """A new last element of another one, its attributes in the namespace of Word."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _twips(column: Column) -> int:
    return round(column.width * _TWIPS_PER_MM)
