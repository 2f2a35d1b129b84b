"""Tests of ``attendance``."""

from __future__ import annotations

from typing import Any

import pytest

from jiyao.layout import lay_out
from jiyao.parts import parts
from jiyao.rules.attendance import Attendance, attendance
from jiyao.text import View

OPENING = "5月9日，县长温如海主持召开县政府第3次常务会议。\n"


def who(text: str) -> Attendance:
    view = View(OPENING + text)
    return attendance(view, lay_out(view, parts(view)[0]))


def names(people: list[Any]) -> list[str]:
    return [str(person.name.value) for person in people]


@pytest.mark.parametrize(
    ("text", "present", "sitting_in"),
    [
        ("副县长秦屿、柏松涛出席会议。", ["秦屿", "柏松涛"], []),
        ("县领导秦屿、柏松涛、田野等参加会议。", ["秦屿", "柏松涛", "田野"], []),
        ("副县长秦屿出席会议，县人大常委会副主任郑可心、县政协副主席蓝天佑列席会议。", ["秦屿"], ["郑可心", "蓝天佑"]),
        ("副县长秦屿参加会议。县政协副主席蓝天佑应邀列席。", ["秦屿"], ["蓝天佑"]),
        ("县人大常委会副主任郑可心应邀参加会议。", [], ["郑可心"]),
        ("出席会议的有副县长秦屿、柏松涛。", ["秦屿", "柏松涛"], []),
        ("县委副书记、县长温如海主持会议，副县长秦屿参加会议。", ["秦屿"], []),
        ("副县长秦屿，县政府办公室主任田野，县直相关部门负责人参会。", ["秦屿", "田野"], []),
        ("县人大常委会副主任郑可心、蓝天佑等常委会领导出席会议。", ["郑可心", "蓝天佑"], []),
        ("县政协副主席蓝天佑、郑可心及机关各委、室负责人列席会议。", [], ["蓝天佑", "郑可心"]),
        ("县政府领导秦屿、才让扎西参加会议。", ["秦屿", "才让扎西"], []),
    ],
)
def test_the_cue_says_who_is_present_and_who_sits_in(text: str, present: list[str], sitting_in: list[str]) -> None:
    found = who(text)
    assert (names(found.present), names(found.in_attendance)) == (present, sitting_in)


def test_a_list_that_semicolons_divide_is_one_list() -> None:
    found = who("副县长秦屿；县政府办公室主任田野；县财政局、县审计局的负责同志列席会议。")
    assert names(found.in_attendance) == ["秦屿", "田野"]
    assert [group.text for group in found.groups] == ["县财政局、县审计局的负责同志"]


def test_groups_that_come_for_their_topic_say_so() -> None:
    found = who("县发展改革局、县财政局负责人列席会议；相关乡镇负责人按议题列席会议。")
    assert [(group.text, group.by_topic) for group in found.groups] == [
        ("县发展改革局、县财政局负责人", False),
        ("相关乡镇负责人", True),
    ]


def test_labelled_lines_name_those_present_on_leave_and_sitting_in() -> None:
    found = who(
        "会议强调，要排查隐患。\n出  席：温如海　秦屿　柏松涛\n请  假：田野（在省委党校学习）\n列  席：县人大常委会副主任郑可心\n"
        "县财政局杜　蕾、县住建局江一帆\n第一至二议题：县应急局方志平，各镇负责人\n记  录：毛晓彤"
    )
    assert names(found.present) == ["温如海", "秦屿", "柏松涛"]
    assert [(p.name.text, p.reason.text if p.reason else None) for p in found.absent] == [("田野", "在省委党校学习")]
    assert names(found.in_attendance) == ["郑可心", "杜蕾", "江一帆", "方志平"]
    assert [p.for_topics for p in found.in_attendance] == [(), (), (), (0, 1)]
    assert [(g.text, g.for_topics) for g in found.groups] == [("各镇负责人", (0, 1))]


def test_an_instruction_to_attend_names_nobody() -> None:
    found = who("会议要求，各乡镇主要负责人要亲自参加会议。")
    assert (found.present, found.in_attendance, found.groups) == ([], [], [])


def test_a_meeting_elsewhere_that_the_body_tells_of_is_not_this_one() -> None:
    found = who("会议强调：\n一、省里召开了推进会议，省长贺长庚出席会议并讲话。\n")
    assert found.present == []
