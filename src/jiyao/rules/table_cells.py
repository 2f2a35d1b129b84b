"""Who does the task of a row and by when, told by the titles of a table's columns.

Reads: the cells under ``牵头单位``, ``责任领导``, ``配合单位`` … and under ``完成时限`` of a table of tasks in plain text, pasted from a sheet with its tabs or
    copied from a page one cell a line; 牵头/主办/主责 leads, 配合/协办/协助/参与 supports, other duties are listed.
Leaves alone: tables without a column of tasks and one of duties or days; cells of other columns; a day that the rules of deadlines read in its cell themselves.
Limits: a table without 序号 is seen only where tabs keep its cells apart; where one cell a line is given and cells are missing, the first body is taken
    for that of the first column of bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.cells import Cell, grid
from jiyao.finding import Finding
from jiyao.rules import due_date, due_feast, due_period, due_within, standing
from jiyao.rules.in_brackets import announced
from jiyao.text import View

RULE = "table_cells"

_LEADS, _SUPPORTS = re.compile("牵头|主办|主责|抓总"), re.compile("配合|协办|协助|参与")
_DAY = re.compile("时限|期限|时间|日期|节点")
_LABEL = "完成时限："


def read(view: View) -> Iterator[Finding]:
    """The doers and days of each row."""
    for row in grid(view).rows:
        for cell in row.duties:
            yield from _day(view, cell) if _DAY.search(cell.title) else _doers(view, cell)


def _doers(view: View, cell: Cell) -> Iterator[Finding]:
    role = "lead" if _LEADS.search(cell.title) else "support" if _SUPPORTS.search(cell.title) else "listed"
    start = cell.start
    for line in view.s[cell.start : cell.end].split("\n"):
        for left, right in announced(view, start, start + len(line)):
            yield Finding("owner", left, right, RULE, detail={"role": role}, covers=(cell.start, cell.end))
        start += len(line) + 1


def _day(view: View, cell: Cell) -> Iterator[Finding]:
    """A day that needs its column's title to be a limit: 4月30日 under 完成时限."""
    words = view.s[cell.start : cell.end]
    if next(_days(View(words)), None) is not None:
        return
    shift = cell.start - len(_LABEL)
    for found in _days(View(_LABEL + words)):
        if found.start + shift >= cell.start:
            yield found._replace(
                start=found.start + shift, end=found.end + shift, rule=RULE, covers=(cell.start, cell.end)
            )


def _days(view: View) -> Iterator[Finding]:
    for rule in (due_date, due_within, due_period, due_feast, standing):
        yield from rule.read(view)
