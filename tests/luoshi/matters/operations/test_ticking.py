"""What a leader ticked on the one page is entered for all at once: each as the leader's act, all of it or nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from build_matters import done, handed_out
from cast import AT, DAY, Cast, cast
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState, Slip, SlipKind
from luoshi.matters.operations import act_on
from luoshi.matters.operations.ticking import Tick, Ticked, enter_ticks

__all__ = ["cast"]


def submitted(cast: Cast, words: str = "呈报的一件") -> Slip:
    matter = done(cast, handed_out(cast, words), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)
    return matter.slips.get(kind=SlipKind.SUBMISSION)


def claimed(cast: Cast, words: str = "要协调的一件") -> Slip:
    matter = done(cast, handed_out(cast, words), Act.ACKNOWLEDGE, Act.CLAIM)
    return matter.slips.get(kind=SlipKind.CLAIM)


def enter(cast: Cast, *ticked: Ticked, login: str = "zhoumin", **more: object) -> list[Matter]:
    given = {"who": "市长沈怀远", "on": DAY, "paper": "3月9日一页纸"} | more
    return enter_ticks(cast.city, by=cast.acting(login), at=AT, ticked=ticked, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tick", "words", "state", "answered"),
    [
        (Tick.NOTED, "", MatterState.CLOSING, (Act.NOTE, "")),
        (Tick.AGREED, "", MatterState.CLOSING, (Act.NOTE, "同意")),
        (Tick.AGREED, "请抓紧", MatterState.CLOSING, (Act.NOTE, "请抓紧")),
        (Tick.CONTINUE, "", MatterState.UNDER_WAY, (Act.CONTINUE, "继续办理")),
        (Tick.INSTRUCT, "再查一遍", MatterState.CLOSING, (Act.INSTRUCT, "再查一遍")),
    ],
)
def test_each_box_is_the_leaders_act(
    cast: Cast, tick: Tick, words: str, state: MatterState, answered: tuple[Act, str]
) -> None:
    slip = submitted(cast)
    [matter] = enter(cast, Ticked(slip, tick, words=words))
    slip.refresh_from_db()
    assert (matter.state, (slip.outcome, slip.answer)) == (state, answered)
    assert (slip.answered_by, slip.answered_on, slip.paper) == ("市长沈怀远", DAY, "3月9日一页纸")
    line = told(Event.objects.filter(subject_ref=matter.ref).order_by("-seq")[:1])[0]
    assert "代录：市长沈怀远 市长沈怀远 2026-03-09 纸质告知" in line.who


def test_a_new_instruction_becomes_a_matter_of_its_own(cast: Cast) -> None:
    slip = submitted(cast)
    enter(cast, Ticked(slip, Tick.INSTRUCT, words="再查一遍"))
    assert Matter.objects.get(follows=slip.matter).words == "再查一遍"


def test_an_option_answers_a_claim_in_its_words(cast: Cast) -> None:
    slip = claimed(cast)
    [matter] = enter(cast, Ticked(slip, option=1, words="三天内办好"))
    slip.refresh_from_db()
    assert slip.answer == "按方案2办：换址。三天内办好"
    assert matter.pending == []


def test_another_opinion_answers_a_claim_too(cast: Cast) -> None:
    slip = claimed(cast)
    enter(cast, Ticked(slip, Tick.OTHER, words="由副市长召集一次会"))
    slip.refresh_from_db()
    assert slip.answer == "由副市长召集一次会"


def test_where_one_cannot_be_entered_none_is(cast: Cast) -> None:
    good, bad = submitted(cast), claimed(cast)
    before = Event.objects.count()
    with pytest.raises(Refused, match="“常务会47-02”：请写明领导的意见") as refused:
        enter(cast, Ticked(good, Tick.AGREED), Ticked(bad, Tick.OTHER))
    assert refused.value.field == f"words_{bad.pk}"
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("tick", "option", "sentence"),
    [(Tick.INSTRUCT, None, "请写明新批示的原文"), (None, None, "没有看懂"), (Tick.OTHER, None, "没有看懂")],
)
def test_a_box_that_needs_words_or_is_none_is_refused(
    cast: Cast, tick: Tick | None, option: int | None, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        enter(cast, Ticked(submitted(cast), tick, option))


@pytest.mark.parametrize("option", [-1, 2])
def test_an_option_that_was_not_offered_is_refused(cast: Cast, option: int) -> None:
    with pytest.raises(Refused, match="没有这个方案"):
        enter(cast, Ticked(claimed(cast), option=option))


def test_what_somebody_answered_meanwhile_is_said_and_nothing_is_entered(cast: Cast) -> None:
    slip, other = submitted(cast), submitted(cast, "另一件")
    act_on(slip.matter, by=cast.acting("zhoumin"), at=AT, act=Act.NOTE, given=Given(who="市长", words="阅"))
    with pytest.raises(Refused, match=r"已经答复过了（圈阅同意）"):
        enter(cast, Ticked(other, Tick.AGREED), Ticked(slip, Tick.CONTINUE))
    other.refresh_from_db()
    assert other.answered_at is None


def test_a_double_press_enters_once(cast: Cast) -> None:
    slip = submitted(cast)
    for _ in range(2):
        [matter] = enter(cast, Ticked(slip, Tick.AGREED), token="一次")
    assert Event.objects.filter(subject_ref=matter.ref, kind="matter.noted").count() == 1


@pytest.mark.parametrize(("more", "field"), [({"who": " "}, "who"), ({"on": DAY + dt.timedelta(days=1)}, "on")])
def test_who_and_when_are_asked_for(cast: Cast, more: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(cast, Ticked(submitted(cast), Tick.AGREED), **more)
    assert refused.value.field == field


def test_nothing_ticked_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="还没有选任何一件"):
        enter(cast)


def test_only_the_supervision_office_of_this_office_enters_ticks(cast: Cast) -> None:
    ticked = Ticked(submitted(cast), Tick.AGREED)
    with pytest.raises(Denied):
        enter(cast, ticked, login="liqiang")
    with pytest.raises(Unseen):
        enter(cast, ticked, login="chenjing")
    with pytest.raises(Unseen):
        enter_ticks(cast.county, by=cast.acting("chenjing"), at=AT, ticked=[ticked], who="县长", on=DAY)
