"""The page of a matter, and a difference between its texts decided on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.journal.refusal import Refused
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters import operations
from luoshi.matters.listing.matter_page import matter_page, turn_of


@signed_in
@never_cache
@require_safe
def matter(request: HttpRequest, ref: str) -> HttpResponse:
    """One matter with everything that is known of it."""
    return matter_page(request, turn_of(request, ref))


@signed_in
@require_POST
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Settle what two texts say differently."""
    row = turn_of(request, ref).matter
    number, take = request.POST.get("difference", ""), request.POST.get("take", "")
    if not (number.isascii() and number.isdigit()):
        raise Refused("没有指明是哪一处不一致。请刷新页面后再试。")
    token = request.POST.get("token", "")
    operations.decide(row, by=acting_of(request), at=timezone.now(), difference=int(number), take=take, token=token)
    messages.success(request, "已按您的决定处理。")
    return redirect("matters:matter", ref)
