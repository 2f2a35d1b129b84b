"""The page of one text, its progress while it is read, and what is decided on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents import operations as documents
from luoshi.documents.access import may_keep
from luoshi.documents.models import Document, DocumentState
from luoshi.documents.reader import Span
from luoshi.files.access import KEEPERS
from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.matters import operations
from luoshi.matters.intake import told
from luoshi.matters.intake.forms import AboutText
from luoshi.matters.intake.text_page import text_page
from luoshi.matters.intake.texts import label_of
from luoshi.matters.intake.views import document_of
from luoshi.meetings import operations as meetings
from luoshi.meetings.models import Meeting
from luoshi.workdays import office_date


@signed_in
@require_safe
@never_cache
def text(request: HttpRequest, ref: str) -> HttpResponse:
    """A text with its places, meetings, readings, corrections and history."""
    document = document_of(request, ref)
    about = {"title": document.title, "kind": document.kind, "seen_seq": document.seq, "token": new_ref()}
    return _shown(request, document, AboutText(initial=about))


def _shown(request: HttpRequest, document: Document, form: AboutText, status: int = 200) -> HttpResponse:
    here = _asked_for(request, document)
    page = text_page(document, on=office_date(timezone.now()), here=here, older=request.GET.get("from", ""))
    context = {
        "page": page,
        "form": form,
        "label": label_of(document),
        "may_keep": may_keep(acting_of(request)),
        "token": new_ref(),
        "nothing_read": told.NOTHING_READ,
    }
    return render(request, "matters/intake/text.html", context, status=status)


def _asked_for(request: HttpRequest, document: Document) -> Span | None:
    """The stretch that the address names, where it is one of the text."""
    start, end = (request.GET.get(name, "") for name in ("start", "end"))
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end <= len(document.text) else None


@signed_in
@require_safe
@never_cache
def state(request: HttpRequest, ref: str) -> HttpResponse:
    """How far the reading is, asked every two seconds; when it is done the browser goes where the result is."""
    document = document_of(request, ref)
    response = render(request, "matters/intake/progress.html", {"document": document})
    if document.state != DocumentState.READING:
        response["HX-Redirect"] = told.after([document])
    return response


@for_roles(*KEEPERS)
@require_POST
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Change title and kind."""
    document, form = document_of(request, ref), AboutText(request.POST)
    if form.is_valid() and _revised(request, document, form):
        messages.success(request, "已更正标题、文种。")
        return redirect("matters:text", ref)
    return _shown(request, document, form, status=422)


def _revised(request: HttpRequest, document: Document, form: AboutText) -> bool:
    """Whether title and kind were changed; a refusal stands beside its field, and what was typed stays."""
    try:
        documents.revise_document(document, by=acting_of(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    return True


@for_roles(*KEEPERS)
@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a correction back."""
    document, correction = document_of(request, ref), request.POST.get("correction", "")
    if not (correction.isascii() and correction.isdigit()):
        raise Unseen
    operations.withdraw_correction(
        document,
        by=acting_of(request),
        at=timezone.now(),
        correction=int(correction),
        token=request.POST.get("token", ""),
    )
    messages.success(request, "已撤回这处标注，事项随之更新。")
    return redirect(reverse("matters:text", args=[ref]) + "#corrections")


@for_roles(*KEEPERS)
@require_POST
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the text to another meeting (``to``), to one of its own (``to=new``), or say that it stays apart (``to=`` its own)."""
    document, acting = document_of(request, ref), acting_of(request)
    by_ref = {row.ref: row for row in Meeting.objects.visible_to(acting).filter(ref__in=_named(request))}
    meeting, chosen = by_ref.get(request.POST.get("meeting", "")), request.POST.get("to", "")
    if meeting is None or (chosen != "new" and chosen not in by_ref):
        raise Refused("请选择要归入的会议，或选“另立会议”。")
    at, token = timezone.now(), request.POST.get("token", "")
    if chosen == meeting.ref:
        meetings.set_apart(meeting, by=acting, at=at, document=document, token=token)
        messages.success(request, f"已确认这份文本属于“{meeting}”。")
        return redirect("matters:text", ref)
    target = operations.move_text(meeting, by=acting, at=at, document=document, to=by_ref.get(chosen), token=token)
    messages.success(request, f"已归入“{target}”，已有的事项不重复，说法不同的列为待定。")
    return redirect("matters:review", target.ref)


def _named(request: HttpRequest) -> list[str]:
    return [request.POST.get(name, "") for name in ("meeting", "to")]
