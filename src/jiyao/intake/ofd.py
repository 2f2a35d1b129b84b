"""OFD files (GB/T 33190), the state's format for printed pages. Text objects are read with their place on the page; a scan says so."""

from __future__ import annotations

from collections.abc import Iterator

import ofdkit

from jiyao.intake import Unreadable
from jiyao.intake.composing import Composition
from jiyao.intake.container import opened
from jiyao.intake.page_lines import PrintedLine, compose, lines_of
from jiyao.text import Text

MEDIA_TYPE = "application/ofd"
PAGES = 1_000
"""The most pages that are read."""
_RUNS = 400_000


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read an OFD file. Raises ``Unreadable``."""
    opened(data).refuse_bomb()
    try:
        with ofdkit.open(data) as document:
            if len(document.pages) > PAGES:
                raise Unreadable(
                    f"OFD 有 {len(document.pages)} 页，超过 {PAGES} 页的上限。请只保留会议文件的页面后再试。"
                )
            pages = list(_pages(document))
    except ofdkit.OFDLimitError as error:
        raise Unreadable(
            "OFD 里有外部引用、实体定义或过大的内容，没有读取。请用 OFD 阅读器打开，复制文字粘贴进来。"
        ) from error
    except (ofdkit.OFDError, ValueError, LookupError, OverflowError) as error:
        raise Unreadable("OFD 不完整或已损坏，读不出文字。请用 OFD 阅读器打开后另存一份再试。") from error
    if not any(pages):
        raise Unreadable("这份 OFD 里没有文字，可能是扫描件。请先用 OFD 阅读器或 WPS 识别文字，再把文字粘贴进来。")
    text = Composition()
    compose(pages, text)
    return text.text(data, name=name, media_type=MEDIA_TYPE)


def _pages(document: ofdkit.OFDDocument) -> Iterator[list[PrintedLine]]:
    count = 0
    for page in document.pages:
        runs = [(run.text, run.x, run.x + run.width, run.y, run.size) for run in page.runs if run.text.strip()]
        count += len(runs)
        if count > _RUNS:
            raise Unreadable("OFD 的内容过多，不像是会议文件。请只保留会议文件的页面后再试。")
        yield lines_of(runs)
