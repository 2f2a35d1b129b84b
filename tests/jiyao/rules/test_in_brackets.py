"""Tests of ``in_brackets``."""

from __future__ import annotations

import pytest

from jiyao.rules import in_brackets
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "完善项目库。（牵头单位：市住建局；配合单位：市发展改革局、市财政局）",
            [("市住建局", "lead"), ("市发展改革局", "support"), ("市财政局", "support")],
        ),
        (
            "责任单位：县水利局、县财政局，各乡镇人民政府",
            [("县水利局", "listed"), ("县财政局", "listed"), ("各乡镇人民政府", "listed")],
        ),
        ("牵头领导：何晓东；责任单位：县林业局", [("何晓东", "lead"), ("县林业局", "listed")]),
        (
            "牵头单位：市教育局，配合单位：各县（市、区）政府。",
            [("市教育局", "lead"), ("各县（市、区）政府", "support")],
        ),
        ("牵头单位市水利局要倒排工期。", [("市水利局", "lead")]),
        (
            "清运垃圾。（责任单位：县住建局、各乡镇场、县城投）",
            [("县住建局", "listed"), ("各乡镇场", "listed"), ("县城投", "listed")],
        ),
        ("〔责任单位：省商务厅、省大数据中心按职责分工负责〕", [("省商务厅", "listed"), ("省大数据中心", "listed")]),
        (
            "责任单位：市经信局、市税务局（列第一位的为牵头单位，下同）",
            [("市经信局", "listed"), ("市税务局", "listed")],
        ),
        ("牵头部门市水利局、配合部门市财政局要会商。", [("市水利局", "lead"), ("市财政局", "support")]),
        ("牵头单位为市水利局，配合单位为各县区。", [("市水利局", "lead"), ("各县区", "support")]),
        ("推进审批提速（市政务服务局，各县区政府）。", [("市政务服务局", "listed"), ("各县区政府", "listed")]),
    ],
)
def test_the_list_behind_a_label_has_the_labels_role(text: str, expected: list[tuple[str, str]]) -> None:
    check_reads(in_brackets, text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "汇报单位：市教育局",
        "联系人：何晓东",
        "各县（市、区）政府要加快。",
        "市发展改革局（市能源局）牵头。",
        "配合单位要主动对接。",
        "责任单位：按时完成。",
        "（以下简称方案）。",
    ],
)
def test_labels_without_a_duty_and_brackets_of_names_are_left_alone(text: str) -> None:
    check_leaves(in_brackets, text)


@pytest.mark.parametrize("unit", ["（", "牵头单位：", "（市局，", "责任单位：市局、", "）（", "（（市局"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(in_brackets, unit)
