"""Tests of ``due_within``."""

from __future__ import annotations

import pytest

from jiyao.rules import due_within
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "words", "n", "unit", "origin"),
    [
        ("限期20天整改到位。", "20天", 20, "day", "meeting"),
        ("在一个工作日内报送。", "在一个工作日内", 1, "workday", "meeting"),
        ("会后3个工作日内提出方案。", "会后3个工作日内", 3, "workday", "meeting"),
        ("自本纪要印发之日起10日内完成。", "自本纪要印发之日起10日内", 10, "day", "issue"),
        ("收到交办单后5个工作日内反馈。", "收到交办单后5个工作日内", 5, "workday", "收到交办单"),
        ("半个月内整改完毕。", "半个月内", 15, "day", "meeting"),
        ("一周内拿出清单。", "一周内", 1, "week", "meeting"),
        ("三个月之内完成。", "三个月之内", 3, "month", "meeting"),
        ("24小时内处置到位。", "24小时内", 24, "hour", "meeting"),
        ("10天以内见效。", "10天以内", 10, "day", "meeting"),
        ("用2个月时间完成清理。", "2个月时间", 2, "month", "meeting"),
        ("力争用三年时间建成。", "三年时间", 3, "year", "meeting"),
        ("今日起一周内完成。", "今日起一周内", 1, "week", "meeting"),
        ("县财政局在收到申请后3个工作日内拨付。", "在收到申请后3个工作日内", 3, "workday", "收到申请"),
        ("各单位收到通知后3日内报送。", "收到通知后3日内", 3, "day", "收到通知"),
        ("县税务局会后3天内梳理。", "会后3天内", 3, "day", "meeting"),
        ("县教体局在印发之日起15日内制定。", "在印发之日起15日内", 15, "day", "issue"),
        ("办理时限为5个工作日。", "5个工作日", 5, "workday", "meeting"),
        ("最长不超过20天。", "20天", 20, "day", "meeting"),
    ],
)
def test_a_length_of_time_counts_from_what_the_words_say(text: str, words: str, n: int, unit: str, origin: str) -> None:
    check_reads(due_within, text, [(words, {"kind": "within", "n": n, "unit": unit, "from": origin})])


@pytest.mark.parametrize(
    "text",
    [
        "近3年内发生的事故。",
        "落实诉求3日内办结制度。",
        "合同期限为10年。",
        "任期3年以内的干部。",
        "县域内就诊率提升。",
        "3000元以内支出。",
        "审批时限压缩至10个工作日以内。",
        "2025年内开工。",
        "对内对外开放。",
        "《3天内办结制度》已印发。",
        "确保常用药品48小时内配送到卫生室。",
        "群众报修2小时内上门。",
        "接到投诉后24小时内要有反馈。",
        "承诺5个工作日内办结。",
    ],
)
def test_lengths_that_are_no_limit_are_left_alone(text: str) -> None:
    check_leaves(due_within, text)


@pytest.mark.parametrize(
    "unit", ["在收到后3日内", "自甲后3日内", "内", "3天内", "1", "十", "起3日内", "用2个月时间", "时限"]
)
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(due_within, unit)
