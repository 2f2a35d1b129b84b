"""Offices: who uses this installation."""

from __future__ import annotations

from django.db import models

from luoshi.journal.models import Subject


class Office(Subject):
    """An office that this installation serves; rules, calendars, document styles and roles resolve office → parents → state.

    ``parent`` is the office of the level above, where that is served here too. The state itself is no row: what holds everywhere
    has no office. The office is its own subject in the journal.
    """

    name = models.CharField("办公机构名称", max_length=80)
    short_name = models.CharField("规范简称", max_length=30, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    jurisdiction_code = models.CharField("区划代码", max_length=12, blank=True)
    protocol_order = models.PositiveIntegerField("排序", default=1000)

    class Meta:
        ordering = ("protocol_order", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def journal_office(self) -> int | None:
        return self.pk

    def line(self) -> list[Office]:
        """The office and those above it, nearest first; the order in which dated data is resolved before the state's."""
        found: list[Office] = []
        office: Office | None = self
        while office is not None and office not in found:
            found.append(office)
            office = office.parent
        return found
