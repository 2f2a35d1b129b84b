"""Scanned PDF files, read by character recognition: an extra (``requirements/ocr.txt``), whose weights come inside the package.

Recognised words are a guess: the text carries a remark that says so, and the page numbers where to compare them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdfium2

from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.composing import Composition
from jiyao.intake.page_lines import PrintedLine, compose, lines_of
from jiyao.intake.pdf import MEDIA_TYPE, REFUSALS
from jiyao.text import Text

if TYPE_CHECKING:
    from rapidocr import RapidOCR

PAGES = 60
"""The most pages that are recognised; a page takes seconds."""
_SCALE = 2.0
"""Times 72 dots an inch."""
_REMARK = "文字是从扫描图片识别的，可能有错字、漏字。请对照原件核对人名、单位、日期和数字。"


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read a scanned PDF file. Raises ``Unreadable``, also where the extra is not installed."""
    if len(data) > LIMIT:
        raise Unreadable("文件超过 10 MB 的上限。请只保留会议文件的页面后再试。")
    engine = _engine()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(REFUSALS["password" if "password" in str(error).lower() else "broken"]) from error
    try:
        if len(document) > PAGES:
            raise Unreadable(f"扫描件有 {len(document)} 页，超过 {PAGES} 页的上限。请分成几份再试。")
        pages = [
            lines_of(list(_runs(engine, page.render(scale=_SCALE, draw_annots=False).to_numpy()))) for page in document
        ]
    finally:
        document.close()
    text = Composition()
    text.remark(_REMARK)
    compose([[_indented(line) for line in page] for page in pages], text)
    return text.text(data, name=name, media_type=MEDIA_TYPE)


@cache
def _engine() -> RapidOCR:
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise Unreadable(
            "本机没有装文字识别部件（requirements/ocr.txt）。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"
        ) from error
    return RapidOCR(params={"Global.log_level": "error"})


def _runs(engine: RapidOCR, image: Any) -> Iterator[tuple[str, float, float, float, float]]:  # noqa: ANN401  (an array of numpy)
    """The recognised lines with their place, in points."""
    found: Any = engine(image)  # of four shapes; with all steps on it is the one with boxes and words
    for box, words in zip(found.boxes if found.boxes is not None else (), found.txts or (), strict=False):
        across, down = [float(x) for x, _ in box], [float(y) for _, y in box]
        size = (max(down) - min(down)) / _SCALE
        yield words, min(across) / _SCALE, max(across) / _SCALE, max(down) / _SCALE, size


def _indented(line: PrintedLine) -> PrintedLine:
    """The line with the size of its characters taken from its width: the boxes of recognition are higher than the characters."""
    size = (line.right - line.left) / max(len(line.words), 1)
    return PrintedLine(line.words, line.left, line.right, size if 6 < size < 40 else line.size, line.down)
