"""Two equal values have one text, two different ones have two."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.journal.canonical import canonical, digest

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.text(st.characters(exclude_characters="\0\u2400", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_characters="\0\u2400", exclude_categories=["Cs"]), max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(values)
def test_what_goes_in_comes_back(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4),
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4),
)
def test_different_parts_have_different_digests(one: list[str], two: list[str]) -> None:
    assert (digest(*one) == digest(*two)) == (one == two)


def test_nul_is_kept_one_for_one_as_its_symbol() -> None:
    assert canonical("a\0b") == '"a\u2400b"'


def test_a_moment_is_written_in_utc() -> None:
    shanghai = dt.timezone(dt.timedelta(hours=8))
    assert canonical(dt.datetime(2026, 3, 9, 9, 30, tzinfo=shanghai)) == '"2026-03-09T01:30:00+00:00"'


@pytest.mark.parametrize("value", [dt.datetime(2026, 3, 9), object(), float("nan")])  # noqa: DTZ001
def test_what_cannot_be_read_back_does_not_enter(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
