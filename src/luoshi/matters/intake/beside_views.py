"""Deciding between the texts of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.files.access import KEEPERS
from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles
from luoshi.matters import operations
from luoshi.matters.intake.beside import beside
from luoshi.matters.intake.views import document_of, seen_seq
from luoshi.matters.models import Matter
from luoshi.meetings.models import Meeting


@for_roles(*KEEPERS)
@require_safe
@never_cache
def differences(request: HttpRequest, meeting: str) -> HttpResponse:
    """Two texts of a meeting side by side, and what waits to be decided between them."""
    page = beside(_meeting(request, meeting), other=request.GET.get("with", ""))
    if page is None:
        raise Unseen
    return render(request, "matters/intake/differences.html", {"page": page, "token": new_ref()})


def _meeting(request: HttpRequest, ref: str) -> Meeting:
    row = Meeting.objects.visible_to(acting_of(request)).filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


@for_roles(*KEEPERS)
@require_POST
def basis(request: HttpRequest, meeting: str) -> HttpResponse:
    """Let the matters of the meeting rest on the text chosen."""
    row, document = _meeting(request, meeting), document_of(request, request.POST.get("document", ""))
    operations.rest_on(
        row,
        by=acting_of(request),
        at=timezone.now(),
        document=document,
        token=request.POST.get("token", ""),
        seen_seq=seen_seq(request),
    )
    messages.success(request, f"这次会议的事项现在以“{document.title}”为准。")
    return redirect("matters:differences", meeting)


@for_roles(*KEEPERS)
@require_POST
def decide(request: HttpRequest, meeting: str) -> HttpResponse:
    """Keep what the matter says, or take what the new text says."""
    row, chosen = _meeting(request, meeting), request.POST.get("difference", "")
    matter = (
        Matter.objects.visible_to(acting_of(request))
        .filter(meeting=row, differences__pk=int(chosen) if chosen.isascii() and chosen.isdigit() else 0)
        .first()
    )
    if matter is None:
        raise Refused("这处不一致已经处理过了。请刷新页面查看。")
    operations.decide(
        matter,
        by=acting_of(request),
        at=timezone.now(),
        difference=int(chosen),
        take=request.POST.get("take", ""),
        token=request.POST.get("token", ""),
    )
    return redirect("matters:differences", meeting)
