"""Which topic a statement belongs to, read end to end and piece by piece."""

from __future__ import annotations

import pytest

from jiyao import read
from jiyao.text import View
from jiyao.topics import Titles, in_order, position

OPENING = "2024年3月5日，县长文澜主持召开县政府第3次常务会议。\n"


def topics_of(text: str) -> list[int | None]:
    (reading,) = read(OPENING + text)
    return [statement.agenda for statement in reading.statements]


def test_numbered_blocks_follow_the_topics_one_to_one() -> None:
    text = (
        "会议审议《供水管理办法》；审议《校车管理办法》；\n"
        "会议强调：\n一、供水关乎民生。\n二、校车安全责任重大。\n"
        "会议要求：\n一、要加快管网改造。\n二、要检修车辆。\n"
    )
    assert topics_of(text) == [0, 1, 0, 1]


def test_a_paragraph_behind_its_topic_sentence_belongs_to_it() -> None:
    text = "会议听取了县水利局关于供水情况的汇报。会议要求，要加快改造。\n会议研究了校车问题。会议强调，要检修车辆。"
    assert topics_of(text) == [0, 1]


def test_a_statement_under_a_heading_belongs_to_that_heading() -> None:
    text = "一、关于供水问题\n会议议定，县水利局要加快改造。\n二、关于校车问题\n会议议定，县教育局要检修车辆。"
    assert topics_of(text) == [0, 1]


def test_the_heading_of_a_paragraph_may_name_its_topic() -> None:
    text = (
        "会议听取了供水管网改造情况汇报，审议了《校车安全管理办法》。\n"
        "在审议《校车安全管理办法》时，会议强调，要检修车辆。\n就供水管网改造，会议要求，要加快进度。"
    )
    assert topics_of(text) == [1, 0]


def test_words_tell_the_topic_where_the_order_does_not() -> None:
    text = (
        "会议听取了供水管网改造情况汇报，审议了《校车安全管理办法》，研究了殡仪馆迁建事宜。\n"
        "会议强调，校车安全容不得马虎。\n会议强调，供水管网要加快改造。"
    )
    assert topics_of(text) == [1, 0]


def test_where_nothing_tells_the_topic_none_is_given() -> None:
    text = "会议听取了供水管网改造情况汇报，审议了《校车安全管理办法》。\n会议强调，要狠抓落实。"
    assert topics_of(text) == [None]


def test_consent_to_that_paper_is_no_topic_of_its_own() -> None:
    (reading,) = read(OPENING + "会议审议了《校车安全管理办法》。会议同意该办法，按程序印发。")
    assert [item.title.text for item in reading.agenda] == ["《校车安全管理办法》"]
    assert [(s.label, s.agenda) for s in reading.statements] == [("outcome", 0)]


@pytest.mark.parametrize(
    ("told", "topics", "expected"),
    [
        ([0, None, 2], 3, [0, 1, 2]),
        ([1, None, 3], 6, [1, 2, 3]),  # between two that are known
        ([1, None, 4], 6, [1, None, 4]),  # two topics between, one paragraph
        ([0, 1], 3, [0, 1]),
        ([None, 1, None], 3, [0, 1, 2]),  # before the first and behind the last
        ([None, 1, 2], 3, [0, 1, 2]),
        ([None, None], 2, [None, None]),  # nothing said
        ([1, None], 2, [1, None]),  # the words point elsewhere
        ([2, None, 0], 3, [2, None, 0]),  # back to an earlier topic
    ],
)
def test_paragraphs_follow_the_topics_only_where_their_words_agree(
    told: list[int | None], topics: int, expected: list[int | None]
) -> None:
    assert in_order(told, topics) == expected


def test_a_word_that_several_titles_share_tells_less() -> None:
    view = View("校车安全容不得马虎")
    assert Titles(["校车安全情况", "燃气安全情况"]).nearest(view, 0, len(view)) == 0
    assert Titles(["燃气安全情况", "矿山安全情况"]).nearest(view, 0, len(view)) is None


def test_the_submitter_of_a_topic_is_not_what_it_is_about() -> None:
    view = View("县水利局要加快办理")
    assert Titles(["县水利局关于防火情况的汇报", "县教育局关于校车情况的汇报"]).nearest(view, 0, len(view)) is None


def test_an_ordinal_beyond_the_topics_has_none() -> None:
    assert position("三", 2) is None
    assert position(None, 2) is None
    assert position("二", 2) == 1


def test_a_paper_is_known_by_its_short_name() -> None:
    text = (
        "会议讨论《青石县政府工作报告（讨论稿）》，审议《青石县犬只管理条例（草案）》《青石县校车管理方案》。\n"
        "会议指出，起草组要修改完善报告。\n会议强调，《条例》出台后，要抓好登记。\n会议要求，该方案要尽快印发。"
    )
    assert topics_of(text) == [0, 1, 2]


def test_a_short_name_that_two_papers_share_tells_nothing() -> None:
    text = "会议审议《青石县犬只管理办法》《青石县校车管理办法》。\n会议强调，《办法》要抓紧印发。"
    assert topics_of(text) == [None]


def test_one_later_sentence_about_a_topic_does_not_give_it_the_whole_paragraph() -> None:
    text = (
        "会议传达学习了草原防火会议精神，听取了饮用水水源情况的汇报，审议了《肉牛产业发展规划》。\n"
        "会议强调，要抓好招标投标整治。要围绕肉牛产业补链延链。"
    )
    assert topics_of(text) == [None, 2]


def test_a_closing_paragraph_is_about_no_topic_where_each_topic_is_told_of_in_its_own() -> None:
    text = (
        "会议听取了县水利局关于供水情况的汇报。会议要求，要加快改造。\n会议研究了校车问题。会议强调，要检修车辆。\n"
        "会议要求，要抓紧落实全县经济工作会议部署。"
    )
    assert topics_of(text) == [0, 1, None]


def test_a_paragraph_whose_words_turn_to_an_earlier_topic_is_about_that() -> None:
    text = (
        "会议听取了供水管网改造情况的汇报。\n会议研究了校车停靠点问题。会议强调，要检修车辆。\n"
        "会议指出，供水管网改造要加快。\n会议审定了《殡仪馆迁建方案》。"
    )
    assert topics_of(text) == [1, 0]
