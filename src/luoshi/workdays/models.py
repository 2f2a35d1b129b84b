"""Notices on days off that were entered here: next year's calendar, changes to it, and local holidays."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Self

from django.db import models

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import canonical
from luoshi.journal.models import Subject
from luoshi.workdays.tables import Holiday, Table


class NoticeKind(models.TextChoices):
    YEAR = "year", "国家全年放假安排"
    CHANGE = "change", "国家临时调整"
    LOCAL = "local", "地方放假安排"


def holidays_as_kept(holidays: Iterable[Holiday]) -> str:
    """Holidays as the column ``holidays`` keeps them."""
    return canonical([holiday.as_dict() for holiday in holidays])


class HolidayNoticeQuerySet(models.QuerySet["HolidayNotice"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those an office goes by: its own, those of the offices above it, and those for every office."""
        if acting.is_system and acting.office is None:
            return self
        office = Office.objects.filter(pk=acting.office or 0).first()
        return self.governing(office)

    def governing(self, office: Office | None) -> Self:
        """What the calendar of an office is made of; for no office, what holds for every office."""
        line = [above.pk for above in office.line()] if office is not None else []
        return self.filter(models.Q(office=None) | models.Q(office__in=line))

    def standing(self) -> Self:
        return self.filter(void=False)


class HolidayNotice(Subject):
    """A notice as entered: the text as it was pasted, and the days that were read from it and confirmed.

    ``office`` is whose calendar it changes; ``None`` for every office here. A notice entered by mistake becomes ``void`` and stays.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="holiday_notices", verbose_name="办公机构"
    )
    kind = models.CharField("类别", max_length=6, choices=NoticeKind.choices)
    year = models.PositiveSmallIntegerField("年份")
    title = models.CharField("通知标题", max_length=120)
    number = models.CharField("文号", max_length=40, blank=True)
    text = models.TextField("通知原文")
    holidays = models.TextField("放假和上班的日子")
    void = models.BooleanField("已撤回", default=False)

    objects = HolidayNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "id")
        indexes = [models.Index(fields=["office", "void"], name="workdays_notice_office")]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title

    def stretches(self) -> tuple[Holiday, ...]:
        """The holidays as read and confirmed."""
        return tuple(Holiday.from_dict(item) for item in json.loads(self.holidays))

    def table(self) -> Table:
        """What this notice adds to a calendar."""
        covers = self.year if self.kind == NoticeKind.YEAR else None
        return Table(self.source, self.stretches(), covers=covers, local=self.kind == NoticeKind.LOCAL)
