"""Working-day arithmetic on a calendar that is known year by year; no database, no clock.

A *day of work* is a weekday that no notice gives off, or a day of rest on which a notice orders work. A year without a table knows
only weekends and the statutory days of fixed date: what is counted through it is *provisional* and says so.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.workdays.tables import ONE_DAY, Table, shipped_tables, statutory_versions

_SATURDAY = 5
_TAIL = (12, 25)
"""From here to the end of December the next year's notice may still reach back (as that for 2019 did to 29 December 2018)."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day and why it is what it is: ``name`` of the holiday (or ``""``), ``source`` that orders it."""

    date: dt.date
    working: bool
    name: str
    source: str
    provisional: bool
    local: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that came out of counting, and whether a notice still to come may move it."""

    date: dt.date
    provisional: bool


class Calendar:
    """The days of work of one office. Later tables override earlier ones on the days they name."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = tuple(tables)
        self.covered = frozenset(table.covers for table in self.tables if table.covers is not None)
        self._turned: dict[dt.date, tuple[bool, str, Table]] = {}
        for table in self.tables:
            for holiday in table.holidays:
                self._turned.update((day, (False, holiday.name, table)) for day in holiday.days())
                self._turned.update((day, (True, holiday.name, table)) for day in holiday.work)
        self._years: dict[int, list[int]] = {}

    @classmethod
    def of_the_state(cls) -> Calendar:
        """The calendar that came with this release, without anything entered since."""
        return cls(shipped_tables())

    def day(self, date: dt.date) -> Day:
        """What a day is and which notice makes it so."""
        provisional = self.provisional(date)
        if date in self._turned:
            working, name, table = self._turned[date]
            return Day(date, working, name, table.source, provisional, table.local)
        if date.year not in self.covered and (fixed := _statutory(date)) is not None:
            return Day(date, working=False, name=fixed[0], source=fixed[1], provisional=provisional)
        return Day(date, working=date.weekday() < _SATURDAY, name="", source="", provisional=provisional)

    def is_workday(self, day: dt.date) -> bool:
        """Whether the office works on a day."""
        turned = self._turned.get(day)
        if turned is not None:
            return turned[0]
        return day.weekday() < _SATURDAY and (day.year in self.covered or _statutory(day) is None)

    def provisional(self, day: dt.date) -> bool:
        """Whether a notice still to come may change what a day is."""
        if day.year not in self.covered:
            return True
        return (day.month, day.day) >= _TAIL and day.year + 1 not in self.covered

    def add_workdays(self, day: dt.date, n: int) -> dt.date:
        """The n-th working day after a day, the day itself not counted; before it where ``n`` is negative; the day itself for 0.

        Raises ``OverflowError`` where the calendar of this language ends (years 1 to 9999).
        """
        if n == 0:
            return day
        return self._ahead(day, n) if n > 0 else self._back(day, -n)

    def count(self, day: dt.date, n: int) -> Counted:
        """As ``add_workdays``, with the flag whether any day on the way is provisional."""
        found = self.add_workdays(day, n)
        return Counted(found, self.provisional_between(day, found))

    def provisional_between(self, one: dt.date, other: dt.date) -> bool:
        """Whether any day of a stretch, both ends included, is provisional."""
        first, last = min(one, other), max(one, other)
        if any(year not in self.covered for year in range(first.year, last.year + 1)):
            return True
        return self.provisional(last)

    def workdays_between(self, first: dt.date, last: dt.date) -> int:
        """Days of work after ``first`` up to ``last`` included: the ``n`` for which ``add_workdays(first, n)`` reaches a working ``last``.

        Negative where ``last`` lies before ``first``: days of work from ``last`` included up to the day before ``first``.
        """
        if last < first:
            return -self._number(last - ONE_DAY, first - ONE_DAY)
        return self._number(first, last)

    def next_workday(self, day: dt.date) -> dt.date:
        """The day itself where the office works on it, else the first day of work after it."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def _number(self, after: dt.date, until: dt.date) -> int:
        """Days of work in (after, until]."""
        total = 0
        for year in range(after.year, until.year + 1):
            days = self._workdays(year)
            total += bisect_right(days, until.toordinal()) - bisect_right(days, after.toordinal())
        return total

    def _ahead(self, day: dt.date, n: int) -> dt.date:
        year, left = day.year, n
        while True:
            days = self._workdays(year)
            begin = bisect_right(days, day.toordinal())
            if begin + left <= len(days):
                return dt.date.fromordinal(days[begin + left - 1])
            left -= len(days) - begin
            year += 1

    def _back(self, day: dt.date, n: int) -> dt.date:
        year, left = day.year, n
        while True:
            days = self._workdays(year)
            end = bisect_left(days, day.toordinal())
            if left <= end:
                return dt.date.fromordinal(days[end - left])
            left -= end
            year -= 1

    def _workdays(self, year: int) -> list[int]:
        """The ordinals of a year's days of work, prepared once."""
        if year not in self._years:
            if not dt.MINYEAR <= year <= dt.MAXYEAR:
                msg = f"the calendar ends before the year {year}"
                raise OverflowError(msg)
            first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
            self._years[year] = [
                number for number in range(first, last + 1) if self.is_workday(dt.date.fromordinal(number))
            ]
        return self._years[year]


def _statutory(day: dt.date) -> tuple[str, str] | None:
    """Name and source where the law gives a day of fixed date off."""
    for version in statutory_versions():
        if version.first <= day:
            name = version.days.get((day.month, day.day))
            return None if name is None else (name, version.source)
    return None
