"""What is to be done next on a matter, by whoever holds it: pure, from the row and its waiting slips as they are on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.matters.life import Act, Pending
from luoshi.matters.models import Matter, MatterState, SlipKind, Sort


@dataclass(frozen=True, slots=True)
class Todo:
    """``words`` say what, ``act`` is the act that does it; ``at_once`` where nothing must be typed for it.

    Without an act it is done on the page of the matter.
    """

    words: str
    act: Act | None = None
    at_once: bool = False


ASKED = {
    SlipKind.CONSULTATION: Todo("征求意见待答复", Act.OPINE),
    SlipKind.OPINION: Todo("意见待采纳", Act.ADOPT_OPINION, at_once=True),
    SlipKind.ADJUSTMENT: Todo("答复承办单位调整申请", Act.GRANT_ADJUSTMENT),
    SlipKind.LIMIT: Todo("核定时限", Act.FIX_LIMIT),
    SlipKind.EXTENSION: Todo("答复延期申请", Act.GRANT_EXTENSION),
    SlipKind.CLAIM: Todo("答复提请协调", Act.ANSWER_CLAIM),
    SlipKind.COMPLETION: Todo("审核办结申请", Act.FIND_DONE),
    SlipKind.VERIFICATION: Todo("现场核查", Act.VERIFY),
    SlipKind.RECONSIDERATION: Todo("答复复核申请", Act.UPHOLD),
    SlipKind.SUBMISSION: Todo("批示", Act.NOTE),
}
"""What somebody who was asked has to do."""
LOOK_BACK = Todo("回头看", Act.LOOK_BACK)
_ANSWERS = (
    (Pending.CLAIM, SlipKind.CLAIM),
    (Pending.ADJUSTMENT, SlipKind.ADJUSTMENT),
    (Pending.LIMIT, SlipKind.LIMIT),
    (Pending.EXTENSION, SlipKind.EXTENSION),
)
"""What holds the work up until it is answered, in the order in which ``holding`` looks."""
_BY_STATE = {
    MatterState.PROPOSED: Todo("拟立项，待校核立项"),
    MatterState.CONSULTED: Todo("汇总各单位意见"),
    MatterState.DOCKETED: Todo("待交办"),
    MatterState.IN_REVIEW: ASKED[SlipKind.COMPLETION],
    MatterState.SUBMITTED: ASKED[SlipKind.SUBMISSION],
}


def to_do(matter: Matter, *, on: dt.date) -> Todo | None:
    """What the holder of a matter has to do on a day; ``None`` while the work just goes on and nothing is due."""
    if matter.state in (MatterState.HANDED_OUT, MatterState.UNDER_WAY):
        return _at_work(matter, on)
    if matter.state in (MatterState.COMPLETED, MatterState.CLOSING):
        return _to_close(matter)
    return _BY_STATE.get(MatterState(matter.state))


def _at_work(matter: Matter, on: dt.date) -> Todo | None:
    asked = next((kind for pending, kind in _ANSWERS if pending in matter.pending), None)
    if asked is not None:
        return ASKED[asked]
    if matter.lead_id is None:
        return Todo("责任单位未明确，请补上牵头单位")
    if matter.state == MatterState.HANDED_OUT:
        return Todo("签收", Act.ACKNOWLEDGE, at_once=True)
    return _due(matter, on)


def _due(matter: Matter, on: dt.date) -> Todo | None:
    """What a body that works on a matter has to send on a day."""
    if matter.next_report_on is not None and matter.next_report_on <= on:
        return Todo("反馈到期", Act.REPORT)
    if matter.due_on is None:
        return None if matter.sort == Sort.STANDING else Todo("拟报时限", Act.PROPOSE_LIMIT)
    if matter.yellow_from is None or on < matter.yellow_from:
        return None
    late = on > matter.due_on
    if matter.open_parts:
        head = "已过时限" if late else "时限将到"
        return Todo(f"{head}，还有 {matter.open_parts} 个分解项没有办结", Act.REPORT)
    return Todo("已过时限，申请办结或反馈原因" if late else "时限将到，申请办结", Act.ASK_COMPLETION)


def _to_close(matter: Matter) -> Todo:
    if Pending.VERIFICATION in matter.pending:
        return ASKED[SlipKind.VERIFICATION]
    if matter.state == MatterState.COMPLETED:
        return Todo("呈报", Act.SUBMIT, at_once=True)
    return Todo(f"销号：{matter.chain[matter.signed]}" if matter.signed < len(matter.chain) else "销号", Act.SIGN)
