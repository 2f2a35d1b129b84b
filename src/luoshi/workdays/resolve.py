"""The calendar an office goes by: what was shipped, overridden by what was entered for every office, above it, and by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.workdays.calendar import Calendar, Day
from luoshi.workdays.models import HolidayNotice, NoticeKind
from luoshi.workdays.tables import ONE_DAY, Table, shipped_tables

_NOT_YET_STORED = 2**63


def calendar_of(office: Office | None) -> Calendar:
    """The calendar of an office as entered so far; for no office, what holds for every office. One query, and one for each office above.

    State notices come before local ones, those of offices further up before nearer ones, earlier before later: the last one that
    names a day decides it. Who counts much keeps the calendar instead of asking for it again.
    """
    notices = HolidayNotice.objects.governing(office).standing()
    return Calendar((*shipped_tables(), *in_force(notices, office)))


def in_force(notices: Iterable[HolidayNotice], office: Office | None) -> list[Table]:
    """The tables of notices in the order in which they override each other."""
    line = [above.pk for above in office.line()] if office is not None else []
    distance = {pk: number for number, pk in enumerate(line)}

    def rank(notice: HolidayNotice) -> tuple[bool, int, int]:
        nearness = -len(line) if notice.office_id is None else -distance[notice.office_id]
        return (notice.kind == NoticeKind.LOCAL, nearness, notice.pk or _NOT_YET_STORED)

    return [notice.table() for notice in sorted(notices, key=rank)]


@dataclass(frozen=True, slots=True)
class Change:
    """A day that a notice would turn: what it is and what it will be."""

    before: Day
    after: Day


def differences(before: Calendar, after: Calendar, first: dt.date, last: dt.date) -> list[Change]:
    """The days of a stretch, both ends included, on which two calendars differ in whether there is work."""
    days = (first + step * ONE_DAY for step in range((last - first).days + 1))
    return [Change(before.day(day), after.day(day)) for day in days if before.is_workday(day) != after.is_workday(day)]


def reach(table: Table) -> tuple[dt.date, dt.date]:
    """The first and the last day that a table may change. A year's notice settles the whole year and the days it names."""
    named = [day for holiday in table.holidays for day in (holiday.first, holiday.last, *holiday.work)]
    if table.covers is not None:
        named += [dt.date(table.covers - 1, 12, 25), dt.date(table.covers, 12, 31)]
    return min(named), max(named)
