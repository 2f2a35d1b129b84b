"""A filter of the list that somebody keeps under a name (常用筛选)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.models import Subject
from luoshi.people.models import Account

QUERY = 1_000
"""The longest query that is kept, in characters."""


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, acting: Acting) -> Self:
        """One's own, and those that the supervision office shares with everybody of its office; what was deleted is gone."""
        rows = self.filter(removed_at=None)
        if acting.is_system and acting.office is None:
            return rows
        return rows.filter(Q(account__login=acting.account) | Q(shared=True), office_id=acting.office)


class SavedView(Subject):
    """``query`` is what stands behind the question mark of the list's address, without its page; ``is_default`` opens the list for its owner."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="saved_views")
    account = models.ForeignKey(Account, models.PROTECT, related_name="saved_views", verbose_name="谁的")
    name = models.CharField("名称", max_length=20)
    query = models.CharField("条件", max_length=QUERY)
    shared = models.BooleanField("全办共用", default=False)
    is_default = models.BooleanField("打开清单时先看", default=False)
    removed_at = models.DateTimeField("删除时间", null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("-shared", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(is_default=True, removed_at=None), name="matters_saved_view_one_default"
            ),
            models.UniqueConstraint(
                fields=["account", "name"], condition=Q(removed_at=None), name="matters_saved_view_named_once"
            ),
        ]
        indexes = [models.Index(fields=["office", "shared"], name="matters_saved_view_shared")]

    def __str__(self) -> str:
        return self.name
