"""Tests of ``outcome``."""

from __future__ import annotations

import pytest

from jiyao.rules import outcome
from jiyao.text import View
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("会议原则同意县财政局的意见。", "原则同意", "approved_in_principle"),
        ("会议原则上同意县财政局的意见。", "原则上同意", "approved_in_principle"),
        ("会议审议并原则通过《办法》。", "原则通过", "approved_in_principle"),
        ("会议审议通过了《办法》。", "会议审议通过", "approved"),
        ("会议同意市教育局的请示。", "会议同意", "approved"),
        ("经研究，同意增设学校。", "同意", "approved"),
        ("（一）同意设立专项资金。", "同意", "approved"),
        ("会议不同意调整规划。", "不同意", "rejected"),
        ("对该申请不予支持。", "不予支持", "rejected"),
        ("该项目暂缓实施。", "暂缓", "deferred"),
        ("有关经费另行研究。", "另行研究", "deferred"),
        ("会议知悉有关情况。", "知悉", "noted"),
        ("提请市委常委会会议审定。", "提请市委常委会会议审定", None),
        ("以市政府办公室名义印发。", "以市政府办公室名义印发", None),
        ("按程序印发实施。", "按程序印发实施", None),
        ("上报市政府审定。", "报市政府审定", None),
    ],
)
def test_each_wording_has_the_contracts_value(text: str, words: str, value: str | None) -> None:
    check_reads(outcome, text, [(words, value)])


def test_consent_stands_before_the_revision_that_follows_it() -> None:
    expected = [("原则同意", "approved_in_principle"), ("修改完善后", "approved_after_revision"), ("按程序印发", None)]
    check_reads(outcome, "会议原则同意该方案，修改完善后按程序印发。", expected)


def test_revision_without_consent_is_approval_after_revision() -> None:
    expected = [("修改完善后", "approved_after_revision"), ("以市政府名义印发", None)]
    check_reads(outcome, "根据会议讨论意见修改完善后，以市政府名义印发。", expected)


def test_revision_for_another_reading_is_put_off() -> None:
    check_reads(outcome, "修改完善后再次提交常务会议审议。", [("修改完善后", "deferred"), ("提交常务会议审议", None)])


@pytest.mark.parametrize(
    "text",
    [
        "通过摸排走访掌握底数。",
        "会议通过视频形式召开。",
        "经市政府同意后实施。",
        "会议审议了《办法》。",
        "依法不予处罚。",
        "报名参加活动，听取汇报。",
        "学习《同意设立基金的批复》。",
    ],
)
def test_means_permits_and_penalties_are_no_outcome(text: str) -> None:
    check_leaves(outcome, text)


@pytest.mark.parametrize(
    "unit",
    [
        "修改完善，",
        "审核后印发",
        "同意",
        "通过",
        "原则",
        "会议",
        "修改完善后",
        "提请市",
        "以市",
        "再次提",
        "另行",
        "报",
    ],
)
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(outcome, unit)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("由区司法局审核把关后印发。", "把关后印发", None),
        ("由市民政局修改完善，经分管领导审定后按程序印发。", "修改完善", "approved_after_revision"),
    ],
)
def test_a_paper_that_is_checked_or_revised_before_it_is_issued_is_disposed_of(
    text: str, words: str, value: str | None
) -> None:
    assert (words, value) in {(text[f.start : f.end], f.value) for f in outcome.read(View(text))}
