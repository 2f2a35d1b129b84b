"""The one way in which a matter's row changes: entry, row, audience and search index together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.record import journal_value, record
from luoshi.matters.desk import keep_audience, keep_found, keep_new
from luoshi.matters.holding import holder_of
from luoshi.matters.lamps import boundaries
from luoshi.matters.models import Matter, Support
from luoshi.rulebook.lookup import Rulebook
from luoshi.workdays import office_date

FIELDS = (
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
    "parent",
    "open_parts",
    "follows",
    "frequency",
    "next_report_on",
    "acknowledged_on",
    "original_due_on",
    "agreed_on",
    "pending",
    "asked_of",
    "decided_by",
    "decided_on",
    "chain",
    "signed",
    "closed_on",
    "look_back_on",
    "holder",
    "held_since",
)
"""Every field that the journal holds as ``{field: [old, new]}``; ``supporting`` besides, as refs. Other keys are no fields."""
EMPTY: tuple[object, ...] = (None, "", {}, [], 0)
_FOLLOWING = ("yellow_from", "red_from", "holder", "held_since")
"""Fields that follow from the others."""
RULE = "lamp_rule"
"""The key under which an entry keeps the rule that set the days of the lamp."""


@dataclass(frozen=True, slots=True)
class New:
    """A matter to insert, with its supporting bodies and what its entry says beyond its fields."""

    matter: Matter
    supporting: Sequence[Body]
    more: Mapping[str, Any]


def begin(
    matter: Matter, kind: str, *, supporting: Sequence[Body], by: Acting, at: dt.datetime, more: Mapping[str, Any]
) -> Matter:
    """Insert one new matter, as ``begin_all`` does."""
    return begin_all([New(matter, supporting, more)], kind, by=by, at=at)[0]


def begin_all(news: Sequence[New], kind: str, *, by: Acting, at: dt.datetime) -> list[Matter]:
    """Insert new matters with their supporting bodies; each entry holds ``{field: [null, value]}``."""
    books: dict[int, Rulebook] = {}
    for new in news:
        office = new.matter.office
        if office.pk not in books:
            books[office.pk] = Rulebook(office)
        cited = _set_lamps(new.matter, at, books[office.pk])
        _set_holder(new.matter, at)
        data = {name: [None, value] for name in FIELDS if (value := journal_value(new.matter, name)) not in EMPTY}
        if new.supporting:
            data["supporting"] = [None, [body.ref for body in new.supporting]]
        record(new.matter, kind, {**data, **cited, **new.more}, by=by, at=at)
    Support.objects.bulk_create(row for new in news for row in _supports(new.matter, new.supporting))
    keep_new((new.matter, new.supporting) for new in news)
    return [new.matter for new in news]


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
    before = {name: journal_value(matter, name) for name in (*values, *_FOLLOWING)}
    for name, value in values.items():
        setattr(matter, name, value)
    cited = _set_lamps(matter, at) if "due_on" in values else {}
    _set_holder(matter, at)
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


def _set_lamps(matter: Matter, at: dt.datetime, book: Rulebook | None = None) -> dict[str, Any]:
    """Set the days on which the lamp changes; what the entry keeps of the rule comes back."""
    found = boundaries(matter.office, matter.due_on, on=office_date(at), book=book)
    matter.yellow_from, matter.red_from = found.yellow_from, found.red_from
    return {RULE: found.cited} if found.cited else {}


def _set_holder(matter: Matter, at: dt.datetime) -> None:
    """Who holds the matter now, and since when."""
    holder = holder_of(matter)
    if holder != matter.holder:
        matter.holder, matter.held_since = holder, at if holder else None


def _put_supporting(matter: Matter, bodies: Sequence[Body]) -> None:
    matter.supports.all().delete()
    Support.objects.bulk_create(_supports(matter, bodies))


def _supports(matter: Matter, bodies: Sequence[Body]) -> Iterator[Support]:
    return (Support(matter=matter, body=body, position=position) for position, body in enumerate(bodies))
