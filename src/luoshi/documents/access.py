"""Who takes in texts and corrects what was read: those who keep the office's papers."""

from __future__ import annotations

from luoshi.bodies.access import belongs
from luoshi.files.access import KEEPERS
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen


def may_keep(acting: Acting) -> bool:
    """Whether a page shows the buttons for taking in and correcting."""
    return acting.has(*KEEPERS)


def require_keeper(acting: Acting, office: int | None) -> None:
    """Raise ``Unseen`` for another office's papers, ``Denied`` for whoever only reads."""
    if not belongs(acting, office):
        raise Unseen
    if not may_keep(acting):
        raise Denied("来文和会议由督查室登记、校核。需要更改时，请把意见告诉督查室。")
