"""What a leader ticked by pen on the one page, entered by the clerk for all at once (代录)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.operations.acting import act_on
from luoshi.workdays import office_date


class Tick(StrEnum):
    """A box on the paper; the words are those printed beside it."""

    NOTED = "圈阅"
    AGREED = "同意"
    CONTINUE = "继续办理"
    INSTRUCT = "新批示"
    OTHER = "其他意见"


BOXES = (Tick.NOTED, Tick.AGREED, Tick.CONTINUE, Tick.INSTRUCT)
"""The boxes beside what is submitted; beside a claim stand its options and ``OTHER``."""
_ACTS = {Tick.NOTED: Act.NOTE, Tick.AGREED: Act.NOTE, Tick.CONTINUE: Act.CONTINUE, Tick.INSTRUCT: Act.INSTRUCT}
_NEEDS_WORDS = {
    Tick.INSTRUCT: "请写明新批示的原文，它会成为一件新的事项。",
    Tick.OTHER: "请写明领导的意见，或选择一个方案。",
}


@dataclass(frozen=True, slots=True)
class Ticked:
    """One thing that was decided on the paper: a box, or for a claim the option with this number, counted from 0; and words by pen."""

    slip: Slip
    tick: Tick | None = None
    option: int | None = None
    words: str = ""


@operation("matters.enter_ticks")
def enter_ticks(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    ticked: Sequence[Ticked],
    who: str,
    on: dt.date,
    paper: str = "",
    token: str = "",
) -> list[Matter]:
    """Enter what a leader ticked, each as that leader's act; all of it or nothing, and a refusal names the matter."""
    require_keeper(by, office.pk)
    who = who.strip()
    if not ticked:
        raise Refused("还没有选任何一件。请照纸上打的勾选择，再录入。")
    if not who:
        raise Refused("请写明是哪位领导打的勾。", field="who")
    if on > office_date(at):
        raise Refused("批示日期不能晚于今天。", field="on")
    told = replace(by, on_behalf=OnBehalf(party=who, channel=Channel.PAPER, said_by=who, said_on=on))
    return [_entered(office, each, by=told, at=at, who=who, on=on, paper=paper.strip()) for each in ticked]


def _entered(
    office: Office, ticked: Ticked, *, by: Acting, at: dt.datetime, who: str, on: dt.date, paper: str
) -> Matter:
    matter = ticked.slip.matter
    if matter.office_id != office.pk:
        raise Unseen
    field = f"words_{ticked.slip.pk}"
    try:
        act, words = _meant(ticked)
        given = Given(words=words, who=who, on=on, paper=paper, slip=ticked.slip.pk)
        _refuse_answered(ticked.slip)
        return act_on(matter, by=by, at=at, act=act, given=given)
    except Denied:
        raise
    except Refused as refused:
        raise Refused(f"“{matter}”：{refused.sentence}", field=field) from refused


def _refuse_answered(slip: Slip) -> None:
    now = Slip.objects.get(pk=slip.pk)
    if now.answered_at is not None:
        raise Refused(f"这一件已经答复过了（{now.outcome}）。请刷新页面，去掉这一件再录入。")


def _meant(ticked: Ticked) -> tuple[Act, str]:
    """The act and its words: what was written by pen comes behind what was ticked."""
    slip, words = ticked.slip, ticked.words.strip()
    if slip.kind == SlipKind.CLAIM:
        return Act.ANSWER_CLAIM, _answer(slip, ticked, words)
    if slip.kind != SlipKind.SUBMISSION or ticked.tick not in _ACTS:
        raise Refused("没有看懂选的是哪一项。请刷新页面后重新选择。")
    _refuse_empty(ticked.tick, words)
    said = "" if ticked.tick is Tick.NOTED else ticked.tick.value
    return _ACTS[ticked.tick], words or said


def _answer(slip: Slip, ticked: Ticked, words: str) -> str:
    if ticked.option is None:
        _refuse_empty(Tick.OTHER, words)
        return words
    if not 0 <= ticked.option < len(slip.options):
        raise Refused("没有这个方案。请刷新页面后重新选择。")
    chosen = f"按方案{ticked.option + 1}办：{slip.options[ticked.option]}"
    return f"{chosen}。{words}" if words else chosen


def _refuse_empty(tick: Tick, words: str) -> None:
    if not words and tick in _NEEDS_WORDS:
        raise Refused(_NEEDS_WORDS[tick])
