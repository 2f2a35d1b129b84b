"""The tree of divisions (GB/T 2260, GB/T 10114 and the statistical codes below them), each with the days on which it holds."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from luoshi.bodies.models.dated import Dated, DatedQuerySet, ordered_dates
from luoshi.journal.models import Subject


class JurisdictionKind(models.TextChoices):
    """The level; the number of digits of its code is in ``digits``."""

    PROVINCE = "province", "省（自治区、直辖市）"
    PREFECTURE = "prefecture", "市（州、盟、地区）"
    COUNTY = "county", "县（市、区、旗）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"

    @property
    def digits(self) -> int:
        """Digits that distinguish this level: 2, 4, 6 (GB/T 2260), 9 (GB/T 10114), 12 (statistical code)."""
        return _DIGITS[self]


_DIGITS = {
    JurisdictionKind.PROVINCE: 2,
    JurisdictionKind.PREFECTURE: 4,
    JurisdictionKind.COUNTY: 6,
    JurisdictionKind.TOWNSHIP: 9,
    JurisdictionKind.VILLAGE: 12,
}


class JurisdictionQuerySet(DatedQuerySet["Jurisdiction"]):
    def under(self, code: str) -> Self:
        """The division with this code and everything below it, by its distinguishing digits."""
        return self.filter(code__startswith=significant(code))


def significant(code: str) -> str:
    """A code without the zeros that only fill it up to six digits: 530000 → 53, 532300 → 5323, 532301 → 532301."""
    if len(code) != 6:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


class Jurisdiction(Subject, Dated):
    """One division under one code. It is state data and has no office: every office of an installation sees the same tree.

    A code is taken over by another division at most after the first one ended; a region is never derived from any other number
    (credit codes keep codes of divisions that are gone).
    """

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("层级", max_length=12, choices=JurisdictionKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级区划"
    )

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        ordering = ("code", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="bodies_jurisdiction_one_present"
            ),
            ordered_dates("bodies_jurisdiction_dates"),
        ]

    def __str__(self) -> str:
        return self.name

    def present(self, on: dt.date) -> list[Jurisdiction]:
        """What has become of it by a day: itself while it holds, else the divisions that took it over, through any number of steps."""
        found: list[Jurisdiction] = []
        waiting, seen = [self], {self.pk}
        while waiting:
            division = waiting.pop(0)
            if division.holds(on):
                found.append(division)
                continue
            for step in division.successions.filter(on__lte=on).select_related("successor"):
                if step.successor_id not in seen:
                    seen.add(step.successor_id)
                    waiting.append(step.successor)
        return found


class JurisdictionSuccession(models.Model):
    """One division took over another, wholly or in part, from a day on; it is journalled with the predecessor."""

    predecessor = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="origins")
    on = models.DateField("自")

    class Meta:
        ordering = ("on", "id")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="bodies_jurisdiction_succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
