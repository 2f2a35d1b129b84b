"""Days a clerk may take as a due date where the text names none: offered with their rule, never filled in."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.matters.models import Matter, Source
from luoshi.rulebook.lookup import Rulebook
from luoshi.workdays.resolve import calendar_of

LIMITS = "limits.by_source"
_UNITS = {"day": "日", "workday": "个工作日", "month": "个月"}
_SOURCES = {Source.MEETING: "会议", Source.INSTRUCTION: "批示", Source.UPPER: "上级"}
"""What the rule's 来源类别 begins with or contains for a source of matters."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One offer: the day it comes to when counted from today, and the rule that says so."""

    day: dt.date
    words: str
    basis: str


def limits_for(matter: Matter, *, on: dt.date) -> list[Limit]:
    """What the rule in force says about matters of this source; nothing where there is no rule."""
    rule = Rulebook(matter.office).find(LIMITS, on)
    wanted = _SOURCES.get(Source(matter.source))
    if rule is None or wanted is None or not isinstance(rule.value, list):
        return []
    found = []
    for row in rule.value:
        if isinstance(row, dict) and wanted in str(row["source"]):
            number, unit = int(str(row["number"])), str(row["unit"])
            words = f"自今天起{number}{_UNITS[unit]}"
            found.append(Limit(_day(matter.office, on, number, unit), words, f"{rule.source}，{rule.grade_words}"))
    return found


def _day(office: Office, on: dt.date, number: int, unit: str) -> dt.date:
    if unit == "workday":
        return calendar_of(office).add_workdays(on, number)
    if unit == "month":
        months = on.month - 1 + number
        year, month = on.year + months // 12, months % 12 + 1
        return dt.date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
    return on + dt.timedelta(days=number)
