"""What the page of the divisions shows, gathered with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from luoshi.bodies.models import Jurisdiction, JurisdictionKind
from luoshi.bodies.models.jurisdiction import JurisdictionQuerySet


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """A division above the villages, with its villages."""

    division: Jurisdiction
    villages: tuple[Jurisdiction, ...]


def _within(code: str) -> JurisdictionQuerySet:
    """The divisions of a region; all there are where the office names none."""
    return Jurisdiction.objects.under(code) if code else Jurisdiction.objects.all()


def divisions_on(code: str, on: dt.date) -> list[DivisionLine]:
    """The divisions of a region that hold on a day, by code."""
    rows = list(_within(code).on(on))
    villages: defaultdict[int | None, list[Jurisdiction]] = defaultdict(list)
    for row in rows:
        if row.kind == JurisdictionKind.VILLAGE:
            villages[row.parent_id].append(row)
    return [DivisionLine(row, tuple(villages[row.pk])) for row in rows if row.kind != JurisdictionKind.VILLAGE]


def ended_by(code: str, on: dt.date) -> list[tuple[Jurisdiction, list[Jurisdiction]]]:
    """Divisions that ended before a day, the last first, each with those that took over directly."""
    rows = _within(code).filter(valid_to__lt=on).order_by("-valid_to", "code")
    return [
        (row, [step.successor for step in row.successions.all()])
        for row in rows.prefetch_related("successions__successor")
    ]
