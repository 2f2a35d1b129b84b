"""What a person hands in, by paste or as a file: looked at in memory, refused with a sentence or returned as it was received."""

from __future__ import annotations

from pathlib import PurePath

from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.plain import read_bytes
from jiyao.text import Text
from luoshi.documents.secrecy import refuse_marked
from luoshi.journal.refusal import Refused

_EMPTY = " \t\r\n\v\f\u3000\ufeff\u200b"
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md"})
_OTHER_FORMATS = {
    ".doc": "旧版 Word 文档",
    ".docx": "Word 文档",
    ".wps": "WPS 文档",
    ".pdf": "PDF 文件",
    ".ofd": "OFD 文件",
    ".xls": "Excel 工作簿",
    ".xlsx": "Excel 工作簿",
    ".et": "WPS 表格",
    ".htm": "网页文件",
    ".html": "网页文件",
    ".rtf": "RTF 文件",
    ".zip": "压缩文件",
    ".rar": "压缩文件",
    ".jpg": "图片",
    ".jpeg": "图片",
    ".png": "图片",
}


def pasted(words: str) -> Text:
    """The text of a paste, exactly as the browser sent it. Raises ``Refused``."""
    if not words.strip(_EMPTY):
        raise Refused("还没有文本。请粘贴会议通稿或纪要的全文，或选择一个 .txt 文件。", field="words")
    size = len(words.encode("utf-8", "surrogatepass"))
    if size > LIMIT:
        raise Refused(f"文本有 {_megabytes(size)}，超过 10 MB 的上限。请只粘贴一次会议的文字后再试。", field="words")
    return _looked_at(Text.of(words), field="words")


def uploaded(data: bytes, name: str, size: int | None = None) -> Text:
    """The text of a file. ``size`` is what the sender had, where not all of it was kept. Raises ``Refused``."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _TEXT_SUFFIXES:
        what = _OTHER_FORMATS.get(suffix, f"“{suffix}”文件")
        raise Refused(
            f"“{name}”是{what}，目前只能直接读取文本文件（.txt）。请打开它，全选、复制，把文字粘贴进来。", field="file"
        )
    size = len(data) if size is None else size
    if size > LIMIT:
        raise Refused(f"“{name}”有 {_megabytes(size)}，超过 10 MB 的上限。请只保留一次会议的文字后再试。", field="file")
    try:
        text = read_bytes(data, name=name)
    except Unreadable as unreadable:
        raise Refused(f"“{name}”没有读取：{unreadable.sentence}", field="file") from unreadable
    return _looked_at(text, field="file")


def _looked_at(text: Text, *, field: str) -> Text:
    if "\x00" in text.raw:
        at = text.raw.index("\x00") + 1
        raise Refused(
            f"第 {at} 个字符是空字符（NUL），正常的文本里没有它，文件可能已损坏。请用记事本打开原文件，重新复制文字。",
            field=field,
        )
    try:
        refuse_marked(text.raw)
    except Refused as refused:
        raise Refused(refused.sentence, field=field) from None
    return text


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
