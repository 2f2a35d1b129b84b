"""The list as a file: exactly the rows that the filter leaves, in the columns of the 责任分解表."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from luoshi.documents.tables import TableRow, TaskTable
from luoshi.files.models import Confidentiality
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.access import audience_of
from luoshi.matters.listing.filters import ListFilter
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.listing.page import last_said, loaded
from luoshi.matters.models import Place
from luoshi.matters.rows import leader_names, table_row

LIMIT = 3_000
"""Rows of one file; what a person can still work with in a workbook."""
_AT_A_TIME = 500


def listed_pks(form: ListFilter, *, acting: Acting, on: dt.date) -> list[int]:
    """The matters that are asked for, in their order. Refused above ``LIMIT``."""
    several = len(audience_of(acting)) > 1
    found = stretch(form.chosen(acting, on), ORDERS[form.order_name], size=LIMIT, several=several)
    if found.has_after:
        raise Refused(f"符合条件的超过 {LIMIT} 件。请先按会议、单位或年度缩小范围，再导出。")
    return found.pks


def exported(pks: list[int], *, on: dt.date, conditions: str) -> TaskTable:
    """The table of these matters. Refused where there is none."""
    if not pks:
        raise Refused("没有符合条件的事项可以导出。请调整筛选条件。")
    marked = labels(pks)
    rows: list[TableRow] = []
    for start in range(0, len(pks), _AT_A_TIME):
        matters = loaded(pks[start : start + _AT_A_TIME])
        leaders = leader_names(matters, on=on)
        for matter in matters:
            row = table_row(matter, len(rows) + 1, last_said=last_said(matter), leaders=leaders, on=on)
            rows.append(_labelled(row, marked.get(matter.pk)))
    heads = [f"{on.year}年{on.month}月{on.day}日导出　{conditions}".strip("　")]
    if marked:
        heads.append("备注栏标有“内部”“工作秘密”的事项出自内部文件，不得公开，不得通过互联网传送。")
    return TaskTable("督办事项清单", tuple(heads), (), tuple(rows))


def labels(pks: list[int]) -> dict[int, str]:
    """The labels of the papers that matters stand in; the strictest one where there are several."""
    rows = Place.objects.filter(matter__in=pks).exclude(document__file__label=Confidentiality.NONE)
    found: dict[int, str] = {}
    for pk, label in rows.values_list("matter", "document__file__label"):
        if found.get(pk) != Confidentiality.WORK_SECRET:
            found[pk] = label
    return found


def _labelled(row: TableRow, label: str | None) -> TableRow:
    if label is None:
        return row
    return replace(row, remark="；".join(filter(None, (Confidentiality(label).label, row.remark))))
