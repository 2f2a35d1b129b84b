"""The auditor's pages: the journal, its seals and verification, its export, and the access log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from luoshi.journal.access import AUDITOR, visible_access, visible_events
from luoshi.journal.accesslog import log_access
from luoshi.journal.export import exported
from luoshi.journal.forms import AccessFilter, JournalFilter
from luoshi.journal.models import AccessAct, Seal
from luoshi.journal.paging import page_by_key
from luoshi.journal.sentences import told
from luoshi.journal.verify import verify
from luoshi.journal.web import acting_of, for_roles

auditors = for_roles(AUDITOR)


def _keys(request: HttpRequest) -> dict[str, int]:
    """before= or after= of the address; anything that is no number is left out."""
    asked = {name: request.GET.get(name, "") for name in ("before", "after")}
    return {name: int(value) for name, value in asked.items() if value.isascii() and value.isdigit()}


def _address(request: HttpRequest, **key: int | None) -> str | None:
    """The address of a neighbouring page with the filter kept."""
    [(name, value)] = key.items()
    if value is None:
        return None
    query = request.GET.copy()
    query.pop("before", None)
    query.pop("after", None)
    query[name] = str(value)
    return f"?{query.urlencode()}"


@auditors
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The journal of the office, newest first."""
    form = JournalFilter(request.GET or None)
    page = page_by_key(form.chosen(visible_events(acting_of(request))), **_keys(request))
    context = {
        "form": form,
        "told": told(page.rows),
        "count": f"{page.count} 条",
        "previous": _address(request, after=page.newer),
        "next": _address(request, before=page.older),
        "last_seal": Seal.objects.order_by("-number").first(),
    }
    return render(request, "journal/entries.html", context)


@auditors
@require_safe
def chain(request: HttpRequest, subject_type: str, ref: str) -> HttpResponse:
    """All entries of one subject, oldest first, as a timeline."""
    events = visible_events(acting_of(request)).filter(subject_type=subject_type, subject_ref=ref).order_by("seq")
    return render(request, "journal/chain.html", {"told": told(events), "ref": ref})


@auditors
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Verify the whole journal now, and say what was found."""
    return render(request, "journal/checked.html", {"report": verify()})


@auditors
@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The office's journal as a file; that it was taken stands in the access log."""
    acting, now = acting_of(request), timezone.now()
    log_access(AccessAct.EXPORTED, by=acting, at=now, detail="留痕")
    answer = StreamingHttpResponse(exported(visible_events(acting)), content_type="application/x-ndjson; charset=utf-8")
    name = f"留痕-{timezone.localtime(now):%Y%m%d-%H%M}.jsonl"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


@auditors
@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    """Refusals, sign-ins, exports and looks at sensitive fields."""
    form = AccessFilter(request.GET or None)
    page = page_by_key(form.chosen(visible_access(acting_of(request))), **_keys(request))
    context = {
        "form": form,
        "lines": page.rows,
        "count": f"{page.count} 条",
        "previous": _address(request, after=page.newer),
        "next": _address(request, before=page.older),
    }
    return render(request, "journal/access_log.html", context)
