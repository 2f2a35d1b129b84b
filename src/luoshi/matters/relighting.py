"""When the rules of reminding or of lamps change: the days on which the lamps change are computed anew, on the day from which it holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from luoshi.bodies.models import Office
from luoshi.jobs.queue import enqueue
from luoshi.jobs.registry import Run, handler
from luoshi.journal.acting import Acting
from luoshi.matters.lamps import RULES
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.models.matter import DONE
from luoshi.matters.operations.relighting import relight
from luoshi.rulebook.signals import rule_changed
from luoshi.workdays.moments import OFFICE_ZONE

JOB = "matters.relight"
AT_A_TIME = 500
"""Matters that one run of the job looks at; the next ones are a job of their own."""
_ONE_DAY = dt.timedelta(days=1)
_LAMP_STAYS = (*DONE, MatterState.ENDED, MatterState.MERGED)


@receiver(rule_changed)
def order_relighting(
    *, office: Office, key: str, first: dt.date, last: dt.date | None, at: dt.datetime, **_: object
) -> None:
    """Have the lamps computed in the morning from which another rule holds, and again when it ends."""
    if key not in RULES:
        return
    for day in (first, *([last + _ONE_DAY] if last is not None else [])):
        morning = dt.datetime.combine(day, dt.time.min, OFFICE_ZONE)
        name = f"{office.pk}:{key}:{day}:{at.isoformat()}"
        enqueue(JOB, {"round": name, "after": 0}, key=name, at=at, run_after=max(at, morning), office=office.pk)


@handler(JOB, "重新计算亮灯日期")
def relight_matters(payload: dict[str, Any], run: Run) -> None:
    """Compute the lamps of an office and of those below it, by the rules that hold when the job runs."""
    heirs = [office.pk for office in Office.objects.all() if run.office in {above.pk for above in office.line()}]
    waiting = Matter.objects.filter(office__in=heirs, due_on__isnull=False, pk__gt=payload["after"])
    rows = list(waiting.exclude(state__in=_LAMP_STAYS).order_by("pk")[:AT_A_TIME])
    for matter in rows:
        relight(matter, by=Acting.system(matter.office_id), at=run.at)
    if len(rows) == AT_A_TIME:
        left = {**payload, "after": rows[-1].pk}
        enqueue(JOB, left, key=f"{left['round']}:{left['after']}", at=run.at, office=run.office)
