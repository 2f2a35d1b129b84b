"""The life of a matter as a pure function: what may happen in which state, and what it becomes."""

from __future__ import annotations

from enum import StrEnum

from luoshi.journal.refusal import Refused
from luoshi.matters.models import MatterState as S


class Act(StrEnum):
    """What is done to a matter; the words are those of a refusal."""

    DROP = "不立项"
    RESTORE = "恢复"
    MERGE = "并入"
    DOCKET = "立项"
    HAND_OUT = "交办"
    REPORT = "反馈"
    COMPLETE = "办结"
    CLOSE = "销号"


_MOVES: dict[Act, dict[S, S]] = {
    Act.DROP: {S.PROPOSED: S.DROPPED},
    Act.RESTORE: {S.DROPPED: S.PROPOSED, S.MERGED: S.PROPOSED},
    Act.MERGE: {S.PROPOSED: S.MERGED},
    Act.DOCKET: {S.PROPOSED: S.DOCKETED},
    Act.HAND_OUT: {S.DOCKETED: S.HANDED_OUT},
    Act.REPORT: {S.DOCKETED: S.UNDER_WAY, S.HANDED_OUT: S.UNDER_WAY, S.UNDER_WAY: S.UNDER_WAY},
    Act.COMPLETE: {S.HANDED_OUT: S.COMPLETED, S.UNDER_WAY: S.COMPLETED},
    Act.CLOSE: {S.COMPLETED: S.CLOSED},
}


def step(state: str, act: Act) -> S:
    """The state after an act. Raises ``Refused`` where it may not happen now."""
    now = S(state)
    after = _MOVES[act].get(now)
    if after is None:
        raise Refused(f"这件事项现在是“{now.label}”，不能{act.value}。请刷新页面，看清现在的状态再办。")
    return after


def may(state: str, act: Act) -> bool:
    """Whether an act may happen now; for buttons."""
    return S(state) in _MOVES[act]
