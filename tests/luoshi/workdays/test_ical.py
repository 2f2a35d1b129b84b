"""The calendar leaves as iCalendar that other programs read."""

from __future__ import annotations

import datetime as dt

from luoshi.workdays import Calendar
from luoshi.workdays.ical import icalendar
from luoshi.workdays.tables import Holiday, Table, shipped_tables

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
WRITTEN = icalendar(Calendar.of_the_state(), years=[2026], name="安澜市工作日历", at=AT)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_no_line_is_longer_than_75_octets_and_none_cuts_a_character() -> None:
    lines = WRITTEN.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    assert any(line.startswith(b" ") for line in lines)


def test_a_holiday_ends_on_the_day_after_its_last() -> None:
    lines = unfolded(WRITTEN)
    start = lines.index("DTSTART;VALUE=DATE:20261001")
    assert lines[start + 1 : start + 3] == ["DTEND;VALUE=DATE:20261008", "SUMMARY:国庆节放假"]


def test_shifted_days_of_work_are_events_of_their_own() -> None:
    assert unfolded(WRITTEN).count("SUMMARY:上班（国庆节调休）") == 2


def test_a_day_that_a_later_notice_gives_off_is_no_longer_announced_as_work() -> None:
    change = Table("调整", (Holiday("国庆节", dt.date(2026, 10, 10), dt.date(2026, 10, 10)),))
    changed = icalendar(Calendar((*shipped_tables(), change)), years=[2026], name="日历", at=AT)
    assert unfolded(changed).count("SUMMARY:上班（国庆节调休）") == 1
