"""What is done to an inspection on a page of its own: corrections, what is called off, reviews; for each its form and its operation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from luoshi.journal.acting import Acting, Channel
from luoshi.journal.refusal import Unseen
from luoshi.matters.doing.behalf import spoken_for
from luoshi.matters.inspection.mending_forms import (
    AskReviewForm,
    CorrectForm,
    CorrectProblemForm,
    CorrectVisitForm,
    DecideReviewForm,
    MendForm,
    ReasonForm,
)
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import Inspection, InspectionReview, Problem, Site
from luoshi.matters.operations import inspecting


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """On what it is done: the inspection, one of its rows by key (0 for the inspection itself), by whom and when."""

    row: Inspection
    key: int
    by: Acting
    at: dt.datetime
    today: dt.date

    @property
    def finder(self) -> Finder:
        return Finder(self.row.office, self.today)

    def site(self) -> Site:
        """The site, if it is one of the inspection's."""
        found: Site = _found(self.row.sites.select_related("body").filter(pk=self.key).first())
        return found

    def problem(self) -> Problem:
        """The problem, in the same way."""
        found: Problem = _found(self.row.problems.select_related("body").filter(pk=self.key).first())
        return found

    def review(self) -> InspectionReview:
        """The review, in the same way."""
        rows = self.row.reviews.select_related("inspection", "problem__body", "body")
        found: InspectionReview = _found(rows.filter(pk=self.key).first())
        return found


def _found(row: Any) -> Any:  # noqa: ANN401 - a row of any table, or none
    if row is None:
        raise Unseen
    return row


Write = Callable[[On, Any, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Mend:
    """``lead`` says what it does and on what, ``button`` does it, ``told`` is said afterwards."""

    title: str
    button: str
    told: str
    form: Callable[[On, Any], MendForm]
    write: Write
    lead: Callable[[On], str] = lambda _on: ""


def _reason_form(on: On, data: Any) -> MendForm:  # noqa: ANN401 - Django's
    return ReasonForm(data, finder=on.finder, initial={"seen_seq": on.row.seq})


def _correct_visit(on: On, form: CorrectVisitForm, guard: dict[str, Any]) -> object:
    visited = {name: form.cleaned_data[name] for name in ("visited_on", "visited_by") if name in form.fields}
    because = form.cleaned_data["because"]
    return inspecting.correct_visit(on.row, site=on.key, planned=form.planned(), because=because, **visited, **guard)


def _problem_form(on: On, data: Any) -> MendForm:  # noqa: ANN401 - Django's
    problem = on.problem()
    given = {"words": problem.words, "body": problem.body, "due_on": problem.due_on}
    return CorrectProblemForm(data, finder=on.finder, initial={"seen_seq": on.row.seq, **given})


def _correct_problem(on: On, form: CorrectProblemForm, guard: dict[str, Any]) -> object:
    because = form.cleaned_data["because"]
    return inspecting.correct_problem(on.row, problem=on.key, finding=form.finding(), because=because, **guard)


def _ask_form(on: On, data: Any) -> MendForm:  # noqa: ANN401 - Django's
    body = on.problem().body if on.key else None
    given = {"body": body, "channel": Channel.PAPER.value, "said_on": on.today}
    return AskReviewForm(data, finder=on.finder, initial={"seen_seq": on.row.seq, **given})


def _ask(on: On, form: AskReviewForm, guard: dict[str, Any]) -> object:
    by = spoken_for(on.by, str(form.cleaned_data["body"]), form.cleaned_data)
    told = form.values("body", "words")
    return inspecting.ask_review(on.row, problem=on.key or None, **told, **(guard | {"by": by}))


def _asked_about(on: On) -> str:
    about = f"问题“{on.problem().words}”" if on.key else f"督查结论“{on.row.conclusion}”"
    return f"对{about}有不同意见的，照申请书或来电记下。复核由原督查人员以外的人作出。"


def _decide_form(on: On, data: Any) -> MendForm:  # noqa: ANN401 - Django's
    return DecideReviewForm(
        data, finder=on.finder, review=on.review(), initial={"seen_seq": on.row.seq, "on": on.today}
    )


def _decide(on: On, form: DecideReviewForm, guard: dict[str, Any]) -> object:
    return inspecting.decide_review(on.row, review=on.key, decision=form.decision(), **guard)


def _decided_about(on: On) -> str:
    review = on.review()
    about = f"问题“{review.problem.words}”" if review.problem else "督查结论"
    who = "、".join(inspecting.found_by(on.row, review.problem))
    asked = f"{review.body}（{review.said_by}，{review.asked_on}）对{about}申请复核：{review.words}。"
    return f"{asked.replace('。。', '。')}最迟 {review.decide_by} 答复。应当回避、不能复核的：{who}。"


def _site_words(on: On) -> str:
    site = on.site()
    return f"{site.body} {site.place}，计划 {site.planned_on}。取消以后不再计入去过和计划的次数，留痕里看得到。"


MENDS: dict[str, Mend] = {
    "correct": Mend(
        "更正督查",
        "保存更正",
        "已更正。",
        lambda on, data: CorrectForm(data, finder=on.finder, row=on.row),
        lambda on, form, guard: inspecting.correct(
            on.row, values=form.written(), because=form.cleaned_data.get("because", ""), **guard
        ),
    ),
    "cancel": Mend(
        "取消督查",
        "取消这次督查",
        "督查已取消。",
        _reason_form,
        lambda on, form, guard: inspecting.cancel(on.row, **form.values("because"), **guard),
        lambda _on: "还没去的点位不再计入计划次数；去过的仍然算去过。",
    ),
    "correct-visit": Mend(
        "更正点位",
        "保存更正",
        "已更正点位。",
        lambda on, data: CorrectVisitForm(data, finder=on.finder, site=on.site(), seq=on.row.seq),
        _correct_visit,
    ),
    "cancel-visit": Mend(
        "取消点位",
        "取消这个点位",
        "点位已取消。",
        _reason_form,
        lambda on, form, guard: inspecting.cancel_visit(on.row, site=on.key, **form.values("because"), **guard),
        _site_words,
    ),
    "correct-problem": Mend("更正问题", "保存更正", "已更正问题。", _problem_form, _correct_problem),
    "withdraw-problem": Mend(
        "撤销问题",
        "撤销这个问题",
        "问题已撤销。",
        _reason_form,
        lambda on, form, guard: inspecting.withdraw_problem(on.row, problem=on.key, **form.values("because"), **guard),
        lambda on: f"“{on.problem().words}”登记错了、重复登记的，在这里撤销；责任单位不服的，请记下复核申请。",
    ),
    "ask-review": Mend("记下复核申请", "记下申请", "已记下复核申请。", _ask_form, _ask, _asked_about),
    "decide-review": Mend("记下复核结果", "记下结果", "已记下复核结果。", _decide_form, _decide, _decided_about),
}
"""By the word in the address."""
