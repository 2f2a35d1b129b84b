"""One worker process: leases a job, does it, says how it ended, and begins again."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from luoshi.jobs import queue, schedule
from luoshi.jobs.models import Job, Worker
from luoshi.jobs.registry import Handler, Run, handlers
from luoshi.refusal import Refused

log = logging.getLogger(__name__)
HEARTBEAT = dt.timedelta(seconds=10)
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
OVERDUE_EXIT = 70
"""Exit code of a worker that ended itself because an attempt exceeded its limit (EX_SOFTWARE)."""
FORGOTTEN_AFTER = dt.timedelta(days=1)


def run_due(
    owner: str,
    *,
    clock: Callable[[], dt.datetime] = timezone.now,
    hold: Callable[[Job | None], None] = lambda _job: None,
) -> bool:
    """Do one job that is due; ``False`` where there was none. ``hold`` is told which job is at hand, and when none is any more."""
    if not queue.something_due(at=clock(), kinds=handlers()):
        return False
    job = queue.lease(owner, at=clock(), kinds=handlers())
    if job is None:
        return False
    hold(job)
    try:
        _do(job, clock)
    finally:
        hold(None)
    return True


def _do(job: Job, clock: Callable[[], dt.datetime]) -> None:
    handler = handlers()[job.kind]
    if job.attempts > handler.attempts:
        queue.fail(job, f"处理时中断了 {job.attempts - 1} 次，原因不明。{job.last_error}", at=clock(), final=True)
        return
    try:
        _attempt(job, handler, clock)
    except queue.LeaseLost:
        log.warning("job %s: the lease was lost, another worker has it", job.pk)
    except Refused as refusal:
        queue.fail(job, refusal.sentence, at=clock(), final=True)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in a job is noted on the job
        log.warning("job %s (%s) failed: %s", job.pk, job.kind, type(error).__name__)
        queue.fail(job, f"{type(error).__name__}: {error}", at=clock(), final=job.attempts >= handler.attempts)


def _attempt(job: Job, handler: Handler, clock: Callable[[], dt.datetime]) -> None:
    payload = json.loads(job.payload)
    run = Run(at=clock(), key=f"{job.kind} {job.key}", attempt=job.attempts, office=job.office)
    if handler.external:
        handler.function(payload, run)
        queue.finish(job, at=clock())
        return
    with transaction.atomic():
        handler.function(payload, run)
        queue.finish(job, at=clock())


@dataclass(slots=True)
class Heart:
    """Beats beside the work, in a thread with a connection of its own: keeps the worker's line and the lease of its job fresh.

    An attempt that exceeds its limit ends the process; the supervisor starts another, and the job's lease runs out.
    """

    name: str
    started_at: dt.datetime
    end_process: Callable[[int], object] = os._exit
    stopped: threading.Event = field(default_factory=threading.Event)
    holding: tuple[Job, float] | None = None

    def hold(self, job: Job | None) -> None:
        """Told by the worker which job it is at."""
        self.holding = None if job is None else (job, time.monotonic())

    def beat(self, *, at: dt.datetime) -> None:
        """End an attempt that takes too long, write the worker's line, renew the lease."""
        holding = self.holding
        if holding and time.monotonic() - holding[1] > handlers()[holding[0].kind].limit.total_seconds():
            log.error("job %s (%s) exceeds its limit: this worker ends", holding[0].pk, holding[0].kind)
            self.end_process(OVERDUE_EXIT)
        seen = {"seen_at": at, "doing": holding[0].kind if holding else ""}
        Worker.objects.update_or_create(
            name=self.name, defaults=seen, create_defaults={**seen, "started_at": self.started_at}
        )
        if holding:
            queue.renew(holding[0], at=at)

    def run(self) -> None:
        """Until stopped; a database that does not answer is tried again at the next beat."""
        while not self.stopped.wait(HEARTBEAT.total_seconds()):
            try:
                self.beat(at=timezone.now())
            except DatabaseError:
                log.warning("no heartbeat: the database does not answer")
                connection.close()
        connection.close()


def work(name: str, stop: threading.Event) -> None:
    """Do jobs until told to stop or until the supervisor is gone; a job at hand is finished first."""
    heart = Heart(name, timezone.now())
    _begin(heart)
    beating = threading.Thread(target=heart.run, name="heart", daemon=True)
    beating.start()
    supervisor, pause = os.getppid(), SHORTEST_PAUSE
    while not stop.is_set() and os.getppid() == supervisor:
        pause = SHORTEST_PAUSE if _turn(heart) else min(pause * 2, LONGEST_PAUSE)
        if pause > SHORTEST_PAUSE:
            stop.wait(pause)
    heart.stopped.set()
    beating.join(timeout=HEARTBEAT.total_seconds())
    Worker.objects.filter(name=name).delete()


def _begin(heart: Heart) -> None:
    at = timezone.now()
    Worker.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
    schedule.plan(at=at)
    heart.beat(at=at)


def _turn(heart: Heart) -> bool:
    """One look at timetable and outbox; whether there was something to do."""
    close_old_connections()
    try:
        schedule.tick(at=timezone.now())
        return run_due(heart.name, hold=heart.hold)
    except DatabaseError as error:
        log.warning("the database does not answer: %s", error)
        connection.close()
        return False
