"""The 责任分解表 as a workbook: one sheet to filter, print and send back, a second one with what the meeting stressed."""

from __future__ import annotations

import io
import unicodedata

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luoshi.documents.tables import COLUMNS, STATES, UNSTATED, TableRow, TaskTable

SHEET, EMPHASES = "责任分解表", "会议强调"
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL_LIMIT = 32_767
"""Excel takes no more characters in a cell."""
_TOO_LONG = "……（原文过长，此处未完，请看原文）"
CHARACTERS_PER_MM = 0.55
LINE_HEIGHT = 15
"""Points; what a line of 11 point 仿宋 takes."""


class GrowingRows(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet whose rows have a height to start with and still grow with what is typed into them.

    xlsxwriter marks every height as fixed by hand; without the mark Excel and WPS fit the row again after an edit.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]] | None = None) -> None:
        if tag == "row" and attributes is not None:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def xlsx_of(table: TaskTable) -> bytes:
    """The table as the bytes of an ``.xlsx`` file. Every word is written as text: a text is never taken for a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title})
    _fill_table(book, table)
    if table.emphases:
        _fill_emphases(book, table)
    book.close()
    return out.getvalue()


def _fill_table(book: Workbook, table: TaskTable) -> None:
    sheet = book.add_worksheet(SHEET, GrowingRows)
    last = len(COLUMNS) - 1
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width * CHARACTERS_PER_MM)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, table.title, book.add_format(TITLE_LOOK))
    sheet.set_row(1, 20 * max(1, len(table.meetings)))
    sheet.merge_range(1, 0, 1, last, "\n".join(table.meetings), book.add_format(_MEETING))
    head = book.add_format(HEAD_LOOK)
    sheet.set_row(2, 32)
    for index, column in enumerate(COLUMNS):
        sheet.write_string(2, index, column.title, head)
    formats = _Formats(book)
    for offset, row in enumerate(table.rows):
        _write_row(sheet, 3 + offset, row, formats)
    _finish(sheet, last_row=2 + len(table.rows))


class _Formats:
    """The four looks of a cell, made once: a workbook keeps every format it is given."""

    def __init__(self, book: Workbook) -> None:
        self._made = {
            (centred, grey, quoted): book.add_format(
                CELL_LOOK
                | {"align": "center" if centred else "left"}
                | ({"font_color": "#8A8F98"} if grey else {})
                | ({"quote_prefix": True} if quoted else {})
            )
            for centred in (False, True)
            for grey in (False, True)
            for quoted in (False, True)
        }

    def of(self, *, centred: bool, words: str | None) -> Format:
        quoted = words is not None and words.startswith(_LOOKS_LIKE_FORMULA)
        return self._made[centred, words is None, quoted]


def _write_row(sheet: Worksheet, at: int, row: TableRow, formats: _Formats) -> None:
    cells = [(column, words) for column, words in row.cells if words]
    sheet.set_row(
        at, LINE_HEIGHT * max(lines_taken(words, column.width * CHARACTERS_PER_MM) for column, words in cells) + 6
    )
    for index, (column, words) in enumerate(row.cells):
        look = formats.of(centred=column.centred, words=words)
        if column.key == "number":
            sheet.write_number(at, index, row.number, look)
        elif words == "":
            sheet.write_blank(at, index, None, look)
        else:
            sheet.write_string(at, index, UNSTATED if words is None else fitted(words), look)


def lines_taken(words: str, width: float) -> int:
    """How many lines words take in a cell of ``width`` narrow characters; a Chinese character counts two."""
    taken = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)
    fitting = max(2, int(width) - 1)
    return min(25, -(-taken // (fitting - fitting % 2)))


def fitted(words: str) -> str:
    """The words, or as many as a cell takes and a note that there are more."""
    return words if len(words) <= _CELL_LIMIT else words[: _CELL_LIMIT - len(_TOO_LONG)] + _TOO_LONG


def _finish(sheet: Worksheet, *, last_row: int) -> None:
    """Frozen head, filter, choices for 状态, and a print that fits the width of A4 with the head on every page."""
    last = len(COLUMNS) - 1
    state = next(index for index, column in enumerate(COLUMNS) if column.key == "state")
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, max(last_row, 2), last)
    sheet.data_validation(
        3,
        state,
        max(last_row, 3) + 200,
        state,
        {
            "validate": "list",
            "source": list(STATES),
            "error_title": "状态",
            "error_message": "请从列表中选择一种状态。",
        },
    )
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C— &P —")


def _fill_emphases(book: Workbook, table: TaskTable) -> None:
    sheet = book.add_worksheet(EMPHASES, GrowingRows)
    sheet.set_column(0, 0, 120)
    head, body = (
        book.add_format(CELL_LOOK | {"bold": True, "border": 0}),
        book.add_format(CELL_LOOK | {"border": 0, "align": "left"}),
    )
    lines = [
        (words, look)
        for emphasis in table.emphases
        for words, look in ((emphasis.heading, head), *((p, body) for p in emphasis.paragraphs))
    ]
    for at, (words, look) in enumerate(lines):
        sheet.set_row(at, LINE_HEIGHT * lines_taken(words, 120) + 4)
        sheet.write_string(at, 0, fitted(words), look)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


TITLE_LOOK = {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}
_MEETING = {"font_name": "楷体", "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True}
HEAD_LOOK = {
    "font_name": "黑体",
    "font_size": 11,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "bg_color": "#F2F4F7",
}
CELL_LOOK = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
