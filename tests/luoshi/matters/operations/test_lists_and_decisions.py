"""What a list's rules, a decision and a change of hands mean for the acts of its matters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from build_matters import done, given_for, handed_out, proposed
from cast import AT, DAY, Cast, cast
from luoshi.journal.refusal import Refused
from luoshi.matters.desks.lines import waiting
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState, Slip, Source
from luoshi.matters.operations import act_on, revise_matter, set_chain
from luoshi.matters.operations.in_bulk import Deed, Wanted, in_bulk
from luoshi.matters.prints.holders import Holders
from luoshi.matters.verify import verify
from luoshi.rulebook.operations import RuleDetails, make_rule

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)


def rule_of(cast: Cast, value: object) -> None:
    details = RuleDetails(key="close.chain", value=value, valid_from=DAY)
    make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)


def test_each_list_closes_by_the_chain_that_the_rules_give_it(cast: Cast) -> None:
    six = "台账→验收→公示→审签→复核→销号"
    rule_of(cast, [{"source": "any", "steps": "审签、销号"}, {"source": "meeting", "steps": six}])
    matter = done(cast, handed_out(cast), Act.FIND_DONE)
    assert matter.chain == six.split("→")
    for signed in range(6):
        assert (matter.state == MatterState.CLOSED, matter.signed) == (False, signed)
        matter = done(cast, matter, Act.SIGN)
    assert matter.state == MatterState.CLOSED
    other = handed_out(cast, "批示件", source=Source.INSTRUCTION)
    assert done(cast, other, Act.FIND_DONE).chain == ["审签", "销号"]


def test_a_chain_set_for_one_matter_comes_before_the_rule_of_its_list(cast: Cast) -> None:
    rule_of(cast, [{"source": "any", "steps": "验收→销号"}])
    matter = set_chain(handed_out(cast), by=cast.acting("zhoumin"), at=AT, steps=["公示", "销号"])
    assert done(cast, matter, Act.FIND_DONE).chain == ["公示", "销号"]


def test_the_chain_of_several_matters_is_set_in_one_press(cast: Cast) -> None:
    rows = [handed_out(cast), handed_out(cast, "乙")]
    wanted = Wanted(steps="验收 → 公示 → 销号")
    in_bulk(cast.city, by=cast.acting("zhoumin"), at=AT, matters=rows, deed=Deed.CHAIN, wanted=wanted)
    assert [row.chain for row in Matter.objects.all()] == [["验收", "公示", "销号"]] * 2


def test_another_lead_acknowledges_anew_and_what_the_old_one_asked_comes_to_nothing(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    matter = revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"lead": cast.water})
    assert (matter.state, matter.acknowledged_on, matter.pending) == (MatterState.HANDED_OUT, None, [])
    assert matter.holder == f"b:{cast.water.pk}"
    assert Slip.objects.get(matter=matter).outcome == "无需答复"
    assert act_on(matter, by=cast.acting("wangfang"), at=AT, act=Act.ACKNOWLEDGE).state == MatterState.UNDER_WAY
    assert verify().findings == []


def test_another_lead_before_the_handing_out_changes_no_state(cast: Cast) -> None:
    matter = revise_matter(proposed(cast), by=cast.acting("zhoumin"), at=AT, values={"lead": cast.water})
    assert matter.state == MatterState.PROPOSED


def test_a_review_says_until_when_it_is_decided_and_is_late_after(cast: Cast) -> None:
    done(cast, handed_out(cast), Act.END, Act.ASK_RECONSIDERATION)
    until = DAY + 30 * ONE_DAY
    assert Slip.objects.waiting().get().wanted_on == until
    for on, late in ((until, False), (until + ONE_DAY, True)):
        [line] = waiting(cast.acting("zhoumin"), Holders(cast.city, on), on=on)
        assert (line.todo.words, line.late) == ("答复复核申请，4月8日前", late)


@pytest.mark.parametrize("doing", [Act.SUSPEND, Act.END, Act.MAKE_STANDING])
def test_nothing_is_suspended_ended_or_made_standing_without_the_paper_that_says_so(cast: Cast, doing: Act) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE)
    without = replace(given_for(cast, doing), paper=" ")
    with pytest.raises(Refused, match="请写明依据") as refused:
        act_on(matter, by=cast.acting("zhoumin"), at=AT, act=doing, given=without)
    assert refused.value.field == "paper"
