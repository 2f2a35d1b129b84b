"""The duty list of townships (乡镇履职事项清单): what a township must do, what it only helps with, what was taken back upward."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from luoshi.bodies.models import Body, Office
from luoshi.journal.models import Subject

if TYPE_CHECKING:
    from luoshi.journal.acting import Acting


class DutyListKind(models.TextChoices):
    """The three parts of such a list."""

    BASIC = "basic", "基本履职事项"
    SUPPORT = "support", "配合履职事项"
    TAKEN_BACK = "taken_back", "上级收回事项"


class DutyListQuerySet(models.QuerySet["DutyListItem"]):
    def visible_to(self, acting: Acting) -> Self:
        """The lists of one's own office: they are public."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)

    def on(self, day: dt.date) -> Self:
        """Items in force on a day."""
        rows = self.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        return rows.filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def of(self, township: Body) -> Self:
        """What holds for a township: its own list and the items for all townships."""
        return self.filter(Q(township=township) | Q(township=None))


class DutyListItem(Subject):
    """One item; without ``township`` it holds for all of the office. ``taken_by`` is who does now what was taken back, as the list says it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="duty_list")
    township = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="duty_list", verbose_name="乡镇（街道）"
    )
    kind = models.CharField("类别", max_length=12, choices=DutyListKind.choices)
    words = models.CharField("事项", max_length=300)
    taken_by = models.CharField("承接（牵头）部门", max_length=120, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)

    objects = DutyListQuerySet.as_manager()

    class Meta:
        ordering = ("township__protocol_order", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="matters_duty_list_dates",
            )
        ]
        indexes = [models.Index(fields=["office", "kind", "township"], name="matters_duty_list_kind")]

    def __str__(self) -> str:
        return self.words[:40]
