"""本单位审签 on the page: preparing, signing, giving back, correcting, withdrawing; and whether a body uses it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Body
from luoshi.files.models import File
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters import operations
from luoshi.matters.desks.forms import DraftForm, ReturnForm, SignForm
from luoshi.matters.doing.evidence import keep_evidence
from luoshi.matters.doing.turn import Turn
from luoshi.matters.models import STEPS, Draft, DraftKind, DraftState, Matter
from luoshi.matters.operations import Prepared, Signed, countersigning
from luoshi.people.directory.acts import run
from luoshi.people.directory.forms import ActForm


def _draft(request: HttpRequest, ref: str) -> Draft:
    rows = Draft.objects.visible_to(acting_of(request)).select_related("matter", "body", "evidence")
    row = rows.prefetch_related("steps").filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _led(request: HttpRequest, ref: str) -> Matter:
    """A matter that one's body leads."""
    acting = acting_of(request)
    row = Matter.objects.visible_to(acting).select_related("office", "lead").filter(ref=ref).first()
    if row is None or row.lead_id not in acting.bodies:
        raise Unseen
    return row


@signed_in
@never_cache
def new_draft(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Prepare a report, completion or extension for the signatures."""
    row, acting = _led(request, ref), acting_of(request)
    if kind not in DraftKind.values:
        raise Unseen
    asked = DraftKind(kind)
    opened = {"words": "" if asked == DraftKind.EXTENSION else row.progress, "problems": row.problems}
    form = DraftForm(request.POST or None, request.FILES or None, kind=asked, matter=row, initial=opened)
    draft = run(request, form, None, lambda: countersigning.prepare(
        row, by=acting, at=timezone.now(), token=form.cleaned_data["token"], prepared=Prepared(
            kind=asked, words=form.cleaned_data["words"], evidence=_evidence(request, row, form), **form.given()
        ),
    ))  # fmt: skip
    if draft is not None:
        messages.success(request, "已送审签：先由分管负责人，再由主要负责人签。")
        return redirect("matters:draft", draft.ref)
    context = {"matter": row, "kind": asked, "form": form}
    return render(request, "matters/desks/new_draft.html", context, status=422 if form.errors else 200)


def _evidence(request: HttpRequest, row: Matter, form: DraftForm) -> File | None:
    turn = Turn(row, acting_of(request), timezone.now())
    return keep_evidence(turn, form.cleaned_data.get("evidence"), token=form.cleaned_data["token"])


@signed_in
@never_cache
@require_safe
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """What was prepared, who has signed, who signs next."""
    return _shown(request, _draft(request, ref))


def _shown(request: HttpRequest, row: Draft, sent: ActForm | None = None) -> HttpResponse:
    acting = acting_of(request)
    context = {
        "draft": row,
        "steps": STEPS,
        "mine": countersigning.may_sign(acting, row),
        "sign": sent if isinstance(sent, SignForm) else SignForm(initial={"seen_seq": row.seq}),
        "return_form": sent if isinstance(sent, ReturnForm) else ReturnForm(initial={"seen_seq": row.seq}),
        "correct": sent if isinstance(sent, DraftForm) else _correct_form(row),
        "waits": row.state in (DraftState.WAITING, DraftState.RETURNED),
    }
    return render(request, "matters/desks/draft.html", context, status=422 if sent is not None else 200)


def _correct_form(row: Draft) -> DraftForm:
    initial = {"words": row.words, "problems": row.problems, "day": row.day, "said": row.said, "seen_seq": row.seq}
    return DraftForm(kind=DraftKind(row.kind), matter=row.matter, initial=initial)


@signed_in
@require_POST
def sign_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign, or enter a signature from paper."""
    row, form = _draft(request, ref), SignForm(request.POST)
    signed = run(request, form, row, lambda: countersigning.sign(
        row, by=acting_of(request), at=timezone.now(), signed=Signed(**form.values("who", "on", "paper", "words")),
        **form.values("token", "seen_seq"),
    ))  # fmt: skip
    if signed is None:
        return _shown(request, row, form)
    sent = signed.state == DraftState.SENT
    messages.success(request, "已签，材料已报送督查室。" if sent else "已签，等下一位签。")
    return redirect("matters:desk")


@signed_in
@require_POST
def return_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Give it back to be corrected."""
    row, form = _draft(request, ref), ReturnForm(request.POST)
    done = run(request, form, row, lambda: countersigning.give_back(
        row, by=acting_of(request), at=timezone.now(), **form.values("reason", "token", "seen_seq")
    ))  # fmt: skip
    if done is None:
        return _shown(request, row, form)
    messages.success(request, "已退回修改。")
    return redirect("matters:desk")


@signed_in
@require_POST
def correct_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct what was given back and send it through the signatures again."""
    row = _draft(request, ref)
    form = DraftForm(request.POST, kind=DraftKind(row.kind), matter=row.matter)
    done = run(request, form, row, lambda: countersigning.correct(
        row, by=acting_of(request), at=timezone.now(), words=form.cleaned_data["words"], **form.given(),
        **form.values("token", "seen_seq"),
    ))  # fmt: skip
    if done is None:
        return _shown(request, row, form)
    messages.success(request, "已改好，重新送审签。")
    return redirect("matters:draft", row.ref)


@signed_in
@require_POST
def withdraw_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it back before it was sent."""
    row = _draft(request, ref)
    countersigning.withdraw(row, by=acting_of(request), at=timezone.now(), token=request.POST.get("token", ""))
    messages.success(request, "已撤回，没有报送。")
    return redirect("matters:desk")


@signed_in
@require_POST
def switch(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin or stop signing what a body sends."""
    acting = acting_of(request)
    body = Body.objects.filter(office=acting.office, ref=ref).first()
    if body is None:
        raise Unseen
    wanted = request.POST.get("is_on")
    if wanted not in ("0", "1"):
        raise Refused("没有看懂是启用还是停用。请刷新页面后再试。")
    token = request.POST.get("token", "")
    row = operations.set_countersigning(body, by=acting, at=timezone.now(), is_on=wanted == "1", token=token)
    messages.success(request, f"{row}。")
    return redirect("matters:desk")
