"""The 责任分解表 as a Word document: A4 landscape, the type faces of GB/T 9704, a real table that WPS edits as well.

The table is written as XML row by row: python-docx looks every cell up again, which makes a long table cost its square.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

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

from luoshi.documents.tables import COLUMNS, UNSTATED, Column, TableRow, TaskTable

TITLE_FACE, HEAD_FACE, BODY_FACE, LATIN_FACE = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
GREY = "8A8F98"
_TWIPS_PER_MM = 1440 / 25.4


def docx_of(table: TaskTable) -> bytes:
    """The table as the bytes of a ``.docx`` file."""
    document = Document()
    _set_up_page(document)
    _set_up_style(document)
    _line(document, table.title, face=TITLE_FACE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=34, after=4)
    for words in table.meetings:
        _line(document, words, face="楷体", size=12, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=22)
    for emphasis in table.emphases:
        _line(document, emphasis.heading, face=HEAD_FACE, size=12, spacing=22, indent=2, keep_with_next=True)
        for words in emphasis.paragraphs:
            _line(document, words, face=BODY_FACE, size=12, spacing=22, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    _gap(document)
    _add_table(document, table.rows)
    document.core_properties.title = table.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
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
    run = paragraph.add_run()
    _type(run, face="宋体", size=14)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)  # noqa: SLF001  (python-docx has no fields)
    _type(paragraph.add_run(" —"), face="宋体", size=14)


def _line(
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
) -> None:
    """One paragraph; ``size``, ``spacing`` and ``after`` in points, ``indent`` in characters."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(spacing), Pt(0), Pt(after)
    form.keep_with_next = keep_with_next
    if indent:
        form.first_line_indent = Pt(size * indent)
    _type(paragraph.add_run(words), face=face, size=size)


def _gap(document: DocumentType) -> None:
    _line(document, "", face=BODY_FACE, size=6, spacing=8)


def _type(run: Run, *, face: str, size: float) -> None:
    run.font.size = Pt(size)
    run.font.name = LATIN_FACE
    run.font.color.rgb = RGBColor(0, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001  (no name for eastAsia)


def _add_table(document: DocumentType, rows: Iterable[TableRow]) -> None:
    table = document.add_table(rows=0, cols=0)
    table.style = "Table Grid"
    table.autofit = False
    grid = table._tbl.tblGrid  # noqa: SLF001
    for column in COLUMNS:
        _child(grid, "w:gridCol", w=_twips(column))
    _set_table_width(table._tbl.tblPr)  # noqa: SLF001
    table._tbl.append(_row([(column, column.title) for column in COLUMNS], head=True))  # noqa: SLF001
    for row in rows:
        table._tbl.append(_row(row.cells))  # noqa: SLF001


def _set_table_width(properties: BaseOxmlElement) -> None:
    """The full width between the margins, and cell margins as narrow as a dense table wants them."""
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(sum(_twips(column) for column in COLUMNS)))
    middle = OxmlElement("w:jc")
    middle.set(qn("w:val"), "center")
    width.addnext(middle)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=70, type="dxa")
    properties.find(qn("w:tblLayout")).addnext(margins)


def _row(cells: Iterable[tuple[Column, str | None]], *, head: bool = False) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if head:
        _child(properties, "w:tblHeader")
    for column, words in cells:
        cell = _child(row, "w:tc")
        form = _child(cell, "w:tcPr")
        _child(form, "w:tcW", w=_twips(column), type="dxa")
        if head:
            _child(form, "w:shd", val="clear", color="auto", fill="F2F4F7")
        _child(form, "w:vAlign", val="center")
        cell.append(_paragraph(words, centred=head or column.centred, head=head))
    return row


def _paragraph(words: str | None, *, centred: bool, head: bool) -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    form = _child(paragraph, "w:pPr")
    for kind in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no air between Chinese and digits: columns are narrow
        _child(form, kind, val=0)
    _child(form, "w:spacing", before=40, after=40, line=290, lineRule="exact")
    _child(form, "w:jc", val="center" if centred else "left")
    run = _child(paragraph, "w:r")
    face = _child(run, "w:rPr")
    _child(face, "w:rFonts", ascii=LATIN_FACE, hAnsi=LATIN_FACE, eastAsia=HEAD_FACE if head else BODY_FACE)
    if words is None:
        _child(face, "w:color", val=GREY)
    _child(face, "w:sz", val=21)
    text = _child(run, "w:t")
    text.text = UNSTATED if words is None else words
    text.set(qn("xml:space"), "preserve")
    return paragraph


def _child(parent: BaseOxmlElement, tag: str, **attributes: str | int) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    parent.append(child)
    return child


def _twips(column: Column) -> int:
    return round(column.width * _TWIPS_PER_MM)
