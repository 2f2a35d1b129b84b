"""Tables of the work that happens later: the outbox, the timetable, the workers."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Self

from django.db import models
from django.db.models import Q


def new_ref() -> str:
    """A random name for addresses."""
    return secrets.token_hex(8)


OPEN = Q(done_at=None, stuck_at=None, abandoned_at=None)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        """Jobs that a worker will still take up by itself."""
        return self.filter(OPEN)

    def due(self, at: dt.datetime) -> Self:
        """Open jobs whose time has come and that nobody holds a lease on."""
        return self.open().filter(Q(leased_until=None) | Q(leased_until__lt=at), run_after__lte=at)

    def stuck(self) -> Self:
        """Jobs that need a person: tried as often as it makes sense, or refused."""
        return self.exclude(stuck_at=None).filter(done_at=None, abandoned_at=None)


class Job(models.Model):
    """One piece of work in the outbox, written in the transaction of the change that causes it.

    The pair of ``kind`` and ``key`` is unique, so enqueueing twice is enqueueing once. The state is told by the moments: open until
    one of ``done_at``, ``stuck_at`` (needs a person), ``abandoned_at`` (a person gave it up) is set; running while
    ``leased_until`` lies ahead. ``office`` is empty for work that serves the whole installation.
    """

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    office = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.TextField()
    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    stuck_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="jobs_job_once")]
        indexes = [
            models.Index(fields=["run_after", "id"], name="jobs_job_open", condition=OPEN),
            models.Index(fields=["done_at"], name="jobs_job_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Schedule(models.Model):
    """One line of the timetable: when it comes round next, and which job was its last."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    last_job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker process: when it was last seen, and which kind of job it is at."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    doing = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name
