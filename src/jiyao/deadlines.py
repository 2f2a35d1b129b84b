"""From a symbolic ``when`` to a day, once a calendar and the meeting's day are given."""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from jiyao.lexicon import load
from jiyao.reading import When


class Calendar(Protocol):
    """A working-day calendar; the platform passes its own."""

    def add_workdays(self, day: dt.date, n: int) -> dt.date:
        """The n-th working day after a day."""


def resolve(
    when: When,
    *,
    meeting_on: dt.date | None,
    calendar: Calendar | None,
    detail: Mapping[str, Any] = MappingProxyType({}),
) -> str | None:
    """The last day in time as an ISO date; ``None`` where the day cannot be known from what is given.

    ``detail`` is what the words say beyond ``when``: ``nth`` (the third quarter, the second half, Friday) and how many ``years``, ``months``
    or ``weeks`` ahead the period lies (明年, 下月). A day without a year is the next such day from the meeting on; working days need the
    calendar; what counts from issue or from an event, recurs, or stands for good has no day.
    """
    kind = when["kind"]
    if kind == "before" and "date" in when:
        date = str(when["date"])
        if date.startswith("---"):
            day = _day_of_month(int(date[3:]), meeting_on, int(detail.get("months") or 0))
        else:
            day = _before(date, meeting_on, int(detail.get("years") or 0))
    elif meeting_on is None:
        day = None
    elif kind == "within" and when["from"] == "meeting":
        day = _within(int(when["n"]), str(when["unit"]), meeting_on, calendar)
    elif kind == "end_of":
        day = _end_of(str(when["period"]), detail, meeting_on)
    elif kind == "feast":
        day = _feast(str(when["feast"]), int(when["offset"]), meeting_on)
    else:
        day = None
    return day.isoformat() if day else None


def _before(date: str, meeting_on: dt.date | None, years: int) -> dt.date | None:
    match = re.fullmatch(r"(?:(\d{4})|-)-(\d{2})-(\d{2})", date)
    if match is None:
        return None
    month, day = int(match[2]), int(match[3])
    if match[1]:
        return _day(int(match[1]), month, day)
    if meeting_on is None:
        return None
    found = _day(meeting_on.year + years, month, day)
    return found if found >= meeting_on or years else _day(meeting_on.year + 1, month, day)


def _day_of_month(day: int, meeting_on: dt.date | None, ahead: int) -> dt.date | None:
    """A day of the meeting's month, or of one ``ahead``."""
    if meeting_on is None:
        return None
    total = meeting_on.month - 1 + ahead
    return _day(meeting_on.year + total // 12, total % 12 + 1, day)


def _day(year: int, month: int, day: int) -> dt.date:
    """A day, or the month's last where it has fewer: 2月底 is 28 or 29 as the year has it."""
    last = months.monthrange(year, month)[1]
    if month == 2 and day == 28:
        day = last
    return dt.date(year, month, min(day, last))


def _within(n: int, unit: str, start: dt.date, calendar: Calendar | None) -> dt.date | None:
    if unit == "workday":
        return calendar.add_workdays(start, n) if calendar else None
    if unit == "hour":
        return start + dt.timedelta(days=-(-n // 24))
    if unit in {"day", "week"}:
        return start + dt.timedelta(days=n * (7 if unit == "week" else 1))
    total = start.month - 1 + n * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = start.year + total // 12, total % 12 + 1
    return dt.date(year, month, min(start.day, months.monthrange(year, month)[1]))


def _end_of(period: str, detail: Mapping[str, Any], on: dt.date) -> dt.date:
    nth = detail.get("nth")
    year = on.year + int(detail.get("years") or 0)
    if period == "week":
        return on + dt.timedelta(days=int(nth or 7) - on.isoweekday() + 7 * int(detail.get("weeks") or 0))
    if period == "ten_days" and on.day <= 20:
        return on.replace(day=10 if on.day <= 10 else 20)
    if period in {"month", "ten_days"}:
        total = on.month - 1 + int(detail.get("months") or 0)
        year, month = on.year + total // 12, total % 12 + 1
    elif period == "year":
        month = 12
    elif period == "half_year":
        month = 6 * int(nth or (on.month + 5) // 6)
    else:
        month = 3 * int(nth or (on.month + 2) // 3)
    return dt.date(year, month, months.monthrange(year, month)[1])


def _feast(feast: str, offset: int, on: dt.date) -> dt.date | None:
    """The feast that comes next from the meeting on, and the offset in days from it."""
    lexicon = load("feasts")
    shift = {"spring_festival_eve": -1, "lantern": 14}.get(feast, 0)
    table = lexicon.get({"spring_festival_eve": "spring_festival", "lantern": "spring_festival"}.get(feast, feast))
    if feast in lexicon["fixed"]:
        month, day = map(int, lexicon["fixed"][feast].split("-"))
        days = [dt.date(year, month, day) for year in (on.year, on.year + 1)]
    else:
        days = [dt.date.fromisoformat(text) + dt.timedelta(days=shift) for text in table["days"]] if table else []
    return next((day + dt.timedelta(days=offset) for day in days if day > on), None)
