"""The workbook, opened again."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from build_reading import Words, anlan, reading_of
from luoshi.documents.table_xlsx import xlsx_of
from luoshi.documents.tables import COLUMNS, STATES, task_table


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@pytest.fixture
def book() -> Workbook:
    return opened(xlsx_of(task_table([anlan()])))


def test_every_cell_of_every_row_stands_in_the_sheet(book: Workbook) -> None:
    table = task_table([anlan()])
    lines = list(book["责任分解表"].iter_rows(min_row=3, values_only=True))
    assert list(lines[0]) == [column.title for column in COLUMNS]
    for row, line in zip(table.rows, lines[1:], strict=True):
        expected = [row.cell(column.key) for column in COLUMNS[1:]]
        assert line[0] == row.number
        assert [cell or "" for cell in line[1:]] == ["未明确" if words is None else words for words in expected]


def test_title_and_meeting_stand_above_the_head(book: Workbook) -> None:
    sheet = book["责任分解表"]
    assert sheet["A1"].value == "安澜市九届人民政府第47次常务会议议定事项责任分解表"
    assert "主持人：沈怀远" in sheet["A2"].value


def test_words_that_look_like_a_formula_stay_words(book: Workbook) -> None:
    cell = book["责任分解表"]["C8"]
    assert cell.value == "=1+1 的写法要排查。"
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("first", list("=+-@"))
def test_no_first_character_makes_a_formula(first: str) -> None:
    w = Words(f"{first}HYPERLINK(A1) 要排查。")
    book = opened(xlsx_of(task_table([reading_of(w.raw, statements=(w.statement(w.raw, label="action"),))])))
    assert book["责任分解表"]["C4"].data_type == "s"


def test_the_head_is_frozen_filtered_and_printed_on_every_page(book: Workbook) -> None:
    sheet = book["责任分解表"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:L8"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        None,
        0,
    ) or sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_state_is_chosen_from_a_list(book: Workbook) -> None:
    (validation,) = book["责任分解表"].data_validations.dataValidation
    assert validation.type == "list"
    assert validation.formula1 == f'"{",".join(STATES)}"'
    assert str(validation.sqref).startswith("K4:K")


def test_what_the_meeting_stressed_has_a_sheet_of_its_own(book: Workbook) -> None:
    words = [cell.value for (cell,) in book["会议强调"].iter_rows()]
    assert words == ["会议强调：", *task_table([anlan()]).emphases[0].paragraphs]


def test_an_overlong_statement_says_that_it_goes_on() -> None:
    w = Words("要排查" + "隐患" * 20_000)
    book = opened(xlsx_of(task_table([reading_of(w.raw, statements=(w.statement(w.raw, label="action"),))])))
    words = book["责任分解表"]["C4"].value
    assert len(words) == 32_767
    assert words.endswith("请看原文）")


def test_a_row_has_a_height_and_still_grows_with_what_is_typed(book: Workbook) -> None:
    data = xlsx_of(task_table([anlan()]))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "customHeight" not in sheet
    assert book["责任分解表"].row_dimensions[4].height > book["责任分解表"].row_dimensions[8].height > 15
