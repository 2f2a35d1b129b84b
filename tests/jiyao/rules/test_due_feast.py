"""Tests of ``due_feast``."""

from __future__ import annotations

import pytest

from jiyao.rules import due_feast
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "words", "feast"),
    [
        ("五一节前发放到位。", "五一节前", "labour_day"),
        ("春节前兑付到位。", "春节前", "spring_festival"),
        ("春节假期来临之前兑付到位。", "春节假期来临之前", "spring_festival"),
        ("“五一”前完成整治。", "“五一”前", "labour_day"),
        ("“十一”前完成整治。", "“十一”前", "national_day"),
        ("要在春节前完成走访。", "在春节前", "spring_festival"),
        ("国庆节前建成通车。", "国庆节前", "national_day"),
        ("元旦前夕开展走访。", "元旦前夕", "new_year"),
        ("中秋、国庆前开展检查。", "国庆前", "national_day"),
    ],
)
def test_the_day_before_the_feast_is_the_last_in_time(text: str, words: str, feast: str) -> None:
    check_reads(due_feast, text, [(words, {"kind": "feast", "feast": feast, "offset": -1})])


@pytest.mark.parametrize(
    ("text", "words", "turn"),
    [
        ("汛期前完成清淤。", "汛期前", "flood_season"),
        ("今年入汛前完成清淤。", "今年入汛前", "flood_season"),
        ("2026年秋季学期开学前完成维修。", "2026年秋季学期开学前", "autumn_term"),
    ],
)
def test_a_turn_of_the_year_is_a_feast_without_a_day_of_its_own(text: str, words: str, turn: str) -> None:
    check_reads(due_feast, text, [(words, {"kind": "feast", "feast": turn, "offset": -1})])


@pytest.mark.parametrize(
    "text",
    [
        "春节期间加强值守。",
        "国庆前后客流集中。",
        "目前形势向好。",
        "《春节前安全检查方案》",
        "“两节”前发放到位。",
        "当前要抓好工作。",
    ],
)
def test_feasts_as_a_time_are_left_alone(text: str) -> None:
    check_leaves(due_feast, text)


@pytest.mark.parametrize("unit", ["前", "春节前", "春节", "之前", "“五一”", "汛期"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(due_feast, unit)
