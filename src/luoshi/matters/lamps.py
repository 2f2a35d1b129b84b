"""The days on which a matter's lamp changes, and its colour on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from luoshi.bodies.models import Office
from luoshi.matters.models import Matter
from luoshi.matters.models.matter import DONE, RUNNING
from luoshi.rulebook.lookup import Rule, Rulebook

_ONE_DAY = dt.timedelta(days=1)
REMIND, THRESHOLDS = "urge.remind_days", "lamps.thresholds"
RULES = (REMIND, THRESHOLDS)


class Lamp(StrEnum):
    """A lamp has a word (and on the page a shape) besides its colour."""

    GREEN = "正常"
    YELLOW = "临近"
    RED = "逾期"
    NONE = "未定时限"
    DONE = "已办结"
    OFF = "不亮灯"


@dataclass(frozen=True, slots=True)
class Boundaries:
    """First yellow and first red day, with the rule that yielded them as the journal keeps it."""

    yellow_from: dt.date | None
    red_from: dt.date | None
    cited: dict[str, object] | None = None


def boundaries(office: Office, due_on: dt.date | None, *, on: dt.date, book: Rulebook | None = None) -> Boundaries:
    """The days on which the lamp of a matter with this due date changes, by the rules in force on ``on``; ``book`` where many are asked.

    The table of lamps says how many days before and after; where it leaves the days before open, those of the reminding hold.
    """
    if due_on is None:
        return Boundaries(None, None)
    book = book or Rulebook(office)
    table = book.rule(THRESHOLDS, on)
    red_from = due_on + max(_days(table, "overdue_days", "low") or 1, 1) * _ONE_DAY
    near = _days(table, "days_to_due", "high")
    if near is not None:
        return Boundaries(due_on - near * _ONE_DAY, red_from, table.cited)
    remind = book.rule(REMIND, on)
    return Boundaries(due_on - remind.whole * _ONE_DAY, red_from, remind.cited)


def _days(table: Rule, measure: str, bound: str) -> int | None:
    """A bound of the table's first row that looks at a measure; ``None`` where it states none. Days count whole."""
    rows = table.value if isinstance(table.value, list) else []
    stated = (row.get(bound) for row in rows if isinstance(row, dict) and row.get("measure") == measure)
    found = next(stated, None)
    return int(found) if isinstance(found, int | float) else None


def lit_red(on: dt.date) -> Q:
    """The condition of what ``lamp`` finds overdue on a day."""
    return Q(state__in=RUNNING, red_from__lte=on, yellow_from__isnull=False)


def lamp(matter: Matter, *, on: dt.date) -> Lamp:
    """The colour on a day; no lamp is lit for what is not on the docket, suspended, or made standing."""
    if matter.state in DONE:
        return Lamp.DONE
    if matter.state not in RUNNING:
        return Lamp.OFF
    if matter.red_from is None or matter.yellow_from is None:
        return Lamp.NONE
    if on >= matter.red_from:
        return Lamp.RED
    return Lamp.YELLOW if on >= matter.yellow_from else Lamp.GREEN
