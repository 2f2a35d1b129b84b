"""Meetings: which one it was, and the texts that report it."""

from __future__ import annotations

from typing import Self

from django.db import models

from luoshi.bodies.models import Office
from luoshi.documents.models import Document
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject


class MeetingKind(models.TextChoices):
    """Kinds as the reader tells them; ``short`` is the word a spoken number begins with."""

    EXECUTIVE = "executive", "常务会议"
    PLENARY = "plenary", "全体会议"
    MAYOR_OFFICE = "mayor_office", "办公会议"
    THEMATIC = "thematic", "专题会议"
    PARTY_GROUP = "party_group", "党组会议"
    WORK_CONFERENCE = "work_conference", "工作会议"
    OTHER = "other", "会议"

    @property
    def short(self) -> str:
        return str(self.label).removesuffix("议")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, acting: Acting) -> Self:
        """What a meeting of the office decided is open to everyone of the office; its texts have their own access."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class Meeting(Subject):
    """One meeting. Everything else about it (who sat, the topics) is read from the text that is its basis."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="meetings")
    name = models.CharField("会议名称", max_length=120)
    kind = models.CharField("会议类型", max_length=16, choices=MeetingKind.choices, default=MeetingKind.OTHER)
    organ = models.CharField("召开机关", max_length=60, blank=True)
    term = models.PositiveSmallIntegerField("届", null=True, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("次", null=True, blank=True)
    held_on = models.DateField("召开日期", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-id")
        indexes = [
            models.Index(fields=["office", "-held_on", "-id"], name="meetings_office_newest"),
            models.Index(fields=["office", "kind", "number"], name="meetings_office_number"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """常务会47: what people call it, and what the spoken numbers of its matters begin with."""
        kind = MeetingKind(self.kind).short
        if self.number is not None:
            return f"{kind}{self.number}"
        return f"{kind}{self.held_on:%m%d}" if self.held_on else kind


class MeetingText(models.Model):
    """A document that reports the meeting: one part of it where a file holds several meetings. Journalled with the meeting.

    The ``basis`` is the text that matters rest on: the minutes where there are any.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="texts")
    document = models.ForeignKey(Document, models.PROTECT, related_name="meeting_texts")
    part = models.PositiveSmallIntegerField(default=0)
    is_basis = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["document", "part"], name="meetings_text_of_one_meeting"),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(is_basis=True), name="meetings_text_one_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.document}"
