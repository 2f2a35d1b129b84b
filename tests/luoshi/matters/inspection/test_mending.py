"""What was entered wrongly in an inspection is corrected or called off, with its reason, and no longer counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from build_inspections import (
    approved,
    concluded,
    fed_back,
    first,
    followed,
    planned,
    said,
    under_way,
    with_problems,
)
from build_matters import DUE
from cast import AT, DAY, Cast, cast
from luoshi.bodies.models import Body
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.inspection.page import inspection_page
from luoshi.matters.inspection.visits import visits_before, visits_in_quarter
from luoshi.matters.models import Inspection, InspectionState
from luoshi.matters.operations.inspecting import (
    Finding,
    Visit,
    ask_review,
    cancel,
    cancel_visit,
    conclude,
    correct,
    correct_problem,
    correct_visit,
    follow,
    note_problems,
    visit,
    withdraw_problem,
)

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)


def by_clerk(cast: Cast) -> dict[str, Any]:
    return {"by": cast.acting("zhoumin"), "at": AT}


def last_sentence(row: Inspection) -> str:
    [line] = told(Event.objects.filter(subject_ref=row.ref).order_by("-seq")[:1])
    return line.sentence


def counted(cast: Cast, on: dt.date = DAY) -> dict[str, str]:
    return {str(each.body): each.words for each in visits_in_quarter(cast.city, on=on)}


def test_a_draft_is_written_anew_and_an_approved_plan_only_with_the_reason(cast: Cast) -> None:
    row = correct(planned(cast), **by_clerk(cast), values={"title": "汛前督查"})
    assert row.title == "汛前督查"
    row = approved(cast)
    with pytest.raises(Refused, match="方案已经批准") as refused:
        correct(row, **by_clerk(cast), values={"approved_on": DAY - ONE_DAY})
    assert refused.value.field == "because"
    row = correct(row, **by_clerk(cast), values={"approved_on": DAY - ONE_DAY}, because="呈批单上是前一天")
    assert row.approved_on == DAY - ONE_DAY
    assert last_sentence(row) == "更正批准日期（呈批单上是前一天）"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"basis": " "}, "请写明依据"),
        ({"ends_on": DAY - ONE_DAY}, "结束日期不能早于开始日期"),
        ({"approved_on": DAY + ONE_DAY}, "批准日期不能晚于今天"),
        ({"approved_by": ""}, "请填写批准人"),
        ({"title": "防汛准备督查"}, "没有改动"),
    ],
)
def test_a_correction_states_what_a_plan_must(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    row = approved(cast)
    with pytest.raises(Refused, match=sentence):
        correct(row, **by_clerk(cast), values=values, because="录错了")
    assert Event.objects.filter(subject_ref=row.ref, kind="inspection.corrected").count() == 0


def test_a_conclusion_is_corrected_until_it_is_fed_back_and_then_only_reviewed(cast: Cast) -> None:
    row = correct(concluded(cast), **by_clerk(cast), values={"conclusion": "一处须整改。"}, because="数错了")
    assert row.conclusion == "一处须整改。"
    with pytest.raises(ValueError, match="conclusion"):
        correct(fed_back(cast), **by_clerk(cast), values={"conclusion": "没有问题。"}, because="数错了")


def test_a_visit_that_is_not_made_is_cancelled_with_the_reason_and_not_counted(cast: Cast) -> None:
    row = approved(cast, Visit(body=cast.water, planned_on=DAY), Visit(body=cast.education, planned_on=DUE))
    site = row.sites.get(body=cast.education)
    with pytest.raises(Refused, match="请写明为什么取消"):
        cancel_visit(row, **by_clerk(cast), site=site.pk, because=" ")
    assert counted(cast) == {"市教育局": "已去 0 次，还计划 1 次", "市水务局": "已去 0 次，还计划 1 次"}
    row = cancel_visit(row, **by_clerk(cast), site=site.pk, because="并入开学检查")
    assert counted(cast) == {"市水务局": "已去 0 次，还计划 1 次"}
    assert last_sentence(row) == "取消点位“市教育局”：并入开学检查"
    with pytest.raises(Refused, match="已取消：并入开学检查"):
        visit(row, **by_clerk(cast), site=site.pk, visited_on=DAY, visited_by="何山")
    assert inspection_page(row, on=DAY).title == "已去 0 处，共 1 处"


def test_a_visit_that_was_never_made_is_taken_back(cast: Cast) -> None:
    row = under_way(cast)
    site = row.sites.get()
    planned_anew = Visit(body=cast.education, planned_on=DUE, place="一中")
    row = correct_visit(row, **by_clerk(cast), site=site.pk, planned=planned_anew, because="录错了单位")
    site.refresh_from_db()
    assert (site.body, site.place, site.planned_on, site.visited_on) == (cast.education, "一中", DUE, None)
    assert row.state == InspectionState.APPROVED
    assert counted(cast) == {"市教育局": "已去 0 次，还计划 1 次"}
    assert last_sentence(row) == (
        "更正点位“市水务局”：单位由“市水务局”改为“市教育局”，地点由“东水库”改为“一中”，"
        f"计划日期由“2026-03-09”改为“{DUE}”，到访日期由“2026-03-09”改为“空”，"
        "到访人员由“何山、督查室林立”改为“空”（录错了单位）"
    )


def test_a_visit_that_was_cancelled_after_it_was_noted_leaves_the_inspection_approved(cast: Cast) -> None:
    row = under_way(cast)
    row = cancel_visit(row, **by_clerk(cast), site=row.sites.get().pk, because="重复录入")
    assert row.state == InspectionState.APPROVED
    assert last_sentence(row) == "取消点位“市水务局”（原记 2026-03-09 何山、督查室林立到访）：重复录入"


def test_a_conclusion_rests_on_a_visit(cast: Cast) -> None:
    row = concluded(cast)
    site = row.sites.get()
    as_planned = Visit(body=cast.water, planned_on=DAY, place="东水库")
    with pytest.raises(Refused, match="至少要有一处去过"):
        correct_visit(row, **by_clerk(cast), site=site.pk, planned=as_planned, because="没有去")
    with pytest.raises(Refused, match="至少要有一处去过"):
        cancel_visit(row, **by_clerk(cast), site=site.pk, because="没有去")
    site.refresh_from_db()
    assert (site.visited_on, site.cancelled_on) == (DAY, None)
    later = Visit(body=cast.water, planned_on=DAY, place="西水库")
    who = {"visited_on": DAY - ONE_DAY, "visited_by": "何山"}
    correct_visit(row, **by_clerk(cast), site=site.pk, planned=later, because="写错了地点和日期", **who)
    site.refresh_from_db()
    assert (site.place, site.visited_on, site.visited_by) == ("西水库", DAY - ONE_DAY, "何山")


def test_what_is_only_planned_counts_while_the_inspection_goes_on(cast: Cast) -> None:
    row = approved(cast, Visit(body=cast.water, planned_on=DAY), Visit(body=cast.education, planned_on=DAY))
    visit(row, **by_clerk(cast), site=row.sites.get(body=cast.water).pk, visited_on=DAY, visited_by="何山")
    conclude(row, **by_clerk(cast), conclusion="到位。")
    assert counted(cast) == {"市水务局": "已去 1 次"}


def test_an_inspection_is_called_off_and_what_it_planned_no_longer_counts(cast: Cast) -> None:
    row = approved(cast, Visit(body=cast.water, planned_on=DAY), Visit(body=cast.education, planned_on=DAY))
    visit(row, **by_clerk(cast), site=row.sites.get(body=cast.water).pk, visited_on=DAY, visited_by="何山")
    with pytest.raises(Refused, match="请写明为什么取消"):
        cancel(row, **by_clerk(cast), because="")
    row = cancel(row, **by_clerk(cast), because="省里统一督查，市长定")
    assert (row.state, row.closed_on) == (InspectionState.CANCELLED, DAY)
    assert counted(cast) == {"市水务局": "已去 1 次"}
    page = inspection_page(row, on=DAY)
    assert (page.title, page.steps, page.may) == ("已取消：省里统一督查，市长定", [], frozenset())


def test_what_has_matters_or_a_conclusion_is_not_called_off(cast: Cast) -> None:
    row = with_problems(cast)
    follow(row, **by_clerk(cast), problems=[first(row).pk])
    with pytest.raises(Refused, match="已有问题转为督办事项"):
        cancel(row, **by_clerk(cast), because="不办了")
    with pytest.raises(Refused, match="不能取消"):
        cancel(concluded(cast), **by_clerk(cast), because="不办了")


def test_a_problem_is_corrected_or_withdrawn_until_a_matter_follows_it(cast: Cast) -> None:
    row = with_problems(cast)
    one, two = row.problems.all()
    new = Finding(words="两处闸门锈蚀", body=cast.education, due_on=None)
    with pytest.raises(Refused, match="请写明原来错在哪里"):
        correct_problem(row, **by_clerk(cast), problem=one.pk, finding=new, because="")
    correct_problem(row, **by_clerk(cast), problem=one.pk, finding=new, because="漏记一处")
    one.refresh_from_db()
    assert (one.words, one.body, one.due_on) == ("两处闸门锈蚀", cast.education, None)
    withdraw_problem(row, **by_clerk(cast), problem=two.pk, because="重复登记")
    assert [(each.problem.words, each.number) for each in inspection_page(row, on=DAY).problems] == [
        ("两处闸门锈蚀", 1),
        ("预案没有演练", 0),
    ]
    with pytest.raises(Refused, match="请勾选"):
        follow(row, **by_clerk(cast), problems=[two.pk])
    follow(row, **by_clerk(cast), problems=[one.pk])
    for act in (
        lambda: correct_problem(row, **by_clerk(cast), problem=one.pk, finding=new, because="漏记"),
        lambda: withdraw_problem(row, **by_clerk(cast), problem=one.pk, because="重复"),
    ):
        with pytest.raises(Refused, match="已转为督办事项"):
            act()
    with pytest.raises(Refused, match="已经撤销"):
        withdraw_problem(row, **by_clerk(cast), problem=two.pk, because="重复")


def test_each_body_is_counted_in_the_quarter_of_its_own_day(cast: Cast) -> None:
    summer = dt.date(2026, 7, 1)
    planned(cast, Visit(body=cast.water, planned_on=summer), title="暑期督查")
    under_way(cast)
    asked = [(cast.water, summer), (cast.water, DAY), (cast.education, summer + 30 * ONE_DAY)]
    found = visits_before(cast.city, asked, on=DAY)
    assert [(each.words, [(str(row.body), row.words) for row in each.bodies]) for each in found] == [
        ("本季度", [("市水务局", "已去 1 次")]),
        ("2026年第三季度", [("市水务局", "已去 0 次，还计划 1 次"), ("市教育局", "已去 0 次")]),
    ]
    shown = inspection_page(Inspection.objects.get(title="暑期督查"), on=DAY).sites[0]
    assert (shown.quarter, shown.visits and shown.visits.words) == ("2026年第三季度", "已去 0 次，还计划 1 次")


def tries(row: Inspection, body: Body, by: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Every act that mends something, as whoever tries it."""
    site, problem = row.sites.all()[0].pk, first(row).pk
    planned_on_day = Visit(body=body, planned_on=DAY)
    return {
        "correct": lambda: correct(row, **by, values={"title": "x"}, because="x"),
        "cancel": lambda: cancel(row, **by, because="x"),
        "correct_visit": lambda: correct_visit(row, **by, site=site, planned=planned_on_day, because="x"),
        "cancel_visit": lambda: cancel_visit(row, **by, site=site, because="x"),
        "correct_problem": lambda: correct_problem(row, **by, problem=problem, finding=Finding(words="x"), because="x"),
        "withdraw_problem": lambda: withdraw_problem(row, **by, problem=problem, because="x"),
    }


def test_strangers_correct_nothing(cast: Cast) -> None:
    row = with_problems(cast)
    seq = row.seq
    for login, refusal in (("wangfang", Denied), ("auditor", Denied), ("chenjing", Unseen)):
        for act in tries(row, cast.water, {"by": cast.acting(login), "at": AT}).values():
            with pytest.raises(refusal):
                act()
    row.refresh_from_db()
    assert row.seq == seq


def test_another_inspections_rows_are_none_that_could_be_meant(cast: Cast) -> None:
    row, other = with_problems(cast), with_problems(cast)
    with pytest.raises(Unseen):
        cancel_visit(row, **by_clerk(cast), site=other.sites.get().pk, because="x")
    with pytest.raises(Unseen):
        withdraw_problem(row, **by_clerk(cast), problem=first(other).pk, because="x")


def test_a_problem_under_review_waits_for_the_review(cast: Cast) -> None:
    row, by = fed_back(cast), said(cast.acting("zhoumin"))
    ask_review(row, by=by, at=AT, body=cast.water, words="闸门是新的", problem=first(row).pk)
    with pytest.raises(Refused, match="复核申请在等答复"):
        withdraw_problem(row, **by_clerk(cast), problem=first(row).pk, because="重复")
    row, _ = followed(cast)
    note_problems(row, **by_clerk(cast), findings=[Finding(words="又一处")])
    assert row.problems.count() == 3
