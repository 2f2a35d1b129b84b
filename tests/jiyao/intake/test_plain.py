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
        (b"a" * (LIMIT + 1), "10 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    assert says in refused.value.sentence
    assert "请" in refused.value.sentence
