"""What a body reported on a matter."""

from __future__ import annotations

from django.db import models

from luoshi.bodies.models import Body
from luoshi.matters.models.matter import Matter


class SaidState(models.TextChoices):
    """What a report may say of the state, in the words of the bulletins."""

    NOT_STARTED = "not_started", "未启动"
    ON_TRACK = "on_track", "正常推进"
    BEHIND = "behind", "进展滞后"
    DONE = "done", "已办结"
    STANDING = "standing", "长期坚持"
    SUSPENDED = "suspended", "暂缓"


class Report(models.Model):
    """One report (反馈), in the words of the body; journalled with the matter, which also says who entered it for whom."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    said = models.CharField("状态", max_length=12, choices=SaidState.choices, blank=True)
    progress = models.TextField("进展情况", blank=True)
    problems = models.TextField("存在问题及需协调事项", blank=True)
    reported_on = models.DateField("反馈日期")
    made_at = models.DateTimeField()
    event_seq = models.PositiveIntegerField()

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["matter", "event_seq"], name="matters_report_one_an_entry")]

    def __str__(self) -> str:
        return f"{self.matter} {self.reported_on}"
