"""PDF files with a text layer; a scan is recognised and said so. PDFium repairs a broken cross-reference table by itself.

PDFium is native code: a file meant to exhaust it is read in a process of its own by whoever serves strangers (see ``jiyao.corpus``).
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw

from jiyao.intake import Unreadable
from jiyao.intake.composing import Composition
from jiyao.intake.page_lines import PrintedLine, compose
from jiyao.text import Text

MEDIA_TYPE = "application/pdf"
PAGES = 1_000
"""The most pages that are read."""
_CHARACTERS = 2_000_000
_SCAN = (
    "这是扫描件（{pages} 页都是图片，没有文字层）。请先用 WPS 的“图片转文字”识别后把文字粘贴进来；"
    "装了文字识别部件（requirements/ocr.txt）的机器可以用 python -m jiyao --ocr 直接读。"
)
_BARE_PAGE = "第{pages}页没有文字，可能是扫描的图片，没有读到。"


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read a PDF file. Raises ``Unreadable`` for passwords, scans, damage and beyond ``PAGES`` pages."""
    document = opened(data)
    try:
        count = len(document)
        if count > PAGES:
            raise Unreadable(f"PDF 有 {count} 页，超过 {PAGES} 页的上限。请只保留会议文件的页面后再试。")
        pages = list(_pages(document, count))
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PDF 里有的页面已损坏，读不出来。请用 WPS 打开，另存为 PDF 后再试。") from error
    finally:
        document.close()
    bare = [number for number, page in enumerate(pages, 1) if not page]
    if len(bare) == len(pages):
        raise Unreadable(_SCAN.format(pages=len(pages)))
    text = Composition()
    if bare:
        text.remark(_BARE_PAGE.format(pages="、".join(map(str, bare[:20]))))
    compose(pages, text)
    return text.text(data, name=name, media_type=MEDIA_TYPE)


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF file held in memory. Raises ``Unreadable``."""
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            document.close()
            raise Unreadable("PDF 里没有页面，可能没有传完整。请重新传一份再试。")
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("PDF 加了打开密码。请去掉密码，另存后再试。") from error
        raise Unreadable("PDF 不完整或已损坏，打不开。请重新传一份，或用 WPS 打开后另存为 PDF 再试。") from error
    return document


def _pages(document: pypdfium2.PdfDocument, count: int) -> Iterator[list[PrintedLine]]:
    characters = 0
    for number in range(count):
        page = document[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > _CHARACTERS:
            raise Unreadable(
                f"PDF 的文字超过 {_CHARACTERS // 10_000} 万字，不像是会议文件。请只保留会议文件的页面后再试。"
            )
        yield list(_lines(text))
        text.close()
        page.close()


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[PrintedLine]:
    """The lines of a page in the order of its content."""
    start, words = 0, ""
    for at in range(text.count_chars() + 1):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at)) if at < text.count_chars() else "\n"
        if char in "\r\n":
            if words.strip():
                yield _line(text, words, start)
            start, words = at + 1, ""
        elif char in {"\ufffe", "\x02"}:  # a hyphen that PDFium took for a break of the line
            words += "-"
        else:
            words += char if char > "\x1f" else " "


def _line(text: pypdfium2.PdfTextPage, words: str, start: int) -> PrintedLine:
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip()) - 1
    left, bottom, _, top = text.get_charbox(first, loose=True)
    _, _, right, _ = text.get_charbox(last, loose=True)
    return PrintedLine(words.strip(), left, right, top - bottom, -top)
