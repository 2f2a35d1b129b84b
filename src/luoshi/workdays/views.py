"""The calendar of a year, counting in it, and entering notices by pasting them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Office
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.workdays import access, operations, page
from luoshi.workdays.forms import CountForm, NoticeForm
from luoshi.workdays.ical import icalendar
from luoshi.workdays.models import HolidayNotice, NoticeKind
from luoshi.workdays.moments import office_date
from luoshi.workdays.resolve import calendar_of


@signed_in
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """A year in months, its holidays, and a form that counts days of work."""
    acting, today = acting_of(request), office_date(timezone.now())
    office, shown = access.office_acted_in(acting), _year(request, today)
    calendar = calendar_of(office)
    months = page.year_in_months(calendar, shown, today=today)
    form = CountForm(request.GET if "n" in request.GET else None, initial={"start": today, "n": 10})
    context = {
        "office": office,
        "year": shown,
        "months": months,
        "workdays": sum(month.workdays for month in months),
        "listed": page.holidays_of(office, shown),
        "provisional": shown not in calendar.covered,
        "form": form,
        "count": page.count(calendar, form.cleaned_data["start"], form.cleaned_data["n"]) if form.is_valid() else None,
        "may_keep": access.may_keep(acting),
    }
    return render(request, "workdays/year.html", context)


def _year(request: HttpRequest, today: dt.date) -> int:
    """The year asked for, else the present one; what is no year is not found."""
    asked = request.GET.get("year", "")
    if asked and not (asked.isascii() and asked.isdigit() and dt.MINYEAR < int(asked) < dt.MAXYEAR):
        raise Http404
    return int(asked) if asked else today.year


@signed_in
@require_safe
def ics(request: HttpRequest, year: int) -> HttpResponse:
    """A year as iCalendar."""
    office = access.office_acted_in(acting_of(request))
    written = icalendar(calendar_of(office), years=[year], name=f"{office}工作日历", at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="workdays-{year}.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)


@for_roles(*access.KEEPERS)
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Paste a notice; see what it says; save it."""
    acting, form = acting_of(request), NoticeForm(request.POST or None)
    office, shown = access.office_acted_in(acting), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kind = NoticeKind(given["kind"])
        shown = page.preview(office, kind=kind, text=given["text"], year=given["year"], title=given["title"])
        if "save" in request.POST and shown.reading.year:
            saved = _saved(request, form, None if given["for_all"] else office, shown)
            if saved is not None:
                return redirect(f"{reverse('workdays:year')}?year={saved.year}")
    context = {"form": form, "preview": shown, "for_all": access.may_keep_for_all(acting), "office": office}
    return render(request, "workdays/enter.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: NoticeForm, office: Office | None, shown: page.Preview) -> HolidayNotice | None:
    """The notice as entered, or ``None`` with the refusal beside its field."""
    given = form.cleaned_data
    details = shown.details(given["text"], checked=given["checked"])
    try:
        saved = operations.enter_notice(
            office, by=acting_of(request), at=timezone.now(), details=details, token=given["token"]
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None
    messages.success(request, f"已录入《{saved.title}》，相关期限随之重新计算。")
    return saved


@signed_in
@require_safe
def notice(request: HttpRequest, ref: str) -> HttpResponse:
    """A notice as pasted, and the days that were read from it."""
    acting = acting_of(request)
    row = HolidayNotice.objects.visible_to(acting).filter(ref=ref).first()
    if row is None:
        raise Unseen
    own = row.office_id == acting.office or (row.office_id is None and access.may_keep_for_all(acting))
    context = {"notice": row, "holidays": row.stretches(), "may_withdraw": own and access.may_keep(acting)}
    return render(request, "workdays/notice.html", context)


@for_roles(*access.KEEPERS)
@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a notice out of the calendar."""
    acting = acting_of(request)
    row = HolidayNotice.objects.visible_to(acting).filter(ref=ref).first()
    if row is None:
        raise Unseen
    seen = request.POST.get("seq", "")
    operations.withdraw_notice(
        row,
        by=acting,
        at=timezone.now(),
        token=request.POST.get("token", ""),
        seen_seq=int(seen) if seen.isascii() and seen.isdigit() else None,
    )
    messages.success(request, f"已撤回《{row.title}》，相关期限随之重新计算。")
    return redirect(f"{reverse('workdays:year')}?year={row.year}")
