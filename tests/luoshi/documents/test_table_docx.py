"""The Word table, opened again."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from build_reading import Words, anlan, reading_of
from luoshi.documents.table_docx import docx_of
from luoshi.documents.tables import COLUMNS, task_table


@pytest.fixture
def document() -> DocumentType:
    return Document(io.BytesIO(docx_of(task_table([anlan()]))))


def test_every_cell_of_every_row_stands_in_the_document(document: DocumentType) -> None:
    table = task_table([anlan()])
    (printed,) = document.tables
    assert [cell.text for cell in printed.rows[0].cells] == [column.title for column in COLUMNS]
    for row, line in zip(table.rows, printed.rows[1:], strict=True):
        expected = [row.cell(column.key) for column in COLUMNS]
        assert [cell.text for cell in line.cells] == ["未明确" if words is None else words for words in expected]


def test_what_is_not_stated_is_grey_and_the_rest_is_not(document: DocumentType) -> None:
    runs = [
        run for row in document.tables[0].rows[1:] for cell in row.cells for run in cell.paragraphs[0].runs if run.text
    ]
    grey = {run.text for run in runs if run.font.color.rgb is not None}
    assert grey == {"未明确"}
    assert any(run.text == "市水利局" for run in runs)


def test_the_page_is_a4_landscape_and_the_table_fills_it_between_the_margins(document: DocumentType) -> None:
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    between = section.page_width - section.left_margin - section.right_margin
    grid = [int(column.get(qn("w:w"))) * 635 for column in document.tables[0]._tbl.tblGrid]
    assert abs(sum(grid) - between) < Mm(1)


def test_the_head_repeats_on_every_page_and_no_row_is_broken(document: DocumentType) -> None:
    rows = [row._tr.trPr for row in document.tables[0].rows]
    assert rows[0].find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:tblHeader")) is None for row in rows[1:])
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_title_meeting_and_emphases_come_before_the_table(document: DocumentType) -> None:
    table = task_table([anlan()])
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines == [table.title, *table.meetings, "会议强调：", *table.emphases[0].paragraphs]
    kinds = [child.tag for child in document.element.body]
    assert kinds.index(qn("w:tbl")) > kinds.index(qn("w:p"))


def test_chinese_words_have_a_chinese_face(document: DocumentType) -> None:
    faces = {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in document.paragraphs[0].runs}
    assert faces == {"方正小标宋简体"}
    cells = [
        cell.paragraphs[0].runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))
        for row in document.tables[0].rows
        for cell in row.cells
    ]
    assert set(cells) == {"黑体", "仿宋"}


def test_a_meeting_without_actions_gives_a_document_with_an_empty_table() -> None:
    w = Words("会议强调：要提高认识。")
    text = reading_of(w.raw, statements=(w.statement("要提高认识。", heading="stress", label="attitude"),))
    document = Document(io.BytesIO(docx_of(task_table([text]))))
    assert len(document.tables[0].rows) == 1


def test_characters_that_a_document_cannot_hold_do_not_break_it() -> None:
    w = Words("要\x00排\ud800查\ufffe隐患。")
    text = reading_of_surrogates(w)
    document = Document(io.BytesIO(docx_of(task_table([text]))))
    assert document.tables[0].rows[1].cells[2].text == "要排查隐患。"


def reading_of_surrogates(w: Words):  # noqa: ANN201
    """``reading_of`` takes a digest of UTF-8; this text has none, so it is read under another and put in place."""
    from dataclasses import replace

    from jiyao.text import Text

    read = reading_of("", statements=(w.statement(w.raw, label="action"),))
    return replace(read, text=Text.of(w.raw))
