"""Background work as the system administrator sees it, and as a machine does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from luoshi.jobs.models import Job
from luoshi.jobs.queue import enqueue
from luoshi.jobs.registry import Run, forget, handler
from luoshi.jobs.schedule import plan
from luoshi.jobs.worker import Heart, run_due
from luoshi.journal.events import history
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.upkeep import views
from luoshi.upkeep.models import JobDecision
from luoshi.upkeep.operations import abandon_job, retry_job

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    def refuse(_payload: dict[str, Any], _run: Run) -> None:
        raise Refused("收件单位没有联系方式。请先在名录中补充。")

    handler("test.refused", "发送催办提醒")(refuse)
    yield
    forget("test.refused")


def stuck(office: int | None, key: str = "k1") -> Job:
    job = enqueue("test.refused", {"to": "李强"}, key=key, at=AT, office=office)
    run_due("w1", clock=lambda: AT)
    job.refresh_from_db()
    assert job.stuck_at
    return job


def test_the_administrator_sees_what_is_stuck_and_why_but_not_what_is_in_it(cast: Cast, signed_in: SignIn) -> None:
    stuck(cast.city.pk)
    Heart("w1", timezone.now()).beat(at=timezone.now())
    plan(at=AT)
    shown = signed_in("sysadmin").get("/upkeep/jobs/").content.decode()
    assert "<h1>1 个后台任务需要您处理</h1>" in shown
    assert "发送催办提醒" in shown
    assert "收件单位没有联系方式" in shown
    assert "李强" not in shown
    assert "每天 03:30" in shown


def test_the_page_says_that_no_worker_runs(cast: Cast, signed_in: SignIn) -> None:
    assert "<h1>后台进程没有在运行</h1>" in signed_in("sysadmin").get("/upkeep/jobs/").content.decode()


def test_a_worker_that_was_killed_is_told_from_one_that_is_idle(cast: Cast, signed_in: SignIn) -> None:
    now = timezone.now()
    Heart("killed", now).beat(at=now - dt.timedelta(minutes=5))
    Heart("idle", now).beat(at=now)
    shown = signed_in("sysadmin").get("/upkeep/jobs/").content.decode()
    assert "<h1>后台任务正常</h1>" in shown
    assert [shown.count(words) for words in ("已没有响应", "空闲")] == [1, 1]


def test_trying_again_and_giving_up_are_operations_in_the_journal(cast: Cast, signed_in: SignIn) -> None:
    first, second = stuck(cast.city.pk), stuck(None, "k2")
    client = signed_in("sysadmin")
    assert client.post(f"/upkeep/jobs/{first.ref}/retry/").status_code == 302
    answer = client.post(f"/upkeep/jobs/{second.ref}/abandon/", follow=True)
    assert "已放弃这个任务" in answer.content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stuck_at, first.attempts) == (None, 0)
    assert second.abandoned_at
    kinds = {entry.kind: entry.by["account"] for row in JobDecision.objects.all() for entry in history(row)}
    assert kinds == {"job.retried": "sysadmin", "job.abandoned": "sysadmin"}


def test_what_has_changed_meanwhile_is_refused(cast: Cast, signed_in: SignIn) -> None:
    job = stuck(cast.city.pk)
    client = signed_in("sysadmin")
    client.post(f"/upkeep/jobs/{job.ref}/retry/")
    assert client.post(f"/upkeep/jobs/{job.ref}/retry/").status_code == 409
    client.post(f"/upkeep/jobs/{job.ref}/abandon/")
    assert client.post(f"/upkeep/jobs/{job.ref}/abandon/").status_code == 409
    assert JobDecision.objects.count() == 2


def test_nobody_else_decides_and_another_offices_jobs_are_not_there(cast: Cast, signed_in: SignIn) -> None:
    ours, theirs = stuck(cast.city.pk), stuck(cast.county.pk, "k2")
    assert signed_in("zhoumin").get("/upkeep/jobs/").status_code == 403
    assert signed_in("sysadmin").post(f"/upkeep/jobs/{theirs.ref}/retry/").status_code == 404
    with pytest.raises(Denied):
        retry_job(ours, by=cast.acting("zhoumin"), at=AT)
    with pytest.raises(Unseen):
        abandon_job(theirs, by=cast.acting("sysadmin"), at=AT)
    assert Job.objects.stuck().count() == 2


def test_twenty_jobs_cost_as_many_queries_as_one(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("sysadmin")
    plan(at=AT)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/upkeep/jobs/")
        return len(captured)

    stuck(cast.city.pk, "first")
    client.get("/upkeep/jobs/")
    one = queries()
    for number in range(20):
        stuck(cast.city.pk, f"k{number}")
    assert queries() == one


@pytest.mark.django_db
def test_a_machine_learns_numbers_without_signing_in() -> None:
    assert Client().get("/health/").status_code == 503
    Heart("w1", timezone.now()).beat(at=timezone.now())
    stuck(None)
    answer = Client().get("/health/")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["jobs_stuck"]) == ("attention", 1)
    assert "收件单位" not in answer.content.decode()


def test_a_database_that_does_not_answer_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_given: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(views, "health", broken)
    answer = Client().get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": False}
