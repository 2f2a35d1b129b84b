"""Entering matters of other sources: write, complete what is missing, keep as proposals or hand out at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from luoshi.bodies.models import Body, Office
from luoshi.files.access import KEEPERS
from luoshi.journal.refusal import Refused
from luoshi.journal.web import acting_of, for_roles
from luoshi.matters.ledger.entering import entered_of, rows_of
from luoshi.matters.ledger.entering_forms import ApprovalForm, PaperForm, RowForm, RowForms, WordsForm
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import Matter
from luoshi.matters.operations import enter, enter_and_hand_out
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run
from luoshi.workdays import office_date

keepers = for_roles(*KEEPERS)
PREFIX = "row"


@dataclass
class _Page:
    """The page of one request: its forms, and why each lead is proposed."""

    request: HttpRequest
    office: Office
    on: dt.date
    paper: PaperForm
    words: WordsForm
    approval: ApprovalForm
    rows: BaseFormSet[RowForm] | None = None
    because: list[str] = field(default_factory=list)

    def shown(self) -> HttpResponse:
        rows = (
            list(zip(self.rows.forms, self.because or [""] * len(self.rows.forms), strict=False)) if self.rows else []
        )
        names = [str(body) for body in Body.objects.filter(office=self.office).existing(self.on)] if self.rows else []
        forms = (self.paper, self.words, self.approval)
        wrong = any(form.is_bound and form.errors for form in forms) or (self.rows is not None and self.rows.is_bound)
        context = {"paper": self.paper, "words": self.words, "approval": self.approval, "rows": rows, "names": names}
        context |= {"management": self.rows.management_form if self.rows else ""}
        return render(self.request, "matters/ledger/enter.html", context, status=422 if wrong else 200)


@keepers
@never_cache
def enter_matters(request: HttpRequest) -> HttpResponse:
    """Where they come from and what is to be done; then row by row who and by when."""
    acting, on = acting_of(request), office_date(timezone.now())
    office, sent = office_of(acting), request.POST or None
    page = _Page(request, office, on, PaperForm(sent), WordsForm(), ApprovalForm(on=on))
    step = request.POST.get("step", "")
    if step in ("keep", "hand_out"):
        made = _entered(page, hand_out=step == "hand_out")
        return _after(request, made, page) if made else page.shown()
    if step == "look":
        page.words = WordsForm(request.POST, request.FILES)
        _look(page)
    return page.shown()


def _look(page: _Page) -> None:
    """Put what was written into rows, each with what is proposed for it."""
    if not page.words.is_valid() or not page.paper.is_valid():
        return
    try:
        rows = rows_of(page.office, words=page.words.cleaned_data["words"], file=page.words.table(), on=page.on)
    except Refused as refused:
        page.words.add_error(refused.field if refused.field in page.words.fields else None, refused.sentence)
        return
    page.because = [row.because for row in rows]
    finder = Finder(page.office, page.on)
    page.rows = RowForms(initial=[row.initial() for row in rows], prefix=PREFIX, form_kwargs={"finder": finder})


def _entered(page: _Page, *, hand_out: bool) -> list[Matter] | None:
    """Enter the rows that hold words, and hand them out where that was pressed; ``None`` where something is missing."""
    finder = Finder(page.office, page.on)
    page.rows = RowForms(page.request.POST, prefix=PREFIX, form_kwargs={"finder": finder})
    if hand_out:
        page.approval = ApprovalForm(page.request.POST, on=page.on)
    if not page.rows.is_valid() or not page.paper.is_valid() or (hand_out and not page.approval.is_valid()):
        return None
    entered = [entered_of(finder, row.cleaned_data) for row in page.rows if row.cleaned_data.get("words", "").strip()]
    by, now, given = acting_of(page.request), timezone.now(), page.paper.paper_of()
    token = page.paper.cleaned_data["token"]
    if hand_out:
        approval = page.approval.cleaned_data
        return run(page.request, page.paper, None, lambda: enter_and_hand_out(
            page.office, by=by, at=now, paper=given, entered=entered, token=token, **approval
        ))  # fmt: skip
    return run(page.request, page.paper, None, lambda: enter(
        page.office, by=by, at=now, paper=given, entered=entered, token=token
    ))  # fmt: skip


def _after(request: HttpRequest, made: list[Matter], page: _Page) -> HttpResponse:
    """To the one matter, or to the list of its source."""
    handed_out = page.approval.is_bound
    messages.success(request, f"已录入 {len(made)} 件" + ("，立项并交办。" if handed_out else "，作为拟立项。"))
    if len(made) == 1:
        return redirect("matters:matter", made[0].ref)
    group = "all" if handed_out else "proposed"
    return redirect(f"{reverse('matters:matters')}?group={group}&source={made[0].source}")
