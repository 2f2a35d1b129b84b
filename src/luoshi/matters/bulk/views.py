"""From ticks in the list to one press: choose, look, do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.files.access import KEEPERS
from luoshi.journal.refusal import Refused
from luoshi.journal.web import for_roles
from luoshi.matters.bulk.forms import FILES, ROUND, ChooseForm, WantedForm
from luoshi.matters.bulk.picked import Look, for_a_round, looked_at, query_of, ticked
from luoshi.matters.listing.export import exported
from luoshi.matters.listing.filters import without
from luoshi.matters.listing.views import as_file
from luoshi.matters.looking.seen import Seen
from luoshi.matters.models import Matter, Round
from luoshi.matters.operations import Deed, Wanted, in_bulk
from luoshi.matters.round.choosing import phone_of
from luoshi.matters.round.forms import OpenForm, default_title
from luoshi.people.directory.acts import run

keepers = for_roles(*KEEPERS)
_WEEK = dt.timedelta(days=7)


@keepers
@require_POST
@never_cache
def chosen(request: HttpRequest) -> HttpResponse:
    """What was ticked and what is to be done with it; files leave at once, everything else is looked at first."""
    form, seen = ChooseForm(request.POST), Seen.asked(request, query_of(request))
    if not form.is_valid():
        raise Refused(str(next(iter(form.errors.values()))[0]))
    matters, act = ticked(seen, request), form.cleaned_data["act"]
    if act in FILES:
        return as_file(
            seen, exported([row.pk for row in matters], on=seen.on, conditions="勾选的事项"), act, "勾选的事项"
        )
    if act == ROUND:
        return _round(request, seen, matters)
    deed = Deed[act.upper()]
    start = {"query": seen.asked_for}
    return _looked(request, seen, matters, WantedForm(deed=deed, office=seen.office, on=seen.on, initial=start))


def _round(request: HttpRequest, seen: Seen, matters: list[Matter]) -> HttpResponse:
    """The form of a round, for these."""
    title = default_title(seen.on, Round.objects.visible_to(seen.acting)[:50])
    name, phone = seen.acting.name, phone_of(seen.acting)
    form = OpenForm(initial={"title": title, "due_on": seen.on + _WEEK, "contact": name, "phone": phone})
    context = {"form": form, "looked": for_a_round(matters), "back": without(seen.query)}
    return render(request, "matters/listing/chosen_round.html", context)


@keepers
@require_POST
@never_cache
def do(request: HttpRequest, deed: str) -> HttpResponse:
    """Look again with what was typed, or do it."""
    if deed.upper() not in Deed.__members__:
        raise Http404
    seen, act = Seen.asked(request, query_of(request)), Deed[deed.upper()]
    form = WantedForm(request.POST, deed=act, office=seen.office, on=seen.on)
    matters = ticked(seen, request)
    done = run(request, form, None, lambda: in_bulk(
        seen.office, by=seen.acting, at=timezone.now(), matters=matters, deed=act, wanted=form.wanted(),
        **form.values("token"),
    )) if "do" in request.POST else None  # fmt: skip
    if done is None:
        return _looked(request, seen, matters, form)
    outcome = Outcome.of(matters, done["done"], done["refused"])
    return render(
        request, "matters/listing/chosen_done.html", {"deed": act, "done": outcome, "back": without(seen.query)}
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what was not with the reason."""

    done: tuple[Matter, ...]
    refused: tuple[Look, ...]

    @classmethod
    def of(cls, matters: list[Matter], done: list[str], refused: dict[str, str]) -> Outcome:
        """The rows behind the refs that the operation hands back."""
        return cls(
            tuple(row for row in matters if row.ref in done),
            tuple(Look(row, "", refused[row.ref]) for row in matters if row.ref in refused),
        )


def _looked(request: HttpRequest, seen: Seen, matters: list[Matter], form: WantedForm) -> HttpResponse:
    """The preview, with what is to be typed above it."""
    ready = form.is_ready
    wanted = form.wanted() if ready or not form.is_bound else Wanted()
    context = {
        "deed": form.deed,
        "form": form,
        "ready": ready,
        "looked": looked_at(seen, matters, form.deed, wanted),
        "back": without(seen.query),
    }
    return render(request, "matters/listing/chosen.html", context, status=422 if form.errors else 200)
