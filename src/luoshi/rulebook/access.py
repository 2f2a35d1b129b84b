"""Who may make rules. Reading them is everyone's."""

from __future__ import annotations

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen

KEEPERS = ("supervisor", "system_admin")
"""Roles that make the rules of their office."""


def may_keep(acting: Acting) -> bool:
    """Whether a page shows the buttons for making and ending rules."""
    return acting.has(*KEEPERS)


def require_keeper(acting: Acting, office: int) -> None:
    """Raise ``Unseen`` for another office's rules, ``Denied`` for those that may only be read."""
    if acting.office != office and not (acting.is_system and acting.office is None):
        raise Unseen
    if not may_keep(acting):
        raise Denied("规则由督查室维护。需要更改时，请把依据的文件交给督查室。")


def office_acted_in(acting: Acting) -> Office:
    """The office whose rules are shown; ``Unseen`` for who acts in none."""
    office = Office.objects.filter(pk=acting.office or 0).first()
    if office is None:
        raise Unseen
    return office
