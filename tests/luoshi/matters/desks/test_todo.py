"""What is to be done next: pure."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from luoshi.matters.desks.repeated import given_on_whole, says_only
from luoshi.matters.desks.todo import to_do
from luoshi.matters.life import Act, Pending
from luoshi.matters.models import Matter, MatterState

ON = dt.date(2026, 3, 9)
WORDS = "市教育局要在4月底前完成全市校舍安全隐患排查整治"


def held(state: MatterState, **fields: Any) -> Matter:
    due = ON + dt.timedelta(days=30)
    given = {"lead_id": 1, "due_on": due, "yellow_from": due - dt.timedelta(days=3), "chain": ["验收", "复核"]}
    return Matter(state=state, **(given | fields))


@pytest.mark.parametrize(
    ("matter", "act", "at_once"),
    [
        (held(MatterState.HANDED_OUT), Act.ACKNOWLEDGE, True),
        (held(MatterState.HANDED_OUT, pending=[Pending.ADJUSTMENT]), Act.GRANT_ADJUSTMENT, False),
        (held(MatterState.UNDER_WAY, pending=[Pending.LIMIT]), Act.FIX_LIMIT, False),
        (held(MatterState.UNDER_WAY, pending=[Pending.EXTENSION, Pending.CLAIM]), Act.ANSWER_CLAIM, False),
        (held(MatterState.UNDER_WAY, next_report_on=ON), Act.REPORT, False),
        (held(MatterState.UNDER_WAY, due_on=None), Act.PROPOSE_LIMIT, False),
        (held(MatterState.UNDER_WAY, yellow_from=ON), Act.ASK_COMPLETION, False),
        (held(MatterState.UNDER_WAY, yellow_from=ON, open_parts=2), Act.REPORT, False),
        (held(MatterState.IN_REVIEW), Act.FIND_DONE, False),
        (held(MatterState.COMPLETED), Act.SUBMIT, True),
        (held(MatterState.COMPLETED, pending=[Pending.VERIFICATION]), Act.VERIFY, False),
        (held(MatterState.SUBMITTED), Act.NOTE, False),
        (held(MatterState.CLOSING, signed=1), Act.SIGN, False),
    ],
)
def test_each_state_says_what_its_holder_does(matter: Matter, act: Act, at_once: bool) -> None:
    todo = to_do(matter, on=ON)
    assert todo is not None
    assert (todo.act, todo.at_once) == (act, at_once)


def test_nothing_is_asked_while_the_work_goes_on_and_nothing_is_due() -> None:
    assert to_do(held(MatterState.UNDER_WAY), on=ON) is None
    assert to_do(held(MatterState.CLOSED), on=ON) is None


def test_the_next_step_of_the_chain_is_named() -> None:
    todo = to_do(held(MatterState.CLOSING, signed=1), on=ON)
    assert todo is not None
    assert todo.words == "销号：复核"


def test_a_report_that_only_repeats_the_task_is_seen() -> None:
    assert says_only("完成全市校舍安全隐患排查整治。", WORDS)
    assert not says_only("已排查校舍312栋，整治隐患27处。", WORDS)
    assert not says_only("已完成", WORDS)


def test_a_part_with_the_words_of_the_whole_was_given_on_whole() -> None:
    assert given_on_whole(WORDS + "。", WORDS)
    assert not given_on_whole("完成校舍安全隐患排查", WORDS), "a share of the work"
