"""The outbox: in with the change or not at all, leased by one, tried again, left to a person in the end."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from luoshi.jobs import queue
from luoshi.jobs.health import health
from luoshi.jobs.models import Job, Schedule, Worker
from luoshi.jobs.queue import LeaseLost, backoff, enqueue
from luoshi.jobs.registry import Run, forget, handler
from luoshi.jobs.schedule import plan, tick
from luoshi.jobs.timetable import Daily
from luoshi.jobs.worker import OVERDUE_EXIT, Heart, run_due
from luoshi.refusal import Refused

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> dt.datetime:
        return self.now


class Post:
    """What the handlers of these tests did, and what they are told to do next time."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.trouble: Exception | None = None

    def send(self, payload: dict[str, Any], run: Run) -> None:
        Worker.objects.create(name=f"effect of attempt {run.attempt}", started_at=run.at, seen_at=run.at)
        self.sent.append((payload, run))
        if self.trouble:
            raise self.trouble


@pytest.fixture
def post() -> Iterator[Post]:
    post = Post()
    handler("test.send", "发送", attempts=3, limit=dt.timedelta(seconds=0))(post.send)
    handler("test.outside", "外发", external=True, attempts=3)(post.send)
    yield post
    forget("test.send")
    forget("test.outside")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def put(kind: str = "test.send", key: str = "k1", **given: Any) -> Job:
    return enqueue(kind, {"to": "周敏"}, key=key, at=AT, **given)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_put_in_only_together_with_a_change(post: Post) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        put()
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_the_same_key_is_the_same_job(post: Post) -> None:
    assert put() == put()
    assert put(kind="test.outside") != put()


def test_a_job_is_done_once_with_its_payload_and_key(post: Post, clock: Clock) -> None:
    job = put(office=7)
    assert run_due("w1", clock=clock)
    assert not run_due("w1", clock=clock)
    [(payload, run)] = post.sent
    assert payload == {"to": "周敏"}
    assert (run.key, run.attempt, run.office) == ("test.send k1", 1, 7)
    job.refresh_from_db()
    assert job.done_at == AT


def test_a_job_waits_for_its_time(post: Post, clock: Clock) -> None:
    put(run_after=AT + MINUTE)
    assert not run_due("w1", clock=clock)
    clock.now += MINUTE
    assert run_due("w1", clock=clock)


def test_what_a_failed_attempt_changed_is_undone_and_it_is_tried_again_later(post: Post, clock: Clock) -> None:
    job = put()
    post.trouble = ConnectionError("网关没有应答")
    run_due("w1", clock=clock)
    job.refresh_from_db()
    assert not Worker.objects.exists()
    assert job.last_error == "ConnectionError: 网关没有应答"
    assert job.run_after == AT + dt.timedelta(seconds=30)
    assert not run_due("w1", clock=clock)
    post.trouble, clock.now = None, job.run_after
    run_due("w1", clock=clock)
    job.refresh_from_db()
    assert (job.done_at, job.attempts, job.last_error) == (clock.now, 2, "")
    assert [worker.name for worker in Worker.objects.all()] == ["effect of attempt 2"]


def test_after_the_last_attempt_a_job_needs_a_person(post: Post, clock: Clock) -> None:
    job = put()
    post.trouble = ConnectionError("网关没有应答")
    for _ in range(3):
        run_due("w1", clock=clock)
        clock.now += dt.timedelta(days=1)
    assert not run_due("w1", clock=clock)
    assert [stuck.pk for stuck in Job.objects.stuck()] == [job.pk]


def test_a_refusal_needs_a_person_at_once(post: Post, clock: Clock) -> None:
    job = put()
    post.trouble = Refused("收件单位没有联系方式。请先在名录中补充。")
    run_due("w1", clock=clock)
    job.refresh_from_db()
    assert job.stuck_at == AT
    assert job.last_error == "收件单位没有联系方式。请先在名录中补充。"


def test_a_stuck_job_is_tried_again_or_given_up_when_a_person_says_so(post: Post, clock: Clock) -> None:
    job = put()
    post.trouble = Refused("不行。")
    run_due("w1", clock=clock)
    assert queue.retry(job, at=AT)
    assert not queue.retry(job, at=AT)
    post.trouble = None
    assert run_due("w1", clock=clock)
    assert not queue.abandon(job, at=AT), "done is done"
    other = put(key="k2")
    assert queue.abandon(other, at=AT)
    assert not run_due("w1", clock=clock)


def test_a_job_whose_worker_died_is_taken_over_when_the_lease_runs_out(post: Post, clock: Clock) -> None:
    job = put()
    assert queue.lease("w1", at=AT, kinds=["test.send"]) == job
    assert queue.lease("w2", at=AT + queue.LEASE, kinds=["test.send"]) is None
    assert queue.lease("w2", at=AT + queue.LEASE + MINUTE, kinds=["test.send"]) == job


def test_a_worker_that_lost_its_lease_can_neither_finish_nor_renew_nor_fail_the_job(post: Post) -> None:
    put()
    lost = queue.lease("w1", at=AT, kinds=["test.send"])
    taken = queue.lease("w2", at=AT + 2 * MINUTE, kinds=["test.send"])
    assert lost is not None
    assert taken is not None
    assert not queue.renew(lost, at=AT)
    queue.fail(lost, "太晚", at=AT, final=True)
    with pytest.raises(LeaseLost):
        queue.finish(lost, at=AT)
    taken.refresh_from_db()
    assert (taken.lease_owner, taken.stuck_at, taken.done_at) == ("w2", None, None)


def test_a_job_that_kills_its_workers_runs_out_of_attempts(post: Post, clock: Clock) -> None:
    job = put()
    for _ in range(3):
        assert queue.lease("w1", at=clock(), kinds=["test.send"])
        clock.now += 2 * MINUTE
    run_due("w1", clock=clock)
    job.refresh_from_db()
    assert not post.sent
    assert job.stuck_at == clock.now
    assert "处理时中断了 3 次" in job.last_error


def test_a_kind_that_this_program_does_not_know_waits_and_is_counted(post: Post, clock: Clock) -> None:
    put(kind="test.of_a_newer_program")
    assert not run_due("w1", clock=clock)
    assert health(at=AT).unknown == 1


def test_waiting_grows_up_to_six_hours() -> None:
    minutes = [backoff(attempts).total_seconds() / 60 for attempts in range(1, 8)]
    assert minutes == [0.5, 2, 8, 32, 128, 360, 360]


def test_what_happened_outside_stays_when_the_note_of_it_fails_so_it_is_repeated_under_the_same_key(
    post: Post, clock: Clock
) -> None:
    put(kind="test.outside")
    post.trouble = ConnectionError("之后断线")
    run_due("w1", clock=clock)
    post.trouble, clock.now = None, AT + MINUTE
    run_due("w1", clock=clock)
    assert [run.key for _, run in post.sent] == ["test.outside k1"] * 2


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_take_each_job_once(post: Post) -> None:
    with transaction.atomic():
        for number in range(30):
            put(key=f"k{number}")
    taken: list[int] = []

    def take(name: str) -> None:
        while job := queue.lease(name, at=AT, kinds=["test.send"]):
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=take, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))


@pytest.fixture
def nightly() -> Iterator[list[dt.datetime]]:
    done: list[dt.datetime] = []
    handler("test.nightly", "每夜", times=Daily(dt.time(2, 30)))(lambda _payload, run: done.append(run.at))
    yield done
    forget("test.nightly")


def test_a_round_comes_once_however_long_nothing_ran(nightly: list[dt.datetime], clock: Clock) -> None:
    plan(at=AT)
    assert tick(at=AT) == 0
    clock.now += dt.timedelta(days=5)
    assert tick(at=clock()) > 0
    assert tick(at=clock()) == 0
    while run_due("w1", clock=clock):
        pass
    assert nightly == [clock.now]
    line = Schedule.objects.get(name="test.nightly")
    assert line.next_at == dt.datetime(2026, 3, 14, 18, 30, tzinfo=dt.UTC)
    assert line.last_job is not None
    assert line.last_job.done_at == clock.now


def test_two_timetables_at_once_enqueue_a_round_once(nightly: list[dt.datetime]) -> None:
    from luoshi.jobs import schedule

    plan(at=AT)
    line = Schedule.objects.get(name="test.nightly")
    later = AT + dt.timedelta(days=1)
    assert schedule._enqueue(line, at=later)
    assert not schedule._enqueue(line, at=later)
    assert Job.objects.filter(kind="test.nightly").count() == 1


def test_a_round_that_is_no_more_leaves_the_timetable(nightly: list[dt.datetime]) -> None:
    plan(at=AT)
    forget("test.nightly")
    plan(at=AT)
    assert not Schedule.objects.filter(name="test.nightly").exists()


def test_health_is_down_without_a_worker_and_asks_for_attention_when_something_is_stuck(
    post: Post, clock: Clock
) -> None:
    assert health(at=AT).status == "down"
    Heart("w1", AT).beat(at=AT)
    assert health(at=AT).status == "ok"
    put()
    assert health(at=AT).waiting == 1
    Heart("w1", AT).beat(at=AT + 20 * MINUTE)
    assert (health(at=AT + 20 * MINUTE).status, health(at=AT + 20 * MINUTE).late) == ("attention", True)
    post.trouble = Refused("不行。")
    run_due("w1", clock=clock)
    assert health(at=AT + 20 * MINUTE).as_dict()["jobs_stuck"] == 1
    assert health(at=AT + 22 * MINUTE).status == "down"


def test_the_heart_renews_the_lease_and_ends_an_attempt_that_exceeds_its_limit(post: Post) -> None:
    put()
    put(kind="test.outside")
    codes: list[int] = []
    heart = Heart("w1", AT, end_process=codes.append)
    job = queue.lease("w1", at=AT, kinds=["test.outside"])
    assert job is not None
    heart.hold(job)
    heart.beat(at=AT + MINUTE)
    job.refresh_from_db()
    assert job.leased_until == AT + MINUTE + queue.LEASE
    assert Worker.objects.get().doing == "test.outside"
    assert not codes
    heart.hold(queue.lease("w1", at=AT, kinds=["test.send"]))
    heart.beat(at=AT + MINUTE)
    assert codes == [OVERDUE_EXIT]


def test_what_was_finished_a_month_ago_goes_and_the_rest_stays(post: Post, clock: Clock) -> None:
    from luoshi.jobs.jobs import purge

    put()
    put(key="k2")
    post.trouble = Refused("不行。")
    run_due("w1", clock=clock)
    post.trouble = None
    run_due("w1", clock=clock)
    purge({}, Run(at=AT + dt.timedelta(days=31), key="", attempt=1, office=None))
    assert [job.key for job in Job.objects.all()] == ["k1"]
