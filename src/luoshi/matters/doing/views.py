"""Doing something to a matter: the form under its button, and sending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.web import signed_in
from luoshi.matters.doing.offered import act_of, party_of
from luoshi.matters.doing.steps import Step, do, is_concerned, step_of
from luoshi.matters.doing.turn import Turn
from luoshi.matters.listing.matter_page import matter_page, opened_part, turn_of

_KEY = 19
"""Digits that no key of a row reaches."""


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """The form of an act on the page of its matter, alone where only it is asked for; and doing it."""
    turn, sent = turn_of(request, ref), request.method == "POST"
    data, files = (request.POST, request.FILES) if sent else (None, None)
    step = step_of(turn, act, data, files, slip=_slip(request))
    if step is None:
        raise Unseen
    if not is_concerned(turn, act) and not (sent and step.form.is_valid()):
        raise _denied(act)
    if not sent:
        return opened_part(request, turn, step)
    if status := _refused(turn, step):
        return matter_page(request, turn_of(request, ref), step, status=status)
    messages.success(request, step.told)
    return redirect(_back(request, turn))


def _refused(turn: Turn, step: Step) -> int:
    """Do it; 0 where it is done, else the status of a page on which the form keeps what was typed."""
    if not step.form.is_valid():
        return 422
    try:
        do(turn, step)
    except Stale as stale:
        typed = step.form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        turn.matter.refresh_from_db(fields=["seq"])
        typed["seen_seq"] = str(turn.matter.seq)
        step.form.data = typed
        step.form.add_error(None, stale.sentence)
        return stale.status
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        step.form.add_error(refused.field if refused.field in step.form.fields else None, refused.sentence)
        return 422
    return 0


def _denied(key: str) -> Denied:
    act = act_of(key)
    party = party_of(act).value if act is not None else "督查室"
    return Denied(f"这一步由{party}办理。请把您的意见告诉{party}或督查室。")


def _slip(request: HttpRequest) -> int | None:
    """The paper that a link or a form is about."""
    typed = request.GET.get("slip", "") or request.POST.get("slip", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _KEY else None


def _back(request: HttpRequest, turn: Turn) -> str:
    """Where the form was sent from: the opinions of the meeting, else the page of the matter."""
    meeting = turn.matter.meeting
    if meeting is not None and request.POST.get("back") == "opinions":
        return f"{reverse('matters:opinions', args=[meeting.ref])}#m-{turn.matter.ref}"
    return reverse("matters:matter", args=[turn.matter.ref])
