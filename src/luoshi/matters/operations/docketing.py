"""立项: one approval for a batch, and the numbers the matters go by from then on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.life import Act, step
from luoshi.matters.models import Batch, Counter, Matter, Sort, Source
from luoshi.matters.operations.advancing import advance, life_of
from luoshi.meetings.models import Meeting, MeetingKind
from luoshi.workdays import office_date


@operation("matters.docket")
def docket(
    held: Meeting | Office,
    *,
    by: Acting,
    at: dt.datetime,
    matters: Sequence[Matter],
    approved_by: str,
    approved_on: dt.date,
    basis: str = "",
    token: str = "",
) -> Batch:
    """Put proposals of a meeting, or of one other source of the office, on the docket under one approval. All of them or none."""
    office = office_of(held)
    require_keeper(by, office.pk)
    rows = _locked(matters)
    _refuse_unready(held, rows, approved_by, approved_on, office_date(at))
    who, why = approved_by.strip()[:60], basis.strip()[:120]
    meeting = held if isinstance(held, Meeting) else None
    batch = Batch(office=office, meeting=meeting, approved_by=who, approved_on=approved_on, basis=why)
    found(batch, "batch.approved", ("office", "meeting", "approved_by", "approved_on", "basis"), by=by, at=at)
    for matter, given in zip(rows, _taken(held, rows, approved_on), strict=True):
        values = {
            "batch": batch,
            "docketed_on": approved_on,
            "series": given.series,
            "year": given.year,
            "number": given.number,
            "code": given.code,
            "spoken": given.spoken,
        }
        advance(matter, Act.DOCKET, "matter.docketed", by=by, at=at, values=values)
    return batch


def office_of(held: Meeting | Office) -> Office:
    """The office of a meeting; an office is its own."""
    return held.office if isinstance(held, Meeting) else held


def belongs_to(matter: Matter, held: Meeting | Office) -> bool:
    """Whether a matter is of this meeting, or of the office's matters that come from no meeting."""
    if isinstance(held, Meeting):
        return matter.meeting_id == held.pk
    return matter.meeting_id is None and matter.office_id == held.pk


@dataclass(frozen=True, slots=True)
class Number:
    """What a matter goes by: its number in the series of the year, the code on paper, and what people say (常务会47-03)."""

    series: str
    year: int
    number: int
    code: str
    spoken: str


def numbers_to_come(meeting: Meeting, count: int, approved_on: dt.date) -> list[Number]:
    """The numbers that so many matters would get if they were docketed now, for a preview; none is taken."""
    series, year = series_of(meeting), _year(meeting, approved_on)
    counter = Counter.objects.filter(office=meeting.office, series=series, year=year).first()
    return _numbers(meeting, series, year, counter.last + 1 if counter else 1, count)


def _numbers(held: Meeting | Office, series: str, year: int, first: int, count: int) -> list[Number]:
    """Matters of a meeting are spoken of by the meeting, others by series and year."""
    spoken = held.matters.filter(number__isnull=False).count() + 1 if isinstance(held, Meeting) else first
    name = held.short_name if isinstance(held, Meeting) else f"{series}{year}"
    return [
        Number(series, year, first + at, f"{series}〔{year}〕{first + at}号", f"{name}-{spoken + at:02d}")
        for at in range(count)
    ]


def _year(held: Meeting | Office, approved_on: dt.date) -> int:
    return held.held_on.year if isinstance(held, Meeting) and held.held_on else approved_on.year


def series_of(held: Meeting | Office, source: str = Source.MEETING) -> str:
    """The series in which matters are numbered: 常务会, 专题会 …, or where they come from no meeting their source."""
    return MeetingKind(held.kind).short if isinstance(held, Meeting) else Source(source).label


def _refuse_unready(
    held: Meeting | Office, rows: Sequence[Matter], approved_by: str, approved_on: dt.date, today: dt.date
) -> None:
    if not rows:
        raise Refused("还没有勾选要立项的事项。")
    if any(not belongs_to(row, held) for row in rows):
        raise Unseen
    if len({row.source for row in rows}) > 1:
        raise Refused("勾选的事项来源不同，编号不在一个系列里。请按来源分别立项。")
    for row in rows:
        step(life_of(row), Act.DOCKET)
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


def _taken(held: Meeting | Office, rows: Sequence[Matter], approved_on: dt.date) -> list[Number]:
    """Take the next numbers of a series; the counter stays locked until they are written."""
    office, series, year = office_of(held), series_of(held, rows[0].source), _year(held, approved_on)
    Counter.objects.get_or_create(office=office, series=series, year=year)
    counter = Counter.objects.select_for_update().get(office=office, series=series, year=year)
    numbers = _numbers(held, series, year, counter.last + 1, len(rows))
    counter.last += len(rows)
    counter.save(update_fields=["last"])
    return numbers


def _locked(matters: Sequence[Matter]) -> list[Matter]:
    """The rows as they are now, locked until the operation ends, in the order of the text."""
    rows = Matter.objects.select_for_update(of=("self",)).filter(pk__in=[matter.pk for matter in matters])
    return sorted(rows.select_related("office", "lead", "leader"), key=lambda matter: (matter.position, matter.pk))
