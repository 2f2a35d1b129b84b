"""Tests of ``due_period``."""

from __future__ import annotations

from typing import Any

import pytest

from jiyao.rules import due_period
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "words", "period"),
    [
        ("上半年完成投资任务。", "上半年", "half_year"),
        ("明年上半年建成。", "明年上半年", "half_year"),
        ("三季度新开工项目不少于40个。", "三季度", "quarter"),
        ("一季度末开工。", "一季度末", "quarter"),
        ("第四季度启动建设。", "第四季度", "quarter"),
        ("年底前全部清零。", "年底前", "year"),
        ("今年底前全部清零。", "今年底前", "year"),
        ("确保今年内开工建设。", "今年内", "year"),
        ("本月底前完成。", "本月底前", "month"),
        ("下月底前完成。", "下月底前", "month"),
        ("本旬内完成。", "本旬内", "ten_days"),
        ("本周内报送。", "本周内", "week"),
        ("下周五前报送。", "下周五前", "week"),
        ("下周一上午下班前报送。", "下周一上午下班前", "week"),
        ("年底逐项考核。", "年底", "year"),
    ],
)
def test_the_end_of_a_period_is_a_limit(text: str, words: str, period: str) -> None:
    check_reads(due_period, text, [(words, {"kind": "end_of", "period": period})])


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("每月28日前报送进展。", "每月28日前", {"period": "month", "day": 28}),
        ("于每月5日前报送进展。", "于每月5日前", {"period": "month", "day": 5}),
        ("每季度末通报一次。", "每季度末", {"period": "quarter", "day": -1}),
        ("每周五前报送周报。", "每周五前", {"period": "week", "day": 5}),
        ("每半月调度一次。", "每半月", {"period": "half_month"}),
        ("每年至少组织两次演练。", "每年", {"period": "year"}),
        ("实行一周一调度。", "一周一调度", {"period": "week"}),
        ("按季度通报。", "按季度", {"period": "quarter"}),
        ("逐月分析研判。", "逐月", {"period": "month"}),
        ("坚持周通报。", "周通报", {"period": "week"}),
        ("每季度首月10日前报送台账。", "每季度首月10日前", {"period": "quarter", "day": 10}),
        ("做到每周一调度。", "每周", {"period": "week"}),
        ("每周一上报。", "每周一", {"period": "week", "day": 1}),
    ],
)
def test_what_recurs_names_its_period_and_its_day(text: str, words: str, when: dict[str, Any]) -> None:
    check_reads(due_period, text, [(words, {"kind": "every"} | when)])


@pytest.mark.parametrize(
    "text",
    [
        "总结上半年工作。",
        "截至上半年完成过半。",
        "抓好年底考核工作。",
        "每个村要建台账。",
        "每年新增就业持续增长。",
        "全年目标任务。",
        "冲刺三季度，确保完成任务。",
        "前三季度形势向好。",
        "建立周调度机制。",
        "半个月调度一次。",
        "十月底前完成。",
        "三年内建成。",
        "每月均有进展。",
    ],
)
def test_periods_of_facts_and_counts_of_things_are_left_alone(text: str) -> None:
    check_leaves(due_period, text)


@pytest.mark.parametrize("unit", ["季度", "每", "每月", "年底", "上半年", "一周一", "逐日", "本周", "月底"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(due_period, unit)
