"""What the list of matters shows: the answer in its title, rows, chips, neighbouring pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.paging import COUNTED
from luoshi.matters.access import audience_of
from luoshi.matters.bulletin import bulletin_state, lamp_words, with_last_said
from luoshi.matters.listing.conditions import GROUPS, NOT_DOCKETED, RUNNING_GROUP, lit
from luoshi.matters.listing.filters import Chip, ListFilter, chips, without
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.models import Audience, Matter
from luoshi.matters.models.matter import RUNNING
from luoshi.matters.rows import leader_names, origin

_HAVE_A_LAMP = (RUNNING_GROUP, "not_started", "under_way", "on_track", "behind", "well", "slow", "in_review")


@dataclass(frozen=True, slots=True)
class Line:
    """One matter in the list."""

    ref: str
    words: str
    number: str
    code: str
    origin: str
    lead: str
    leader: str
    due_on: dt.date | None
    due_words: str
    colour: str
    lamp: str
    state: str
    reported_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The page of the list; ``previous`` and ``next`` are addresses or empty."""

    title: str
    count: str
    lines: tuple[Line, ...]
    chips: tuple[Chip, ...]
    previous: str
    next: str
    is_narrowed: bool
    export: str
    orders: tuple[tuple[str, str], ...]


def listed(form: ListFilter, query: QueryDict, *, acting: Acting, office: Office, on: dt.date) -> Listed:
    """One page of what is asked for, with the counts that its title says."""
    rows, several = form.chosen(acting, on), len(audience_of(acting)) > 1
    after, before = (_edge(query.get(name) or "", office) for name in ("after", "before"))
    place = stretch(rows, ORDERS[form.order_name], after=after, before=before, several=several)
    matters = loaded(place.pks)
    leaders = leader_names(matters, on=on)
    lines = tuple(line(matter, leaders=leaders, on=on) for matter in matters)
    count = counted(rows, several=several)
    return Listed(
        title=_title(form, rows, count, on, several=several),
        count=f"{count} 件",
        lines=lines,
        chips=tuple(chips(form, query)),
        previous=without(query, before=lines[0].ref) if lines and place.has_before else "",
        next=without(query, after=lines[-1].ref) if lines and place.has_after else "",
        is_narrowed=form.is_narrowed,
        export=without(query),
        orders=tuple((order.title, without(query, order=name)) for name, order in ORDERS.items()),
    )


def _edge(ref: str, office: Office) -> Matter | None:
    """The matter that a page begins after or ends before; one that is gone begins the list anew."""
    return Matter.objects.filter(ref=ref, office=office).first() if ref else None


def counted(rows: QuerySet[Audience], *, several: bool) -> str:
    """How many matters, as a page says it: 999+ beyond what is worth counting."""
    return in_words(number_of(rows, several=several))


def in_words(number: int) -> str:
    """A number as a page says it: 999+ from where counting stopped."""
    return f"{COUNTED - 1}+" if number >= COUNTED else str(number)


def number_of(rows: QuerySet[Audience], *, several: bool) -> int:
    """How many matters, counted up to ``COUNTED``."""
    matters = rows.order_by().values("matter_id")
    return (matters.distinct() if several else matters)[:COUNTED].count()


def _title(form: ListFilter, rows: QuerySet[Audience], count: str, on: dt.date, *, several: bool) -> str:
    """3 件逾期，5 件临近: how things stand with what is listed."""
    if form.group_name not in _HAVE_A_LAMP:
        return f"{(GROUPS | NOT_DOCKETED)[form.group_name]} {count} 件"
    if said := late_and_near(rows, on, several=several):
        return said
    return (
        f"{GROUPS[form.group_name]} {count} 件，没有逾期和临近的"
        if count != "0"
        else f"没有{GROUPS[form.group_name]}的事项"
    )


def late_and_near(rows: QuerySet[Audience], on: dt.date, *, several: bool) -> str:
    """3 件逾期，5 件临近; empty where nothing is."""
    late = counted(rows.filter(lit("red", on)), several=several)
    near = counted(rows.filter(lit("yellow", on)), several=several)
    return "，".join(f"{number} 件{word}" for number, word in ((late, "逾期"), (near, "临近")) if number != "0")


def loaded(pks: Iterable[int]) -> list[Matter]:
    """The matters with what a row shows, in the order of their keys."""
    order = {pk: at for at, pk in enumerate(pks)}
    rows = with_last_said(Matter.objects.filter(pk__in=order))
    rows = rows.select_related("lead", "leader__body", "meeting").prefetch_related("supports__body")
    return sorted(rows, key=lambda matter: order[matter.pk])


def line(matter: Matter, *, leaders: Mapping[int, str], on: dt.date) -> Line:
    """A matter as the list shows it; ``leaders`` as ``rows.leader_names`` gives them."""
    said = bulletin_state(matter, last_said=last_said(matter), on=on)
    colour, words = lamp_words(matter, on=on) if matter.state in RUNNING else ("", "")
    return Line(
        ref=matter.ref,
        words=matter.words,
        number=matter.spoken,
        code=matter.code,
        origin=origin(matter) if not matter.spoken else matter.heading,
        lead=str(matter.lead or ""),
        leader=leaders.get(matter.leader_id, str(matter.leader)) if matter.leader_id else "",
        due_on=matter.due_on,
        due_words=matter.due_words,
        colour=colour,
        lamp=words,
        state=said.label if said is not None else matter.get_state_display(),
        reported_on=matter.reported_on,
    )


def last_said(matter: Matter) -> str | None:
    """What ``with_last_said`` found for a matter."""
    said: str | None = getattr(matter, "last_said", None)
    return said
