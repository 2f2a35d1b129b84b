"""The columns of a table of tasks: which rows are its header, and what each column is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Part: TypeAlias = Literal["number", "task", "duty", "other"]
Row: TypeAlias = Sequence[str]

_HEADER_ROWS = 12
_NUMBER = re.compile(r"序号|编号|项目?号|No\.?", re.IGNORECASE)
_DUTY = re.compile(
    r"(?:牵头|主办|主责|责任|承办|落实|配合|协办|协助|参与|分管|包保|挂钩|联系)(?:市|县|区|州)?(?:领导|单位|部门|科室|处室|股室|人|主体)|(?:完成|办结|办理|时间)?(?:时限|期限|时间(?:节点)?)|完成日期"
)
_TASK = re.compile(r"事项|任务|内容|措施|工作|要求|目标|问题|项目|议题|举措|实事|事宜")
_PARTED = re.compile(r"单位|部门|领导|责任|分工|牵头|配合|主办|协办|时限|时间|期限")
_ROLE = re.compile(r"牵头|主办|主责|配合|协办|协助|参与")
_LONGEST_TITLE = 24
_SENTENCE = frozenset("。；，！？")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what each column is for; one of two rows is called by the second."""

    row: int
    titles: tuple[str, ...]
    parts: tuple[Part, ...]
    rows: int = 1

    @property
    def first(self) -> int:
        """The first of its rows."""
        return self.row - self.rows + 1


def header_of(rows: Sequence[Row]) -> Header | None:
    """The header of a table of tasks: a row near the top with a column of tasks and a column of duties or dates.

    It may go on in a second row, below a title that stands over several columns (责任单位 over 牵头单位 and 配合单位).
    """
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        titles = titles_of(row)
        if not _may_be_titles(titles):
            continue
        below = titles_of(rows[number + 1]) if number + 1 < len(rows) else ()
        for lines, each in ((2, _two_rows(titles, below)), (1, titles)):
            parts = tuple(part_of(title) for title in each)
            if "task" in parts and "duty" in parts:
                return Header(number + lines - 1, each, parts, lines)
    return None


def titles_of(row: Row) -> tuple[str, ...]:
    return tuple("".join(cell.split()) for cell in row)


def _may_be_titles(titles: Sequence[str]) -> bool:
    return all(len(title) <= _LONGEST_TITLE and not set(title) & _SENTENCE for title in titles)


def _two_rows(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """The titles of a header of two rows; none where the second row is no header.

    A title over several columns stands in the first of them; one that goes down over both rows stands in both, or in the upper one.
    """
    if len(below) != len(above) or not _may_be_titles(below):
        return ()
    titles, group, parted = list[str](), "", 0
    for upper, lower in zip(above, below, strict=True):
        group = upper or group
        if not lower or lower == upper:
            titles.append(upper)
            continue
        if (
            _DUTY.search(lower) is None or _PARTED.search(group) is None
        ):  # what stands under 任务 or 序号 is a row of the table
            return ()
        role = _ROLE.search(group)
        titles.append(
            role[0] + lower.replace("责任", "") if role is not None and _ROLE.search(lower) is None else lower
        )
        parted += 1
    return tuple(titles) if parted > 1 else ()


def part_of(title: str) -> Part:
    if _NUMBER.fullmatch(title):
        return "number"
    if _DUTY.search(title):
        return "duty"
    return "task" if _TASK.search(title) else "other"


Stretch: TypeAlias = tuple[int, int]


class Table(NamedTuple):
    """A table of tasks whose cells stand apart by tabs in plain text: its header, and where the cells of each row of tasks stand."""

    header: Header
    rows: tuple[tuple[Stretch, ...], ...]
    lines: tuple[Stretch, ...]
    """The lines that are cut into cells, header included."""


def tabbed(text: str) -> list[Table]:
    """The tables of tasks among the lines of a text that have tabs in them, as pasting from a sheet or a document leaves them.

    A short line without tabs between two rows is a heading inside the table (一、重点项目), or one more line of a cell.
    """
    tables, block = list[Table](), list[Stretch]()
    at = 0
    for line in text.split("\n"):
        if "\t" in line or (block and line.strip() and _may_be_titles((line.strip(),))):
            block.append((at, at + len(line)))
        elif line.strip():
            tables += _tables(text, block)
            block = []
        at += len(line) + 1
    return tables + _tables(text, block)


def _tables(text: str, block: list[Stretch]) -> list[Table]:
    """The tables in lines that follow each other; each begins with a header of its own."""
    cells = [_cells(text, *line) for line in block]
    words = [[text[start:end] for start, end in row] for row in cells]
    header = header_of(words)
    if header is None:
        return []
    last = next((at for at in range(header.row + 1, len(block)) if _begins_another(words[at], header)), len(block))
    rows, lines = list[tuple[Stretch, ...]](), list(range(header.first, header.row + 1))
    at = header.row + 1
    while at < last:
        behind = _behind(words, header, at, last)
        row = _joined(cells[at:behind])
        if _holds([text[start:end] for start, end in row], header):
            rows.append(row)
            lines += range(at, behind)
        at = behind
    return [Table(header, tuple(rows), tuple(block[at] for at in lines)), *_tables(text, block[last:])]


_ROW_NUMBER = re.compile(r"[（(]?\d{1,4}[）)]?[.、．]?")


def _behind(words: Sequence[Row], header: Header, at: int, last: int) -> int:
    """The line behind a row. A cell of several lines parts its row: the lines up to the next number are one where they fill the columns together."""
    if header.parts[0] != "number" or len(words[at]) >= len(header.titles):
        return at + 1
    behind = at + 1
    while behind < last and _ROW_NUMBER.fullmatch(words[behind][0].strip()) is None:
        behind += 1
    filled = sum(len(row) for row in words[at:behind]) - (behind - at - 1)
    return behind if filled == len(header.titles) else at + 1


def _joined(lines: Sequence[tuple[Stretch, ...]]) -> tuple[Stretch, ...]:
    """The cells of a row of several lines: the last cell of a line goes on in the first one of the next."""
    row = list(lines[0])
    for line in lines[1:]:
        row[-1] = (row[-1][0], line[0][1])
        row += line[1:]
    return tuple(row)


def _begins_another(row: Row, header: Header) -> bool:
    return titles_of(row) != header.titles and header_of([row]) is not None


def _cells(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    found = []
    while (tab := text.find("\t", start, end)) >= 0:
        found.append((start, tab))
        start = tab + 1
    return (*found, (start, end))


def _holds(row: Row, header: Header) -> bool:
    """Whether a row has a task in it: not the header printed again, nor a row of one cell (一、重点项目)."""
    filled = [title for title, cell in zip(header.parts, row, strict=False) if cell.strip()]
    return len(filled) > 1 and "task" in filled and titles_of(row) != header.titles
