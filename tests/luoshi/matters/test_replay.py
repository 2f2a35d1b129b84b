"""Whatever is done to matters, in whatever order: the journal replays to the rows, and what lists ask for follows from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_matters import docketed, done, meeting_of, proposed, told
from cast import AT, DAY, Cast, cast
from luoshi.journal.events import Entry
from luoshi.journal.refusal import Refused
from luoshi.matters.acts import SPECS
from luoshi.matters.life import Act
from luoshi.matters.models import Counter, Matter, MatterState
from luoshi.matters.operations import (
    Part,
    break_down,
    drop,
    hand_out,
    may_now,
    merge,
    report,
    restore,
    revise_matter,
    split,
)
from luoshi.matters.operations.advancing import OVER, PENDING_SLIPS
from luoshi.matters.replay import Break, replay
from luoshi.matters.verify import verify

__all__ = ["cast"]
Verb = Callable[[Cast, Matter, Matter], object]
ONE_DAY = dt.timedelta(days=1)


def _revised(**values: Any) -> Verb:
    def verb(cast: Cast, matter: Matter, _other: Matter) -> object:
        given = {name: value(cast) if callable(value) else value for name, value in values.items()}
        return revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values=given)

    return verb


VERBS: dict[str, tuple[Act | None, Verb]] = {
    "propose": (None, lambda cast, _one, _other: proposed(cast, "新的一件", supporting=[cast.water])),
    "date": (None, _revised(due_on=DAY + 40 * ONE_DAY)),
    "undate": (None, _revised(due_on=None)),
    "lead": (None, _revised(lead=lambda cast: cast.water)),
    "nobody": (None, _revised(lead=None, supporting=[])),
    "support": (None, _revised(supporting=lambda cast: [cast.water, cast.education])),
    "reword": (None, _revised(words="改过的话", standard="", remark="注")),
    "drop": (Act.DROP, lambda cast, one, _: drop(one, by=cast.acting("zhoumin"), at=AT, reason="重复")),
    "restore": (Act.RESTORE, lambda cast, one, _: restore(one, by=cast.acting("zhoumin"), at=AT)),
    "merge": (None, lambda cast, one, other: merge(one, by=cast.acting("zhoumin"), at=AT, others=[other])),
    "split": (None, lambda cast, one, _: split(one, by=cast.acting("zhoumin"), at=AT, parts=["前一半", "后一半"])),
    "docket": (Act.DOCKET, lambda cast, one, _: docketed(cast, one)),
    "docket two": (None, docketed),
    "hand out": (
        Act.HAND_OUT,
        lambda cast, one, _: hand_out(meeting_of(cast), by=cast.acting("zhoumin"), at=AT, matters=[one]),
    ),
    "report": (
        Act.REPORT,
        lambda cast, one, _: report(one, by=cast.acting("zhoumin"), at=AT, body=cast.education, progress="有进展"),
    ),
    "break down": (
        Act.OPEN_PART,
        lambda cast, one, _: break_down(
            one, by=told(cast.acting("zhoumin")), at=AT, parts=[Part(words="其中一段", body=cast.water)]
        ),
    ),
    **{
        act.name: (act, lambda cast, one, _, act=act: done(cast, one, act))  # type: ignore[misc]
        for act in SPECS
    },
}
WEIGHTS = ["docket two", "hand out", "ACKNOWLEDGE", "ASK_COMPLETION", "FIND_DONE", "SUBMIT", "SIGN"]
"""Acts tried more often, so that some matters come far."""


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(VERBS) + WEIGHTS * 4), st.integers(0, 5), st.integers(0, 5)), max_size=40
    )
)
def test_after_any_acts_the_journal_replays_to_the_rows_and_the_lists_follow(
    cast: Cast, acts: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        for words in ("第一件", "第二件", "第三件"):
            proposed(cast, words, due_on=None)
        for act in acts:
            _do(cast, *act)
        _check()
        transaction.set_rollback(True)


def _do(cast: Cast, name: str, one: int, other: int) -> None:
    rows = list(Matter.objects.order_by("pk"))
    matter, second = rows[one % len(rows)], rows[other % len(rows)]
    act, verb = VERBS[name]
    allowed = act is None or may_now(matter, act)
    try:
        verb(cast, matter, second)
    except Refused:
        return
    assert allowed, f"{name} happened in {matter.state}"


def _check() -> None:
    outcome = verify()
    assert outcome.findings == []
    rows = list(Matter.objects.all())
    numbers = [(row.series, row.year, row.number) for row in rows if row.number is not None]
    assert len(numbers) == len(set(numbers))
    assert sum(Counter.objects.values_list("last", flat=True)) == len(numbers), "a number was lost"
    assert len({row.spoken for row in rows if row.spoken and row.parent_id is None}) == len(numbers)
    for row in rows:
        assert (row.state == MatterState.MERGED) == (row.into_id is not None)
        assert row.number is None or row.state not in (MatterState.PROPOSED, MatterState.DROPPED)
        assert row.open_parts == row.parts.exclude(state__in=OVER).count()
        assert (row.held_since is None) == (row.holder == "")
        assert set(row.pending) == {
            PENDING_SLIPS[kind] for kind in row.slips.waiting().values_list("kind", flat=True) if kind in PENDING_SLIPS
        }
        assert (row.yellow_from is None) == (row.red_from is None) == (row.due_on is None)


def entry(seq: int, kind: str = "matter.revised", **data: Any) -> Entry:
    return Entry(seq=seq, kind=kind, at=AT, by={}, data=data, version=1)


def test_entries_fold_to_the_last_value_of_every_field() -> None:
    found = replay([entry(1, words=[None, "甲"], remark=[None, "注"]), entry(2, words=["甲", "乙"], remark=["注", ""])])
    assert (found.held, found.breaks) == ({"words": "乙"}, [])


def test_keys_that_are_no_fields_are_left_alone() -> None:
    found = replay([entry(1, span=[3, 9], refs=["a", "b"], lamp_rule={"value": 3}, count=2, words=[None, "甲"])])
    assert found.held == {"words": "甲"}


def test_an_old_value_that_does_not_follow_is_a_break() -> None:
    found = replay([entry(1, words=[None, "甲"]), entry(2, words=["丙", "乙"])])
    assert found.breaks == [Break(2, "words")]
    assert found.held == {"words": "乙"}


def test_reports_are_known_by_the_number_of_their_entry() -> None:
    assert replay([entry(4, "matter.reported", text="已排查", state=["handed_out", "under_way"])]).reports == {
        4: "已排查"
    }
