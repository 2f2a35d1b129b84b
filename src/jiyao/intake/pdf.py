"""PDF files with a text layer; a scan is recognised and said so. PDFium repairs a broken cross-reference table by itself.

PDFium runs in a process of its own (``pdf_pages``), so that a hostile file can cost a refusal and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jiyao.intake import Unreadable
from jiyao.intake.composing import Composition
from jiyao.intake.page_lines import PrintedLine, compose
from jiyao.intake.ruled import Char, Rule, tables
from jiyao.text import Text

MEDIA_TYPE = "application/pdf"
PAGES = 1_000
"""The most pages that are read."""
CHARACTERS = 1_000_000
"""The most characters that are read."""
_SECONDS = 20
_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_SCAN = (
    "这是扫描件（{pages} 页都是图片，没有文字层）。请先用 WPS 的“图片转文字”识别后把文字粘贴进来；"
    "装了文字识别部件（requirements/ocr.txt）的机器可以用 python -m jiyao --ocr 直接读。"
)
_BARE_PAGE = "第{pages}页没有文字，可能是扫描的图片，没有读到。"
REFUSALS = {
    "password": "PDF 加了打开密码。请去掉密码，另存后再试。",
    "broken": "PDF 不完整或已损坏，打不开。请重新传一份，或用 WPS 打开后另存为 PDF 再试。",
    "empty": "PDF 里没有页面，可能没有传完整。请重新传一份再试。",
    "pages": f"PDF 有 {{count}} 页，超过 {PAGES} 页的上限。请只保留会议文件的页面后再试。",
    "characters": f"PDF 的文字超过 {CHARACTERS // 10_000} 万字，不像是会议文件。请只保留会议文件的页面后再试。",
    "exhausted": "PDF 的内容异常复杂，读取时超出了时间或内存的限度，已停止。请用 WPS 打开，把会议文字复制出来粘贴。",
}


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read a PDF file. Raises ``Unreadable`` for passwords, scans, damage, and beyond the limits."""
    answer = _answer(data)
    if "refused" in answer:
        raise Unreadable(REFUSALS[answer["refused"]].format(count=answer["count"]))
    pages = [
        _ruled(answer["ruled"][str(number)])
        if str(number) in answer["ruled"]
        else [PrintedLine(*line) for line in page]
        for number, page in enumerate(answer["pages"])
    ]
    bare = [number for number, page in enumerate(pages, 1) if not page]
    if len(bare) == len(pages):
        raise Unreadable(_SCAN.format(pages=len(pages)))
    text = Composition()
    if bare:
        text.remark(_BARE_PAGE.format(pages="、".join(map(str, bare[:20]))))
    compose(pages, text)
    return text.text(data, name=name, media_type=MEDIA_TYPE)


def _ruled(page: dict[str, Any]) -> list[PrintedLine]:
    """The lines of a page that draws rules, and its tables where their first words stand."""
    grids = tables(*([Rule(*rule) for rule in page[key]] for key in ("level", "upright")))
    lines: list[PrintedLine] = []
    waiting: list[Char] = []
    placed: set[int] = set()
    taken = False
    for char in (Char(line, word, box) for line, word, box in page["chars"]):
        if char.box is not None:
            table = next((grid for grid in grids if grid.take(char)), None)
            taken = table is not None
        if waiting and (taken or char.line != waiting[-1].line):
            lines.extend(_line(waiting))
            waiting = []
        if not taken:
            waiting.append(char)
        elif table is not None and id(table) not in placed:
            placed.add(id(table))
            lines.append(PrintedLine("", table.across[0], table.across[-1], 1, table.down[0], table))
    return lines + list(_line(waiting))


def _line(chars: list[Char]) -> Iterator[PrintedLine]:
    """The line of these characters, where any has a box; spaces around it have no place."""
    boxes = [char.box for char in chars if char.box is not None and not char.word.isspace()]
    if boxes:
        words = "".join(char.word for char in chars).strip()
        yield PrintedLine(words, boxes[0][0], boxes[-1][2], boxes[0][3] - boxes[0][1], boxes[0][1])


def _answer(data: bytes) -> dict[str, Any]:
    """What the program of ``pdf_pages`` says of a file."""
    command = [sys.executable, "-I", str(_PROGRAM), str(PAGES), str(CHARACTERS)]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603  (no shell, no words of the file)
        answer: dict[str, Any] = json.loads(ran.stdout)
    except (subprocess.SubprocessError, ValueError, OSError):
        return {"refused": "exhausted", "count": 0}
    return answer
