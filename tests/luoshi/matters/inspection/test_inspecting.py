"""An inspection from its plan to the matters that follow its problems."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from build_inspections import PLAN, approved, concluded, planned, under_way, with_problems
from build_matters import DUE, done, handed_out
from cast import AT, DAY, Cast, cast
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.inspection.page import inspection_page
from luoshi.matters.inspection.visits import quarter_of, visits_in_quarter
from luoshi.matters.life import Act
from luoshi.matters.models import Inspection, InspectionState, Matter, MatterState, Source
from luoshi.matters.operations.inspecting import (
    Visit,
    add_visits,
    approve,
    feed_back,
    follow,
    plan_inspection,
    visit,
)
from luoshi.matters.verify import verify

__all__ = ["cast"]


def test_it_goes_from_plan_to_rectification(cast: Cast) -> None:
    by = cast.acting("zhoumin")
    row = feed_back(concluded(cast), by=by, at=AT, to="市水务局", on=DAY)
    assert row.state == InspectionState.FED_BACK
    made = follow(row, by=by, at=AT, problems=[problem.pk for problem in row.problems.all()])
    row.refresh_from_db()
    assert row.state == InspectionState.RECTIFYING
    assert [(matter.words, matter.lead, matter.due_on, matter.source, matter.topic) for matter in made] == [
        ("闸门锈蚀", cast.water, DUE, Source.INSPECTION, "防汛准备督查"),
        ("预案没有演练", None, None, Source.INSPECTION, "防汛准备督查"),
    ]
    assert [problem.matter for problem in row.problems.all()] == made
    assert verify().findings == []


def test_everything_is_told(cast: Cast) -> None:
    row = feed_back(concluded(cast), by=cast.acting("zhoumin"), at=AT, to="市水务局", on=DAY)
    follow(row, by=cast.acting("zhoumin"), at=AT, problems=[row.problems.all()[0].pk])
    events = Event.objects.filter(subject_ref=row.ref).order_by("seq")
    assert [line.sentence for line in told(events)] == [
        "拟定督查方案，点位 1 处",
        "市长批准（2026-03-09）",
        "2026-03-09 到访市水务局（何山、督查室林立）",
        "登记问题 2 个：闸门锈蚀；预案没有演练",
        "形成督查结论",
        "向市水务局反馈结论（2026-03-09）",
        "1 个问题转为督办事项",
    ]


@pytest.mark.parametrize("field", ["title", "content", "object", "scope", "basis"])
def test_a_plan_states_what_it_must(cast: Cast, field: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(cast, **{field: " "})
    assert refused.value.field == field
    assert Inspection.objects.count() == 0


def test_nobody_is_visited_before_the_approval(cast: Cast) -> None:
    row = planned(cast)
    with pytest.raises(Refused, match="拟定"):
        visit(row, by=cast.acting("zhoumin"), at=AT, site=row.sites.get().pk, visited_on=DAY, visited_by="周敏")


def test_a_visit_is_noted_once(cast: Cast) -> None:
    row = under_way(cast)
    with pytest.raises(Refused, match="已记录"):
        visit(row, by=cast.acting("zhoumin"), at=AT, site=row.sites.get().pk, visited_on=DAY, visited_by="周敏")


def test_a_problem_becomes_one_matter(cast: Cast) -> None:
    row = with_problems(cast)
    keys = [row.problems.all()[0].pk]
    follow(row, by=cast.acting("zhoumin"), at=AT, problems=keys, source=Source.UPPER)
    with pytest.raises(Refused, match="已经转为"):
        follow(row, by=cast.acting("zhoumin"), at=AT, problems=keys)
    assert Matter.objects.get().source == Source.UPPER


def test_no_conclusion_is_fed_back_before_it_is_written(cast: Cast) -> None:
    with pytest.raises(Refused, match="开展"):
        feed_back(under_way(cast), by=cast.acting("zhoumin"), at=AT, to="市水务局", on=DAY)


def test_days_to_come_are_no_days_of_what_happened(cast: Cast) -> None:
    by, tomorrow = cast.acting("zhoumin"), DAY + dt.timedelta(days=1)
    with pytest.raises(Refused, match="今天"):
        approve(planned(cast), by=by, at=AT, approved_by="市长", approved_on=tomorrow)
    row = approved(cast)
    with pytest.raises(Refused, match="今天"):
        visit(row, by=by, at=AT, site=row.sites.get().pk, visited_on=tomorrow, visited_by="周敏")
    with pytest.raises(Refused, match="今天"):
        feed_back(concluded(cast), by=by, at=AT, to="市水务局", on=tomorrow)


def test_strangers_do_nothing(cast: Cast) -> None:
    row = planned(cast)
    for login, refusal in (("liqiang", Denied), ("chenjing", Unseen)):
        by = cast.acting(login)
        with pytest.raises(refusal):
            plan_inspection(cast.city, by=by, at=AT, plan=PLAN)
        with pytest.raises(refusal):
            approve(row, by=by, at=AT, approved_by="市长", approved_on=DAY)
        with pytest.raises(refusal):
            add_visits(row, by=by, at=AT, visits=[Visit(body=cast.water, planned_on=DAY)])
    assert not Inspection.objects.visible_to(cast.acting("chenjing")).exists()


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-03-31", "2026-01-01", "2026-03-31"),
        ("2026-04-01", "2026-04-01", "2026-06-30"),
        ("2026-12-31", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_quarter_has_its_days(day: str, first: str, last: str) -> None:
    days = quarter_of(dt.date.fromisoformat(day))
    assert [each.isoformat() for each in days] == [first, last]


def test_inspections_and_verifications_of_the_quarter_are_counted(cast: Cast) -> None:
    under_way(cast)
    planned(cast, Visit(body=cast.water, planned_on=DAY), Visit(body=cast.education, planned_on=DUE), title="校园督查")
    planned(cast, Visit(body=cast.education, planned_on=dt.date(2026, 7, 1)), title="暑期督查")
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.ASK_VERIFICATION, Act.VERIFY)
    found = {str(each.body): each for each in visits_in_quarter(cast.city, on=DAY)}
    assert list(found) == ["市教育局", "市水务局"]
    assert found["市水务局"].words == "已去 1 次，还计划 1 次"
    assert [visit.words for visit in found["市水务局"].visits] == [
        "3月9日 防汛准备督查（何山、督查室林立）",
        "计划3月9日 校园督查",
    ]
    assert found["市教育局"].visits[0].words == f"3月9日 现场核查 {matter}（副市长）"
    assert visits_in_quarter(cast.county, on=DAY) == []
    assert matter.state == MatterState.IN_REVIEW


def test_counting_visits_takes_as_many_queries_for_many_as_for_one(cast: Cast, django_assert_num_queries: Any) -> None:
    for at in range(12):
        planned(
            cast, Visit(body=cast.water, planned_on=DAY), Visit(body=cast.education, planned_on=DAY), title=f"督查{at}"
        )
    with django_assert_num_queries(3):
        visits_in_quarter(cast.city, on=DAY)


def test_a_review_may_be_asked_for_thirty_days_long(cast: Cast) -> None:
    row = feed_back(concluded(cast), by=cast.acting("zhoumin"), at=AT, to="市水务局", on=DAY)
    until = DAY + dt.timedelta(days=30)
    assert inspection_page(row, on=until).review_until == until
    assert [inspection_page(row, on=until + dt.timedelta(days=more)).may_ask_review for more in (0, 1)] == [True, False]
