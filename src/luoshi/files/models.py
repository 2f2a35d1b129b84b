"""Files as the office knows them: a name given, a content by its digest, a label of confidentiality."""

from __future__ import annotations

from typing import Self

from django.db import models

from luoshi.bodies.models import Office
from luoshi.files.access import sight
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject


class Confidentiality(models.TextChoices):
    """What the paper says about itself. 秘密 and above never get here."""

    NONE = "none", "无"
    INTERNAL = "internal", "内部"
    WORK_SECRET = "work_secret", "工作秘密"


class FileQuerySet(models.QuerySet["File"]):
    def visible_to(self, acting: Acting) -> Self:
        """Files of one's office that one uploaded, keeps the papers of, or sees through what they are attached to."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office).filter(sight(acting))


class File(Subject):
    """One file as somebody handed it in. The same content handed in twice is two rows and one blob."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField("文件名", max_length=200)
    label = models.CharField("标识", max_length=12, choices=Confidentiality.choices, default=Confidentiality.NONE)
    uploaded_by = models.CharField(max_length=64, blank=True)
    uploaded_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-id")
        indexes = [models.Index(fields=["office", "sha256"], name="files_file_office_content")]

    def __str__(self) -> str:
        return self.name
