"""Taking tables over: upload, preview row by row, confirm; and the same tables going out."""

from __future__ import annotations

import base64
import binascii
import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused, Stale
from luoshi.journal.web import acting_of
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.exporting import blank_table, export_table
from luoshi.people.directory.forms import ConfirmForm, UploadForm
from luoshi.people.directory.importing import ImportKind, import_table, plan_table
from luoshi.people.directory.views import keepers
from luoshi.workdays import office_date

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DONE = {
    ImportKind.BODIES: "people:directory",
    ImportKind.LEADERS: "people:leaders",
    ImportKind.CONTACTS: "people:people",
}


def _kind(kind: str) -> ImportKind:
    if kind not in set(ImportKind):
        raise Http404
    return ImportKind(kind)


@keepers
@never_cache
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a table; what it would change is shown, nothing is written and the file is not kept."""
    table = _kind(kind)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"on": office_date(timezone.now())})
    if request.method == "POST" and form.is_valid():
        file, on = form.cleaned_data["file"], form.cleaned_data["on"]
        try:
            return _preview(request, table, file.read(), file.name, on)
        except Refused as refused:
            form.add_error("file", refused.sentence)
    context = {"form": form, "kind": table, "kinds": list(ImportKind)}
    return render(request, "people/directory/upload.html", context, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest, kind: ImportKind, data: bytes, name: str, on: dt.date, *, notice: str = "", status: int = 200
) -> HttpResponse:
    """The plan of a table; the file itself goes back and forth with the page, so that nothing is stored before the word is given."""
    plan = plan_table(office_of(acting_of(request)), kind, data, name, on=on)
    context = {
        "plan": plan,
        "kind": kind,
        "table": base64.b64encode(data).decode("ascii"),
        "name": name,
        "on": on,
        "token": new_ref(),
        "notice": notice,
    }
    return render(request, "people/directory/preview.html", context, status=status)


@keepers
@require_POST
@never_cache
def confirm(request: HttpRequest, kind: str) -> HttpResponse:
    """Do what the preview showed; where the directory has changed since, show the new preview instead."""
    table, form = _kind(kind), ConfirmForm(request.POST)
    data = _sent(form) if form.is_valid() else None
    if data is None:
        messages.error(request, "预览页面的内容不完整，没有导入。请重新上传。")
        return redirect("people:import", kind)
    name, on = form.cleaned_data["name"], form.cleaned_data["on"]
    try:
        counts = _confirmed(request, table, form, data)
    except Stale as stale:
        return _preview(request, table, data, name, on, notice=stale.sentence, status=409)
    except Refused as refused:
        return _preview(request, table, data, name, on, notice=refused.sentence, status=422)
    done = f"新增 {counts['new']} 项，更改 {counts['changed']} 项，撤销或离任 {counts['gone']} 项"
    messages.success(request, f"{table.label}已导入：{done}。" if any(counts.values()) else f"{table.label}无变化。")
    return redirect(_DONE[table])


def _confirmed(request: HttpRequest, kind: ImportKind, form: ConfirmForm, data: bytes) -> dict[str, object]:
    acting, given = acting_of(request), form.cleaned_data
    return dict(
        import_table(
            office_of(acting),
            by=acting,
            at=timezone.now(),
            kind=kind,
            data=data,
            name=given["name"],
            on=given["on"],
            shown=given["shown"],
            leaving=frozenset(request.POST.getlist("leaving")),
            token=given["token"],
        )
    )


def _sent(form: ConfirmForm) -> bytes | None:
    """The file that the preview carried, or ``None`` where it did not come back whole."""
    try:
        return base64.b64decode(form.cleaned_data["table"], validate=True)
    except (binascii.Error, ValueError):
        return None


@keepers
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The table of what holds today."""
    table, acting, now = _kind(kind), acting_of(request), timezone.now()
    on = office_date(now)
    return _file(f"{table.label}{on:%Y%m%d}.xlsx", export_table(office_of(acting), table, by=acting, at=now, on=on))


@keepers
@require_safe
def blank(_request: HttpRequest, kind: str) -> HttpResponse:
    """The empty template."""
    table = _kind(kind)
    return _file(f"{table.label}模板.xlsx", blank_table(table))


def _file(name: str, data: bytes) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=_WORKBOOK, headers={"Content-Disposition": header})
