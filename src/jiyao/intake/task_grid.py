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
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[.、．]?")
_SENTENCE = frozenset("。；，！？")
_ENDS = "。；;，, \t\u3000"


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what each column is for."""

    row: int
    titles: tuple[str, ...]
    parts: tuple[Part, ...]


def header_of(rows: Sequence[Row]) -> Header | None:
    """The header of a table of tasks: a row near the top with a column of tasks and a column of duties or dates."""
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        titles = tuple("".join(cell.split()) for cell in row)
        if any(len(title) > 24 or set(title) & _SENTENCE for title in titles):
            continue
        parts = tuple(_part(title) for title in titles)
        if "task" in parts and "duty" in parts:
            return Header(number, titles, parts)
    return None


def _part(title: str) -> Part:
    if _NUMBER.fullmatch(title):
        return "number"
    if _DUTY.search(title):
        return "duty"
    return "task" if _TASK.search(title) else "other"


def compose(rows: Sequence[Row], into: Composition, *, label: str) -> None:
    """Add a table to a text. ``label`` names it in places: ``表1``, ``工作表“任务”``."""
    header = header_of(rows)
    if header is None:
        for number, row in enumerate(rows, 1):
            into.here(f"{label} 第{number}行")
            into.line("\t".join(_flat(cell) for cell in row).strip("\t"))
        return
    into.is_task_table = True
    for number, row in enumerate(rows, 1):
        if number - 1 == header.row or "".join("".join(row).split()) == "":
            continue
        if number - 1 < header.row or _is_heading(row):
            into.here(f"{label} 第{number}行")
            into.line(_flat("".join(dict.fromkeys(cell for cell in row if cell.strip()))))
        else:
            _task(row, header, into, f"{label} 第{number}行")


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
