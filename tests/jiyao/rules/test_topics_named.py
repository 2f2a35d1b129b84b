"""Tests of ``topics_named``."""

from __future__ import annotations

import pytest

from jiyao.rules.topics_named import in_heading, in_sentence
from jiyao.text import View


def topics(text: str) -> list[tuple[str, str]]:
    view = View(text)
    found = list(in_sentence(view, 0, len(view), lambda _start, _end: None))
    return [(item.item.kind, item.item.title.text) for item in found]


def reporting(text: str) -> str | None:
    view = View(text)
    (item,) = in_sentence(view, 0, len(view), lambda _start, _end: None)
    return item.item.reporting_body.text if item.item.reporting_body else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议传达学习全省防汛会议精神，研究我市贯彻落实意见；", [("convey", "全省防汛会议精神")]),
        ("审议《甲市养老办法（送审稿）》；", [("deliberate", "《甲市养老办法（送审稿）》")]),
        (
            "会议审议了《甲方案》、《乙方案》和《丙办法（试行）》。",
            [("deliberate", "《甲方案》"), ("deliberate", "《乙方案》"), ("deliberate", "《丙办法（试行）》")],
        ),
        (
            "会议学习了安全生产法，审定了年度计划，听取了县水利局关于防汛准备情况的汇报。",
            [("study", "安全生产法"), ("deliberate", "年度计划"), ("hear", "县水利局关于防汛准备情况的汇报")],
        ),
        (
            "会议讨论通过了《甲办法》、关于乙水库的请示以及关于丙项目的请示。",
            [("research", "《甲办法》"), ("research", "关于乙水库的请示"), ("research", "关于丙项目的请示")],
        ),
        ("会议还审议了《甲公报》《乙请示》等议题。", [("deliberate", "《甲公报》"), ("deliberate", "《乙请示》")]),
        ("会议研究数字经济发展、城镇燃气安全等工作。", [("research", "数字经济发展"), ("research", "城镇燃气安全")]),
        ("会议原则通过了《甲实施方案》。", [("deliberate", "《甲实施方案》")]),
        ("会议审议并原则同意《甲规划》，决定按程序报市委审定。", [("deliberate", "《甲规划》")]),
        ("会上，集中学习了总体国家安全观；", [("study", "总体国家安全观")]),
        (
            "会议传达学习了省防汛会议精神，原则通过《甲方案》，审议通过《乙办法》。",
            [("convey", "省防汛会议精神"), ("deliberate", "《甲方案》"), ("deliberate", "《乙办法》")],
        ),
        (
            "会议听取了县水库除险情况的汇报，安排部署9月份工作。",
            [("hear", "县水库除险情况的汇报"), ("other", "9月份工作")],
        ),
        ("会议收看了警示教育片，传达学习了省林业会议精神。", [("other", "警示教育片"), ("convey", "省林业会议精神")]),
        (
            "会议学习了总体国家安全观，邀请法律顾问授课，审议《甲方案》。",
            [("study", "总体国家安全观"), ("deliberate", "《甲方案》")],
        ),
        ("会议听取了我县省级、市级督察整改情况的汇报。", [("hear", "我县省级、市级督察整改情况的汇报")]),
        (
            "会议听取了关于甲水库的汇报和乙河道治理情况汇报。",
            [("hear", "关于甲水库的汇报"), ("hear", "乙河道治理情况汇报")],
        ),
        ("会议审议《甲关于<乙意见>的报告》。", [("deliberate", "《甲关于<乙意见>的报告》")]),
    ],
)
def test_each_verb_with_its_own_object_is_a_topic(text: str, expected: list[tuple[str, str]]) -> None:
    assert topics(text) == expected


def test_what_is_conveyed_together_is_one_topic() -> None:
    text = "传达学习《甲意见》精神，全省水利会议、省委农村会议精神，研究我市贯彻落实意见；"
    assert topics(text) == [("convey", "《甲意见》精神，全省水利会议、省委农村会议精神")]


def test_a_clause_behind_a_semicolon_keeps_the_verb_before_it() -> None:
    view = View("全域绿化推进情况汇报；")
    (item,) = in_sentence(view, 0, len(view), lambda _start, _end: None, verb="听取")
    assert (item.item.kind, item.item.title.text) == ("hear", "全域绿化推进情况汇报")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("会议听取了县人社局关于根治欠薪情况的汇报。", "县人社局"),
        ("会议听取了市发改委主任王晴《关于飞地经济情况的汇报》。", "市发改委"),
        ("会议听取了县政府办关于建议提案办理情况的汇报。", "县政府办"),
        ("会议审议了县财政局提交的《奖励办法》。", "县财政局"),
        ("会议听取了全市清欠工作情况汇报。", None),
        ("会议传达学习了市政府第3次全体会议精神。", None),
    ],
)
def test_the_body_that_submits_is_read(text: str, body: str | None) -> None:
    assert reporting(text) == body


def test_a_heading_without_a_verb_has_the_kind_of_its_opening_sentence() -> None:
    view = View("关于公交线路调整的请示")
    assert in_heading(view, 0, len(view), "听取").kind == "hear"
    assert in_heading(view, 0, len(view), None).kind == "other"
