"""When something comes round next."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.jobs.timetable import SHANGHAI, Daily, Every

NIGHT = Daily(dt.time(2, 30))
MOMENTS = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: dt.datetime.fromtimestamp(seconds, tz=dt.UTC))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-09T02:29:59+08:00", "2026-03-09T02:30:00+08:00"),
        ("2026-03-09T02:30:00+08:00", "2026-03-10T02:30:00+08:00"),
        ("2026-03-09T23:30:00+08:00", "2026-03-10T02:30:00+08:00"),
        ("2026-03-08T18:00:00+00:00", "2026-03-09T02:30:00+08:00"),
        ("2026-12-31T03:00:00+08:00", "2027-01-01T02:30:00+08:00"),
    ],
)
def test_daily_means_the_day_of_the_office_not_of_the_machine(at: str, expected: str) -> None:
    assert NIGHT.after(dt.datetime.fromisoformat(at)) == dt.datetime.fromisoformat(expected)


@given(MOMENTS)
def test_the_next_moment_lies_ahead_and_within_one_round(at: dt.datetime) -> None:
    for times, span in ((NIGHT, dt.timedelta(days=1)), (Every(dt.timedelta(minutes=5)), dt.timedelta(minutes=5))):
        assert dt.timedelta(0) < times.after(at) - at <= span
    assert NIGHT.after(at).astimezone(SHANGHAI).time() == dt.time(2, 30)
    assert Every(dt.timedelta(minutes=5)).after(at).timestamp() % 300 == 0


def test_times_are_told_in_chinese() -> None:
    told = [str(times) for times in (NIGHT, Every(dt.timedelta(minutes=5)), Every(dt.timedelta(hours=2)))]
    assert told == ["每天 02:30", "每 5 分钟", "每 2 小时"]
