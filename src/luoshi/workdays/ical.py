"""The calendar as iCalendar (RFC 5545): one all-day event a holiday and one a shifted day of work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from luoshi.workdays.calendar import Calendar
from luoshi.workdays.tables import ONE_DAY, Holiday

_OCTETS = 75


def icalendar(calendar: Calendar, *, years: Iterable[int], name: str, at: dt.datetime) -> bytes:
    """Days off and shifted days of work of these years. ``at`` is the moment of writing; lines are folded by octets."""
    wanted = frozenset(years)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Luoshi//workdays//ZH", f"X-WR-CALNAME:{text_value(name)}"]
    stamp = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for first, last, said, source in _spans(calendar, wanted):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{first.isoformat()}-{'off' if last else 'work'}@luoshi",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{(last or first) + ONE_DAY:%Y%m%d}",
            f"SUMMARY:{text_value(said)}",
            f"DESCRIPTION:{text_value(source)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return written(lines)


def written(lines: Iterable[str]) -> bytes:
    """The lines of a calendar as they leave, each folded by octets."""
    return b"".join(_folded(line) for line in lines)


def _spans(calendar: Calendar, years: frozenset[int]) -> Iterator[tuple[dt.date, dt.date | None, str, str]]:
    """First day, last day (``None`` for a shifted day of work), what is said, source; by first day, as the calendar now holds."""
    found = [
        span
        for table in calendar.tables
        for holiday in table.holidays
        if holiday.first.year in years or holiday.last.year in years
        for span in _of_holiday(calendar, holiday, table.source)
    ]
    return iter(sorted(dict.fromkeys(found), key=lambda span: (span[0], span[1] is None)))


def _of_holiday(
    calendar: Calendar, holiday: Holiday, source: str
) -> Iterator[tuple[dt.date, dt.date | None, str, str]]:
    if not any(calendar.is_workday(day) for day in holiday.days()):
        yield holiday.first, holiday.last, f"{holiday.name}放假", source
    for day in holiday.work:
        if calendar.is_workday(day):
            yield day, None, f"上班（{holiday.name}调休）", source


def text_value(value: str) -> str:
    """Words as the value of a property: what has a meaning of its own is escaped."""
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no character cut in two."""
    out, room = bytearray(), _OCTETS
    for character in line:
        octets = character.encode()
        if len(octets) > room:
            out += b"\r\n "
            room = _OCTETS - 1
        out += octets
        room -= len(octets)
    return bytes(out) + b"\r\n"
