"""市长一页纸: on the screen, on paper, and what was ticked on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents.written import safe_name
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, signed_in
from luoshi.matters.access import may_keep
from luoshi.matters.operations.ticking import enter_ticks
from luoshi.matters.prints.entering import TicksForm, slips_named
from luoshi.matters.prints.one_page import Ask, Leader, OnePage, asks_named, leaders_for, one_page
from luoshi.matters.prints.one_page_paper import fit_of, sheet_of
from luoshi.matters.prints.paper import docx_of
from luoshi.matters.prints.views import given_out, keepers
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run
from luoshi.workdays import office_date


def _leaders(request: HttpRequest) -> tuple[list[Leader], Leader | None]:
    """Those whose page may be seen, and the one that is asked for: the first where none is named; none where the office has no leader yet."""
    acting = acting_of(request)
    every = leaders_for(acting, office_of(acting), on=office_date(timezone.now()))
    asked = request.GET.get("leader", "")
    chosen = next((each for each in every if each.post.ref == asked), None) if asked else next(iter(every), None)
    if chosen is None and (every or not may_keep(acting)):
        raise Unseen
    return every, chosen


def _named(request: HttpRequest) -> tuple[list[Leader], Leader]:
    """The same where nothing can be done without a leader."""
    every, leader = _leaders(request)
    if leader is None:
        raise Unseen
    return every, leader


def _page(request: HttpRequest, leader: Leader) -> OnePage:
    return one_page(office_of(acting_of(request)), leader, on=office_date(timezone.now()))


@signed_in
@never_cache
@require_safe
def brief(request: HttpRequest) -> HttpResponse:
    """Three numbers, who holds what is late, and what waits for the leader."""
    every, leader = _leaders(request)
    if leader is None:
        return render(request, "matters/prints/no_leader.html")
    page = _page(request, leader)
    asks = page.asks if "all" in request.GET else page.asks[: len(fit_of(page).asks)]
    return _shown(request, page, every, TicksForm(asks=asks, who=page.leader.words, on=page.on))


def _shown(request: HttpRequest, page: OnePage, every: list[Leader], form: TicksForm) -> HttpResponse:
    """As much as stands on the paper, all of it where that is asked for."""
    late = page.late if "all" in request.GET else fit_of(page).late
    rest = page.late[len(late) :]
    context = {
        "page": page,
        "leaders": every,
        "form": form,
        "keeps": may_keep(acting_of(request)),
        "late": late,
        "rest": rest,
        "rest_count": sum(each.count for each in rest),
        "asks_left": len(page.asks) - len(form.asks),
    }
    return render(request, "matters/prints/brief.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_safe
def brief_file(request: HttpRequest) -> HttpResponse:
    """The same on one A4 page."""
    page = _page(request, _named(request)[1])
    name = safe_name(f"督查督办一页纸_{page.leader.words}_{page.on}", "docx")
    return given_out(request, name, lambda: docx_of([sheet_of(page)]))


@signed_in
@never_cache
@require_safe
def brief_files(request: HttpRequest) -> HttpResponse:
    """A page for each leader whose page may be seen, in one file."""
    every, _ = _named(request)
    office, on = office_of(acting_of(request)), office_date(timezone.now())
    name = safe_name(f"督查督办一页纸_{len(every)}位领导_{on}", "docx")
    return given_out(request, name, lambda: docx_of([sheet_of(one_page(office, each, on=on)) for each in every]))


def _entered(page: OnePage, named: set[int]) -> list[Ask]:
    """What the page shows and what a form names besides: from behind the link, or answered meanwhile."""
    fits = len(fit_of(page).asks)
    shown = [ask for at, ask in enumerate(page.asks) if at < fits or ask.slip.pk in named]
    return [*shown, *asks_named(page.office, named - {ask.slip.pk for ask in shown}, on=page.on)]


@keepers
@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Enter what the leader ticked."""
    every, leader = _named(request)
    page, acting = _page(request, leader), acting_of(request)
    form = TicksForm(request.POST, asks=_entered(page, slips_named(request.POST)), on=page.on)
    done = run(request, form, None, lambda: enter_ticks(
        page.office, by=acting, at=timezone.now(), ticked=form.ticked(), **form.values("who", "on", "paper", "token")
    ))  # fmt: skip
    if done is None:
        return _shown(request, page, every, form)
    messages.success(request, f"已代{form.cleaned_data['who']}录入 {len(done)} 件批示。")
    return redirect(f"{reverse('matters:one_page')}?{urlencode({'leader': page.leader.post.ref})}")
