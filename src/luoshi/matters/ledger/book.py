"""The very workbook that a ledger came in, written on: sheets, widths, fonts, titles and merged cells stay as the office made them.

A ledger that came as .xls, csv, Word or pasted becomes a workbook of the same sheets, columns and merged cells.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from luoshi.sheets import Grid, read_grids

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

_ZIP = b"PK\x03\x04"
_WIDEST, _NARROWEST = 48, 6


UNNAMED = "督办台账"
"""The sheet of a table that had none."""


def book_of(data: bytes, name: str, *, heads: Mapping[str, int]) -> Workbook:
    """The workbook to write on. Formulas are kept as what they last came to; ``heads`` says of each sheet that is drawn anew how many
    rows its title and header take."""
    if data.startswith(_ZIP) and "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist():
        return load_workbook(io.BytesIO(data), data_only=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in read_grids(data, name):
        sheet = book.create_sheet(grid.name or UNNAMED)
        _draw(sheet, grid)
        if grid.name in heads:
            _mark_head(sheet, heads[grid.name])
    return book


def formulas_of(data: bytes) -> Workbook | None:
    """The same workbook with its formulas, where it came as one that has any."""
    is_workbook = data.startswith(_ZIP) and "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    return load_workbook(io.BytesIO(data)) if is_workbook else None


def _draw(sheet: Worksheet, grid: Grid) -> None:
    """Write a grid with its merged cells, bordered, as wide as its words ask for."""
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for at, row in enumerate(grid.rows, start=1):
        for place, words in enumerate(row, start=1):
            cell = sheet.cell(at, place)
            put(cell, words)
            cell.border, cell.font = border, Font(name="仿宋", size=11)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for (top, left), (height, width) in _spans(grid).items():
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=top + height, end_column=left + width)
    for place in range(max(map(len, grid.rows), default=0)):
        longest = max(
            (len(row[place]) for at, row in enumerate(grid.rows) if (at, place) not in grid.across), default=0
        )
        sheet.column_dimensions[get_column_letter(place + 1)].width = max(_NARROWEST, min(_WIDEST, longest * 2 + 2))


def _spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    return {key: (grid.down.get(key, 1), grid.across.get(key, 1)) for key in (*grid.across, *grid.down)}


def _mark_head(sheet: Worksheet, head: int) -> None:
    """Make the rows above the first matter look like a title and a header, and repeat them in print."""
    for row in sheet.iter_rows(max_row=head):
        for cell in row:
            cell.font, cell.alignment = (
                Font(name="黑体", size=11),
                Alignment(wrap_text=True, horizontal="center", vertical="center"),
            )
            cell.fill = PatternFill("solid", fgColor="EEF2F7")
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"1:{head}"
    sheet.page_setup.orientation = "landscape"


def put(cell: Cell | MergedCell, words: str) -> None:
    """Words into a cell, never as a formula; into a cell that has the form of a day, a day."""
    if isinstance(cell, MergedCell):
        return
    day = _day(words) if cell.is_date or isinstance(cell.value, dt.date) else None
    if day is not None:
        cell.value = day
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", words) or None
    if cell.value is not None:
        cell.data_type = "s"


def _day(words: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(words)
    except ValueError:
        return None


def write_row(sheet: Worksheet, places: Sequence[int], columns: Mapping[str, int], changed: Mapping[str, str]) -> None:
    """Write what changed of a matter into its rows: into the first, the others of its own are emptied."""
    for title, words in changed.items():
        cells = [sheet.cell(place, columns[title] + 1) for place in places]
        own = [cell for cell in cells if not isinstance(cell, MergedCell)]
        for at, cell in enumerate(own):
            put(cell, "" if at else words)
    if changed and sheet.row_dimensions[places[0]].height:
        _fit(sheet, places[0])


def keep_rows(sheet: Worksheet, kept: Sequence[int], *, head: int) -> None:
    """Leave these rows and those up to ``head`` alone and close the gaps; merged cells shrink with what they lose."""
    last, width = sheet.max_row, sheet.max_column
    order = [*range(1, head + 1), *sorted(row for row in kept if row > head)]
    goes_to = {row: at for at, row in enumerate(order, start=1)}
    merged = _unmerged(sheet, below=head)
    heights = {row: sheet.row_dimensions[row].height for row in order}
    for row, to in goes_to.items():
        if row != to:
            sheet.move_range(f"A{row}:{get_column_letter(width)}{row}", rows=to - row)
            sheet.row_dimensions[to].height = heights[row]
    if last > len(order):
        sheet.delete_rows(len(order) + 1, last - len(order))
    for cells in merged:
        rows = [goes_to[row] for row in range(cells.min_row, cells.max_row + 1) if row in goes_to]
        _merge(sheet, cells, rows)


def add_rows(sheet: Worksheet, after: int, rows: Sequence[Mapping[int, str]]) -> None:
    """New rows below ``after``, looking like it; what stood there moves down."""
    last, width, count = sheet.max_row, sheet.max_column, len(rows)
    if not count:
        return
    if last > after:
        merged = _unmerged(sheet, below=after)
        heights = {row: sheet.row_dimensions[row].height for row in range(after + 1, last + 1)}
        sheet.move_range(f"A{after + 1}:{get_column_letter(width)}{last}", rows=count)
        for row, height in heights.items():
            sheet.row_dimensions[row + count].height = height
        for cells in merged:
            _merge(sheet, cells, [row + count for row in range(cells.min_row, cells.max_row + 1)])
    for at, words in enumerate(rows, start=after + 1):
        sheet.row_dimensions[at].height = None
        for place in range(width):
            cell = sheet.cell(at, place + 1)
            _look_like(cell, sheet.cell(after, place + 1))
            put(cell, words.get(place, ""))
        _fit(sheet, at)


def _fit(sheet: Worksheet, at: int) -> None:
    """Make a row as high as its longest cell asks for, and no lower than it is."""
    asked = [_LINE]
    for cell in sheet[at]:
        width = sheet.column_dimensions[get_column_letter(cell.column)].width or _UNTOLD
        lines = [
            sum(2 if ord(letter) > _NARROW else 1 for letter in line) for line in str(cell.value or "").split("\n")
        ]
        asked.append(sum(-(-line // max(1, int(width) - 1)) or 1 for line in lines) * _LINE)
    sheet.row_dimensions[at].height = min(_HIGHEST, max(*asked, sheet.row_dimensions[at].height or 0))


_LINE, _HIGHEST, _UNTOLD, _NARROW = 15.0, 400.0, 8.43, 0x2E80
"""Points of a line and of the highest row; characters of a column whose width nobody set; where wide characters begin."""


def _look_like(cell: Cell | MergedCell, other: Cell | MergedCell) -> None:
    for name in ("font", "border", "fill", "alignment", "protection"):
        setattr(cell, name, copy(getattr(other, name)))
    cell.number_format = other.number_format


def _unmerged(sheet: Worksheet, *, below: int) -> list[CellRange]:
    """The merged cells that begin below a row, taken apart."""
    found = [cells for cells in list(sheet.merged_cells.ranges) if cells.min_row > below]
    for cells in found:
        sheet.unmerge_cells(str(cells))
    return found


def _merge(sheet: Worksheet, cells: CellRange, rows: Collection[int]) -> None:
    if rows and (len(rows) > 1 or cells.max_col > cells.min_col):
        sheet.merge_cells(start_row=min(rows), end_row=max(rows), start_column=cells.min_col, end_column=cells.max_col)


def bytes_of(book: Workbook) -> bytes:
    """The workbook as the bytes of an ``.xlsx``."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
