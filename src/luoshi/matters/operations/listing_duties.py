"""The townships' duty lists: taken over from a table, ended, and why a township leads what was taken back all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, revise
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.models import DutyListItem, DutyListKind, Matter, Slip, SlipKind
from luoshi.matters.operations.changing import change
from luoshi.matters.upward import KEPT, flags_of
from luoshi.workdays import office_date

_FIELDS = ("office", "township", "kind", "words", "taken_by", "basis", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDuty:
    """One row of a duty list as it was read; without a township it holds for all."""

    words: str
    kind: DutyListKind
    township: Body | None = None
    taken_by: str = ""
    basis: str = ""


@operation("matters.take_over_duty_list")
def take_over_duty_list(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    duties: Sequence[ListedDuty],
    on: dt.date,
    replaces: bool = False,
    token: str = "",
) -> list[DutyListItem]:
    """Take over the rows of a table from a day on. What stands already is brought up to date; ``replaces`` ends what the table does not
    name any more, of the townships that it names. Hands back what was new or changed."""
    require_keeper(by, office.pk)
    if not duties:
        raise Refused("没有可以导入的行。请检查表格。")
    if any(each.township is not None and each.township.office_id != office.pk for each in duties):
        raise Unseen
    standing = {(row.township_id, row.words): row for row in DutyListItem.objects.on(on).filter(office=office)}
    changed = []
    for each in {_key(each): each for each in duties}.values():
        row = standing.get(_key(each))
        new = _listed(office, each, on, by=by, at=at) if row is None else _brought_up(row, each, by=by, at=at)
        changed += [new] if new is not None else []
    if replaces:
        _end_others(standing.values(), duties, on, by=by, at=at)
    return changed


def _key(each: ListedDuty) -> tuple[int | None, str]:
    return (each.township.pk if each.township is not None else None, each.words)


def _listed(office: Office, each: ListedDuty, on: dt.date, *, by: Acting, at: dt.datetime) -> DutyListItem:
    row = DutyListItem(
        office=office,
        township=each.township,
        kind=each.kind,
        words=each.words,
        taken_by=each.taken_by,
        basis=each.basis,
        valid_from=on,
    )
    return found(row, "duty_item.listed", _FIELDS, by=by, at=at)


def _brought_up(row: DutyListItem, each: ListedDuty, *, by: Acting, at: dt.datetime) -> DutyListItem | None:
    """The row with what the table says now; ``None`` where it says nothing new."""
    before = row.seq
    values = {"kind": each.kind, "taken_by": each.taken_by or row.taken_by, "basis": each.basis or row.basis}
    revise(row, "duty_item.revised", values, by=by, at=at)
    return row if row.seq != before else None


def _end_others(
    standing: Iterable[DutyListItem], duties: Sequence[ListedDuty], on: dt.date, *, by: Acting, at: dt.datetime
) -> None:
    named = {_key(each) for each in duties}
    townships = {township for township, _ in named}
    for row in standing:
        if row.township_id in townships and (row.township_id, row.words) not in named:
            end_listed_duty(row, by=by, at=at, on=on)


@operation("matters.end_listed_duty")
def end_listed_duty(item: DutyListItem, *, by: Acting, at: dt.datetime, on: dt.date, token: str = "") -> DutyListItem:
    """End an item: ``on`` is the first day on which it does not hold any more."""
    require_keeper(by, item.office_id)
    last = on - dt.timedelta(days=1)
    if item.valid_from is not None and last < item.valid_from:
        last = item.valid_from
    return revise(item, "duty_item.ended", {"valid_to": last}, by=by, at=at)


@operation("matters.keep_with_township")
def keep_with_township(
    matter: Matter, *, by: Acting, at: dt.datetime, reason: str, token: str = "", seen_seq: int | None = None
) -> Matter:
    """Say why a township leads a matter though its list says that the work was taken back; it may be handed out then."""
    require_keeper(by, matter.office_id)
    if not reason.strip():
        raise Refused("请写明为什么仍由乡镇牵头，例如领导批示或上级文件。", field="reason")
    if matter.lead is None or matter.lead.kind != BodyKind.TOWNSHIP:
        raise Refused("这件事项不是由乡镇牵头的，不用说明。请刷新页面。")
    told = {"act": {"name": "keep_with_township", "words": reason.strip(), "body": str(matter.lead)}}
    change(matter, "matter.kept_with_township", {}, by=by, at=at, more=told)
    on = office_date(at)
    Slip.objects.create(
        matter=matter,
        kind=SlipKind.DECISION,
        words=reason.strip(),
        asked_by=by.name,
        asked_at=at,
        asked_seq=matter.seq,
        outcome=KEPT,
        answered_by=by.name,
        answered_on=on,
        answered_at=at,
        answered_seq=matter.seq,
    )
    return matter


def refuse_taken_back(matters: Sequence[Matter], on: dt.date) -> None:
    """Raise ``Refused`` where a township would lead what was taken back and nobody said why."""
    flags = flags_of(matters, on=on)
    if flags:
        raise Refused(
            f"{flags[0].sentence}请改由承接部门牵头；确需乡镇牵头的，先在“任务台—履职清单提醒”里写明理由，再交办。",
            field="matters",
        )
