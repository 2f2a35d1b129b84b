"""立项呈批单: one signature for a batch, with the list of what it puts on the docket."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.documents.tables import Column
from luoshi.matters.models import Batch, Matter, Sort
from luoshi.matters.prints.of_matter import due_cell, numbers, supporting_words
from luoshi.matters.prints.sheet import WIDTH, Cell, Form, Line, Roll, Row, Sheet, day_words, label, signing, value
from luoshi.matters.rows import leader_names
from luoshi.meetings.models import Meeting

TITLE = "督办事项立项呈批单"
COLUMNS = (
    Column("number", "编号", 29, centred=True),
    Column("words", "议定事项", 51),
    Column("lead", "牵头单位", 18, centred=True),
    Column("supporting", "配合单位", 18, centred=True),
    Column("leader", "牵头领导", 18, centred=True),
    Column("due", "完成时限", 22, centred=True),
)
_WIDTHS = (26.0, 52.0, 26.0, 52.0)


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter with the number it has, or will get with the signature."""

    matter: Matter
    number: str


def approval(
    held: Meeting | Office, listed: Sequence[Listed], *, batch: Batch | None = None, made_by: str = "", on: dt.date
) -> Sheet:
    """The paper before the signature, or with ``batch`` as it was signed."""
    count = len(listed)
    signed = Cell(foot=signing(batch.approved_by, batch.approved_on)) if batch else Cell(foot=signing())
    asked = f"拟将所附 {count} 件列入督办台账，由所列牵头单位按时限办理。妥否，请批示。"
    basis = batch.basis if batch is not None else ""
    rows = (
        Row((label("来源"), value(_source(held), span=3))),
        Row((label("件数"), value(_count(listed)), label("呈批日期"), value(day_words(batch.approved_on if batch else on)))),
        *((Row((label("依据"), value(basis, span=3))),) if basis else ()),
        Row((label("拟办意见"), Cell(words=(asked,), span=3, foot=f"经办人：{made_by or '　　　　'}")), height=24),
        Row((label("督查意见"), Cell(span=3, foot=signing())), height=22),
        Row((label("领导批示"), Cell(span=3, foot=signed.foot)), height=34),
    )  # fmt: skip
    leaders = leader_names((each.matter for each in listed), on=on)
    roll = Roll(COLUMNS, tuple(_row(each, leaders) for each in listed))
    assert sum(column.width for column in COLUMNS) == WIDTH
    head = Line(words=f"附：拟立项事项清单（{count} 件）", head=True, indent=0, size=12, keep=True)
    return Sheet(TITLE, "", (Form(_WIDTHS, rows), head, roll))


def approval_of(batch: Batch, matters: Sequence[Matter], *, on: dt.date) -> Sheet:
    """The paper of a batch that was approved."""
    held = batch.meeting or batch.office
    listed = [Listed(matter, numbers(matter)) for matter in matters]
    return approval(held, listed, batch=batch, on=on)


def _source(held: Meeting | Office) -> str:
    if isinstance(held, Office):
        return "会议以外的来源（见清单）"
    return held.name + (f"（{day_words(held.held_on)}）" if held.held_on else "")


def _count(listed: Sequence[Listed]) -> str:
    """12 件，其中长期坚持 2 件."""
    standing = sum(each.matter.sort == Sort.STANDING for each in listed)
    return f"{len(listed)} 件" + (f"，其中长期坚持 {standing} 件" if standing else "")


def _row(each: Listed, leaders: Mapping[int, str]) -> tuple[str | None, ...]:
    matter = each.matter
    leader = leaders.get(matter.leader.pk, str(matter.leader)) if matter.leader is not None else None
    lead = str(matter.lead) if matter.lead is not None else None
    return (each.number, matter.words, lead, supporting_words(matter), leader, due_cell(matter))
