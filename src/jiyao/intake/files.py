"""The way in: bytes of any kind, the texts that stand in them out. The kind is told by content, never by the name.

What cannot be read is refused with a sentence; nothing that a file contains makes this raise anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from jiyao.intake import LIMIT, Unreadable, plain
from jiyao.intake.container import Container, opened
from jiyao.text import Text

Kind: TypeAlias = Literal["plain", "html", "docx", "pdf", "ofd", "xlsx", "csv", "zip"]

SUFFIXES = (".txt", ".docx", ".pdf", ".ofd", ".html", ".htm", ".xlsx", ".csv", ".zip")
"""What people are told they may choose; the content decides how it is read."""
TEXTS = 500
"""The most files that are read from one archive."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "{what}不能直接读。请在 WPS 里打开，另存为 {suffix} 后再试。"
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", _SAVE_AS.format(what="RTF 文件", suffix=".docx")),
    (b"Rar!", "RAR 压缩包不能直接读。请先解压，再选择里面的文件，或重新压缩为 .zip。"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包不能直接读。请先解压，再选择里面的文件，或重新压缩为 .zip。"),
    (b"\x1f\x8b", "gz 压缩包不能直接读。请先解压，再选择里面的文件，或重新压缩为 .zip。"),
    (b"\x89PNG", "这是图片，里面没有文字层。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"),
    (b"\xff\xd8\xff", "这是图片，里面没有文字层。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"),
    (b"GIF8", "这是图片，里面没有文字层。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"),
    (b"BM", "这是图片，里面没有文字层。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"),
    (b"II*\x00", "这是图片，里面没有文字层。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"),
    (b"MM\x00*", "这是图片，里面没有文字层。请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。"),
    (b"MZ", "这是程序，不是会议文件，没有读取。请选择会议文件。"),
    (b"\x7fELF", "这是程序，不是会议文件，没有读取。请选择会议文件。"),
)
_OLD_OFFICE = (
    ("EncryptedPackage", "文件加了打开密码。请在 WPS 里去掉密码，另存后再试。"),
    ("WordDocument", _SAVE_AS.format(what="旧版 Word 或 WPS 文字（.doc、.wps）", suffix=".docx")),
    ("Workbook", _SAVE_AS.format(what="旧版 Excel 或 WPS 表格（.xls、.et）", suffix=".xlsx")),
    ("Book", _SAVE_AS.format(what="旧版 Excel 或 WPS 表格（.xls、.et）", suffix=".xlsx")),
)
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta ", b"<div", b"<table", b"<p>", b"<p ")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read: its name and the sentence that says why and what to do."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file held: at least one text, and the members of an archive that could not be read."""

    texts: tuple[Text, ...]
    refused: tuple[Refusal, ...] = ()


def read_file(data: bytes, *, name: str = "", size: int | None = None) -> Contents:
    """Read a file, or every file of a zip archive; ``size`` is what it has, where not all of it was kept. Raises ``Unreadable`` and nothing else."""
    if not data:
        raise Unreadable("文件是空的。请选择有内容的文件。")
    size = len(data) if size is None else size
    if size > LIMIT:
        raise Unreadable(f"文件有 {size / 1024 / 1024:.1f} MB，超过 10 MB 的上限。请只保留会议文字部分后再试。")
    kind = kind_of(data)
    if kind == "zip":
        from jiyao.intake.archive import read_members  # noqa: PLC0415  (it reads its members through this module)

        return read_members(data)
    return Contents((read_one(data, kind, name=name),))


def read_one(data: bytes, kind: Kind, *, name: str = "") -> Text:
    """The text of a file that is no archive. Raises ``Unreadable``."""
    try:
        return _reader(kind)(data, name=name)
    except (RecursionError, MemoryError) as error:
        raise Unreadable("文件的层次嵌套过深或内容过大，没有读取。请打开它，把会议文字复制出来粘贴。") from error


def _reader(kind: Kind) -> Callable[..., Text]:
    """The format's reader; what it needs is imported when the first file of its kind comes."""
    from jiyao.intake import docx, html, ofd, pdf, sheets  # noqa: PLC0415

    readers: dict[Kind, Callable[..., Text]] = {
        "plain": plain.read_bytes,
        "html": html.read_bytes,
        "docx": docx.read_bytes,
        "pdf": pdf.read_bytes,
        "ofd": ofd.read_bytes,
        "xlsx": sheets.read_bytes,
        "csv": sheets.read_csv,
    }
    return readers[kind]


def kind_of(data: bytes) -> Kind:
    """What a file is by its content. Raises ``Unreadable`` for what is known and not read."""
    if data.startswith(b"PK"):
        return _packed(opened(data))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if b"MIME-Version:" in data[:2048] and b"multipart/" in data[:2048]:
        raise Unreadable(_SAVE_AS.format(what="单个文件网页（.mht）", suffix=".docx 或 .html"))
    if data.startswith(_OLE):
        raise Unreadable(_old_office(data))
    for magic, sentence in _FOREIGN:
        if data.startswith(magic) and not (magic in {b"BM", b"MZ"} and _is_words(data)):
            raise Unreadable(sentence)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"").lower()
    if head.startswith(b"<?xml") and b"<html" not in head:
        raise Unreadable(_SAVE_AS.format(what="XML 文件", suffix=".docx"))
    if (head.startswith(b"<") or head[:2] in {b"\xff\xfe", b"\xfe\xff"}) and any(mark in head for mark in _MARKUP):
        return "html"
    return "csv" if _is_csv(data) else "plain"


def _is_csv(data: bytes) -> bool:
    if b"," not in data[:20_000] and b"\t" not in data[:20_000]:
        return False
    from jiyao.intake.sheets import looks_like_csv  # noqa: PLC0415

    return looks_like_csv(_opening(data))


def _packed(packed: Container) -> Kind:
    names = packed.names
    if "OFD.xml" in packed or any(each.lower() == "ofd.xml" for each in names):
        return "ofd"
    if any(each.startswith("word/") for each in names):
        return "docx"
    if any(each.startswith("xl/") for each in names):
        return "xlsx"
    if any(each.startswith("ppt/") for each in names):
        raise Unreadable(_SAVE_AS.format(what="演示文稿", suffix=".pdf"))
    if "content.xml" in packed and "mimetype" in packed:
        raise Unreadable(_SAVE_AS.format(what="OpenDocument 文件", suffix=".docx"))
    return "zip"


def _old_office(data: bytes) -> str:
    for stream, sentence in _OLD_OFFICE:
        if stream.encode("utf-16-le") in data:
            return sentence
    return _SAVE_AS.format(what="旧版 Office 或 WPS 文件", suffix=".docx")


def _is_words(data: bytes) -> bool:
    return b"\x00" not in data[:512]


def _opening(data: bytes) -> str:
    """The first characters of a text."""
    try:
        return plain.decode(data[:20_000])
    except Unreadable:
        return ""
