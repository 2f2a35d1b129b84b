"""The timetable at work: what has come round goes into the outbox, once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from luoshi.jobs.models import Schedule
from luoshi.jobs.queue import enqueue
from luoshi.jobs.registry import rounds


def plan(*, at: dt.datetime) -> None:
    """Give every round its line in the timetable and take out lines of rounds that are no more."""
    known = set(Schedule.objects.values_list("name", flat=True))
    Schedule.objects.exclude(name__in=rounds()).delete()
    for kind in rounds().keys() - known:
        Schedule.objects.get_or_create(name=kind, defaults={"next_at": rounds()[kind].times.after(at)})


def tick(*, at: dt.datetime) -> int:
    """Enqueue what has come round; returns how many. What was missed while nothing ran is made up for once, not once a time."""
    due = list(Schedule.objects.filter(next_at__lte=at, name__in=rounds()).order_by("next_at"))
    return sum(_enqueue(line, at=at) for line in due)


def _enqueue(line: Schedule, *, at: dt.datetime) -> bool:
    """Two workers that see the same line due write the same key, and only one of them moves the line on."""
    with transaction.atomic():
        mine = Schedule.objects.filter(pk=line.pk, next_at=line.next_at)
        if not mine.update(next_at=rounds()[line.name].times.after(at), last_at=at):
            return False
        job = enqueue(line.name, {}, key=f"at {line.next_at.astimezone(dt.UTC).isoformat()}", at=at)
        Schedule.objects.filter(pk=line.pk).update(last_job=job)
        return True
