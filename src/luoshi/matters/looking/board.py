"""The board: every docketed matter in one column by its state. Counts are computed; nothing is dragged, acts have their buttons."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from luoshi.journal.paging import COUNTED
from luoshi.matters.listing.conditions import BOARD, group
from luoshi.matters.listing.filters import without
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.listing.page import Line, in_words, late_and_near, line, loaded, number_of
from luoshi.matters.looking.seen import Seen
from luoshi.matters.rows import leader_names

CARDS = 20
"""Cards of a column; the list pages through the others."""
_UNDER_WAY = ("well", "slow")


@dataclass(frozen=True, slots=True)
class Column:
    """One state with its matters; ``above`` is the heading that two columns share."""

    name: str
    title: str
    above: str
    count: str
    cards: tuple[Line, ...]
    href: str
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The columns, and how many matters they hold together."""

    title: str
    count: str
    columns: tuple[Column, ...]


def board(seen: Seen) -> Board:
    """The board of what is asked for; ``total`` is the sum of its columns."""
    rows, order = seen.docketed_rows(), ORDERS[seen.form.order_name]
    of_column = {name: rows.filter(group(name, seen.on)) for name in BOARD}
    numbers = {name: number_of(found, several=seen.several) for name, found in of_column.items()}
    places = {
        name: stretch(found, order, size=CARDS, several=seen.several) if numbers[name] else None
        for name, found in of_column.items()
    }
    matters = {row.pk: row for row in loaded(pk for place in places.values() if place for pk in place.pks)}
    leaders = leader_names(matters.values(), on=seen.on)
    columns = []
    for name, title in BOARD.items():
        place = places[name]
        cards = tuple(line(matters[pk], leaders=leaders, on=seen.on) for pk in (place.pks if place else ()))
        href = reverse("matters:matters") + without(seen.query, group=name)
        above = "正在办理" if name in _UNDER_WAY else ""
        more = place is not None and place.has_after
        columns.append(Column(name, title, above, in_words(numbers[name]), cards, href, more))
    total = COUNTED if COUNTED in numbers.values() else sum(numbers.values())
    count = in_words(total)
    said = late_and_near(rows, seen.on, several=seen.several)
    return Board(said or f"{count} 件，没有逾期和临近的", count, tuple(columns))
