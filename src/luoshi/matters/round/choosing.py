"""Which matters a round may ask about, and how the clerk narrows them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.life import Act, states_for
from luoshi.matters.models import Matter
from luoshi.matters.models.matter import MatterQuerySet
from luoshi.meetings.models import Meeting
from luoshi.people.models import Person

MOST = 1_000
"""Matters of one round; a year of meetings of a county has a few hundred."""
REPORTABLE = tuple(states_for(Act.REPORT))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the clerk looks at: the matters, those among them that nobody leads, and the choices of the filter."""

    matters: tuple[Matter, ...]
    without_lead: tuple[Matter, ...]
    meetings: tuple[Meeting, ...]
    bodies: tuple[Body, ...]

    @property
    def title(self) -> str:
        if not self.matters:
            return "没有要反馈的事项"
        bodies = {matter.lead_id for matter in self.matters}
        return f"{len(self.matters)} 件正在办理，分给 {len(bodies)} 家单位"


def narrowed(
    office: Office, acting: Acting, *, on: dt.date, meeting: str = "", body: str = "", days: int | None = None
) -> Narrowed:
    """The matters that may be reported on: of a meeting, led by a body, due within days (overdue ones included), or all."""
    reportable = Matter.objects.visible_to(acting).filter(state__in=REPORTABLE)
    rows = reportable
    if meeting:
        rows = rows.filter(meeting__ref=meeting)
    if body:
        rows = rows.filter(lead__ref=body)
    if days is not None:
        rows = rows.filter(due_on__lte=on + dt.timedelta(days=days))
    found = list(_loaded(rows)[: MOST + 1])
    if len(found) > MOST:
        raise Refused(f"超过 {MOST} 件。请先按会议或单位筛选，分几轮发出。")
    return Narrowed(
        tuple(matter for matter in found if matter.lead_id is not None),
        tuple(matter for matter in found if matter.lead_id is None),
        tuple(Meeting.objects.filter(office=office, pk__in=reportable.values("meeting"))),
        tuple(Body.objects.filter(office=office, pk__in=reportable.values("lead"))),
    )


def chosen(acting: Acting, refs: Collection[str]) -> list[Matter]:
    """The matters that were ticked, in the order in which they are shown; what may not be seen is left out."""
    return list(_loaded(Matter.objects.visible_to(acting).filter(ref__in=refs)))


def _loaded(rows: MatterQuerySet) -> MatterQuerySet:
    shown = rows.select_related("meeting", "lead", "leader", "office").prefetch_related("supports__body")
    return shown.order_by("meeting__held_on", "meeting_id", "position", "id")


def phone_of(acting: Acting) -> str:
    """The office telephone of whoever acts; empty where the directory has none."""
    person = Person.objects.visible_to(acting).filter(ref=acting.person).first() if acting.person else None
    return person.phone if person else ""
