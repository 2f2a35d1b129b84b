"""Which texts carry a secrecy marking, and which only speak of secrets."""

from __future__ import annotations

import pytest

from luoshi.documents.secrecy import marking


@pytest.mark.parametrize(
    ("raw", "degree"),
    [
        ("机密★1年\n安澜市人民政府常务会议纪要", "机密"),
        ("000012\n秘密★\n特急\n纪要", "秘密"),
        ("绝 密\n\n安澜市人民政府文件", "绝密"),
        ("密级：秘密\n纪要", "秘密"),
        ("\ufeff　　【机密】\n纪要", "机密"),
        ("秘密 1年 特急\n纪要", "秘密"),
        ("000003 机密 特急\n纪要", "机密"),
        ("安澜市人民政府常务会议纪要（机密★长期）\n会议指出", "机密"),
    ],
)
def test_a_marking_at_its_place_is_seen(raw: str, degree: str) -> None:
    assert marking(raw) == degree


@pytest.mark.parametrize(
    "raw",
    [
        "会议要求保守国家秘密和商业秘密。",
        "会议审议《安澜市商业秘密保护办法（送审稿）》。",
        "内部资料\n安澜市人民政府常务会议纪要",
        "工作秘密\n纪要",
        "保密工作会议强调：\n一、严守秘密，\n二、抓落实。",
        "",
    ],
)
def test_the_words_in_prose_are_no_marking(raw: str) -> None:
    assert marking(raw) is None


def test_a_line_far_below_the_head_is_no_marking() -> None:
    assert marking("会议要求抓好落实。\n" * 40 + "秘密\n") is None
