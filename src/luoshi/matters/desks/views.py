"""The desk, and what is done on it with one press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.files.access import KEEPERS
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.matters import operations
from luoshi.matters.access import may_keep
from luoshi.matters.acts import Given
from luoshi.matters.desks.forms import DoForm, KeepForm, LookBackForm
from luoshi.matters.desks.look_backs import candidates, sample, window
from luoshi.matters.desks.ours import by_day, ours
from luoshi.matters.desks.page import desk
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.prints.holders import Holders
from luoshi.matters.put_up import put_up_to
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run
from luoshi.workdays import office_date

keepers = for_roles(*KEEPERS)
_AT_ONCE = (Act.ACKNOWLEDGE, Act.ADOPT_OPINION, Act.SUBMIT)
_ANSWERS = (Act.NOTE, Act.CONTINUE, Act.INSTRUCT, Act.ANSWER_CLAIM)


def _today() -> dt.date:
    return office_date(timezone.now())


@signed_in
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for whoever signed in, in order, and for whom they wait."""
    return _shown(request)


def _shown(request: HttpRequest, refused: str = "", *, status: int = 200) -> HttpResponse:
    acting = acting_of(request)
    page = desk(acting, office_of(acting), on=_today(), at=timezone.now())
    context = {"desk": page, "refused": refused, "typed": request.POST}
    return render(request, "matters/desks/desk.html", context, status=status)


@signed_in
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """One press that needs no words: acknowledged, adopted, submitted; or a word in one line from who was asked."""
    form, acting = DoForm(request.POST), acting_of(request)
    act = Act.__members__.get(request.POST.get("act", "").upper())
    if not form.is_valid() or act not in (*_AT_ONCE, *_ANSWERS):
        raise Refused("没有看懂要办什么。请刷新页面后再试。")
    if act in _ANSWERS and may_keep(acting):
        raise Refused("领导和其他单位的意见请在事项页代录，写明谁说的、写在哪份文件上。")
    row = _matter(acting, form.cleaned_data["matter"])
    given = _given(act, row, form, acting)
    return _done(request, f"{act.value}：{row}", lambda at: operations.act_on(
        row, by=acting, at=at, act=act, given=given, token=form.cleaned_data["token"],
    ))  # fmt: skip


def _given(act: Act, row: Matter, form: DoForm, acting: Acting) -> Given:
    """What an act needs that nobody has to type."""
    slip = form.cleaned_data["slip"]
    if act is Act.SUBMIT:
        return Given(post=put_up_to(row, on=_today()))
    if act in _ANSWERS:
        return Given(words=form.said, who=acting.for_whom or acting.name, on=_today(), slip=slip)
    return Given(on=_today(), slip=slip)


def _matter(acting: Acting, ref: str) -> Matter:
    row = Matter.objects.visible_to(acting).select_related("leader").filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _done(request: HttpRequest, words: str, act: Callable[[dt.datetime], object]) -> HttpResponse:
    """Do it and show the desk again; a refusal is told on the desk, with what was typed."""
    try:
        act(timezone.now())
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        return _shown(request, refused.sentence, status=refused.status)
    messages.success(request, f"已办：{words}。")
    return redirect("matters:desk")


@signed_in
@require_POST
def acknowledge(request: HttpRequest) -> HttpResponse:
    """批量签收: those that were ticked, or all of one's bodies that wait for it."""
    acting = acting_of(request)
    rows = Matter.objects.visible_to(acting).filter(state=MatterState.HANDED_OUT, lead__in=acting.bodies)
    if "all" not in request.POST:
        rows = rows.filter(ref__in=request.POST.getlist("m"))
    chosen = [row for row in rows.order_by("pk") if not row.pending]
    return _done(request, f"签收 {len(chosen)} 件", lambda at: operations.act_on_all(
        chosen, by=acting, at=at, act=Act.ACKNOWLEDGE, given=Given(on=_today()), token=request.POST.get("token", ""),
    ))  # fmt: skip


@keepers
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Say why a township leads what its duty list has taken back."""
    form, acting = KeepForm(request.POST), acting_of(request)
    if not form.is_valid():
        raise Refused("理由太长了，请缩短到 300 字以内。")
    row = _matter(acting, form.cleaned_data["matter"])
    return _done(request, f"已写明“{row}”仍由乡镇牵头的理由", lambda at: operations.keep_with_township(
        row, by=acting, at=at, **form.values("reason", "token"),
    ))  # fmt: skip


@signed_in
@never_cache
@require_safe
def concerning(request: HttpRequest) -> HttpResponse:
    """涉及我单位: led, supported, got as a part, asked about."""
    acting = acting_of(request)
    groups = ours(acting, Holders(office_of(acting), _today()), on=_today())
    count = len({row.matter.pk for group in groups for row in group.rows})
    return render(request, "matters/desks/ours.html", {"groups": groups, "count": count})


@signed_in
@never_cache
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """One list across all who asked, by the day on which it is due."""
    acting = acting_of(request)
    found = by_day(acting, Holders(office_of(acting), _today()), on=_today())
    count = sum(len(day.rows) for day in found)
    return render(request, "matters/desks/days.html", {"days": found, "count": count})


@keepers
@never_cache
def look_backs(request: HttpRequest) -> HttpResponse:
    """Draw a sample of what was closed and plan when it is looked at again."""
    acting, on = acting_of(request), _today()
    office = office_of(acting)
    closed = candidates(office, on=on)
    drawn = sample(closed, on=on, count=_count(request))
    form = LookBackForm(request.POST or None, matters=closed, initial={"on": on})
    done = run(request, form, None, lambda: operations.plan_look_backs(
        [row for row in closed if row.ref in form.cleaned_data["m"]],
        by=acting, at=timezone.now(), **form.values("on", "token"),
    ))  # fmt: skip
    if done is not None:
        messages.success(request, f"已安排 {len(done)} 件回头看，到日子会列在任务台上。")
        return redirect("matters:desk")
    first, last = window(office, on=on)
    context = {"form": form, "drawn": drawn, "closed": closed, "first": first, "last": last}
    return render(request, "matters/desks/look_backs.html", context, status=422 if form.errors else 200)


def _count(request: HttpRequest) -> int | None:
    """How many to draw; what is no number is left to the rule."""
    typed = request.GET.get("n", "")
    return min(int(typed), 500) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None
