"""The outbox: putting work in, leasing it, and saying how it ended. Every function is told the time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping

from django.db import connection, transaction

from luoshi.jobs.models import Job, JobQuerySet

LEASE = dt.timedelta(seconds=60)
_FIRST_WAIT, _LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(hours=6)


class LeaseLost(Exception):
    """The job is not this worker's any more: its lease ran out and another one took it, or a person gave it up."""


def enqueue(
    kind: str,
    payload: Mapping[str, object],
    *,
    key: str,
    at: dt.datetime,
    run_after: dt.datetime | None = None,
    office: int | None = None,
) -> Job:
    """Put a job into the outbox, in the transaction of the change that causes it: both stand or neither does.

    A job of the same kind and key is returned as it is. Outside a transaction ``RuntimeError``: the job would stand without the change.
    """
    if not connection.in_atomic_block:
        msg = "enqueue belongs into the transaction of the change that causes the job"
        raise RuntimeError(msg)
    text = json.dumps(dict(payload), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    job, _ = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={"office": office, "payload": text, "created_at": at, "run_after": run_after or at},
    )
    return job


def backoff(attempts: int) -> dt.timedelta:
    """How long to wait after so many failed attempts: 30 seconds, 2 minutes, 8, 32, 2 hours, then 6 hours."""
    return min(_FIRST_WAIT * int(4 ** max(0, attempts - 1)), _LONGEST_WAIT)


def lease(owner: str, *, at: dt.datetime, kinds: Collection[str]) -> Job | None:
    """Take the job that has waited longest of these kinds; ``None`` where nothing is due.

    The attempt counts from here on, so that a job which kills its worker runs out of attempts like any other. On PostgreSQL
    workers skip each other's rows; on SQLite the transaction holds the only write lock.
    """
    with transaction.atomic():
        due = Job.objects.due(at).filter(kind__in=kinds).order_by("run_after", "id")
        skip = connection.features.has_select_for_update_skip_locked
        job = due.select_for_update(skip_locked=skip).first()
        if job is None:
            return None
        job.attempts += 1
        job.lease_owner, job.leased_until = owner, at + LEASE
        job.save(update_fields=["attempts", "lease_owner", "leased_until"])
        return job


def something_due(*, at: dt.datetime, kinds: Collection[str]) -> bool:
    """Whether a lease is worth trying; asked without taking the write lock."""
    return Job.objects.due(at).filter(kind__in=kinds).exists()


def renew(job: Job, *, at: dt.datetime) -> bool:
    """Hold the lease longer; ``False`` where it is lost."""
    return bool(_held(job).update(leased_until=at + LEASE))


def finish(job: Job, *, at: dt.datetime) -> None:
    """Mark a job done; ``LeaseLost`` (which undoes the transaction it is raised in) where another worker has it."""
    if not _held(job).update(done_at=at, leased_until=None, last_error=""):
        raise LeaseLost


def fail(job: Job, error: str, *, at: dt.datetime, final: bool) -> None:
    """Note a failed attempt: tried again later, or left to a person when it was the last one."""
    changes: dict[str, object] = {"last_error": error[:400], "leased_until": None}
    changes |= {"stuck_at": at} if final else {"run_after": at + backoff(job.attempts)}
    _held(job).update(**changes)


def retry(job: Job, *, at: dt.datetime) -> bool:
    """Try a stuck job again from the start; ``False`` where it is not stuck (any more)."""
    stuck = Job.objects.stuck().filter(pk=job.pk)
    return bool(stuck.update(stuck_at=None, attempts=0, run_after=at, leased_until=None, lease_owner=""))


def abandon(job: Job, *, at: dt.datetime) -> bool:
    """Give a job up for good; ``False`` where it is done or given up already."""
    return bool(Job.objects.filter(pk=job.pk, done_at=None, abandoned_at=None).update(abandoned_at=at))


def _held(job: Job) -> JobQuerySet:
    return Job.objects.open().filter(pk=job.pk, lease_owner=job.lease_owner, attempts=job.attempts)
