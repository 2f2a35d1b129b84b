"""A step of a matter's life applied to its row, with what follows for the whole of which it is a part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.acts import SPECS
from luoshi.matters.life import MAKES, UNASKED, Act, Answers, Life, Pending, may, step
from luoshi.matters.models import Matter, MatterState, SlipKind
from luoshi.matters.models.matter import DONE
from luoshi.matters.operations.changing import change
from luoshi.workdays import office_date

OVER = frozenset({*DONE, MatterState.ENDED, MatterState.STANDING, MatterState.MERGED, MatterState.DROPPED})
"""States in which a part no longer keeps its whole open."""

PENDING_SLIPS = {SPECS[act].makes: pending for act, pending in MAKES.items()}
"""The slips that wait while the matter goes on, as the life knows them."""
_WAITS_IN = {
    SlipKind.CONSULTATION: MatterState.CONSULTED,
    SlipKind.OPINION: MatterState.CONSULTED,
    SlipKind.COMPLETION: MatterState.IN_REVIEW,
    SlipKind.SUBMISSION: MatterState.SUBMITTED,
}
"""The states in which the others wait."""


def life_of(matter: Matter) -> Life:
    """The matter as far as its moves depend on it."""
    return Life(
        state=MatterState(matter.state),
        parts=matter.open_parts,
        asked=frozenset(Pending(name) for name in matter.pending),
        signed=matter.signed,
        chain=len(matter.chain),
    )


def may_now(matter: Matter, act: Act) -> bool:
    """Whether an act may happen to a matter as it is, whoever does it."""
    return may(life_of(matter), act)


def advance(
    matter: Matter,
    act: Act,
    kind: str,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, Any] | None = None,
    supporting: Sequence[Body] | None = None,
    more: Mapping[str, Any] | None = None,
    answers: Answers = UNASKED,
) -> Matter:
    """Apply an act to a locked matter, with an entry of the kind named. Raises ``Refused`` where it may not happen now."""
    before = life_of(matter)
    after = step(before, act, answers)
    moved = {"state": after.state, "pending": sorted(after.asked), "signed": after.signed, "open_parts": after.parts}
    told = {**moved, **(values or {})}
    change(matter, kind, told, by=by, at=at, supporting=supporting, more=more)
    if (before.state, before.asked) != (after.state, after.asked):
        _close_moot(matter, act, at)
    if matter.parent_id is not None and (before.state in OVER) != (after.state in OVER):
        _tell_the_whole(matter, matter.parent_id, over=after.state in OVER, by=by, at=at)
    return matter


def _close_moot(matter: Matter, act: Act, at: dt.datetime) -> None:
    """Slips that nobody need answer any more; the one that this act answers is left to it."""
    settled = SPECS[act].settles if act in SPECS else None
    for slip in matter.slips.waiting().exclude(kind=settled or ""):
        if not _still_waits(matter, SlipKind(slip.kind)):
            slip.outcome, slip.answered_at, slip.answered_seq = "无需答复", at, matter.seq
            slip.answered_on = office_date(at)
            slip.save(update_fields=["outcome", "answered_at", "answered_seq", "answered_on"])


def _still_waits(matter: Matter, kind: SlipKind) -> bool:
    pending = PENDING_SLIPS.get(kind)
    return pending in matter.pending if pending is not None else matter.state == _WAITS_IN.get(kind)


def _tell_the_whole(part: Matter, whole_id: int, *, over: bool, by: Acting, at: dt.datetime) -> None:
    """Count a part that is over, or no longer, in its whole."""
    whole = Matter.objects.select_for_update(of=("self",)).select_related("parent").get(pk=whole_id)
    if not over and whole.state in OVER:
        raise Refused(f"它所属的整件“{whole}”已经办结。请先把整件重新办理，再重新办理这一项。")
    act, kind = (Act.CLOSE_PART, "matter.part_over") if over else (Act.OPEN_PART, "matter.part_reopened")
    advance(whole, act, kind, by=by, at=at, more={"part": part.ref, "part_words": part.words[:40]})
