"""Where a matter stands in the texts of its meeting, and where those texts differ."""

from __future__ import annotations

from django.db import models

from luoshi.documents.models import Document
from luoshi.matters.models.matter import Matter


class Place(models.Model):
    """A stretch of a document from which a matter comes; journalled with the matter.

    A merged matter keeps the places of its parts. ``is_basis`` marks those in the text that is the basis of the meeting;
    ``vanished`` says that the newest reading no longer finds an action there. ``said`` is what this text says of the matter's fields,
    as plain values: only where a text changes its word is anything asked of a person.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="places")
    document = models.ForeignKey(Document, models.PROTECT, related_name="matter_places")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    is_basis = models.BooleanField(default=True)
    vanished = models.BooleanField(default=False)
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["document", "start"], name="matters_place_document")]

    def __str__(self) -> str:
        return f"{self.document} {self.start}–{self.end}"

    @property
    def words(self) -> str:
        return self.document.text[self.start : self.end]


class Difference(models.Model):
    """A field of a matter for which a later text (or a later reading) says something else; a person decides.

    ``ours`` and ``theirs`` are what the page shows; ``value`` is what the field takes when ``theirs`` is chosen.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="differences")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    field = models.CharField("字段", max_length=12)
    ours = models.TextField("现为", blank=True)
    theirs = models.TextField("新文本为", blank=True)
    value = models.JSONField(default=dict)
    decided = models.CharField(
        "决定", max_length=6, blank=True, choices=[("", "待定"), ("ours", "保持现状"), ("theirs", "采用新文本")]
    )
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "document", "field"],
                condition=models.Q(decided=""),
                name="matters_difference_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.field}"
