"""Which action of one text is which of another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from luoshi.matters.aligning import ALIKE, by_place, by_words, shared

STRETCH = st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))
STRETCHES = st.lists(STRETCH, max_size=12)
WORDS = st.lists(
    st.text("排查全市小型水库隐患建立台账三月底前完成由牵头", min_size=6, max_size=24), max_size=8, unique=True
)


@given(STRETCHES, STRETCHES)
def test_places_pair_one_to_one_and_only_where_they_overlap(
    old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    pairs = by_place(dict(enumerate(old)), new)
    assert len(set(pairs.values())) == len(pairs)
    for number, key in pairs.items():
        one, other = new[number], old[key]
        common = min(one[1], other[1]) - max(one[0], other[0])
        assert common * 2 >= min(one[1] - one[0], other[1] - other[0]) > 0


@given(STRETCH, STRETCH)
def test_sharing_is_the_same_from_both_sides(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert shared(one, other) == shared(other, one)
    assert shared(one, one) == 1


@given(st.lists(st.integers(1, 30), max_size=10))
def test_a_text_read_again_pairs_every_place_with_itself(lengths: list[int]) -> None:
    stretches, at = [], 0
    for length in lengths:
        stretches.append((at, at + length))
        at += length
    assert by_place(dict(enumerate(stretches)), stretches) == {number: number for number in range(len(stretches))}


@given(WORDS, WORDS)
def test_words_pair_one_to_one_and_the_same_from_both_sides(one: list[str], other: list[str]) -> None:
    there = by_words({key: [words] for key, words in enumerate(one)}, other)
    back = by_words({key: [words] for key, words in enumerate(other)}, one)
    assert len(set(there.values())) == len(there)
    assert len(there) == len(back)


def test_the_same_words_are_the_same_action_whatever_their_order_and_marks() -> None:
    old = {7: ["开展小型水库隐患排查，建立台账"], 8: ["修订城区内涝应急预案"], 9: ["完成校舍安全鉴定工作"]}
    new = ["完成校舍安全鉴定工作。", "开展小型水库隐患排查,建立台账;", "修订城区内涝应急预案"]
    assert by_words(old, new) == {0: 9, 1: 7, 2: 8}


def test_a_shorter_wording_is_recognised_and_another_matter_is_not() -> None:
    old = {1: ["市水务局牵头，3月底前完成全市86座小型水库隐患排查并建立台账"]}
    assert by_words(old, ["完成全市86座小型水库隐患排查并建立台账"]) == {0: 1}
    assert by_words(old, ["做好春季森林防火和野外用火管控工作"]) == {}


def test_words_too_short_to_tell_apart_are_never_the_same() -> None:
    assert by_words({1: ["抓好落实"]}, ["抓好落实"]) == {}


def test_any_of_the_wordings_of_a_matter_is_enough() -> None:
    assert by_words({1: ["做好森林防火", "开展校园食品安全检查"]}, ["开展校园食品安全检查"]) == {0: 1}
    assert ALIKE < 1
