"""The table of what can be searched. Its index lies beside it: an FTS5 table on SQLite, a ``tsvector`` column on PostgreSQL."""

from __future__ import annotations

from django.db import models


class SearchRow(models.Model):
    """A part of what is searched of a subject: folded text, and whose it is. Long texts are several parts.

    Written by the operations that write the subject (``index.put``), in their transaction. It says nothing about who may see the
    subject: a search is always narrowed by the subject's own ``visible_to``.
    """

    office = models.BigIntegerField()
    subject_type = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=16)
    part = models.PositiveIntegerField(default=0)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_ref", "part"], name="searchtext_row_part"),
        ]
        # No index on the office: SQLite would walk it instead of the matches (m: 58 ms instead of 6 at 100,000 rows).

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_ref}/{self.part}"
