"""From a name in a text to the body that bore it then, and to who has its work now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.bodies.models import Body, BodyName, Office, Succession
from luoshi.bodies.names import Naming, naming_of


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name means on a day.

    ``body`` bore it; ``then`` says whether it did so on that very day or (a text that uses a former or not yet valid name) on the
    nearest other one. ``present`` are the bodies that have taken its place since: the body itself while it exists, one after a
    merger, several after a division, none where it was closed without a successor.
    """

    name: str
    body: Body
    then: bool
    present: tuple[Body, ...]

    @property
    def successor(self) -> Body | None:
        """The one present body, or ``None`` where there is none or a person must choose."""
        return self.present[0] if len(self.present) == 1 else None


def resolve(name: str, *, on: dt.date, office: Office) -> Resolved | None:
    """The body meant by a name in a text of that day; ``None`` for a name that no body ever bore. At most four queries."""
    key = naming_of(office).key(name)
    rows = list(BodyName.objects.filter(office=office, key=key).select_related("body"))
    chosen = nearest(rows, on)
    if chosen is None:
        return None
    return Resolved(name, chosen.body, chosen.holds(on), present(chosen.body, office=office))


class Directory:
    """All names of an office, loaded once (three queries), for texts with many names."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.naming: Naming = naming_of(office)
        self.bodies = {
            body.pk: body for body in Body.objects.filter(office=office).select_related("parent", "jurisdiction")
        }
        self._names: defaultdict[str, list[BodyName]] = defaultdict(list)
        for row in BodyName.objects.filter(office=office):
            self._names[row.key].append(row)
        self._steps = _steps(Succession.objects.filter(predecessor__office=office))

    @property
    def names(self) -> tuple[BodyName, ...]:
        """Every name that a body of the office bears or bore."""
        return tuple(row for rows in self._names.values() for row in rows)

    def present(self, body: Body) -> tuple[Body, ...]:
        """As the function ``present``, without a query."""
        return _present(body, self._steps, self.bodies)

    def resolve(self, name: str, *, on: dt.date) -> Resolved | None:
        """As the function ``resolve``, without a query."""
        chosen = nearest(self._names.get(self.naming.key(name), ()), on)
        if chosen is None:
            return None
        body = self.bodies[chosen.body_id]
        return Resolved(name, body, chosen.holds(on), _present(body, self._steps, self.bodies))


def nearest(rows: Iterable[BodyName], on: dt.date) -> BodyName | None:
    """The name in force on the day, else the one whose days are closest to it (of two equally close, the later one)."""
    return min(rows, key=lambda row: (_distance(row, on), -row.pk), default=None)


def _distance(row: BodyName, on: dt.date) -> int:
    """Days between a day and the days on which a name is in force."""
    if row.valid_to is not None and row.valid_to < on:
        return (on - row.valid_to).days
    if row.valid_from is not None and row.valid_from > on:
        return (row.valid_from - on).days
    return 0


def present(body: Body, *, office: Office) -> tuple[Body, ...]:
    """Who has the work of a body now, in protocol order: itself while it is not closed, else its successors through any number of steps."""
    if body.closed_on is None:
        return (body,)
    steps = _steps(Succession.objects.filter(predecessor__office=office))
    wanted = {pk for row in steps.values() for pk in row}
    return _present(body, steps, Body.objects.in_bulk(wanted) | {body.pk: body})


def _steps(rows: Iterable[Succession]) -> dict[int, list[int]]:
    steps: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        steps[row.predecessor_id].append(row.successor_id)
    return dict(steps)


def _present(body: Body, steps: dict[int, list[int]], bodies: dict[int, Body]) -> tuple[Body, ...]:
    found: set[int] = set()
    waiting, seen = [body.pk], {body.pk}
    while waiting:
        pk = waiting.pop()
        if bodies[pk].closed_on is None:
            found.add(pk)
            continue
        new = [step for step in steps.get(pk, ()) if step not in seen]
        seen.update(new)
        waiting.extend(new)
    return tuple(sorted((bodies[pk] for pk in found), key=lambda row: (row.protocol_order, row.pk)))
