"""What a person decided about a job that the machine could not finish."""

from __future__ import annotations

from django.db import models

from luoshi.bodies.models import Office
from luoshi.journal.models import Subject


class Decision(models.TextChoices):
    RETRY = "retry", "再试一次"
    ABANDON = "abandon", "放弃"


class JobDecision(Subject):
    """One decision about one job. Jobs themselves go after a month; who decided what about them stays."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField("任务", max_length=60)
    key = models.CharField("编号", max_length=200)
    decision = models.CharField("决定", max_length=8, choices=Decision.choices)
    error = models.CharField("当时的原因", max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.kind}"
