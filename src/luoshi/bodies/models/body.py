"""Bodies: departments, townships, public institutions … with their names, duties and successors over time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from luoshi.bodies.models.dated import Dated, DatedQuerySet, ordered_dates
from luoshi.bodies.models.jurisdiction import Jurisdiction
from luoshi.bodies.models.office import Office
from luoshi.journal.models import Subject

if TYPE_CHECKING:
    from luoshi.journal.acting import Acting


class BodyKind(models.TextChoices):
    """Kinds in the order in which lists group them."""

    GOVERNMENT = "government", "本级政府"
    DEPARTMENT = "department", "政府工作部门"
    COORDINATION = "coordination", "议事协调机构办公室"
    AGENCY = "agency", "派出机构"
    TOWNSHIP = "township", "乡镇（街道）"
    INSTITUTION = "institution", "事业单位"
    VERTICAL = "vertical", "垂直管理单位"
    ENTERPRISE = "enterprise", "国有企业"
    PARTY = "party", "党委部门"
    CONGRESS = "congress", "人大、政协机关"
    JUDICIAL = "judicial", "监察、司法机关"
    MASS = "mass", "群团组织"
    SECTION = "section", "内设机构"


class NameKind(models.TextChoices):
    FULL = "full", "全称"
    SHORT = "short", "规范简称"
    ALIAS = "alias", "别名"


class SuccessionKind(models.TextChoices):
    MERGED = "merged", "并入"
    SPLIT = "split", "分设"


class BodyQuerySet(models.QuerySet["Body"]):
    def visible_to(self, acting: Acting) -> Self:
        """The directory of an office is open to everyone of that office and to nobody else."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)

    def existing(self, on: dt.date) -> Self:
        """Bodies that exist on a day."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=on), Q(closed_on=None) | Q(closed_on__gt=on))


class Body(Subject):
    """A body of an office's directory. ``name`` and ``short_name`` are the present ones; all of them, with their days, are in ``names``.

    ``closed_on`` is the first day on which it does not exist any more. Bodies, posts and people are listed by ``protocol_order``,
    never by their characters.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="bodies")
    kind = models.CharField("类别", max_length=12, choices=BodyKind.choices)
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("规范简称", max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级（主管）单位"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="所属区划"
    )
    protocol_order = models.PositiveIntegerField("排序", default=1000)
    phone = models.CharField("办公电话", max_length=120, blank=True)
    address = models.CharField("办公地址", max_length=120, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("protocol_order", "id")
        indexes = [models.Index(fields=["office", "protocol_order", "id"], name="bodies_body_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="bodies_body_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def exists(self, on: dt.date) -> bool:
        return (self.opened_on is None or self.opened_on <= on) and (self.closed_on is None or self.closed_on > on)


class BodyNameQuerySet(DatedQuerySet["BodyName"]):
    """Names, asked for by a day."""


class DutyQuerySet(DatedQuerySet["Duty"]):
    """Duties, asked for by a day."""


class BodyName(Dated):
    """A name that a body bears or bore. ``key`` is the name as ``names.Naming`` compares it; it is journalled with the body."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    name = models.CharField("名称", max_length=80)
    key = models.CharField(max_length=80)
    kind = models.CharField("名称类别", max_length=8, choices=NameKind.choices)

    objects = BodyNameQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["office", "key"], name="bodies_name_key")]
        constraints = [ordered_dates("bodies_name_dates")]

    def __str__(self) -> str:
        return self.name


class Duty(Dated):
    """One duty (职责) in the words of the office, with the keywords by which work finds its body; journalled with the body.

    ``keywords`` are parted by 、; ``position`` is the place in the body's list of duties.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="duties")
    position = models.PositiveSmallIntegerField("序号")
    text = models.TextField("职责")
    keywords = models.TextField("关键词", blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [ordered_dates("bodies_duty_dates")]

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> list[str]:
        return [word for word in self.keywords.split("、") if word]


class Succession(models.Model):
    """A body took over another one, wholly or in part, from a day on; journalled with the predecessor."""

    predecessor = models.ForeignKey(Body, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Body, models.PROTECT, related_name="origins")
    kind = models.CharField("方式", max_length=8, choices=SuccessionKind.choices)
    on = models.DateField("自")

    class Meta:
        ordering = ("on", "id")
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="bodies_succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
