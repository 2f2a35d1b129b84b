"""Statements as a flat table, CSV or workbook: one statement a row, with the place of its words in the source.

A cell that a spreadsheet would take for a formula is written so that it stays words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from jiyao.export.words import LABELS, meeting_name, origin, owners, printed
from jiyao.reading import Reading, Statement
from jiyao.text import Text

COLUMNS = (
    ("文件", 20),
    ("会议", 30),
    ("会议日期", 12),
    ("序号", 6),
    ("来源", 12),
    ("议题", 30),
    ("类别", 6),
    ("原文", 60),
    ("牵头单位", 18),
    ("配合单位", 18),
    ("责任单位", 18),
    ("时限（原文）", 14),
    ("时限（日期）", 12),
    ("数量要求", 16),
    ("涉及文件", 20),
    ("所在位置", 16),
    ("起", 7),
    ("止", 7),
)
"""Titles and widths in characters."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767
"""Characters a cell of a workbook can hold."""

Cell = str | int


def rows(pairs: Sequence[tuple[Text, Reading]]) -> Iterator[tuple[Cell, ...]]:
    """The table's rows, in the order of the texts."""
    for text, reading in pairs:
        for number, statement in enumerate(reading.statements, 1):
            yield _row(text, reading, number, statement)


def _row(text: Text, reading: Reading, number: int, statement: Statement) -> tuple[Cell, ...]:
    at, date, deadline = statement.agenda, reading.meeting.date, statement.deadline
    return (
        text.name,
        meeting_name(reading),
        "" if date is None else str(date.value or printed(date.text)),
        number,
        origin(statement),
        printed(reading.agenda[at].title.text) if at is not None and at < len(reading.agenda) else "",
        LABELS[statement.label],
        printed(statement.text),
        owners(statement, "lead"),
        owners(statement, "support"),
        owners(statement, "listed"),
        "" if deadline is None else printed(deadline.text),
        "" if deadline is None else str(deadline.value or ""),
        "；".join(printed(target.text) for target in statement.targets),
        "；".join(printed(document.text) for document in statement.documents),
        text.place_at(statement.span.start),
        statement.span.start,
        statement.span.end,
    )


def write_csv(pairs: Sequence[tuple[Text, Reading]]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, so that Excel and WPS show the characters."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([title for title, _ in COLUMNS])
    writer.writerows([_harmless(cell) for cell in row] for row in rows(pairs))
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_xlsx(pairs: Sequence[tuple[Text, Reading]]) -> bytes:
    """A workbook of one sheet, its head frozen and filtered."""
    import xlsxwriter  # noqa: PLC0415  (only this form needs it)

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("会议事项")
        head, wrapped = (
            book.add_format({"bold": True, "text_wrap": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width, wrapped)
            sheet.write_string(0, column, title, head)
        last = 0
        for last, row in enumerate(rows(pairs), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(last, column, cell)
                else:
                    sheet.write_string(last, column, cell[:_LONGEST].encode("utf-8", "replace").decode("utf-8"))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    return out.getvalue()
