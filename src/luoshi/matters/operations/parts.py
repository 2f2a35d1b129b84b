"""分解: a matter under way is split into parts for sections or townships; the whole cannot close before its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.acts import Party
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations.acting import require_party
from luoshi.matters.operations.advancing import advance
from luoshi.matters.operations.changing import begin
from luoshi.matters.upward import flag_of
from luoshi.workdays import office_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one body has to do of a matter; without a day of its own it is due with the whole."""

    words: str
    body: Body
    due_on: dt.date | None = None


@operation("matters.break_down")
def break_down(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    parts: Sequence[Part],
    despite: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> list[Matter]:
    """Give parts of a matter to other bodies; each is handed out at once and reviewed by the lead of the whole.

    ``despite`` says why a township gets a part that its duty list marks as taken back upward.
    """
    require_party(matter, Party.LEAD, by)
    if not parts:
        raise Refused("请至少写一个分解项：做什么、交给谁。", field="parts")
    for part in parts:
        _refuse_wrong(matter, part)
        _refuse_taken_back(part, despite, office_date(at))
    count = matter.parts.count()
    made = []
    for position, part in enumerate(parts, start=count + 1):
        told = {"part_words": part.words.strip()[:40], "body_name": str(part.body)}
        told |= {"despite": despite.strip()} if despite.strip() else {}
        advance(matter, Act.OPEN_PART, "matter.part_opened", by=by, at=at, more=told)
        made.append(_begun(matter, part, position, by=by, at=at))
    return made


def _refuse_wrong(matter: Matter, part: Part) -> None:
    if part.body.office_id != matter.office_id:
        raise Unseen
    if matter.parent_id is not None:
        raise Refused("分解项不再往下分解。请由整件的牵头单位直接分给具体单位。")
    if not part.words.strip():
        raise Refused(f"请写明交给“{part.body}”办什么。", field="parts")
    if part.due_on and matter.due_on and part.due_on > matter.due_on:
        raise Refused(f"“{part.body}”的时限 {part.due_on} 晚于整件的时限 {matter.due_on}。请提前。", field="parts")


def _refuse_taken_back(part: Part, despite: str, on: dt.date) -> None:
    flag = flag_of(part.words, part.body, on=on)
    if flag is not None and not despite.strip():
        raise Refused(f"{flag.sentence}请改交承接部门；确需乡镇办理的，请写明理由。", field="despite")


def _begun(whole: Matter, part: Part, position: int, *, by: Acting, at: dt.datetime) -> Matter:
    hand = {"how": "hand", "by": by.name, "at": at.isoformat(timespec="seconds"), "sentence": "分解时写定"}
    own = {"words": hand, "lead": hand} | ({"due_on": hand} if part.due_on else {})
    row = Matter(
        office=whole.office,
        meeting=whole.meeting,
        source=whole.source,
        state=MatterState.HANDED_OUT,
        parent=whole,
        words=part.words.strip(),
        topic=whole.topic,
        topic_at=whole.topic_at,
        position=whole.position,
        lead=part.body,
        leader=whole.leader,
        due_on=part.due_on or whole.due_on,
        origins=own,
        code=f"{whole.code}-{position}" if whole.code else "",
        spoken=f"{whole.spoken}-{position}" if whole.spoken else "",
        batch=whole.batch,
        docketed_on=whole.docketed_on,
        frequency=whole.frequency,
        next_report_on=whole.next_report_on,
    )
    return begin(row, "matter.part_begun", supporting=(), by=by, at=at, more={"whole_code": whole.code})
