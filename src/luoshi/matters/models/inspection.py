"""The inspection (专项督查、实地督查): what is looked at and where, what was found, and what was said back."""

from __future__ import annotations

from typing import Self

from django.db import models

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject
from luoshi.matters.models.matter import Matter


class InspectionKind(models.TextChoices):
    """The kinds of Decree 733, article 14."""

    COMPREHENSIVE = "comprehensive", "综合督查"
    SPECIAL = "special", "专项督查"
    INCIDENT = "incident", "事件调查"
    DAILY = "daily", "日常督办"
    LEADS = "leads", "线索核查"


class InspectionState(models.TextChoices):
    """Where an inspection is; it goes from one to the next."""

    DRAFTED = "drafted", "拟定"
    APPROVED = "approved", "批准"
    UNDER_WAY = "under_way", "开展"
    CONCLUDED = "concluded", "形成结论"
    FED_BACK = "fed_back", "反馈"
    RECTIFYING = "rectifying", "整改"


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, acting: Acting) -> Self:
        """The inspections of one's own office."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class Inspection(Subject):
    """``content``, ``object`` and ``scope`` are what a plan must state (Decree 733, article 15); ``approved_by`` is a name as on the paper.

    ``conclusion`` is written, with facts and evidence, and goes back to whom it is about (article 16).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="inspections")
    title = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=14, choices=InspectionKind.choices, default=InspectionKind.SPECIAL)
    state = models.CharField("进度", max_length=12, choices=InspectionState.choices, default=InspectionState.DRAFTED)
    content = models.TextField("督查内容")
    object = models.CharField("督查对象", max_length=200)
    scope = models.CharField("督查范围", max_length=200)
    basis = models.CharField("依据", max_length=200)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    approved_by = models.CharField("批准人", max_length=60, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    conclusion = models.TextField("督查结论", blank=True)
    fed_back_to = models.CharField("反馈对象", max_length=200, blank=True)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["office", "-id"], name="matters_inspection_newest")]

    def __str__(self) -> str:
        return self.title


class Site(models.Model):
    """A visit: which body or township, where, on which day it is planned and was made; journalled with the inspection."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="sites")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="单位")
    place = models.CharField("地点", max_length=80, blank=True)
    planned_on = models.DateField("计划日期")
    visited_on = models.DateField("到访日期", null=True, blank=True)
    visited_by = models.CharField("到访人员", max_length=80, blank=True)

    class Meta:
        ordering = ("planned_on", "id")
        indexes = [models.Index(fields=["body", "planned_on"], name="matters_site_of_body")]

    def __str__(self) -> str:
        return f"{self.body} {self.planned_on}"


class Problem(models.Model):
    """A problem that was found; ``matter`` is what follows it to its end. Journalled with the inspection."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="problems")
    words = models.TextField("问题")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位")
    due_on = models.DateField("整改时限", null=True, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="problems_found")
    position = models.PositiveSmallIntegerField("序号")

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.words[:40]
