"""Plain text: decoded one for one, refused with a sentence."""

from __future__ import annotations

import hashlib

import pytest

from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.plain import read_bytes

WORDS = "会议强调：\r\n一、要排查隐患。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_each_encoding_gives_the_same_characters_line_ends_untouched(encoding: str) -> None:
    text = read_bytes(WORDS.encode(encoding))
    assert text.raw.removeprefix("\ufeff") == WORDS


def test_a_byte_order_mark_stays_a_character() -> None:
    assert read_bytes(("\ufeff" + WORDS).encode("utf-8")).raw == "\ufeff" + WORDS


def test_the_digest_is_that_of_the_bytes() -> None:
    data = WORDS.encode("gb18030")
    assert read_bytes(data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf \r\n\t", "没有文字"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "Word"),
        (b"\x00\x01\x02\x03" * 200, "不是文本"),
        ("会议".encode("gb18030") + b"\xff\xff\xff", "认不出文字编码"),
        ((WORDS * 9).encode("gb18030").replace("隐患".encode("gb18030"), b"\xff\x80"), "认不出文字编码"),
        (b"a" * (LIMIT + 1), "10 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    assert says in refused.value.sentence
    assert "请" in refused.value.sentence


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_characters(encoding: str) -> None:
    assert read_bytes(WORDS.encode(encoding)).raw == WORDS


@pytest.mark.parametrize(
    ("encoding", "words"), [("utf-32", WORDS), ("big5", "會議要求，縣水利局要在五月底前完成排查。")]
)
def test_rarer_encodings_are_read_too(encoding: str, words: str) -> None:
    assert read_bytes(words.encode(encoding)).raw.removeprefix("\ufeff") == words


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("at", [4, -1])
def test_a_damaged_byte_costs_a_character_and_is_told(encoding: str, at: int) -> None:
    data = (WORDS * 9).encode(encoding)
    at %= len(data)
    text = read_bytes(data[:at] + b"\xff" + data[at:])
    assert 1 <= text.raw.count("\ufffd") <= 4
    assert WORDS * 7 in text.raw
    assert "认不出" in text.remarks[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_off_inside_a_character_is_read_up_to_there(encoding: str) -> None:
    text = read_bytes((WORDS * 9 + "会").encode(encoding)[:-1])
    assert text.raw == WORDS * 9 + "\ufffd"
