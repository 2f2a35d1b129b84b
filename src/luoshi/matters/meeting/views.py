"""The list of meetings, the page of one, and its tables as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from luoshi.documents.written import MEDIA_TYPES, safe_name, written
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters.access import may_keep
from luoshi.matters.meeting.comparison import comparison, comparison_of
from luoshi.matters.meeting.comparison_files import WRITERS
from luoshi.matters.meeting.forms import MeetingFilter
from luoshi.matters.meeting.listing import listed
from luoshi.matters.meeting.page import meeting_page
from luoshi.matters.meeting.present_table import present_table
from luoshi.meetings.models import Meeting
from luoshi.workdays import office_date


def _meeting(request: HttpRequest, ref: str) -> Meeting:
    found = Meeting.objects.visible_to(acting_of(request)).filter(ref=ref).first()
    if found is None:
        raise Unseen
    return found


@signed_in
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings of the office, newest first."""
    acting = acting_of(request)
    asked = MeetingFilter(request.GET).asked()
    found = listed(acting, on=office_date(timezone.now()), **asked)
    kind, year = asked["kind"], asked["year"]
    narrowed = urlencode({"kind": kind, "year": year or ""})
    context = {
        "listed": found,
        "kind": kind,
        "year": year,
        "keeps": may_keep(acting),
        "older": f"?{narrowed}&before={found.older}" if found.older else "",
        "newer": f"?{narrowed}&after={found.newer}" if found.newer else "",
    }
    return render(request, "matters/meeting/list.html", context)


@signed_in
@require_safe
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """What a meeting decided, and where it stands."""
    today = office_date(timezone.now())
    page = meeting_page(_meeting(request, ref), acting_of(request), on=today)
    return render(request, "matters/meeting/page.html", {"page": page, "comparison": comparison_of(page), "on": today})


@signed_in
@require_safe
def table(request: HttpRequest, ref: str, suffix: str) -> HttpResponse:
    """The 责任分解表 as it stands, as Word or Excel."""
    row, acting, now = _meeting(request, ref), acting_of(request), timezone.now()
    if suffix not in MEDIA_TYPES:
        raise Unseen
    made = present_table(row, acting, on=office_date(now))
    log_access(AccessAct.EXPORTED, by=acting, at=now, subject=row, operation="matters.meeting_table", detail=made.title)
    return _file(written(made, suffix), safe_name(made.title, suffix), suffix)


@signed_in
@require_safe
def comparison_file(request: HttpRequest, ref: str, suffix: str) -> HttpResponse:
    """The 贯彻落实对照表 as Word or Excel."""
    row, acting, now = _meeting(request, ref), acting_of(request), timezone.now()
    made = comparison(row, acting, on=office_date(now))
    if suffix not in WRITERS or not made.topics:
        raise Unseen
    log_access(AccessAct.EXPORTED, by=acting, at=now, subject=row, operation="matters.comparison", detail=made.title)
    return _file(WRITERS[suffix](made), safe_name(made.title, suffix), suffix)


def _file(content: bytes, name: str, suffix: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
