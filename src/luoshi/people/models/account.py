"""Accounts and the roles they hold. An account is not a person: a person may have none or several."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from luoshi.bodies.models import Body, Dated, DatedQuerySet, Office
from luoshi.bodies.models.dated import ordered_dates
from luoshi.journal.models import Subject
from luoshi.people.models.directory import Person

if TYPE_CHECKING:
    from luoshi.journal.acting import Acting


class Role(models.TextChoices):
    """What an account may do in an office. The first three are kept apart at level 3 (等保三级)."""

    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"
    SUPERVISOR = "supervisor", "督查室"
    CLERK = "clerk", "督查室经办人"
    LIAISON = "liaison", "联络员"
    SECTION = "section", "股室"
    LEADER = "leader", "分管领导"
    HEAD = "head", "主要领导"
    TOWNSHIP = "township", "乡镇（街道）"


ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, acting: Acting) -> Self:
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)


class AccountManager(BaseUserManager["Account"]):
    """Lookups of the sign-in; accounts are made by ``operations.open_account`` only."""

    def get_queryset(self) -> AccountQuerySet:
        return AccountQuerySet(self.model, using=self._db)

    def visible_to(self, acting: Acting) -> AccountQuerySet:
        return self.get_queryset().visible_to(acting)


class Account(Subject, AbstractBaseUser):
    """A login. Password, second factor and counters of failed attempts never enter the journal."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="accounts")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name="人员"
    )
    login = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    totp_secret = models.TextField(blank=True)
    totp_step = models.BigIntegerField(default=0)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("login",)

    def __str__(self) -> str:
        return f"{self.name}（{self.login}）"

    def locked(self, at: dt.datetime) -> bool:
        """Whether sign-in is barred at a moment after too many failures."""
        return self.locked_until is not None and self.locked_until > at


class RoleGrant(Subject, Dated):
    """An account holds a role from a day to a day; ``body`` says for which body a liaison, section or township answers."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="grants", verbose_name="账号")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位")

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [ordered_dates("people_role_grant_dates")]

    def __str__(self) -> str:
        return f"{self.account} {self.get_role_display()}"


class SignedInSession(models.Model):
    """A session in use, so that idle, absolute and concurrent limits can be kept and a session ended from outside."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions_in_use")
    key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "started_at"], name="people_session_account")]

    def __str__(self) -> str:
        return f"{self.account} {self.started_at:%Y-%m-%d %H:%M}"


class SignInAttempt(models.Model):
    """A failed attempt, by login and address, for the limit on how often one may try."""

    login = models.CharField(max_length=40)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="people_attempt_address"),
            models.Index(fields=["at"], name="people_attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.login} {self.at:%Y-%m-%d %H:%M}"


class PastPassword(models.Model):
    """The hash of a password used before, kept as long as the policy forbids using it again."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.account} {self.at:%Y-%m-%d}"


class Profile(models.TextChoices):
    ONE_CLERK = "one_clerk", "单人模式"
    LEVEL_3 = "level_3", "等保三级模式"


class Installation(Subject):
    """The one row that says how this installation is run; made by the first operation that needs it."""

    profile = models.CharField("安全模式", max_length=12, choices=Profile.choices, default=Profile.ONE_CLERK)

    def __str__(self) -> str:
        return self.get_profile_display()
