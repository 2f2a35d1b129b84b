"""Which texts carry a secrecy marking, and which only speak of secrets."""

from __future__ import annotations

import pytest

from luoshi.documents.secrecy import marking, restriction
from luoshi.files.models import Confidentiality


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
        ("秘密级\n纪要", "秘密"),
        ("机密件\n纪要", "机密"),
        ("密级：秘密级　保密期限：5年\n纪要", "秘密"),
        ("秘密 第0012号\n纪要", "秘密"),
        ("机密 1年 份号：000012\n纪要", "机密"),
        ("机密⭐1年\n纪要", "机密"),
        ("机密●1年\n纪要", "机密"),
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
        "工作秘密★1年\n纪要",
        "商业秘密★5年\n合同要点",
        "秘密级别由定密责任人确定。\n纪要",
        "保密工作会议强调：\n一、严守秘密，\n二、抓落实。",
        "",
    ],
)
def test_the_words_in_prose_are_no_marking(raw: str) -> None:
    assert marking(raw) is None


def test_a_line_far_below_the_head_is_no_marking() -> None:
    assert marking("会议要求抓好落实。\n" * 40 + "秘密\n") is None


@pytest.mark.parametrize(
    ("raw", "words", "label"),
    [
        ("内部资料 注意保存\n纪要", "内部资料", Confidentiality.INTERNAL),
        ("000012\n【内部】\n纪要", "内部", Confidentiality.INTERNAL),
        ("★内部文件，不得外传\n纪要", "内部文件", Confidentiality.INTERNAL),
        ("密级：内部\n纪要", "内部", Confidentiality.INTERNAL),
        ("工作秘密 特急\n纪要", "工作秘密", Confidentiality.WORK_SECRET),
        ("内部\n工作秘密★1年\n纪要", "工作秘密", Confidentiality.WORK_SECRET),
        ("（内部资料，注意保密）\n纪要", "内部资料", Confidentiality.INTERNAL),
        ("内部发行\n纪要", "内部发行", Confidentiality.INTERNAL),
        ("内部明电　特急\n纪要", "内部明电", Confidentiality.INTERNAL),
    ],
)
def test_a_restriction_at_its_place_is_seen(raw: str, words: str, label: Confidentiality) -> None:
    found = restriction([raw])
    assert found is not None
    assert (found.words, found.label) == (words, label)


def test_a_restriction_in_a_running_head_is_seen() -> None:
    assert restriction(["纪要", "内部资料"]) is not None


@pytest.mark.parametrize(
    "raw",
    ["内部管理\n", "会议要求加强内部控制。", "内部资料要妥善保管，各单位要落实责任。", "纪要\n" * 30 + "内部资料"],
)
def test_the_word_in_prose_is_no_restriction(raw: str) -> None:
    assert restriction([raw]) is None


def test_the_secret_behind_a_line_that_ends_in_work_is_still_a_marking() -> None:
    assert marking("关于做好工作\n秘密★1年") == "秘密"
