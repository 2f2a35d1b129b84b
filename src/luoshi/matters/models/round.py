"""A round of asking (一轮反馈): which matters were sent to which bodies, and with which words."""

from __future__ import annotations

from typing import Self

from django.db import models

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject
from luoshi.matters.models.matter import Matter


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, acting: Acting) -> Self:
        """The rounds of one's own office."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class Round(Subject):
    """Matters sent out to be reported on by a day; ``contact`` and ``phone`` stand on every workbook."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="rounds")
    title = models.CharField("名称", max_length=80)
    due_on = models.DateField("报送截止")
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=60, blank=True)
    opened_at = models.DateTimeField("发出时间")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["office", "-id"], name="matters_round_newest")]

    def __str__(self) -> str:
        return self.title


class Asked(models.Model):
    """One matter in one body's workbook; journalled with the round.

    ``last`` is what had been reported when the workbook went out: the same words coming back say nothing new. Whether the body has
    answered is told by the reports since; ``came_back_at`` says that its workbook came back without a new word on this matter.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="asked")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    leads = models.BooleanField("牵头")
    position = models.PositiveSmallIntegerField()
    last = models.TextField("上次进展", blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["round", "matter", "body"], name="matters_asked_once_a_round")]
        indexes = [models.Index(fields=["round", "position"], name="matters_asked_order")]

    def __str__(self) -> str:
        return f"{self.body}: {self.matter}"
