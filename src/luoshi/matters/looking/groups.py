"""By body, leader, meeting or source: each group with its counts by state and the first of its matters.

Bodies and leaders stand in protocol order, meetings newest first; nothing is ordered by how much or how well.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, DenseRank
from django.urls import reverse

from luoshi.bodies.models import Body
from luoshi.matters.listing.conditions import BOARD, group
from luoshi.matters.listing.filters import without
from luoshi.matters.listing.ordering import Key, beyond
from luoshi.matters.listing.page import Line, counted, line, loaded
from luoshi.matters.looking.seen import Seen
from luoshi.matters.models import Audience, Source
from luoshi.matters.rows import leader_names
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post

GROUPS, SHOWN = 20, 5
"""Groups of a page, and matters that each of them names."""
_LONG_AGO = dt.date(1, 1, 1)
_PROTOCOL = (Key("protocol_order"), Key("pk"))


@dataclass(frozen=True, slots=True)
class Dimension:
    """What the matters are grouped by: ``field`` of the matter, ``param`` of the address, ``nobody`` where the field is empty."""

    title: str
    field: str
    param: str
    nobody: str = ""
    keys: tuple[Key, ...] = _PROTOCOL


DIMENSIONS = {
    "body": Dimension("牵头单位", "lead", "body", "未明确牵头单位"),
    "leader": Dimension("牵头领导", "leader", "leader", "未明确牵头领导"),
    "meeting": Dimension("会议", "meeting", "meeting", "不出自会议", (Key("held", falls=True), Key("pk", falls=True))),
    "source": Dimension("来源", "source", "source"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many matters of a group are in one state; ``share`` and ``before`` draw its stretch of the bar, in hundredths."""

    name: str
    title: str
    count: int
    href: str
    share: float = 0
    before: float = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One group: what it is called, its counts by state, what it supports, its first matters, the address of all of them."""

    title: str
    note: str
    count: int
    cells: tuple[Cell, ...]
    supports: int
    supports_href: str
    lines: tuple[Line, ...]
    href: str

    @property
    def left(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Groups:
    """A page of groups; ``previous`` and ``next`` are addresses or empty."""

    title: str
    name: str
    heading: str
    states: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    count: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows that groups stand for, in order; ``None`` for the matters without one."""

    rows: list[Any]
    has_before: bool
    has_after: bool


def groups_page(seen: Seen, name: str) -> Groups:
    """The groups of one dimension, with what is asked for in each."""
    dimension, rows = DIMENSIONS[name], seen.docketed_rows()
    page = _sources(rows) if name == "source" else _paged(seen, dimension, rows)
    found = _filled(seen, dimension, rows, page.rows)
    edges = [getattr(row, "ref", "") for row in page.rows if row is not None]
    count = counted(rows, several=seen.several)
    return Groups(
        title=f"按{dimension.title}：{count} 件",
        name=name,
        heading=dimension.title,
        states=tuple(BOARD.items()),
        groups=found,
        count=f"{count} 件",
        previous=without(seen.query, until=edges[0]) if page.has_before and edges else "",
        next=without(seen.query, **{"from": edges[-1]}) if page.has_after and edges else "",
    )


def _sources(rows: QuerySet[Audience]) -> _Page:
    used = {value for value in Source if rows.filter(matter__source=value).exists()}
    return _Page([value for value in Source if value in used], has_before=False, has_after=False)


def _paged(seen: Seen, dimension: Dimension, rows: QuerySet[Audience]) -> _Page:
    """The groups of a page in their order, by key; the matters that belong to none stand behind the last."""
    every = _ordered(seen, dimension, rows)
    edge, back = (seen.query.get("until"), True) if seen.query.get("until") else (seen.query.get("from"), False)
    names = [key.name for key in dimension.keys]
    place = every.filter(ref=edge).values_list(*names).first() if edge else None
    wanted = every.filter(beyond(dimension.keys, place, back=back)) if place else every
    order = [f"-{key.name}" if key.falls != (back and bool(place)) else key.name for key in dimension.keys]
    found = list(wanted.order_by(*order)[: GROUPS + 1])
    more, found = len(found) > GROUPS, found[:GROUPS]
    if back and place:
        return _Page(found[::-1], has_before=more, has_after=True)
    nobody = [] if more or not rows.filter(**{f"matter__{dimension.field}": None}).exists() else [None]
    return _Page([*found, *nobody], has_before=place is not None, has_after=more)


def _ordered(seen: Seen, dimension: Dimension, rows: QuerySet[Audience]) -> QuerySet[Any]:
    """Whatever has a matter among the rows; a body also where it supports one."""
    own = Q(pk__in=_values(rows, dimension.field))
    if dimension.field == "meeting":
        held = Meeting.objects.filter(own, office=seen.office)
        return held.annotate(held=Coalesce("held_on", Value(_LONG_AGO)))
    if dimension.field == "leader":
        return Post.objects.filter(own, office=seen.office).select_related("body")
    supported = Q(pk__in=_values(rows, "supports__body"))
    bodies = Body.objects.filter(own | supported, office=seen.office)
    asked = seen.form.cleaned_data.get("body")
    return bodies.filter(pk=asked.pk) if asked else bodies


def _values(rows: QuerySet[Audience], field: str) -> QuerySet[Any, Any]:
    """What the rows have in a field of their matter: asked once, not for each body of the office."""
    found: QuerySet[Any, Any] = rows.order_by().values(f"matter__{field}").distinct()
    return found


def _filled(seen: Seen, dimension: Dimension, rows: QuerySet[Audience], keys: Sequence[Any]) -> tuple[Group, ...]:
    values = [getattr(key, "pk", key) for key in keys]
    numbers, first = _counts(seen, rows, dimension, values), _first(rows, dimension, values)
    supports = _supports(rows, values) if dimension.field == "lead" else {}
    matters = {row.pk: row for row in loaded(pk for pks in first.values() for pk in pks)}
    leaders = leader_names(matters.values(), on=seen.on)
    found = []
    for key, value in zip(keys, values, strict=True):
        lines = tuple(line(matters[pk], leaders=leaders, on=seen.on) for pk in first.get(value, ()))
        note = leaders.get(value, "") if dimension.field == "leader" else ""
        one = _group(seen, dimension, key, numbers.get(value, {}))
        found.append(replace(one, lines=lines, supports=supports.get(value, 0), note=note))
    return tuple(found)


def _group(seen: Seen, dimension: Dimension, key: Any, numbers: Mapping[str, int]) -> Group:  # noqa: ANN401 - a row, a source or nothing
    """A group with its counts, its bar and the addresses of the lists behind them."""
    asked = {"lacks": dimension.field} if key is None else {dimension.param: getattr(key, "ref", key)}
    own = asked | ({"bears": "lead"} if dimension.field == "lead" and key is not None else {})
    listed, count, before, cells = reverse("matters:matters"), sum(numbers.values()), 0.0, []
    for name, title in BOARD.items():
        number = numbers.get(name, 0)
        share = round(100 * number / count, 2) if count else 0.0
        cells.append(Cell(name, title, number, listed + without(seen.query, **own, group=name), share, before))
        before = round(before + share, 2)
    title = dimension.nobody if key is None else getattr(key, "label", str(key))
    supports_href = listed + without(seen.query, **asked, bears="support", group=seen.form.group_name)
    href = listed + without(seen.query, **own, group=seen.form.group_name)
    return Group(title, "", count, tuple(cells), 0, supports_href, (), href)


def _in(dimension: Dimension, values: Iterable[Any]) -> Q:
    """The rows whose matter belongs to one of the groups, the one of nobody among them."""
    named = [value for value in values if value is not None]
    field = f"matter__{dimension.field}"
    return Q(**{f"{field}__in": named}) | (Q(**{field: None}) if len(named) < len(list(values)) else Q(pk__in=()))


def _counts(
    seen: Seen, rows: QuerySet[Audience], dimension: Dimension, values: Sequence[Any]
) -> dict[Any, dict[str, int]]:
    """How many matters of each group stand in each column of the board; one query for the page."""
    cases = [When(group(name, seen.on), then=Value(name)) for name in BOARD]
    stated = rows.filter(_in(dimension, values)).annotate(column=Case(*cases, output_field=CharField()))
    counted_rows = stated.order_by().values_list(f"matter__{dimension.field}", "column")
    found: defaultdict[Any, dict[str, int]] = defaultdict(dict)
    for value, column, number in counted_rows.annotate(number=Count("matter_id", distinct=True)):
        found[value][column] = number
    return found


def _supports(rows: QuerySet[Audience], values: Iterable[Any]) -> dict[Any, int]:
    """How many matters each body supports."""
    named = [value for value in values if value is not None]
    found = rows.filter(matter__supports__body__in=named).order_by().values_list("matter__supports__body")
    return dict(found.annotate(number=Count("matter_id", distinct=True)))


def _first(rows: QuerySet[Audience], dimension: Dimension, values: Sequence[Any]) -> dict[Any, list[int]]:
    """The first matters of each group: what runs before what does not, by time limit."""
    field = f"matter__{dimension.field}"
    running_first = [F("open").desc(), F("due_on").asc(), F("matter_id").asc()]
    placed = Window(DenseRank(), partition_by=[F(field)], order_by=running_first)
    found: defaultdict[Any, dict[int, None]] = defaultdict(dict)
    ranked = rows.filter(_in(dimension, values)).annotate(place=placed).filter(place__lte=SHOWN)
    for value, pk in ranked.order_by("place").values_list(field, "matter_id"):
        found[value][pk] = None
    return {value: list(pks) for value, pks in found.items()}
