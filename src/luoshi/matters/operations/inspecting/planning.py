"""The plan of an inspection: drafted, approved, corrected, called off (Decree 733, articles 11 and 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import journal_value, record
from luoshi.journal.refusal import Refused
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Inspection, InspectionKind, InspectionState
from luoshi.matters.operations.inspecting.changing import NOT_OVER, OPEN, change, reason, refuse_future, require
from luoshi.matters.operations.inspecting.visiting import Visit, add, refuse_foreign, told
from luoshi.workdays import office_date

S = InspectionState
PLAN = ("title", "kind", "content", "object", "scope", "basis", "starts_on", "ends_on")
CORRECTABLE = (*PLAN, "approved_by", "approved_on", "fed_back_to", "fed_back_on", "conclusion")
"""What may be corrected once it is written; of what is not written yet nothing can be wrong."""
_NEEDED = {
    "title": "请填写督查名称。",
    "content": "请写明督查内容。",
    "object": "请写明督查对象。",
    "scope": "请写明督查范围。",
    "basis": "请写明依据，例如年度督查计划、领导批示。",
    "approved_by": "请填写批准人，例如“市长”。",
    "approved_on": "请填写批准日期。",
    "fed_back_to": "请写明反馈给了谁。",
    "fed_back_on": "请填写反馈日期。",
    "conclusion": "请写明督查结论：事实、依据和意见。",
}
"""What must be stated (of a plan: Decree 733, article 15), with the sentence for whoever leaves it empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPlan:
    """What a plan states."""

    title: str
    content: str
    object: str
    scope: str
    basis: str
    starts_on: dt.date
    ends_on: dt.date
    kind: str = InspectionKind.SPECIAL


@operation("inspections.plan")
def plan_inspection(
    office: Office, *, by: Acting, at: dt.datetime, plan: InspectionPlan, visits: Sequence[Visit] = (), token: str = ""
) -> Inspection:
    """Draft an inspection with the visits it plans; the head of the government approves it later."""
    require_keeper(by, office.pk)
    row = Inspection(office=office, **{name: getattr(plan, name) for name in PLAN})
    _refuse_unready(row, PLAN, at)
    refuse_foreign(office, visits)
    data = {name: [None, journal_value(row, name)] for name in ("office", *PLAN)}
    record(row, "inspection.planned", {**data, "sites": [None, [told(each) for each in visits]]}, by=by, at=at)
    add(row, visits)
    return row


def _refuse_unready(row: Inspection, names: Sequence[str], at: dt.datetime) -> None:
    """Raise ``Refused`` where one of the fields named is empty or cannot be."""
    for name in names:
        if name in _NEEDED and not str(getattr(row, name) or "").strip():
            raise Refused(_NEEDED[name], field=name)
    if row.kind not in InspectionKind.values:
        raise Refused("请从列表中选择督查类型。", field="kind")
    if row.ends_on < row.starts_on:
        raise Refused("结束日期不能早于开始日期。", field="ends_on")
    for name, label in (("approved_on", "批准日期"), ("fed_back_on", "反馈日期")):
        if name in names:
            refuse_future(getattr(row, name), at, name, label)


@operation("inspections.approve")
def approve(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    approved_by: str,
    approved_on: dt.date,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Note who approved the plan and when, as on the paper."""
    require(row, by, (S.DRAFTED,), "批准")
    if not approved_by.strip():
        raise Refused(_NEEDED["approved_by"], field="approved_by")
    refuse_future(approved_on, at, "approved_on", "批准日期")
    values = {"state": S.APPROVED, "approved_by": approved_by.strip()[:60], "approved_on": approved_on}
    return change(row, "inspection.approved", values, by=by, at=at)


def correctable(row: Inspection) -> list[str]:
    """The fields that may be corrected now: what is written; the conclusion only until it is fed back, then by a review (申请复核)."""
    return [
        name
        for name in CORRECTABLE
        if (name in PLAN or getattr(row, name)) and not (name == "conclusion" and row.fed_back_on)
    ]


@operation("inspections.correct")
def correct(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, Any],
    because: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Correct what was entered wrongly. What was approved is corrected with a reason; a draft may simply be written anew."""
    require(row, by, NOT_OVER, "更正")
    if unknown := set(values) - set(correctable(row)):
        msg = f"not to be corrected now: {sorted(unknown)}"
        raise ValueError(msg)
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if all(getattr(row, name) == value for name, value in wanted.items()):
        raise Refused("没有改动。请改好以后再保存，或者返回。")
    why = because.strip()[:200]
    if row.state != S.DRAFTED:
        why = reason(because, "方案已经批准。请写明原来错在哪里、依据是什么。")
    tried = Inspection(**{name: wanted.get(name, getattr(row, name)) for name in CORRECTABLE})
    _refuse_unready(tried, list(wanted), at)
    return change(row, "inspection.corrected", wanted, by=by, at=at, more={"because": why})


@operation("inspections.cancel")
def cancel(
    row: Inspection, *, by: Acting, at: dt.datetime, because: str, token: str = "", seen_seq: int | None = None
) -> Inspection:
    """Call an inspection off before it is concluded; visits that were made stay counted, those planned no longer are."""
    require(row, by, OPEN, "取消")
    if row.problems.standing().filter(matter__isnull=False).exists():
        raise Refused("已有问题转为督办事项，不能取消。请形成结论、反馈后再结束。")
    why = reason(because, "请写明为什么取消、谁定的。")
    values = {"state": S.CANCELLED, "closed_on": office_date(at), "last_words": why}
    return change(row, "inspection.cancelled", values, by=by, at=at)
