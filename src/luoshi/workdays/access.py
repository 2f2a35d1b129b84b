"""Who may keep the calendar. Reading it is everyone's."""

from __future__ import annotations

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen

KEEPERS = ("supervisor", "clerk", "system_admin")
"""Roles that keep the calendar of their office."""


def may_keep(acting: Acting) -> bool:
    """Whether a page shows the buttons for entering and withdrawing notices."""
    return acting.has(*KEEPERS)


def may_keep_for_all(acting: Acting) -> bool:
    """Whether the calendar of every office here may be changed at once."""
    return acting.has("system_admin")


def require_keeper(acting: Acting, office: int | None) -> None:
    """Raise ``Unseen`` for another office's calendar, ``Denied`` for one that may only be read."""
    if office is None:
        if not may_keep_for_all(acting):
            raise Denied("适用于所有办公机构的日历由系统管理员维护。您可以只为本单位录入。")
        return
    if acting.office != office and not (acting.is_system and acting.office is None):
        raise Unseen
    if not may_keep(acting):
        raise Denied("工作日历由督查室维护。需要更改时，请把通知交给督查室。")


def office_acted_in(acting: Acting) -> Office:
    """The office whose calendar is shown; ``Unseen`` for who acts in none."""
    office = Office.objects.filter(pk=acting.office or 0).first()
    if office is None:
        raise Unseen
    return office
