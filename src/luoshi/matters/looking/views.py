"""Board, month and groups of the matters that a filter leaves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.web import signed_in
from luoshi.matters.looking.board import Board
from luoshi.matters.looking.board import board as board_of
from luoshi.matters.looking.groups import DIMENSIONS, Groups, groups_page
from luoshi.matters.looking.month import MonthPage, first_of, month_page
from luoshi.matters.looking.seen import Seen
from luoshi.matters.looking.todo_ics import todo_ics


@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """A column a state."""
    seen = Seen.of(request, wide=True)
    return _shown(request, "board", seen, board_of(seen), "board")


@signed_in
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month with what is due and what is to be reported."""
    seen = Seen.of(request)
    shown = month_page(seen, first_of(request.GET.get("month", ""), seen.on))
    return _shown(request, "calendar", seen, shown, "calendar")


@signed_in
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The same matters as tasks for a calendar program; that they were taken stands in the access log."""
    seen, at = Seen.of(request), timezone.now()
    data = todo_ics(seen, at=at)
    conditions = "，".join(f"{chip.name}：{chip.words}" for chip in seen.chips)
    log_access(
        AccessAct.EXPORTED, by=seen.acting, at=at, operation="matters.export", detail=f"事项清单 ics {conditions}"
    )
    headers = {"Content-Disposition": 'attachment; filename="matters.ics"'}
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)


@signed_in
@require_safe
def by(request: HttpRequest, what: str) -> HttpResponse:
    """A group a body, leader, meeting or source."""
    if what not in DIMENSIONS:
        raise Http404
    seen = Seen.of(request, wide=True)
    return _shown(request, what, seen, groups_page(seen, what), "groups")


def _shown(
    request: HttpRequest, way: str, seen: Seen, shown: Board | MonthPage | Groups, template: str
) -> HttpResponse:
    context = {"title": shown.title, "ways": seen.ways(way), "seen": seen, "shown": shown}
    return render(request, f"matters/listing/list_{template}.html", context)
