"""The page of a matter, and what is done from it: corrected, reported on, found done, a difference decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused, Stale, Unseen
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters import operations
from luoshi.matters.access import may_keep
from luoshi.matters.life import Act
from luoshi.matters.listing import shown
from luoshi.matters.listing.forms import CompleteForm, ReportForm, ReportForOthersForm
from luoshi.matters.models import Matter
from luoshi.matters.operations.advancing import may_now
from luoshi.matters.operations.reviewing import CLOSED_TO_REVISION
from luoshi.matters.review.forms import ItemForm
from luoshi.people.directory.who import LineUp
from luoshi.workdays import office_date


def matter_of(request: HttpRequest, ref: str) -> Matter:
    """The matter with this ref, as far as whoever acts sees it."""
    row = shown.loaded(ref, acting_of(request))
    if row is None:
        raise Unseen
    return row


@signed_in
@never_cache
@require_safe
def matter(request: HttpRequest, ref: str) -> HttpResponse:
    """One matter with everything that is known of it."""
    return _page(request, matter_of(request, ref))


@signed_in
@require_POST
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct what the matter says."""
    row = matter_of(request, ref)
    form = _revise_form(row, _today(), request.POST)
    return _done(request, row, form, "已更正。", lambda at: operations.revise_matter(
        row, by=acting_of(request), at=at, values=form.changed_values(), **_guard(form)
    ))  # fmt: skip


@signed_in
@require_POST
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Take in what a body reports, from itself or entered for it."""
    row, acting = matter_of(request, ref), acting_of(request)
    form = _report_form(row, acting, _today(), request.POST)
    return _done(request, row, form, "已记下这次反馈。", lambda at: operations.report(
        row, by=form.acting(acting), at=at, **form.reported(row), **_guard(form)
    ))  # fmt: skip


@signed_in
@require_POST
def complete(request: HttpRequest, ref: str) -> HttpResponse:
    """Find that the matter is done."""
    row = matter_of(request, ref)
    form = CompleteForm(request.POST, prefix=None)
    return _done(request, row, form, "已认定办结。", lambda at: operations.complete_matter(
        row, by=acting_of(request), at=at, result=form.cleaned_data["result"], **_guard(form)
    ))  # fmt: skip


@signed_in
@require_POST
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Settle what two texts say differently."""
    row = matter_of(request, ref)
    number, take = request.POST.get("difference", ""), request.POST.get("take", "")
    if not (number.isascii() and number.isdigit()):
        raise Refused("没有指明是哪一处不一致。请刷新页面后再试。")
    token = request.POST.get("token", "")
    operations.decide(row, by=acting_of(request), at=timezone.now(), difference=int(number), take=take, token=token)
    messages.success(request, "已按您的决定处理。")
    return redirect("matters:matter", ref)


def _today() -> dt.date:
    return office_date(timezone.now())


def _guard(form: Form) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("token", "seen_seq")}


def _revise_form(row: Matter, on: dt.date, data: Any = None) -> ItemForm:  # noqa: ANN401 - a QueryDict or nothing
    return ItemForm(data, initial=ItemForm.typed(row), line_up=LineUp(row.office, on), auto_id="revise_%s")


def _report_form(row: Matter, acting: Acting, on: dt.date, data: Any = None) -> ReportForm:  # noqa: ANN401 - the same
    if may_keep(acting):
        typed = ReportForOthersForm.typed(row, on)
        return ReportForOthersForm(data, matter=row, initial=typed, auto_id="report_%s", label_suffix="")
    return ReportForm(data, initial=ReportForm.typed(row, on), auto_id="report_%s", label_suffix="")


def _done(
    request: HttpRequest, row: Matter, form: Form, words: str, act: Callable[[dt.datetime], Matter]
) -> HttpResponse:
    """Do it and show the matter; where that is refused, the page with the sentence beside its field and what was typed."""
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        act(timezone.now())
    except Stale as stale:
        return _page(request, _brought_up(request, row, form, stale), form, status=stale.status)
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _page(request, row, form, status=422)
    messages.success(request, words)
    return redirect("matters:matter", row.ref)


def _brought_up(request: HttpRequest, row: Matter, form: Form, stale: Stale) -> Matter:
    """The matter as it is now; the form keeps what was typed and may be sent again over it."""
    now = matter_of(request, row.ref)
    typed = request.POST.copy()
    typed["seen_seq"] = str(now.seq)
    form.data = typed
    form.add_error(None, stale.sentence)
    return now


def _forms(row: Matter, acting: Acting, on: dt.date, sent: Form | None) -> dict[str, Form | None]:
    """The forms that whoever acts may use now; the one that was sent keeps what was typed."""
    keeps = may_keep(acting)
    completing = CompleteForm(initial={"seen_seq": row.seq}, auto_id="complete_%s", label_suffix="")
    forms: dict[str, Form | None] = {
        "report": _report_form(row, acting, on) if operations.may_report(row, acting) else None,
        "complete": completing if keeps and may_now(row, Act.FIND_DONE) else None,
        "revise": _revise_form(row, on) if keeps and row.state not in CLOSED_TO_REVISION else None,
    }
    for name, kind in (("report", ReportForm), ("complete", CompleteForm), ("revise", ItemForm)):
        if isinstance(sent, kind):
            forms[name] = sent
    return forms


def _page(request: HttpRequest, row: Matter, sent: Form | None = None, *, status: int = 200) -> HttpResponse:
    acting, on = acting_of(request), _today()
    keeps = may_keep(acting)
    context = {
        "shown": shown.shown(row, acting=acting, on=on),
        "matter": row,
        "forms": _forms(row, acting, on, sent),
        "sent": sent,
        "on": on,
        "may_keep": keeps,
        "bodies": Body.objects.filter(office=row.office).existing(on)
        if keeps and row.state not in CLOSED_TO_REVISION
        else (),
    }
    return render(request, "matters/listing/matter.html", context, status=status)
