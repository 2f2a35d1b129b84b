"""Time limits while a matter runs: fixed, extended in time, extended too late (counted by the original day all the same), corrected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from luoshi.journal.refusal import Refused
from luoshi.matters.models import Matter
from luoshi.matters.models.matter import RUNNING
from luoshi.rulebook.lookup import rule

if TYPE_CHECKING:
    from luoshi.matters.operations.effects import Doing

ASK_DAYS = "extension.ask_days"
LATE, BY_ORIGINAL = "extension.late_request_is_overdue", "extension.counts_from_original"


def fix_limit(do: Doing) -> dict[str, Any]:
    """核定: the supervision office fixes the day that the lead proposed, or another one."""
    return new_limit(do, "督查室核定")


def new_limit(do: Doing, sentence: str) -> dict[str, Any]:
    """Another day that counts from now on, where one was given; the first one is kept."""
    due, day = do.matter.due_on, do.given.day
    if day is None:
        return {}
    if day < do.today:
        raise Refused("完成时限不能早于今天。", field="day")
    origins = {**do.matter.origins, "due_on": do.origin(sentence)}
    first = do.matter.original_due_on or (due if due != day else None)
    return {"due_on": day, "due_words": "", "origins": origins, "original_due_on": first, "agreed_on": None}


def last_day_to_ask(matter: Matter, *, on: dt.date) -> dt.date | None:
    """Until when an extension is asked for in time, by the rule in force on a day; ``None`` without a due date."""
    if matter.due_on is None:
        return None
    return matter.due_on - dt.timedelta(days=rule(ASK_DAYS, office=matter.office, on=on).whole)


def is_too_late(matter: Matter, *, on: dt.date) -> bool:
    """Whether what is asked for on a day leaves the matter overdue by its original day (逾期提出的按逾期计), as the rules say."""
    last = last_day_to_ask(matter, on=on)
    if last is None or on <= last:
        return False
    return all(rule(key, office=matter.office, on=on).value is True for key in (LATE, BY_ORIGINAL))


def ask_extension(do: Doing) -> dict[str, Any]:
    """申请延期: from a day that stands, to a later one that is still to come."""
    due, wanted = do.matter.due_on, do.given.day
    if due is None:
        raise Refused("这件事项还没有完成时限，不需要延期。请用“拟报时限”报一个日期。", field="day")
    if wanted is not None and wanted <= due:
        raise Refused(f"申请的日期应当晚于现在的时限 {due}。", field="day")
    if wanted is not None and wanted < do.today:
        raise Refused("申请的日期不能早于今天。", field="day")
    return {}


def grant_extension(do: Doing) -> dict[str, Any]:
    """同意延期: asked for in time, the new day counts; asked for too late, it is agreed and the original day counts."""
    due, day = do.matter.due_on, do.given.day
    if day is not None and due is not None and day <= due:
        raise Refused(f"延期后的时限应当晚于现在的时限 {due}。", field="day")
    asked_on = do.slip_day
    if asked_on is None or not is_too_late(do.matter, on=asked_on):
        return new_limit(do, "同意延期")
    if day is not None and day < do.today:
        raise Refused("完成时限不能早于今天。", field="day")
    return {"agreed_on": day}


def refuse_wiping(matter: Matter, due_on: dt.date | None, because: str, *, on: dt.date) -> None:
    """Raise ``Refused`` where a correction would make an overdue matter look in time and nobody says what was wrong."""
    due = matter.due_on
    if matter.state not in RUNNING or due is None or due >= on or because.strip():
        return
    if due_on is None or due_on > due:
        raise Refused(
            f"时限 {due} 已过，不能直接改晚。确实录错的，请写明原来错在哪里、依据是什么；需要延期的，请用“申请延期”，仍按原定时限计逾期。",
            field="because",
        )
