"""One paper of a matter's life: what was asked or put up, and what was answered."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from luoshi.bodies.models import Body
from luoshi.files.models import File
from luoshi.matters.models.matter import Matter


class SlipKind(models.TextChoices):
    """What a slip is; the words are those of the printed form."""

    CONSULTATION = "consultation", "征求意见"
    OPINION = "opinion", "单位意见"
    ADJUSTMENT = "adjustment", "承办单位调整申请"
    LIMIT = "limit", "拟报时限"
    EXTENSION = "extension", "延期申请"
    CLAIM = "claim", "提请协调"
    COMPLETION = "completion", "办结申请"
    VERIFICATION = "verification", "现场核查"
    RECONSIDERATION = "reconsideration", "复核申请"
    SUBMISSION = "submission", "呈报"
    SIGNATURE = "signature", "销号程序"
    LOOK_BACK = "look_back", "回头看"
    DECISION = "decision", "决定"


ONE_WAITS = tuple(kind for kind in SlipKind if kind not in (SlipKind.CONSULTATION, SlipKind.OPINION))
"""Kinds of which a matter has at most one that waits for an answer."""


class SlipQuerySet(models.QuerySet["Slip"]):
    def waiting(self) -> Self:
        """Slips that nobody has answered."""
        return self.filter(answered_at=None)


class Slip(models.Model):
    """Asked by ``body`` (the supervision office where it is empty), to be answered by ``holder``, named as in ``Audience.who``.

    ``words`` say what is asked and why; ``wanted_on`` is the day asked for, ``wanted_body`` the body that should do it instead, ``options``
    the ways out that a claim offers. ``outcome`` is the act that answered, in its words; ``answered_by`` is who decided, as on the paper,
    and ``paper`` the paper on which it stands. Journalled with the matter: ``asked_seq`` and ``answered_seq`` are the numbers of the entries.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="slips")
    kind = models.CharField("单据", max_length=16, choices=SlipKind.choices)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出单位")
    words = models.TextField("内容", blank=True)
    wanted_on = models.DateField("申请的日期", null=True, blank=True)
    wanted_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议的承办单位"
    )
    options = models.JSONField("建议方案", default=list)
    evidence = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结依据")
    holder = models.CharField("由谁答复", max_length=24)
    asked_by = models.CharField("经手人", max_length=64)
    asked_at = models.DateTimeField("提出时间")
    asked_seq = models.PositiveIntegerField()
    outcome = models.CharField("结果", max_length=20, blank=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.CharField("答复人", max_length=64, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_at = models.DateTimeField("录入时间", null=True, blank=True)
    answered_seq = models.PositiveIntegerField(null=True, blank=True)
    paper = models.CharField("所在文件", max_length=120, blank=True)
    paper_on = models.DateField("纸质件收到日期", null=True, blank=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=Q(answered_at=None, kind__in=ONE_WAITS),
                name="matters_slip_one_waits",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "answered_at", "asked_at"], name="matters_slip_waits"),
            models.Index(fields=["kind", "matter"], condition=Q(answered_at=None), name="matters_slip_unanswered"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_kind_display()}"
