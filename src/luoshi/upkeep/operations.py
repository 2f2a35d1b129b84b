"""Deciding about jobs that need a person."""

from __future__ import annotations

import datetime as dt

from luoshi.jobs import queue
from luoshi.jobs.models import Job
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found
from luoshi.journal.refusal import Stale
from luoshi.upkeep.access import require_caretaker
from luoshi.upkeep.models import Decision, JobDecision

_KEPT = ("office", "kind", "key", "decision", "error")


@operation("upkeep.retry_job")
def retry_job(job: Job, *, by: Acting, at: dt.datetime, token: str = "") -> JobDecision:
    """Have a stuck job tried again from the first attempt; ``Stale`` where it is not stuck any more."""
    require_caretaker(by, job)
    if not queue.retry(job, at=at):
        raise Stale("这个任务的情况已经变化，不需要再试。请刷新页面查看。")
    return found(_decision(job, Decision.RETRY), "job.retried", _KEPT, by=by, at=at)


@operation("upkeep.abandon_job")
def abandon_job(job: Job, *, by: Acting, at: dt.datetime, token: str = "") -> JobDecision:
    """Give a job up for good; ``Stale`` where it is done or given up already."""
    require_caretaker(by, job)
    if not queue.abandon(job, at=at):
        raise Stale("这个任务已经办完或已经放弃。请刷新页面查看。")
    return found(_decision(job, Decision.ABANDON), "job.abandoned", _KEPT, by=by, at=at)


def _decision(job: Job, decision: Decision) -> JobDecision:
    return JobDecision(office_id=job.office, kind=job.kind, key=job.key, decision=decision, error=job.last_error)
