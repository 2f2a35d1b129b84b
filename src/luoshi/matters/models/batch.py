"""One approval for many matters, and the numbers they get."""

from __future__ import annotations

from typing import Self

from django.db import models

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject
from luoshi.meetings.models import Meeting


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, acting: Acting) -> Self:
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class Batch(Subject):
    """A docketing (立项呈批): the matters that one signature approved. ``approved_by`` and ``basis`` are words, as on the paper."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="batches")
    approved_by = models.CharField("批准人", max_length=60)
    approved_on = models.DateField("批准日期")
    basis = models.CharField("依据", max_length=120, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.approved_on} {self.approved_by}"


class Counter(models.Model):
    """The last number given in a series of a year; the row is locked while a number is taken, so none is given twice."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "series", "year"], name="matters_counter_one_a_series")
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.year}: {self.last}"
