"""What is handed in is kept to the character, or refused with a sentence that says what to do."""

from __future__ import annotations

import pytest

from build_docx import docx, p, packed
from luoshi.documents.received import pasted, unpacked, uploaded
from luoshi.journal.refusal import Refused

TEN_MEGABYTES = 10 * 1024 * 1024


def refusal(data: bytes, name: str = "会议.txt", size: int | None = None) -> str:
    with pytest.raises(Refused) as refused:
        uploaded(data, name, size)
    assert refused.value.field == "file"
    return refused.value.sentence


def test_a_paste_keeps_its_line_ends_and_its_spaces() -> None:
    words = "　　会议要求：\r\n一、抓好落实。\r\n\r\n"
    assert pasted(words).raw == words


def test_a_byte_order_mark_stays_a_character() -> None:
    assert uploaded("\ufeff会议要求".encode(), "a.txt").raw == "\ufeff会议要求"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_is_decoded_in_the_encodings_offices_use(encoding: str) -> None:
    assert (
        uploaded("会议要求：抓好落实。\r\n".encode(encoding), "a.TXT").raw.lstrip("\ufeff")
        == "会议要求：抓好落实。\r\n"
    )


@pytest.mark.parametrize("words", ["", " \r\n　", "\ufeff"])
def test_an_empty_paste_is_told_what_to_paste(words: str) -> None:
    with pytest.raises(Refused, match="还没有文本。请粘贴"):
        pasted(words)


def test_a_paste_beyond_the_limit_is_told_its_size() -> None:
    with pytest.raises(Refused, match=r"文本有 10\.5 MB，超过 10 MB"):
        pasted("议" * (TEN_MEGABYTES // 3 + 180_000))


def test_a_paste_at_the_limit_is_taken() -> None:
    assert len(pasted("x" * TEN_MEGABYTES).raw) == TEN_MEGABYTES


def test_a_file_beyond_the_limit_is_told_its_true_size_though_its_content_was_cut() -> None:
    assert "有 31.0 MB，超过 10 MB 的上限" in refusal(b"x", size=31 * 1024 * 1024)


def test_an_empty_file_is_told_so() -> None:
    assert "文件是空的" in refusal(b"")


def test_a_word_document_is_read_whatever_its_name() -> None:
    assert uploaded(docx(p("会议要求")), "纪要.txt").raw == "会议要求\n"


def test_an_old_document_is_told_how_to_be_saved() -> None:
    assert "另存为 .docx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))


def test_a_marking_in_a_running_head_is_refused_though_it_is_no_part_of_the_text() -> None:
    assert "机密" in refusal(docx(p("会议要求"), header1=p("机密★1年")), "纪要.docx")


def test_a_marked_file_in_an_archive_refuses_the_whole() -> None:
    assert "机密" in refusal(packed({"甲.txt": "会议要求", "乙.txt": "机密★1年\n纪要"}), "材料.zip")


def test_an_archive_of_one_text_is_read_and_tells_of_the_file_it_could_not() -> None:
    text = uploaded(packed({"甲.txt": "会议要求", "乙.png": b"\x89PNG"}), "材料.zip")
    assert text.raw == "会议要求"
    assert "“乙.png”没有读取" in text.remarks[0]


def test_an_archive_of_several_texts_is_read_whole_or_told_to_be_parted() -> None:
    data = packed({"甲.txt": "会议要求", "乙.txt": "会议强调"})
    assert [text.raw for text in unpacked(data, "材料.zip").texts] == ["会议要求", "会议强调"]
    assert "有 2 份文本" in refusal(data, "材料.zip")


def test_binary_content_is_not_taken_for_text() -> None:
    assert "没有读取" in refusal(bytes(range(32)) * 40)


def test_bytes_in_no_known_encoding_are_told_to_be_saved_as_utf8() -> None:
    assert "另存为 UTF-8" in refusal(b"\xe4\xbc\x9a\xff\xff\xff\xff")


def test_a_nul_is_named_with_its_place() -> None:
    assert "第 3 个字符是空字符" in refusal("会议\x00要求抓好落实".encode())


def test_a_marked_file_is_refused_beside_the_file_field() -> None:
    assert "机密" in refusal("机密★1年\n纪要".encode())


def test_a_marked_paste_is_refused_beside_the_text() -> None:
    with pytest.raises(Refused, match="没有读取，也没有保存") as refused:
        pasted("秘密★1年\r\n纪要")
    assert refused.value.field == "words"
