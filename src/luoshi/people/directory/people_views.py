"""People, posts and the division of work among the leaders."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.access import may_keep, seen
from luoshi.bodies.resolve import Directory
from luoshi.journal.refusal import Refused
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory import operations
from luoshi.people.directory.access import look_at_mobile, may_see_mobile
from luoshi.people.directory.acts import page, run
from luoshi.people.directory.forms import (
    AppointForm,
    DirectoryFilter,
    EndForm,
    EraseForm,
    PersonForm,
    PortfolioForm,
    PostForm,
    StandInForm,
)
from luoshi.people.directory.importing.leaders import lines_stated
from luoshi.people.directory.operations import Line
from luoshi.people.directory.shown import (
    leaders_table,
    newest_first,
    people_listed,
    portfolio_shares,
    portfolio_texts,
    timeline,
)
from luoshi.people.directory.views import day_of, keepers
from luoshi.people.directory.who import posts_of, stands_in_for
from luoshi.people.models import Manner, Person, Post, PostKind, StandIn, Tenure
from luoshi.workdays import office_date


def _post(request: HttpRequest, ref: str) -> Post:
    return seen(Post.objects.visible_to(acting_of(request)).select_related("office", "body"), ref)


def _person(request: HttpRequest, ref: str) -> Person:
    return seen(Person.objects.visible_to(acting_of(request)).select_related("office"), ref)


def _by(request: HttpRequest) -> dict[str, Any]:
    """Who and when, as every operation asks for it."""
    return {"by": acting_of(request), "at": timezone.now()}


@signed_in
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who holds a post."""
    form = DirectoryFilter(request.GET or None)
    words = form.cleaned_data.get("q", "").strip() if form.is_valid() else ""
    acting = acting_of(request)
    lines = people_listed(office_of(acting), day_of(request), words=words)
    context = {"lines": lines, "words": words, "may_keep": may_keep(acting)}
    return render(request, "people/directory/people.html", context)


@signed_in
@require_safe
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """One person: posts over time, whom they stand in for, what happened."""
    row, on = _person(request, ref), office_date(timezone.now())
    tenures = newest_first(row.tenures.standing().select_related("person", "post", "post__body"))
    context = {
        "person": row,
        "posts": posts_of(row, on),
        "tenures": [(tenure, tenure.holds(on)) for tenure in tenures],
        "stands_in_for": stands_in_for(row, on),
        "may_see_mobile": may_see_mobile(acting_of(request), row),
        "may_keep": may_keep(acting_of(request)),
        "may_erase": acting_of(request).has("security_admin", "system_admin"),
        "events": timeline(row, tenures),
    }
    return render(request, "people/directory/person.html", context)


@signed_in
@require_POST
@never_cache
def mobile(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a mobile number, and note in the access log who looked."""
    row = _person(request, ref)
    number = look_at_mobile(row, **_by(request))
    return render(request, "people/directory/mobile.html", {"person": row, "number": number})


@keepers
@never_cache
def edit_person(request: HttpRequest, ref: str) -> HttpResponse:
    """Change a person's name and numbers; a mobile that is known is replaced or forgotten, never shown here."""
    row = _person(request, ref)
    form = PersonForm(request.POST or None, initial={"name": row.name, "phone": row.phone, "seen_seq": row.seq})
    done = run(request, form, row, lambda: operations.revise_person(
        row, **_by(request), values=_told(form), **form.values("token", "seen_seq")
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"{done.name}的信息已更改。")
        return redirect("people:person", ref)
    return page(request, form, title=f"更改：{row.name}", action="保存", back=reverse("people:person", args=[ref]))


@for_roles("security_admin", "system_admin")
@never_cache
def erase_person(request: HttpRequest, ref: str) -> HttpResponse:
    """Erase what is kept under the person's own key; asks for the reason first."""
    row = _person(request, ref)
    form = EraseForm(request.POST or None, initial={"seen_seq": row.seq})
    done = run(request, form, row, lambda: operations.erase_person(
        row, **_by(request), **form.values("reason", "token", "seen_seq")
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"{done.name}的手机号已删除，不能恢复。")
        return redirect("people:person", ref)
    return page(
        request,
        form,
        title=f"删除{row.name}的个人信息",
        action="删除，不再恢复",
        back=reverse("people:person", args=[ref]),
    )


def _told(form: PersonForm) -> dict[str, object]:
    given = form.values("name", "phone")
    if form.cleaned_data["forget_mobile"]:
        return given | {"mobile": ""}
    number = form.cleaned_data["mobile"]
    return given | {"mobile": number} if number else given


@signed_in
@require_safe
def post(request: HttpRequest, ref: str) -> HttpResponse:
    """One post: who holds and held it, who stands in, what belongs to it."""
    row, on = _post(request, ref), office_date(timezone.now())
    tenures = newest_first(row.tenures.standing().select_related("person", "post"))
    stand_ins = list(row.stand_ins.standing().select_related("post", "deputy", "deputy__body"))
    context = {
        "post": row,
        "tenures": [(tenure, tenure.holds(on)) for tenure in tenures],
        "held": any(tenure.holds(on) for tenure in tenures),
        "stand_ins": [(each, each.holds(on)) for each in stand_ins],
        "shares": portfolio_shares(row.portfolio.on(on).select_related("body")),
        "is_leader": row.kind == PostKind.LEADER,
        "may_keep": may_keep(acting_of(request)),
        "events": timeline(row, [*tenures, *stand_ins]),
    }
    return render(request, "people/directory/post.html", context)


@keepers
@never_cache
def edit_post(request: HttpRequest, ref: str) -> HttpResponse:
    """Change a post's title, kind and place."""
    row, names = _post(request, ref), ("title", "kind", "exclusive", "protocol_order")
    initial = {name: getattr(row, name) for name in names} | {"seen_seq": row.seq}
    form = PostForm(request.POST or None, initial=initial)
    done = run(request, form, row, lambda: operations.revise_post(
        row, **_by(request), values=form.values(*names), **form.values("token", "seen_seq")
    ))  # fmt: skip
    if done is not None:
        return redirect("people:post", ref)
    return page(request, form, title=f"更改岗位：{row.body} {row.title}", action="保存", back=_address(row))


def _address(row: Post) -> str:
    return reverse("people:post", args=[row.ref])


@keepers
@never_cache
def appoint(request: HttpRequest, ref: str) -> HttpResponse:
    """Let someone take a post."""
    row = _post(request, ref)
    form = AppointForm(request.POST or None, office=row.office, initial={"on": office_date(timezone.now())})
    tenure = run(request, form, row, lambda: operations.appoint_by_name(
        row, **_by(request), manner=Manner(form.cleaned_data["manner"]), **form.values("person", "name", "on", "relieve", "token")
    ))  # fmt: skip
    if tenure is not None:
        messages.success(request, f"{tenure.person.name}已任{row.body}{row.title}，岗位上的职责和分工随岗转入。")
        return redirect("people:post", ref)
    return page(request, form, title=f"任职：{row.body} {row.title}", action="办理任职", back=_address(row))


@keepers
@never_cache
def end_tenure(request: HttpRequest, ref: str) -> HttpResponse:
    """End a tenure."""
    tenures = Tenure.objects.standing().visible_to(acting_of(request))
    row = seen(tenures.select_related("post", "post__body", "person"), ref)
    form = EndForm(request.POST or None, initial={"seen_seq": row.seq})
    given = ("last", "token", "seen_seq")
    done = run(request, form, row, lambda: operations.end_tenure(row, **_by(request), **form.values(*given)))
    if done is not None:
        messages.success(request, f"{row.person.name}已离任{row.post.title}，职责和分工留在岗位上。")
        return redirect("people:post", row.post.ref)
    title = f"离任：{row.person.name}（{row.post.body}{row.post.title}）"
    return page(request, form, title=title, action="办理离任", back=_address(row.post))


@keepers
@require_POST
def void_tenure(request: HttpRequest, ref: str) -> HttpResponse:
    """Mark a tenure as entered by mistake."""
    tenures = Tenure.objects.standing().visible_to(acting_of(request))
    row = seen(tenures.select_related("post", "person"), ref)
    operations.void_tenure(row, **_by(request))
    messages.success(request, f"{row.person.name}的这条任职记录已作废，留痕中仍可查到。")
    return redirect("people:post", row.post.ref)


@keepers
@never_cache
def set_stand_in(request: HttpRequest, ref: str) -> HttpResponse:
    """Let the holder of another post stand in (AB角)."""
    row = _post(request, ref)
    posts = Post.objects.filter(office=row.office, closed_on=None).exclude(pk=row.pk).select_related("body")
    form = StandInForm(request.POST or None, posts=posts)
    given = ("deputy", "first", "last", "reason", "token")
    done = run(request, form, None, lambda: operations.set_stand_in(row, **_by(request), **form.values(*given)))
    if done is not None:
        messages.success(request, "AB角已登记。")
        return redirect("people:post", ref)
    return page(request, form, title=f"AB角：{row.body} {row.title}", action="登记", back=_address(row))


@keepers
@never_cache
def end_stand_in(request: HttpRequest, ref: str) -> HttpResponse:
    """End a stand-in."""
    rows = StandIn.objects.standing().visible_to(acting_of(request))
    row = seen(rows.select_related("post", "post__body", "deputy"), ref)
    form = EndForm(request.POST or None, initial={"seen_seq": row.seq})
    given = ("last", "token", "seen_seq")
    done = run(request, form, row, lambda: operations.end_stand_in(row, **_by(request), **form.values(*given)))
    if done is not None:
        messages.success(request, "AB角已结束。")
        return redirect("people:post", row.post.ref)
    title = f"结束AB角：{row.post.title}由{row.deputy.title}代办"
    return page(request, form, title=title, action="结束", back=_address(row.post))


@keepers
@never_cache
def set_portfolio(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down what a leader's post is in charge of."""
    row = _post(request, ref)
    lines = list(row.portfolio.standing().filter(valid_to=None).select_related("body"))
    form = PortfolioForm(request.POST or None, initial=portfolio_texts(lines) | {"seen_seq": row.seq})
    done = run(request, form, row, lambda: operations.set_portfolio(
        row, **_by(request), lines=_lines(row, form), **form.values("on", "basis", "token", "seen_seq")
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"{row.title}的分工已更改。")
        return redirect("people:leaders")
    lead = "分工跟着岗位走：接任者自动承接，不必重写。"
    return page(request, form, title=f"分工：{row.body} {row.title}", lead=lead, action="保存", back=_address(row))


def _lines(row: Post, form: PortfolioForm) -> list[Line]:
    """The lines that were typed; ``Refused`` beside the field that names a body nobody knows."""
    on = form.cleaned_data["on"] or office_date(timezone.now())
    lines, unknown = lines_stated(Directory(row.office), on, form.cleaned_data)
    if unknown:
        field, _, name = unknown[0]
        raise Refused(f"名录里没有单位“{name}”。请写全称或规范简称；不是单位的请写进“分管领域”。", field=field)
    return lines


@signed_in
@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """The division of work among the leaders on a day, to be printed."""
    acting, on = acting_of(request), day_of(request)
    lines = leaders_table(office_of(acting), on)
    bases = list(
        dict.fromkeys(line.basis for each in lines for own in each.by_relation.values() for line in own if line.basis)
    )
    context = {"lines": lines, "on": on, "bases": bases, "office": office_of(acting), "may_keep": may_keep(acting)}
    return render(request, "people/directory/leaders.html", context)
