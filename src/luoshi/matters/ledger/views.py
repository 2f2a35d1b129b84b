"""Taking a ledger over: choose, look, press once; and the ledger going out in its own shape."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents.written import MEDIA_TYPES
from luoshi.files.access import KEEPERS
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct, Token, new_ref
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles
from luoshi.matters.ledger.export import ledger_workbook
from luoshi.matters.ledger.file import kept_ledger
from luoshi.matters.ledger.forms import LedgerForm, PreviewForm, bodies_of, leaving_of, meanings_of, states_of
from luoshi.matters.ledger.page import Given, ledgers, preview
from luoshi.matters.ledger.planning import Plan
from luoshi.matters.listing.filters import ListFilter
from luoshi.matters.models import LedgerShape
from luoshi.matters.operations import take_over
from luoshi.people.accounts.acting import office_of
from luoshi.workdays import office_date

keepers = for_roles(*KEEPERS)


def _today() -> dt.date:
    return office_date(timezone.now())


@keepers
@never_cache
def ledger(request: HttpRequest) -> HttpResponse:
    """Choose or paste a ledger; what it would become is shown, nothing is written."""
    form = LedgerForm(request.POST or None, request.FILES or None, initial={"year": _today().year})
    if request.method == "POST" and form.is_valid():
        data, name = form.table()
        year = form.cleaned_data["year"]
        given = Given(data=data, name=name, year=year, meanings={}, bodies={}, states={}, leaving=frozenset())
        try:
            return _previewed(request, given)
        except Refused as refused:
            form.add_error(form.source, refused.sentence)
    context = {"form": form, "ledgers": ledgers(acting_of(request))}
    return render(request, "matters/ledger/ledger.html", context, status=422 if form.errors else 200)


def _previewed(request: HttpRequest, given: Given, *, notice: str = "", status: int = 200) -> HttpResponse:
    page = preview(office_of(acting_of(request)), given, on=_today())
    context = {"page": page, "notice": notice, "token": new_ref()}
    return render(request, "matters/ledger/preview.html", context, status=status)


@keepers
@require_POST
@never_cache
def take(request: HttpRequest) -> HttpResponse:
    """Look again with what was said about columns and names, or take over what was shown."""
    given = _sent(request)
    if given is None:
        messages.error(request, "预览页面的内容不完整，什么也没有接管。请重新选择文件。")
        return redirect("matters:ledger")
    if request.POST.get("step") != "take":
        return _previewed(request, given)
    try:
        plan = _taken(request, given)
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        return _previewed(request, given, notice=refused.sentence, status=refused.status)
    messages.success(request, f"已接管 {len(plan.rows)} 件。进展记为第一次反馈，时间线写明来自哪一行。")
    return redirect("matters:ledger")


def _sent(request: HttpRequest) -> Given | None:
    """The ledger that the preview carried with all that was said; ``None`` where it did not come back whole."""
    form, sent = PreviewForm(request.POST), request.POST
    if not form.is_valid():
        return None
    return Given(
        data=form.cleaned_data["table"],
        name=form.cleaned_data["name"],
        year=form.cleaned_data["year"],
        meanings=meanings_of(sent),
        bodies=bodies_of(sent),
        states=states_of(sent),
        leaving=leaving_of(sent),
    )


def _taken(request: HttpRequest, given: Given) -> Plan:
    """Take over what was shown; the names and states chosen beside it count as shown."""
    acting = acting_of(request)
    office, token = office_of(acting), request.POST.get("token", "")
    plan = given.plan(office, on=_today())
    if plan.digest != request.POST.get("shown") and not _done_before(office.pk, token):
        raise Refused("预览之后事项或对应关系有了变动，下面是新的预览，请核对后再接管。")
    now = timezone.now()
    file = kept_ledger(office, by=acting, at=now, name=given.name, data=given.data, token=token)
    take_over(office, by=acting, at=now, tables=plan.taken(), file=file, token=token)
    return plan


def _done_before(office: int, token: str) -> bool:
    """Whether this very press was done already: a second one shows what the first did."""
    return bool(token) and Token.objects.filter(office=office, token=token).exists()


@keepers
@require_safe
def export(request: HttpRequest, ref: str) -> HttpResponse:
    """The ledger as it stands, in the columns of the file it came from: all matters, or those that the filter leaves."""
    acting, now = acting_of(request), timezone.now()
    shape = LedgerShape.objects.visible_to(acting).filter(ref=ref).first()
    if shape is None:
        raise Unseen
    form = ListFilter(request.GET, acting=acting, office=shape.office) if request.GET else None
    data = ledger_workbook(shape, form, acting=acting, on=office_date(now))
    log_access(AccessAct.EXPORTED, by=acting, at=now, subject=shape, operation="ledger.export", detail=shape.name[:200])
    answer = HttpResponse(data, content_type=MEDIA_TYPES["xlsx"])
    name = f"督办台账_{office_date(now):%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer
