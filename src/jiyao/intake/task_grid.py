"""Tables: a table of tasks becomes one line a row, its duties in brackets behind their column's name; any other keeps its cells apart by tabs.

``序号 | 任务 | 牵头单位 | 完成时限`` / ``1 | 修订方案 | 市水利局 | 6月底前`` reads ``1.修订方案（牵头单位：市水利局；完成时限：6月底前）。``,
the wording that minutes use themselves, so that the same rules read both. Places name table, row and column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiyao.columns import Header, Row, header_of, titles_of
from jiyao.intake.composing import Composition

_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[.、．]?")
_ENDS = "。；;，, \t\u3000"


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
        if header.first <= at <= header.row or titles_of(row) == header.titles or not any(titles_of(row)):
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
