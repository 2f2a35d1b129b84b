"""Taking tables over: upload, preview row by row, confirm; and the same tables going out."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused
from luoshi.journal.web import acting_of
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.exporting import blank_table, export_table
from luoshi.people.directory.forms import ConfirmForm, UploadForm
from luoshi.people.directory.importing import NO_ANSWERS, Answers, ImportKind, import_table, plan_table
from luoshi.people.directory.preview import answers_of, shown
from luoshi.people.directory.views import keepers
from luoshi.workdays import office_date

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Given:
    """A table as it was given: what it is, its bytes, its name, from which day it holds."""

    kind: ImportKind
    data: bytes
    name: str
    on: dt.date

    @property
    def packed(self) -> str:
        """The bytes as they travel with the page."""
        return base64.b64encode(self.data).decode("ascii")


@dataclass(frozen=True, slots=True)
class Course:
    """The pages that an import runs on: the names of their addresses, what stands at their head, and where it leads when done."""

    upload: str
    confirm: str
    head: str
    after: Callable[[ImportKind], str]
    shows: Callable[[HttpRequest, ImportKind], dict[str, object]]


_DONE = {
    ImportKind.BODIES: "people:directory",
    ImportKind.LEADERS: "people:leaders",
    ImportKind.CONTACTS: "people:people",
}
DIRECTORY = Course(
    upload="people:import",
    confirm="people:confirm_import",
    head="people/directory/import_head.html",
    after=lambda kind: reverse(_DONE[kind]),
    shows=lambda _request, _kind: {"kinds": list(ImportKind)},
)


def _kind(kind: str) -> ImportKind:
    if kind not in set(ImportKind):
        raise Http404
    return ImportKind(kind)


@keepers
@never_cache
def upload(request: HttpRequest, kind: str, course: Course = DIRECTORY) -> HttpResponse:
    """Choose or paste a table; what it would change is shown, nothing is written and the file is not kept."""
    table = _kind(kind)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"on": office_date(timezone.now())})
    if request.method == "POST" and form.is_valid():
        given = Given(table, *form.table(), form.cleaned_data["on"])
        try:
            return _preview(request, course, given)
        except Refused as refused:
            form.add_error(form.source, refused.sentence)
    context = {"form": form, "kind": table, "course": course} | course.shows(request, table)
    return render(request, "people/directory/upload.html", context, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest,
    course: Course,
    given: Given,
    *,
    answers: Answers = NO_ANSWERS,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """The plan of a table; the file itself goes back and forth with the page, so that nothing is stored before the word is given."""
    office = office_of(acting_of(request))
    plan = plan_table(office, given.kind, given.data, given.name, on=given.on)
    context = {"given": given, "course": course, "token": new_ref(), "notice": notice}
    context |= shown(office, plan, answers, given.on)
    return render(request, "people/directory/preview.html", context, status=status)


@keepers
@require_POST
@never_cache
def confirm(request: HttpRequest, kind: str, course: Course = DIRECTORY) -> HttpResponse:
    """Do what the preview showed; where the directory has changed since, show the new preview instead."""
    form = ConfirmForm(request.POST)
    data = _sent(form) if form.is_valid() else None
    if data is None:
        messages.error(request, "预览页面的内容不完整，没有导入。请重新上传。")
        return redirect(course.upload, _kind(kind))
    given, answers = (
        Given(_kind(kind), data, form.cleaned_data["name"], form.cleaned_data["on"]),
        answers_of(request.POST),
    )
    try:
        counts = _confirmed(request, given, form, answers)
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        return _preview(request, course, given, answers=answers, notice=refused.sentence, status=refused.status)
    messages.success(request, _told(given.kind, counts))
    return redirect(course.after(given.kind))


def _told(kind: ImportKind, counts: dict[str, object]) -> str:
    if not any(counts.values()):
        return f"{kind.label}无变化。"
    done = f"新增 {counts['new']} 项，更改 {counts['changed']} 项，撤销或离任 {counts['gone']} 项"
    return f"{kind.label}已导入：{done}。"


def _confirmed(request: HttpRequest, given: Given, form: ConfirmForm, answers: Answers) -> dict[str, object]:
    acting = acting_of(request)
    return dict(
        import_table(
            office_of(acting),
            by=acting,
            at=timezone.now(),
            kind=given.kind,
            data=given.data,
            name=given.name,
            on=given.on,
            shown=form.cleaned_data["shown"],
            leaving=frozenset(request.POST.getlist("leaving")),
            answers=answers,
            token=form.cleaned_data["token"],
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
