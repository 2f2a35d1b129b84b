"""Shapes of what goes in and out of the doors of inspections."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema

from luoshi.api.acts import SaidIn
from luoshi.api.shapes import Named, Ref, Sent, Words
from luoshi.matters.models import InspectionKind, ReviewOutcome

MOST = 60
"""Sites or problems in one request, as on the page."""


class VisitIn(Sent):
    """A visit to be planned."""

    body: Ref = Field(description="单位的 ref")
    place: Words = Field("", max_length=80)
    planned_on: dt.date


class FindingIn(Sent):
    """A problem as it was found."""

    words: Words = Field(max_length=20_000)
    body: Ref = Field("", description="责任单位的 ref，不明确的不填")
    due_on: dt.date | None = Field(None, description="整改时限")


class PlanIn(Sent):
    """The plan: what it must state (Decree 733, article 15), and the visits it begins with."""

    title: Words = Field(max_length=80)
    kind: InspectionKind = InspectionKind.SPECIAL
    content: Words = Field(max_length=20_000)
    object: Words = Field(max_length=200)
    scope: Words = Field(max_length=200)
    basis: Words = Field(max_length=200)
    starts_on: dt.date
    ends_on: dt.date
    visits: list[VisitIn] = Field(default_factory=list, max_length=MOST)


class CorrectIn(Sent):
    """What is written of an inspection as it should be; what is not sent stays."""

    title: Words = Field("", max_length=80)
    kind: InspectionKind = InspectionKind.SPECIAL
    content: Words = Field("", max_length=20_000)
    object: Words = Field("", max_length=200)
    scope: Words = Field("", max_length=200)
    basis: Words = Field("", max_length=200)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    approved_by: Words = Field("", max_length=60)
    approved_on: dt.date | None = None
    conclusion: Words = Field("", max_length=20_000)
    fed_back_to: Words = Field("", max_length=200)
    fed_back_on: dt.date | None = None


class StepIn(Sent):
    """What a step asks for; each step uses the fields it needs and leaves the others alone."""

    words: Words = Field("", max_length=20_000, description="结论、异议和理由、复核的理由、结束的说明")
    because: Words = Field("", max_length=200, description="取消、撤销、更正的原因")
    who: Words = Field("", max_length=80, description="批准人、到访人员、复核人")
    to: Words = Field("", max_length=200, description="反馈给谁")
    on: dt.date | None = Field(None, description="批准、到访、反馈、复核的日期；不填为今天")
    site: int = Field(0, description="点位的 key")
    problem: int = Field(0, description="问题的 key；复核申请不填为对督查结论")
    problems: list[int] = Field(default_factory=list, max_length=500, description="转为督办事项的问题，key")
    review: int = Field(0, description="复核申请的 key")
    body: Ref = Field("", description="申请复核的单位，ref")
    source: Literal["inspection", "upper"] = Field("inspection", description="实地督查，或上级督查反馈")
    visits: list[VisitIn] = Field(default_factory=list, max_length=MOST)
    findings: list[FindingIn] = Field(default_factory=list, max_length=MOST, description="登记的、更正后的问题")
    outcome: ReviewOutcome | Literal[""] = ""
    conclusion: Words = Field("", max_length=20_000, description="复核后改变的结论")
    on_behalf: SaidIn | None = Field(None, description="复核申请是谁说的")
    correct: CorrectIn | None = Field(None, description="更正方案、批准、结论、反馈；只写要改的")
    seen_seq: int | None = None


class After(Schema):
    """Where the list of inspections goes on."""

    after: Ref = Field("", description="上一页最后一次督查的 ref")


class SiteOut(Schema):
    """A visit; ``visits_in_quarter`` counts those that were made to its body in the quarter of the visit."""

    key: int
    body: Named
    place: str
    planned_on: dt.date
    visited_on: dt.date | None
    visited_by: str
    cancelled_because: str
    visits_in_quarter: int


class ProblemOut(Schema):
    """A problem; ``number`` is 0 once it is withdrawn, ``matter`` the ref of what follows it."""

    key: int
    number: int
    words: str
    body: Named | None
    due_on: dt.date | None
    matter: str | None
    mended: bool
    withdrawn_because: str


class ReviewOut(Schema):
    """A review that was asked for; ``outcome`` is empty while nobody has decided it."""

    key: int
    problem: int | None
    body: Named
    words: str
    said_by: str
    asked_on: dt.date
    decide_by: dt.date
    outcome: str
    answer: str
    decided_by: str
    decided_on: dt.date | None


class InspectionOut(Schema):
    """An inspection as the list shows it."""

    ref: str
    seq: int
    title: str
    kind: str
    state: str
    content: str
    object: str
    scope: str
    basis: str
    starts_on: dt.date
    ends_on: dt.date
    approved_by: str
    approved_on: dt.date | None
    conclusion: str
    fed_back_to: str
    fed_back_on: dt.date | None
    closed_on: dt.date | None
    last_words: str


class WholeInspection(InspectionOut):
    """An inspection with its sites, problems and reviews."""

    standing: str = Field(description="一句话：去过几处，几个问题转为督办事项，几个没有办结")
    sites: list[SiteOut]
    problems: list[ProblemOut]
    reviews: list[ReviewOut]
    review_until: dt.date | None = Field(description="最迟哪天可以对结论申请复核")


class InspectionList(Schema):
    """A page of inspections, the newest first; ``next`` is null on the last one."""

    inspections: list[InspectionOut]
    next: str | None
