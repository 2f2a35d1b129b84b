"""What the journal says a matter holds: its entries folded, field by field, without looking at the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from luoshi.bodies.models import Body
from luoshi.journal.canonical import Json
from luoshi.journal.events import Entry
from luoshi.journal.record import journal_value
from luoshi.matters.models import Matter
from luoshi.matters.operations.changing import EMPTY, FIELDS

Held: TypeAlias = dict[str, Json]
"""Fields with their values as the journal keeps them, ``supporting`` (refs of bodies, in order) among them; empty ones left out."""
FOLDED = frozenset({*FIELDS, "supporting"})
REPORTED = ("matter.reported", "matter.taken_over")
"""Entries that bring a report; one that took a matter over does where the ledger told of its progress."""


@dataclass(frozen=True, slots=True)
class Break:
    """An entry whose old value is not what the entries before it left."""

    seq: int
    field: str


@dataclass(slots=True)
class Replayed:
    """What the entries leave, where they do not follow from each other, the numbers of those that are reports with their words, and
    of all with their kind and the words that were given for an act."""

    held: Held = field(default_factory=dict)
    breaks: list[Break] = field(default_factory=list)
    reports: dict[int, str] = field(default_factory=dict)
    acts: dict[int, tuple[str, str]] = field(default_factory=dict)


def replay(entries: Iterable[Entry]) -> Replayed:
    """Fold the entries of a matter, oldest first. Keys that are no fields of a matter are left alone."""
    found = Replayed()
    for entry in entries:
        for name, (old, new) in _changes(entry.data):
            if not _same(found.held.get(name), old):
                found.breaks.append(Break(entry.seq, name))
            if new in EMPTY:
                found.held.pop(name, None)
            else:
                found.held[name] = new
        if entry.kind in REPORTED and "text" in entry.data:
            found.reports[entry.seq] = str(entry.data["text"])
        found.acts[entry.seq] = (entry.kind, str((entry.data.get("act") or {}).get("words", "")))
    return found


def _changes(data: dict[str, Any]) -> Iterable[tuple[str, list[Any]]]:
    return ((name, pair) for name, pair in data.items() if name in FOLDED)


def _same(one: Json, other: Json) -> bool:
    return one == other or (one in EMPTY and other in EMPTY)


def held_by(matter: Matter, supporting: Iterable[Body]) -> Held:
    """What the row holds, in the same form. The rows that its fields point at should be loaded with it."""
    held = {name: value for name in FIELDS if (value := journal_value(matter, name)) not in EMPTY}
    refs: list[Json] = [body.ref for body in supporting]
    return held | ({"supporting": refs} if refs else {})
