"""Where a matter stands, in the words of the bulletins (通报): computed on a day, never stored."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, OuterRef, Subquery, When

from luoshi.matters.lamps import Lamp, lamp
from luoshi.matters.models import Matter, MatterState, Report, SaidState, Sort
from luoshi.matters.models.matter import DONE, ON_THE_DOCKET, MatterQuerySet

_AT_WORK = (MatterState.UNDER_WAY, MatterState.IN_REVIEW)
_COLOURS = {
    Lamp.GREEN: "green",
    Lamp.YELLOW: "yellow",
    Lamp.RED: "red",
    Lamp.NONE: "grey",
    Lamp.DONE: "blue",
    Lamp.OFF: "grey",
}


def with_last_said(matters: MatterQuerySet) -> MatterQuerySet:
    """The matters with ``last_said``: what the newest report that says anything of the state says, ``None`` where there is none."""
    reports = Report.objects.filter(matter=OuterRef("pk")).exclude(said="").order_by("-id")
    return matters.annotate(last_said=Subquery(reports.values("said")[:1]))


def told_of_state() -> Case:
    """What ``last_said`` is where it decides anything, else nothing: the newest report is looked up only for what is being worked on."""
    reports = Report.objects.filter(matter=OuterRef("pk")).exclude(said="").order_by("-id")
    return Case(When(state__in=_AT_WORK, then=Subquery(reports.values("said")[:1])), default=None)


def bulletin_state(matter: Matter, *, last_said: str | None, on: dt.date) -> SaidState | None:
    """What a bulletin of a day says of a matter; ``None`` for what is not on the docket.

    A report's word decides only between 正常推进 and 进展滞后, and an overdue matter is 滞后 whatever was reported: 办结 and 暂缓 are
    the supervision office's to say.
    """
    if matter.state not in ON_THE_DOCKET:
        return None
    if matter.state in DONE:
        return SaidState.DONE
    if matter.state in (MatterState.SUSPENDED, MatterState.ENDED):
        return SaidState.SUSPENDED
    if matter.state == MatterState.STANDING or matter.sort == Sort.STANDING:
        return SaidState.STANDING
    if matter.state not in _AT_WORK:
        return SaidState.NOT_STARTED
    late = last_said == SaidState.BEHIND or lamp(matter, on=on) == Lamp.RED
    return SaidState.BEHIND if late else SaidState.ON_TRACK


def lamp_words(matter: Matter, *, on: dt.date) -> tuple[str, str]:
    """Colour and word of a matter's lamp for the component ``lamp.html``: how many days are left, or how long it is overdue."""
    lit = lamp(matter, on=on)
    if lit in (Lamp.DONE, Lamp.NONE, Lamp.OFF) or matter.due_on is None:
        return _COLOURS[lit], lit.value
    days = (matter.due_on - on).days
    if lit == Lamp.RED:
        return _COLOURS[lit], f"逾期 {-days} 天"
    if lit == Lamp.YELLOW:
        return _COLOURS[lit], f"还剩 {days} 天" if days else "今天到期"
    return _COLOURS[lit], lit.value
