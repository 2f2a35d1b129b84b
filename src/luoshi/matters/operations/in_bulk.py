"""One press for many matters: what can be done is done, what cannot is named with its reason.

``foresee`` says beforehand what would happen to each; the operation asks the same again, for what may have changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db import transaction

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.acts import Given
from luoshi.matters.life import Act, why_not
from luoshi.matters.models import Frequency, Matter
from luoshi.matters.models.matter import OPEN
from luoshi.matters.operations.acting import act_on
from luoshi.matters.operations.advancing import life_of
from luoshi.matters.operations.carrying import hand_out
from luoshi.matters.operations.closing import set_chain, steps_of
from luoshi.matters.operations.limits import refuse_wiping
from luoshi.matters.operations.reviewing import CLOSED_TO_REVISION, revise_matter
from luoshi.matters.operations.scheduling import set_reporting, why_not_scheduled
from luoshi.matters.operations.urging import urge
from luoshi.people.models import Post
from luoshi.workdays import office_date

MOST = 500
"""Matters of one press."""


class Deed(StrEnum):
    """What may be done to many matters at once; the words are those of the choice."""

    HAND_OUT = "交办"
    RECALL = "撤回"
    ACKNOWLEDGE = "代录签收"
    REPORTING = "设反馈频次"
    LEADER = "改牵头领导"
    DUE = "改完成时限"
    REMARK = "改备注"
    URGE = "记催办"
    CHAIN = "设销号程序"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was typed for a deed; each uses some of it. ``only_empty`` leaves alone what has a value already."""

    frequency: str = Frequency.ONCE
    day: dt.date | None = None
    leader: Post | None = None
    remark: str = ""
    only_empty: bool = True
    channel: Channel = Channel.PHONE
    who: str = ""
    words: str = ""
    steps: str = ""
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would happen to a matter, in words, or why nothing does."""

    what: str = ""
    why_not: str = ""


@operation("matters.in_bulk")
def in_bulk(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    matters: Sequence[Matter],
    deed: Deed,
    wanted: Wanted,
    token: str = "",
) -> dict[str, Any]:
    """Do it to each, each by itself: ``{"done": [ref, …], "refused": {ref: sentence}}``. Refused as a whole only for its number."""
    require_keeper(by, office.pk)
    if not matters:
        raise Refused("还没有勾选事项。请先在清单里勾选。")
    if len(matters) > MOST:
        raise Refused(f"一次最多办理 {MOST} 件。请缩小范围，分几次办理。")
    if any(matter.office_id != office.pk for matter in matters):
        raise Unseen
    done, refused = [], {}
    for matter in sorted(matters, key=lambda row: row.pk):
        try:
            with transaction.atomic():
                _do(matter, deed, wanted, by=by, at=at)
        except Refused as refusal:
            refused[matter.ref] = refusal.sentence
        else:
            done.append(matter.ref)
    return {"done": done, "refused": refused}


def _do(matter: Matter, deed: Deed, wanted: Wanted, *, by: Acting, at: dt.datetime) -> None:
    matter.refresh_from_db()
    if obstacle := foresee(matter, deed, wanted, on=office_date(at)).why_not:
        raise Refused(obstacle)
    _DOING[deed](matter, wanted, by, at)


def foresee(matter: Matter, deed: Deed, wanted: Wanted, *, on: dt.date) -> Foreseen:
    """What the deed would do to a matter as it stands."""
    obstacle = _obstacle(matter, deed)
    if obstacle:
        return Foreseen(why_not=obstacle)
    if deed is Deed.DUE and (obstacle := _late(matter, wanted, on)):
        return Foreseen(why_not=obstacle)
    if deed in _EDITS:
        return _edit_foreseen(*_EDITS[deed](matter, wanted), only_empty=wanted.only_empty)
    said = {
        Deed.HAND_OUT: f"交办给{matter.lead}，{Frequency(wanted.frequency).label}",
        Deed.RECALL: f"从{matter.lead}撤回，改为已立项",
        Deed.ACKNOWLEDGE: f"代{matter.lead}签收",
        Deed.REPORTING: f"{Frequency(matter.frequency).label} → {Frequency(wanted.frequency).label}",
        Deed.CHAIN: f"销号程序：{'→'.join(matter.chain) or '按规则'} → {'→'.join(steps_of(wanted.steps)) or '等待填写'}",
        Deed.URGE: f"记一次催办：{wanted.channel.label}" + (f"，{wanted.who}" if wanted.who else ""),
    }
    return Foreseen(said[deed])


def _late(matter: Matter, wanted: Wanted, on: dt.date) -> str:
    """Why an overdue matter gets no later day in one press with others."""
    try:
        refuse_wiping(matter, wanted.day, "", on=on)
    except Refused:
        return f"时限 {matter.due_on} 已过，不能成批改晚。需要延期的用“申请延期”，录错的到事项页更正。"
    return ""


def _obstacle(matter: Matter, deed: Deed) -> str:
    if deed in _ACTS:
        return why_not(life_of(matter), _ACTS[deed])
    if deed is Deed.REPORTING:
        return why_not_scheduled(matter)
    label = matter.get_state_display()
    if deed is Deed.URGE:
        return "" if matter.state in OPEN else f"现在是“{label}”，不用再催。"
    return f"现在是“{label}”，不能再改。" if matter.state in CLOSED_TO_REVISION else ""


def _edit_foreseen(title: str, old: str, new: str, *, only_empty: bool) -> Foreseen:
    if not new:
        return Foreseen(f"{title}：{old or '未明确'}，等待填写新的内容")
    if old == new:
        return Foreseen(why_not=f"{title}已经是“{old}”。")
    if old and only_empty:
        return Foreseen(why_not=f"{title}已有内容“{old}”，只补空着的，不改它。")
    return Foreseen(f"{title}：{old or '未明确'} → {new}")


_ACTS = {Deed.HAND_OUT: Act.HAND_OUT, Deed.RECALL: Act.RECALL, Deed.ACKNOWLEDGE: Act.ACKNOWLEDGE}
_EDITS: dict[Deed, Callable[[Matter, Wanted], tuple[str, str, str]]] = {
    Deed.LEADER: lambda matter, wanted: ("牵头领导", str(matter.leader or ""), str(wanted.leader or "")),
    Deed.DUE: lambda matter, wanted: ("完成时限", str(matter.due_on or ""), str(wanted.day or "")),
    Deed.REMARK: lambda matter, wanted: ("备注", matter.remark, wanted.remark.strip()),
}
"""Fields that are set by hand: what it is called, what it holds, what it would hold."""


def _hand_out(matter: Matter, wanted: Wanted, by: Acting, at: dt.datetime) -> None:
    hand_out(matter.meeting or matter.office, by=by, at=at, matters=[matter], frequency=wanted.frequency)


def _acknowledge(matter: Matter, wanted: Wanted, by: Acting, at: dt.datetime) -> None:
    """In the name of the lead, who told it on that day."""
    day = wanted.on or office_date(at)
    told = OnBehalf(party=str(matter.lead), channel=wanted.channel, said_by=wanted.who, said_on=day)
    act_on(matter, by=replace(by, on_behalf=told), at=at, act=Act.ACKNOWLEDGE, given=Given(on=day))


def _set(name: str) -> Callable[[Matter, Wanted, Acting, dt.datetime], None]:
    def do(matter: Matter, wanted: Wanted, by: Acting, at: dt.datetime) -> None:
        value = {"leader": wanted.leader, "due_on": wanted.day, "remark": wanted.remark.strip()}[name]
        revise_matter(matter, by=by, at=at, values={name: value})

    return do


def _urge(matter: Matter, wanted: Wanted, by: Acting, at: dt.datetime) -> None:
    urge(matter, by=by, at=at, channel=wanted.channel, who=wanted.who, words=wanted.words, urged_on=wanted.on)


_DOING: dict[Deed, Callable[[Matter, Wanted, Acting, dt.datetime], object]] = {
    Deed.HAND_OUT: _hand_out,
    Deed.RECALL: lambda matter, wanted, by, at: act_on(
        matter, by=by, at=at, act=Act.RECALL, given=Given(words=wanted.words)
    ),
    Deed.ACKNOWLEDGE: _acknowledge,
    Deed.REPORTING: lambda matter, wanted, by, at: set_reporting(
        matter, by=by, at=at, frequency=wanted.frequency, next_report_on=wanted.day
    ),
    Deed.LEADER: _set("leader"),
    Deed.DUE: _set("due_on"),
    Deed.REMARK: _set("remark"),
    Deed.URGE: _urge,
    Deed.CHAIN: lambda matter, wanted, by, at: set_chain(matter, by=by, at=at, steps=steps_of(wanted.steps)),
}
