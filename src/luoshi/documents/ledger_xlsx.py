"""A ledger as a workbook: the columns of the task table behind a column of numbers, so that what goes out comes back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luoshi.documents.ledger import FIELDS, OPEN, SENT_SHEET, Ledger, LedgerRow, Sent
from luoshi.documents.table_xlsx import (
    CELL_LOOK,
    CHARACTERS_PER_MM,
    HEAD_LOOK,
    LINE_HEIGHT,
    SHEET,
    TITLE_LOOK,
    GrowingRows,
    fitted,
    lines_taken,
)
from luoshi.documents.tables import COLUMNS, NOT_STARTED, STATES, UNSTATED, Column

_COLUMNS = (Column("code", "编号", 24, centred=True), *COLUMNS)
_TO_BE_SETTLED = frozenset({"lead_person", "lead_body", "supporting", "due", "standard"})
_EXTRA_WIDTH = 24.0
_ROOM = 20
"""Empty rows below the last that a body may write in."""
HOW_TO_FILL = "白色的格子请填写，灰色的格子已锁定。可以加行，请不要改编号。"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a workbook (``+title`` for one the table does not know), the keys of those to fill in, the words above its head."""

    columns: tuple[Column, ...] = _COLUMNS
    open: frozenset[str] = frozenset(OPEN)
    above: str = ""


_ALLOWED = dict.fromkeys(("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter", "select_locked_cells", "select_unlocked_cells"), True)  # fmt: skip


def ledger_xlsx(
    ledger: Ledger, *, locked: bool = False, notes: Sequence[Sequence[str]] = (), layout: Layout | None = None
) -> bytes:
    """The bytes of an ``.xlsx`` file. ``locked``: only what a body fills in can be changed, there is no password.

    ``notes`` are lines of a second sheet 汇总说明, the first one its header.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": ledger.title})
        _Sheet(book, ledger, layout or Layout(above=HOW_TO_FILL if locked else ""), locked=locked).fill()
        if ledger.sent is not None:
            _remember(book, ledger.sent)
        if notes:
            _fill_notes(book, notes)
    return out.getvalue()


class _Sheet:
    """The one sheet of a ledger being written."""

    def __init__(self, book: Workbook, ledger: Ledger, layout: Layout, *, locked: bool) -> None:
        self.book, self.ledger, self.above, self.locked = book, ledger, layout.above, locked
        extra = tuple(Column(f"+{title}", title, _EXTRA_WIDTH) for title in ledger.extra_titles)
        self.columns = (*layout.columns, *extra)
        self.open = layout.open | {column.key for column in extra}
        self.sheet: Worksheet = book.add_worksheet(SHEET, GrowingRows)
        self._looks: dict[tuple[bool, bool, bool], Format] = {}

    def fill(self) -> None:
        last = len(self.columns) - 1
        for index, column in enumerate(self.columns):
            free = self._look(centred=column.centred, fixed=False, unstated=False)
            self.sheet.set_column(index, index, column.width * CHARACTERS_PER_MM)
            for below in range(_ROOM if self.locked else 0):
                self.sheet.write_blank(3 + len(self.ledger.rows) + below, index, None, free)
        self.sheet.set_row(0, 34)
        self.sheet.merge_range(0, 0, 0, last, self.ledger.title, self.book.add_format(TITLE_LOOK))
        self.sheet.merge_range(1, 0, 1, last, self.above, self.book.add_format(_HINT))
        self.sheet.set_row(1, 18 * (1 + self.above.count("\n")))
        self.sheet.set_row(2, 32)
        head = self.book.add_format(HEAD_LOOK)
        for index, column in enumerate(self.columns):
            self.sheet.write_string(2, index, column.title, head)
        for number, row in enumerate(self.ledger.rows, start=1):
            self._write_row(number, row)
        self._finish()

    def _write_row(self, number: int, row: LedgerRow) -> None:
        at = 2 + number
        cells = [(column, _words(row, column, number)) for column in self.columns]
        self.sheet.set_row(
            at, LINE_HEIGHT * max(_lines(words, column.width * CHARACTERS_PER_MM) for column, words in cells) + 6
        )
        for index, (column, words) in enumerate(cells):
            fixed = self.locked and column.key not in self.open
            look = self._look(centred=column.centred, fixed=fixed, unstated=words == UNSTATED)
            if column.key == "number":
                self.sheet.write_number(at, index, number, look)
            elif words:
                self.sheet.write_string(at, index, fitted(words), look)
            else:
                self.sheet.write_blank(at, index, None, look)

    def _look(self, *, centred: bool, fixed: bool, unstated: bool) -> Format:
        key = (centred, fixed, unstated)
        if key not in self._looks:
            look = CELL_LOOK | {"align": "center" if centred else "left", "locked": fixed, "num_format": "@"}
            look |= ({"bg_color": "#F2F4F7"} if fixed else {}) | ({"font_color": "#6B7280"} if unstated else {})
            self._looks[key] = self.book.add_format(look)
        return self._looks[key]

    def _finish(self) -> None:
        """Frozen head and numbers, filter, choices for 状态, print in the width of A4, protection without a password."""
        sheet, below = self.sheet, 2 + len(self.ledger.rows)
        state = next(index for index, column in enumerate(self.columns) if column.key == "state")
        sheet.freeze_panes(3, 1)
        sheet.autofilter(2, 0, below, len(self.columns) - 1)
        choices = {
            "validate": "list",
            "source": list(STATES),
            "error_title": "状态",
            "error_message": "请从列表中选择一种状态。",
        }
        sheet.data_validation(3, state, below + 200, state, choices)
        if self.locked:
            sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.set_footer("&C— &P —")
        sheet.print_area(0, 0, below, len(self.columns) - 1)


def _words(row: LedgerRow, column: Column, number: int) -> str:
    if column.key == "number":
        return str(number)
    words = row[column.key] or (row.extra.get(column.title, "") if column.key.startswith("+") else "")
    if column.key in _TO_BE_SETTLED:
        return words or UNSTATED
    return words or (NOT_STARTED if column.key == "state" else "")


def _lines(words: str, width: float) -> int:
    return min(25, sum(lines_taken(line, width) for line in words.split("\n")))


def _remember(book: Workbook, sent: Sent) -> None:
    """What stood in the ledger when the round began, on a sheet that nobody has to look at."""
    sheet = book.add_worksheet(SENT_SHEET)
    titles = {column.key: column.title for column in FIELDS}
    for index, key in enumerate(("code", *OPEN)):
        sheet.write_string(0, index, titles[key])
    for at, (code, cells) in enumerate(sent.items(), start=1):
        sheet.write_string(at, 0, code)
        for index, key in enumerate(OPEN, start=1):
            sheet.write_string(at, index, fitted(cells.get(key, "")))
    sheet.hide()


def _fill_notes(book: Workbook, notes: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet("汇总说明", GrowingRows)
    head, body = book.add_format(HEAD_LOOK), book.add_format(CELL_LOOK | {"align": "left"})
    for index, width in enumerate((16, 40, 90)):
        sheet.set_column(index, index, width)
    for at, line in enumerate(notes):
        for index, words in enumerate(line):
            sheet.write_string(at, index, fitted(words), head if at == 0 else body)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


_HINT = {"font_name": "楷体", "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True}
