"""Bodies: the list, a body's page, and every act that changes one."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luoshi.bodies import operations as bodies
from luoshi.bodies.access import KEEPERS, may_keep, seen
from luoshi.bodies.models import Body, BodyKind, NameKind
from luoshi.bodies.names import naming_of
from luoshi.bodies.operations import BodyDetails, Share
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory import operations
from luoshi.people.directory.acts import page, run
from luoshi.people.directory.forms import (
    BodiesForm,
    BodyForm,
    CloseForm,
    DirectoryFilter,
    EditBodyForm,
    PostForm,
    RenameForm,
    SplitForm,
)
from luoshi.people.directory.shown import bodies_by_kind, names_of, seats_of, timeline
from luoshi.people.directory.who import LineUp
from luoshi.people.models import PostKind
from luoshi.workdays import office_date

keepers = for_roles(*KEEPERS)


def body_of(request: HttpRequest, ref: str) -> Body:
    """The body with this ref, of the office acted in."""
    return seen(Body.objects.visible_to(acting_of(request)).select_related("office", "parent", "jurisdiction"), ref)


NO_DUTIES = (
    "本单位还没有登记职责，没有可划转的。请先在“更改”里登记职责；"
    "单位不再保留的，请办理“撤销”，或者在承接单位的页面办理“并入其他单位到此”。"
)


@signed_in
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All bodies by kind, with who leads them and who answers the telephone."""
    form, acting = DirectoryFilter(request.GET or None), acting_of(request)
    on = form.day(office_date(timezone.now()))
    chosen = form.cleaned_data if form.is_valid() else {}
    groups = bodies_by_kind(office_of(acting), on, words=chosen.get("q", "").strip(), kind=chosen.get("kind", ""))
    lines = [line for _, group in groups for line in group]
    context = {
        "groups": groups,
        "count": len(lines),
        "led": sum(line.leader is not None for line in lines),
        "chosen": chosen,
        "kinds": BodyKind.choices,
        "may_keep": may_keep(acting),
    }
    return render(request, "people/directory/bodies.html", context)


@signed_in
@require_safe
def body(request: HttpRequest, ref: str) -> HttpResponse:
    """One body: its names over time, its duties, its people, who leads it, what happened to it."""
    row, on = body_of(request, ref), office_date(timezone.now())
    line_up, seats = LineUp(row.office, on), seats_of(row, on)
    context = {
        "body": row,
        "names": names_of(row),
        "duties": [duty for duty in row.duties.all() if duty.holds(on)],
        "former_duties": [duty for duty in row.duties.all() if duty.valid_to and duty.valid_to < on],
        "seats": seats,
        "leader": line_up.leader(row),
        "contacts": line_up.contacts(row),
        "children": row.children.existing(on),
        "origins": row.origins.select_related("predecessor"),
        "successions": row.successions.select_related("successor"),
        "events": timeline(row, [part for seat in seats for part in (seat.post, *seat.tenures)]),
        "may_keep": may_keep(acting_of(request)),
    }
    return render(request, "people/directory/body.html", context)


@keepers
@never_cache
def found_body(request: HttpRequest) -> HttpResponse:
    """Enter a body."""
    acting, now = acting_of(request), timezone.now()
    office = office_of(acting)
    form = BodyForm(request.POST or None, office=office, initial={"protocol_order": _next_order(office.pk)})
    row = run(
        request,
        form,
        None,
        lambda: bodies.found_body(office, by=acting, at=now, details=_details(form), token=_token(form)),
    )
    if row is not None:
        messages.success(request, f"已录入“{row.name}”。")
        return redirect("people:body", row.ref)
    return page(request, form, title="录入机构", action="录入", back=reverse("people:directory"))


def _next_order(office: int) -> int:
    last = Body.objects.filter(office_id=office).order_by("-protocol_order").first()
    return last.protocol_order + 10 if last else 10


def _token(form: BodyForm | PostForm) -> str:
    return str(form.cleaned_data["token"])


def _details(form: BodyForm) -> BodyDetails:
    given = form.values("name", "short_name", "duties", *BodyForm.PARTICULARS)
    kind = BodyKind(str(given.pop("kind")))
    return BodyDetails(kind=kind, aliases=tuple(form.cleaned_data["aliases"]), **given)


@keepers
@never_cache
def edit_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Change particulars, aliases and duties of a body."""
    row = body_of(request, ref)
    form = EditBodyForm(request.POST or None, office=row.office, initial=_as_typed(row))
    done = run(request, form, row, lambda: bodies.edit_body(
        row, by=acting_of(request), at=timezone.now(), values=form.values(*BodyForm.PARTICULARS),
        **form.values("aliases", "duties", "on", "token", "seen_seq"),
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"“{done}”已更改。")
        return redirect("people:body", ref)
    return page(request, form, title=f"更改：{row.name}", action="保存", back=_address(row))


def _address(row: Body) -> str:
    return reverse("people:body", args=[row.ref])


def _as_typed(row: Body) -> dict[str, object]:
    """A body as its form shows it."""
    aliases = [name.name for name in row.names.all() if name.kind == NameKind.ALIAS and name.valid_to is None]
    duties = [duty for duty in row.duties.all() if duty.valid_to is None]
    typed = {name: getattr(row, name) for name in BodyForm.PARTICULARS}
    return typed | {
        "parent": row.parent.ref if row.parent else None,
        "jurisdiction": row.jurisdiction.ref if row.jurisdiction else None,
        "aliases": "、".join(aliases),
        "duties": "\n".join(f"{duty.text}｜{duty.keywords}" if duty.keywords else duty.text for duty in duties),
        "seen_seq": row.seq,
    }


@keepers
@never_cache
def rename_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a body a new name from a day on, or put a wrong one right."""
    row = body_of(request, ref)
    initial = {"name": row.name, "short_name": row.short_name, "seen_seq": row.seq}
    form = RenameForm(request.POST or None, initial=initial)
    if (done := run(request, form, row, lambda: _rename(request, row, form))) is not None:
        messages.success(request, f"现在的名称是“{done.name}”。")
        return redirect("people:body", ref)
    lead = f"更名后旧名称仍然认得。规范简称可以写“{naming_of(row.office).short(row.name)}”这样的形式。"
    return page(request, form, title=f"更名：{row.name}", lead=lead, action="更名", back=_address(row))


def _rename(request: HttpRequest, row: Body, form: RenameForm) -> Body:
    given = form.values("name", "short_name", "token", "seen_seq")
    acting, now, on = acting_of(request), timezone.now(), form.cleaned_data["on"]
    if on is None:
        return bodies.correct_name(row, by=acting, at=now, **given)
    return bodies.rename(row, by=acting, at=now, on=on, **given)


@keepers
@never_cache
def close_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a body without a successor."""
    row = body_of(request, ref)
    form = CloseForm(request.POST or None, initial={"seen_seq": row.seq})
    given = ("on", "reason", "token", "seen_seq")
    done = run(
        request,
        form,
        row,
        lambda: bodies.close_body(row, by=acting_of(request), at=timezone.now(), **form.values(*given)),
    )
    if done is not None:
        messages.success(request, f"“{row.name}”已撤销。")
        return redirect("people:body", ref)
    lead = "职责没有承接单位时才直接撤销。有承接单位的，请在承接单位的页面办理“并入”，或办理“分设、划转”。"
    return page(request, form, title=f"撤销：{row.name}", lead=lead, action="撤销", back=_address(row))


@keepers
@never_cache
def merge_bodies(request: HttpRequest, ref: str) -> HttpResponse:
    """Merge other bodies into this one."""
    row = body_of(request, ref)
    form = BodiesForm(request.POST or None, bodies=_others(row), initial={"seen_seq": row.seq})
    done = run(request, form, row, lambda: bodies.merge(
        row, by=acting_of(request), at=timezone.now(), others=list(form.cleaned_data["others"]),
        **form.values("on", "token", "seen_seq"),
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"已并入“{row.name}”。")
        return redirect("people:body", ref)
    return page(request, form, title=f"并入：{row.name}", action="并入", back=_address(row))


def _others(row: Body) -> QuerySet[Body]:
    return Body.objects.filter(office=row.office, closed_on=None).exclude(pk=row.pk)


@keepers
@never_cache
def split_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Pass duties to other bodies, with or without closing this one."""
    row = body_of(request, ref)
    form = SplitForm(request.POST or None, body=row, bodies=_others(row), initial={"seen_seq": row.seq})
    done = run(request, form, row, lambda: bodies.split(
        row, by=acting_of(request), at=timezone.now(), shares=[Share(*share) for share in form.shares().items()],
        **form.values("on", "closes", "token", "seen_seq"),
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"“{row.name}”的职责已划转。")
        return redirect("people:body", ref)
    lead = "逐项选定承接单位；没有选的仍由本单位承担。" if form.positions else NO_DUTIES
    return page(request, form, title=f"分设、划转：{row.name}", lead=lead, action="划转", back=_address(row))


@keepers
@never_cache
def found_post(request: HttpRequest, ref: str) -> HttpResponse:
    """Enter a post of a body."""
    row = body_of(request, ref)
    form = PostForm(request.POST or None)
    post = run(request, form, None, lambda: operations.found_post(
        row, by=acting_of(request), at=timezone.now(), kind=PostKind(form.cleaned_data["kind"]),
        **form.values("title", "exclusive", "protocol_order", "token"),
    ))  # fmt: skip
    if post is not None:
        messages.success(request, f"已设岗位“{post.title}”，请办理任职。")
        return redirect("people:post", post.ref)
    return page(request, form, title=f"增设岗位：{row.name}", action="设立", back=_address(row))


def day_of(request: HttpRequest) -> dt.date:
    """The day asked for in the address, else today."""
    return DirectoryFilter(request.GET or None).day(office_date(timezone.now()))
