"""The security profiles as data: every value with its source and grade."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from luoshi.people.models import Installation, Profile

LABELS = {
    "password_length": "密码最短长度",
    "password_classes": "密码须含字符种类数（大写、小写、数字、符号）",
    "password_history": "不得重复使用最近几次的密码",
    "password_days": "密码有效天数（0 为不限）",
    "second_factor": "登录须第二重验证（动态口令）",
    "lock_after": "连续输错几次后锁定账号",
    "lock_minutes": "锁定分钟数",
    "tries_per_address": "同一地址 10 分钟内可输错次数",
    "idle_minutes": "无操作多少分钟后须重新登录",
    "absolute_hours": "登录多少小时后须重新登录",
    "concurrent": "同一账号可同时登录的处数（0 为不限）",
    "separate_administrators": "系统、安全、审计三类管理员须分设",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a profile as a page shows it."""

    key: str
    value: int | bool
    grade: str
    source: str

    @property
    def label(self) -> str:
        return LABELS[self.key]

    @property
    def shown(self) -> str:
        return ("是" if self.value else "否") if isinstance(self.value, bool) else str(self.value)

    @property
    def basis(self) -> str:
        return self.source or "系统缺省值，无依据"


@dataclass(frozen=True, slots=True)
class Policy:
    """A profile: what it demands, and what it leaves unprotected."""

    profile: Profile
    title: str
    says: str
    lacks: tuple[str, ...]
    settings: dict[str, Setting]

    def number(self, key: str) -> int:
        return int(self.settings[key].value)

    def demands(self, key: str) -> bool:
        return bool(self.settings[key].value)


@cache
def policy(profile: str) -> Policy:
    """The policy of a profile."""
    table: dict[str, Any] = tomllib.loads(
        (files("luoshi.people.accounts") / "profiles.toml").read_text(encoding="utf-8")
    )[profile]
    settings = {key: Setting(key, **row) for key, row in table["values"].items()}
    return Policy(Profile(profile), table["title"], table["says"], tuple(table["lacks"]), settings)


def installation() -> Installation | None:
    """The installation's row, once there is one."""
    return Installation.objects.first()


def current_policy() -> Policy:
    """The policy in force; without a row that of one clerk."""
    row = installation()
    return policy(row.profile if row else Profile.ONE_CLERK)
