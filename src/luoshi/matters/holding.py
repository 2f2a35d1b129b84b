"""Who holds a matter now: for whom everybody else waits. A pure function of the row; ``changing`` stores what it says."""

from __future__ import annotations

from luoshi.matters.life import Pending
from luoshi.matters.models import Matter, MatterState

_OFFICE = frozenset(
    {
        MatterState.PROPOSED,
        MatterState.CONSULTED,
        MatterState.DOCKETED,
        MatterState.COMPLETED,
        MatterState.CLOSING,
    }
)
"""States in which the supervision office has the next step."""
_TO_THE_OFFICE = frozenset({Pending.ADJUSTMENT, Pending.LIMIT, Pending.EXTENSION})
"""What the supervision office answers while the work goes on."""


def office_name(matter: Matter) -> str:
    """The supervision office, as ``Audience.who`` names it."""
    return f"o:{matter.office_id}"


def reviewer_of(matter: Matter) -> str:
    """Who reviews what is reported as done: the body that leads the whole, of a matter that is no part the supervision office."""
    whole = matter.parent
    return f"b:{whole.lead_id}" if whole is not None and whole.lead_id else office_name(matter)


def holder_of(matter: Matter) -> str:
    """``o:…``, ``b:…`` or ``p:…`` as in ``Audience.who``; empty where nobody has a next step."""
    if matter.state in _OFFICE:
        return office_name(matter)
    if matter.state == MatterState.IN_REVIEW:
        return reviewer_of(matter)
    if matter.state == MatterState.SUBMITTED:
        return matter.asked_of or office_name(matter)
    if matter.state not in (MatterState.HANDED_OUT, MatterState.UNDER_WAY):
        return ""
    if Pending.CLAIM in matter.pending:
        return matter.asked_of or office_name(matter)
    if matter.lead_id is None or _TO_THE_OFFICE & set(matter.pending):
        return office_name(matter)
    return f"b:{matter.lead_id}"
