"""The list of matters, and the list as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from luoshi.documents.written import MEDIA_TYPES, file_name, written
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters.access import may_keep
from luoshi.matters.listing.export import exported
from luoshi.matters.listing.filters import ListFilter, chips
from luoshi.matters.listing.page import listed
from luoshi.people.accounts.acting import office_of
from luoshi.workdays import office_date


@signed_in
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Every matter that one sees, narrowed and ordered as asked."""
    acting, on = acting_of(request), office_date(timezone.now())
    office = office_of(acting)
    form = ListFilter(request.GET, acting=acting, office=office)
    shown = listed(form, request.GET, acting=acting, office=office, on=on)
    context = {"form": form, "list": shown, "office": office, "on": on, "may_keep": may_keep(acting)}
    return render(request, "matters/listing/list.html", context)


@signed_in
@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same list as a file; that it was taken stands in the access log."""
    if suffix not in MEDIA_TYPES:
        raise Http404
    acting, at = acting_of(request), timezone.now()
    form = ListFilter(request.GET, acting=acting, office=office_of(acting))
    conditions = "，".join(f"{chip.name}：{chip.words}" for chip in chips(form, request.GET))
    table = exported(form, acting=acting, on=office_date(at), conditions=conditions)
    detail = f"事项清单 {len(table.rows)} 件 {suffix} {conditions}"
    log_access(AccessAct.EXPORTED, by=acting, at=at, operation="matters.export", detail=detail)
    answer = HttpResponse(written(table, suffix), content_type=MEDIA_TYPES[suffix])
    named = content_disposition_header(as_attachment=True, filename=file_name(table, suffix))
    answer["Content-Disposition"] = named or "attachment"
    return answer
