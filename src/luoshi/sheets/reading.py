"""Bytes of a workbook or a csv file in, grids of text out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import replace

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from luoshi.sheets.grid import Grid, Unreadable
from luoshi.sheets.word import is_word, word_grids, word_paragraphs

LIMIT = 4 * 1024 * 1024
"""Largest file, in bytes; a directory of a whole county is under 200 kB."""
_UNPACKED_LIMIT = 80 * 1024 * 1024
_ROWS, _COLUMNS = 20_000, 200
_FIRST = 10
"""Whether a text is parted by tabs or by commas is seen from this many first lines: a title stands above many a table."""
_ZIP = b"PK\x03\x04"
_TEXTS = (".csv", ".txt", ".tsv")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_BOOK = "Workbook".encode("utf-16-le")
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")


def read_grids(data: bytes, name: str, *, limit: int = LIMIT, hidden: Collection[str] | None = ()) -> list[Grid]:
    """Every visible sheet that holds anything, and the hidden ones of these names (``None``: all of them); raises ``Unreadable``.

    Of a Word file these are its tables. Numbers lose the ``.0`` that spreadsheets add (a telephone number stays a telephone number), days come in ISO form.
    """
    _refuse_size(data, limit)
    if data.startswith((_ZIP, _OLD_OFFICE)):
        _refuse_hostile(data)
        if data.startswith(_OLD_OFFICE) and _OLD_WORD in data and _OLD_BOOK not in data:
            raise Unreadable("这是旧格式的 Word 文件（.doc）。请用 WPS 或 Word 打开，另存为 .docx 后再试。")
        return word_grids(data) if data.startswith(_ZIP) and is_word(data) else _workbook(data, hidden)
    if name.lower().endswith(_TEXTS) or b"," in data[:4096] or b"\t" in data[:4096]:
        return [_csv(data)]
    raise Unreadable("这不是表格文件。请用 WPS 或 Excel 另存为 .xlsx、.xls 或 .csv 后再试。")


def read_paragraphs(data: bytes, name: str, *, limit: int = LIMIT) -> list[str]:
    """The paragraphs of a Word file or of plain text, empty ones left out; none for any other file. Raises ``Unreadable``."""
    _refuse_size(data, limit)
    if data.startswith(_ZIP):
        _refuse_hostile(data)
        return word_paragraphs(data) if is_word(data) else []
    if data.startswith(_OLD_OFFICE) or not name.lower().endswith(_TEXTS):
        return []
    return [words for line in _decoded(data).splitlines() if (words := _clean(line))]


def _refuse_size(data: bytes, limit: int) -> None:
    if not data:
        raise Unreadable("这个文件是空的，请重新选择。")
    if len(data) > limit:
        raise Unreadable(f"文件超过 {limit // 1024 // 1024} MB，不像是一张表格。请只保留要导入的工作表，另存后再试。")


def _workbook(data: bytes, hidden: Collection[str] | None) -> list[Grid]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            grids = [
                replace(_grid(book.get_sheet_by_name(sheet.name)), is_hidden=sheet.visible != SheetVisibleEnum.Visible)
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
                if sheet.visible == SheetVisibleEnum.Visible or hidden is None or sheet.name in hidden
            ]
    except CalamineError as error:
        raise Unreadable(
            "文件打不开，可能已损坏或加了密码。请用 WPS 或 Excel 打开，去掉密码，另存为 .xlsx 后再试。"
        ) from error
    found = [grid for grid in grids if grid.rows]
    if all(grid.is_hidden for grid in found):
        raise Unreadable("文件里没有内容。请确认要导入的表没有被隐藏。")
    return found


def _refuse_hostile(data: bytes) -> None:
    """Refuse what unpacks to far more than it weighs, and what is encrypted."""
    if data.startswith(_OLD_OFFICE):
        if any(mark.encode("utf-16-le") in data for mark in _ENCRYPTED):
            raise Unreadable("文件加了打开密码。请去掉密码，另存后再试。")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable("文件打不开，可能没有传完整。请重新另存后再试。") from error
    if size > _UNPACKED_LIMIT:
        raise Unreadable("文件展开后过大，不像是一张表格。请只保留要导入的工作表，另存后再试。")


def _grid(sheet: CalamineSheet) -> Grid:
    if sheet.total_height > _ROWS or sheet.total_width > _COLUMNS:
        raise Unreadable(f"工作表“{sheet.name}”超过 {_ROWS} 行或 {_COLUMNS} 列。请删去空白的行和列，另存后再试。")
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = sheet.merged_cell_ranges or []
    width = min(max((right + 1 for _, (_, right) in merged), default=0), _COLUMNS)
    for row in rows:
        row.extend([""] * (width - len(row)))
    across: dict[tuple[int, int], int] = {}
    down: dict[tuple[int, int], int] = {}
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= _COLUMNS:
            continue
        if right > left:
            across[top, left] = right - left + 1
        if bottom > top:
            down[top, left] = bottom - top + 1
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(sheet.name, rows, across, down)


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return _clean(str(cell))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\0", "").strip()


def _csv(data: bytes) -> Grid:
    text = _decoded(data)
    first = "\n".join(text.splitlines()[:_FIRST])
    mark = "\t" if first.count("\t") > first.count(",") else ","
    try:
        rows = [[_clean(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise Unreadable(
            "这个 csv 文件读不出来，可能引号没有成对。请用 WPS 或 Excel 打开后另存为 .xlsx 再试。"
        ) from error
    if len(rows) > _ROWS or any(len(row) > _COLUMNS for row in rows):
        raise Unreadable(f"文件超过 {_ROWS} 行或 {_COLUMNS} 列，不像是一张普通的表格。")
    width = max((len(row) for row in rows), default=0)
    return Grid("", [row + [""] * (width - len(row)) for row in rows])


def _decoded(data: bytes) -> str:
    encodings: Sequence[str] = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码认不出来。请用 WPS 或 Excel 打开后另存为 .xlsx 再试。")
