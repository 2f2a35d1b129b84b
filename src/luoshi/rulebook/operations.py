"""Making a rule for an office, ending it, withdrawing it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import Json, canonical
from luoshi.journal.operation import operation
from luoshi.journal.record import found, revise
from luoshi.journal.refusal import Refused
from luoshi.rulebook.access import require_keeper
from luoshi.rulebook.definitions import Definition, Grade
from luoshi.rulebook.models import OwnRule
from luoshi.rulebook.shipped import shipped
from luoshi.rulebook.signals import rule_changed

_FIELDS = ("key", "value", "valid_from", "valid_to", "source", "source_ref", "grade", "note")
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDetails:
    """A rule as its maker states it. ``ends_earlier`` lets it end the rule that holds until then on the day before."""

    key: str
    value: Json
    valid_from: dt.date
    valid_to: dt.date | None = None
    source: str = ""
    source_ref: str = ""
    grade: Grade = Grade.NONE
    note: str = ""
    ends_earlier: bool = False


@operation("rule.make")
def make_rule(office: Office, *, by: Acting, at: dt.datetime, details: RuleDetails, token: str = "") -> OwnRule:
    """Make a rule for an office and those below it; sends ``rule_changed``.

    Refuses a value that does not fit, a grade without a source or a source without a grade, and a period in which the office already has a rule of the key.
    """
    require_keeper(by, office.pk)
    definition = _defined(details.key)
    _refuse_unfit(definition, details)
    _make_room(office, definition, details, by=by, at=at)
    row = OwnRule(
        office=office,
        key=details.key,
        value=canonical(details.value),
        valid_from=details.valid_from,
        valid_to=details.valid_to,
        source=details.source.strip(),
        source_ref=details.source_ref.strip(),
        grade=details.grade.value,
        note=details.note.strip(),
    )
    found(row, "rule.made", _FIELDS, by=by, at=at)
    _announce(row, row.valid_from, row.valid_to, by=by, at=at)
    return row


@operation("rule.end")
def end_rule(
    row: OwnRule, *, by: Acting, at: dt.datetime, last: dt.date, token: str = "", seen_seq: int | None = None
) -> OwnRule:
    """Let a rule end with a day; what holds without it holds from the next day on. Sends ``rule_changed``."""
    require_keeper(by, row.office_id)
    _refuse_void(row)
    if last < row.valid_from:
        raise Refused(
            f"这条规定从{_written(row.valid_from)}起有效，不能止于更早的日子。录错了请用“撤回”。", field="last"
        )
    if row.valid_to is not None and last > row.valid_to:
        raise Refused(f"这条规定已经止于{_written(row.valid_to)}，不能再往后延。需要延续时请另立一条。", field="last")
    changed_to = row.valid_to
    revise(row, "rule.ended", {"valid_to": last}, by=by, at=at)
    _announce(row, last + _ONE_DAY, changed_to, by=by, at=at)
    return row


@operation("rule.withdraw")
def withdraw_rule(
    row: OwnRule, *, by: Acting, at: dt.datetime, token: str = "", seen_seq: int | None = None
) -> OwnRule:
    """Take a rule back that was made by mistake, as if it had never held; it stays readable. Sends ``rule_changed``."""
    require_keeper(by, row.office_id)
    _refuse_void(row)
    revise(row, "rule.withdrawn", {"void": True}, by=by, at=at)
    _announce(row, row.valid_from, row.valid_to, by=by, at=at)
    return row


def _defined(key: str) -> Definition:
    known = shipped().get(key)
    if known is None:
        raise Refused(f"规则库里没有“{key}”这一项。", field="key")
    return known.definition


def _refuse_unfit(definition: Definition, details: RuleDetails) -> None:
    if complaints := definition.complaints(details.value):
        raise Refused("".join(complaints), field="value")
    if details.valid_to is not None and details.valid_to < details.valid_from:
        raise Refused("截止日期早于起始日期。请核对。", field="valid_to")
    if details.grade is not Grade.NONE and not details.source.strip():
        raise Refused("请填写依据的文件名称；没有依据的，请选“没有文件依据”。", field="source")
    if details.grade is Grade.NONE and details.source.strip():
        raise Refused("填写了依据，请在“依据的分量”里选它是哪一种。", field="grade")


def _make_room(office: Office, definition: Definition, details: RuleDetails, *, by: Acting, at: dt.datetime) -> None:
    """Refuse an overlap, or end the rule that holds until the new one begins. The office's row is locked, so two cannot pass here at once."""
    rows = OwnRule.objects.standing().filter(office=office, key=details.key)
    overlapping = list(rows.overlapping(details.valid_from, details.valid_to).select_for_update())
    for row in overlapping:
        until = _written(row.valid_to) if row.valid_to else "长期"
        held = f"本单位已有“{definition.title}”的规定（{_written(row.valid_from)}起，至{until}）"
        if row.valid_from >= details.valid_from:
            raise Refused(f"{held}，与新规定的时间重叠。请先撤回它，或者改新规定的起止日期。", field="valid_from")
        if not details.ends_earlier:
            raise Refused(f"{held}。要从新日期起改用新规定，请勾选“原规定止于前一日”。", field="ends_earlier")
        if details.valid_to is None or (row.valid_to is not None and row.valid_to <= details.valid_to):
            revise(row, "rule.ended", {"valid_to": details.valid_from - _ONE_DAY}, by=by, at=at)
        else:
            raise Refused(f"{held}，比新规定止得更晚。请把新规定的截止日期留空，或者分段另立。", field="valid_to")


def _refuse_void(row: OwnRule) -> None:
    if row.void:
        raise Refused("这条规定已经撤回了。")


def _announce(row: OwnRule, first: dt.date, last: dt.date | None, *, by: Acting, at: dt.datetime) -> None:
    rule_changed.send(OwnRule, office=row.office, key=row.key, first=first, last=last, by=by, at=at)


def _written(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
