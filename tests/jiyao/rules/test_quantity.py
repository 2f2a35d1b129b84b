"""Tests of ``quantity``."""

from __future__ import annotations

import pytest

from jiyao.rules import quantity
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快目前储备的100个项目前期工作。", ("100个项目", 100, "个项目", None)),
        ("组织演练不少于20个。", ("20个", 20, "个", "at_least")),
        ("力争全年完成固定资产投资300亿元以上。", ("300亿元以上", 300, "亿元", "at_least")),
        ("确保覆盖率达到95%以上。", ("95%以上", 95, "%", "at_least")),
        ("整改完成率达到100%。", ("100%", 100, "%", "equal")),
        ("新建高标准农田5万亩。", ("5万亩", 5, "万亩", None)),
        ("费用控制在3%以内。", ("3%以内", 3, "%", "at_most")),
        ("培训农民1，200人次。", ("1，200人次", 1200, "人次", None)),
        ("新增城镇就业3.5万人。", ("3.5万人", 3.5, "万人", None)),
        ("筹集改造资金300万元。", ("300万元", 300, "万元", None)),
        ("入户率不低于百分之八十。", ("百分之八十", 80, "%", "at_least")),
        ("新建两所学校。", ("两所", 2, "所", None)),
        ("存栏稳定在2.5万头。", ("2.5万头", 2.5, "万头", "equal")),
        ("招引亿元以上项目10个。", ("10个", 10, "个", None)),
        ("建成120个村级站点。", ("120个", 120, "个", None)),
        ("确保32项问题销号。", ("32项", 32, "项", None)),
        ("新修渠道120公里。", ("120公里", 120, "公里", None)),
        ("储备燃煤不少于20天用量。", ("20天", 20, "天", "at_least")),
        ("审批时限压缩至10个工作日以内。", ("10个工作日以内", 10, "个工作日", "at_most")),
        ("更新电梯60部以上。", ("60部以上", 60, "部", "at_least")),
        ("室温不得低于18℃。", ("18℃", 18, "℃", "at_least")),
        ("平均浓度降至32微克/立方米。", ("32微克/立方米", 32, "微克/立方米", "at_most")),
        ("企业开办压缩至半天。", ("半天", 0.5, "天", "at_most")),
        ("完成化肥调运2.3万吨。", ("2.3万吨", 2.3, "万吨", None)),
        ("用水量下降2个百分点。", ("2个百分点", 2, "个百分点", None)),
    ],
)
def test_a_number_beside_a_word_of_reaching_is_a_target(text: str, expected: tuple[object, ...]) -> None:
    check_reads(quantity, text, [expected])


@pytest.mark.parametrize(
    "text",
    [
        "市政府召开第47次常务会议。",
        "一是抓好落实，二是加强督查。",
        "落实《2026年100个项目清单》。",
        "统筹“两不愁三保障”，做到“两个维护”。",
        "建设110千伏变电站。",
        "已完成投资20亿元。",
        "今年以来新增企业30家，同比增长8%。",
        "确保5个工作日内办结。",
        "确保在3天内完成。",
        "总投资3亿元的项目要开工。",
        "完成2025年任务。",
        "打造“三个中心”。",
        "县财政安排工作经费50万元。",
        "由市财政局拨付补助资金300万元。",
    ],
)
def test_numbers_that_count_name_or_report_are_left_alone(text: str) -> None:
    check_leaves(quantity, text)


@pytest.mark.parametrize("unit", ["1", "1，111", "100个", "百分之", "达到", "1.", "新建两", "万亿"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(quantity, unit)
