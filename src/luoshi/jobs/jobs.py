"""The background work of the background work itself: old jobs go."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.jobs.models import Job
from luoshi.jobs.registry import Run, handler
from luoshi.jobs.timetable import Daily

KEPT = dt.timedelta(days=30)
"""How long a finished job can be looked at; its effects are in the journal, this is for whoever looks after the machine."""


@handler("jobs.purge", "清除三十天前已完成的任务", times=Daily(dt.time(3, 30)))
def purge(_payload: dict[str, Any], run: Run) -> None:
    Job.objects.filter(done_at__lt=run.at - KEPT).delete()
    Job.objects.filter(abandoned_at__lt=run.at - KEPT).delete()
