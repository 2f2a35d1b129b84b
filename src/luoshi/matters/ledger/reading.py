"""The tables of an office's ledger: every sheet with its columns and rows, nothing left out and nothing understood yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luoshi.documents.ledger import LIMIT, plain
from luoshi.documents.secrecy import refuse_marked
from luoshi.journal.refusal import Refused
from luoshi.matters.ledger.columns import MEANINGS, Titled, header_of, titled
from luoshi.people.directory.importing.pasted import pasted
from luoshi.sheets import Grid, Header, Unreadable, read_grids, rows_below

SKIPPED = "-"
"""Said of a column that is not meant to be one of ours."""


@dataclass(slots=True)
class TableRow:
    """A matter as the table has it: the row of the spreadsheet, cells by title, the words of the line that heads its section."""

    place: int
    cells: dict[str, str]
    section: str = ""
    bodies: list[tuple[str, str]] = field(default_factory=list)
    """Body and progress of each row where a merged cell spreads one matter over several."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. ``columns`` in their order; ``number`` names it on the page; ``title`` is what stands above its header."""

    number: int
    name: str
    title: str
    columns: tuple[Titled, ...]
    rows: tuple[TableRow, ...]

    def title_of(self, key: str) -> str:
        """The title of the column that means something; empty where there is none."""
        return next((column.title for column in self.columns if column.key == key), "")

    def cell(self, row: TableRow, key: str) -> str:
        """The words of a row's cell by what its column means."""
        return row.cells.get(self.title_of(key), "")

    def number_of(self, cells: Mapping[str, str]) -> int:
        """The 序号 of a row; 0 where it has none."""
        number = cells.get(self.title_of("number"), "").strip()
        return int(number) if number.isascii() and number.isdigit() and len(number) < _DIGITS else 0


_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Read:
    """All tables of a file, and what is said of it as a whole."""

    name: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


Meanings = Mapping[tuple[int, int], str]
"""What a clerk said a column means, by number of the table and place of the column."""


def read_ledger(data: bytes, name: str, *, meanings: Meanings) -> Read:
    """Every table of a workbook, csv or pasted text; raises ``Refused`` where there is none."""
    try:
        grids = read_grids(data, name)
    except Unreadable as unreadable:
        raise Refused(unreadable.sentence, field="file") from unreadable
    tables, notes = [], []
    for number, grid in enumerate(grids):
        refuse_marked("\n".join(cell for row in grid.rows for cell in row if cell))
        header = header_of(grid)
        if header is None:
            notes.append(f"“{grid.name or name}”里没有找到“事项”“责任单位”这样的表头，这张表没有接管。")
            continue
        table = _table(number, grid, header, meanings)
        notes += [f"“{grid.name or name}”表头下面没有事项。"] if not table.rows else []
        tables += [table] if table.rows else []
    _refuse_size(tables, name)
    return Read(name, tuple(tables), tuple(notes))


def from_words(words: str) -> bytes:
    """A pasted table as the bytes of a file."""
    return pasted(words)


def _refuse_size(tables: Sequence[Table], name: str) -> None:
    count = sum(len(table.rows) for table in tables)
    if not tables:
        raise Refused(
            f"“{name}”的前十行里没有找到台账的表头。请确认有一行写着“事项”“责任单位”“完成时限”“进展情况”这样的列名。",
            field="file",
        )
    if count > LIMIT:
        raise Refused(f"一共有 {count} 行，超过 {LIMIT} 行。请按年度或来源分成几份，分几次接管。", field="file")


def _table(number: int, grid: Grid, header: Header, meanings: Meanings) -> Table:
    columns = tuple(_as_said(number, column, meanings) for column in titled(grid, header))
    places = {f"{column.place}": column.place for column in columns}
    sheet = Header(header.index, header.height, places, (), ())
    titles = {str(column.place): column.title for column in columns}
    section = ""
    rows: list[TableRow] = []
    table = Table(number, grid.name, "", columns, ())
    for row in rows_below(grid, sheet):
        cells = {titles[place]: words for place, words in row.cells.items() if words}
        if _heads_a_section(table, cells, row.filled):
            section = row.filled[0]
        elif not any(table.title_of(key) in cells for key in ("matter", "code", "progress", "lead_body")):
            section = "；".join(row.filled) if len(row.filled) == 1 else section
        else:
            _take(table, rows, TableRow(row.number, cells, section))
    title = next((cell for line in grid.rows[: header.index] for cell in line if cell), "")
    return Table(number, grid.name, title, columns, tuple(row for row in rows if table.cell(row, "matter")))


def _as_said(number: int, column: Titled, meanings: Meanings) -> Titled:
    said = meanings.get((number, column.place))
    if said is None:
        return column
    return Titled(column.place, column.title, said if said in MEANINGS else "")


def _heads_a_section(table: Table, cells: Mapping[str, str], filled: Sequence[str]) -> bool:
    """一、经济工作 in one cell of an otherwise empty row, or repeated through cells merged across."""
    return len(set(filled)) == 1 and not (len(cells) == 1 and table.title_of("matter") in cells)


def _take(table: Table, rows: list[TableRow], row: TableRow) -> None:
    """A row of its own, or more of the one before: its words stand in each row of a merged cell, or are left out below the first."""
    before = rows[-1] if rows else None
    if before is None or not (_same_matter(table, before, row) or not table.cell(row, "matter")):
        row.bodies = [(table.cell(row, "lead_body"), table.cell(row, "progress"))]
        rows.append(row)
        return
    body, progress = table.cell(row, "lead_body"), table.cell(row, "progress")
    if (body, progress) not in before.bodies:
        before.bodies.append((body, progress))
    for title, words in row.cells.items():
        said = before.cells.get(title, "")
        if words not in said.split("\n"):
            before.cells[title] = "\n".join(filter(None, (said, words)))


def _same_matter(table: Table, one: TableRow, other: TableRow) -> bool:
    """Whether two rows are one matter: the same words under the same number, for another body."""
    words = plain(table.cell(one, "matter"))
    if not words or words != plain(table.cell(other, "matter")):
        return False
    key = "code" if table.title_of("code") else "number"
    same_number = table.cell(one, key) == table.cell(other, key)
    return same_number and one.section == other.section and bool(table.title_of(key))
