"""Zip archives of several files: each is read by its content; what cannot be read is reported and harms no other."""

from __future__ import annotations

from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.container import opened
from jiyao.intake.files import TEXTS, Contents, Refusal, kind_of, read_one
from jiyao.text import Text

_IGNORED = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")


def read_members(data: bytes) -> Contents:
    """Every text of an archive, in the archive's order. Raises ``Unreadable`` where none can be read."""
    packed = opened(data)
    names = [each for each in packed.names if not each.startswith(_IGNORED) and not _stem(each).startswith(_IGNORED)]
    if len(names) > TEXTS:
        raise Unreadable(f"压缩包里有 {len(names)} 个文件，超过 {TEXTS} 个的上限。请分成几个压缩包再试。")
    texts: list[Text] = []
    refused: list[Refusal] = []
    for each in names:
        try:
            texts.append(_member(packed.read(each), each))
        except Unreadable as unreadable:
            refused.append(Refusal(each, unreadable.sentence))
    if texts:
        return Contents(tuple(texts), tuple(refused))
    if len(refused) == 1:
        raise Unreadable(f"压缩包里的“{refused[0].name}”没有读取：{refused[0].sentence}")
    told = "".join(f"“{each.name}”：{each.sentence}" for each in refused[:3])
    raise Unreadable(f"压缩包里没有能读的文件。{told}" if refused else "压缩包是空的。请选择有内容的压缩包。")


def _member(data: bytes, name: str) -> Text:
    if not data:
        raise Unreadable("文件是空的。")
    if len(data) > LIMIT:
        raise Unreadable("文件展开后超过 10 MB 的上限。请只保留会议文字部分后再试。")
    kind = kind_of(data)
    if kind == "zip":
        raise Unreadable("这是压缩包里的压缩包。请先解压，再压缩成一层。")
    return read_one(data, kind, name=name)


def _stem(name: str) -> str:
    return name.rpartition("/")[2]
