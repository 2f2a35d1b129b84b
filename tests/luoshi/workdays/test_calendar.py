"""Counting days of work: the state's calendar against two independent tables, and against days counted by hand."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.deadlines import When, resolve
from luoshi.workdays import Calendar, office_date
from luoshi.workdays.page import count
from luoshi.workdays.tables import Holiday, Table, shipped_tables

STATE = Calendar.of_the_state()
DAYS = [
    dt.date(2018, 1, 1) + dt.timedelta(days=step) for step in range((dt.date(2027, 1, 1) - dt.date(2018, 1, 1)).days)
]
days = st.dates(dt.date(2000, 1, 1), dt.date(2050, 12, 31))
TORCH = Table("关于火把节放假的通知", (Holiday("火把节", dt.date(2026, 8, 6), dt.date(2026, 8, 7)),), local=True)


def test_the_shipped_tables_cover_2018_to_2026() -> None:
    assert STATE.covered == set(range(2018, 2027))


def test_every_day_of_nine_years_is_what_chinesecalendar_says() -> None:
    assert [day for day in DAYS if STATE.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_of_nine_years_is_what_holidays_says() -> None:
    china = holidays.country_holidays("CN", years=range(2018, 2027))
    assert [day for day in DAYS if STATE.is_workday(day) != china.is_working_day(day)] == []


def test_the_spring_festival_of_2020_ran_to_the_second_of_february() -> None:
    assert not STATE.is_workday(dt.date(2020, 1, 31))
    assert not STATE.is_workday(dt.date(2020, 2, 1))
    assert STATE.is_workday(dt.date(2020, 2, 3))
    assert "延长" in STATE.day(dt.date(2020, 1, 31)).source


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "2020-03-10"),
        (2, "2020-03-11"),
        (3, "2020-03-12"),
        (5, "2020-03-16"),
        (7, "2020-03-18"),
        (10, "2020-03-23"),
        (15, "2020-03-30"),
        (20, "2020-04-07"),
        (30, "2020-04-21"),
    ],
)
def test_days_of_work_from_the_ninth_of_march_2020(n: int, expected: str) -> None:
    assert STATE.add_workdays(dt.date(2020, 3, 9), n) == dt.date.fromisoformat(expected)


def test_ten_days_of_work_skip_the_national_holiday_and_count_the_shifted_saturday() -> None:
    assert STATE.add_workdays(dt.date(2026, 9, 28), 10) == dt.date(2026, 10, 16)


def test_five_days_of_work_skip_the_spring_festival_and_count_the_shifted_saturday() -> None:
    assert STATE.add_workdays(dt.date(2026, 2, 12), 5) == dt.date(2026, 2, 26)


def test_a_local_holiday_moves_the_end() -> None:
    local = Calendar((*shipped_tables(), TORCH))
    assert STATE.add_workdays(dt.date(2026, 8, 5), 2) == dt.date(2026, 8, 7)
    assert local.add_workdays(dt.date(2026, 8, 5), 2) == dt.date(2026, 8, 11)
    assert local.day(dt.date(2026, 8, 6)).local


def test_a_later_table_overrides_an_earlier_one_on_its_days_only() -> None:
    moved = Table("调整通知", (Holiday("劳动节", dt.date(2026, 5, 6), dt.date(2026, 5, 6), (dt.date(2026, 5, 16),)),))
    changed = Calendar((*shipped_tables(), moved))
    differing = [day for day in DAYS if STATE.is_workday(day) != changed.is_workday(day)]
    assert differing == [dt.date(2026, 5, 6), dt.date(2026, 5, 16)]


def test_a_year_without_a_table_knows_weekends_and_fixed_days_and_says_that_it_is_provisional() -> None:
    day = STATE.day(dt.date(2027, 5, 1))
    assert (day.working, day.name, day.provisional) == (False, "劳动节", True)
    assert not STATE.is_workday(dt.date(2027, 10, 1))
    assert STATE.is_workday(dt.date(2027, 10, 4))
    assert STATE.count(dt.date(2026, 12, 1), 30).provisional


def test_the_second_of_may_is_off_by_law_only_from_2025() -> None:
    bare = Calendar(())
    assert bare.is_workday(dt.date(2024, 5, 2))
    assert not bare.is_workday(dt.date(2025, 5, 2))


def test_the_last_week_of_december_waits_for_the_next_notice() -> None:
    assert not STATE.provisional(dt.date(2026, 12, 24))
    assert STATE.provisional(dt.date(2026, 12, 29))
    assert not STATE.provisional(dt.date(2025, 12, 29))


def test_counting_within_known_years_is_not_provisional() -> None:
    assert not STATE.count(dt.date(2026, 9, 28), 10).provisional


@given(days, st.integers(1, 600))
def test_the_nth_day_of_work_has_n_days_of_work_up_to_it(day: dt.date, n: int) -> None:
    found = STATE.add_workdays(day, n)
    assert STATE.is_workday(found)
    assert STATE.workdays_between(day, found) == n


@given(days, st.integers(1, 600))
def test_counting_back_is_the_mirror_of_counting_ahead(day: dt.date, n: int) -> None:
    found = STATE.add_workdays(day, -n)
    assert STATE.is_workday(found)
    assert STATE.workdays_between(day, found) == -n


@given(days, st.integers(0, 300), st.integers(0, 300))
def test_counting_on_is_counting_once(day: dt.date, one: int, two: int) -> None:
    assert STATE.add_workdays(STATE.add_workdays(day, one), two) == STATE.add_workdays(day, one + two)


@given(days, st.integers(0, 80))
def test_the_count_is_the_same_as_walking_day_by_day(day: dt.date, n: int) -> None:
    walked, left = day, n
    while left:
        walked += dt.timedelta(days=1)
        left -= STATE.is_workday(walked)
    assert STATE.add_workdays(day, n) == walked


@given(days)
def test_the_next_day_of_work_is_the_day_itself_or_the_first_after_it(day: dt.date) -> None:
    found = STATE.next_workday(day)
    assert STATE.is_workday(found)
    assert STATE.workdays_between(day, found) == (found != day)


def test_counting_past_the_end_of_time_overflows() -> None:
    with pytest.raises(OverflowError):
        STATE.add_workdays(dt.date(9999, 12, 1), 60)


def test_what_was_met_on_the_way_is_told_in_stretches() -> None:
    days = (
        Holiday("火把节", dt.date(2026, 8, 6), dt.date(2026, 8, 7)),
        Holiday("火把节", dt.date(2026, 8, 12), dt.date(2026, 8, 12)),
    )
    local = Calendar((*shipped_tables(), Table("通知", days, local=True)))
    assert count(local, dt.date(2026, 8, 5), 5).passed == ["8月6日至7日火把节", "8月12日火把节"]
    spring = count(STATE, dt.date(2019, 4, 26), 10).passed
    assert spring == ["4月28日上班", "5月1日至4日劳动节", "5月5日上班"]


def test_half_past_eleven_at_night_in_greenwich_is_the_next_morning_in_the_office() -> None:
    assert office_date(dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)) == dt.date(2026, 11, 24)
    assert office_date(dt.datetime(2026, 11, 23, 15, 59, tzinfo=dt.UTC)) == dt.date(2026, 11, 23)


def test_a_moment_without_a_zone_is_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        office_date(dt.datetime(2026, 11, 23, 23, 30))  # noqa: DTZ001 - the very thing refused


def test_the_reader_counts_deadlines_with_this_calendar() -> None:
    within: When = {"kind": "within", "n": 20, "unit": "workday", "from": "meeting"}
    assert resolve(within, meeting_on=dt.date(2020, 3, 9), calendar=STATE) == "2020-04-07"
