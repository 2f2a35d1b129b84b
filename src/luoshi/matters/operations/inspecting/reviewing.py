"""申请复核 of an inspection's conclusion or of one of its problems: asked for by whom it is about, decided by others than those who found it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import (
    Inspection,
    InspectionReview,
    InspectionState,
    Matter,
    MatterState,
    Problem,
    ReviewOutcome,
)
from luoshi.matters.operations.acting import act_on
from luoshi.matters.operations.advancing import may_now
from luoshi.matters.operations.inspecting.changing import change, own, refuse_future, set_on
from luoshi.matters.operations.inspecting.finding import Finding, withdraw
from luoshi.matters.operations.inspecting.visiting import refuse_foreign
from luoshi.matters.operations.reconsidering import decide_by, refuse_late, refuse_same_hand
from luoshi.matters.operations.reviewing import CLOSED_TO_REVISION, drop, revise_matter

S = InspectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a review decided: who, when, why; of a change the problem or the conclusion as it says now."""

    outcome: str
    words: str
    who: str
    on: dt.date
    finding: Finding | None = None
    conclusion: str = ""


@operation("inspections.ask_review")
def ask_review(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    body: Body,
    words: str,
    problem: int | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> InspectionReview:
    """Enter what a body says against the conclusion, or against one problem; ``by.on_behalf`` says who told it, how and when (代录)."""
    require_keeper(by, row.office_id)
    refuse_foreign(row.office, [InspectionReview(body=body)])
    if row.fed_back_on is None:
        raise Refused("结论还没有反馈，没有可以复核的。请先反馈结论。")
    if by.on_behalf is None:
        raise Refused("申请复核是被反馈单位的事。请写明方式、谁说的和日期。", field="said_by")
    if not words.strip():
        raise Refused("请写明对哪项认定有异议，理由是什么。", field="words")
    about = _about(row, problem)
    since = max(row.fed_back_on, about.noted_on) if about is not None else row.fed_back_on
    asked_on = by.on_behalf.said_on
    refuse_future(asked_on, at, "said_on", "申请日期")
    if asked_on < row.fed_back_on:
        raise Refused(f"申请日期不能早于反馈日期 {row.fed_back_on}。", field="said_on")
    refuse_late(row.office, since=since, asked_on=asked_on, what="反馈")
    last = decide_by(row.office, asked_on=asked_on)
    asked = row.reviews.create(
        problem=about, body=body, words=words.strip(), said_by=by.on_behalf.said_by[:60], asked_on=asked_on,
        decide_by=last,
    )  # fmt: skip
    told = {**_told(asked), "words": asked.words, "body_name": str(body), "asked_on": asked_on, "decide_by": last}
    change(row, "inspection.review_asked", {}, by=by, at=at, more={"review": told})
    return asked


def _about(row: Inspection, key: int | None) -> Problem | None:
    """The problem that is reviewed, ``None`` for the conclusion; one review at a time."""
    about: Problem | None = own(Problem.objects, row, key) if key is not None else None
    if about is not None and about.withdrawn_on is not None:
        raise Refused(f"这个问题已经撤销：{about.withdrawn_because}。不用再复核。")
    if about is None and not row.conclusion:
        raise Refused("原来的结论已经撤销，还没有新的结论。")
    if row.reviews.waiting().filter(problem=about).exists():
        raise Refused("已有一件复核申请在等答复，不用再提一次。")
    return about


def _told(review: InspectionReview) -> dict[str, Any]:
    """Which review, and what it is about."""
    return {"key": review.pk, "about": review.problem.words[:80] if review.problem else "督查结论"}


@operation("inspections.decide_review")
def decide_review(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    review: int,
    decision: Decision,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Note what a review decided and do what follows: the finding stays, says something else, or is withdrawn with its matter."""
    require_keeper(by, row.office_id)
    asked = row.reviews.filter(pk=review).select_related("problem__matter", "body").first()
    if asked is None:
        raise Unseen
    if asked.outcome:
        raise Refused(f"这件复核申请已记下结果：{asked.get_outcome_display()}。请刷新页面。")
    _refuse_undecided(row, asked, decision, at)
    asked.outcome, asked.answer = decision.outcome, decision.words.strip()
    asked.decided_by, asked.decided_on = decision.who.strip()[:60], decision.on
    asked.save(update_fields=["outcome", "answer", "decided_by", "decided_on"])
    told = {
        **_told(asked),
        "outcome": asked.get_outcome_display(),
        "words": asked.answer,
        "who": asked.decided_by,
        "on": asked.decided_on,
    }
    values: dict[str, Any] = {}
    if decision.outcome != ReviewOutcome.UPHELD:
        values, more = _done(row, asked, decision, by=by, at=at)
        told |= more
    return change(row, "inspection.reviewed", values, by=by, at=at, more={"review": told})


def _refuse_undecided(row: Inspection, asked: InspectionReview, decision: Decision, at: dt.datetime) -> None:
    if decision.outcome not in ReviewOutcome.values:
        raise Refused("请选择复核结果：维持、改变或撤销。", field="outcome")
    if not decision.words.strip():
        raise Refused("请写明复核的理由。", field="words")
    if not decision.who.strip():
        raise Refused("请写明复核人。", field="who")
    refuse_future(decision.on, at, "on", "复核日期")
    if decision.on < asked.asked_on:
        raise Refused(f"复核日期不能早于申请日期 {asked.asked_on}。", field="on")
    refuse_same_hand(decision.who, found_by(row, asked.problem))


def found_by(row: Inspection, problem: Problem | None) -> list[str]:
    """Who found what is reviewed, and recuses: whoever went, wrote the conclusion, noted the problem."""
    went = row.sites.standing().exclude(visited_by="").values_list("visited_by", flat=True)
    wrote = [row.concluded_by] if problem is None else [problem.noted_by, row.concluded_by]
    return list(dict.fromkeys([*went, *filter(None, wrote)]))


def _done(
    row: Inspection, asked: InspectionReview, decision: Decision, *, by: Acting, at: dt.datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a change or a withdrawal does: fields of the inspection, and what the entry says besides."""
    withdrawn = decision.outcome == ReviewOutcome.WITHDRAWN
    if asked.problem is None:
        return _conclusion_after(row, decision, withdrawn=withdrawn), {}
    if not withdrawn:
        return {}, {"changed": _change_problem(row, asked.problem, decision, by=by, at=at)}
    withdraw(asked.problem, f"复核后撤销：{decision.words.strip()}", on=decision.on)
    if asked.problem.matter is not None:
        _end(asked.problem.matter, row, decision, by=by, at=at)
    return {}, {}


def _conclusion_after(row: Inspection, decision: Decision, *, withdrawn: bool) -> dict[str, Any]:
    """Changed words are fed back anew; a conclusion that is withdrawn is written anew."""
    if withdrawn:
        values = {"state": S.UNDER_WAY, "conclusion": "", "concluded_by": ""}
    elif decision.conclusion.strip() in ("", row.conclusion):
        raise Refused("请写明复核后的结论。", field="conclusion")
    else:
        values = {"state": S.CONCLUDED, "conclusion": decision.conclusion.strip(), "concluded_by": decision.who[:80]}
    return {**values, "fed_back_to": "", "fed_back_on": None, "closed_on": None, "last_words": ""}


def _change_problem(
    row: Inspection, problem: Problem, decision: Decision, *, by: Acting, at: dt.datetime
) -> dict[str, list[Any]]:
    new = decision.finding
    if new is None or not new.words.strip():
        raise Refused("请写明复核后的问题。", field="problem_words")
    refuse_foreign(row.office, [new])
    wanted = {"words": new.words.strip(), "body": new.body, "due_on": new.due_on}
    changed = set_on(problem, wanted)
    if not changed:
        raise Refused("复核后改变的，请写明改成什么：问题、责任单位或整改时限。", field="problem_words")
    matter = problem.matter
    if matter is not None and matter.state not in CLOSED_TO_REVISION:
        names = {"words": "words", "body": "lead", "due_on": "due_on"}
        values = {names[name]: wanted[name] for name in changed}
        revise_matter(matter, by=by, at=at, values=values, because=f"督查复核：{decision.words.strip()}")
    return changed


def _end(matter: Matter, row: Inspection, decision: Decision, *, by: Acting, at: dt.datetime) -> None:
    """What was followed for a problem that is none ends; what is finished already, or cannot end yet, is left to the page of the matter."""
    why = f"督查复核后撤销：{decision.words.strip()}"
    if matter.state == MatterState.PROPOSED:
        drop(matter, by=by, at=at, reason=why)
    elif may_now(matter, Act.END):
        given = Given(words=why, who=decision.who, on=decision.on, paper=f"“{row.title}”复核")
        act_on(matter, by=by, at=at, act=Act.END, given=given)
