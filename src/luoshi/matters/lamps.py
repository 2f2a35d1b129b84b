"""The days on which a matter's lamp changes, and its colour on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from luoshi.bodies.models import Office
from luoshi.matters.models import Matter
from luoshi.matters.models.matter import DONE, RUNNING
from luoshi.rulebook.lookup import Rulebook

_ONE_DAY = dt.timedelta(days=1)
REMIND = "urge.remind_days"


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
    """The days on which the lamp of a matter with this due date changes, by the rules in force on ``on``; ``book`` where many are asked."""
    if due_on is None:
        return Boundaries(None, None)
    remind = (book or Rulebook(office)).rule(REMIND, on)
    return Boundaries(due_on - remind.whole * _ONE_DAY, due_on + _ONE_DAY, remind.cited)


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
