"""Plain text: UTF-8, UTF-16, UTF-32 and GB18030, at need Big5, decoded without any translation of line ends; a BOM stays a character."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from jiyao.intake import LIMIT, Unreadable
from jiyao.text import Text

UNKNOWN = "\ufffd"
_FEW, _RARE, _MOST = 4, 200, 8
"""Gaps that one damaged character may leave; in a long text one in so many characters; never more than one in so many."""
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_COMMON = frozenset("，。、；：的一是和要在年月日市县区会议會議工作单位單位政府")
_FAMILIAR, _SURE = 0.06, 16
_KNOWN = {
    b"%PDF": "这是 PDF 文件",
    b"PK\x03\x04": "这是 Word、Excel 或压缩文件",
    b"\xd0\xcf\x11\xe0": "这是旧版 Word 或 Excel 文件",
    b"{\\rtf": "这是 RTF 文件",
    b"\x89PNG": "这是图片",
    b"\xff\xd8\xff": "这是图片",
    b"Rar!": "这是压缩文件",
    b"7z\xbc\xaf": "这是压缩文件",
}


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Decode a text file. Raises ``Unreadable`` for empty, oversized, binary and undecodable ones."""
    if not data:
        raise Unreadable("文件是空的。请选择有内容的文本文件。")
    if len(data) > LIMIT:
        raise Unreadable(f"文件有 {len(data) / 1024 / 1024:.0f} MB，超过 10 MB 的上限。请只保留会议文字部分后再试。")
    for magic, what in _KNOWN.items():
        if data.startswith(magic):
            raise Unreadable(f"{what}，现在只能直接读文本文件（.txt）。请打开它，全选、复制，把文字粘贴进来。")
    raw = decode(data)
    if not raw.strip("\ufeff \t\r\n\u3000"):
        raise Unreadable("文件里没有文字。请选择有内容的文本文件。")
    return Text(
        raw, name=name, media_type="text/plain", sha256=hashlib.sha256(data).hexdigest(), remarks=unknown_in(raw)
    )


def unknown_in(raw: str) -> tuple[str, ...]:
    """The remark on characters that could not be told, empty where there are none."""
    count = raw.count(UNKNOWN)
    if not count:
        return ()
    return (f"有 {count} 处字符认不出，显示为“{UNKNOWN}”，文件可能有损坏。请对照原件核对这些地方。",)


def decode(data: bytes) -> str:
    """The characters of a text file, one for one; a few bytes that are no characters become U+FFFD. Raises ``Unreadable``."""
    text = _decoded(data)
    strange = sum(1 for char in text[:4000] if char < " " and char not in "\t\r\n\f\v")
    if strange > max(16, len(text[:4000]) // 10):
        raise Unreadable("这不是文本文件。请用记事本或 WPS 打开，另存为文本（.txt）后再试。")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_few_gaps(data, (encoding,))
    if (unmarked := _of_two_bytes(data)) is not None:
        return unmarked
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return _with_few_gaps(data, ("utf-8", "gb18030"))
    if _familiar(text) < _FAMILIAR and (traditional := _strictly(data, "big5hkscs")) is not None:
        return traditional if _familiar(traditional) >= _FAMILIAR else text
    return text


def _of_two_bytes(data: bytes) -> str | None:
    """A text in UTF-16 that has no mark: Chinese in it has few zero bytes, but the marks and the commonest characters tell it."""
    if len(data) % 2 or len(data) < _SURE:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        if _familiar(data[:8000].decode(encoding, "replace")) >= _FAMILIAR:
            return _strictly(data, encoding)
    return None


def _familiar(text: str) -> float:
    """The share of characters that stand in every Chinese text of this kind."""
    opening = text[:4000]
    return sum(char in _COMMON for char in opening) / max(len(opening), 1)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_few_gaps(data: bytes, encodings: Sequence[str]) -> str:
    """The text with what is no character shown as U+FFFD, where that is little; cut-off and damaged files have such bytes."""
    texts = [data.decode(encoding, "replace") for encoding in encodings]
    best = min(texts, key=lambda text: text.count(UNKNOWN))
    gaps = best.count(UNKNOWN)
    if gaps > max(_FEW, len(best) // _RARE) or gaps * _MOST > len(best):
        at = _first_gap(data, encodings[-1])
        raise Unreadable(
            f"从第 {at} 个字节起认不出文字编码（试过 UTF-8、UTF-16、GB18030）。请用记事本打开，另存为 UTF-8 编码后再试。"
        )
    return best


def _first_gap(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start + 1
    return 1
