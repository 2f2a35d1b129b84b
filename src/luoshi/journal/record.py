"""Writing entries: the only code that saves a root row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models

from luoshi.journal.acting import Acting
from luoshi.journal.canonical import Json, canonical, digest, plain
from luoshi.journal.inserting import insert
from luoshi.journal.models import Event, Subject
from luoshi.journal.signals import recorded

S = TypeVar("S", bound=Subject)


def event_hash(event: Event) -> str:
    """The hash of an entry: every column that means something, and through ``prev`` all entries before it."""
    return digest(
        event.prev,
        "" if event.office is None else str(event.office),
        event.subject_type,
        event.subject_ref,
        str(event.seq),
        event.kind,
        str(event.version),
        event.at.astimezone(dt.UTC).isoformat(),
        event.payload,
    )


def record(
    subject: Subject,
    kind: str,
    data: Mapping[str, object] | None = None,
    *,
    by: Acting,
    at: dt.datetime,
    version: int = 1,
    save: Iterable[str] = (),
) -> Event:
    """Append one entry to the subject's chain and save the row with it.

    A new row is inserted whole; of a known one the fields named in ``save`` are written. Must run inside an operation, which has
    locked the row. ``data`` carries what the rules yielded (due dates, rule row and version), so that replay never looks up a rule.
    """
    event = Event(
        office=subject.journal_office,
        subject_type=subject.subject_type,
        subject_ref=subject.ref,
        seq=subject.seq + 1,
        kind=kind,
        version=version,
        at=at,
        payload=canonical({"by": by.as_dict(), "data": dict(data or {})}),
        prev=subject.head,
    )
    event.hash = event_hash(event)
    subject.seq, subject.head = event.seq, event.hash
    if subject.pk is None:
        subject.save(force_insert=True)
    else:
        subject.save(update_fields=[*save, "seq", "head"])
    insert(event)
    recorded.send(type(subject), subject=subject, event=event, by=by)
    return event


def journal_value(subject: models.Model, name: str) -> Json:
    """The value of a field as the journal keeps it: another row by its ``ref``, an encrypted field as its ciphertext."""
    field = subject._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        target = getattr(subject, name)
        return None if target is None else plain(getattr(target, "ref", target.pk))
    to_journal = getattr(field, "to_journal", None)
    value = getattr(subject, name)
    return plain(to_journal(subject, value) if to_journal is not None else value)


def found(subject: S, kind: str, fields: Iterable[str], *, by: Acting, at: dt.datetime) -> S:
    """Insert a row that has no life of its own: the entry holds ``{field: [null, value]}``, empty values left out."""
    values = {name: journal_value(subject, name) for name in fields}
    record(
        subject, kind, {name: [None, value] for name, value in values.items() if value not in (None, "")}, by=by, at=at
    )
    return subject


def revise(subject: S, kind: str, values: Mapping[str, object], *, by: Acting, at: dt.datetime) -> S:
    """Change fields of a row that has no life of its own: the entry holds ``{field: [old, new]}``; no change, no entry."""
    before = {name: journal_value(subject, name) for name in values}
    for name, value in values.items():
        setattr(subject, name, value)
    changed = {name: [old, new] for name, old in before.items() if (new := journal_value(subject, name)) != old}
    if changed:
        record(subject, kind, changed, by=by, at=at, save=tuple(changed))
    return subject
