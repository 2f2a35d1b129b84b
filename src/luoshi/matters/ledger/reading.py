"""The tables of an office's ledger: every sheet with its columns and rows, nothing left out and nothing understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from luoshi.documents.ledger import plain
from luoshi.documents.secrecy import refuse_marked
from luoshi.journal.refusal import Refused
from luoshi.matters.ledger.columns import MEANINGS, Titled, header_of, titled
from luoshi.sheets import Grid, Header, Unreadable, read_grids, rows_below

LIMIT = 5_000
"""Rows of one file: a county's ledger of several years."""
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
    places: list[int] = field(default_factory=list)
    """All rows of the spreadsheet that are this matter."""
    heading: int = 0
    """The row of the spreadsheet that heads its section; 0 where none does."""
    measure: str = ""
    """What this row is of a task that merged cells spread over several measures (具体举措)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. ``columns`` in their order; ``number`` names it on the page; ``title`` is what stands above its header."""

    number: int
    name: str
    title: str
    columns: tuple[Titled, ...]
    rows: tuple[TableRow, ...]
    head: int = 0
    """The last row of the header, as the spreadsheet numbers it."""
    left: tuple[tuple[int, str], ...] = ()
    """Rows that are no matter, with the reason."""
    totals: tuple[int, ...] = ()
    """Those of them that are figures of the rows above (合计, 小计)."""

    def title_of(self, key: str) -> str:
        """The title of the column that means something; empty where there is none."""
        return next((column.title for column in self.columns if column.key == key), "")

    @property
    def titles(self) -> dict[str, str]:
        """The title of each meaning that a column has."""
        return {column.key: column.title for column in reversed(self.columns) if column.key}

    def cell(self, row: TableRow, key: str) -> str:
        """The words of a row's cell by what its column means."""
        return row.cells.get(self.title_of(key), "")

    def words(self, row: TableRow) -> str:
        """What is to be done: the task, with the measure where several of them stand under one task."""
        return composed(self.cell(row, "matter"), row.measure)

    def number_of(self, cells: Mapping[str, str]) -> int:
        """The 序号 of a row; 0 where it has none."""
        number = cells.get(self.title_of("number"), "").strip()
        return int(number) if number.isascii() and number.isdigit() and len(number) < _DIGITS else 0


def composed(task: str, measure: str) -> str:
    """A task and one of its measures as the words of a matter."""
    return f"{task}：{measure}" if task and measure else task


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
        grids = read_grids(data, name, hidden=None)
    except Unreadable as unreadable:
        raise Refused(unreadable.sentence, field="file") from unreadable
    tables, notes = [], []
    for number, grid in enumerate(grids):
        refuse_marked("\n".join(cell for row in grid.rows for cell in row if cell))
        called = f"“{grid.name or name}”"
        if grid.is_hidden:
            notes.append(f"工作表{called}是隐藏的，没有接管。要接管的，请取消隐藏后再来一次。")
        elif (header := header_of(grid)) is None:
            notes.append(f"{called}里没有找到“事项”“责任单位”这样的表头，这张表没有接管。")
        else:
            table = _table(number, grid, header, meanings)
            notes += [f"{called}表头下面没有事项。"] if not table.rows else []
            notes += [f"{called}{said}" for said in _left(table)]
            tables += [table] if table.rows else []
    _refuse_size(tables, name)
    return Read(name, tuple(tables), tuple(notes))


def _left(table: Table) -> Iterator[str]:
    """The rows that are no matter, by reason: nothing is left out without a word."""
    for reason in dict.fromkeys(reason for _, reason in table.left):
        places = [str(place) for place, why in table.left if why == reason]
        shown = "、".join(places[:_TOLD]) + (f"等 {len(places)} 行" if len(places) > _TOLD else " 行")
        yield f"第 {shown}{reason}"


_TOLD = 20
_NO_MATTER = "没有写事项，没有接管；原表导出时原样保留。"
_NOT_A_ROW = "是合计或者填表说明，没有接管；原表导出时原样保留。"
_FOOT = re.compile(
    r"^(?:[合总小共]\s*计|(?:填[表报]|制表|审[核签]|统计|联系)(?:人|单位|部门|日期|时间|电话)?|联系电话|注|备注|说明|填表说明)(?:[:：\s（(]|$)"
)
"""How a row under a table begins that is no matter."""
_TOTAL = re.compile(r"^[合总小共]\s*计")


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
    found = _Rows(Table(number, grid.name, "", columns, ()))
    for row in rows_below(grid, sheet):
        found.add(row.number, {titles[place]: words for place, words in row.cells.items() if words}, row.filled)
    title = next((cell for line in grid.rows[: header.index] for cell in line if cell), "")
    return replace(
        found.table,
        title=title,
        rows=tuple(found.rows),
        head=header.index + header.height,
        left=tuple(found.left),
        totals=tuple(found.totals),
    )


class _Rows:
    """The rows of a table as they come: matters, lines that head a section, what is neither."""

    def __init__(self, table: Table) -> None:
        self.table, self.section, self.heading = table, "", 0
        self.rows: list[TableRow] = []
        self.left: list[tuple[int, str]] = []
        self.totals: list[int] = []

    def add(self, place: int, cells: dict[str, str], filled: Sequence[str]) -> None:
        if _FOOT.match(filled[0]):
            self.left.append((place, _NOT_A_ROW))
            self.totals += [place] if _TOTAL.match(filled[0]) else []
        elif self._heads_a_section(cells, filled):
            self.section, self.heading = filled[0], place
        elif (before := self._goes_on(cells)) is not None:
            self._join(before, place, cells)
        elif self.table.title_of("matter") in cells:
            self._begin(TableRow(place, cells, self.section))
        else:
            self.left.append((place, _NO_MATTER))

    def _heads_a_section(self, cells: Mapping[str, str], filled: Sequence[str]) -> bool:
        """一、经济工作 in one cell of an otherwise empty row, or repeated through cells merged across."""
        if len(set(filled)) != 1:
            return False
        title = next(iter(cells), "")
        if title == self.table.title_of("matter"):
            return len(cells) > 1
        return _HEADING.match(filled[0]) is not None or not self.rows or title not in map(self.table.title_of, _GOES_ON)

    def _goes_on(self, cells: Mapping[str, str]) -> TableRow | None:
        """The row that this one is more of: the same matter for another body, or what a merged cell left empty below its first row."""
        before = self.rows[-1] if self.rows else None
        if before is None or before.section != self.section:
            return None
        key = "code" if self.table.title_of("code") else "number"
        words, number = cells.get(self.table.title_of("matter"), ""), cells.get(self.table.title_of(key), "")
        if not words:
            return before if number in ("", self.table.cell(before, key)) else None
        same = plain(words) == plain(self.table.cell(before, "matter")) and bool(self.table.title_of(key))
        return before if same and number == self.table.cell(before, key) else None

    def _join(self, before: TableRow, place: int, cells: dict[str, str]) -> None:
        measure, own = cells.get(self.table.title_of("measure"), ""), self.table.cell(before, "measure")
        if measure and measure != own:
            before.measure = own
            whole = {
                title: before.cells[title] for title in map(self.table.title_of, _OF_THE_TASK) if title in before.cells
            }
            self._begin(TableRow(place, whole | cells, self.section, measure=measure))
            return
        before.places.append(place)
        said = (cells.get(self.table.title_of("lead_body"), ""), cells.get(self.table.title_of("progress"), ""))
        if said not in before.bodies:
            before.bodies.append(said)
        for title, words in cells.items():
            known = before.cells.get(title, "")
            if words not in known.split("\n"):
                before.cells[title] = "\n".join(filter(None, (known, words)))

    def _begin(self, row: TableRow) -> None:
        row.places, row.heading = [row.place], self.heading
        row.bodies = [(self.table.cell(row, "lead_body"), self.table.cell(row, "progress"))]
        self.rows.append(row)


_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[部章节类]"
)
_GOES_ON = ("lead_body", "supporting", "progress", "problems", "measure", "standard", "due", "person")
"""Columns in which a single cell says more of the matter above it."""
_OF_THE_TASK = ("number", "code", "origin", "matter")
"""What stands once for all measures of a task."""


def _as_said(number: int, column: Titled, meanings: Meanings) -> Titled:
    said = meanings.get((number, column.place))
    if said is None:
        return column
    return Titled(column.place, column.title, said if said in MEANINGS else "")
