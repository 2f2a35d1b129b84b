"""Tables as offices send them are read as rows of text; what goes out comes back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from luoshi.sheets import Column, Grid, OutColumn, Unreadable, find_header, read_grids, rows_below, workbook
from luoshi.sheets.reading import LIMIT

COLUMNS = (
    Column("unit", "单位", ("工作单位",)),
    Column("name", "姓名", required=True),
    Column("phone", "办公电话", ("座机", "办公")),
    Column("mobile", "手机", ("手机号码",)),
)


def book(fill: Callable[[Worksheet], None], *, hidden: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("名录")
        fill(sheet)
        if hidden:
            made.add_worksheet("封面")
            sheet.hide()
            made.get_worksheet_by_name("封面").set_first_sheet()
            made.get_worksheet_by_name("封面").activate()
    return out.getvalue()


def test_numbers_days_and_ticks_are_read_as_they_look() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_number(0, 0, 10000000001)
        sheet.write_number(0, 1, 1.5)
        sheet.write_boolean(0, 2, boolean=True)
        sheet.write_datetime(0, 3, dt.datetime(2026, 3, 9), None)  # noqa: DTZ001 - a spreadsheet's day has no zone
        sheet.write_string(0, 4, " 甲\r\n乙 ")

    [grid] = read_grids(book(fill), "a.xlsx")
    assert grid.rows[0][:3] == ["10000000001", "1.5", "是"]
    assert grid.rows[0][4] == "甲\n乙"


def test_a_cell_merged_downward_holds_in_every_row_and_one_merged_across_only_in_the_first_column() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_range(0, 0, 0, 2, "一、政府工作部门")
        sheet.merge_range(1, 0, 2, 0, "市教育局")
        sheet.write(1, 1, "甲")
        sheet.write(2, 1, "乙")

    [grid] = read_grids(book(fill), "a.xlsx")
    assert grid.rows == [["一、政府工作部门", "", ""], ["市教育局", "甲", ""], ["市教育局", "乙", ""]]
    assert grid.across == {(0, 0): 3}


def test_a_hidden_sheet_is_left_aside() -> None:
    with pytest.raises(Unreadable, match="没有内容"):
        read_grids(book(lambda sheet: sheet.write(0, 0, "甲"), hidden=True), "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    [grid] = read_grids('单位,姓名\r\n市教育局,"李强"\r\n'.encode(encoding), "a.csv")
    assert grid.rows == [["单位", "姓名"], ["市教育局", "李强"]]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (81 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"a" * (LIMIT + 1), "4 MB"),
        (b"PK\x03\x04broken", "没有传完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "打不开"),
        (b"%PDF-1.4 nothing", "不是表格"),
        (_bomb(), "展开后过大"),
        (b"\xff\xff\xff,\xff", "编码"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as refusal:
        read_grids(data, "名录")
    assert refusal.value.sentence.endswith("。")


def test_the_header_is_found_below_a_title_under_other_names_and_in_another_order() -> None:
    grid = Grid(
        "",
        [
            ["2026年通讯录", "", ""],
            ["制表：某室", "", ""],
            ["姓 名*", "手机号码（必填）", "工作单位"],
            ["李强", "1", "教育局"],
        ],
    )
    header = find_header(grid, COLUMNS)
    assert header is not None
    assert (header.index, header.places) == (2, {"unit": 2, "name": 0, "mobile": 1})
    [row] = rows_below(grid, header)
    assert (row.number, row["name"], row["unit"], row["phone"]) == (4, "李强", "教育局", "")


def test_a_header_of_two_rows_under_a_cell_merged_across_is_found() -> None:
    grid = Grid(
        "", [["单位", "姓名", "联系电话", ""], ["", "", "办公", "手机"], ["教育局", "李强", "2", "1"]], {(0, 2): 2}
    )
    header = find_header(grid, COLUMNS)
    assert header is not None
    assert (header.height, header.places) == (2, {"unit": 0, "name": 1, "phone": 2, "mobile": 3})
    assert [row.number for row in rows_below(grid, header)] == [3]


def test_a_missing_column_and_an_unknown_one_are_told() -> None:
    header = find_header(Grid("", [["单位", "手机", "备注"]]), COLUMNS)
    assert header is not None
    assert ([column.title for column in header.missing], header.unknown) == (["姓名"], ("备注",))


def test_a_table_without_a_known_title_has_no_header() -> None:
    assert find_header(Grid("", [["甲", "乙"]] * 20), COLUMNS) is None


def test_a_header_repeated_on_every_page_is_no_row() -> None:
    grid = Grid("", [["单位", "姓名"], ["甲局", "子"], ["单位", "姓名"], ["", ""], ["乙局", "丑"]])
    header = find_header(grid, COLUMNS)
    assert header is not None
    assert [row.number for row in rows_below(grid, header)] == [2, 5]


_cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\xa0￾￿"), max_size=12).map(
    str.strip
)


@given(st.lists(st.tuples(_cells, _cells), max_size=6).filter(lambda rows: not rows or any(rows[-1])))
def test_what_goes_out_comes_back_as_text(rows: list[tuple[str, str]]) -> None:
    columns = (OutColumn("单位", choices=("甲", "乙")), OutColumn("姓名", note="一格一人"))
    out = workbook("名录", "安澜市名录", columns, rows, notes=("填写说明",))
    grid = read_grids(out, "a.xlsx")[0]
    assert [tuple(row) for row in grid.rows[2:]] == rows


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    out = workbook("名录", "标题", (OutColumn("单位"), OutColumn("姓名")), [("=1+1", "+86")])
    with zipfile.ZipFile(io.BytesIO(out)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
