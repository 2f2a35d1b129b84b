"""Inspections for tests, made by the verbs of the office: planned, approved, under way, with problems, concluded, fed back, followed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from build_matters import DUE
from cast import AT, DAY, Cast
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.matters.models import Inspection, Matter, Problem
from luoshi.matters.operations.inspecting import (
    Finding,
    InspectionPlan,
    Visit,
    approve,
    conclude,
    feed_back,
    follow,
    note_problems,
    plan_inspection,
    visit,
)

PLAN = InspectionPlan(
    title="防汛准备督查",
    content="水库、河道和预案",
    object="有关部门",
    scope="全市",
    basis="年度督查计划",
    starts_on=DAY,
    ends_on=DUE,
)


def planned(cast: Cast, *visits: Visit, **plan: Any) -> Inspection:
    wanted = InspectionPlan(**{**{name: getattr(PLAN, name) for name in PLAN.__slots__}, **plan})
    return plan_inspection(
        cast.city, by=cast.acting("zhoumin"), at=AT, plan=wanted,
        visits=visits or [Visit(body=cast.water, planned_on=DAY, place="东水库")],
    )  # fmt: skip


def approved(cast: Cast, *visits: Visit) -> Inspection:
    return approve(planned(cast, *visits), by=cast.acting("zhoumin"), at=AT, approved_by="市长", approved_on=DAY)


def under_way(cast: Cast) -> Inspection:
    row = approved(cast)
    site = row.sites.get()
    return visit(row, by=cast.acting("zhoumin"), at=AT, site=site.pk, visited_on=DAY, visited_by="何山、督查室林立")


def with_problems(cast: Cast) -> Inspection:
    findings = [Finding(words="闸门锈蚀", body=cast.water, due_on=DUE), Finding(words="预案没有演练")]
    return note_problems(under_way(cast), by=cast.acting("zhoumin"), at=AT, findings=findings)


def concluded(cast: Cast) -> Inspection:
    return conclude(with_problems(cast), by=cast.acting("zhoumin"), at=AT, conclusion="准备基本到位，两处须整改。")


def fed_back(cast: Cast) -> Inspection:
    return feed_back(concluded(cast), by=cast.acting("zhoumin"), at=AT, to="市水务局", on=DAY)


def followed(cast: Cast) -> tuple[Inspection, list[Matter]]:
    """Rectifying, with the matters of both problems."""
    row = fed_back(cast)
    made = follow(row, by=cast.acting("zhoumin"), at=AT, problems=[problem.pk for problem in row.problems.all()])
    row.refresh_from_db()
    return row, made


def first(row: Inspection) -> Problem:
    """The problem that was noted first."""
    found = row.problems.order_by("position").first()
    assert found is not None
    return found


def said(by: Acting, on: dt.date = DAY) -> Acting:
    """Whoever acts, for the water bureau that sent a paper (代录)."""
    told = OnBehalf(party="市水务局", channel=Channel.PAPER, said_by="王芳", said_on=on)
    return replace(by, on_behalf=told)
