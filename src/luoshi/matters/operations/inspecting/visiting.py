"""The visits of an inspection: planned, made, corrected, and those that are not made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import record
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.models import Inspection, InspectionState, Site
from luoshi.matters.operations.inspecting.changing import (
    NOT_OVER,
    OPEN,
    change,
    own,
    reason,
    refuse_future,
    require,
    set_on,
)
from luoshi.workdays import office_date

S = InspectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit that is planned."""

    body: Body
    planned_on: dt.date
    place: str = ""


def add(row: Inspection, visits: Sequence[Visit]) -> None:
    """Write the sites of the visits."""
    Site.objects.bulk_create(
        Site(inspection=row, body=each.body, place=each.place.strip()[:80], planned_on=each.planned_on)
        for each in visits
    )


def told(visit: Visit) -> dict[str, str]:
    """A planned visit as the journal keeps it."""
    return {"body": visit.body.ref, "place": visit.place.strip()[:80], "planned_on": visit.planned_on.isoformat()}


def refuse_foreign(office: Office, rows: Iterable[Any]) -> None:
    """Raise ``Unseen`` where the body of a row is another office's."""
    if any(each.body is not None and each.body.office_id != office.pk for each in rows):
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
    require(row, by, OPEN, "增加点位")
    if not visits:
        raise Refused("请写明去哪个单位、哪一天。", field="body")
    refuse_foreign(row.office, visits)
    add(row, visits)
    added = [{**told(each), "body_name": str(each.body)} for each in visits]
    record(row, "inspection.visits_added", {"added": added}, by=by, at=at)
    return row


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
    require(row, by, (S.APPROVED, S.UNDER_WAY), "记录到访")
    place = own(Site.objects, row, site)
    _refuse_cancelled(place)
    if place.visited_on is not None:
        raise Refused(f"“{place.body}”这个点位已记录在 {place.visited_on} 到访。请刷新页面。")
    who = _visitors(visited_on, visited_by, at)
    place.visited_on, place.visited_by = visited_on, who
    place.save(update_fields=["visited_on", "visited_by"])
    data = {"body": place.body.ref, "body_name": str(place.body), "on": visited_on, "who": place.visited_by}
    return change(row, "inspection.visited", {"state": S.UNDER_WAY}, by=by, at=at, more={"visit": data})


def _visitors(visited_on: dt.date, visited_by: str, at: dt.datetime) -> str:
    refuse_future(visited_on, at, "visited_on", "到访日期")
    if not visited_by.strip():
        raise Refused("请写明谁去的。", field="visited_by")
    return visited_by.strip()[:80]


def _refuse_cancelled(place: Site) -> None:
    if place.cancelled_on is not None:
        raise Refused(f"“{place.body}”这个点位已取消：{place.cancelled_because}。要去的，请另外增加一处。")


@operation("inspections.correct_visit")
def correct_visit(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    site: int,
    planned: Visit,
    visited_on: dt.date | None = None,
    visited_by: str = "",
    because: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Correct a visit that was entered wrongly; without a day of visiting it was not made (yet)."""
    require(row, by, NOT_OVER, "更正点位")
    place = own(Site.objects, row, site)
    _refuse_cancelled(place)
    refuse_foreign(row.office, [planned])
    values: dict[str, Any] = {
        "body": planned.body,
        "place": planned.place.strip()[:80],
        "planned_on": planned.planned_on,
        **_made(place, visited_on, visited_by, at),
    }
    why = reason(because, "请写明原来错在哪里。")
    body = str(place.body)
    changed = set_on(place, values)
    if not changed:
        raise Refused("没有改动。请改好以后再保存，或者返回。")
    if "visited_on" in changed:
        _refuse_undoing(row)
    more = {"site": {"body_name": body, "changed": changed}, "because": why}
    return change(row, "inspection.visit_corrected", _state_after(row), by=by, at=at, more=more)


def _made(place: Site, visited_on: dt.date | None, visited_by: str, at: dt.datetime) -> Mapping[str, Any]:
    if visited_on is not None:
        if place.visited_on is None:
            raise Refused("这个点位还没有记录到访。去过了的，请在督查页上按“已去”。", field="visited_on")
        return {"visited_on": visited_on, "visited_by": _visitors(visited_on, visited_by, at)}
    return {"visited_on": None, "visited_by": ""}


def _refuse_undoing(row: Inspection) -> None:
    """A conclusion rests on visits: once it is written, at least one of them was made."""
    if row.state not in OPEN and not row.sites.standing().filter(visited_on__isnull=False).exists():
        raise Refused("结论已经形成，至少要有一处去过。请核对到访日期。", field="visited_on")


def _state_after(row: Inspection) -> dict[str, Any]:
    """Approved again where it turns out that nobody was visited yet."""
    if row.state != S.UNDER_WAY or row.sites.standing().filter(visited_on__isnull=False).exists():
        return {}
    return {"state": S.APPROVED}


@operation("inspections.cancel_visit")
def cancel_visit(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    site: int,
    because: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Strike out a visit that is not made, or that never was; it is no longer counted."""
    require(row, by, NOT_OVER, "取消点位")
    place = own(Site.objects, row, site)
    _refuse_cancelled(place)
    why = reason(because, "请写明为什么取消，例如“改由市水务局一并督查”“录错了单位”。")
    data = {"body_name": str(place.body), "visited_on": place.visited_on, "visited_by": place.visited_by}
    place.cancelled_on, place.cancelled_because = office_date(at), why
    place.save(update_fields=["cancelled_on", "cancelled_because"])
    _refuse_undoing(row)
    more = {"site": data, "because": why}
    return change(row, "inspection.visit_cancelled", _state_after(row), by=by, at=at, more=more)
