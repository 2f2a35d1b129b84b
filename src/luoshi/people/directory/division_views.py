"""Divisions: what the office's region consists of on a day, entering a division, and who takes over from it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luoshi.bodies.access import may_keep, may_keep_divisions, seen
from luoshi.bodies.models import Jurisdiction, JurisdictionKind
from luoshi.bodies.operations import found_jurisdiction, succeed_jurisdiction
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import page, run
from luoshi.people.directory.division_forms import DivisionForm, SuccessionForm
from luoshi.people.directory.divisions import divisions_on, ended_by
from luoshi.people.directory.views import day_of
from luoshi.people.models import Role
from luoshi.workdays import office_date

divisions_keepers = for_roles(Role.SYSTEM_ADMIN)


@signed_in
@require_safe
def divisions(request: HttpRequest) -> HttpResponse:
    """The divisions of the office's region on a day, and those that ended before it with their successors."""
    acting, on = acting_of(request), day_of(request)
    code = office_of(acting).jurisdiction_code
    lines = divisions_on(code, on)
    context = {
        "lines": lines,
        "ended": ended_by(code, on),
        "on": on,
        "may_keep": may_keep(acting),
        "may_keep_divisions": may_keep_divisions(acting),
        "townships": sum(line.division.kind == JurisdictionKind.TOWNSHIP for line in lines),
        "villages": sum(len(line.villages) for line in lines),
    }
    return render(request, "people/directory/divisions.html", context)


@divisions_keepers
@never_cache
def found_division(request: HttpRequest) -> HttpResponse:
    """Enter a division."""
    form = DivisionForm(request.POST or None, on=office_date(timezone.now()))
    by, at, given = acting_of(request), timezone.now(), ("code", "name", "kind", "valid_from", "token")
    done = run(
        request,
        form,
        None,
        lambda: found_jurisdiction(form.cleaned_data["parent"], by=by, at=at, **form.values(*given)),
    )
    if done is not None:
        messages.success(request, f"已录入{done.name}（{done.code}）。")
        return redirect("people:divisions")
    lead = "区划由本系统内各办公机构共用。代码：省、市、县6位，乡镇9位，村12位，要与上级衔接。"
    return page(request, form, title="录入区划", lead=lead, action="录入", back=reverse("people:divisions"))


@divisions_keepers
@never_cache
def succeed_division(request: HttpRequest, ref: str) -> HttpResponse:
    """Let others take over from a division, or end it outright."""
    row = seen(Jurisdiction.objects.all(), ref)
    form = SuccessionForm(request.POST or None, division=row, initial={"seen_seq": row.seq})
    given = ("successors", "on", "token", "seen_seq")
    done = run(
        request,
        form,
        row,
        lambda: succeed_jurisdiction(row, by=acting_of(request), at=timezone.now(), **form.values(*given)),
    )
    if done is not None:
        last = done.valid_to or dt.date.max
        messages.success(request, f"{done.name}用到{last:%Y-%m-%d}为止，旧代码仍可查到由谁接替。")
        return redirect("people:divisions")
    title = f"撤并：{row.name}（{row.code}）"
    lead = "先录入新的区划，再在这里选定。没有接替的区划，就不选。下级区划要逐个另行办理。"
    return page(request, form, title=title, lead=lead, action="撤并", back=reverse("people:divisions"))
