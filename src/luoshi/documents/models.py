"""What was handed in, what was read in it and by which version of the reader, and what people corrected."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Self

from django.db import models

from jiyao.text import Place, Text
from luoshi.bodies.models import Office
from luoshi.files.models import Confidentiality, File
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject

NUL_SHOWN = "\u2400"
"""PostgreSQL refuses U+0000; the database keeps it as the sign for it, one for one, so that offsets stay true."""


class DocumentKind(models.TextChoices):
    """What a text of a meeting is. The minutes come before the communiqué as the basis of matters."""

    COMMUNIQUE = "communique", "通稿"
    MINUTES = "minutes", "纪要"
    TASK_TABLE = "task_table", "分解表"
    NOTICE = "notice", "督办通知"
    SPEECH = "speech", "讲话"
    OTHER = "other", "其他"


class DocumentState(models.TextChoices):
    RECEIVED = "received", "待研读"
    READING = "reading", "正在研读"
    READ = "read", "已研读"
    FAILED = "failed", "没有读成"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, acting: Acting) -> Self:
        """The papers of one's own office, as far as one sees their files."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office, file__in=File.objects.visible_to(acting))


class Document(Subject):
    """A text as received. ``text`` is the very string that offsets count; ``file`` keeps the bytes it came in."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="documents")
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name="文件")
    title = models.CharField("标题", max_length=200)
    kind = models.CharField("文种", max_length=12, choices=DocumentKind.choices, default=DocumentKind.OTHER)
    text = models.TextField("全文")
    places = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    is_task_table = models.BooleanField(default=False)
    state = models.CharField("研读", max_length=8, choices=DocumentState.choices, default=DocumentState.RECEIVED)
    received_at = models.DateTimeField("收到时间")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["office", "-id"], name="documents_office_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_internal(self) -> bool:
        """Whether it is 内部 or 工作秘密: never published, never sent through outside channels."""
        return self.file.label != Confidentiality.NONE

    @property
    def kind_words(self) -> str:
        """What the text is; empty where nobody has said so yet, for the reader has not seen it."""
        unsaid = self.kind == DocumentKind.OTHER and self.state in (DocumentState.RECEIVED, DocumentState.READING)
        return "" if unsaid else str(self.get_kind_display())

    @cached_property
    def as_text(self) -> Text:
        """The text as the reader takes it."""
        return Text(
            self.text,
            name=self.file.name,
            media_type=self.file.media_type,
            sha256=self.file.sha256,
            places=tuple(Place(start, label) for start, label in self.places),
            remarks=tuple(self.remarks),
            is_task_table=self.is_task_table,
        )


class StoredReading(models.Model):
    """What one version of the reader read of one meeting in a document; it is never changed. ``payload`` is the contract's JSON."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    part = models.PositiveSmallIntegerField()
    reader = models.CharField("研读程序版本", max_length=20)
    payload = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("document", "-id")
        constraints = [
            models.UniqueConstraint(fields=["document", "reader", "part"], name="documents_reading_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.part} ({self.reader})"

    @property
    def data(self) -> dict[str, Any]:
        return dict(json.loads(self.payload))


class Correction(models.Model):
    """What a person says of a stretch of the text, against or beyond the reader; journalled with the document.

    It is keyed by field and span, so that it holds for every reading of the document, also later ones. ``value`` has the shape that
    ``corrected`` describes for the field. One that was taken back stays, with the moment.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=24)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = models.JSONField(default=dict)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["document", "field", "start", "end"],
                condition=models.Q(withdrawn_at=None),
                name="documents_correction_one_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.start}–{self.end}"


class RememberedChoice(models.Model):
    """Words and the body a clerk gave them to; what the next proposal learns from. Journalled with the matter."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    words = models.TextField()
    body = models.ForeignKey("bodies.Body", models.PROTECT, related_name="+")
    role = models.CharField(max_length=8)
    subject_ref = models.CharField(max_length=16)
    made_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["subject_ref", "body", "role"], name="documents_choice_once_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.role}: {self.words[:20]}"
