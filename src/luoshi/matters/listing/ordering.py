"""Pages of the matters' list by key: the place of a row in an order is what the next page begins after; there is no OFFSET."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from luoshi.matters.models import Audience, Matter

SIZE = 50
"""Rows of a page."""
_LAST = 99_999
"""Where a body without a place in the protocol stands."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order."""

    name: str
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A way to order the list; the last key tells any two rows apart."""

    title: str
    keys: tuple[Key, ...]
    computed: Mapping[str, Any]

    @property
    def names(self) -> list[str]:
        return [key.name for key in self.keys]


ORDERS = {
    "due": Order("完成时限", (Key("due_on"), Key("matter_id")), {}),
    "number": Order(
        "督办编号",
        (Key("of_year", falls=True), Key("of_series"), Key("of_number"), Key("matter_id")),
        {
            "of_year": Coalesce("matter__year", Value(0)),
            "of_series": F("matter__series"),
            "of_number": Coalesce("matter__number", Value(0)),
        },
    ),
    "newest": Order("最新", (Key("matter_id", falls=True),), {}),
    "body": Order(
        "牵头单位",
        (Key("of_protocol"), Key("of_lead"), Key("due_on"), Key("matter_id")),
        {
            "of_protocol": Coalesce("matter__lead__protocol_order", Value(_LAST)),
            "of_lead": Coalesce("matter__lead", Value(0)),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The matters of one page, by primary key in their order; whether there are rows before and after."""

    pks: list[int]
    has_before: bool
    has_after: bool


def stretch(
    rows: QuerySet[Audience],
    order: Order,
    *,
    after: Matter | None = None,
    before: Matter | None = None,
    size: int = SIZE,
    several: bool = False,
) -> Stretch:
    """The rows that follow ``after`` or precede ``before`` in an order.

    ``several``: a matter may be in the list under more than one name, and is shown once.
    """
    edge, back = (before, True) if before is not None else (after, False)
    keyed = rows.annotate(**order.computed)
    if edge is not None:
        keyed = keyed.filter(beyond(order.keys, _place(edge, order), back=back))
    keyed = keyed.order_by(*(f"-{key.name}" if key.falls != back else key.name for key in order.keys))
    listed = keyed.values_list(*order.names)
    found = [row[-1] for row in (listed.distinct() if several else listed)[: size + 1]]
    more, pks = len(found) > size, found[:size]
    if back:
        return Stretch(pks[::-1], has_before=more, has_after=True)
    return Stretch(pks, has_before=edge is not None, has_after=more)


def _place(matter: Matter, order: Order) -> Sequence[Any]:
    """The values of an order's keys for a matter, as its list entries repeat them."""
    row = Audience.objects.filter(matter=matter).annotate(**order.computed).values_list(*order.names).first()
    return row if row is not None else ()


def beyond(keys: Sequence[Key], place: Sequence[Any], *, back: bool) -> Q:
    """Rows behind a place, column by column; the first column also as a plain bound, so that an index can be entered there."""
    behind, same = Q(pk__in=()), Q()
    for key, value in zip(keys, place, strict=False):
        behind |= same & Q(**{f"{key.name}__{'lt' if key.falls != back else 'gt'}": value})
        same &= Q(**{key.name: value})
    if not place:
        return Q()
    return behind & Q(**{f"{keys[0].name}__{'lte' if keys[0].falls != back else 'gte'}": place[0]})
