"""A process killed in the middle of its work leaves no half-written row, and verify says that all is sound."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time

import pytest
from django.db import connection

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.events import folded, history
from luoshi.journal.models import Event
from luoshi.journal.operation import operation
from luoshi.journal.record import found, revise
from luoshi.journal.verify import verify

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
BY = Acting.system(None)


@operation("test.enter")
def enter(_nothing: None, *, by: Acting, at: dt.datetime, name: str, token: str) -> Office:
    office = found(Office(name=name), "office.found", ("name",), by=by, at=at)
    return revise(office, "office.renamed", {"short_name": f"{name}简称"}, by=by, at=at)


def _work() -> None:
    """100 operations, then a wait to be killed in at the latest."""
    connection.close()
    for number in range(100):
        enter(None, by=BY, at=AT, name=f"第{number}个", token=f"t{number}")
    time.sleep(30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_killed_process_leaves_whole_operations_only(after: int) -> None:
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            _work()
        finally:
            os._exit(1)
    deadline = time.monotonic() + 20
    while Event.objects.count() < 2 * after and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    connection.close()
    offices = list(Office.objects.all())
    assert len(offices) >= after
    assert Event.objects.count() == 2 * len(offices)
    assert all(folded(history(o)) == {"name": o.name, "short_name": o.short_name} for o in offices)
    assert verify().findings == []
    again = enter(None, by=BY, at=AT, name="重来", token="t0")
    assert again.name == "第0个"
