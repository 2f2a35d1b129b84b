"""What the page of an inspection does: for each act its form and its operation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseFormSet
from django.http import HttpRequest
from django.utils import timezone

from luoshi.journal.web import acting_of
from luoshi.matters.inspection.forms import (
    ApproveForm,
    CloseForm,
    ConcludeForm,
    FeedBackForm,
    FollowForm,
    ProblemForms,
    SiteForms,
    VisitForm,
)
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import Inspection
from luoshi.matters.operations import inspecting
from luoshi.people.directory.acts import run
from luoshi.people.directory.forms import ActForm
from luoshi.workdays import office_date


@dataclass(frozen=True, slots=True)
class Done:
    """The sentence of what was done; empty where it was not, with the forms as they were sent."""

    sentence: str = ""
    tried: dict[str, Any] = field(default_factory=dict)


def form_of(name: str, row: Inspection, *, on: dt.date) -> ActForm:
    """The form of an act as it opens."""
    initial: dict[str, dict[str, Any]] = {
        "approve": {"approved_on": on},
        "visit": {"visited_on": on},
        "conclude": {"conclusion": row.conclusion},
        "feed_back": {"on": on, "to": row.object},
    }
    return FORMS.get(name, ActForm)(initial={"seen_seq": row.seq, **initial.get(name, {})})


def _simple(name: str, operation: Callable[..., object], fields: tuple[str, ...], sentence: str) -> Doer:
    def doer(request: HttpRequest, row: Inspection) -> Done:
        form = FORMS[name](request.POST)
        done = run(request, form, row, lambda: operation(
            row, by=acting_of(request), at=timezone.now(), **form.values(*fields, "token", "seen_seq")
        ))  # fmt: skip
        return Done(sentence) if done is not None else Done(tried={"forms": {name: form}})

    return doer


def _with_rows(
    name: str, kind: type[BaseFormSet[Any]], prefix: str, write: Callable[..., object], sentence: str
) -> Doer:
    """An act that brings rows: ``name`` is the list of them in the context of the page."""

    def doer(request: HttpRequest, row: Inspection) -> Done:
        finder = Finder(row.office, office_date(timezone.now()))
        form, rows = ActForm(request.POST), kind(request.POST, prefix=prefix, form_kwargs={"finder": finder})
        done = None
        if rows.is_valid():
            done = run(request, form, row, lambda: write(
                row, rows, by=acting_of(request), at=timezone.now(), **form.values("token", "seen_seq")
            ))  # fmt: skip
        act = _ROWS[name]
        return Done(sentence) if done is not None else Done(tried={name: rows, "forms": {act: form}})

    return doer


_ROWS = {"sites": "visits", "problems": "problems"}


def _add_visits(row: Inspection, rows: Any, **by: Any) -> object:  # noqa: ANN401 - a formset
    return inspecting.add_visits(row, visits=[each for form in rows if (each := form.visit()) is not None], **by)


def _note_problems(row: Inspection, rows: Any, **by: Any) -> object:  # noqa: ANN401 - a formset
    return inspecting.note_problems(row, findings=[form.finding() for form in rows], **by)


def _follow(request: HttpRequest, row: Inspection) -> Done:
    form = FollowForm(request.POST)
    ticked = [int(key) for key in request.POST.getlist("problem") if key.isascii() and key.isdigit() and len(key) < 19]
    done = run(request, form, row, lambda: inspecting.follow(
        row, by=acting_of(request), at=timezone.now(), problems=ticked,
        **form.values("source", "token", "seen_seq"),
    ))  # fmt: skip
    if done is None:
        return Done(tried={"forms": {"follow": form}, "ticked": ticked})
    return Done(f"{len(done)} 个问题已转为拟立项事项，请在事项清单里立项、交办。")


Doer = Callable[[HttpRequest, Inspection], Done]
FORMS: dict[str, type[ActForm]] = {
    "approve": ApproveForm,
    "visit": VisitForm,
    "conclude": ConcludeForm,
    "feed_back": FeedBackForm,
    "follow": FollowForm,
    "close": CloseForm,
}
ACTS: dict[str, Doer] = {
    "approve": _simple("approve", inspecting.approve, ("approved_by", "approved_on"), "已记下批准。"),
    "visit": _simple("visit", inspecting.visit, ("site", "visited_on", "visited_by"), "已记下到访。"),
    "conclude": _simple("conclude", inspecting.conclude, ("conclusion",), "已形成结论。"),
    "feed_back": _simple("feed_back", inspecting.feed_back, ("to", "on"), "已记下反馈。"),
    "close": _simple("close", inspecting.close, ("words",), "督查已结束。"),
    "visits": _with_rows("sites", SiteForms, "site", _add_visits, "已增加点位。"),
    "problems": _with_rows("problems", ProblemForms, "problem", _note_problems, "已登记问题。"),
    "follow": _follow,
}
"""By the word in the address."""
