"""申请复核: what an inspection found is reviewed by others than those who found it, and what was decided happens; then the inspection ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_inspections import concluded, fed_back, first, followed, said
from build_matters import DUE, done, told
from cast import AT, DAY, Cast, cast
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told as sentences
from luoshi.matters.acts import Given
from luoshi.matters.desks.inspected import inspected
from luoshi.matters.inspection.page import inspection_page
from luoshi.matters.life import Act
from luoshi.matters.models import Inspection, InspectionReview, InspectionState, Matter, MatterState
from luoshi.matters.operations import act_on, docket, drop, hand_out
from luoshi.matters.operations.inspecting import (
    Decision,
    Finding,
    ask_review,
    close,
    decide_review,
    feed_back,
    found_by,
    note_problems,
)
from luoshi.matters.operations.reconsidering import names_in, refuse_same_hand
from luoshi.matters.verify import verify

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)


def asked(cast: Cast, row: Inspection, problem: int | None = None, on: dt.date = DAY) -> InspectionReview:
    by = said(cast.acting("zhoumin"), on)
    at = AT + (on - DAY)
    return ask_review(row, by=by, at=at, body=cast.water, words="闸门去年刚换过。", problem=problem)


def decided(cast: Cast, row: Inspection, review: InspectionReview, outcome: str, **given: Any) -> Inspection:
    plain: dict[str, Any] = {"words": "查阅了验收单。", "who": "周副主任、郑工", "on": DAY}
    return decide_review(
        row, by=cast.acting("zhoumin"), at=AT, review=review.pk, decision=Decision(outcome=outcome, **plain | given)
    )


def history(row: Inspection) -> list[str]:
    return [line.sentence for line in sentences(Event.objects.filter(subject_ref=row.ref).order_by("seq"))]


def run(cast: Cast, matter: Matter) -> Matter:
    """Docket a matter and hand it out."""
    by = cast.acting("zhoumin")
    docket(cast.city, by=by, at=AT, matters=[matter], approved_by="市长", approved_on=DAY)
    [out] = hand_out(cast.city, by=by, at=AT, matters=[matter])
    return out


def test_a_finding_that_is_upheld_stays(cast: Cast) -> None:
    row = fed_back(cast)
    review = asked(cast, row, first(row).pk)
    assert (review.asked_on, review.decide_by) == (DAY, DAY + 30 * ONE_DAY)
    decided(cast, row, review, "upheld")
    assert (first(row).words, first(row).withdrawn_on) == ("闸门锈蚀", None)
    assert history(row)[-2:] == [
        "市水务局申请复核“闸门锈蚀”：闸门去年刚换过。（最迟 2026-04-08 答复）",
        "复核“闸门锈蚀”，维持（周副主任、郑工，2026-03-09）：查阅了验收单。",
    ]
    [line] = sentences(Event.objects.filter(subject_ref=row.ref, kind="inspection.review_asked"))
    assert line.event.payload.count("王芳") == 1, "who told it stands in the entry"


def test_a_finding_that_is_withdrawn_leaves_the_list_and_its_matter_ends(cast: Cast) -> None:
    row, (matter, proposal) = followed(cast)
    matter = run(cast, matter)
    decided(cast, row, asked(cast, row, first(row).pk), "withdrawn")
    matter.refresh_from_db()
    assert matter.state == MatterState.ENDED
    assert first(row).withdrawn_because == "复核后撤销：查阅了验收单。"
    second = row.problems.get(words="预案没有演练")
    decided(cast, row, asked(cast, row, second.pk), "withdrawn")
    proposal.refresh_from_db()
    assert proposal.state == MatterState.DROPPED
    assert inspection_page(row, on=DAY).standing == []
    assert verify().findings == []


def test_a_finding_that_is_changed_changes_its_matter(cast: Cast) -> None:
    row, (matter, _) = followed(cast)
    run(cast, matter)
    review = asked(cast, row, first(row).pk)
    with pytest.raises(Refused, match="请写明改成什么"):
        decided(cast, row, review, "changed", finding=Finding(words="闸门锈蚀", body=cast.water, due_on=DUE))
    later = DUE + 10 * ONE_DAY
    decided(cast, row, review, "changed", finding=Finding(words="闸门漆面脱落", body=cast.education, due_on=later))
    matter.refresh_from_db()
    assert (matter.words, matter.lead, matter.due_on) == ("闸门漆面脱落", cast.education, later)
    assert matter.state == MatterState.HANDED_OUT, "another lead acknowledges anew"
    assert "责任单位由“市水务局”" in history(row)[-1] or "单位由“市水务局”改为“市教育局”" in history(row)[-1]
    assert verify().findings == []


def test_a_conclusion_that_is_changed_is_fed_back_anew(cast: Cast) -> None:
    row, _ = followed(cast)
    review = asked(cast, row)
    with pytest.raises(Refused, match="请写明复核后的结论"):
        decided(cast, row, review, "changed", conclusion=row.conclusion)
    row = decided(cast, row, review, "changed", conclusion="准备到位，一处须整改。")
    assert (row.state, row.conclusion, row.fed_back_on) == (InspectionState.CONCLUDED, "准备到位，一处须整改。", None)
    row = feed_back(row, by=cast.acting("zhoumin"), at=AT, to="市水务局", on=DAY)
    assert row.state == InspectionState.RECTIFYING, "its problems are followed already"


def test_a_conclusion_that_is_withdrawn_is_written_anew(cast: Cast) -> None:
    row = fed_back(cast)
    row = decided(cast, row, asked(cast, row), "withdrawn")
    assert (row.state, row.conclusion) == (InspectionState.UNDER_WAY, "")
    with pytest.raises(Refused, match="结论还没有反馈"):
        asked(cast, row)


@pytest.mark.parametrize("who", ["周敏", "何 山", "督查室林立", "林立", "王主任、何山", "何山，李局长"])
def test_who_found_it_recuses(cast: Cast, who: str) -> None:
    row = fed_back(cast)
    review = asked(cast, row, first(row).pk)
    assert found_by(row, first(row)) == ["何山、督查室林立", "周敏"]
    with pytest.raises(Refused, match="应当回避") as refused:
        decided(cast, row, review, "upheld", who=who)
    assert refused.value.field == "who"
    review.refresh_from_db()
    assert review.outcome == ""


NAMES = st.text(alphabet="何山林立周敏王芳郑", min_size=2, max_size=3)


@given(
    staff=st.lists(NAMES, min_size=1, max_size=4),
    others=st.lists(NAMES, max_size=3),
    mark=st.sampled_from("、，,；;/\n"),
    title=st.sampled_from(["", "督查室", "督查室 "]),
)
def test_nobody_of_the_staff_reviews_however_the_names_are_written(
    staff: list[str], others: list[str], mark: str, title: str
) -> None:
    with pytest.raises(Refused, match="应当回避"):
        refuse_same_hand(mark.join([*others, title + staff[-1]]), [mark.join(staff)])
    with pytest.raises(Refused, match="应当回避"):
        refuse_same_hand(mark.join([*others, staff[-1]]), [mark.join(title + name for name in staff)])


@given(
    staff=st.lists(st.text(alphabet="何山林立", min_size=2, max_size=3), max_size=4),
    who=st.text(alphabet="周敏王芳", min_size=2, max_size=4),
)
def test_others_review(staff: list[str], who: str) -> None:
    refuse_same_hand(who, staff)
    assert names_in(who) == [who]


def test_a_review_is_asked_once_in_time_and_for_somebody(cast: Cast) -> None:
    with pytest.raises(Refused, match="结论还没有反馈"):
        asked(cast, concluded(cast))
    row = fed_back(cast)
    with pytest.raises(Refused, match="请写明方式、谁说的和日期"):
        ask_review(row, by=cast.acting("zhoumin"), at=AT, body=cast.water, words="不服")
    with pytest.raises(Refused, match="不能早于反馈日期"):
        asked(cast, row, on=DAY - ONE_DAY)
    with pytest.raises(Refused, match=r"须在反馈之日（2026-03-09）起 30 日内提出"):
        asked(cast, row, on=DAY + 31 * ONE_DAY)
    asked(cast, row, on=DAY + 30 * ONE_DAY)
    with pytest.raises(Refused, match="已有一件复核申请在等答复"):
        asked(cast, row)
    asked(cast, row, first(row).pk)


def test_a_paper_of_the_last_day_that_is_entered_later_is_in_time(cast: Cast) -> None:
    row, last = fed_back(cast), DAY + 30 * ONE_DAY
    by = said(cast.acting("zhoumin"), last)
    review = ask_review(row, by=by, at=AT + 33 * ONE_DAY, body=cast.water, words="不服")
    assert review.decide_by == last + 30 * ONE_DAY


def test_a_problem_that_was_noted_later_has_its_own_thirty_days(cast: Cast) -> None:
    row = fed_back(cast)
    noted = DAY + 20 * ONE_DAY
    note_problems(row, by=cast.acting("zhoumin"), at=AT + 20 * ONE_DAY, findings=[Finding(words="又一处")])
    later = row.problems.get(words="又一处")
    assert asked(cast, row, later.pk, on=noted + 30 * ONE_DAY).decide_by == noted + 60 * ONE_DAY


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"outcome": "x"}, "请选择复核结果"),
        ({"words": " "}, "请写明复核的理由"),
        ({"who": " "}, "请写明复核人"),
        ({"on": DAY + ONE_DAY}, "不能晚于今天"),
        ({"on": DAY - ONE_DAY}, "不能早于申请日期"),
    ],
)
def test_a_decision_says_what_it_must(cast: Cast, given: dict[str, Any], sentence: str) -> None:
    row = fed_back(cast)
    review = asked(cast, row)
    with pytest.raises(Refused, match=sentence):
        decided(cast, row, review, given.pop("outcome", "upheld"), **given)


def test_a_review_is_decided_once(cast: Cast) -> None:
    row = fed_back(cast)
    review = asked(cast, row)
    decided(cast, row, review, "upheld")
    with pytest.raises(Refused, match="已记下结果：维持"):
        decided(cast, row, review, "withdrawn")


def test_strangers_review_nothing(cast: Cast) -> None:
    row = fed_back(cast)
    review = asked(cast, row)
    for login, refusal in (("wangfang", Denied), ("auditor", Denied), ("chenjing", Unseen)):
        by = cast.acting(login)
        with pytest.raises(refusal):
            ask_review(row, by=said(by), at=AT, body=cast.water, words="不服", problem=first(row).pk)
        with pytest.raises(refusal):
            decide_review(
                row, by=by, at=AT, review=review.pk, decision=Decision(outcome="upheld", words="x", who="郑工", on=DAY)
            )
        with pytest.raises(refusal):
            close(row, by=by, at=AT, words="x")


def test_it_ends_when_everything_that_came_of_it_is_closed(cast: Cast) -> None:
    row, (one, two) = followed(cast)
    one = run(cast, one)
    drop(two, by=cast.acting("zhoumin"), at=AT, reason="当场改了")
    assert inspected(cast.city, on=DAY) == []
    with pytest.raises(Refused, match="还有 1 个问题没有整改办结") as refused:
        close(row, by=cast.acting("zhoumin"), at=AT)
    assert refused.value.field == "words"
    one = done(cast, one, Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT, Act.NOTE)
    assert one.state == MatterState.CLOSING
    assert inspection_page(row, on=DAY).left == 1
    act_on(one, by=told(cast.acting("zhoumin")), at=AT, act=Act.SIGN, given=Given(who="周敏"))
    page = inspection_page(row, on=DAY)
    assert (page.left, page.title) == (0, "已去 1 处，共 1 处，发现问题 2 个，都已整改办结")
    assert [line.words for line in inspected(cast.city, on=DAY)] == ["整改都已办结，可以结束"]
    row = close(row, by=cast.acting("zhoumin"), at=AT)
    assert (row.state, row.closed_on, history(row)[-1]) == (InspectionState.CLOSED, DAY, "结束督查")
    assert inspected(cast.city, on=DAY) == []


def test_it_ends_with_something_left_open_only_with_the_clerks_word(cast: Cast) -> None:
    row, _ = followed(cast)
    row = close(row, by=cast.acting("zhoumin"), at=AT, words="转入明年计划，市长定")
    assert history(row)[-1] == "结束督查，还有 2 个问题没有整改办结：转入明年计划，市长定"


def test_it_does_not_end_while_a_review_waits(cast: Cast) -> None:
    row = fed_back(cast)
    review = asked(cast, row)
    with pytest.raises(Refused, match="还有 1 件复核申请没有答复"):
        close(row, by=cast.acting("zhoumin"), at=AT, words="不等了")
    [line] = inspected(cast.city, on=DAY)
    assert (line.words, line.late) == ("答复复核申请，4月8日前", False)
    [line] = inspected(cast.city, on=DAY + 31 * ONE_DAY)
    assert line.late
    decided(cast, row, review, "upheld")
    assert inspected(cast.city, on=DAY) == []


def test_a_review_reopens_what_was_ended(cast: Cast) -> None:
    row = close(fed_back(cast), by=cast.acting("zhoumin"), at=AT, words="都已当场改好")
    row = decided(cast, row, asked(cast, row), "withdrawn")
    assert (row.state, row.closed_on, row.last_words) == (InspectionState.UNDER_WAY, None, "")
