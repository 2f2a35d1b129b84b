"""The ledger (督办台账) that an office kept before: the shape of its table, and the row from which each matter was taken over."""

from __future__ import annotations

from typing import Self

from django.db import models

from luoshi.bodies.models import Office
from luoshi.files.models import File
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject
from luoshi.matters.models.matter import Matter


class LedgerShapeQuerySet(models.QuerySet["LedgerShape"]):
    def visible_to(self, acting: Acting) -> Self:
        """The ledgers of one's own office."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class LedgerShape(Subject):
    """One table that was taken over. ``columns`` are ``{"title", "key", "place"}`` in their order; a column without a key is carried
    along as it is.

    ``file`` is what it was last read from, ``number`` and ``sheet`` which table of it; ``title`` are the words above its header.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.CharField("台账", max_length=120)
    title = models.CharField("标题", max_length=120, blank=True)
    sheet = models.CharField("工作表", max_length=120, blank=True)
    number = models.PositiveIntegerField("第几张表", default=0)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    columns = models.JSONField("表头", default=list)
    taken_at = models.DateTimeField("接管时间")

    objects = LedgerShapeQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["office", "-id"], name="matters_ledger_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def titles(self) -> list[str]:
        return [str(column["title"]) for column in self.columns]


class LedgerRow(models.Model):
    """A row of a ledger: the matter, where it stood, and its cells by title as they were last read; journalled with the matter.

    ``told`` is the progress as it was understood: where several bodies wrote their own, each under its name.
    """

    shape = models.ForeignKey(LedgerShape, models.CASCADE, related_name="rows")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ledger_rows")
    place = models.PositiveIntegerField("行")
    section = models.CharField("分节", max_length=120, blank=True)
    cells = models.JSONField("原文", default=dict)
    told = models.TextField("进展", blank=True)

    class Meta:
        ordering = ("shape", "place", "id")
        constraints = [models.UniqueConstraint(fields=["shape", "matter"], name="matters_ledger_row_once")]

    def __str__(self) -> str:
        return f"{self.shape} {self.place}"
