"""Which words speak for which body: weights, whole keywords, explanations that stand in the text."""

from __future__ import annotations

import datetime as dt
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.documents.routing import Choice
from luoshi.documents.routing.duty_index import DutyIndex, Profile, rarity
from luoshi.documents.routing.remembered import Memory
from luoshi.documents.routing.terms import fold, joined, pairs

DAY = dt.date(2026, 3, 9)
PROFILES = (
    Profile(("教育",), (("指导校园安全", ("校园安全", "校车")),)),
    Profile(("水务",), (("保障农村饮水", ("饮水安全", "水库", "防汛")),)),
    Profile(("应急管理",), (("监管煤矿安全", ("煤矿安全", "防汛")),)),
)
INDEX = DutyIndex.of(PROFILES)
TEXTS = st.text(st.sampled_from(list("校园车安全饮水库防汛煤矿教育工作 \t\n，。,１a\u200b㐀的及將學習")), max_size=60)


def scores(text: str) -> dict[int, float]:
    return {slot: match.score for slot, match in INDEX.matches(fold(text)).items()}


def test_a_keyword_of_one_body_weighs_more_than_one_that_two_share() -> None:
    assert scores("检修水库")[1] > scores("做好防汛")[1] > 0


def test_a_whole_keyword_weighs_more_than_its_pieces() -> None:
    assert scores("煤矿安全")[2] > scores("煤矿，矿安，安全")[2]


def test_a_keyword_counts_across_a_general_word_that_is_cut_elsewhere() -> None:
    folded = fold("抓好煤矿安全生产")
    _, start, end = INDEX.matches(folded)[2].stretches()[0]
    assert folded.text[start:end] == "煤矿安全"


def test_a_keyword_that_would_cut_a_general_word_in_two_is_none() -> None:
    index = DutyIndex.of(
        (Profile(("财政",), (("兜牢底线", ("三保",)),)), Profile(("工业和信息化",), (("", ("工信",)),)))
    )
    assert index.matches(fold("兜牢“三保”"))[0].score > 1
    assert not index.matches(fold("紧盯“两不愁、三保障”，统一发布用工信息"))


def test_words_said_twice_count_once() -> None:
    assert scores("检修水库，再检修水库")[1] == scores("检修水库")[1]


def test_general_words_speak_for_nobody() -> None:
    assert scores("进一步加强工作，确保按时完成，建立台账") == {}


def test_traditional_script_and_gaps_read_the_same() -> None:
    assert scores("檢修水 庫") == scores("检修水库")


def test_rarity_is_one_for_a_single_body_and_nothing_for_a_common_word_in_any_directory() -> None:
    for many in (5, 15, 100, 1000):
        assert rarity(1, many) == 1.0
        assert rarity(max(3, many // 8 + 1), many) == 0.0
    assert 1.0 > rarity(2, 100) > rarity(5, 100) > 0


def test_neighbouring_pairs_are_one_stretch() -> None:
    assert joined([8, 3, 4]) == [(3, 6), (8, 10)]


def test_a_cue_is_the_words_as_received_gaps_and_script_included() -> None:
    folded = fold("\t检修水 庫。")
    cue = folded.cue(2, 4)
    assert (cue.start, cue.end, cue.text) == (3, 6, "水 庫")


@given(TEXTS)
def test_every_stretch_stands_in_the_text_as_received(text: str) -> None:
    folded = fold(text)
    assert [at for at, _ in pairs(folded.text)] == sorted({at for at, _ in pairs(folded.text)})
    for match in INDEX.matches(folded).values():
        for _, start, end in match.stretches():
            cue = folded.cue(start, end)
            assert text[cue.start : cue.end] == cue.text
            assert cue.text.strip() == cue.text != ""


@given(TEXTS)
def test_words_of_no_duty_added_behind_do_not_change_who_fits(text: str) -> None:
    assert scores(text + "。甲乙丙丁") == scores(text)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 2)), max_size=6), TEXTS)
@settings(max_examples=60)
def test_what_is_remembered_does_not_depend_on_the_order_of_choices(rows: list[tuple[str, int]], text: str) -> None:
    choices = [Choice(words, body, "lead", DAY) for words, body in rows]

    def told(given_: list[Choice]) -> dict[int, float]:
        memory = Memory.of(given_, lambda body: (body,))
        return {slot: match.score for slot, match in memory.matches(fold(text), INDEX).items()}

    assert told(choices) == told(choices[::-1])


def test_a_body_chosen_more_often_for_such_words_is_remembered_more_strongly() -> None:
    choices = [Choice(f"第{at}批充电桩群", 0, "lead", DAY) for at in "甲乙丙"] + [
        Choice("充电桩群选址", 1, "lead", DAY)
    ]
    found = Memory.of(choices, lambda body: (body,)).matches(fold("充电桩群核验"), INDEX)
    assert found[0].score > found[1].score > 0


def test_words_given_to_two_bodies_speak_less_for_each() -> None:
    alone = [Choice("充电桩群选址", 0, "lead", DAY)]
    both = [*alone, Choice("充电桩群扩建", 1, "lead", DAY)]
    scores_ = [
        Memory.of(each, lambda body: (body,)).matches(fold("充电桩群核验"), INDEX)[0].score for each in (alone, both)
    ]
    assert scores_[0] > scores_[1] > 0


def test_two_characters_in_common_with_one_choice_mean_nothing_and_with_two_they_do() -> None:
    one = [Choice("花椒基地补植", 1, "lead", DAY)]
    two = [*one, Choice("青花椒采摘", 1, "lead", DAY)]
    assert Memory.of(one, lambda body: (body,)).matches(fold("花椒初加工"), INDEX).get(1) is None
    assert Memory.of(two, lambda body: (body,)).matches(fold("花椒初加工"), INDEX)[1].score > 0


def test_time_grows_with_the_length_of_the_words_only() -> None:
    def took(text: str) -> float:
        begun = time.process_time()
        INDEX.matches(fold(text))
        return time.process_time() - begun

    words = "校园安全水库防汛" * 400
    took(words)
    assert min(took(words * 8) for _ in range(3)) < 24 * min(took(words) for _ in range(3)) + 0.05
