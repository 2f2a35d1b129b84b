"""Who sees which matter: kept by the operations, so that a list asks one index."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from luoshi.matters.models.matter import Matter  # noqa: F401 - what the key points at


class Audience(models.Model):
    """One matter in one desk's list. ``who`` is ``o:<office>`` for those who keep the office's matters, ``b:<body>`` for a body,
    ``p:<post>`` for a leader.

    The dates repeat the matter's (``NO_DUE`` where it has none, so that every database puts it last) and ``open`` says whether its lamp
    is lit: docketed and not done yet. ``luoshi matters verify`` rebuilds and compares.
    """

    matter = models.ForeignKey("Matter", models.CASCADE, related_name="audience")
    who = models.CharField(max_length=24)
    due_on = models.DateField()
    open = models.BooleanField()
    yellow_from = models.DateField()
    red_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "matter"], name="matters_audience_once")]
        indexes = [
            models.Index(fields=["who", "open", "due_on", "matter"], name="matters_audience_due"),
            models.Index(fields=["who", "due_on", "matter"], name="matters_audience_every"),
            models.Index(fields=["who", "open", "yellow_from", "red_from"], name="matters_audience_lamp"),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.matter_id}"


NO_DUE = dt.date(9999, 12, 31)
"""Stands for “no due date” where lists are ordered by it."""
