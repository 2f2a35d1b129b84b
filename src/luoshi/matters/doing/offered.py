"""Which acts a person is offered on a matter, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.matters.acts import SPECS, Party
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import SETTLES, Act, Pending
from luoshi.matters.models import Matter, SlipKind
from luoshi.matters.models import MatterState as S
from luoshi.matters.operations import is_party, may_now, may_report

LIKELY: dict[str, tuple[Act, ...]] = {
    S.PROPOSED: (Act.DOCKET, Act.CONSULT, Act.DROP),
    S.CONSULTED: (Act.OPINE, Act.ADOPT_OPINION, Act.DECLINE_OPINION, Act.GATHER),
    S.DROPPED: (Act.RESTORE,),
    S.DOCKETED: (Act.HAND_OUT,),
    S.HANDED_OUT: (Act.ACKNOWLEDGE, Act.REPORT, Act.CONTRIBUTE, Act.ASK_ADJUSTMENT, Act.RECALL),
    S.UNDER_WAY: (
        Act.REPORT,
        Act.CONTRIBUTE,
        Act.ASK_COMPLETION,
        Act.PROPOSE_LIMIT,
        Act.ASK_EXTENSION,
        Act.CLAIM,
        Act.OPEN_PART,
    ),
    S.IN_REVIEW: (Act.FIND_DONE, Act.RETURN_SUPPLEMENT, Act.RETURN_REDO, Act.ASK_VERIFICATION),
    S.COMPLETED: (Act.SUBMIT, Act.SIGN),
    S.SUBMITTED: (Act.NOTE, Act.CONTINUE, Act.INSTRUCT),
    S.CLOSING: (Act.SIGN,),
    S.CLOSED: (Act.LOOK_BACK,),
    S.SUSPENDED: (Act.RESUME,),
    S.STANDING: (Act.REPORT, Act.LOOK_BACK),
}
"""What is usually done in a state, in that order; everything else that may happen stands behind it."""
OWN = (Act.DOCKET, Act.HAND_OUT, Act.DROP, Act.RESTORE, Act.REPORT, Act.CONTRIBUTE, Act.OPEN_PART)
"""Acts with a verb and a form of their own."""
BY_ONE_CLICK = frozenset({Act.RECALL, Act.RESTORE, Act.GATHER})
"""Acts that need no words: the button does it."""
_OFFICE = frozenset({Act.DOCKET, Act.HAND_OUT, Act.DROP, Act.RESTORE})


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: ``key`` stands in its address, ``words`` on it; ``likely`` ones stand in sight."""

    key: str
    words: str
    likely: bool
    at_once: bool


def offers(turn: Turn) -> list[Offer]:
    """The acts that may happen now and that this person may do, or enter for another."""
    acts = sorted(_possible(turn), key=lambda act: _rank(turn.matter, act))
    return [
        Offer(key_of(act), words_of(turn, act), _rank(turn.matter, act) < _BEHIND, act in BY_ONE_CLICK) for act in acts
    ]


def key_of(act: Act) -> str:
    """The act as it stands in addresses."""
    return act.name.lower()


def act_of(key: str) -> Act | None:
    """The act of an address; ``None`` for what no page does."""
    act = Act.__members__.get(key.upper()) if key == key.lower() else None
    return act if act in SPECS or act in OWN else None


def words_of(turn: Turn, act: Act) -> str:
    """签收, or 代录签收 where the supervision office enters it for the body."""
    return f"代录{act.value}" if enters_for_another(turn, act) else act.value


def enters_for_another(turn: Turn, act: Act) -> bool:
    """Whether this person would say what another party did; a leader's word is the leader's by its paper."""
    if not turn.keeps:
        return False
    party = party_of(act)
    return party not in (Party.OFFICE, Party.LEADER) and not is_party(turn.matter, party, turn.by)


def party_of(act: Act) -> Party:
    """Whose act it is."""
    if act in SPECS:
        return SPECS[act].party
    if act is Act.CONTRIBUTE:
        return Party.SUPPORT
    return Party.OFFICE if act in _OFFICE else Party.LEAD


def concerns(turn: Turn, act: Act) -> bool:
    """Whether this person is the party of an act or may enter it, whatever the state of the matter.

    What a supporting body says is entered with the lead's form, which asks whose word it is.
    """
    if turn.keeps:
        return act is not Act.CONTRIBUTE or is_party(turn.matter, Party.SUPPORT, turn.by)
    if act in _OFFICE:
        return False
    settles = SPECS[act].settles if act in SPECS else None
    slips = [slip for slip in turn.waiting(settles) if is_party(turn.matter, party_of(act), turn.by, slip)]
    return bool(slips) or is_party(turn.matter, party_of(act), turn.by)


_BEHIND = 50


def _rank(matter: Matter, act: Act) -> int:
    """What waits for an answer comes first, then what is usual in the state."""
    if act in SETTLES:
        return 0
    usual = LIKELY.get(matter.state, ())
    return 1 + usual.index(act) if act in usual else _BEHIND + list(Act).index(act)


def _possible(turn: Turn) -> Iterator[Act]:
    for act in (*OWN, *SPECS):
        if may_now(turn.matter, act) and concerns(turn, act) and _makes_sense(turn, act):
            yield act


def _makes_sense(turn: Turn, act: Act) -> bool:
    """Acts that the life allows but that would only be refused, or say nothing, for a matter like this."""
    matter = turn.matter
    if act in (Act.OPINE, Act.ADOPT_OPINION, Act.DECLINE_OPINION):
        return bool(turn.waiting(SPECS[act].settles))
    if act is Act.REPORT:
        return may_report(matter, turn.by)
    return {
        Act.OPEN_PART: matter.parent_id is None,
        Act.ASK_EXTENSION: matter.due_on is not None,
        Act.PROPOSE_LIMIT: matter.due_on is None,
        Act.ASK_RECONSIDERATION: matter.decided_on is not None,
        Act.RETURN_REDO: bool(turn.waiting(SlipKind.COMPLETION)),
        Act.RETURN_SUPPLEMENT: bool(turn.waiting(SlipKind.COMPLETION)),
        Act.FIND_DONE: Pending.ADJUSTMENT not in matter.pending,
    }.get(act, True)
