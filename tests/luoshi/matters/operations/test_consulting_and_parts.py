"""What is asked of others before a matter runs, and matters that are part of one or become one: opinions, parts, merging."""

from __future__ import annotations

import datetime as dt

import pytest

from build_matters import DUE, done, handed_out, meeting_of, proposed, told
from cast import AT, DAY, Cast, cast
from luoshi.journal.refusal import Denied, Refused
from luoshi.matters.acts import Given
from luoshi.matters.life import Act, Check
from luoshi.matters.meeting.shown import seen_of
from luoshi.matters.models import Matter, MatterState, Slip, SlipKind
from luoshi.matters.operations import Part, act_on, break_down, merge
from luoshi.matters.verify import verify

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)


def bureau(cast: Cast) -> str:
    return f"b:{cast.education.pk}"


def waiting(matter: Matter, kind: SlipKind) -> Slip:
    return Slip.objects.waiting().get(matter=matter, kind=kind)


def act(matter: Matter, doing: Act, by: object, given: Given | None = None, **more: object) -> Matter:
    return act_on(matter, by=by, at=AT, act=doing, given=given, **more)  # type: ignore[arg-type]


def test_bodies_are_consulted_before_the_docket_and_every_opinion_is_answered(cast: Cast) -> None:
    matter = proposed(cast, supporting=[cast.water])
    assert not Matter.objects.visible_to(cast.acting("wangfang")).exists()
    matter = act(matter, Act.CONSULT, cast.acting("zhoumin"))
    asked = Slip.objects.waiting().filter(kind=SlipKind.CONSULTATION)
    assert [(slip.holder, slip.wanted_on) for slip in asked] == [
        (bureau(cast), DAY + ONE_DAY), (f"b:{cast.water.pk}", DAY + ONE_DAY),
    ]  # fmt: skip
    assert Matter.objects.visible_to(cast.acting("wangfang")).exists()
    matter = act(matter, Act.OPINE, cast.acting("wangfang"), Given(words="建议增加乡镇配合"))
    matter = act(matter, Act.OPINE, told(cast.acting("zhoumin")), Given(body=cast.education))
    with pytest.raises(Refused, match="还有 1 条意见没有写明采纳或不采纳"):
        done(cast, matter, Act.GATHER)
    matter = done(cast, matter, Act.DECLINE_OPINION, Act.GATHER)
    assert matter.state == MatterState.PROPOSED
    assert not Slip.objects.waiting().exists()
    assert not Matter.objects.visible_to(cast.acting("wangfang")).exists()
    with pytest.raises(Refused, match="没有等待处理的"):
        done(cast, matter, Act.ADOPT_OPINION)


def test_who_said_nothing_in_time_is_told_apart_from_who_agreed(cast: Cast) -> None:
    matter = act(proposed(cast), Act.CONSULT, cast.acting("zhoumin"))
    matter = done(cast, matter, Act.GATHER)
    assert Slip.objects.get(matter=matter).outcome == "到期未反馈"


def test_a_proposal_that_nobody_leads_cannot_be_sent_out_for_opinions(cast: Cast) -> None:
    with pytest.raises(Refused, match="还没有明确牵头单位"):
        done(cast, proposed(cast, lead=None), Act.CONSULT)


def test_a_matter_with_an_open_part_stays_open(cast: Cast) -> None:
    matter = handed_out(cast)
    parts = [Part(words="摸清底数", body=cast.water), Part(words="逐校整改", body=cast.water, due_on=DUE - ONE_DAY)]
    first, second = break_down(matter, by=cast.acting("liqiang"), at=AT, parts=parts)
    assert (first.code, first.due_on, first.holder) == (f"{matter.code}-1", DUE, f"b:{cast.water.pk}")
    assert Matter.objects.get(pk=matter.pk).open_parts == 2
    with pytest.raises(Refused, match="还有 2 个分解项没有办结，不能申请办结"):
        done(cast, matter, Act.ASK_COMPLETION)
    first = act(first, Act.ACKNOWLEDGE, cast.acting("wangfang"))
    first = act(first, Act.ASK_COMPLETION, cast.acting("wangfang"), Given(words="已摸清"))
    assert first.holder == bureau(cast), "the lead of the whole reviews its parts"
    checked = Given(words="属实", checks=tuple(Check))
    act(first, Act.FIND_DONE, cast.acting("liqiang"), checked)
    done(cast, second, Act.FIND_DONE)
    assert Matter.objects.get(pk=matter.pk).open_parts == 0
    whole = done(cast, matter, Act.ASK_COMPLETION, Act.FIND_DONE)
    with pytest.raises(Refused, match="请先把整件重新办理"):
        done(cast, second, Act.REOPEN)
    done(cast, whole, Act.REOPEN)
    done(cast, second, Act.REOPEN)
    assert Matter.objects.get(pk=matter.pk).open_parts == 1
    assert verify().findings == []


def test_a_part_is_not_due_after_its_whole_and_has_no_parts_of_its_own(cast: Cast) -> None:
    matter, by = handed_out(cast), cast.acting("liqiang")
    for part, sentence in (
        (Part(words="晚了", body=cast.water, due_on=DUE + ONE_DAY), "晚于整件的时限"),
        (Part(words=" ", body=cast.water), "办什么"),
    ):
        with pytest.raises(Refused, match=sentence):
            break_down(matter, by=by, at=AT, parts=[part])
    with pytest.raises(Refused, match="至少写一个"):
        break_down(matter, by=by, at=AT, parts=[])
    with pytest.raises(Denied):
        break_down(handed_out(cast, "乙", supporting=[cast.water]), by=cast.acting("wangfang"), at=AT, parts=[])
    [made] = break_down(matter, by=by, at=AT, parts=[Part(words="一段", body=cast.water)])
    with pytest.raises(Refused, match="不再往下分解"):
        break_down(made, by=cast.acting("wangfang"), at=AT, parts=[Part(words="一段", body=cast.water)])


def test_running_matters_are_merged_and_what_waited_there_comes_to_nothing(cast: Cast) -> None:
    kept, other = handed_out(cast), done(cast, handed_out(cast, "同一件事"), Act.ASK_EXTENSION)
    kept = merge(kept, by=cast.acting("zhoumin"), at=AT, others=[other])
    other.refresh_from_db()
    assert (other.state, other.into, other.pending) == (MatterState.MERGED, kept, [])
    assert Slip.objects.get(matter=other).outcome == "无需答复"
    with pytest.raises(Refused, match="没有编号的并入有编号的"):
        merge(proposed(cast, "新的"), by=cast.acting("zhoumin"), at=AT, others=[kept])


def test_a_part_is_no_decision_of_the_meeting_and_no_text_is_aligned_with_it(cast: Cast) -> None:
    matter = handed_out(cast)
    break_down(matter, by=cast.acting("liqiang"), at=AT, parts=[Part(words="摸清底数", body=cast.water)])
    meeting = meeting_of(cast)
    assert [row.pk for row in meeting.matters.whole()] == [matter.pk]
    assert [shown.pk for shown, _ in seen_of(meeting, cast.acting("zhoumin"), on=DAY).matters] == [matter.pk]
    assert [row.pk for row, _ in seen_of(meeting, cast.acting("wangfang"), on=DAY).matters] == []
