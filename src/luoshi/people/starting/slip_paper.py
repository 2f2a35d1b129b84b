"""The account slips as a Word document: A4, six slips a page, dashed lines to cut along. It is made in memory and kept nowhere."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from luoshi.people.starting.slips import AccountSlip

ACROSS = 2
_WIDTH, _HEIGHT = Mm(95), Mm(91)
_HEAD_FACE, _FACE, _FIGURES = "黑体", "仿宋", "Courier New"
_HOW = (
    "用电脑浏览器打开上面的网址，输入登录名和一次性密码，按页面提示改成自己的密码。",
    "密码忘了，或者这张单子被别人看过，请找督查室重新出单。",
)


def slip_paper(slips: Sequence[AccountSlip], address: str) -> bytes:
    """The bytes of a ``.docx`` with these slips; ``address`` is where the pages are reached from the bodies' computers."""
    document = _paper()
    table = document.add_table(rows=-(-len(slips) // ACROSS), cols=ACROSS)
    table.autofit = False
    _dash(table)
    for row in table.rows:
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, _HEIGHT
    for number, slip in enumerate(slips):
        _fill(table.cell(number // ACROSS, number % ACROSS), slip, address)
    _end(document.add_paragraph())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paper() -> DocumentType:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(10)
    section.top_margin = section.bottom_margin = Mm(10)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "账号单", "", ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACE)
    return document


def _fill(cell: _Cell, slip: AccountSlip, address: str) -> None:
    cell.width = _WIDTH
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    head = cell.paragraphs[0]
    _words(head, f"{slip.candidate.body}　落实账号单", face=_HEAD_FACE, size=14)
    head.paragraph_format.space_after = Pt(6)
    person = slip.candidate.person
    _line(cell, "单位", slip.candidate.body.name)
    _line(cell, "姓名", person.name if person is not None else "＿＿＿＿＿＿＿＿（由单位填写）")
    _line(cell, "登录名", slip.login, figures=True)
    if slip.password:
        _line(cell, "一次性密码", slip.password, figures=True)
    else:
        _line(cell, "密码", "用您现在登录的密码，不变")
    _line(cell, "网址", address)
    for number, words in enumerate(_HOW, start=1):
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(4 if number == 1 else 0)
        _words(paragraph, f"{number}. {words}", face=_FACE, size=10.5)
    if slip.password:
        _words(cell.add_paragraph(), "首次登录须修改密码，改后这张单子作废。", face=_HEAD_FACE, size=10.5)


def _line(cell: _Cell, name: str, value: str, *, figures: bool = False) -> None:
    paragraph = cell.add_paragraph()
    _words(paragraph, f"{name}：", face=_HEAD_FACE, size=12)
    run = paragraph.add_run(value)
    run.font.size = Pt(12)
    if figures:
        run.font.name, run.font.size, run.font.bold = _FIGURES, Pt(16), True


def _words(paragraph: Paragraph, words: str, *, face: str, size: float) -> None:
    form = paragraph.paragraph_format
    form.space_after = form.space_after or Pt(2)
    form.left_indent = form.right_indent = Mm(5)
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001  (no name for eastAsia)


def _dash(table: Table) -> None:
    """Dashed lines around every slip, to cut along."""
    borders: BaseOxmlElement = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "6"), ("space", "0"), ("color", "8A8F98")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001  (python-docx has no borders)
    layout.addprevious(borders)


def _end(paragraph: Paragraph) -> None:
    """Word wants a paragraph below a table; one point high, it never opens a page of its own."""
    form = paragraph.paragraph_format
    form.line_spacing, form.space_after, form.space_before = Pt(1), Pt(0), Pt(0)
    paragraph.add_run("").font.size = Pt(1)
