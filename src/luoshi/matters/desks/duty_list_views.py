"""乡镇履职事项清单: what stands in it, taking it over from a table with a preview, ending an item."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Body, Office
from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters import operations
from luoshi.matters.access import may_keep
from luoshi.matters.desks.duty_list_reading import ReadDuties, read_duties
from luoshi.matters.desks.forms import ConfirmForm, DutyListForm
from luoshi.matters.desks.views import keepers
from luoshi.matters.models import DutyListItem, DutyListKind
from luoshi.people.accounts.acting import office_of
from luoshi.workdays import office_date


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three parts of a list, for one township or for all."""

    title: str
    items: tuple[DutyListItem, ...]


@signed_in
@never_cache
@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """What holds today, by kind; of one township where one is chosen."""
    acting, on = acting_of(request), office_date(timezone.now())
    rows = DutyListItem.objects.visible_to(acting).on(on).select_related("township")
    townships = Body.objects.filter(office=acting.office, kind="township").existing(on).order_by("protocol_order")
    chosen = next((row for row in townships if row.ref == request.GET.get("township")), None)
    if chosen is not None:
        rows = rows.of(chosen)
    by_kind = {kind: tuple(row for row in rows if row.kind == kind) for kind in DutyListKind}
    parts = [Part(DutyListKind(kind).label, items) for kind, items in by_kind.items() if items]
    count = sum(len(part.items) for part in parts)
    context = {"parts": parts, "count": count, "townships": townships, "chosen": chosen, "keeps": may_keep(acting)}
    return render(request, "matters/desks/duty_list.html", context)


@keepers
@never_cache
def take_over(request: HttpRequest) -> HttpResponse:
    """Choose or paste a table; what it was read as is shown, nothing is written."""
    office, today = office_of(acting_of(request)), office_date(timezone.now())
    form = DutyListForm(request.POST or None, request.FILES or None, office=office.pk, on=today)
    if request.method == "POST" and form.is_valid():
        data, name = form.table()
        beside = form.packed()
        try:
            return _preview(request, office, (data, name, form.cleaned_data["on"]), beside)
        except Refused as refused:
            form.add_error(form.source, refused.sentence)
    return render(request, "matters/desks/duty_list_upload.html", {"form": form}, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest,
    office: Office,
    table: tuple[bytes, str, dt.date],
    beside: dict[str, str],
) -> HttpResponse:
    data, name, on = table
    read = read_duties(office, data, name, on=on, kind=beside["kind"], township=beside["township"])
    packed = base64.b64encode(data).decode("ascii")
    initial = {"table": packed, "name": name, "on": on, "token": new_ref(), **beside}
    context = {"read": read, "form": ConfirmForm(initial=initial), "on": on, "replaces": beside["replaces"]}
    return render(request, "matters/desks/duty_list_preview.html", context)


@keepers
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what the preview showed."""
    acting, form = acting_of(request), ConfirmForm(request.POST)
    office = office_of(acting)
    if not form.is_valid():
        raise Refused("没有看懂要导入的表。请重新选择文件预览一次。")
    given = form.cleaned_data
    read = _read_again(office, given)
    replaces = given["replaces"] == "1"
    done = operations.take_over_duty_list(
        office,
        by=acting,
        at=timezone.now(),
        duties=read.duties,
        on=given["on"],
        replaces=replaces,
        token=given["token"],
    )
    messages.success(request, f"已导入 {len(done)} 条，其余与现有的一样。")
    return redirect("matters:duty_list")


def _read_again(office: Office, given: dict[str, Any]) -> ReadDuties:
    """The table that travelled with the page, read once more: what is written is what stands in it."""
    try:
        data = base64.b64decode(given["table"], validate=True)
    except binascii.Error as error:
        raise Refused("表格在传送中损坏了，没有导入。请重新选择文件预览一次。") from error
    return read_duties(office, data, given["name"], on=given["on"], kind=given["kind"], township=given["township"])


@keepers
@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """End an item as of today."""
    acting, on = acting_of(request), office_date(timezone.now())
    row = DutyListItem.objects.visible_to(acting).on(on).filter(ref=ref).first()
    if row is None:
        raise Unseen
    operations.end_listed_duty(row, by=acting, at=timezone.now(), on=on, token=request.POST.get("token", ""))
    messages.success(request, f"“{row}”自今天起不再列入清单。")
    return redirect("matters:duty_list")
