"""What the page of background work shows, put into words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.jobs.health import SILENT_AFTER, Health, health
from luoshi.jobs.models import Job, Schedule, Worker
from luoshi.jobs.registry import rounds, title_of
from luoshi.journal.acting import Acting
from luoshi.upkeep.access import jobs_seen_by

SHOWN = 50
"""Rows of a list; what needs a person is rarely more, and the number above the list counts all."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as a line of a list."""

    job: Job
    title: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A line of the timetable: what it is, when, and how it went the last time."""

    title: str
    times: str
    next_at: dt.datetime
    last_at: dt.datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class JobsPage:
    """Everything on the page; ``answer`` is its title."""

    answer: str
    health: Health
    workers: list[tuple[Worker, str]]
    stuck: list[JobLine]
    waiting: list[JobLine]
    timetable: list[RoundLine]


def jobs_page(acting: Acting, *, at: dt.datetime) -> JobsPage:
    """The background work as this person may see it."""
    now, mine = health(at=at), jobs_seen_by(acting)
    stuck = [JobLine(job, title_of(job.kind)) for job in mine.stuck().order_by("stuck_at")[:SHOWN]]
    waiting = [JobLine(job, title_of(job.kind)) for job in mine.open().order_by("run_after", "id")[:SHOWN]]
    workers = [(row, _doing(row, at=at)) for row in Worker.objects.order_by("-seen_at")]
    answer = _answer(now, mine.stuck().count())
    return JobsPage(answer, now, workers, stuck, waiting, _timetable())


def _answer(now: Health, stuck: int) -> str:
    if not now.worker_alive:
        return "后台进程没有在运行"
    if stuck:
        return f"{stuck} 个后台任务需要您处理"
    return "后台任务正常" if now.status == "ok" else "后台任务有积压"


def _doing(worker: Worker, *, at: dt.datetime) -> str:
    if at - worker.seen_at > SILENT_AFTER:
        return "已没有响应，它手上的任务会由别的进程接着办"
    return title_of(worker.doing) if worker.doing else "空闲"


def _timetable() -> list[RoundLine]:
    rows = Schedule.objects.filter(name__in=rounds()).select_related("last_job").order_by("next_at")
    return [
        RoundLine(title_of(row.name), str(rounds()[row.name].times), row.next_at, row.last_at, _outcome(row.last_job))
        for row in rows
    ]


def _outcome(job: Job | None) -> str:
    if job is None:
        return "还没有到时间"
    if job.done_at:
        return "办完"
    if job.abandoned_at:
        return "已放弃"
    if job.stuck_at:
        return "需要处理"
    return f"第 {job.attempts} 次未成，将再试" if job.last_error else "等待办理"
