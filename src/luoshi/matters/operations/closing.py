"""销号程序: through which steps a matter is closed out, in the order of the list it stands on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations.changing import change
from luoshi.rulebook.lookup import rule

_SETTLED = (MatterState.CLOSED, MatterState.ENDED, MatterState.MERGED, MatterState.DROPPED)
CHAIN = "close.chain"
CLOSING = "销号"
"""The one step of the close-out where the list has no chain of its own."""
_ARROW = re.compile(r"\s*(?:→|->|＞|>|—+|、|\n)\s*")
_STEPS, _LETTERS = 12, 20
"""How many steps a chain may have, and how long the name of one may be."""


def usual_chain(matter: Matter, *, on: dt.date) -> list[str]:
    """The steps that the rules give the list on which a matter stands; the row of its own source comes before that of all."""
    wanted: dict[str, str] = {}
    found = rule(CHAIN, office=matter.office, on=on)
    for row in found.value if isinstance(found.value, list) else ():
        if isinstance(row, dict):
            wanted.setdefault(str(row["source"]), str(row["steps"]))
    steps = steps_of(wanted.get(matter.source) or wanted.get("any") or CLOSING)
    return [step[:_LETTERS] for step in steps[:_STEPS]] or [CLOSING]


def steps_of(line: str) -> list[str]:
    """验收→公示→销号 as its steps; other arrows, commas and lines part them too."""
    return [step.strip() for step in _ARROW.split(line) if step.strip()]


@operation("matters.set_chain")
def set_chain(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    steps: Sequence[str],
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Set the steps of the close-out. Steps that are signed stay as they are, and at least one is left to do."""
    require_keeper(by, matter.office_id)
    chain = [step.strip() for step in steps if step.strip()]
    if matter.state in _SETTLED:
        raise Refused(f"这件事项现在是“{matter.get_state_display()}”，销号程序不能再改。")
    if not chain:
        raise Refused("请写明销号要办哪几步，只有一步的写“销号”。", field="steps")
    if len(chain) > _STEPS or any(len(step) > _LETTERS for step in chain):
        raise Refused(f"销号程序最多 {_STEPS} 步，每步不超过 {_LETTERS} 个字。", field="steps")
    done = matter.chain[: matter.signed]
    if chain[: matter.signed] != done:
        raise Refused(f"已经办过的步骤（{'→'.join(done)}）不能改，只能改后面的。", field="steps")
    if len(chain) == matter.signed:
        raise Refused("至少要留一步没有办的，最后一步办完才销号。", field="steps")
    return change(matter, "matter.chain_set", {"chain": chain}, by=by, at=at)
