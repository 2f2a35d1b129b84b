"""A workbook going out: the columns that come in, so that what goes out comes back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

FONT = "仿宋"
_LAST_ROW = 1000


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column going out: its title, its width in characters, the values a cell may be chosen from, a note on its title."""

    title: str
    width: int = 14
    choices: tuple[str, ...] = ()
    note: str = ""


def workbook(
    name: str, title: str, columns: Sequence[OutColumn], rows: Iterable[Sequence[str]], *, notes: Sequence[str] = ()
) -> bytes:
    """One sheet: title, header (frozen, filtered, repeated in print), rows as text; a second sheet with notes for who fills it in.

    Everything is written as text: nothing that a person typed becomes a formula, no telephone number a number.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format(
            {"bold": True, "font_name": "黑体", "align": "center", "valign": "vcenter", "font_size": 16}
        )
        cap = book.add_format(
            {
                "bold": True,
                "font_name": "黑体",
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#EEF2F7",
            }
        )
        cell = book.add_format(
            {"font_name": FONT, "border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
        )
        sheet = book.add_worksheet(name)
        sheet.merge_range(0, 0, 0, max(len(columns) - 1, 1), title, head)
        sheet.set_row(0, 30)
        last = _write(sheet, columns, rows, cap, cell)
        _lay_out(sheet, columns, last)
        if notes:
            _add_notes(book, notes, cell)
    return out.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[str]],
    cap: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> int:
    """Header in row 2, rows below; returns the index of the last row written."""
    last = 1
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, cell)
        sheet.write_string(1, place, column.title, cap)
        if column.note:
            sheet.write_comment(1, place, column.note)
    for last, row in enumerate(rows, start=2):
        for place, text in enumerate(row):
            sheet.write_string(last, place, text, cell)
    return last


def _lay_out(sheet: xlsxwriter.worksheet.Worksheet, columns: Sequence[OutColumn], last: int) -> None:
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(last, 2), len(columns) - 1)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    for place, column in enumerate(columns):
        if column.choices:
            sheet.data_validation(
                2, place, max(last, _LAST_ROW), place, {"validate": "list", "source": list(column.choices)}
            )


def _add_notes(book: xlsxwriter.Workbook, notes: Sequence[str], cell: xlsxwriter.format.Format) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 100, cell)
    for index, note in enumerate(notes):
        sheet.write_string(index, 0, note, cell)
