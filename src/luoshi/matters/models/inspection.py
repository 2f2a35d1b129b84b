"""The inspection (专项督查、实地督查): what is looked at and where, what was found, what was said back, and what was reviewed of it (申请复核)."""

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
    """Where an inspection is; it goes from one to the next, unless it is called off."""

    DRAFTED = "drafted", "拟定"
    APPROVED = "approved", "批准"
    UNDER_WAY = "under_way", "开展"
    CONCLUDED = "concluded", "形成结论"
    FED_BACK = "fed_back", "反馈"
    RECTIFYING = "rectifying", "整改"
    CLOSED = "closed", "结束"
    CANCELLED = "cancelled", "取消"


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, acting: Acting) -> Self:
        """The inspections of one's own office."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class Inspection(Subject):
    """``content``, ``object`` and ``scope`` are what a plan must state (Decree 733, article 15); ``approved_by`` is a name as on the paper.

    ``conclusion`` is written, with facts and evidence, and goes back to whom it is about (article 16); ``concluded_by`` wrote it, and does not
    review it. ``last_words`` say why it was closed with something left open, or why it was called off.
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
    concluded_by = models.CharField("结论起草人", max_length=80, blank=True)
    fed_back_to = models.CharField("反馈对象", max_length=200, blank=True)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    closed_on = models.DateField("结束日期（办完或取消）", null=True, blank=True)
    last_words = models.CharField("结束或取消的说明", max_length=200, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["office", "-id"], name="matters_inspection_newest")]

    def __str__(self) -> str:
        return self.title


class SiteQuerySet(models.QuerySet["Site"]):
    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_on=None)


class Site(models.Model):
    """A visit: which body or township, where, on which day it is planned and was made, or why it is not made at all.

    Journalled with the inspection.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="sites")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="单位")
    place = models.CharField("地点", max_length=80, blank=True)
    planned_on = models.DateField("计划日期")
    visited_on = models.DateField("到访日期", null=True, blank=True)
    visited_by = models.CharField("到访人员", max_length=80, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancelled_because = models.CharField("取消的原因", max_length=200, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ("planned_on", "id")
        indexes = [models.Index(fields=["body", "planned_on"], name="matters_site_of_body")]

    def __str__(self) -> str:
        return f"{self.body} {self.planned_on}"


class ProblemQuerySet(models.QuerySet["Problem"]):
    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on=None)


class Problem(models.Model):
    """A problem that was found; ``matter`` is what follows it to its end, ``noted_by`` put it on the list and does not review it.

    One that was entered wrongly, or that a review did not uphold, is withdrawn. Journalled with the inspection.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="problems")
    words = models.TextField("问题")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位")
    due_on = models.DateField("整改时限", null=True, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="problems_found")
    position = models.PositiveSmallIntegerField("序号")
    noted_by = models.CharField("登记人", max_length=80)
    noted_on = models.DateField("登记日期")
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    withdrawn_because = models.CharField("撤销的原因", max_length=200, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.words[:40]


class ReviewOutcome(models.TextChoices):
    """What a review did with what it was about."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "改变"
    WITHDRAWN = "withdrawn", "撤销"


class ReviewQuerySet(models.QuerySet["InspectionReview"]):
    def waiting(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(outcome="")


class InspectionReview(models.Model):
    """申请复核 of the conclusion, or of one problem, by whom it is about (Decree 733, article 17); decided by others than those who found it.

    ``asked_on`` is the day on which ``said_by`` said so for the body, ``decide_by`` the last day to decide. Journalled with the inspection.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="reviews")
    problem = models.ForeignKey(Problem, models.CASCADE, null=True, blank=True, related_name="reviews")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="申请单位")
    words = models.TextField("异议和理由")
    said_by = models.CharField("谁说的", max_length=60)
    asked_on = models.DateField("申请日期")
    decide_by = models.DateField("最迟答复日期")
    outcome = models.CharField("复核结果", max_length=10, choices=ReviewOutcome.choices, blank=True)
    answer = models.TextField("复核理由", blank=True)
    decided_by = models.CharField("复核人", max_length=60, blank=True)
    decided_on = models.DateField("复核日期", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words[:40]
