"""本单位审签: what a liaison prepared waits for the body's own leaders before it goes to the supervision office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from luoshi.bodies.models import Body, Office
from luoshi.files.models import File
from luoshi.journal.models import Subject
from luoshi.matters.models.matter import Matter
from luoshi.people.models import PostKind

if TYPE_CHECKING:
    from luoshi.journal.acting import Acting

STEPS = (PostKind.DEPUTY, PostKind.HEAD)
"""Who signs, in this order; the words are those of the posts."""


class DraftKind(models.TextChoices):
    """What a draft becomes once everybody has signed."""

    REPORT = "report", "进展反馈"
    COMPLETION = "completion", "办结申请"
    EXTENSION = "extension", "延期申请"


class DraftState(models.TextChoices):
    WAITING = "waiting", "审签中"
    RETURNED = "returned", "退回修改"
    SENT = "sent", "已报送"
    WITHDRAWN = "withdrawn", "已撤回"


class CountersigningQuerySet(models.QuerySet["Countersigning"]):
    def visible_to(self, acting: Acting) -> Self:
        """The settings of one's own bodies."""
        return self.filter(office_id=acting.office, body__in=acting.bodies)


class Countersigning(Subject):
    """Whether a body signs what it sends; without a row it does not."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    body = models.OneToOneField(Body, models.PROTECT, related_name="countersigning", verbose_name="单位")
    is_on = models.BooleanField("启用本单位审签", default=False)

    objects = CountersigningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.body}{'启用' if self.is_on else '未启用'}本单位审签"


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, acting: Acting) -> Self:
        """A draft is the body's own: the supervision office sees it only once it was sent, as what it became."""
        return self.filter(office_id=acting.office, body__in=acting.bodies)

    def waiting(self) -> Self:
        """Drafts that somebody of the body has still to sign or to correct."""
        return self.filter(state__in=(DraftState.WAITING, DraftState.RETURNED))


class Draft(Subject):
    """A report, completion or extension before it is sent. ``signed`` counts the steps of ``STEPS`` that are done.

    ``words`` is the progress, the result or the reason; ``day`` the day an extension asks for; ``reason`` why it was given back.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="单位")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="drafts", verbose_name="事项")
    kind = models.CharField("报送内容", max_length=12, choices=DraftKind.choices)
    state = models.CharField("状态", max_length=12, choices=DraftState.choices, default=DraftState.WAITING)
    words = models.TextField("内容")
    problems = models.TextField("存在问题及需协调事项", blank=True)
    said = models.CharField("进展状态", max_length=12, blank=True)
    day = models.DateField("申请延至", null=True, blank=True)
    evidence = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结依据")
    signed = models.PositiveSmallIntegerField("已审签", default=0)
    reason = models.CharField("退回理由", max_length=300, blank=True)
    prepared_by = models.CharField("拟稿人", max_length=64)
    since = models.DateTimeField("自何时起")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "body", "kind"],
                condition=Q(state__in=(DraftState.WAITING, DraftState.RETURNED)),
                name="matters_draft_one_waits",
            )
        ]
        indexes = [models.Index(fields=["body", "state", "since"], name="matters_draft_waits")]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_kind_display()}"

    @property
    def next_step(self) -> PostKind | None:
        """Who signs next; nobody once it was given back or sent."""
        return STEPS[self.signed] if self.state == DraftState.WAITING else None


class CountersignStep(models.Model):
    """One signature; ``entered_by`` is the liaison who entered it from a paper. Journalled with the draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="steps")
    step = models.CharField("审签", max_length=12, choices=PostKind.choices)
    signed_by = models.CharField("签字人", max_length=64)
    signed_on = models.DateField("签字日期")
    words = models.CharField("意见", max_length=300, blank=True)
    paper = models.CharField("所在文件", max_length=120, blank=True)
    entered_by = models.CharField("录入人", max_length=64, blank=True)
    signed_at = models.DateTimeField("录入时间")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.signed_by}"
