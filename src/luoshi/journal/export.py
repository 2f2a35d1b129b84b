"""The journal as a file: one JSON object a line, with the columns that are hashed, so that it can be verified elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from luoshi.journal.canonical import canonical
from luoshi.journal.models import Event

COLUMNS = (
    "id",
    "office",
    "subject_type",
    "subject_ref",
    "seq",
    "kind",
    "version",
    "at",
    "payload",
    "prev",
    "hash",
    "seal",
)


def exported(events: QuerySet[Event]) -> Iterator[str]:
    """Lines of the export, oldest entry first."""
    for row in events.order_by("id").values(*COLUMNS).iterator(chunk_size=5_000):
        yield canonical(row) + "\n"
