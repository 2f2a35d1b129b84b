"""立项: one approval for a batch, and the numbers the matters go by from then on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.life import Act, step
from luoshi.matters.models import Batch, Counter, Matter, Sort
from luoshi.matters.operations.changing import change
from luoshi.meetings.models import Meeting, MeetingKind
from luoshi.workdays import office_date


@operation("matters.docket")
def docket(
    meeting: Meeting,
    *,
    by: Acting,
    at: dt.datetime,
    matters: Sequence[Matter],
    approved_by: str,
    approved_on: dt.date,
    basis: str = "",
    token: str = "",
) -> Batch:
    """Put proposals on the docket under one approval, in the order of the text. All of them or none."""
    require_keeper(by, meeting.office_id)
    rows = _locked(matters)
    _refuse_unready(meeting, rows, approved_by, approved_on, office_date(at))
    who, why = approved_by.strip()[:60], basis.strip()[:120]
    batch = Batch(office=meeting.office, meeting=meeting, approved_by=who, approved_on=approved_on, basis=why)
    found(batch, "batch.approved", ("office", "meeting", "approved_by", "approved_on", "basis"), by=by, at=at)
    series, year = series_of(meeting), _year(meeting, approved_on)
    first = _taken(meeting, series, year, len(rows))
    for matter, given in zip(rows, _numbers(meeting, series, year, first, len(rows)), strict=True):
        values = {
            "state": step(matter.state, Act.DOCKET),
            "batch": batch,
            "docketed_on": approved_on,
            "series": series,
            "year": year,
            "number": given.number,
            "code": given.code,
            "spoken": given.spoken,
        }
        change(matter, "matter.docketed", values, by=by, at=at)
    return batch


@dataclass(frozen=True, slots=True)
class Number:
    """What a matter goes by: its number in the series of the year, the code on paper, and what people say (常务会47-03)."""

    number: int
    code: str
    spoken: str


def numbers_to_come(meeting: Meeting, count: int, approved_on: dt.date) -> list[Number]:
    """The numbers that so many matters would get if they were docketed now, for a preview; none is taken."""
    series, year = series_of(meeting), _year(meeting, approved_on)
    counter = Counter.objects.filter(office=meeting.office, series=series, year=year).first()
    return _numbers(meeting, series, year, counter.last + 1 if counter else 1, count)


def _numbers(meeting: Meeting, series: str, year: int, first: int, count: int) -> list[Number]:
    spoken = meeting.matters.filter(number__isnull=False).count()
    return [
        Number(first + at, f"{series}〔{year}〕{first + at}号", f"{meeting.short_name}-{spoken + at + 1:02d}")
        for at in range(count)
    ]


def _year(meeting: Meeting, approved_on: dt.date) -> int:
    return meeting.held_on.year if meeting.held_on else approved_on.year


def series_of(meeting: Meeting) -> str:
    """The series in which matters of such a meeting are numbered: 常务会, 专题会 …"""
    return MeetingKind(meeting.kind).short


def _refuse_unready(
    meeting: Meeting, rows: Sequence[Matter], approved_by: str, approved_on: dt.date, today: dt.date
) -> None:
    if not rows:
        raise Refused("还没有勾选要立项的事项。")
    if any(row.meeting_id != meeting.pk for row in rows):
        raise Unseen
    for row in rows:
        step(row.state, Act.DOCKET)
    if any(row.sort == Sort.GENERAL for row in rows):
        raise Refused("勾选的事项里有“面上要求”。它们写进通知，不单独立项；确需立项的，请先改为具体事项。")
    without = [row for row in rows if row.lead_id is None]
    if without:
        shown = "；".join(f"“{row.words[:18]}…”" for row in without[:3])
        raise Refused(f"有 {len(without)} 件还没有明确牵头单位：{shown}。请填写或采用建议后再立项。")
    if not approved_by.strip():
        raise Refused("请填写批准人，例如“市政府秘书长”。", field="approved_by")
    if approved_on > today:
        raise Refused("批准日期不能晚于今天。", field="approved_on")


def _taken(meeting: Meeting, series: str, year: int, count: int) -> int:
    """Take the next numbers of a series; the counter stays locked until they are written."""
    Counter.objects.get_or_create(office=meeting.office, series=series, year=year)
    counter = Counter.objects.select_for_update().get(office=meeting.office, series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return first


def _locked(matters: Sequence[Matter]) -> list[Matter]:
    """The rows as they are now, locked until the operation ends, in the order of the text."""
    rows = Matter.objects.select_for_update(of=("self",)).filter(pk__in=[matter.pk for matter in matters])
    return sorted(rows.select_related("office", "lead", "leader"), key=lambda matter: (matter.position, matter.pk))
