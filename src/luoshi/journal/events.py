"""Reading the journal: entries with their payload brought up to the present version, and replay."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from luoshi.journal.models import Event, Subject

Data: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Data], Data]

_upcasters: dict[tuple[str, int], Upcaster] = {}


def upcaster(kind: str, from_version: int) -> Callable[[Upcaster], Upcaster]:
    """Register the function that turns ``data`` of one version of a kind into the next version's."""

    def register(function: Upcaster) -> Upcaster:
        if (kind, from_version) in _upcasters:
            msg = f"two upcasters for {kind} version {from_version}"
            raise ValueError(msg)
        _upcasters[kind, from_version] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the present code reads it; ``by`` is what ``Acting.as_dict`` kept."""

    seq: int
    kind: str
    at: dt.datetime
    by: Data
    data: Data
    version: int


def entry(event: Event) -> Entry:
    """Decode a row; the stored text stays as it was hashed."""
    payload = json.loads(event.payload)
    data, version = payload["data"], event.version
    while step := _upcasters.get((event.kind, version)):
        data, version = step(data), version + 1
    return Entry(event.seq, event.kind, event.at, payload["by"], data, version)


def history(subject: Subject) -> Iterator[Entry]:
    """All entries of a subject, oldest first."""
    events = Event.objects.filter(subject_type=subject.subject_type, subject_ref=subject.ref).order_by("seq")
    return (entry(event) for event in events.iterator())


def folded(entries: Iterable[Entry], *, until: dt.datetime | None = None) -> Data:
    """What a row without a life of its own held after these entries: the last value of every field.

    Raises ``ValueError`` where an entry's old value is not what the entries before it left, which is how a forged or lost entry
    shows in a replay.
    """
    state: Data = {}
    for item in entries:
        if until is not None and item.at > until:
            break
        for name, (old, new) in item.data.items():
            if state.get(name) != (None if old == "" else old):
                msg = f"entry {item.seq}: {name} was {state.get(name)!r}, the entry says {old!r}"
                raise ValueError(msg)
            state[name] = None if new == "" else new
    return state
