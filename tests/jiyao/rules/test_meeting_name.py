"""Tests of ``meeting_name``."""

from __future__ import annotations

from typing import Any

import pytest

from jiyao.rules.meeting_name import names_in
from jiyao.text import View


def name(text: str) -> dict[str, Any]:
    """What the first name in a text says, unsaid parts left out."""
    view = View(text)
    found = names_in(view, 0, len(view))
    if not found:
        return {}
    parts = {"extended": True} if found[0].extended else {}
    for key in ("body", "kind", "term", "number", "year_number"):
        part = getattr(found[0], key)
        if part is not None:
            assert text[part.span.start : part.span.end] == part.text
            parts[key] = part.value
    return parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "主持召开九届市人民政府第47次常务会议。",
            {"body": "市人民政府", "kind": "executive", "term": 9, "number": 47},
        ),
        ("主持召开县十六届政府第9次常务会议", {"body": "县政府", "kind": "executive", "term": 16, "number": 9}),
        ("主持召开县十六届第9次政府常务会议", {"body": "县政府", "kind": "executive", "term": 16, "number": 9}),
        ("召开县政府2026年第2次常务会议", {"body": "县政府", "kind": "executive", "number": 2, "year_number": 2026}),
        ("召开2020年第6次县政府常务会议", {"body": "县政府", "kind": "executive", "number": 6, "year_number": 2020}),
        ("临江区政府召开第18届6次常务会议", {"body": "临江区政府", "kind": "executive", "term": 18, "number": 6}),
        ("县政府召开第七次常务会议", {"body": "县政府", "kind": "executive", "number": 7}),
        ("区政府召开第49次常务（扩大）会议", {"body": "区政府", "kind": "executive", "number": 49, "extended": True}),
        ("主持召开市政府党组（扩大）会议", {"body": "市政府党组", "kind": "party_group", "extended": True}),
        ("召开市政府党组会议和市政府第5次常务会议", {"body": "市政府", "kind": "executive", "number": 5}),
        ("主持召开第36次县长办公会议", {"kind": "mayor_office", "number": 36}),
        ("主持召开市长碰头会", {"kind": "mayor_office"}),
        ("召开区政府全体（扩大）会议暨项目推进会", {"body": "区政府", "kind": "plenary", "extended": True}),
        ("主持召开专题会议", {"kind": "thematic"}),
        ("石桥县人民政府常务会议纪要", {"body": "石桥县人民政府", "kind": "executive"}),
        ("区政府第42次常务会议在区长会议室召开", {"body": "区政府", "kind": "executive", "number": 42}),
        ("召开旗人民政府第３次常务会议", {"body": "旗人民政府", "kind": "executive", "number": 3}),
    ],
)
def test_the_parts_of_a_name_are_read(text: str, expected: dict[str, Any]) -> None:
    assert name(text) == expected


@pytest.mark.parametrize("text", ["发布时间：2020-03-10", "召开全市防汛大会战誓师活动", "安澜市人民政府办公室"])
def test_what_names_no_meeting_is_left_alone(text: str) -> None:
    assert "kind" not in name(text)


def test_the_number_of_an_issue_is_no_number_of_a_meeting() -> None:
    assert name("常务会议纪要第12期") == {"kind": "executive"}


def test_meetings_listed_in_brackets_do_not_lend_their_numbers() -> None:
    text = "召开区政府全体会议暨推进会（区安全生产委员会2025年第四次会议）"
    assert name(text) == {"body": "区政府", "kind": "plenary"}


def test_the_standing_committee_is_named_with_its_committee() -> None:
    assert name("县委书记温如海主持召开县委常委会议")["body"] == "县委常委会"


def test_a_number_inside_the_name_is_no_part_of_the_body() -> None:
    assert name("县政府十届四十二次政府常务会议")["body"] == "县政府"
    assert name("召开108次常委会会议") == {"body": "常委会", "kind": "other", "number": 108}


def test_the_organ_that_convenes_is_named_in_full_before_it() -> None:
    assert name("市政府召开十届四十二次政府常务会议")["body"] == "市政府"
    assert name("县政府党组召开集体学习会议") == {"body": "县政府党组", "kind": "party_group"}
    assert name("二届市委召开十八次常委会会议") == {"body": "市委", "kind": "other", "number": 18, "term": 2}
