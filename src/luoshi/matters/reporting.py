"""On which day a body reports next: pure, from the frequency that was set and the day it reports after."""

from __future__ import annotations

import calendar
import datetime as dt

from luoshi.matters.models import Frequency

_DAYS = {Frequency.WEEKLY: 7, Frequency.HALF_MONTHLY: 15}
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3}


def next_report(frequency: str, after: dt.date, *, monthly_day: int) -> dt.date | None:
    """The next day of reporting after a day; ``None`` where only the due date counts.

    ``monthly_day`` is the day of the month (rule ``reports.monthly_day``), the last day of months that are too short; a quarter is reported in the
    month after it ends.
    """
    if (days := _DAYS.get(Frequency(frequency))) is not None:
        return after + dt.timedelta(days=days)
    step = _MONTHS.get(Frequency(frequency))
    if step is None:
        return None
    months = range(after.month, after.month + step + 1)
    return next(
        day for month in months if (month - 1) % step == 0 and (day := _day_of(after.year, month, monthly_day)) > after
    )


def _day_of(year: int, month: int, day: int) -> dt.date:
    """A day of a month counted on from January; a thirteenth month is the next year's first."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
