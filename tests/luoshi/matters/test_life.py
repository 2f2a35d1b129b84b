"""The life of a matter: every act leads where it should, nothing else happens, and no state is a trap."""

from __future__ import annotations

from collections import deque
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from luoshi.journal.refusal import Refused
from luoshi.matters.acts import SPECS
from luoshi.matters.life import (
    MAKES,
    SETTLES,
    UNASKED,
    Act,
    Answers,
    Check,
    Life,
    Pending,
    may,
    states_for,
    step,
    why_not,
)
from luoshi.matters.models import MatterState as S

PARTS, CHAIN = 2, 3
CHECKED = Answers(frozenset(Check))
LIVES = [
    [(Act.DOCKET, S.DOCKETED), (Act.HAND_OUT, S.HANDED_OUT), (Act.ACKNOWLEDGE, S.UNDER_WAY), (Act.REPORT, S.UNDER_WAY),
     (Act.ASK_COMPLETION, S.IN_REVIEW), (Act.RETURN_SUPPLEMENT, S.UNDER_WAY), (Act.ASK_COMPLETION, S.IN_REVIEW),
     (Act.FIND_DONE, S.COMPLETED), (Act.SUBMIT, S.SUBMITTED), (Act.NOTE, S.CLOSING), (Act.SIGN, S.CLOSED),
     (Act.LOOK_BACK, S.CLOSED), (Act.REOPEN, S.UNDER_WAY)],
    [(Act.CONSULT, S.CONSULTED), (Act.OPINE, S.CONSULTED), (Act.ADOPT_OPINION, S.CONSULTED), (Act.GATHER, S.PROPOSED)],
    [(Act.DROP, S.DROPPED), (Act.RESTORE, S.PROPOSED), (Act.MERGE, S.MERGED)],
    [(Act.DOCKET, S.DOCKETED), (Act.REPORT, S.UNDER_WAY), (Act.SUSPEND, S.SUSPENDED), (Act.RESUME, S.UNDER_WAY), (Act.END, S.ENDED)],
    [(Act.DOCKET, S.DOCKETED), (Act.HAND_OUT, S.HANDED_OUT), (Act.RECALL, S.DOCKETED)],
    [(Act.DOCKET, S.DOCKETED), (Act.HAND_OUT, S.HANDED_OUT), (Act.ASK_ADJUSTMENT, S.HANDED_OUT), (Act.GRANT_ADJUSTMENT, S.HANDED_OUT),
     (Act.ACKNOWLEDGE, S.UNDER_WAY), (Act.MAKE_STANDING, S.STANDING), (Act.REPORT, S.STANDING)],
    [(Act.DOCKET, S.DOCKETED), (Act.HAND_OUT, S.HANDED_OUT), (Act.FIND_DONE, S.COMPLETED), (Act.SUBMIT, S.SUBMITTED), (Act.CONTINUE, S.UNDER_WAY)],
]  # fmt: skip


@pytest.mark.parametrize("way", LIVES)
def test_a_life_goes_its_way(way: list[tuple[Act, S]]) -> None:
    life = Life(chain=1)
    for act, after in way:
        assert why_not(life, act) == ""
        life = step(life, act, CHECKED)
        assert life.state == after


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("act", Act)
def test_what_may_not_happen_is_refused_with_the_state_and_the_act(state: S, act: Act) -> None:
    if state in states_for(act):
        return
    with pytest.raises(Refused) as refused:
        step(Life(state=state), act)
    assert f"“{state.label}”" in refused.value.sentence
    assert f"不能{act.value}" in refused.value.sentence


@cache
def reachable() -> dict[Life, frozenset[Life]]:
    """Every life that can come about with a few parts and a short chain, and those that follow from it."""
    starts = [Life(chain=chain) for chain in (0, 1, CHAIN)]
    found: dict[Life, frozenset[Life]] = {}
    waiting = deque(starts)
    while waiting:
        life = waiting.popleft()
        if life in found:
            continue
        acts = [act for act in Act if may(life, act) and not (act is Act.OPEN_PART and life.parts >= PARTS)]
        found[life] = frozenset(step(life, act, CHECKED) for act in acts)
        waiting.extend(found[life])
    return found


@pytest.mark.parametrize("state", states_for(Act.FIND_DONE))
def test_nothing_is_found_done_before_its_five_questions_are_answered(state: S) -> None:
    life = Life(state=state)
    for left in Check:
        with pytest.raises(Refused, match=f"还没有核对：{left.value}") as refused:
            step(life, Act.FIND_DONE, Answers(frozenset(Check) - {left}))
        assert refused.value.field == "checks"
    with pytest.raises(Refused, match="事实清楚、问题解决、任务完成、合法合规、格式规范"):
        step(life, Act.FIND_DONE, UNASKED)
    assert step(life, Act.FIND_DONE, CHECKED).state == S.COMPLETED


def test_only_who_finds_it_done_unasked_may_say_why_not_all_was_checked() -> None:
    excused = Answers(frozenset({Check.FACTS}), "会上当场宣布办结")
    for state in set(states_for(Act.FIND_DONE)) - {S.IN_REVIEW}:
        assert step(Life(state=state), Act.FIND_DONE, excused).state == S.COMPLETED
        with pytest.raises(Refused, match="不核对的，写明理由"):
            step(Life(state=state), Act.FIND_DONE, Answers(despite=" "))
    with pytest.raises(Refused, match="请退回补充或退回重办"):
        step(Life(state=S.IN_REVIEW), Act.FIND_DONE, excused)


def test_no_reachable_life_is_without_a_way_on_but_for_what_was_merged() -> None:
    stuck = {life.state for life, after in reachable().items() if not after - {life}}
    assert stuck == {S.MERGED}


def test_from_every_reachable_life_the_matter_can_still_come_to_an_end() -> None:
    ends = {S.CLOSED, S.ENDED, S.STANDING, S.MERGED, S.DROPPED}
    before: dict[Life, set[Life]] = {}
    for life, after in reachable().items():
        for follower in after:
            before.setdefault(follower, set()).add(life)
    reached = {life for life in reachable() if life.state in ends}
    waiting = deque(reached)
    while waiting:
        for earlier in before.get(waiting.popleft(), set()) - reached:
            reached.add(earlier)
            waiting.append(earlier)
    assert set(reachable()) - reached == set()


def test_nothing_is_over_with_open_parts() -> None:
    over = {S.IN_REVIEW, S.COMPLETED, S.SUBMITTED, S.CLOSING, S.CLOSED, S.ENDED, S.STANDING, S.MERGED}
    assert [life for life in reachable() if life.parts and life.state in over] == []


def test_nothing_is_closed_before_its_chain_is_signed() -> None:
    assert [life for life in reachable() if life.state == S.CLOSED and life.signed < life.chain] == []
    assert [life for life in reachable() if life.signed > max(life.chain, 1)] == []


def test_whatever_waits_for_an_answer_can_be_answered_or_comes_to_nothing() -> None:
    answers = {pending: [act for act, settled in SETTLES.items() if settled is pending] for pending in Pending}
    for life in reachable():
        for pending in life.asked:
            if life.state in (S.MERGED, S.ENDED, S.SUSPENDED) and pending is not Pending.RECONSIDERATION:
                continue
            assert any(may(life, act) for act in answers[pending]), (life, pending)


def test_what_waits_already_is_not_asked_again_and_what_does_not_wait_is_not_answered() -> None:
    for life in reachable():
        for act, made in MAKES.items():
            assert not (made in life.asked and may(life, act))
        for act, settled in SETTLES.items():
            assert not (settled not in life.asked and may(life, act))


def test_every_act_has_words_of_its_own_and_every_spec_a_kind_of_its_own() -> None:
    assert len({act.value for act in Act}) == len(Act)
    assert len({spec.kind for spec in SPECS.values()}) == len(SPECS)


class Lives(RuleBasedStateMachine):
    """Whatever is tried in whatever order: a life is refused with a sentence or goes on, and holds together."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @rule(length=st.integers(0, 6))
    def a_chain_is_set(self, length: int) -> None:
        if self.life.signed == 0 and self.life.state == S.DOCKETED:
            self.life = Life(self.life.state, self.life.parts, self.life.asked, 0, length)

    @rule(
        act=st.sampled_from(Act),
        checks=st.frozensets(st.sampled_from(Check)),
        despite=st.sampled_from(["", " ", "会上看过"]),
    )
    def something_is_tried(self, act: Act, checks: frozenset[Check], despite: str) -> None:
        answers = Answers(checks, despite)
        excused = self.life.state != S.IN_REVIEW and despite.strip()
        unanswered = act is Act.FIND_DONE and checks != frozenset(Check) and not excused
        if why_not(self.life, act) or unanswered:
            with pytest.raises(Refused, match=r"。$"):
                step(self.life, act, answers)
            return
        self.life = step(self.life, act, answers)

    @rule()
    def everything_is_checked(self) -> None:
        """A whole life is walked too, though few tries answer all five questions."""
        if may(self.life, Act.FIND_DONE):
            self.life = step(self.life, Act.FIND_DONE, CHECKED)
            assert self.life.state == S.COMPLETED

    @invariant()
    def parts_hold_the_whole_open(self) -> None:
        assert self.life.parts >= 0
        assert not (self.life.parts and self.life.state in (S.COMPLETED, S.CLOSING, S.CLOSED, S.ENDED, S.STANDING))

    @invariant()
    def closed_means_signed(self) -> None:
        assert self.life.state != S.CLOSED or self.life.signed >= self.life.chain

    @invariant()
    def somebody_can_do_something(self) -> None:
        assert self.life.state == S.MERGED or any(may(self.life, act) for act in Act)


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
