"""The agenda and the statements of whole texts: openings, umbrellas, lines that a site adds."""

from __future__ import annotations

import pytest

from jiyao import read

OPENING = "5月9日，县长温如海主持召开县政府第3次常务会议。\n"


def titles(text: str) -> list[str]:
    return [item.title.text for item in read(text)[0].agenda]


def test_an_opening_whose_meeting_was_held_names_topics_too() -> None:
    text = "5月9日，县委常委会（扩大）会议召开，传达学习全省防汛会议精神，审议《甲方案》。"
    assert titles(text) == ["全省防汛会议精神", "《甲方案》"]


def test_an_umbrella_of_the_opening_gives_way_to_the_sentence_that_names_its_topic() -> None:
    text = (
        "5月9日，县长温如海主持召开县政府第3次常务会议，研究《甲规划》任务分解、河道治理等工作。\n"
        "会议听取了《甲规划》任务分解情况的汇报。会议强调，要建立台账。\n会议听取了河道治理情况的汇报。会议强调，要排查隐患。"
    )
    assert titles(text) == ["《甲规划》任务分解情况的汇报", "河道治理情况的汇报"]
    assert [statement.agenda for statement in read(text)[0].statements] == [0, 1]


def test_a_topic_may_stand_in_the_line_below_its_verb() -> None:
    reading = read(OPENING + "会议传达学习：\n全省防汛会议精神。\n会议强调：\n一要排查隐患。")[0]
    assert [item.title.text for item in reading.agenda] == ["全省防汛会议精神"]
    assert [statement.text for statement in reading.statements] == ["一要排查隐患。"]


def test_what_was_disposed_once_more_is_a_topic_and_no_statement() -> None:
    reading = read(OPENING + "会议听取了河道治理情况的汇报。\n会议对防汛备汛工作进行再安排再部署。")[0]
    assert [item.title.text for item in reading.agenda] == ["河道治理情况的汇报", "防汛备汛工作"]
    assert reading.statements == ()


def test_an_outcome_that_one_topic_has_is_not_given_to_another() -> None:
    reading = read(OPENING + "会议传达学习了全省防汛会议精神，原则通过《甲方案》。")[0]
    assert [item.outcome.value if item.outcome else None for item in reading.agenda] == [None, "approved_in_principle"]


@pytest.mark.parametrize(
    "line",
    [
        "（县政府办 撰稿：秦屿 审核：田野）",
        "展开详细",
        "2031-04-26 10:16:13",
        "供稿科室（部门）：综合科",
        "会议举行专题学法讲座，县政府法律顾问秦屿围绕水法进行了授课。",
        "会议由秦屿同志传达全省防汛会议精神。",
        "各镇和县直有关单位主要负责同志参加。",
    ],
)
def test_what_a_site_or_a_reporter_adds_is_no_statement(line: str) -> None:
    reading = read(OPENING + "会议强调，要排查隐患。\n" + line)[0]
    assert [statement.text for statement in reading.statements] == ["要排查隐患。"]


def test_a_group_below_an_empty_label_sits_in() -> None:
    reading = read(OPENING + "会议强调，要排查隐患。\n列席会议人员：\n县政府相关部门\n县融媒体中心记者")[0]
    assert [group.text for group in reading.groups_in_attendance] == ["县政府相关部门", "县融媒体中心记者"]
    assert len(reading.statements) == 1


def test_a_text_that_mentions_the_minutes_of_another_meeting_is_a_communique() -> None:
    reading = read(OPENING + "会议研究了贯彻市政府第4次专题会议纪要精神。会议强调，要排查隐患。")[0]
    assert reading.genre == "communique"


def test_a_line_of_a_site_s_table_is_no_title() -> None:
    title = "县政府召开第3次常务会议"
    reading = read(f"信息名称：{title} 主题分类：政府会议\n{title}\n" + OPENING)[0]
    assert reading.meeting.title is not None
    assert reading.meeting.title.text == title


def test_who_speaks_after_others_were_heard_is_a_heading() -> None:
    (statement,) = read(OPENING + "在听取发言后，温如海指出，要排查隐患。")[0].statements
    assert (statement.heading, statement.text) == ("point_out", "要排查隐患。")


def test_a_word_of_consent_inside_a_title_is_no_outcome() -> None:
    text = OPENING + "会议讨论了《关于区划调整后机构编制的意见》，将提交县委常委会审议。会议强调，要排查隐患。"
    (item,) = read(text)[0].agenda
    assert (item.title.text, item.outcome) == ("《关于区划调整后机构编制的意见》", None)


def test_a_summary_in_the_opening_paragraph_gives_way_to_the_numbered_paragraphs() -> None:
    text = (
        OPENING.rstrip()
        + "会议听取并研究了招商引资、市场保供等工作。\n一、会议听取了招商引资情况的汇报。\n二、会议听取了市场保供情况的汇报。"
    )
    assert titles(text) == ["招商引资情况的汇报", "市场保供情况的汇报"]


def test_of_several_topics_in_one_sentence_the_words_say_which_is_meant() -> None:
    text = (
        OPENING + "会议听取了春季造林、防汛备汛、秸秆禁烧等工作汇报。会议强调，造林要抓住时节。\n会议要求，要提高认识。"
    )
    assert [statement.agenda for statement in read(text)[0].statements] == [0, None]


def test_a_statement_that_opens_with_a_topics_paper_is_about_that_topic() -> None:
    text = (
        OPENING
        + "会议审议了《燃气管理办法》《公园条例》。\n会议强调，燃气管理要从严。\n《公园条例》经县司法局审核后，提请县人大常委会审议。"
    )
    assert [statement.agenda for statement in read(text)[0].statements] == [0, 1]


def test_a_speech_in_general_gives_way_to_the_speeches_that_are_named() -> None:
    text = (
        "5月9日，县长温如海主持召开县政府第3次常务会议，传达学习习近平总书记重要讲话精神。\n"
        "会议传达学习了总书记在防汛座谈会上的讲话。会议强调，要备足物资。\n会议听取了河道治理情况的汇报。会议强调，要清淤。"
    )
    assert titles(text) == ["总书记在防汛座谈会上的讲话", "河道治理情况的汇报"]


def test_a_decision_on_the_topic_is_an_outcome_though_the_topic_names_work() -> None:
    (found,) = read(OPENING + "会议研究管网改造事项，同意由县城投公司作为实施主体。")[0].statements
    assert found.label == "outcome"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议研究了计划执行情况的报告、财政预算的报告，要求修改完善。", ["计划执行情况的报告", "财政预算的报告"]),
        ("会议审议了《甲议案》和人大常委会工作报告（稿）。", ["《甲议案》", "人大常委会工作报告（稿）"]),
        ("会议听取审议了《甲方案》《乙办法》等议题。", ["《甲方案》", "《乙办法》"]),
        ("会议听取了《甲报告》《乙报告》起草情况的汇报。", ["《甲报告》《乙报告》起草情况的汇报"]),
        ("会议同意启动甲产业园项目、乙产业园项目。", ["启动甲产业园项目、乙产业园项目"]),
        ("会议安排部署了节日期间安全生产、信访稳定等工作。", ["节日期间安全生产、信访稳定等工作"]),
        ("会议审议了加强债务管理政策文件，要求压实责任，严禁违规举债。", ["加强债务管理政策文件"]),
        ("会议传达学习《甲意见》精神并部署有关工作。", ["《甲意见》精神"]),
        ("会议还对完善会商机制、加强资源管理等工作进行安排部署。", ["完善会商机制", "加强资源管理"]),
        (
            "会上，讨论了《甲办法》，听取了储备情况汇报，并就当前重点工作作了安排。",
            ["《甲办法》", "储备情况汇报", "当前重点工作"],
        ),
        (
            "会议听取了例会总体情况汇报和公墓、殡仪馆搬迁情况汇报，协调解决相关问题。",
            ["例会总体情况汇报", "公墓、殡仪馆搬迁情况汇报"],
        ),
        ("会议首先进行了政治学习，传达学习了全县工作会议精神。", ["全县工作会议精神"]),
        ("在认真听取了题为《甲》的工作报告后，与会人员积极发言。", ["题为《甲》的工作报告"]),
        (
            "会议由秦屿主持，分别听取了县审计局所作的《甲报告》、县财政局所作的《乙报告》。",
            ["县审计局所作的《甲报告》", "县财政局所作的《乙报告》"],
        ),
    ],
)
def test_topics_are_named_one_by_one(text: str, expected: list[str]) -> None:
    assert titles(OPENING + text) == expected


def test_a_part_of_an_umbrella_that_has_a_paragraph_of_its_own_stays_a_topic() -> None:
    text = (
        "5月9日，县长温如海主持召开县政府第3次常务会议，研究河道采砂治理、校车安全等事宜。\n"
        "会议强调，河道采砂治理要坚持疏堵结合。\n会议研究了殡仪馆迁建事宜。会议要求，要加快选址。\n会议研究了供水改造事宜。会议要求，要加快施工。"
    )
    assert titles(text)[0] == "河道采砂治理"
    assert "校车安全" not in titles(text)


def test_a_topic_the_opening_named_in_passing_has_its_full_name_from_a_later_sentence() -> None:
    text = (
        "5月9日，县委常委会召开会议，专题研究全县经济运行工作。\n"
        "会议听取了1至4月份全县经济运行工作情况的汇报。会议指出，要加强调度。"
    )
    assert titles(text) == ["1至4月份全县经济运行工作情况的汇报"]


@pytest.mark.parametrize(
    "line",
    [
        "同志们：今天，我们召开全县防汛工作会议，安排部署防汛工作。",
        "同志们：\n现在召开县政府第3次全体会议，安排部署工作。",
    ],
)
def test_a_speech_is_no_meeting(line: str) -> None:
    (reading,) = read(line)
    assert not reading.is_meeting
    assert reading.statements == ()


def test_an_opening_may_stand_behind_a_sentence_that_says_why() -> None:
    (reading,) = read(
        "为了贯彻县农业会议精神，扎实做好今年工作。4月17号下午，柳河镇召开春耕工作会议。镇长常安平主持会议。"
    )
    assert reading.is_meeting
    assert reading.meeting.date is not None
    assert reading.meeting.date.value == "--04-17"


def test_a_meeting_on_the_division_of_tasks_is_a_meeting_and_no_table() -> None:
    (reading,) = read("16日下午，省长秦屿主持召开省政府第五次全体会议，确定省政府重点任务分工，要求实干奋进抓落实。")
    assert (reading.genre, reading.is_meeting) == ("communique", True)
    (reading,) = read(
        "县政府召开全体会议研究任务分工\n5月9日，县长温如海主持召开县政府第3次全体会议。\n会议强调，要排查隐患。"
    )
    assert reading.genre == "communique"


def test_summaries_on_one_page_are_meetings_of_their_own() -> None:
    text = (
        "会议摘要：3月1日下午，市长蓝向前主持召开市政府常务会议，审议《甲办法》。\n2024/02/20\n"
        "会议摘要：2月18日，市长蓝向前主持召开市政府常务会议，审议《乙办法》。"
    )
    assert [[item.title.text for item in reading.agenda] for reading in read(text)] == [["《甲办法》"], ["《乙办法》"]]
