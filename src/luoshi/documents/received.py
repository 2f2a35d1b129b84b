"""What a person hands in, by paste or as a file: looked at in memory, refused with a sentence or returned as it was received."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.container import opened
from jiyao.intake.files import Contents, Refusal, kind_of, read_file
from jiyao.text import Text
from luoshi.documents.secrecy import Marked, refuse_marked
from luoshi.journal.refusal import Refused

__all__ = [
    "PASTED_NAME",
    "Handed",
    "Parcel",
    "Refusal",
    "handed_file",
    "handed_words",
    "pasted",
    "unpacked",
    "uploaded",
]

_EMPTY = " \t\r\n\v\f\u3000\ufeff\u200b"


PASTED_NAME = "粘贴的文本.txt"


@dataclass(frozen=True, slots=True)
class Handed:
    """One text that somebody handed in, looked at and not refused, with the bytes it came in and the name to keep it under."""

    text: Text
    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was handed in at once: the texts, and what could not be read with the sentence that says why."""

    texts: tuple[Handed, ...]
    refused: tuple[Refusal, ...] = ()


def pasted(words: str) -> Text:
    """The text of a paste, exactly as the browser sent it. Raises ``Refused``."""
    if not words.strip(_EMPTY):
        raise Refused("还没有文本。请粘贴会议通稿或纪要的全文，或选择一个文件。", field="words")
    size = len(words.encode("utf-8", "surrogatepass"))
    if size > LIMIT:
        raise Refused(f"文本有 {_megabytes(size)}，超过 10 MB 的上限。请只粘贴一次会议的文字后再试。", field="words")
    return _looked_at(Text.of(words), field="words")


def uploaded(data: bytes, name: str, size: int | None = None) -> Text:
    """The one text of a file. ``size`` is what the sender had, where not all of it was kept. Raises ``Refused``."""
    contents = unpacked(data, name, size)
    if len(contents.texts) > 1:
        raise Refused(
            f"“{name}”里有 {len(contents.texts)} 份文本，这里一次读一份。请解压后选择其中一份；要合成一张表，请用命令 luoshi read。",
            field="file",
        )
    unread = tuple(f"“{refused.name}”没有读取：{refused.sentence}" for refused in contents.refused)
    return replace(contents.texts[0], remarks=contents.texts[0].remarks + unread)


def handed_words(words: str) -> Handed:
    """A paste as it will be kept. Raises ``Refused``."""
    return Handed(pasted(words), words.encode("utf-8", "surrogatepass"), PASTED_NAME)


def handed_file(data: bytes, name: str, size: int | None = None) -> Parcel:
    """A file as it will be kept; of an archive each text by itself, with its own bytes and name. Raises ``Refused``."""
    contents = unpacked(data, name, size)
    if kind_of(data) != "zip":
        return Parcel((Handed(contents.texts[0], data, name),))
    packed = opened(data)
    texts = tuple(Handed(text, packed.read(text.name), text.name) for text in contents.texts)
    return Parcel(texts, contents.refused)


def unpacked(data: bytes, name: str, size: int | None = None) -> Contents:
    """All texts of a file, several where it is an archive, with what could not be read in it. Raises ``Refused``."""
    size = len(data) if size is None else size
    if size > LIMIT:
        raise Refused(f"“{name}”有 {_megabytes(size)}，超过 10 MB 的上限。请只保留一次会议的文字后再试。", field="file")
    try:
        contents = read_file(data, name=name)
    except Unreadable as unreadable:
        raise Refused(f"“{name}”没有读取：{unreadable.sentence}", field="file") from unreadable
    for text in contents.texts:
        _looked_at(text, field="file")
    return contents


def _looked_at(text: Text, *, field: str) -> Text:
    if "\x00" in text.raw:
        at = text.raw.index("\x00") + 1
        raise Refused(
            f"第 {at} 个字符是空字符（NUL），正常的文本里没有它，文件可能已损坏。请用记事本打开原文件，重新复制文字。",
            field=field,
        )
    try:
        for words in (text.raw, *text.left_out):  # a marking may stand in a running head that is no part of the text
            refuse_marked(words)
    except Marked as marked:
        raise Marked(marked.sentence, field=field) from None
    return text


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
