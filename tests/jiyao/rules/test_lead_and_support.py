"""Tests of ``lead_and_support``."""

from __future__ import annotations

import pytest

from jiyao.rules import lead_and_support
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "由市住建局牵头，市财政局、市自然资源局配合。",
            [("市住建局", "lead"), ("市财政局", "support"), ("市自然资源局", "support")],
        ),
        ("市住建局牵头、市财政局配合。", [("市住建局", "lead"), ("市财政局", "support")]),
        ("常务副市长沈立群牵头，市发展改革局负责。", [("沈立群", "lead"), ("市发展改革局", "lead")]),
        (
            "林海峰同志牵头，市工信局、市商务局参与。",
            [("林海峰", "lead"), ("市工信局", "support"), ("市商务局", "support")],
        ),
        ("市农业农村局牵头抓总，市气象局协同。", [("市农业农村局", "lead"), ("市气象局", "support")]),
        ("发展改革、财政、审计部门配合做好监管。", [("发展改革、财政、审计部门", "support")]),
        ("县财政局要牵头负责，县审计局要密切配合。", [("县财政局", "lead"), ("县审计局", "support")]),
        ("以市应急管理局为主，市消防救援支队配合。", [("市应急管理局", "lead"), ("市消防救援支队", "support")]),
        ("由李明远副县长牵头，供电、燃气企业配合。", [("李明远", "lead"), ("供电、燃气企业", "support")]),
        ("市文化和旅游局作为牵头单位。", [("市文化和旅游局", "lead")]),
        ("市城投公司作为项目业主单位。", [("市城投公司", "listed")]),
        (
            "县水利局牵头，县财政局、各乡镇按职责分工负责。",
            [("县水利局", "lead"), ("县财政局", "listed"), ("各乡镇", "listed")],
        ),
    ],
)
def test_the_words_before_the_duty_name_who_has_it(text: str, expected: list[tuple[str, str]]) -> None:
    check_reads(lead_and_support, text, expected)


def test_who_looks_after_a_part_of_it_is_listed() -> None:
    check_reads(lead_and_support, "副县长邢玉堂、康宁分片包抓。", [("邢玉堂", "listed"), ("康宁", "listed")])


def test_who_stands_behind_huitong_supports_and_who_stands_before_is_listed() -> None:
    expected = [("市交通运输局", "listed"), ("市财政局", "support"), ("市公安局", "support")]
    check_reads(lead_and_support, "市交通运输局会同市财政局、市公安局测算标准。", expected)


def test_a_party_office_is_read_to_its_end_and_not_to_its_committee() -> None:
    expected = [("区委改革办", "listed"), ("区委督查室", "support"), ("区政府督查室", "support")]
    check_reads(lead_and_support, "区委改革办会同区委督查室、区政府督查室开展督察。", expected)


def test_joined_names_with_he_inside_stay_one_body() -> None:
    expected = [("市自然资源和规划局", "lead"), ("市住房和城乡建设局", "lead")]
    check_reads(lead_and_support, "市自然资源和规划局和市住房和城乡建设局负责。", expected)


@pytest.mark.parametrize(
    "text",
    [
        "主要负责人要亲自抓，负责同志要靠前指挥。",
        "搞好部门配合。",
        "由县民政局负责的事项。",
        "实行县级领导牵头负责制。",
        "深化领导干部包联企业机制。",
        "要认真负责、各负其责，谁主管谁负责。",
        "要加强部门联动，密切配合，形成合力。",
        "残疾人联合会改革方案已经印发。",
        "坚持预防为主的方针。",
        "要提高群众参与度。",
        "严格落实安全生产责任制，对人民负责。",
    ],
)
def test_words_that_give_nobody_a_duty_are_left_alone(text: str) -> None:
    check_leaves(lead_and_support, text)


@pytest.mark.parametrize(
    "unit",
    ["副县长甲包抓", "分片包抓", "牵头", "市局、", "局和", "会同市局、", "（局）负责", "以市局为主", "市住建局配合"],
)
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(lead_and_support, unit)
