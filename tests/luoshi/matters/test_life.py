"""The life of a matter: every act leads where it should, and nothing else happens."""

from __future__ import annotations

import pytest

from luoshi.journal.refusal import Refused
from luoshi.matters.life import Act, may, step
from luoshi.matters.models import MatterState

LIVES = [
    [(Act.DOCKET, "docketed"), (Act.HAND_OUT, "handed_out"), (Act.REPORT, "under_way"), (Act.REPORT, "under_way"),
     (Act.COMPLETE, "completed"), (Act.CLOSE, "closed")],
    [(Act.DROP, "dropped"), (Act.RESTORE, "proposed"), (Act.MERGE, "merged"), (Act.RESTORE, "proposed")],
    [(Act.DOCKET, "docketed"), (Act.REPORT, "under_way")],
    [(Act.DOCKET, "docketed"), (Act.HAND_OUT, "handed_out"), (Act.COMPLETE, "completed")],
]  # fmt: skip


@pytest.mark.parametrize("life", LIVES)
def test_a_life_goes_its_way(life: list[tuple[Act, str]]) -> None:
    state = "proposed"
    for act, after in life:
        assert may(state, act)
        state = step(state, act)
        assert state == after


@pytest.mark.parametrize("state", MatterState)
@pytest.mark.parametrize("act", Act)
def test_what_may_not_happen_is_refused_with_the_state_and_the_act(state: MatterState, act: Act) -> None:
    if may(state, act):
        assert step(state, act) in MatterState
        return
    with pytest.raises(Refused) as refused:
        step(state, act)
    assert f"“{state.label}”" in refused.value.sentence
    assert f"不能{act.value}" in refused.value.sentence


def test_every_state_that_can_be_reached_leads_on_but_for_the_end() -> None:
    reached, waiting = {MatterState.PROPOSED}, [MatterState.PROPOSED]
    while waiting:
        state = waiting.pop()
        for after in {step(state, act) for act in Act if may(state, act)} - reached:
            reached.add(after)
            waiting.append(after)
    assert {state for state in reached if not any(may(state, act) for act in Act)} == {MatterState.CLOSED}
