"""From symbolic deadlines to days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jiyao.deadlines import resolve
from jiyao.lexicon import load

MONDAY = dt.date(2026, 3, 9)


class FiveDayWeek:
    """A calendar that knows no holidays."""

    def add_workdays(self, day: dt.date, n: int) -> dt.date:
        while n:
            day += dt.timedelta(days=1)
            n -= self.is_workday(day)
        return day

    def is_workday(self, day: dt.date) -> bool:
        return day.isoweekday() <= 5


@pytest.mark.parametrize(
    ("when", "detail", "day"),
    [
        ({"kind": "before", "date": "2022-10-31"}, {}, "2022-10-31"),
        ({"kind": "before", "date": "--04-30"}, {}, "2026-04-30"),
        ({"kind": "before", "date": "--03-09"}, {}, "2026-03-09"),
        ({"kind": "before", "date": "--02-28"}, {}, "2027-02-28"),
        ({"kind": "before", "date": "--03-31"}, {"years": 1}, "2027-03-31"),
        ({"kind": "before", "date": "2028-02-28"}, {}, "2028-02-29"),
        ({"kind": "before", "date": "---25"}, {}, "2026-03-25"),
        ({"kind": "before", "date": "---10"}, {"months": 1}, "2026-04-10"),
        ({"kind": "feast", "feast": "flood_season", "offset": -1}, {}, None),
        ({"kind": "within", "n": 1, "unit": "workday", "from": "meeting"}, {}, "2026-03-10"),
        ({"kind": "within", "n": 5, "unit": "workday", "from": "meeting"}, {}, "2026-03-16"),
        ({"kind": "within", "n": 3, "unit": "day", "from": "meeting"}, {}, "2026-03-12"),
        ({"kind": "within", "n": 36, "unit": "hour", "from": "meeting"}, {}, "2026-03-11"),
        ({"kind": "within", "n": 2, "unit": "month", "from": "meeting"}, {}, "2026-05-09"),
        ({"kind": "within", "n": 5, "unit": "workday", "from": "issue"}, {}, None),
        ({"kind": "end_of", "period": "half_year"}, {}, "2026-06-30"),
        ({"kind": "end_of", "period": "half_year"}, {"nth": 2}, "2026-12-31"),
        ({"kind": "end_of", "period": "quarter"}, {"nth": 3}, "2026-09-30"),
        ({"kind": "end_of", "period": "quarter"}, {}, "2026-03-31"),
        ({"kind": "end_of", "period": "year"}, {"years": 1}, "2027-12-31"),
        ({"kind": "end_of", "period": "month"}, {"months": 1}, "2026-04-30"),
        ({"kind": "end_of", "period": "ten_days"}, {}, "2026-03-10"),
        ({"kind": "end_of", "period": "week"}, {"nth": 5}, "2026-03-13"),
        ({"kind": "end_of", "period": "week"}, {"nth": 5, "weeks": 1}, "2026-03-20"),
        ({"kind": "feast", "feast": "spring_festival", "offset": -1}, {}, "2027-02-05"),
        ({"kind": "feast", "feast": "labour_day", "offset": -1}, {}, "2026-04-30"),
        ({"kind": "feast", "feast": "lantern", "offset": -1}, {}, "2027-02-19"),
        ({"kind": "every", "period": "month", "day": 28}, {}, None),
        ({"kind": "standing"}, {}, None),
    ],
)
def test_a_deadline_becomes_the_last_day_in_time(when: dict[str, Any], detail: dict[str, Any], day: str | None) -> None:
    assert resolve(when, meeting_on=MONDAY, calendar=FiveDayWeek(), detail=detail) == day


def test_working_days_have_no_day_without_a_calendar() -> None:
    when = {"kind": "within", "n": 3, "unit": "workday", "from": "meeting"}
    assert resolve(when, meeting_on=MONDAY, calendar=None) is None


def test_a_day_without_a_year_has_no_day_without_the_meeting() -> None:
    assert resolve({"kind": "before", "date": "--04-30"}, meeting_on=None, calendar=None) is None


def test_the_table_of_lunar_feasts_agrees_with_the_package_holidays() -> None:
    holidays = pytest.importorskip("holidays", reason="the package holidays is the oracle of the lunar feasts")
    names = {"spring_festival": "春节", "dragon_boat": "端午节", "mid_autumn": "中秋节", "qingming": "清明节"}
    feasts = load("feasts")
    for feast, name in names.items():
        for text in feasts[feast]["days"]:
            day = dt.date.fromisoformat(text)
            known = holidays.country_holidays("CN", years=day.year, language="zh_CN")
            assert name in known.get(day, ""), f"{name} {day}: {known.get(day)}"
