"""Rules that an office makes for itself and for the offices below it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Self

from django.db import models

from luoshi.bodies.models import Office
from luoshi.bodies.models.dated import ordered_dates
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import Json
from luoshi.journal.models import Subject
from luoshi.rulebook.definitions import OWN_GRADE_LABELS, Grade


class OwnRuleQuerySet(models.QuerySet["OwnRule"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those an office goes by: its own and those of the offices above it."""
        if acting.is_system and acting.office is None:
            return self
        office = Office.objects.filter(pk=acting.office or 0).first()
        return self.governing(office)

    def governing(self, office: Office | None) -> Self:
        """What an office has made or inherits; nothing for no office."""
        return self.filter(office__in=[above.pk for above in office.line()] if office is not None else [])

    def standing(self) -> Self:
        return self.filter(void=False)

    def on(self, day: dt.date) -> Self:
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day))

    def overlapping(self, first: dt.date, last: dt.date | None) -> Self:
        """Rows that hold on at least one day of a period; ``None`` is an open end."""
        rows = self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=first))
        return rows if last is None else rows.filter(valid_from__lte=last)


class OwnRule(Subject):
    """A value that holds in an office and below it from a day on; two of one office and key never hold on the same day.

    ``value`` is canonical JSON that fits the key's definition. One made by mistake becomes ``void`` and stays.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="own_rules", verbose_name="办公机构")
    key = models.CharField("规则", max_length=60)
    value = models.TextField("内容")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)
    source_ref = models.CharField("文号", max_length=60, blank=True)
    grade = models.CharField(
        "依据的分量",
        max_length=3,
        choices=[(grade.value, label) for grade, label in OWN_GRADE_LABELS.items()],
        default=Grade.NONE.value,
    )
    note = models.TextField("说明", blank=True)
    void = models.BooleanField("已撤回", default=False)

    objects = OwnRuleQuerySet.as_manager()

    class Meta:
        ordering = ("key", "valid_from", "id")
        constraints = [
            ordered_dates("rulebook_own_rule_dates"),
            models.UniqueConstraint(
                fields=["office", "key", "valid_from"], condition=models.Q(void=False), name="rulebook_own_rule_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    def content(self) -> Json:
        """The value as JSON knows it."""
        kept: Json = json.loads(self.value)
        return kept

    def holds(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)
