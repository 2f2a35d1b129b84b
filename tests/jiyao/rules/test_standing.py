"""Tests of ``standing``."""

from __future__ import annotations

import pytest

from jiyao.rules import standing
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("常态化开展巡查。", "常态化"),
        ("要长期坚持，抓出成效。", "长期"),
        ("完成时限：长期。", "长期"),
        ("办理时限：持续推进。", "持续推进"),
    ],
)
def test_what_goes_on_for_good_is_standing(text: str, words: str) -> None:
    check_reads(standing, text, [(words, {"kind": "standing"})])


@pytest.mark.parametrize(
    "text",
    [
        "建立长效机制和常态化机制。",
        "长期以来成绩显著。",
        "编制中长期规划。",
        "疫情防控常态化条件下。",
        "持续推进项目建设。",
        "要常抓不懈、久久为功。",
    ],
)
def test_mechanisms_and_states_of_things_are_left_alone(text: str) -> None:
    check_leaves(standing, text)


@pytest.mark.parametrize("unit", ["长期", "常态化", "时限：", "长期坚持"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(standing, unit)
