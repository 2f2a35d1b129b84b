"""What held on that day, and why; making a rule for one's office, with a preview; the whole book on paper and as a workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Office
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.rulebook import access, operations, page
from luoshi.rulebook.definitions import Grade
from luoshi.rulebook.forms import EndForm, LookForm, RuleForm
from luoshi.rulebook.lookup import Rulebook
from luoshi.rulebook.models import OwnRule
from luoshi.rulebook.operations import RuleDetails
from luoshi.rulebook.shipped import Shipped, shipped
from luoshi.rulebook.workbook import rulebook_workbook
from luoshi.rulebook.written import Unwritten, from_text, to_text
from luoshi.workdays import office_date

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest) -> tuple[LookForm, dt.date, str]:
    """The form, the day asked for (today where none or none that is a day), and the words."""
    form = LookForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("on") or office_date(timezone.now())
    return form, day, form.cleaned_data.get("q") or ""


def _known(key: str) -> Shipped:
    known = shipped().get(key)
    if known is None:
        raise Unseen
    return known


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rulebook as of a day."""
    form, on, words = _asked(request)
    office = access.office_acted_in(acting_of(request))
    found = page.overview(Rulebook(office), on, words)
    context = {"form": form, "on": on, "words": words, "office": office, "overview": found}
    return render(request, "rulebook/index.html", context)


@signed_in
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The whole rulebook as of a day, to be printed."""
    _, on, _ = _asked(request)
    office = access.office_acted_in(acting_of(request))
    context = {"on": on, "office": office, "overview": page.overview(Rulebook(office), on)}
    return render(request, "rulebook/printed.html", context)


@signed_in
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The whole rulebook as of a day, as a workbook."""
    _, on, _ = _asked(request)
    acting = acting_of(request)
    written = rulebook_workbook(Rulebook(access.office_acted_in(acting)), on)
    log_access(AccessAct.EXPORTED, by=acting, at=timezone.now(), operation="rulebook.workbook", detail=f"规则库 {on}")
    headers = {"Content-Disposition": f'attachment; filename="rulebook-{on}.xlsx"'}
    return HttpResponse(written, content_type=_XLSX, headers=headers)


@signed_in
@require_safe
def key(request: HttpRequest, key: str) -> HttpResponse:
    """One rule: what held on the day and why, its history, what other places do."""
    form, on, _ = _asked(request)
    acting = acting_of(request)
    office = access.office_acted_in(acting)
    _known(key)
    shown = page.key_shown(Rulebook(office), key, on)
    context = {"form": form, "on": on, "office": office, "shown": shown, "may_keep": access.may_keep(acting)}
    return render(request, "rulebook/key.html", context | {"end_form": EndForm(initial={"last": on})})


@for_roles(*access.KEEPERS)
@never_cache
def make(request: HttpRequest, key: str) -> HttpResponse:
    """Make a rule: fill in, see what changes and who inherits, save."""
    office, known = access.office_acted_in(acting_of(request)), _known(key)
    form = RuleForm(known.definition, request.POST or None, initial=_initial(request, office, known))
    shown = None
    if request.method == "POST" and form.is_valid():
        details = _details(form, known)
        if details is not None and "save" in request.POST and _made(request, form, office, details):
            return redirect(f"{reverse('rulebook:key', args=[key])}?on={details.valid_from}")
        if details is not None:
            shown = page.preview(office, known.definition, details)
    context = {"form": form, "definition": known.definition, "office": office, "preview": shown}
    return render(request, "rulebook/make.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest, office: Office, known: Shipped) -> dict[str, Any]:
    """What the form begins with: an offer to adopt, or what holds today."""
    today = office_date(timezone.now())
    given: dict[str, Any] = {"valid_from": today, "grade": Grade.NONE.value}
    number = request.GET.get("offer", "")
    if number.isascii() and number.isdigit() and int(number) < len(known.offers):
        stated = known.offers[int(number)].stated
        note = f"参照{stated.place or stated.source}（{stated.ref}）" if stated.ref else stated.note
        return given | {"value": to_text(known.definition, stated.value), "note": note}
    holding = Rulebook(office).find(known.definition.key, today)
    return given if holding is None else given | {"value": to_text(known.definition, holding.value)}


def _details(form: RuleForm, known: Shipped) -> RuleDetails | None:
    """What was typed as a rule, or ``None`` with the complaints beside the value."""
    given = form.cleaned_data
    try:
        value = from_text(known.definition, given["value"])
    except Unwritten as error:
        for sentence in error.sentences:
            form.add_error("value", sentence)
        return None
    kept = {name: given[name] for name in ("valid_from", "valid_to", "source", "source_ref", "note", "ends_earlier")}
    return RuleDetails(key=known.definition.key, value=value, grade=Grade(given["grade"]), **kept)


def _made(request: HttpRequest, form: RuleForm, office: Office, details: RuleDetails) -> bool:
    """Whether the rule was made; a refusal stands beside its field."""
    try:
        operations.make_rule(
            office, by=acting_of(request), at=timezone.now(), details=details, token=form.cleaned_data["token"]
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    messages.success(request, "已保存，受影响的期限随之重新计算。")
    return True


def _own_rule(request: HttpRequest, ref: str) -> OwnRule:
    row = OwnRule.objects.visible_to(acting_of(request)).filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _seen_seq(request: HttpRequest) -> int | None:
    seen = request.POST.get("seq", "")
    return int(seen) if seen.isascii() and seen.isdigit() else None


@for_roles(*access.KEEPERS)
@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """Let one's own rule end with a day."""
    row, form = _own_rule(request, ref), EndForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写这条规定止于哪一天。", field="last")
    token, last = form.cleaned_data["token"], form.cleaned_data["last"]
    operations.end_rule(
        row, by=acting_of(request), at=timezone.now(), last=last, token=token, seen_seq=_seen_seq(request)
    )
    messages.success(request, "已写明截止日期，受影响的期限随之重新计算。")
    return redirect("rulebook:key", key=row.key)


@for_roles(*access.KEEPERS)
@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take one's own rule back."""
    row = _own_rule(request, ref)
    token = request.POST.get("token", "")
    operations.withdraw_rule(row, by=acting_of(request), at=timezone.now(), token=token, seen_seq=_seen_seq(request))
    messages.success(request, "已撤回，受影响的期限随之重新计算。")
    return redirect("rulebook:key", key=row.key)
