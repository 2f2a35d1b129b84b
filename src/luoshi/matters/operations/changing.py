"""The one way in which a matter's row changes: entry, row, audience and search index together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.record import journal_value, record
from luoshi.matters.desk import keep_audience, keep_found
from luoshi.matters.lamps import boundaries
from luoshi.matters.models import Matter, Support
from luoshi.workdays import office_date

FOUND = (
    "office",
    "meeting",
    "source",
    "state",
    "sort",
    "sort_reason",
    "words",
    "topic",
    "topic_at",
    "heading",
    "position",
    "lead",
    "unresolved",
    "leader",
    "due_on",
    "due_words",
    "standard",
    "remark",
    "origins",
    "yellow_from",
    "red_from",
)
"""Fields that a matter has from its first entry on."""
GIVEN = (
    "series",
    "year",
    "number",
    "code",
    "spoken",
    "batch",
    "docketed_on",
    "drop_reason",
    "into",
    "progress",
    "problems",
    "reported_on",
)
"""Fields that later entries give it."""
FIELDS = (*FOUND, *GIVEN)
"""Every field that the journal holds as ``{field: [old, new]}``; ``supporting`` besides, as refs. Other keys are no fields."""
EMPTY: tuple[object, ...] = (None, "", {}, [])
RULE = "lamp_rule"
"""The key under which an entry keeps the rule that set the days of the lamp."""


def begin(
    matter: Matter, kind: str, *, supporting: Sequence[Body], by: Acting, at: dt.datetime, more: Mapping[str, Any]
) -> Matter:
    """Insert a new matter with its supporting bodies; the entry holds ``{field: [null, value]}``."""
    cited = _set_lamps(matter, at)
    data = {name: [None, value] for name in FOUND if (value := journal_value(matter, name)) not in EMPTY}
    if supporting:
        data["supporting"] = [None, [body.ref for body in supporting]]
    record(matter, kind, {**data, **cited, **more}, by=by, at=at)
    _put_supporting(matter, supporting)
    keep_audience(matter)
    keep_found(matter)
    return matter


def change(
    matter: Matter,
    kind: str,
    values: Mapping[str, Any],
    *,
    by: Acting,
    at: dt.datetime,
    supporting: Sequence[Body] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Matter:
    """Change fields of a locked matter; without any change and without ``more`` no entry is written."""
    before = {name: journal_value(matter, name) for name in (*values, "yellow_from", "red_from")}
    for name, value in values.items():
        setattr(matter, name, value)
    cited = _set_lamps(matter, at) if "due_on" in values else {}
    changed: dict[str, Any] = {
        name: [old, new] for name, old in before.items() if (new := journal_value(matter, name)) != old
    }
    saved = tuple(changed)
    if changed.keys() & {"yellow_from", "red_from"}:
        changed |= cited
    if supporting is not None:
        old = [row.body.ref for row in matter.supports.select_related("body")]
        new = [body.ref for body in supporting]
        if old != new:
            changed["supporting"] = [old or None, new or None]
    if not changed and not more:
        return matter
    record(matter, kind, {**changed, **(more or {})}, by=by, at=at, save=saved)
    if "supporting" in changed and supporting is not None:
        _put_supporting(matter, supporting)
    keep_audience(matter)
    keep_found(matter)
    return matter


def _set_lamps(matter: Matter, at: dt.datetime) -> dict[str, Any]:
    """Set the days on which the lamp changes; what the entry keeps of the rule comes back."""
    found = boundaries(matter.office, matter.due_on, on=office_date(at))
    matter.yellow_from, matter.red_from = found.yellow_from, found.red_from
    return {RULE: found.cited} if found.cited else {}


def _put_supporting(matter: Matter, bodies: Sequence[Body]) -> None:
    matter.supports.all().delete()
    Support.objects.bulk_create(
        Support(matter=matter, body=body, position=position) for position, body in enumerate(bodies)
    )
