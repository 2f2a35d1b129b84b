"""What a stored text is called."""

from __future__ import annotations

import pytest

from jiyao.text import Text
from luoshi.documents.operations import title_of


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("安澜市人民政府第12次常务会议纪要\n3月9日上午，市长召开会议。", "安澜市人民政府第12次常务会议纪要"),
        ("\n\n  ——\n安澜市政府召开常务会议\n正文", "安澜市政府召开常务会议"),
        ("3月9日上午，市长周远主持召开市政府第12次常务会议。", "第12次通稿"),
        ("会" * 61, "第12次通稿"),
        ("1.\n", "第12次通稿"),
    ],
)
def test_a_text_goes_by_its_printed_title_and_without_one_by_its_files_name(raw: str, title: str) -> None:
    assert title_of(Text.of(raw), "第12次通稿.txt") == title
