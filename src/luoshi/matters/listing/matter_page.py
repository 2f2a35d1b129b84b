"""The page of a matter, with the form of an act open under its button; or the form alone, where a script asks for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from luoshi.bodies.models import Body
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of
from luoshi.matters.doing.offered import act_of, offers
from luoshi.matters.doing.steps import Step
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import why_not
from luoshi.matters.listing import shown
from luoshi.matters.operations.advancing import life_of
from luoshi.matters.operations.reviewing import CLOSED_TO_REVISION
from luoshi.people.directory.forms import ActForm


def turn_of(request: HttpRequest, ref: str) -> Turn:
    """Whoever acts in front of the matter with this ref. Raises ``Unseen`` where they do not see it."""
    row = shown.loaded(ref, acting_of(request))
    if row is None:
        raise Unseen
    return Turn(row, acting_of(request), timezone.now())


def matter_page(request: HttpRequest, turn: Turn, step: Step | None = None, *, status: int = 200) -> HttpResponse:
    """One matter with everything that is known of it, and what may be done now."""
    matter = turn.matter
    offered = offers(turn)
    context = {
        **_opened(turn, step),
        "shown": shown.shown(turn),
        "likely": [offer for offer in offered if offer.likely],
        "others": [offer for offer in offered if not offer.likely],
        "at_once": ActForm(initial={"seen_seq": matter.seq}),
        "revisable": turn.keeps and matter.state not in CLOSED_TO_REVISION,
    }
    return render(request, "matters/listing/matter.html", context, status=status)


def opened_part(request: HttpRequest, turn: Turn, step: Step) -> HttpResponse:
    """The form alone for a script, on the page of its matter for everybody else."""
    if request.headers.get("HX-Request") == "true":
        return render(request, "matters/listing/matter_opened.html", _opened(turn, step))
    return matter_page(request, turn, step)


def _opened(turn: Turn, step: Step | None) -> dict[str, object]:
    act = act_of(step.key) if step is not None else None
    obstacle = why_not(life_of(turn.matter), act) if act is not None else ""
    bodies = Body.objects.filter(office=turn.matter.office).existing(turn.on) if step is not None else ()
    return {
        "matter": turn.matter,
        "on": turn.on,
        "may_keep": turn.keeps,
        "step": step,
        "obstacle": "" if step is not None and step.form.is_bound else obstacle,
        "bodies": bodies,
    }
