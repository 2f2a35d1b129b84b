"""Papers as files, whom to call, and that a paper came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents.written import MEDIA_TYPES, safe_name
from luoshi.files.access import KEEPERS
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct, Subject
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.matters import operations
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Batch, Matter
from luoshi.matters.prints import approval, calls, consultation, forms, handover, notice, of_matter
from luoshi.matters.prints.entering import PaperForm, UrgeForm
from luoshi.matters.prints.paper import docx_of
from luoshi.matters.prints.shelf import chosen, feedback_zip, shelf
from luoshi.meetings.models import Meeting
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run
from luoshi.workdays import office_date

keepers = for_roles(*KEEPERS)


def _today() -> dt.date:
    return office_date(timezone.now())


def _meeting(request: HttpRequest, ref: str) -> Meeting:
    row = Meeting.objects.visible_to(acting_of(request)).filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _matter(request: HttpRequest, ref: str) -> Matter:
    row = of_matter.loaded(ref, acting_of(request))
    if row is None:
        raise Unseen
    return row


def given_out(
    request: HttpRequest, name: str, make: Callable[[], bytes], subject: Subject | None = None
) -> HttpResponse:
    """A file to download, with a line in the access log."""
    data = make()
    by, now = acting_of(request), timezone.now()
    log_access(AccessAct.EXPORTED, by=by, at=now, subject=subject, operation="matters.print", detail=name)
    answer = HttpResponse(data, content_type=MEDIA_TYPES.get(name.rpartition(".")[2], "application/zip"))
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


@keepers
@never_cache
@require_safe
def prints(request: HttpRequest) -> HttpResponse:
    """Everything that can be printed, with where it comes from."""
    return render(request, "matters/prints/prints.html", {"shelf": shelf(acting_of(request))})


@keepers
@never_cache
@require_safe
def approval_before(request: HttpRequest) -> HttpResponse:
    """立项呈批单 for the proposals that were ticked, before anything is docketed."""
    acting, on, refs = acting_of(request), _today(), request.GET.getlist("m")
    if not refs:
        return redirect("matters:prints")
    held, listed = chosen(acting, refs, on=on)
    sheet = approval.approval(held, listed, made_by=acting.name, on=on)
    return given_out(request, safe_name(f"{approval.TITLE}_{len(listed)}件", "docx"), lambda: docx_of([sheet]))


@keepers
@never_cache
@require_safe
def approval_after(request: HttpRequest, ref: str) -> HttpResponse:
    """立项呈批单 of a batch that was approved."""
    acting = acting_of(request)
    batch = Batch.objects.visible_to(acting).select_related("meeting", "office").filter(ref=ref).first()
    if batch is None:
        raise Unseen
    matters = list(of_matter.visible(acting).filter(batch=batch, parent=None).order_by("number"))
    sheet = approval.approval_of(batch, matters, on=batch.approved_on)
    name = safe_name(f"{approval.TITLE}_{batch.approved_on}_{len(matters)}件", "docx")
    return given_out(request, name, lambda: docx_of([sheet]), batch)


@keepers
@never_cache
@require_safe
def notices(request: HttpRequest, ref: str) -> HttpResponse:
    """交办通知 to all bodies of a meeting, a file each."""
    row, acting = _meeting(request, ref), acting_of(request)
    excerpts = notice.excerpts_of(row, acting, refs=request.GET.getlist("m"))
    sent = notice.sender(row.office, acting, on=_today())
    name = safe_name(f"{notice.TITLE}_{row.name}", "zip")
    return given_out(request, name, lambda: notice.notices_zip(excerpts, sent), row)


@keepers
@never_cache
@require_safe
def feedback_forms(request: HttpRequest, ref: str) -> HttpResponse:
    """反馈表 of a meeting's matters, a file for each lead body."""
    row, acting, on = _meeting(request, ref), acting_of(request), _today()
    return given_out(request, safe_name(f"反馈表_{row.name}", "zip"), lambda: feedback_zip(row, acting, on=on), row)


@keepers
@never_cache
@require_safe
def consultations(request: HttpRequest, ref: str) -> HttpResponse:
    """征求意见表 to the bodies of a meeting that have not answered, a file each."""
    row, acting = _meeting(request, ref), acting_of(request)
    name = safe_name(f"{consultation.TITLE}_{row.name}", "zip")
    return given_out(request, name, lambda: consultation.consultation_zip(row, acting), row)


@signed_in
@never_cache
@require_safe
def matter_notice(request: HttpRequest, ref: str) -> HttpResponse:
    """交办通知 of one matter to its lead, for the office to send; whoever does not see the matter finds none."""
    row, acting = _matter(request, ref), acting_of(request)
    require_keeper(acting, row.office_id)
    excerpt = notice.excerpt_of(row, acting)
    sent = notice.sender(row.office, acting, on=_today())
    return given_out(request, excerpt.file, lambda: notice.notice_file(excerpt, sent), row)


@signed_in
@never_cache
@require_safe
def form(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """One of the papers of a matter; those that the office fills in are the office's."""
    row = _matter(request, ref)
    if not forms.may_have(kind, acting_of(request)):
        raise Unseen
    name = safe_name(forms.file_title(row, kind), "docx")
    return given_out(request, name, lambda: docx_of([forms.FORMS[kind](row, on=_today())]), row)


@keepers
@never_cache
@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """移交清单 as of today."""
    acting, on = acting_of(request), _today()
    sheet = handover.handover(office_of(acting), acting, on=on)
    return given_out(request, safe_name(f"{handover.TITLE}_{on}", "docx"), lambda: docx_of([sheet]))


@keepers
@never_cache
@require_safe
def call_page(request: HttpRequest) -> HttpResponse:
    """Whom to call, about what, and a form for each body."""
    return _called(request, None)


@keepers
@never_cache
@require_POST
def urge(request: HttpRequest, ref: str) -> HttpResponse:
    """Enter a call."""
    acting, on = acting_of(request), _today()
    found = calls.calls_of(office_of(acting), acting, on=on)
    call = next((each for each in found if each.body.ref == ref), None)
    if call is None:
        raise Refused("这家单位已经没有要催的事项。请刷新页面。")
    sent = UrgeForm(request.POST, call=call, on=on)
    done = run(request, sent, None, lambda: operations.urge_all(
        [each.matter for each in call.about if each.matter.ref in sent.cleaned_data["matter"]],
        by=acting, at=timezone.now(), **sent.told(),
    ))  # fmt: skip
    if done is None:
        return _called(request, (ref, sent))
    messages.success(request, f"已记下对{call.body}的催办，{len(done)} 件。")
    return redirect("matters:calls")


def _called(request: HttpRequest, sent: tuple[str, UrgeForm] | None) -> HttpResponse:
    acting, on = acting_of(request), _today()
    found = calls.calls_of(office_of(acting), acting, on=on)
    ref, typed = sent or ("", None)
    rows = [(each, typed if each.body.ref == ref and typed else UrgeForm(call=each, on=on)) for each in found]
    count = sum(len(each.about) for each in found)
    context = {"rows": rows, "count": count, "sent": ref}
    return render(request, "matters/prints/calls.html", context, status=422 if typed else 200)


@keepers
@never_cache
@require_safe
def call_record(request: HttpRequest) -> HttpResponse:
    """催办电话记录, to be written on beside the telephone."""
    acting, now = acting_of(request), timezone.now()
    on = office_date(now)
    found = calls.calls_of(office_of(acting), acting, on=on)
    sheet = calls.call_sheet(found, by=acting, at=now, on=on)
    return given_out(request, safe_name(f"{calls.TITLE}_{on}", "docx"), lambda: docx_of([sheet]))


@keepers
@require_POST
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that the paper of a slip came in."""
    row, sent = _matter(request, ref), PaperForm(request.POST)
    if not sent.is_valid():
        raise Refused("收到日期没有看懂。请按 2026-03-09 这样填写后再试。")
    given = sent.values("slip", "paper", "token", "seen_seq")
    operations.receive_paper(row, by=acting_of(request), at=timezone.now(), on=sent.cleaned_data["paper_on"], **given)
    messages.success(request, "已记下纸质件。")
    return redirect("matters:matter", row.ref)
