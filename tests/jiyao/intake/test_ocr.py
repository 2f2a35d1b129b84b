"""A scan is read where recognition is installed, and says that its words are a guess."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_pages import page, pdf
from jiyao.intake import Unreadable, ocr

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
)
WORDS = "会议要求由市水利局牵头于五月底前完成隐患排查"


@pytest.fixture
def font() -> FreeTypeFont:
    pytest.importorskip("rapidocr", reason="character recognition (requirements/ocr.txt) is not installed")
    from PIL import ImageFont

    found = [path for path in FONTS if Path(path).exists()]
    if not found:
        pytest.skip("no Chinese font on this machine to print a scan with")
    return ImageFont.truetype(found[0], 40)


def test_a_scan_is_read_with_a_remark_that_its_words_are_a_guess(font: FreeTypeFont) -> None:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1240, 900), "white")
    ImageDraw.Draw(image).text((120, 200), WORDS, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    text = ocr.read_bytes(out.getvalue(), name="扫描.pdf")
    assert WORDS in text.raw
    assert text.place_at(0) == "第1页"
    assert "请对照原件核对" in text.remarks[0]


def test_without_the_extra_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    ocr._engine.cache_clear()
    with pytest.raises(Unreadable, match=r"requirements/ocr\.txt.*图片转文字"):
        ocr.read_bytes(pdf(page("会议")))
    ocr._engine.cache_clear()
