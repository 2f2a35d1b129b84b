"""Tables of the keys: one data key a data subject, wrapped by a master key that is not in the database."""

from __future__ import annotations

from django.db import models


class SubjectKey(models.Model):
    """The data key of one data subject. Destroying it makes everything encrypted under it unreadable, in the journal too.

    ``key_id`` stands in every envelope made with it. ``wrapped`` is an envelope under the master key ``master``; both are empty
    once the key is destroyed, while the row stays and says when that was.
    """

    subject_ref = models.CharField(max_length=80, unique=True)
    key_id = models.CharField(max_length=16, unique=True)
    master = models.CharField(max_length=40, blank=True, db_index=True)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at=None) | models.Q(master=""), name="keys_destroyed_key_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} of {self.subject_ref}"
