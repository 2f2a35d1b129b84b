"""Tables of the journal: entries, seals, tokens of operations, and the access log."""

from __future__ import annotations

import secrets

from django.db import models

REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_ref() -> str:
    """A random name for URLs: 16 of 31 characters (79 bits), none of them easily mistaken for another."""
    return "".join(secrets.choice(REF_ALPHABET) for _ in range(16))


class Subject(models.Model):
    """A root row: something that has a chain in the journal.

    A concrete model adds ``office`` (or stands on the house test's list with its reason). ``seq`` and ``head`` are number and
    hash of the last entry of its chain, so the row that is locked first also says where the chain goes on.
    """

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    seq = models.PositiveIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        abstract = True

    @property
    def subject_type(self) -> str:
        return self._meta.label_lower

    @property
    def journal_office(self) -> int | None:
        """The primary key of the office whose journal this belongs to; ``None`` for what serves the whole installation."""
        return getattr(self, "office_id", None)


class Event(models.Model):
    """One entry. ``payload`` is the canonical JSON exactly as hashed; there are no foreign keys, so nothing can cascade here."""

    office = models.BigIntegerField(null=True, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=16)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    payload = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    seal = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_ref", "seq"], name="journal_event_chain"),
        ]
        indexes = [
            models.Index(fields=["seal", "id"], name="journal_event_seal"),
            models.Index(fields=["office", "id"], name="journal_event_office"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_ref}#{self.seq} {self.kind}"


class Seal(models.Model):
    """The Merkle root of the entries since the seal before, chained and authenticated with a key outside the database."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number}"


class Token(models.Model):
    """An operation already done: the same token again returns the first result (double click, retried request).

    ``office`` is 0 for what serves the whole installation, so that the pair stays unique.
    """

    office = models.BigIntegerField(default=0)
    token = models.CharField(max_length=64)
    operation = models.CharField(max_length=60)
    result = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "token"], name="journal_token_once"),
        ]
        indexes = [models.Index(fields=["at"], name="journal_token_at")]

    def __str__(self) -> str:
        return f"{self.operation} {self.token}"


class AccessAct(models.TextChoices):
    SIGNED_IN = "signed_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    SIGNED_OUT = "signed_out", "退出"
    LOCKED = "locked", "账号锁定"
    REFUSED = "refused", "操作被拒绝"
    EXPORTED = "exported", "导出"
    LOOKED = "looked", "查看敏感信息"


class AccessEntry(models.Model):
    """The access log: refusals, sign-ins, exports and looks at sensitive fields; kept at least six months (网络安全法第二十一条)."""

    office = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=20, choices=AccessAct.choices)
    account = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    through = models.CharField(max_length=10, blank=True)
    operation = models.CharField(max_length=60, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_ref = models.CharField(max_length=16, blank=True)
    detail = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["office", "-at"], name="journal_access_office"),
            models.Index(fields=["at"], name="journal_access_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.name}"
