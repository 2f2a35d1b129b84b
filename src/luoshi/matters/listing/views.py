"""The list of matters, and the list as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from luoshi.documents.tables import TaskTable
from luoshi.documents.written import MEDIA_TYPES, file_name, written
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.web import signed_in
from luoshi.matters.bulk.forms import ChooseForm
from luoshi.matters.listing.export import exported, listed_pks
from luoshi.matters.listing.page import listed
from luoshi.matters.looking.seen import Seen
from luoshi.matters.models import SavedView


@signed_in
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Every matter that one sees, narrowed and ordered as asked; without any condition as one chose to see it first."""
    seen = Seen.of(request)
    if not request.GET:
        first = SavedView.objects.visible_to(seen.acting).filter(account__login=seen.acting.account, is_default=True)
        if (kept := first.first()) is not None:
            return redirect(f"{reverse('matters:matters')}?{kept.query}")
    shown = listed(seen.form, seen.query, acting=seen.acting, office=seen.office, on=seen.on)
    context = {"title": shown.title, "ways": seen.ways("list"), "seen": seen, "list": shown, "choose": ChooseForm()}
    return render(request, "matters/listing/list.html", context)


@signed_in
@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same list as a file."""
    if suffix not in MEDIA_TYPES:
        raise Http404
    seen = Seen.of(request)
    conditions = "，".join(f"{chip.name}：{chip.words}" for chip in seen.chips)
    pks = listed_pks(seen.form, acting=seen.acting, on=seen.on)
    return as_file(seen, exported(pks, on=seen.on, conditions=conditions), suffix, conditions)


def as_file(seen: Seen, table: TaskTable, suffix: str, conditions: str) -> HttpResponse:
    """The table as a download; that it was taken stands in the access log."""
    detail = f"事项清单 {len(table.rows)} 件 {suffix} {conditions}"
    log_access(AccessAct.EXPORTED, by=seen.acting, at=timezone.now(), operation="matters.export", detail=detail)
    answer = HttpResponse(written(table, suffix), content_type=MEDIA_TYPES[suffix])
    named = content_disposition_header(as_attachment=True, filename=file_name(table, suffix))
    answer["Content-Disposition"] = named or "attachment"
    return answer
