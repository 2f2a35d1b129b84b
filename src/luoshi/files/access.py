"""Who may see a file, and who may hand one in.

A file has no audience of its own: it is seen by who sees what it is attached to. The apps further right say so with
``grants_sight``; without them a file is seen by who uploaded it and by those who keep the office's papers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.db.models import Q

from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen

KEEPERS = ("supervisor", "clerk")
"""Roles that see all papers of their office."""
Sight: TypeAlias = Callable[[Acting], Q]
_sights: list[Sight] = []


def grants_sight(rule: Sight) -> Sight:
    """Register which files someone sees through what they are attached to, as a condition on ``File``."""
    _sights.append(rule)
    return rule


def sight(acting: Acting) -> Q:
    """The condition that the files of one's office must fulfil to be seen."""
    if acting.has(*KEEPERS):
        return Q()
    condition = Q(uploaded_by=acting.account) if acting.account else Q(pk__in=())
    for rule in _sights:
        condition |= rule(acting)
    return condition


def require_uploader(acting: Acting, office: int | None) -> None:
    """Raise ``Unseen`` for another office; the auditor only reads."""
    if acting.office != office and not (acting.is_system and acting.office is None):
        raise Unseen
    if acting.roles == {"auditor"}:
        raise Denied("审计管理员只能查看，不能上传文件。")
