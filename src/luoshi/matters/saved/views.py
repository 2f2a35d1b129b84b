"""Keeping the filter of the list, and the page on which they are renamed, shared, made the first one, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters.listing.filters import without
from luoshi.matters.models import SavedView
from luoshi.matters.operations import keep_view, remove_view, revise_view
from luoshi.matters.saved.forms import KeepForm, ViewForm
from luoshi.matters.saved.page import saved_page
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run


@signed_in
@never_cache
def saved(request: HttpRequest) -> HttpResponse:
    """Keep a filter (POST); whatever is kept, each with its form."""
    acting, form = acting_of(request), KeepForm(request.POST or None)
    row = run(request, form, None, lambda: keep_view(
        office_of(acting), by=acting, at=timezone.now(), **form.values("name", "shared", "token"),
        query=without(QueryDict(form.cleaned_data["query"])).removeprefix("?"),
    ))  # fmt: skip
    if row is not None:
        messages.success(request, f"已存为常用筛选“{row}”。")
        return redirect(f"{reverse('matters:matters')}?{row.query}")
    context = {"rows": saved_page(acting), "keep": form}
    return render(request, "matters/listing/saved.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, ref: str) -> SavedView:
    row = SavedView.objects.visible_to(acting_of(request)).filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


@signed_in
@require_POST
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Rename, share, open the list with it."""
    row, acting = _own(request, ref), acting_of(request)
    form = ViewForm(request.POST, auto_id=f"{ref}_%s")
    done = run(request, form, row, lambda: revise_view(
        row, by=acting, at=timezone.now(), **form.values("name", "shared", "is_default", "token", "seen_seq")
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"“{done}”已保存。")
        return redirect("matters:saved")
    context = {"rows": saved_page(acting, ref, form), "keep": KeepForm()}
    return render(request, "matters/listing/saved.html", context, status=422)


@signed_in
@require_POST
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Delete it."""
    row = _own(request, ref)
    remove_view(row, by=acting_of(request), at=timezone.now(), token=request.POST.get("token", ""))
    messages.success(request, f"已删除常用筛选“{row}”。")
    return redirect("matters:saved")
