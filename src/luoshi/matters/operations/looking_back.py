"""Planning look-backs (回头看): the supervision office says on which day it looks at closed matters again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.matters.access import require_keeper
from luoshi.matters.life import Act, states_for
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations.changing import change
from luoshi.workdays import office_date


@operation("matters.plan_look_backs")
def plan_look_backs(
    matters: Sequence[Matter], *, by: Acting, at: dt.datetime, on: dt.date, token: str = ""
) -> list[Matter]:
    """Put closed matters on the desk for a look-back on a day; all of them or none."""
    if not matters:
        raise Refused("还没有勾选要回头看的事项。")
    return [plan_look_back(matter, by=by, at=at, on=on) for matter in matters]


@operation("matters.plan_look_back")
def plan_look_back(
    matter: Matter, *, by: Acting, at: dt.datetime, on: dt.date, token: str = "", seen_seq: int | None = None
) -> Matter:
    """Look at a closed matter again on a day."""
    require_keeper(by, matter.office_id)
    if MatterState(matter.state) not in states_for(Act.LOOK_BACK):
        raise Refused(f"“{matter}”现在是“{matter.get_state_display()}”，销号后才回头看。请刷新页面。")
    if on < office_date(at):
        raise Refused("回头看日期不能早于今天。", field="on")
    return change(matter, "matter.look_back_planned", {"look_back_on": on}, by=by, at=at)
