"""Who sees and does what with matters.

Those who keep the office's papers see all of them; a body sees what it leads or supports, a leader what is his, both once it is docketed.
"""

from __future__ import annotations

from luoshi.bodies.access import belongs
from luoshi.files.access import KEEPERS
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen

READERS = (*KEEPERS, "auditor", "head")
"""Roles that see every matter of their office."""


def may_keep(acting: Acting) -> bool:
    """Whether a page shows the buttons of the supervision office."""
    return acting.has(*KEEPERS)


def require_keeper(acting: Acting, office: int | None) -> None:
    """Raise ``Unseen`` for another office's matter, ``Denied`` for whoever is not of the supervision office."""
    if not belongs(acting, office):
        raise Unseen
    if not may_keep(acting):
        raise Denied("立项、交办和校核由督查室办理。需要更改时，请把意见告诉督查室。")


def audience_of(acting: Acting) -> list[str]:
    """The names under which whoever acts finds matters in the audience table."""
    if acting.has(*READERS):
        return [f"o:{acting.office}"]
    found = [f"b:{body}" for body in sorted(acting.bodies)]
    return [*found, f"p:{acting.post}"] if acting.post else found
