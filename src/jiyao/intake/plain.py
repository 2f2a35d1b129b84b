"""Plain text: UTF-8, UTF-16 (with a mark) and GB18030, decoded without any translation of line ends; a BOM stays a character."""

from __future__ import annotations

import hashlib

from jiyao.intake import LIMIT, Unreadable
from jiyao.text import Text

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
    return Text(raw, name=name, media_type="text/plain", sha256=hashlib.sha256(data).hexdigest())


def decode(data: bytes) -> str:
    """The characters of a text file, one for one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16-le" if data[0] == 0xFF else "utf-16-be")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "gb18030")
    strange = sum(1 for char in text[:4000] if char < " " and char not in "\t\r\n\f\v")
    if strange > max(16, len(text[:4000]) // 10):
        raise Unreadable("这不是文本文件。请用记事本或 WPS 打开，另存为文本（.txt）后再试。")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"从第 {error.start + 1} 个字节起认不出文字编码（试过 UTF-8、UTF-16、GB18030）。请用记事本打开，另存为 UTF-8 编码后再试。"
        ) from error
