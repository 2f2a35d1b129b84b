"""Looking up words at a place and anywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiyao.lexicon.wordset import EndSet, WordSet


def test_the_longest_word_at_a_place_wins() -> None:
    words = WordSet(["加强", "加强领导", "抓"])
    assert words.at("要加强领导", 1) == 4
    assert words.at("要加强监管", 1) == 2
    assert words.at("要加强监管", 0) == 0
    assert words.at("抓", 0) == 1
    assert words.at("抓", 1) == 0


def test_words_are_found_anywhere_from_a_place_on() -> None:
    words = WordSet(["台账", "项目(一)"])
    assert words.within("建立台账")
    assert not words.within("建立台账", 3)
    assert words.within("项目(一)")
    assert not words.within("项目一")


@given(st.sets(st.text("甲乙丙", min_size=1, max_size=3), min_size=1), st.text("甲乙丙丁", max_size=12))
def test_it_says_what_looking_word_by_word_says(words: set[str], text: str) -> None:
    found = WordSet(words)
    assert found.within(text) == any(word in text for word in words)
    for place in range(len(text)):
        assert found.at(text, place) == max((len(w) for w in words if text.startswith(w, place)), default=0)


@given(st.sets(st.text("甲乙丙", min_size=1, max_size=3)), st.text("甲乙丙丁", max_size=6))
def test_a_text_ends_with_one_of_a_set_where_it_ends_with_a_word_of_it(words: set[str], text: str) -> None:
    assert EndSet(words).end(text) == text.endswith(tuple(words))
