"""Parts, kinds of text and heads: what a meeting's text is before its matter is read."""

from __future__ import annotations

import pytest

from jiyao import Reading, read

OPENING = "5月9日，县长温如海主持召开县政府第3次常务会议。\n"


def one(text: str) -> Reading:
    (found,) = read(text)
    return found


def test_two_meetings_in_a_file_are_two_readings_that_share_no_character() -> None:
    text = OPENING + "会议强调，要排查隐患。\n" + OPENING.replace("第3次", "第4次").replace("5月9日", "5月20日")
    first, second = read(text)
    assert first.part.span.end == second.part.span.start
    assert second.part.span.end == len(text)
    assert [r.meeting.number.value for r in (first, second) if r.meeting.number] == [3, 4]


def test_a_meeting_elsewhere_that_the_body_tells_of_opens_no_part() -> None:
    text = OPENING + "3月6日，全国安全生产电视电话会议召开，对防汛作出部署。会议指出，要排查隐患。\n"
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (OPENING + "会议强调，要排查隐患。", "communique"),
        ("清河县人民政府常务会议纪要\n" + OPENING + "会议议定：要排查隐患。", "minutes"),
        ("清河县2024年重点工作任务分解表\n县水利局要排查隐患。", "task_table"),
        ("关于做好防汛督查工作的通知\n各乡镇要排查隐患。", "notice"),
        ("今天天气很好。", "other"),
    ],
)
def test_the_kind_of_text_is_known_by_its_head(text: str, genre: str) -> None:
    assert one(text).genre == genre


def test_what_is_no_meeting_gives_no_statement() -> None:
    reading = one("今天天气很好。要多出门走走。")
    assert (reading.is_meeting, reading.statements, reading.unread) == (False, (), ())


def test_traditional_script_reads_like_simplified_and_keeps_its_words() -> None:
    text = "6月28日，縣委副書記、縣長梁永勤在政府會議室主持召開縣政府第5次常務會議。縣政府黨組成員劉慶安出席會議。"
    meeting = one(text).meeting
    assert meeting.body is not None
    assert (meeting.body.text, meeting.body.value) == ("縣政府", "县政府")
    assert [(p.name.text, p.name.value) for p in one(text).present] == [("劉慶安", "刘庆安")]


def test_the_year_comes_from_the_title_block_or_the_year_s_number_never_from_an_issue_date() -> None:
    numbered = one(OPENING.replace("第3次", "2026年第3次"))
    titled = one("县政府第3次常务会议纪要\n（二〇二五年五月九日）\n" + OPENING)
    issued = one("县政府常务会议\n发布时间：2025-05-09\n" + OPENING)
    days = [reading.meeting.date.value for reading in (numbered, titled, issued) if reading.meeting.date]
    assert days == ["2026-05-09", "2025-05-09", "--05-09"]


def test_the_title_is_the_line_that_names_the_meeting_and_no_breadcrumb() -> None:
    text = "当前位置：首页 > 会议 > 县政府常务会议\n县政府召开第3次常务会议\n" + OPENING
    title = one(text).meeting.title
    assert title is not None
    assert title.text == "县政府召开第3次常务会议"


def test_the_chair_is_not_repeated_however_the_name_is_spaced() -> None:
    reading = one(OPENING + "会议强调，要排查隐患。\n出席：温 如 海　　秦屿　　柏松涛\n")
    assert [person.name.value for person in reading.present] == ["秦屿", "柏松涛"]


def test_the_chair_may_be_named_in_a_sentence_of_its_own_which_is_no_statement() -> None:
    reading = one("9月30日上午，县政府召开第七次常务会议。县长温如海主持会议并讲话。会议强调，要排查隐患。")
    assert reading.meeting.chair is not None
    assert reading.meeting.chair.name.text == "温如海"
    assert [statement.text for statement in reading.statements] == ["要排查隐患。"]


def test_the_number_in_a_title_that_two_meetings_share_belongs_to_the_one_it_stands_before() -> None:
    text = (
        "清河县政府召开党组会议和第52次常务会议\n3月8日，县长温如海主持召开县政府党组会议。会议强调，要排查隐患。\n"
        "3月11日，县长温如海主持召开第52次县政府常务会议。会议强调，要巡查。"
    )
    first, second = read(text)
    assert first.meeting.number is None
    assert second.meeting.number is not None
    assert second.meeting.number.value == 52


def test_the_line_of_the_time_gives_the_year_and_the_line_of_the_chair_all_posts() -> None:
    head = "专题会议纪要\n时间：2024年7月30日\n地点：县政府\n主持：县委常委、副县长温如海\n"
    meeting = one(head + "7月30日，副县长温如海主持召开专题会议，研究内涝问题。会议议定，县住建局要清淤。").meeting
    assert meeting.date is not None
    assert meeting.date.value == "2024-07-30"
    assert meeting.chair is not None
    assert [post.text for post in meeting.chair.posts] == ["县委常委", "副县长"]


@pytest.mark.parametrize("day", ["514日，", "2022年33日，"])
def test_a_day_that_lost_its_month_in_the_copying_is_no_date(day: str) -> None:
    assert one(f"{day}县长温如海主持召开县政府第3次常务会议。会议强调，要巡查。").meeting.date is None


@pytest.mark.parametrize(
    "opening",
    [
        "为做好春运工作，1月12日，县交通运输局召开动员会，局长温如海主持会议。",
        "4月4日下午，市委政研室（改革办）召开机关全体会议。",
    ],
)
def test_a_bureaus_own_meeting_is_none_of_the_governments(opening: str) -> None:
    assert one(opening + "\n会议要求，要排查隐患。").genre == "other"
