"""Who may keep the directory. Reading it is a matter of ``visible_to`` on the querysets."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen

M = TypeVar("M", bound=models.Model)

KEEPERS = ("system_admin", "directory", "supervisor", "clerk")
"""Roles that keep the directory of their office."""


def belongs(acting: Acting, office: int | None) -> bool:
    """Whether a row of an office is of the office acted in; the house itself acts in all where it names none."""
    return acting.office == office or (acting.is_system and acting.office is None)


def may_keep(acting: Acting) -> bool:
    """Whether a page shows the buttons for changing the directory."""
    return acting.has(*KEEPERS)


def require_keeper(acting: Acting, office: int | None) -> None:
    """Raise ``Unseen`` for another office's row, ``Denied`` for one's own that one may only read."""
    if not belongs(acting, office):
        raise Unseen
    if not may_keep(acting):
        raise Denied("机构和人员名录由督查室维护。需要更改时，请把要改的内容告诉督查室。")


def may_keep_divisions(acting: Acting) -> bool:
    """Divisions are the same for every office here, so only the system administrator changes them."""
    return acting.has("system_admin")


def require_divisions_keeper(acting: Acting) -> None:
    """Raise ``Denied`` for everyone else."""
    if not may_keep_divisions(acting):
        raise Denied("区划由系统管理员维护，所有办公机构共用。")


def seen(rows: models.QuerySet[M], ref: str) -> M:
    """The row with this ref among those that may be seen, else ``Unseen``."""
    row = rows.filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row
