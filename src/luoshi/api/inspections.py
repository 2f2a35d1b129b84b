"""``/api/v1/inspections``: inspections (专项督查、实地督查) and everything that is done to one, through the same operations as the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from luoshi.api.inspection_shapes import (
    After,
    FindingIn,
    InspectionList,
    InspectionOut,
    PlanIn,
    StepIn,
    VisitIn,
    WholeInspection,
)
from luoshi.api.shapes import Ref, Refusal
from luoshi.api.work import SignedIn, body_of, by_of, on_behalf
from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import READERS
from luoshi.matters.inspection.page import ProblemShown, SiteShown, inspection_page
from luoshi.matters.models import Inspection, InspectionReview
from luoshi.matters.operations import inspecting
from luoshi.people.accounts.acting import office_of
from luoshi.workdays import office_date

inspections = Router(auth=SignedIn(), tags=["专项督查"])
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=64)]
PAGE = 50


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


def _visible(by: Acting) -> QuerySet[Inspection]:
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


T = TypeVar("T")


def _one(given: Sequence[T], field: str) -> T:
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


def _site(each: SiteShown) -> dict[str, Any]:
    site = each.site
    names = ("place", "planned_on", "visited_on", "visited_by", "cancelled_because")
    return {name: getattr(site, name) for name in names} | {
        "key": site.pk,
        "body": _named(site.body),
        "visits_in_quarter": each.visits.made if each.visits is not None else 0,
    }


def _problem(each: ProblemShown) -> dict[str, Any]:
    problem = each.problem
    names = ("words", "due_on", "withdrawn_because")
    return {name: getattr(problem, name) for name in names} | {
        "key": problem.pk,
        "number": each.number,
        "body": _named(problem.body),
        "matter": problem.matter.ref if problem.matter is not None else None,
        "mended": each.mended,
    }


def _review(review: InspectionReview) -> dict[str, Any]:
    names = ("words", "said_by", "asked_on", "decide_by", "outcome", "answer", "decided_by", "decided_on")
    return {name: getattr(review, name) for name in names} | {
        "key": review.pk,
        "problem": review.problem_id,
        "body": _named(review.body),
    }


def _named(body: Body | None) -> dict[str, str] | None:
    return {"ref": body.ref, "name": str(body)} if body is not None else None
