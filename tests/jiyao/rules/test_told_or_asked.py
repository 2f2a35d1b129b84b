"""Tests of ``told_or_asked``."""

from __future__ import annotations

import pytest

from jiyao.rules import told_or_asked
from jiyao.text import Text
from reading_checks import check_leaves, check_linear


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("要督促县住建局加快整改。", "督促县住建局"),
        ("及时向县委政法委汇报进展。", "向县委"),
        ("报市财政局审核。", "报市财政局"),
        ("与上级对接市自然资源局。", "对接市自然资源局"),
        ("经市司法局审查后印发。", "经市司法局"),
        ("提请市政府常务会议审议。", "提请市政府"),
    ],
)
def test_the_body_asked_is_accounted_for_without_being_an_owner(text: str, words: str) -> None:
    view = Text.of(text).view
    found = list(told_or_asked.read(view))
    assert {finding.kind for finding in found} == {"duty"}
    assert words in {view.s[finding.start : finding.end] for finding in found}


def test_reports_and_names_with_the_same_characters_are_left_alone() -> None:
    assert not list(told_or_asked.read(Text.of("听取情况汇报，做好预报和日报，报名参加。").view))
    check_leaves(told_or_asked, "方向明确，经济向好。")


@pytest.mark.parametrize("unit", ["督促", "向市", "报", "经市局", "提请市"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(told_or_asked, unit)
