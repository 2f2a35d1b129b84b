"""Ledgers as offices keep them, for tests: workbooks with a title, sections, merged cells, headers of their own wording."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEAD = (
    "序号",
    "任务来源",
    "工作任务",
    "责任领导",
    "责任单位",
    "完成时限",
    "目前进展情况",
    "存在的困难",
    "是否办结",
    "责任人",
)
ROWS: tuple[tuple[str | int | None, ...], ...] = (
    (
        1,
        "第47次常务会",
        "排查全市小型水库隐患",
        None,
        "市水务局",
        "2026.6.30",
        "已排查 12 座。",
        "资金不足",
        "未办结",
        "何山",
    ),
    (2, "省政府督查反馈", "修订防汛应急预案", None, "市水务局、市教育局", "年底前", "已印发。", None, "已办结", "何山"),
    (3, "领导批示", "落实校园周边整治", None, "市城管大队", "长期", "坚持每周巡查。", None, "长期坚持", None),
)


def workbook(
    rows: Sequence[Sequence[str | int | None]] = ROWS,
    *,
    head: Sequence[str] = HEAD,
    title: str = "2026年市政府重点工作督办台账",
    sheet: str = "督办台账",
    merged: Sequence[str] = (),
    more: dict[str, Sequence[Sequence[str | int | None]]] | None = None,
) -> bytes:
    """A workbook with a title across, the header, the rows; ``merged`` are ranges, ``more`` are further sheets."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    for name, lines in (more or {}).items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
