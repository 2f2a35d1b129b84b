"""The rows of a table of tasks in plain text: pasted from a sheet with its tabs, or copied from a page, one cell a line.

In the view every cell is a line of its own. Which lines are one row, where its task stands and under which title each other cell, is told here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from jiyao.columns import Header, Table, header_of
from jiyao.owners import is_doer, listed
from jiyao.text import Line, View


class Cell(NamedTuple):
    """``view.s[start:end]`` stands under this title."""

    title: str
    start: int
    end: int


class Task(NamedTuple):
    """A row: where its first cell begins, its task stands and its last cell ends; the cells that say who does it, or by when."""

    start: int
    task: tuple[int, int]
    end: int
    duties: tuple[Cell, ...]


class Grid(NamedTuple):
    """The tables of tasks in a view: the stretches of their headers, and their rows."""

    headers: list[tuple[int, int]]
    rows: list[Task]


def grid(view: View) -> Grid:
    """What a view has of tables of tasks, looked for once."""
    if view.grid is None:
        view.grid = Grid([], [])
        for table in view.tables:
            start, end = table.lines[0][0], table.lines[table.header.rows - 1][1]
            view.grid.headers.append((view.position(start), view.position(end)))
            view.grid.rows.extend(_tabbed(view, table))
        if not view.tables and ("序号\n" in view.s or "编号\n" in view.s):
            _stacked(view, view.grid)
    return view.grid


def _tabbed(view: View, table: Table) -> list[Task]:
    found = []
    for row in table.rows:
        places = [_unquoted(view, view.position(start), view.position(end)) for start, end in row]
        cells = list(zip(table.header.titles, table.header.parts, places, strict=False))
        found += _task([(title, part, place) for title, part, place in cells if place[1] > place[0]])
    return found


def _unquoted(view: View, start: int, end: int) -> tuple[int, int]:
    """A cell of several lines without the marks that a sheet puts around it."""
    quoted = end - start > 2 and view.s[start] == view.s[end - 1] == '"'
    return (start + 1, end - 1) if quoted else (start, end)


def _task(cells: Sequence[tuple[str, str, tuple[int, int]]]) -> list[Task]:
    """The row of these cells; none where it has no task."""
    words = [place for _, part, place in cells if part == "task"]
    if not words:
        return []
    duties = tuple(Cell(title, *place) for title, part, place in cells if part == "duty")
    return [Task(cells[0][2][0], (words[0][0], words[-1][1]), cells[-1][2][1], duties)]


_NUMBER = re.compile(r"[（(]?(\d{1,4})[）)]?[.、．]?")
_NUMBER_TITLE = re.compile("序号|编号")
_MOST_COLUMNS, _LONGEST_TITLE, _LONGEST_DUTY = 10, 12, 60
_TIME = re.compile(
    r"(?:\d{4}年|[今明]年)?(?:\d{1,2}月|[上下]半年|第?[一二三四]季度|年|全年|长期|持续|常态化|即日|立即|\d{4}[.-]\d{1,2}|\d{1,2}[.-]\d{1,2})[^，。；]{0,12}[。；]?"
)
_TIME_TITLE = re.compile("时限|期限|时间|日期|节点")


def _stacked(view: View, into: Grid) -> None:
    """Add the tables whose titles stand one a line, the number first."""
    number = 0
    while number < len(view.lines):
        header = _titles(view, number)
        if header is None:
            number += 1
            continue
        last = number + len(header.titles)
        into.headers.append((view.lines[number].start, view.lines[last - 1].end))
        number = last
        while number < len(view.lines) and _numbered(view, number):
            below = list(takewhile(lambda at: not _numbered(view, at), range(number + 1, len(view.lines))))
            rows, number = _rows(view, header, number, below)
            into.rows.extend(rows)


def _titles(view: View, number: int) -> Header | None:
    """The header whose first title stands on this line; the first row is known by its number."""
    if _NUMBER_TITLE.fullmatch(_words(view, number)) is None:
        return None
    last = min(len(view.lines), number + _MOST_COLUMNS)
    titles = list(
        takewhile(
            lambda words: len(words) <= _LONGEST_TITLE and not _NUMBER.fullmatch(words),
            (_words(view, at) for at in range(number, last)),
        )
    )
    behind = number + len(titles)
    if behind >= len(view.lines) or not _numbered(view, behind):
        return None
    return header_of([titles])


def _numbered(view: View, number: int) -> bool:
    return _NUMBER.fullmatch(_words(view, number)) is not None


def _words(view: View, number: int) -> str:
    line = view.lines[number]
    return view.s[line.start : line.end]


def _rows(view: View, header: Header, number: int, below: Sequence[int]) -> tuple[list[Task], int]:
    """The rows that stand under one number, and the line behind them: a row is words of a task with lines of duties below.

    Where a row has as many lines as there are columns each stands under its own title, else they are told apart by what they say.
    """
    first, lines = view.lines[number], [view.lines[at] for at in below]
    if len(lines) == len(header.titles) - 1:
        cells = [
            (title, part, (line.start, line.end))
            for title, part, line in zip(header.titles[1:], header.parts[1:], lines, strict=True)
        ]
        return _task([(header.titles[0], "number", (first.start, first.end)), *cells]), number + len(lines) + 1
    found, at = list[Task](), 0
    while at < len(lines):
        words = list(takewhile(lambda line: not _is_duty(view, line), lines[at:]))
        duties = list(takewhile(lambda line: _is_duty(view, line), lines[at + len(words) :]))
        if not words or not duties:
            break
        task = (words[0].start, words[-1].end)
        start = task[0] if found else first.start
        found.append(Task(start, task, duties[-1].end, tuple(_told(view, header, duties))))
        at += len(words) + len(duties)
    return found, number + at + 1


def _is_duty(view: View, line: Line) -> bool:
    """Whether a line names those who do it, or by when."""
    words = view.s[line.start : line.end]
    if len(words) > _LONGEST_DUTY:
        return False
    if _TIME.fullmatch(words) or is_doer(words):
        return True
    named = listed(words, 0, len(words)) if len(words) > 1 else []
    return bool(named) and named[0][0] == 0


def _told(view: View, header: Header, lines: Sequence[Line]) -> list[Cell]:
    """The lines of duties under the titles that fit them: days under that of days, the first body under the first of bodies."""
    times = [
        title
        for title, part in zip(header.titles, header.parts, strict=True)
        if part == "duty" and _TIME_TITLE.search(title)
    ]
    bodies = [
        title for title, part in zip(header.titles, header.parts, strict=True) if part == "duty" and title not in times
    ]
    told, named = list[Cell](), 0
    for line in lines:
        if times and _TIME.fullmatch(view.s, line.start, line.end):
            told.append(Cell(times[0], line.start, line.end))
        elif bodies:
            told.append(Cell(bodies[min(named, len(bodies) - 1)], line.start, line.end))
            named += 1
    return told
