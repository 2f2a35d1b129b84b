"""Opening a round, taking back what came, and who is still to be called."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents.split import safe
from luoshi.documents.written import MEDIA_TYPES
from luoshi.files.access import KEEPERS
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct, new_ref
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles
from luoshi.matters.models import Round
from luoshi.matters.operations.rounds import TakenBack, open_round, take_back
from luoshi.matters.round.carried import carried, taken_out
from luoshi.matters.round.choosing import chosen, narrowed, phone_of
from luoshi.matters.round.coming_back import preview
from luoshi.matters.round.forms import ChooseFilter, OpenForm, ReturnedForm, SaidForm, default_title
from luoshi.matters.round.page import RoundPage, round_page, rounds_page
from luoshi.matters.round.standing import CALL_LIST, call_list, standing_of
from luoshi.matters.round.workbooks import asked_of, merged_ledger, round_zip
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run
from luoshi.workdays import office_date

keepers = for_roles(*KEEPERS)
_A_WEEK = dt.timedelta(days=7)


def _round(request: HttpRequest, ref: str) -> Round:
    row = Round.objects.visible_to(acting_of(request)).filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _today() -> dt.date:
    return office_date(timezone.now())


def _key(request: HttpRequest, name: str) -> int | None:
    """A key of paging; what is none begins at the top."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


@keepers
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of the office, newest first."""
    rows = Round.objects.visible_to(acting_of(request))
    found = rounds_page(rows, on=_today(), before=_key(request, "before"), after=_key(request, "after"))
    return render(request, "matters/round/list.html", {"found": found})


@keepers
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Choose what is asked, say by when, and open the round."""
    acting, on, office = acting_of(request), _today(), office_of(acting_of(request))
    picked = ChooseFilter(request.GET).chosen()
    title = default_title(on, Round.objects.visible_to(acting)[:50])
    start = {"title": title, "due_on": on + _A_WEEK, "contact": acting.name, "phone": phone_of(acting)}
    form = OpenForm(request.POST or None, initial=start)
    refs = request.POST.getlist("matter")
    row = run(request, form, None, lambda: open_round(
        office, by=acting, at=timezone.now(), matters=chosen(acting, refs), details=form.details(),
        **form.values("token"),
    ))  # fmt: skip
    if row is not None:
        messages.success(request, "这一轮已经建立。下载压缩包，把各单位的表发出去。")
        return redirect("matters:round", row.ref)
    context = {"form": form, "picked": picked, "found": narrowed(office, acting, on=on, **picked), "refs": refs}
    return render(request, "matters/round/new.html", context, status=422 if form.errors else 200)


@keepers
@require_safe
@never_cache
def round_(request: HttpRequest, ref: str) -> HttpResponse:
    """Who has reported, who has not, and what to do next."""
    page, on = round_page(_round(request, ref), on=_today()), _today()
    start = {"asked": request.GET.get("say", ""), "said_on": on, "channel": "phone"}
    return _shown(request, page, SaidForm(asked=page.asked, on=on, initial=start), ReturnedForm())


def _shown(request: HttpRequest, page: RoundPage, said: SaidForm, returned: ReturnedForm) -> HttpResponse:
    status = 422 if said.errors or returned.errors else 200
    return render(
        request, "matters/round/round.html", {"page": page, "said": said, "returned": returned}, status=status
    )


@keepers
@require_POST
@never_cache
def back(request: HttpRequest, ref: str) -> HttpResponse:
    """What came back, before anything of it is written."""
    row, form, on = _round(request, ref), ReturnedForm(request.POST, request.FILES), _today()
    if form.is_valid():
        try:
            found = preview(row, form.cleaned_data["dropped"], on=on)
        except Refused as refused:
            form.add_error("returned", refused.sentence)
        else:
            context = {"row": row, "found": found, "signed": carried(row, found), "token": new_ref()}
            return render(request, "matters/round/preview.html", context)
    page = round_page(row, on=on)
    return _shown(request, page, SaidForm(asked=page.asked, on=on), form)


@keepers
@require_POST
@never_cache
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take in what was ticked in the preview."""
    row = _round(request, ref)
    picked = {str(value) for name, value in request.POST.items() if name.startswith("choose-")}
    keys = {*request.POST.getlist("take"), *picked}
    taken, files = taken_out(request.POST.get("carried", ""), row, keys)
    token = request.POST.get("token", "")
    take_back(row, by=acting_of(request), at=timezone.now(), back=taken, files=files, token=token)
    messages.success(request, f"已录入 {len(taken.said)} 条反馈。" + _also(taken))
    return redirect("matters:round", row.ref)


def _also(taken: TakenBack) -> str:
    parts = [f"新增拟立项 {len(taken.added)} 件"] if taken.added else []
    parts += [f"{len(taken.unchanged)} 条没有新内容，记为未更新"] if taken.unchanged else []
    return "；".join(parts) + ("。" if parts else "")


@keepers
@require_POST
@never_cache
def said(request: HttpRequest, ref: str) -> HttpResponse:
    """代录: what a body says by telephone, in one line."""
    row, on = _round(request, ref), _today()
    page = round_page(row, on=on)
    form = SaidForm(request.POST, asked=page.asked, on=on)
    done = run(request, form, row, lambda: take_back(
        row, by=acting_of(request), at=timezone.now(), back=TakenBack(said=[form.entry()]), **form.values("token")
    ))  # fmt: skip
    if done is None:
        return _shown(request, page, form, ReturnedForm())
    entry = form.entry()
    messages.success(request, f"已代{entry.body}录入 {entry.matter} 的反馈。")
    return redirect("matters:round", row.ref)


@keepers
@require_safe
@never_cache
def workbooks(request: HttpRequest, ref: str) -> HttpResponse:
    """The zip with one workbook a body."""
    row = _round(request, ref)
    data = round_zip(row, asked_of(row), on=_today())
    log_access(AccessAct.EXPORTED, by=acting_of(request), at=timezone.now(), subject=row, operation="rounds.workbooks")
    return _file(data, f"{safe(row.title)}_按单位.zip")


@keepers
@require_safe
@never_cache
def ledger(request: HttpRequest, ref: str) -> HttpResponse:
    """The ledger of the round as it stands now."""
    row, on = _round(request, ref), _today()
    data = merged_ledger(row, asked_of(row), on=on)
    log_access(AccessAct.EXPORTED, by=acting_of(request), at=timezone.now(), subject=row, operation="rounds.ledger")
    return _file(data, f"{safe(row.title)}_总表.xlsx")


@keepers
@require_safe
@never_cache
def calls(request: HttpRequest, ref: str) -> HttpResponse:
    """The call list."""
    row, on = _round(request, ref), _today()
    standing = standing_of(row, asked_of(row), on=on)
    data = call_list(row, standing, by=acting_of(request), at=timezone.now())
    return _file(data, f"{CALL_LIST}_{safe(row.title)}.xlsx")


def _file(data: bytes, name: str) -> HttpResponse:
    suffix = name.rpartition(".")[2]
    response = HttpResponse(data, content_type=MEDIA_TYPES.get(suffix, "application/zip"))
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response
