"""Figures: whatever states matters are in, the parts add up to the totals."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cast import DAY
from luoshi.matters.meeting.figures import figures_of
from luoshi.matters.models import Matter, MatterState, SaidState, Sort

WEEK = dt.timedelta(days=7)


def one(state: str, sort: str = Sort.CONCRETE, due: dt.date | None = None) -> Matter:
    red, yellow = (due + dt.timedelta(days=1), due - WEEK) if due else (None, None)
    return Matter(state=state, sort=sort, due_on=due, red_from=red, yellow_from=yellow)


MATTERS = st.lists(
    st.tuples(
        st.builds(
            one,
            st.sampled_from(sorted(set(MatterState.values) - {MatterState.MERGED})),
            st.sampled_from(Sort.values),
            st.sampled_from([None, DAY - WEEK, DAY, DAY + WEEK]),
        ),
        st.sampled_from([None, *SaidState.values]),
    )
)


@given(MATTERS)
def test_the_parts_add_up_to_everything_that_was_found(matters: list[tuple[Matter, str | None]]) -> None:
    figures = figures_of(matters, on=DAY)
    assert figures.found == len(matters)
    assert figures.docketed == figures.done + figures.under_way + figures.not_started + figures.set_aside


@given(MATTERS)
def test_the_bar_is_as_long_as_what_is_docketed_and_its_red_as_what_is_late(
    matters: list[tuple[Matter, str | None]],
) -> None:
    figures = figures_of(matters, on=DAY)
    assert sum(segment.length for segment in figures.bar) == figures.docketed
    assert sum(segment.length for segment in figures.bar if segment.kind == "late") == figures.late
    ends = [0, *(segment.start + segment.length for segment in figures.bar)]
    assert ends[:-1] == [segment.start for segment in figures.bar]


def test_what_is_done_is_never_late() -> None:
    figures = figures_of([(one(MatterState.COMPLETED, due=DAY - WEEK), None)], on=DAY)
    assert (figures.done, figures.late) == (1, 0)


def test_a_body_s_word_of_done_is_not_yet_done() -> None:
    figures = figures_of([(one(MatterState.UNDER_WAY, due=DAY + WEEK), SaidState.DONE)], on=DAY)
    assert (figures.done, figures.under_way) == (0, 1)


def test_an_overdue_matter_is_behind_whatever_was_reported() -> None:
    figures = figures_of([(one(MatterState.UNDER_WAY, due=DAY - WEEK), SaidState.ON_TRACK)], on=DAY)
    assert [(each.state, each.count, each.late) for each in figures.present] == [(SaidState.BEHIND, 1, 1)]
