"""Tests of ``urgency``."""

from __future__ import annotations

import pytest

from jiyao.rules import urgency
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize("word", ["尽快", "按时", "会后", "立即", "第一时间", "如期", "抓紧"])
def test_a_word_that_presses_without_a_day_is_urgency(word: str) -> None:
    check_reads(urgency, f"要{word}完成整改。", [(word, word)])


def test_a_day_or_a_length_of_time_is_no_urgency() -> None:
    check_leaves(urgency, "4月底前、3天内、春节前完成。")


@pytest.mark.parametrize(
    "text",
    [
        "发现火情第一时间报告。",
        "接到报警立即出动。",
        "省发改委按时间节点通报进度。",
        "始终抓紧高质量发展首要任务。",
        "要抓紧抓好各项工作。",
    ],
)
def test_what_is_done_each_time_and_diligence_press_nobody(text: str) -> None:
    check_leaves(urgency, text)


@pytest.mark.parametrize("unit", ["尽快", "会", "第一时间"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(urgency, unit)
