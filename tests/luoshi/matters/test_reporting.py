"""The day on which a body reports next."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.matters.models import Frequency
from luoshi.matters.reporting import next_report

D = dt.date


@pytest.mark.parametrize(
    ("frequency", "after", "monthly_day", "expected"),
    [
        (Frequency.ONCE, D(2026, 3, 9), 10, None),
        (Frequency.WEEKLY, D(2026, 3, 9), 10, D(2026, 3, 16)),
        (Frequency.HALF_MONTHLY, D(2026, 3, 9), 10, D(2026, 3, 24)),
        (Frequency.MONTHLY, D(2026, 3, 9), 10, D(2026, 3, 10)),
        (Frequency.MONTHLY, D(2026, 3, 10), 10, D(2026, 4, 10)),
        (Frequency.MONTHLY, D(2026, 12, 31), 10, D(2027, 1, 10)),
        (Frequency.MONTHLY, D(2026, 1, 31), 31, D(2026, 2, 28)),
        (Frequency.QUARTERLY, D(2026, 3, 9), 10, D(2026, 4, 10)),
        (Frequency.QUARTERLY, D(2026, 4, 10), 10, D(2026, 7, 10)),
        (Frequency.QUARTERLY, D(2026, 11, 2), 5, D(2027, 1, 5)),
    ],
)
def test_the_next_day_follows_from_the_frequency(
    frequency: Frequency, after: dt.date, monthly_day: int, expected: dt.date | None
) -> None:
    assert next_report(frequency, after, monthly_day=monthly_day) == expected


@given(
    frequency=st.sampled_from([each for each in Frequency if each != Frequency.ONCE]),
    after=st.dates(D(2020, 1, 1), D(2060, 1, 1)),
    monthly_day=st.integers(1, 31),
)
def test_the_next_day_is_later_and_no_more_than_a_quarter_and_a_month_away(
    frequency: Frequency, after: dt.date, monthly_day: int
) -> None:
    day = next_report(frequency, after, monthly_day=monthly_day)
    assert day is not None
    assert dt.timedelta(0) < day - after <= dt.timedelta(days=93)
