"""Tests of ``opening``."""

from __future__ import annotations

import pytest

from jiyao.rules.opening import chair, first_date, part_of_day, venue
from jiyao.text import View


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020年3月9日上午，", "2020-03-09"),
        ("3月9日，", "--03-09"),
        ("24日下午，", "---24"),
        ("（二〇二五年十一月三日）", "2025-11-03"),
        ("202 6 年 1 月 14 日，", "2026-01-14"),
        ("会议时间：2023-11-20", "2023-11-20"),
        ("4月25号，", "--04-25"),
        ("据云岭日报1月21日消息，1月20日，", "--01-20"),  # the first is the report's day
    ],
)
def test_a_day_keeps_what_the_text_says_of_it(text: str, value: str) -> None:
    view = View(text)
    found = first_date(view, 0, len(view))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["13月40日，", "第9日程", "近日，市政府"])
def test_what_is_no_day_is_left_alone(text: str) -> None:
    view = View(text)
    assert first_date(view, 0, len(view)) is None


@pytest.mark.parametrize(
    ("text", "value"), [("3月9日上午，", "morning"), ("3月9日下午3时，", "afternoon"), ("6月20日晚6时，", "evening")]
)
def test_the_part_of_the_day_is_read(text: str, value: str) -> None:
    view = View(text)
    found = part_of_day(view, 0, len(view))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("市长程稳在市人民政府六楼大会议室主持召开会议", "市人民政府六楼大会议室"),
        ("县长程稳在县委小礼堂主持召开会议", "县委小礼堂"),
        ("区长程稳在区机关大楼第一接待室主持召开专题会议", "区机关大楼第一接待室"),
        ("9月30日，在区政务服务中心四楼召开全体会议", "区政务服务中心四楼"),
    ],
)
def test_the_room_is_read(text: str, room: str) -> None:
    view = View(text)
    found = venue(view, 0, len(view))
    assert found is not None
    assert found.text == room


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        (
            "2020年3月9日上午，市委副书记、市人民政府市长程稳在市政府六楼会议室主持召开会议",
            "程稳",
            ["市委副书记", "市人民政府市长"],
        ),
        ("5月20日，旗委副书记、旗长朝格图主持召开旗人民政府会议", "朝格图", ["旗委副书记", "旗长"]),
        ("会议由区长顾清源主持。", "顾清源", ["区长"]),
        ("区长顾清源主持并讲话。", "顾清源", ["区长"]),
        ("3月5日，受县长委托，县委常委、常务副县长秦屿主持召开会议", "秦屿", ["县委常委", "常务副县长"]),
        ("〔全媒体记者余音〕4月7日，县长温如海主持召开会议", "温如海", ["县长"]),
        ("市长姜有为同志在市政府会议室主持召开会议", "姜有为", ["市长"]),
    ],
)
def test_the_chair_has_every_post_that_is_printed(text: str, name: str, posts: list[str]) -> None:
    view = View(text)
    found = chair(view, 0, len(view))
    assert found is not None
    assert (found.name.value, [post.text for post in found.posts]) == (name, posts)


def test_where_nobody_presides_there_is_no_chair() -> None:
    view = View("3月9日，县政府召开第七次常务会议。")
    assert chair(view, 0, len(view)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3月25日下午，区政府常务副区长戚继舟召开稳增长工作第3次调度会，", "戚继舟"),
        ("11月20日，秦屿副省长召开会议，专题研究规划编制工作。", "秦屿"),
    ],
)
def test_who_convenes_presides_where_nobody_is_said_to(text: str, name: str) -> None:
    view = View(text)
    found = chair(view, 0, len(view))
    assert found is not None
    assert found.name.value == name


def test_an_organ_that_convenes_is_no_chair() -> None:
    view = View("3月25日下午，县政府召开第3次常务会议，")
    assert chair(view, 0, len(view)) is None


def test_a_centre_where_the_meeting_was_held_is_its_venue() -> None:
    view = View("1月5日下午，市政府第六次全体会议在市政务中心召开。")
    found = venue(view, 0, len(view))
    assert found is not None
    assert found.text == "市政务中心"
