"""What the pages of the calendar show: a year in months, and a notice before it is saved."""

from __future__ import annotations

import calendar as months_of
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.workdays.calendar import Calendar, Day
from luoshi.workdays.models import HolidayNotice, NoticeKind, holidays_as_kept
from luoshi.workdays.notice import NoticeReading, read_notice
from luoshi.workdays.operations import NoticeDetails
from luoshi.workdays.resolve import Change, calendar_of, differences, in_force, reach
from luoshi.workdays.tables import ONE_DAY, Holiday, shipped_tables

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One day in the grid; ``mark`` is 休 or 班 where a notice turns the day, ``kind`` its CSS class."""

    day: Day
    mark: str
    kind: str


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    weeks: list[list[Cell | None]]
    workdays: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the table below the grid: a holiday, by which notice, and the notice entered here, if it was."""

    holiday: Holiday
    source: str
    local: bool
    notice: HolidayNotice | None


def year_in_months(calendar: Calendar, year: int, *, today: dt.date) -> list[Month]:
    """The twelve months of a year, Monday first."""
    return [month(calendar, year, number, today) for number in range(1, 13)]


def month(calendar: Calendar, year: int, number: int, today: dt.date) -> Month:
    """One month, Monday first; days of the neighbouring months are empty."""
    weeks: list[list[Cell | None]] = [
        [_cell(calendar, dt.date(year, number, day), today) if day else None for day in week]
        for week in months_of.Calendar().monthdayscalendar(year, number)
    ]
    cells = [cell for week in weeks for cell in week if cell]
    return Month(number, weeks, sum(cell.day.working for cell in cells))


def _cell(calendar: Calendar, date: dt.date, today: dt.date) -> Cell:
    day = calendar.day(date)
    turned = day.working != (date.weekday() < _SATURDAY) or bool(day.name)
    mark = ("班" if day.working else "休") if turned else ""
    kinds = [("work" if day.working else "off") if turned else "" if day.working else "weekend"]
    kinds += ["local"] * day.local + ["today"] * (date == today)
    return Cell(day, mark, " ".join(kind for kind in kinds if kind))


def holidays_of(office: Office, year: int) -> list[Listed]:
    """Every holiday of a year with the notice it comes from, in the order of the year."""
    shipped = [(table, None) for table in shipped_tables() if table.covers == year]
    entered = [(notice.table(), notice) for notice in HolidayNotice.objects.governing(office).standing()]
    found = [
        Listed(holiday, table.source, table.local, notice)
        for table, notice in [*shipped, *entered]
        for holiday in table.holidays
        if year in (holiday.first.year, holiday.last.year)
    ]
    return sorted(found, key=lambda row: (row.holiday.first, row.local))


@dataclass(frozen=True, slots=True)
class Count:
    """The answer of the counting form: the day, whether it is provisional, and what was met on the way, as words."""

    start: dt.date
    n: int
    end: Day
    provisional: bool
    passed: list[str]


def count(calendar: Calendar, start: dt.date, n: int) -> Count:
    """Count days of work and say which holidays and shifted days were met on the way.

    Raises ``OverflowError`` where the calendar ends.
    """
    counted = calendar.count(start, n)
    first, last = min(start, counted.date), max(start, counted.date)
    turned = [day for day in map(calendar.day, _days(first, last)) if day.name]
    return Count(start, n, calendar.day(counted.date), counted.provisional, _met(turned))


def _met(days: list[Day]) -> list[str]:
    """Holidays and shifted days of work as words, days on end put together: “10月1日至7日国庆节”, “10月10日上班”."""
    found: list[list[Day]] = []
    for day in days:
        before = found[-1][-1] if found else None
        if before and (before.name, before.working, before.date + ONE_DAY) == (day.name, day.working, day.date):
            found[-1].append(day)
        else:
            found.append([day])
    return [
        _stretch(stretch[0].date, stretch[-1].date) + ("上班" if stretch[0].working else stretch[0].name)
        for stretch in found
    ]


def _stretch(first: dt.date, last: dt.date) -> str:
    begin = f"{first.month}月{first.day}日"
    if first == last:
        return begin
    return f"{begin}至{last.day}日" if first.month == last.month else f"{begin}至{last.month}月{last.day}日"


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + step * ONE_DAY for step in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Preview:
    """A notice as read, with the days it would turn in an office's calendar."""

    reading: NoticeReading
    kind: NoticeKind
    title: str
    changes: list[Change]

    def details(self, text: str, *, checked: bool) -> NoticeDetails:
        """What is handed to the operation; only for a reading that knows its year."""
        assert self.reading.year is not None
        return NoticeDetails(
            kind=self.kind,
            year=self.reading.year,
            title=self.title,
            number=self.reading.number,
            text=text,
            holidays=self.reading.holidays,
            doubts=len(self.reading.wrong),
            checked=checked,
        )


def preview(office: Office, *, kind: NoticeKind, text: str, year: int | None, title: str) -> Preview:
    """Read a notice against the calendar of an office. The title typed wins over the one read."""
    before = calendar_of(office)
    reading = read_notice(text, known=before, year=year, whole_year=kind == NoticeKind.YEAR)
    named = title.strip() or reading.title or f"{reading.year or ''}年{kind.label}"
    if not reading.holidays or reading.year is None:
        return Preview(reading, kind, named, [])
    draft = HolidayNotice(
        office=office, kind=kind, year=reading.year, title=named, holidays=holidays_as_kept(reading.holidays)
    )
    standing = HolidayNotice.objects.governing(office).standing()
    after = Calendar((*shipped_tables(), *in_force([*standing, draft], office)))
    return Preview(reading, kind, named, differences(before, after, *reach(draft.table())))
