"""What holds for a time: the first and the last day, both included; an open end is ``None``."""

from __future__ import annotations

import datetime as dt
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

M = TypeVar("M", bound=models.Model)


def in_force(on: dt.date, prefix: str = "") -> Q:
    """The condition that a dated row holds on a day; ``prefix`` is the path to it, as in ``"tenures__"``."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on}))


class DatedQuerySet(models.QuerySet[M]):
    """Rows with validity, asked for by a day that comes in as an argument."""

    def on(self, day: dt.date) -> Self:
        return self.filter(in_force(day))

    def overlapping(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Rows that hold on at least one day of the period; ``None`` is an open end."""
        rows = self
        if last is not None:
            rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=last))
        if first is not None:
            rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=first))
        return rows


class Dated(models.Model):
    """First and last day of validity, both included. ``valid_from`` is ``None`` where nobody recorded the beginning."""

    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, on: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)


def ordered_dates(name: str) -> models.CheckConstraint:
    """The constraint that a period does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name
    )
