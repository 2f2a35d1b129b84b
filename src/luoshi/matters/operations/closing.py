"""销号程序: through which steps a matter is closed out, in the order of the list it stands on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations.changing import change

_SETTLED = (MatterState.CLOSED, MatterState.ENDED, MatterState.MERGED, MatterState.DROPPED)
_STEPS, _LETTERS = 12, 20
"""How many steps a chain may have, and how long the name of one may be."""


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
