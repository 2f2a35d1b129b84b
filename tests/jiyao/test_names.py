"""Personal names: told by surname, by company, and not made up from words of the office."""

from __future__ import annotations

import pytest

from jiyao.lexicon import words
from jiyao.names import ends_in_post, ends_in_unit, ends_unnamed, is_name, may_be_name, post_end, split_name, unit_end


@pytest.mark.parametrize(
    "name",
    ["程稳", "祁之恒", "欧阳修文", "司徒敏", "阿依古丽·买买提", "康宁", "和志强", "苏和", "向上游", "周一鸣"],
)
def test_a_known_surname_makes_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "words",
    [
        "相关",
        "有关负责人",
        "高新区",
        "安全科",
        "农业局",
        "全体成员",
        "常务",
        "应急局",
        "领导",
        "关于",
        "张",
        "市委书记",
        "公安局",
    ],
)
def test_a_word_of_the_office_is_no_name(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize("name", ["练世宏", "宝音满都呼", "沙马阿各", "额尔敦夫", "白苏敦"])
def test_among_names_a_rare_or_transliterated_name_counts(name: str) -> None:
    assert may_be_name(name)


@pytest.mark.parametrize(
    "words", ["有关部门", "各乡镇", "乡镇负责人", "司法局", "单位代表", "全体人员", "副县长", "等同志"]
)
def test_what_is_no_name_is_none_among_names_either(words: str) -> None:
    assert not may_be_name(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("副市长祁之恒", "祁之恒"),
        ("县总工会主席席徐辉", "席徐辉"),
        ("县总工会主席徐辉", "徐辉"),
        ("区人武部部长石磊", "石磊"),
        ("市财政局杜蕾", "杜蕾"),
        ("旗人民政府副旗长宝音满都呼", "宝音满都呼"),
        ("自治区副主席阿布都·艾山江", "阿布都·艾山江"),
        ("市纪委监委驻市政府办纪检监察组组长苗青", "苗青"),
    ],
)
def test_a_name_begins_behind_the_post_or_the_body(words: str, name: str) -> None:
    at = split_name(words)
    assert at is not None
    assert words[at:] == name


@pytest.mark.parametrize(
    "words", ["市政府办公室副主任", "市属相关部门负责人", "各镇主要负责人", "县发展改革局", "副县长"]
)
def test_words_without_a_name_are_not_split(words: str) -> None:
    assert split_name(words) is None


@pytest.mark.parametrize(
    "end", [*words("posts", "suffixes"), *words("organs", "suffixes"), "周敏", "主任（正科级）", "（正科级）", "局（"]
)
def test_an_end_looked_up_by_its_last_character_is_the_end_that_the_pattern_finds(end: str) -> None:
    for text in (f"县{end}", end, f"{end}周敏", ""):
        assert ends_in_post(text) == (post_end().search(text) is not None)
        assert ends_in_unit(text) == (unit_end().search(text) is not None)


@pytest.mark.parametrize("text", ["各镇负责人", "各镇负责人等", "相关部门人员"])
def test_those_without_names_are_told_by_the_last_word(text: str) -> None:
    assert ends_unnamed(text)
    assert not ends_unnamed(text + "周敏")
