"""Lists of people: shared posts, bodies, groups, names spread by spaces."""

from __future__ import annotations

import pytest

from jiyao.people import roll
from jiyao.text import View

Expected = list[tuple[str, list[str], str | None]]


def people(text: str) -> Expected:
    view = View(text)
    found = roll(view, 0, len(view), rule="test").people
    for person in found:
        assert text[person.name.span.start : person.name.span.end] == person.name.text
    return [(p.name.text, [post.text for post in p.posts], p.unit.text if p.unit else None) for p in found]


def groups(text: str) -> list[str]:
    view = View(text)
    return [view.s[a:b] for a, b in roll(view, 0, len(view), rule="test").groups]


def test_a_post_shared_by_several_names_is_given_to_each() -> None:
    assert people("副市长程稳、祁之恒、司徒敏") == [
        ("程稳", ["副市长"], None),
        ("祁之恒", ["副市长"], None),
        ("司徒敏", ["副市长"], None),
    ]


def test_several_posts_of_one_person_are_all_his() -> None:
    text = "市委常委、常务副市长舒朗,市政府党组成员、市政府办公室主任江一帆"
    assert people(text) == [
        ("舒朗", ["市委常委", "常务副市长"], None),
        ("江一帆", ["市政府党组成员", "市政府办公室主任"], None),
    ]


def test_a_comma_ends_the_sharing() -> None:
    assert people("县委常委、副县长秦屿，柏松涛") == [("秦屿", ["县委常委", "副县长"], None), ("柏松涛", [], None)]


def test_a_post_before_each_name_starts_anew() -> None:
    assert people("副县长秦屿、县政协副主席蓝天佑") == [
        ("秦屿", ["副县长"], None),
        ("蓝天佑", ["县政协副主席"], None),
    ]


def test_a_body_before_a_name_is_the_unit() -> None:
    assert people("区发改局周自勤、区财政局杜蕾\n区住建局江一帆") == [
        ("周自勤", [], "区发改局"),
        ("杜蕾", [], "区财政局"),
        ("江一帆", [], "区住建局"),
    ]


def test_a_name_spread_by_a_space_is_one_name() -> None:
    assert people("韩　朗　　穆怀远　　司徒敏") == [("韩　朗", [], None), ("穆怀远", [], None), ("司徒敏", [], None)]
    assert people("裴行远　　冯 一 诺　　申屠朗")[1] == ("冯 一 诺", [], None)
    assert people("市住建局 宁 远、市生态环境局 段春生") == [
        ("宁 远", [], "市住建局"),
        ("段春生", [], "市生态环境局"),
    ]


def test_a_rare_surname_does_not_break_a_list() -> None:
    assert [name for name, _, _ in people("副县长郭世安、练世宏、曹国泉")] == ["郭世安", "练世宏", "曹国泉"]


def test_leaders_of_the_county_is_a_label_and_no_post() -> None:
    assert people("县领导项前、黎书云") == [("项前", [], None), ("黎书云", [], None)]


def test_comrade_is_no_part_of_the_name() -> None:
    assert people("市长姜有为同志") == [("姜有为", ["市长"], None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市政府办公室副主任、市属相关部门负责人", ["市政府办公室副主任", "市属相关部门负责人"]),
        ("区政府办、发改委、财政局负责人", ["区政府办、发改委、财政局负责人"]),
        ("县人大、县政协相关领导、县直有关部门、各镇负责人", ["县人大、县政协相关领导", "县直有关部门、各镇负责人"]),
        ("县政府副县长、县政府党组成员", ["县政府副县长", "县政府党组成员"]),
        ("巴音镇、红旗镇的苏木达", ["巴音镇、红旗镇的苏木达"]),
    ],
)
def test_groups_are_kept_and_name_nobody(text: str, expected: list[str]) -> None:
    assert people(text) == []
    assert groups(text) == expected


def test_a_group_behind_a_name_is_cut_off() -> None:
    text = "县政协副主席王存之及县直相关部门负责人"
    assert people(text) == [("王存之", ["县政协副主席"], None)]
    assert groups(text) == ["县直相关部门负责人"]


def test_the_word_and_inside_a_name_or_a_body_does_not_cut() -> None:
    assert people("市发展和改革委员会主任李和平、副旗长苏和") == [
        ("李和平", ["市发展和改革委员会主任"], None),
        ("苏和", ["副旗长"], None),
    ]


def test_a_body_and_a_name_spread_by_spaces_belong_together_across_a_wider_gap() -> None:
    assert people("县财政局    晏  清") == [("晏  清", [], "县财政局")]


def test_where_names_are_due_a_rare_surname_is_no_hindrance() -> None:
    view = View("乜安（出差）、应晓棠")
    listed = roll(view, 0, len(view), rule="test", names_due=True)
    assert [person.name.text for person in listed.people] == ["乜安", "应晓棠"]
    view = View("禤安（出差）、应晓棠")
    listed = roll(view, 0, len(view), rule="test", names_due=True)
    assert [person.name.text for person in listed.people] == ["禤安", "应晓棠"]


def test_two_groups_joined_by_and_are_two() -> None:
    assert groups("县法院负责同志及各议题相关单位负责人") == ["县法院负责同志", "各议题相关单位负责人"]


def test_of_names_parted_by_spaces_alone_only_the_spread_one_is_mended() -> None:
    assert [name for name, _, _ in people("赫连城  佟  岳  苏和·巴雅尔")] == ["赫连城", "佟  岳", "苏和·巴雅尔"]
