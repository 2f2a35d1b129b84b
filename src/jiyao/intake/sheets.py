"""Workbooks (.xlsx) and CSV files: a table of tasks becomes one line a row, places name sheet, row and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jiyao.columns import header_of
from jiyao.intake import Unreadable, task_grid
from jiyao.intake.composing import Composition
from jiyao.intake.container import opened
from jiyao.intake.plain import decode
from jiyao.text import Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPE_CSV = "text/csv"
ROWS, COLUMNS = 20_000, 200
_OPENING = 20
"""Rows that are looked at to tell a CSV file from a text."""


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read every visible sheet of a workbook. Raises ``Unreadable``."""
    packed = opened(data)
    packed.refuse_bomb()
    text = Composition()
    if any(each.endswith("vbaProject.bin") for each in packed.names):
        text.remark("工作簿里带有宏：只读取了单元格，宏没有运行。")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
                    _compose(sheet.name, _rows(book.get_sheet_by_name(sheet.name)), text)
    except (CalamineError, ValueError, OverflowError) as error:
        raise Unreadable(
            "工作簿打不开，可能已损坏或加了密码。请用 WPS 或 Excel 打开，去掉密码，另存为 .xlsx 后再试。"
        ) from error
    return text.text(data, name=name, media_type=MEDIA_TYPE)


def read_csv(data: bytes, *, name: str = "") -> Text:
    """Read a CSV file. Raises ``Unreadable``."""
    rows = rows_of(decode(data))
    if len(rows) > ROWS or any(len(row) > COLUMNS for row in rows):
        raise Unreadable(f"表格超过 {ROWS} 行或 {COLUMNS} 列，不像是任务表。请只保留要读的部分后再试。")
    text = Composition()
    _compose("", rows, text)
    return text.text(data, name=name, media_type=MEDIA_TYPE_CSV)


def looks_like_csv(words: str) -> bool:
    """Whether a text is a table of tasks in CSV form, known by its header; other lines with commas are prose."""
    try:
        rows = rows_of("\n".join(words[:20_000].splitlines()[:_OPENING]))
    except Unreadable:
        return False
    header = header_of(rows)
    if header is None or len(header.titles) < 3 or max(map(len, header.titles)) > 12:
        return False
    return header.parts.count("other") * 2 <= len(header.parts) and any(
        len(row) == len(header.titles) for row in rows[header.row + 1 :]
    )


def rows_of(words: str) -> list[list[str]]:
    """The cells of a CSV text; commas or tabs, whichever its lines have more of. Raises ``Unreadable``."""
    words = words.removeprefix("\ufeff")
    head = words[:5_000]
    mark = "\t" if head.count("\t") > head.count(",") else ","
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(words, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise Unreadable("CSV 文件读不出来，可能引号没有成对。请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。") from error


def _compose(sheet: str, rows: Sequence[Sequence[str]], text: Composition) -> None:
    label = f"工作表“{sheet}”" if sheet else "表"
    header = header_of(rows)
    if header is not None and header.first == 0 and any(mark in sheet for mark in ("表", "清单", "台账")):
        text.here(label)
        text.line(sheet)
    task_grid.compose(rows, text, label=label)


def _rows(sheet: CalamineSheet) -> list[list[str]]:
    """The cells' words; a merged cell stands in each of its rows, in the first of its columns."""
    if sheet.total_height > ROWS or sheet.total_width > COLUMNS:
        raise Unreadable(
            f"工作表“{sheet.name}”超过 {ROWS} 行或 {COLUMNS} 列，不像是任务表。请删去空白的行和列，另存后再试。"
        )
    rows = [[_words(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def _words(cell: object) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return str(cell).strip()
