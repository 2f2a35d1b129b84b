"""``/api/v1/inspections``: inspections (专项督查、实地督查) and everything that is done to one, through the same operations as the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Header, Query, Router, Schema, Status

from luoshi.api.acts import SaidIn
from luoshi.api.shapes import Named, Ref, Refusal, Sent, Words
from luoshi.api.work import SignedIn, body_of, by_of, on_behalf
from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import READERS
from luoshi.matters.inspection.page import inspection_page
from luoshi.matters.models import Inspection, InspectionKind, ReviewOutcome
from luoshi.matters.operations import inspecting
from luoshi.people.accounts.acting import office_of
from luoshi.workdays import office_date

inspections = Router(auth=SignedIn(), tags=["专项督查"])
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=64)]
PAGE = 50
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


@inspections.get("/inspections", response={200: InspectionList, 403: Refusal, 404: Refusal}, summary="督查，新的在前")
def listed(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Fifty at a time."""
    by = by_of(request)
    rows = _visible(by)
    if asked.after:
        rows = rows.filter(pk__lt=_row(by, asked.after).pk)
    page = list(rows[: PAGE + 1])
    return {"inspections": page[:PAGE], "next": page[PAGE - 1].ref if len(page) > PAGE else None}


@inspections.post(
    "/inspections", response={201: WholeInspection, 403: Refusal, 404: Refusal, 422: Refusal}, summary="拟定督查方案"
)
def planned(request: HttpRequest, given: PlanIn, idempotency_key: Key = "") -> Status[dict[str, Any]]:
    """Draft an inspection; its approval is a step of its own."""
    by = by_of(request)
    plan = inspecting.InspectionPlan(**given.dict(exclude={"visits"}))
    visits = _visits(by, given.visits)
    row = inspecting.plan_inspection(
        office_of(by), by=by, at=timezone.now(), plan=plan, visits=visits, token=idempotency_key
    )
    return Status(201, _whole(row))


@inspections.get(
    "/inspections/{ref}", response={200: WholeInspection, 404: Refusal}, summary="一次督查：点位、问题、复核"
)
def shown(request: HttpRequest, ref: Ref) -> dict[str, Any]:
    """What its page shows."""
    return _whole(_row(by_of(request), ref))


@inspections.post(
    "/inspections/{ref}/steps/{step}",
    response={200: WholeInspection, 403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal},
    summary="批准、到访、登记问题、转为督办事项、形成结论、反馈、复核、结束……",
)
def do_step(request: HttpRequest, ref: Ref, step: str, given: StepIn, idempotency_key: Key = "") -> dict[str, Any]:
    """``step``: a name of ``STEPS``: approve, add_visits, visit, note_problems, follow, conclude, feed_back, close …"""
    by = by_of(request)
    row, take = _row(by, ref), STEPS.get(step)
    if take is None:
        raise Unseen
    guard = {"by": by, "at": timezone.now(), "token": idempotency_key, "seen_seq": given.seen_seq}
    take(row, given, guard)
    row.refresh_from_db()
    return _whole(row)


def _visible(by: Acting) -> Any:  # noqa: ANN401 - a queryset
    return Inspection.objects.visible_to(by) if by.has(*READERS) else Inspection.objects.none()


def _row(by: Acting, ref: str) -> Inspection:
    row: Inspection | None = _visible(by).select_related("office").filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _visits(by: Acting, given: Sequence[VisitIn]) -> list[inspecting.Visit]:
    return [
        inspecting.Visit(body=body_of(by, each.body), place=each.place, planned_on=each.planned_on) for each in given
    ]


def _findings(by: Acting, given: Sequence[FindingIn]) -> list[inspecting.Finding]:
    return [
        inspecting.Finding(words=each.words, body=body_of(by, each.body) if each.body else None, due_on=each.due_on)
        for each in given
    ]


def _one(given: Sequence[Any], field: str) -> Any:  # noqa: ANN401 - an element of a list
    if len(given) != 1:
        raise Refused(f"请在 {field} 里写明改成什么，只写一项。", field=field)
    return given[0]


Guard = dict[str, Any]
Step = Callable[[Inspection, StepIn, Guard], object]


def _day(given: StepIn, guard: Guard) -> dt.date:
    return given.on or office_date(guard["at"])


def _correct(row: Inspection, given: StepIn, guard: Guard) -> object:
    sent = given.correct.dict(exclude_unset=True) if given.correct is not None else {}
    for name, value in sent.items():
        if value is None:
            raise Refused("日期不能清空。", field=name)
        if name not in inspecting.correctable(row):
            raise Refused(f"{name} 现在不能更正：还没有写过，或者结论已经反馈（结论请申请复核）。", field=name)
    return inspecting.correct(row, values=sent, because=given.because, **guard)


def _correct_visit(row: Inspection, given: StepIn, guard: Guard) -> object:
    planned = _one(_visits(guard["by"], given.visits), "visits")
    return inspecting.correct_visit(
        row,
        site=given.site,
        planned=planned,
        visited_on=given.on,
        visited_by=given.who,
        because=given.because,
        **guard,
    )


def _correct_problem(row: Inspection, given: StepIn, guard: Guard) -> object:
    finding = _one(_findings(guard["by"], given.findings), "findings")
    return inspecting.correct_problem(row, problem=given.problem, finding=finding, because=given.because, **guard)


def _ask_review(row: Inspection, given: StepIn, guard: Guard) -> object:
    if not given.body:
        raise Refused("请写明是哪个单位申请复核。", field="body")
    body, by = body_of(guard["by"], given.body), guard["by"]
    if given.on_behalf is not None:
        by = on_behalf(by, given.on_behalf.party, given.on_behalf)
    about = given.problem or None
    return inspecting.ask_review(row, body=body, words=given.words, problem=about, **(guard | {"by": by}))


def _decide_review(row: Inspection, given: StepIn, guard: Guard) -> object:
    decision = inspecting.Decision(
        outcome=given.outcome,
        words=given.words,
        who=given.who,
        on=_day(given, guard),
        finding=_one(_findings(guard["by"], given.findings), "findings") if given.findings else None,
        conclusion=given.conclusion,
    )
    return inspecting.decide_review(row, review=given.review, decision=decision, **guard)


STEPS: dict[str, Step] = {
    "approve": lambda row, given, guard: inspecting.approve(
        row, approved_by=given.who, approved_on=_day(given, guard), **guard
    ),
    "add_visits": lambda row, given, guard: inspecting.add_visits(
        row, visits=_visits(guard["by"], given.visits), **guard
    ),
    "visit": lambda row, given, guard: inspecting.visit(
        row, site=given.site, visited_on=_day(given, guard), visited_by=given.who, **guard
    ),
    "correct_visit": _correct_visit,
    "cancel_visit": lambda row, given, guard: inspecting.cancel_visit(
        row, site=given.site, because=given.because, **guard
    ),
    "note_problems": lambda row, given, guard: inspecting.note_problems(
        row, findings=_findings(guard["by"], given.findings), **guard
    ),
    "correct_problem": _correct_problem,
    "withdraw_problem": lambda row, given, guard: inspecting.withdraw_problem(
        row, problem=given.problem, because=given.because, **guard
    ),
    "follow": lambda row, given, guard: inspecting.follow(row, problems=given.problems, source=given.source, **guard),
    "conclude": lambda row, given, guard: inspecting.conclude(row, conclusion=given.words, **guard),
    "feed_back": lambda row, given, guard: inspecting.feed_back(row, to=given.to, on=_day(given, guard), **guard),
    "ask_review": _ask_review,
    "decide_review": _decide_review,
    "close": lambda row, given, guard: inspecting.close(row, words=given.words, **guard),
    "correct": _correct,
    "cancel": lambda row, given, guard: inspecting.cancel(row, because=given.because, **guard),
}
"""By the word in the address: the operation and what it takes of the request."""


def _whole(row: Inspection) -> dict[str, Any]:
    page = inspection_page(row, on=office_date(timezone.now()))
    return {name: getattr(row, name) for name in InspectionOut.model_fields} | {
        "standing": page.title,
        "sites": [_site(each) for each in page.sites],
        "problems": [_problem(each) for each in page.problems],
        "reviews": [_review(each) for each in page.reviews],
        "review_until": page.review_until,
    }


def _site(each: Any) -> dict[str, Any]:  # noqa: ANN401 - SiteShown
    site = each.site
    names = ("place", "planned_on", "visited_on", "visited_by", "cancelled_because")
    return {name: getattr(site, name) for name in names} | {
        "key": site.pk,
        "body": _named(site.body),
        "visits_in_quarter": each.visits.made if each.visits is not None else 0,
    }


def _problem(each: Any) -> dict[str, Any]:  # noqa: ANN401 - ProblemShown
    problem = each.problem
    names = ("words", "due_on", "withdrawn_because")
    return {name: getattr(problem, name) for name in names} | {
        "key": problem.pk,
        "number": each.number,
        "body": _named(problem.body),
        "matter": problem.matter.ref if problem.matter is not None else None,
        "mended": each.mended,
    }


def _review(review: Any) -> dict[str, Any]:  # noqa: ANN401 - InspectionReview
    names = ("words", "said_by", "asked_on", "decide_by", "outcome", "answer", "decided_by", "decided_on")
    return {name: getattr(review, name) for name in names} | {
        "key": review.pk,
        "problem": review.problem_id,
        "body": _named(review.body),
    }


def _named(body: Body | None) -> dict[str, str] | None:
    return {"ref": body.ref, "name": str(body)} if body is not None else None
