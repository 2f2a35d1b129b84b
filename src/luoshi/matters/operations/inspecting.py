"""Inspections: planned, approved, carried out, concluded, fed back, and their problems followed as matters (Decree 733, articles 11–18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import journal_value, record
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Inspection, InspectionKind, InspectionState, Matter, Problem, Site, Source
from luoshi.matters.operations.entering import Entered, Paper, enter
from luoshi.workdays import office_date

S = InspectionState
_PLAN = ("title", "kind", "content", "object", "scope", "basis", "starts_on", "ends_on")
_NEEDED = {
    "title": "请填写督查名称。",
    "content": "请写明督查内容。",
    "object": "请写明督查对象。",
    "scope": "请写明督查范围。",
    "basis": "请写明依据，例如年度督查计划、领导批示。",
}
"""What a plan must state (Decree 733, article 15), with the sentence for whoever leaves it empty."""
_OPEN = (S.DRAFTED, S.APPROVED, S.UNDER_WAY)
_CARRIED_OUT = (S.UNDER_WAY, S.CONCLUDED, S.FED_BACK, S.RECTIFYING)
SOURCES = (Source.INSPECTION, Source.UPPER)
"""Where a matter that follows a problem may come from: the office's own inspection, or a superior's."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit that is planned."""

    body: Body
    planned_on: dt.date
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem as it was found."""

    words: str
    body: Body | None = None
    due_on: dt.date | None = None


@operation("inspections.plan")
def plan_inspection(
    office: Office, *, by: Acting, at: dt.datetime, plan: InspectionPlan, visits: Sequence[Visit] = (), token: str = ""
) -> Inspection:
    """Draft an inspection with the visits it plans; the head of the government approves it later."""
    require_keeper(by, office.pk)
    _refuse_unready(office, plan, visits)
    row = Inspection(office=office, **{name: getattr(plan, name) for name in _PLAN})
    data = {name: [None, journal_value(row, name)] for name in ("office", *_PLAN)}
    record(row, "inspection.planned", {**data, "sites": [None, [_told(each) for each in visits]]}, by=by, at=at)
    _add(row, visits)
    return row


def _add(row: Inspection, visits: Sequence[Visit]) -> None:
    Site.objects.bulk_create(
        Site(inspection=row, body=each.body, place=each.place.strip()[:80], planned_on=each.planned_on)
        for each in visits
    )


def _told(visit: Visit) -> dict[str, str]:
    return {"body": visit.body.ref, "place": visit.place.strip()[:80], "planned_on": visit.planned_on.isoformat()}


def _refuse_unready(office: Office, plan: InspectionPlan, visits: Sequence[Visit]) -> None:
    for name, sentence in _NEEDED.items():
        if not str(getattr(plan, name)).strip():
            raise Refused(sentence, field=name)
    if plan.kind not in InspectionKind.values:
        raise Refused("请从列表中选择督查类型。", field="kind")
    if plan.ends_on < plan.starts_on:
        raise Refused("结束日期不能早于开始日期。", field="ends_on")
    if any(each.body.office_id != office.pk for each in visits):
        raise Unseen


@operation("inspections.add_visits")
def add_visits(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    visits: Sequence[Visit],
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Plan more visits while the inspection is not concluded."""
    _require(row, by, _OPEN, "增加点位")
    if not visits:
        raise Refused("请写明去哪个单位、哪一天。", field="body")
    if any(each.body.office_id != row.office_id for each in visits):
        raise Unseen
    _add(row, visits)
    record(row, "inspection.visits_added", {"added": [_named(each) for each in visits]}, by=by, at=at)
    return row


def _named(visit: Visit) -> dict[str, str]:
    return {**_told(visit), "body_name": str(visit.body)}


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
    _require(row, by, (S.DRAFTED,), "批准")
    if not approved_by.strip():
        raise Refused("请填写批准人，例如“市长”。", field="approved_by")
    _refuse_future(approved_on, at, "approved_on", "批准日期")
    values = {"state": S.APPROVED, "approved_by": approved_by.strip()[:60], "approved_on": approved_on}
    return _change(row, "inspection.approved", values, by=by, at=at)


@operation("inspections.visit")
def visit(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    site: int,
    visited_on: dt.date,
    visited_by: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Note that a site was visited; only an approved inspection visits anybody."""
    _require(row, by, (S.APPROVED, S.UNDER_WAY), "记录到访")
    place = Site.objects.select_for_update(of=("self",)).filter(inspection=row, pk=site).select_related("body").first()
    if place is None:
        raise Unseen
    if place.visited_on is not None:
        raise Refused(f"“{place.body}”这个点位已记录在 {place.visited_on} 到访。请刷新页面。")
    _refuse_future(visited_on, at, "visited_on", "到访日期")
    if not visited_by.strip():
        raise Refused("请写明谁去的。", field="visited_by")
    place.visited_on, place.visited_by = visited_on, visited_by.strip()[:80]
    place.save(update_fields=["visited_on", "visited_by"])
    told = {"body": place.body.ref, "body_name": str(place.body), "on": visited_on, "who": place.visited_by}
    return _change(row, "inspection.visited", {"state": S.UNDER_WAY}, by=by, at=at, more={"visit": told})


@operation("inspections.note_problems")
def note_problems(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    findings: Sequence[Finding],
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Put problems on the list, in their order."""
    _require(row, by, _CARRIED_OUT, "登记问题")
    found = [each for each in findings if each.words.strip()]
    if not found:
        raise Refused("请写明发现了什么问题。", field="words")
    if any(each.body is not None and each.body.office_id != row.office_id for each in found):
        raise Unseen
    count = row.problems.count()
    Problem.objects.bulk_create(
        Problem(inspection=row, words=each.words.strip(), body=each.body, due_on=each.due_on, position=position)
        for position, each in enumerate(found, start=count + 1)
    )
    told = [{"words": each.words.strip(), "body_name": str(each.body or ""), "due_on": each.due_on} for each in found]
    record(row, "inspection.problems_noted", {"problems": told}, by=by, at=at)
    return row


@operation("inspections.conclude")
def conclude(
    row: Inspection, *, by: Acting, at: dt.datetime, conclusion: str, token: str = "", seen_seq: int | None = None
) -> Inspection:
    """The written conclusion, with facts and evidence (Decree 733, article 16)."""
    _require(row, by, (S.UNDER_WAY,), "形成结论")
    if not conclusion.strip():
        raise Refused("请写明督查结论：事实、依据和意见。", field="conclusion")
    values = {"state": S.CONCLUDED, "conclusion": conclusion.strip()}
    return _change(row, "inspection.concluded", values, by=by, at=at)


@operation("inspections.feed_back")
def feed_back(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    to: str,
    on: dt.date,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Note that the conclusion went back to whom it is about; from that day on a review may be asked for (article 17)."""
    _require(row, by, (S.CONCLUDED,), "反馈结论")
    if not to.strip():
        raise Refused("请写明反馈给了谁。", field="to")
    _refuse_future(on, at, "on", "反馈日期")
    values = {"state": S.FED_BACK, "fed_back_to": to.strip()[:200], "fed_back_on": on}
    return _change(row, "inspection.fed_back", values, by=by, at=at)


@operation("inspections.follow")
def follow(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    problems: Sequence[int],
    source: str = Source.INSPECTION,
    token: str = "",
    seen_seq: int | None = None,
) -> list[Matter]:
    """Make matters of problems, so that each is followed to its end; what has its matter already is refused."""
    _require(row, by, _CARRIED_OUT, "转为督办事项")
    if source not in SOURCES:
        raise Refused("请选择来源：实地督查或上级督查反馈。", field="source")
    rows = list(row.problems.filter(pk__in=problems).select_related("body"))
    if not rows or len(rows) != len(set(problems)):
        raise Refused("请勾选要转为督办事项的问题。", field="problem")
    if any(each.matter_id is not None for each in rows):
        raise Refused("勾选的问题里有的已经转为督办事项。请刷新页面后重新勾选。", field="problem")
    entered = [Entered(words=each.words, lead=each.body, due_on=each.due_on) for each in rows]
    made = enter(row.office, by=by, at=at, paper=Paper(source=source, paper=row.title), entered=entered)
    for problem, matter in zip(rows, made, strict=True):
        problem.matter = matter
        problem.save(update_fields=["matter"])
    values = {"state": S.RECTIFYING} if row.state == S.FED_BACK else {}
    followed = [matter.ref for matter in made]
    _change(row, "inspection.followed", values, by=by, at=at, more={"matters": followed})
    return made


def _require(row: Inspection, by: Acting, states: Sequence[InspectionState], verb: str) -> None:
    require_keeper(by, row.office_id)
    if row.state not in states:
        raise Refused(f"这次督查现在是“{row.get_state_display()}”，不能{verb}。请刷新页面，看清现在的进度再办。")


def _refuse_future(day: dt.date, at: dt.datetime, field: str, label: str) -> None:
    if day > office_date(at):
        raise Refused(f"{label}不能晚于今天。", field=field)


def _change(
    row: Inspection,
    kind: str,
    values: Mapping[str, Any],
    *,
    by: Acting,
    at: dt.datetime,
    more: Mapping[str, Any] | None = None,
) -> Inspection:
    before = {name: journal_value(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    changed = {name: [old, new] for name, old in before.items() if (new := journal_value(row, name)) != old}
    record(row, kind, {**changed, **(more or {})}, by=by, at=at, save=tuple(changed))
    return row
