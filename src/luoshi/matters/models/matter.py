"""The matter (督办事项): one decision with who must do it, by when, and what counts as done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject
from luoshi.matters.access import audience_of, may_keep
from luoshi.matters.models.audience import Audience
from luoshi.matters.models.batch import Batch
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post

if TYPE_CHECKING:
    from luoshi.matters.models.place import Place


class Sort(models.TextChoices):
    """What an action is for the docket: ticked, ticked without a due date, or left to the notice."""

    CONCRETE = "concrete", "具体事项"
    STANDING = "standing", "长期坚持"
    GENERAL = "general", "面上要求"


class Frequency(models.TextChoices):
    """How often a body reports while it works."""

    ONCE = "once", "到期反馈"
    WEEKLY = "weekly", "每周"
    HALF_MONTHLY = "half_monthly", "每半月"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"


class Source(models.TextChoices):
    """Where matters come from."""

    MEETING = "meeting", "会议议定"
    WORK_REPORT = "work_report", "政府工作报告"
    LIVELIHOOD = "livelihood", "民生实事"
    INSTRUCTION = "instruction", "领导批示"
    UPPER = "upper", "上级督查反馈"
    PROPOSAL = "proposal", "建议提案"
    HOTLINE = "hotline", "12345"
    INSPECTION = "inspection", "实地督查"
    OTHER = "other", "其他"


class MatterState(models.TextChoices):
    """Where a matter is in its life; the moves between them stand in ``life``."""

    PROPOSED = "proposed", "拟立项"
    CONSULTED = "consulted", "征求意见"
    DROPPED = "dropped", "不立项"
    MERGED = "merged", "已并入"
    DOCKETED = "docketed", "已立项"
    HANDED_OUT = "handed_out", "已交办"
    UNDER_WAY = "under_way", "正在办理"
    IN_REVIEW = "in_review", "办结待审核"
    COMPLETED = "completed", "已办结"
    SUBMITTED = "submitted", "已呈报"
    CLOSING = "closing", "销号办理中"
    CLOSED = "closed", "已销号"
    SUSPENDED = "suspended", "暂缓"
    ENDED = "ended", "已终止"
    STANDING = "standing", "长期坚持"


RUNNING = (MatterState.DOCKETED, MatterState.HANDED_OUT, MatterState.UNDER_WAY, MatterState.IN_REVIEW)
"""States in which the lamp is lit: docketed and not done yet."""
DONE = (MatterState.COMPLETED, MatterState.SUBMITTED, MatterState.CLOSING, MatterState.CLOSED)
"""States of a matter that was found done, whatever is still to be signed."""
OPEN = (*RUNNING, MatterState.COMPLETED, MatterState.SUBMITTED, MatterState.CLOSING)
"""States in which somebody still has something to do."""
ON_THE_DOCKET = (*OPEN, MatterState.CLOSED, MatterState.SUSPENDED, MatterState.ENDED, MatterState.STANDING)
"""States of a matter that was docketed."""
SEEN_BY_BODIES = (*ON_THE_DOCKET, MatterState.CONSULTED)
"""States in which others than those who keep the office's matters may see one."""


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, acting: Acting) -> Self:
        """Matters whose audience includes whoever acts; the condition is one lookup in the audience table.

        A proposal is shown to those who keep the office's matters, and to others only while their opinion of it is asked for.
        """
        if acting.is_system and acting.office is None:
            return self
        seen = Audience.objects.filter(matter=models.OuterRef("pk"), who__in=audience_of(acting))
        rows = self.filter(models.Exists(seen), office_id=acting.office)
        return rows if may_keep(acting) else rows.filter(state__in=SEEN_BY_BODIES)

    def docketed(self) -> Self:
        return self.filter(state__in=ON_THE_DOCKET)

    def whole(self) -> Self:
        """What was decided; the parts to which a matter was split are no decisions of their own."""
        return self.filter(parent=None)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def overdue(self, *, on: dt.date) -> Self:
        """Matters that are not done though their due date has passed on a day."""
        return self.filter(state__in=RUNNING, due_on__lt=on)


class Matter(Subject):
    """``words`` is the decision as the source has it, or as a person worded it; ``origins`` says for each field where it is from.

    ``origins[field]`` is ``{"how": "text" | "duty" | "remembered" | "portfolio" | "convention" | "hand", …}``; ``text`` carries
    ``document``, ``start`` and ``end``, ``hand`` carries ``by`` and ``at``, a proposal carries ``because`` (the words that decided it)
    and ``sentence``. What nobody said has no entry. ``suggested`` is what the directory's duties propose for bodies the text does not
    name; it is an opinion, renewed while the matter is a proposal, and no part of the journal. ``yellow_from`` and ``red_from`` are the days on which the lamp changes.

    ``pending`` names what waits for an answer (``life.Pending``), ``asked_of`` who must give it where that is neither the lead nor the supervision
    office; ``chain`` are the steps of the close-out (销号程序) and ``signed`` how many are done. ``holder`` says for whom everybody waits now, under
    the names of ``Audience.who``, and ``held_since`` since when; both follow from the rest.

    ``due_on`` is the day that counts. ``original_due_on`` is the first one where it was moved since; ``agreed_on`` is the day that was granted to whoever
    asked too late: the matter stays overdue by ``due_on``.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="matters")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="会议"
    )
    source = models.CharField("来源", max_length=12, choices=Source.choices, default=Source.MEETING)
    state = models.CharField("状态", max_length=12, choices=MatterState.choices, default=MatterState.PROPOSED)
    sort = models.CharField("分类", max_length=8, choices=Sort.choices, default=Sort.CONCRETE)
    sort_reason = models.CharField("分类理由", max_length=120, blank=True)
    words = models.TextField("议定事项")
    topic = models.CharField("议题", max_length=300, blank=True)
    topic_at = models.PositiveSmallIntegerField("议题序号", null=True, blank=True)
    heading = models.CharField("出处", max_length=20, blank=True)
    position = models.PositiveIntegerField("文中顺序", default=0)
    lead = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_matters", verbose_name="牵头单位"
    )
    supporting: models.ManyToManyField[Body, Support] = models.ManyToManyField(
        Body, through="Support", related_name="supported_matters", blank=True
    )
    unresolved = models.CharField("原文所写单位", max_length=300, blank=True)
    leader = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="led_matters", verbose_name="牵头领导"
    )
    due_on = models.DateField("完成时限", null=True, blank=True)
    due_words = models.CharField("时限原文", max_length=80, blank=True)
    standard = models.CharField("办结标准", max_length=300, blank=True)
    remark = models.CharField("备注", max_length=300, blank=True)
    origins = models.JSONField("来历", default=dict)
    suggested = models.JSONField(default=dict)
    series = models.CharField("编号系列", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    code = models.CharField("督办编号", max_length=40, blank=True)
    spoken = models.CharField("简称", max_length=40, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="立项批次"
    )
    docketed_on = models.DateField("立项日期", null=True, blank=True)
    drop_reason = models.CharField("不立项理由", max_length=200, blank=True)
    into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入")
    progress = models.TextField("进展情况", blank=True)
    problems = models.TextField("存在问题及需协调事项", blank=True)
    reported_on = models.DateField("最近反馈", null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="分解自"
    )
    open_parts = models.PositiveSmallIntegerField("未办结分解项", default=0)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="承接"
    )
    frequency = models.CharField("反馈频次", max_length=12, choices=Frequency.choices, default=Frequency.ONCE)
    next_report_on = models.DateField("下次反馈", null=True, blank=True)
    acknowledged_on = models.DateField("签收日期", null=True, blank=True)
    original_due_on = models.DateField("原定时限", null=True, blank=True)
    agreed_on = models.DateField("逾期后同意延至", null=True, blank=True)
    pending = models.JSONField("等待答复", default=list)
    asked_of = models.CharField("由谁答复", max_length=24, blank=True)
    decided_by = models.CharField("督查认定人", max_length=64, blank=True)
    decided_on = models.DateField("督查认定日期", null=True, blank=True)
    chain = models.JSONField("销号程序", default=list)
    signed = models.PositiveSmallIntegerField("已办销号程序", default=0)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    look_back_on = models.DateField("回头看日期", null=True, blank=True)
    holder = models.CharField("现由谁办", max_length=24, blank=True)
    held_since = models.DateTimeField("自何时起", null=True, blank=True)
    yellow_from = models.DateField("黄灯起", null=True, blank=True)
    red_from = models.DateField("红灯起", null=True, blank=True)

    if TYPE_CHECKING:
        places: models.Manager[Place]

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ("meeting", "position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "series", "year", "number"],
                condition=Q(number__isnull=False),
                name="matters_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state", "due_on", "id"], name="matters_office_state_due"),
            models.Index(fields=["meeting", "position"], name="matters_meeting_order"),
            models.Index(fields=["office", "holder", "held_since"], name="matters_held_by"),
            models.Index(fields=["office", "next_report_on"], name="matters_report_due"),
            models.Index(fields=["office", "look_back_on"], name="matters_look_back"),
            models.Index(fields=["office", "closed_on"], name="matters_closed"),
        ]

    def __str__(self) -> str:
        return self.spoken or self.words[:40]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Support(models.Model):
    """A supporting body (配合单位) of a matter, in the order of the table; journalled with the matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="supports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["matter", "body"], name="matters_support_once")]

    def __str__(self) -> str:
        return f"{self.matter}: {self.body}"
