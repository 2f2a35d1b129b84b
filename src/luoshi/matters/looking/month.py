"""A month: what is due on which day, and which reports are, on the days of the office's own calendar."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from luoshi.journal.paging import COUNTED
from luoshi.matters.listing.conditions import REPORTING
from luoshi.matters.listing.filters import without
from luoshi.matters.listing.page import Line, in_words, line, loaded
from luoshi.matters.looking.seen import Seen
from luoshi.matters.rows import leader_names
from luoshi.workdays.page import Cell, month
from luoshi.workdays.resolve import calendar_of

SHOWN = 3
"""Matters of one day that the grid names; the list shows all of them."""


@dataclass(frozen=True, slots=True)
class Things:
    """What falls on a day: the first few, how many in all, and the address of the list of them."""

    lines: tuple[Line, ...]
    count: int
    href: str

    @property
    def left(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the grid."""

    cell: Cell
    due: Things | None
    report: Things | None


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The month with its neighbours' addresses; ``is_cut`` where more falls into it than is counted."""

    title: str
    first: dt.date
    weeks: tuple[tuple[Square | None, ...], ...]
    workdays: int
    previous: str
    next: str
    this: str
    is_cut: bool


def first_of(asked: str, today: dt.date) -> dt.date:
    """The first day of the month asked for (2026-03); what is none is the present month."""
    try:
        return dt.datetime.strptime(asked, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return today.replace(day=1)


def month_page(seen: Seen, first: dt.date) -> MonthPage:
    """The month that begins on a day, with what of the matters asked for falls into it."""
    last = _later(first, 1) - dt.timedelta(days=1)
    due, report = _due(seen, first, last), _reports(seen, first, last)
    named = [pk for days in (due, report) for pks in days.values() for pk in pks[:SHOWN]]
    matters = loaded(dict.fromkeys(named))
    leaders = leader_names(matters, on=seen.on)
    lines = {row.pk: line(row, leaders=leaders, on=seen.on) for row in matters}
    grid = month(calendar_of(seen.office), first.year, first.month, seen.on)
    weeks = tuple(
        tuple(
            Square(
                cell,
                _things(seen, due, cell.day.date, lines, ("due_from", "due_to")),
                _things(seen, report, cell.day.date, lines, ("report_on",)),
            )
            if cell
            else None
            for cell in week
        )
        for week in grid.weeks
    )
    numbers = [sum(map(len, days.values())) for days in (due, report)]
    title = f"{first.year}年{first.month}月：{in_words(numbers[0])} 件到期，{in_words(numbers[1])} 件应反馈"
    previous, later, this = (
        without(seen.query, month=f"{day:%Y-%m}") for day in (_later(first, -1), _later(first, 1), seen.on)
    )
    return MonthPage(title, first, weeks, grid.workdays, previous, later, this, is_cut=COUNTED in numbers)


def _later(first: dt.date, months: int) -> dt.date:
    """The first day of a month so many months later; the calendar ends with the year 9999 and begins with 1."""
    number = min(max(first.year * 12 + first.month - 1 + months, 12), 9999 * 12 + 10)
    return dt.date(number // 12, number % 12 + 1, 1)


def _due(seen: Seen, first: dt.date, last: dt.date) -> Mapping[dt.date, list[int]]:
    rows = seen.rows().filter(due_on__gte=first, due_on__lte=last).order_by("due_on", "matter_id")
    return _by_day(rows.values_list("due_on", "matter_id").distinct()[:COUNTED])


def _reports(seen: Seen, first: dt.date, last: dt.date) -> Mapping[dt.date, list[int]]:
    rows = seen.rows().filter(
        matter__office=seen.office,
        matter__next_report_on__gte=first,
        matter__next_report_on__lte=last,
        matter__state__in=REPORTING,
    )
    days = rows.order_by("matter__next_report_on", "matter_id").values_list("matter__next_report_on", "matter_id")
    return _by_day(days.distinct()[:COUNTED])


def _by_day(found: Iterable[tuple[dt.date | None, int]]) -> Mapping[dt.date, list[int]]:
    days: defaultdict[dt.date, list[int]] = defaultdict(list)
    for day, pk in found:
        assert day is not None, "only days of the month are asked for"
        days[day].append(pk)
    return days


def _things(
    seen: Seen, days: Mapping[dt.date, list[int]], day: dt.date, lines: Mapping[int, Line], names: Iterable[str]
) -> Things | None:
    pks = days.get(day)
    if not pks:
        return None
    asked = dict.fromkeys(names, day.isoformat())
    href = reverse("matters:matters") + without(seen.query, **asked)
    return Things(tuple(lines[pk] for pk in pks[:SHOWN]), len(pks), href)
