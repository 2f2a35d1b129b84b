"""Tests of ``named_doer``."""

from __future__ import annotations

import pytest

from jiyao.rules import named_doer
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民政局、市残联要摸清底数。", ["市民政局", "市残联"]),
        ("各乡镇（街道）、各有关部门要排查隐患。", ["各乡镇（街道）", "各有关部门"]),
        ("全市各级各部门要建立台账。", ["全市各级各部门"]),
        ("住建、交通、水利等部门要加强巡查。", ["住建、交通、水利等部门"]),
        ("市住建局等部门要加强巡查。", ["市住建局"]),
        (
            "市商务局、各县（市、区）人民政府，安澜高新区管委会要招商。",
            ["市商务局", "各县（市、区）人民政府", "安澜高新区管委会"],
        ),
        ("县农业农村局拿出方案，各乡镇（街道）具体抓好落实。", ["县农业农村局", "各乡镇（街道）"]),
        ("县审计局适时开展审计。", ["县审计局"]),
        ("镇林业站每日巡查。", ["镇林业站"]),
        ("全市政府系统要加强学习。", ["全市政府系统"]),
        ("责令市城投公司限期整改。", ["市城投公司"]),
        ("县直各部门及乡镇（办事处）既要分工又要合作。", ["县直各部门", "乡镇（办事处）"]),
        ("责成县妇联修改完善。", ["县妇联"]),
        ("请市财政局统筹安排资金。", ["市财政局"]),
        ("补贴标准由市交通运输局测算。", ["市交通运输局"]),
        ("由统筹办、新农办组织验收。", ["统筹办", "新农办"]),
        ("由城关镇人民政府制定方案。", ["城关镇人民政府"]),
        ("市工信局会后抓紧修改完善。", ["市工信局"]),
        ("市教育局，要加强管理。", ["市教育局"]),
        ("各乡镇在做好防汛的同时，要抓好秋收。", ["各乡镇"]),
        ("二是市教育局、各县区要加强管理。", ["市教育局", "各县区"]),
        ("财政局要保障经费，人社局要落实待遇。", ["财政局", "人社局"]),
        ("所需资金由市财政统筹解决。", ["市财政"]),
        ("各镇（街道）每周五前报送进度。", ["各镇（街道）"]),
        ("各县区主要负责同志要到岗到位。", ["各县区主要负责同志"]),
        ("供水、燃气、通信等单位要迁改管线。", ["供水、燃气、通信等单位"]),
        ("各部门党组（党委）要加强学习。", ["各部门党组（党委）"]),
        ("市生态环境局临溪分局要加强监测。", ["市生态环境局临溪分局"]),
        ("由副市长林海峰同志组织专题研究。", ["林海峰"]),
    ],
)
def test_the_doer_is_named_before_what_it_must_do(text: str, expected: list[str]) -> None:
    check_reads(named_doer, text, [(words, "listed") for words in expected])


def test_a_generic_doer_that_says_its_role_has_that_role() -> None:
    check_reads(named_doer, "牵头单位要每月报送，配合单位要主动对接。", [("牵头单位", "lead"), ("配合单位", "support")])


def test_leaders_of_a_body_and_groups_of_their_own_are_doers() -> None:
    check_reads(named_doer, "由市政府领导分头带队督查。", [("市政府领导", "listed")])
    check_reads(named_doer, "各县级领导要包案化解。", [("各县级领导", "listed")])
    check_reads(named_doer, "各重点任务牵头单位要加强调度。", [("各重点任务牵头单位", "listed")])
    check_reads(named_doer, "商务、发改、市场监管等部门要加强监测。", [("商务、发改、市场监管等部门", "listed")])


@pytest.mark.parametrize(
    "text",
    [
        "要督促市住建局、市财政局整改。",
        "由市司法局审核后印发。",
        "经市财政局审定后实施。",
        "提请市政府常务会议审议。",
        "全市要凝心聚力，我县要抢抓机遇。",
        "市教育局开展了大量工作，成效明显。",
        "今年以来，各乡镇扎实推进春耕生产。",
        "要加强对企业的服务，要素保障要到位。",
        "主要由于天气原因。",
        "养老服务必须有温度。",
        "会议同意区国资中心提出的方案。",
        "人们有理由相信。",
        "县域经济发展要提速。",
        "全镇要干干净净。",
        "学习上级部门重要讲话。",
        "会议同意县脱贫办对各乡镇考核后拟定的结果。",
    ],
)
def test_who_is_pushed_asked_or_only_mentioned_is_no_doer(text: str) -> None:
    check_leaves(named_doer, text)


@pytest.mark.parametrize(
    "unit", ["要", "局要", "市局、", "市局，", "由市局、", "；市", "各乡镇和", "请局", "。市局会后", "（市）要"]
)
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(named_doer, unit)
