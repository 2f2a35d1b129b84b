"""How the background work fares, as numbers: what waits, what is stuck, whether a worker is alive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max, Min

from luoshi.jobs.models import Job, Schedule, Worker
from luoshi.jobs.registry import handlers

SILENT_AFTER = dt.timedelta(seconds=60)
LATE_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    """Numbers of one moment. ``waiting_since`` is the moment since which the longest-waiting due job could have been done."""

    at: dt.datetime
    worker_seen_at: dt.datetime | None
    waiting: int
    waiting_since: dt.datetime | None
    stuck: int
    unknown: int
    rounds_late: int

    @property
    def worker_alive(self) -> bool:
        return self.worker_seen_at is not None and self.at - self.worker_seen_at <= SILENT_AFTER

    @property
    def late(self) -> bool:
        return self.waiting_since is not None and self.at - self.waiting_since > LATE_AFTER

    @property
    def status(self) -> Literal["ok", "attention", "down"]:
        """``down``: nothing is being done; ``attention``: something needs a person or lags behind."""
        if not self.worker_alive:
            return "down"
        return "attention" if self.stuck or self.unknown or self.late or self.rounds_late else "ok"

    def as_dict(self) -> dict[str, object]:
        """For machines: numbers only, nothing about what the jobs are."""
        return {
            "status": self.status,
            "at": self.at.isoformat(),
            "worker_seen_at": self.worker_seen_at.isoformat() if self.worker_seen_at else None,
            "jobs_waiting": self.waiting,
            "jobs_waiting_since": self.waiting_since.isoformat() if self.waiting_since else None,
            "jobs_stuck": self.stuck,
            "jobs_unknown": self.unknown,
            "rounds_late": self.rounds_late,
        }


def health(*, at: dt.datetime) -> Health:
    """How the background work fares at a moment."""
    due = Job.objects.due(at).filter(kind__in=handlers())
    return Health(
        at=at,
        worker_seen_at=Worker.objects.aggregate(seen=Max("seen_at"))["seen"],
        waiting=due.count(),
        waiting_since=due.aggregate(since=Min("run_after"))["since"],
        stuck=Job.objects.stuck().count(),
        unknown=Job.objects.open().exclude(kind__in=handlers()).count(),
        rounds_late=Schedule.objects.filter(next_at__lt=at - LATE_AFTER).count(),
    )
