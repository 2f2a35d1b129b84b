"""Tables: a table of tasks becomes one line a row, its duties in brackets behind their column's name; any other keeps its cells apart by tabs.

``序号 | 任务 | 牵头单位 | 完成时限`` / ``1 | 修订方案 | 市水利局 | 6月底前`` reads ``1.修订方案（牵头单位：市水利局；完成时限：6月底前）。``,
the wording that minutes use themselves, so that the same rules read both. Places name table, row and column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from jiyao.intake.composing import Composition

Part: TypeAlias = Literal["number", "task", "duty", "other"]
Row: TypeAlias = Sequence[str]

_HEADER_ROWS = 12
_NUMBER = re.compile(r"序号|编号|项目?号|No\.?", re.IGNORECASE)
_DUTY = re.compile(
    r"(?:牵头|主办|主责|责任|承办|落实|配合|协办|协助|参与|分管|包保|挂钩|联系)(?:市|县|区|州)?(?:领导|单位|部门|科室|处室|股室|人|主体)|(?:完成|办结|办理|时间)?(?:时限|期限|时间(?:节点)?)|完成日期"
)
_TASK = re.compile(r"事项|任务|内容|措施|工作|要求|目标|问题|项目|议题|举措")
_PARTED = re.compile(r"单位|部门|领导|责任|分工|牵头|配合|主办|协办|时限|时间|期限")
_ROLE = re.compile(r"牵头|主办|主责|配合|协办|协助|参与")
_LONGEST_TITLE = 24
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[.、．]?")
_SENTENCE = frozenset("。；，！？")
_ENDS = "。；;，, \t\u3000"


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
        titles = _titles(row)
        if not _may_be_titles(titles):
            continue
        below = _titles(rows[number + 1]) if number + 1 < len(rows) else ()
        for lines, each in ((2, _two_rows(titles, below)), (1, titles)):
            parts = tuple(_part(title) for title in each)
            if "task" in parts and "duty" in parts:
                return Header(number + lines - 1, each, parts, lines)
    return None


def _titles(row: Row) -> tuple[str, ...]:
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


def _part(title: str) -> Part:
    if _NUMBER.fullmatch(title):
        return "number"
    if _DUTY.search(title):
        return "duty"
    return "task" if _TASK.search(title) else "other"


def compose(rows: Sequence[Row], into: Composition, *, label: str, pages: Sequence[int] = ()) -> None:
    """Add a table to a text. ``label`` names it in places: ``表1``, ``工作表“任务”``; ``pages`` are those of its rows."""
    header = header_of(rows)
    places = [f"{label} 第{number}行" for number in range(1, len(rows) + 1)]
    if pages:
        places = [f"第{page}页 {place}" for page, place in zip(pages, places, strict=True)]
    if header is None:
        for place, row in zip(places, rows, strict=True):
            into.here(place)
            into.line("\t".join(_flat(cell) for cell in row).strip("\t"))
        return
    into.is_task_table = True
    for at, (place, row) in enumerate(zip(places, rows, strict=True)):
        if header.first <= at <= header.row or _titles(row) == header.titles or not any(_titles(row)):
            continue
        if at < header.first or _is_heading(row):
            into.here(place)
            into.line(_flat("".join(dict.fromkeys(cell for cell in row if cell.strip()))))
        else:
            _task(row, header, into, place)


def _is_heading(row: Row) -> bool:
    """A row of one cell, or one cell merged over all: 一、重点项目."""
    return len({cell.strip() for cell in row if cell.strip()}) == 1


def _task(row: Row, header: Header, into: Composition, place: str) -> None:
    cells = [
        (title, part, _flat(cell).strip(_ENDS))
        for title, part, cell in zip(header.titles, header.parts, row, strict=False)
        if cell.strip()
    ]
    opened = False
    for title, _, words in [cell for cell in cells if cell[1] == "number"]:
        into.here(f"{place} {title}")
        into.add(words if not _NUMBERED.fullmatch(words) or words[-1] in "）).、．" else f"{words}.")
    for title, _, words in [cell for cell in cells if cell[1] == "task"]:
        into.here(f"{place} {title}")
        into.add(f"：{words}" if opened else words)
        opened = True
    duties = [cell for cell in cells if cell[1] in {"duty", "other"}]
    for at, (title, _, words) in enumerate(duties):
        into.here(f"{place} {title}")
        into.add(f"{'；' if at else '（'}{title}：{words}" if title else f"{'；' if at else '（'}{words}")
    into.add(f"{'）' if duties else ''}。\n")


def _flat(cell: str) -> str:
    """A cell on one line: lists inside it (县教育局⏎县财政局) keep their items apart."""
    lines = [" ".join(line.split()) for line in cell.splitlines()]
    kept = [line for line in lines if line]
    short = all(len(line) <= 16 and line[-1] not in "，。；、：" for line in kept)
    return "、".join(kept) if short else "".join(kept)
