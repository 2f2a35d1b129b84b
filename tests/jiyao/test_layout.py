"""How a text is taken apart: what reports the meeting and what was said there, duties below their task, heads and tails of pages."""

from __future__ import annotations

import pytest

from jiyao import Reading, read

OPENING = "2025年3月4日，县长周若水主持召开县政府第5次常务会议。\n"


def only(text: str) -> Reading:
    (found,) = read(text)
    return found


@pytest.mark.parametrize(
    ("body", "heading", "words"),
    [
        ("会议听取了防汛工作汇报，会议强调，要备足物资。", "stress", "要备足物资。"),
        ("周若水指出要备足物资。", "point_out", "要备足物资。"),
        ("周若水在讲话中强调，要备足物资。", "stress", "要备足物资。"),
        ("他要求，要备足物资。", "require", "要备足物资。"),
        ("结合防汛工作，周若水要求，要备足物资。", "require", "要备足物资。"),
        ("周若水就防汛工作提出三点要求：一是备足物资。", "require", "一是备足物资。"),
    ],
)
def test_what_was_said_stands_under_its_heading(body: str, heading: str, words: str) -> None:
    (found,) = only(OPENING + body).statements
    assert (found.heading, found.text) == (heading, words)


def test_what_the_leaders_of_the_state_said_is_no_heading() -> None:
    (found,) = only(OPENING + "总书记指出，要备足物资。").statements
    assert found.text.startswith("总书记")


def test_a_line_of_duties_belongs_to_the_task_above_it() -> None:
    text = "2025年任务分解表\n1.新建学校2所。\n牵头单位：县教育局\n完成时限：8月底前\n2.改造公路9公里。\n责任单位：县交通运输局\n"
    first, second = only(text).statements
    assert [(owner.text, owner.role) for owner in first.owners] == [("县教育局", "lead")]
    assert first.deadline is not None
    assert first.text.endswith("8月底前")
    assert [owner.text for owner in second.owners] == ["县交通运输局"]


@pytest.mark.parametrize(
    "line", ["会上，县住建局通报了检修情况。", "网站首页", "IMG_001.jpg", "图为会议现场", "（签发：周若水）"]
)
def test_procedure_and_chrome_are_no_statements(line: str) -> None:
    assert [s.text for s in only(f"{OPENING}会议要求，要备足物资。\n{line}\n").statements] == ["要备足物资。"]


def test_a_label_of_duty_behind_the_full_stop_belongs_to_the_task_before_it() -> None:
    (reading,) = read(
        "县重点工作任务清单\n1.守住不发生系统性风险的底线。责任单位：县金融办\n2.新建水厂1座。完成时限：9月底\n"
    )
    assert [(each.text, [owner.text for owner in each.owners]) for each in reading.statements] == [
        ("1.守住不发生系统性风险的底线。责任单位：县金融办", ["县金融办"]),
        ("2.新建水厂1座。完成时限：9月底", []),
    ]


def test_tasks_that_say_who_does_them_are_a_list_of_tasks_without_any_title() -> None:
    tasks = "1.新建水厂1座。（县水利局牵头）\n2.改造校舍8处。（责任单位：县教育局）\n"
    assert [read(text)[0].genre for text in (tasks, tasks.split("\n", maxsplit=1)[0])] == ["task_table", "other"]


def test_a_notice_without_a_title_is_known_by_whom_it_addresses() -> None:
    found = only("各乡镇人民政府，县直各单位：\n现将有关事项通知如下：\n一、各单位要于4月20日前报送进展。\n")
    assert found.genre == "notice"
    assert [s.text for s in found.statements] == ["各单位要于4月20日前报送进展。"]


def test_a_notice_that_hands_out_a_table_is_the_table_only_where_the_tasks_stand_in_it() -> None:
    head = "关于印发2025年任务分解表的通知\n各镇人民政府：\n"
    assert only(head + "各单位要抓好落实。\n").genre == "notice"
    assert only(head + "一、新建学校2所。（牵头单位：县教育局）\n").genre == "task_table"


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("市长于海青主持召开市政府常务会议，研究防汛工作。", "于海青"),
        ("周若水区长主持召开区政府常务会议，研究防汛工作。", "周若水"),
    ],
)
def test_a_chair_called_yu_or_named_before_the_post_is_found(opening: str, name: str) -> None:
    chair = only("3月4日上午，" + opening).meeting.chair
    assert chair is not None
    assert chair.name.text == name


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        ("听取了招商引资情况、春耕生产情况和道路建设情况汇报", ["招商引资情况", "春耕生产情况", "道路建设"]),
        ("听取了教育、卫生等领域安全工作情况汇报", ["教育、卫生等领域安全工作情况汇报"]),
        ("研究了《停车办法》、管网改造事宜等议题", ["《停车办法》", "管网改造事宜"]),
        ("研究了防汛工作，并审议有关事项", ["防汛工作"]),
        ("听取了防汛工作汇报，并逐项进行了部署", ["防汛工作汇报"]),
    ],
)
def test_topics_are_told_apart_and_what_names_nothing_is_none(told: str, titles: list[str]) -> None:
    assert [item.title.text for item in only(f"{OPENING}会议{told}。\n").agenda] == titles


def test_a_bracket_of_doers_on_a_line_of_its_own_belongs_to_the_task_above_it() -> None:
    (found,) = only(OPENING + "会议要求，要排查隐患。\n（县应急局牵头，县水利局、县住建局按职责分工负责）\n").statements
    assert next((owner.text, owner.role) for owner in found.owners) == ("县应急局", "lead")
    assert len(found.owners) == 3


def test_a_line_broken_before_who_presided_is_mended() -> None:
    line = "　　2023年9月8日，县委副书记、县人民政府县长贺兰舟"
    text = f"{line}\n主持召开县人民政府第36次常务会议。会议听取并研究了秋\n季招商引资工作情况，分析了存在的问题，对下一步工作作\n出安排。\n"
    chair = only(text).meeting.chair
    assert chair is not None
    assert chair.name.text == "贺兰舟"


def test_a_topic_that_heads_its_line_is_a_topic_whatever_follows() -> None:
    found = only("县政府专题会议纪要\n" + OPENING + "一、关于撂荒地整治。由县农业农村局牵头，完成整治5000亩。\n")
    assert [item.title.text for item in found.agenda] == ["关于撂荒地整治"]
    assert [s.agenda for s in found.statements] == [0]


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        ("会议听取河道治理情况汇报强调，要备足物资。", "河道治理情况汇报"),
        ("会议在传达学习全省防汛会议精神时强调，要备足物资。", "全省防汛会议精神"),
    ],
)
def test_a_sentence_that_names_its_topic_and_goes_on_with_what_was_said_is_both(body: str, topic: str) -> None:
    found = only(OPENING + body)
    assert [item.title.text for item in found.agenda] == [topic]
    assert [(s.heading, s.text, s.agenda) for s in found.statements] == [("stress", "要备足物资。", 0)]
