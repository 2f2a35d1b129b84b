"""Lists page by key: no OFFSET, and counts stop at 1,000."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One page of a list, newest first; ``older`` and ``newer`` are keys of the neighbouring pages, ``None`` at the ends."""

    rows: list[M]
    count: str
    older: int | None
    newer: int | None


def counted(rows: QuerySet[M]) -> str:
    """How many there are, as a page says it: 999+ beyond what is worth counting."""
    number = rows.order_by().values("pk")[:COUNTED].count()
    return f"{COUNTED - 1}+" if number >= COUNTED else str(number)


def page_by_key(rows: QuerySet[M], *, before: int | None = None, after: int | None = None, size: int = 50) -> Page[M]:
    """The page of rows older than ``before`` or newer than ``after``, by primary key."""
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        has_newer = len(found) > size
        found = list(reversed(found[:size]))
        has_older = True
    else:
        older = rows.filter(pk__lt=before) if before is not None else rows
        found = list(older.order_by("-pk")[: size + 1])
        has_older, has_newer = len(found) > size, before is not None
        found = found[:size]
    return Page(
        found,
        counted(rows),
        found[-1].pk if found and has_older else None,
        found[0].pk if found and has_newer else None,
    )
