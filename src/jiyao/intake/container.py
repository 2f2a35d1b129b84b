"""Zip containers (Word, Excel, OFD, archives), opened so that no file can unpack to more than this machine can hold."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from jiyao.intake import Unreadable

MEMBERS = 5_000
"""The most members a container may list."""
PART_LIMIT = 32 * 1024 * 1024
"""The most bytes one member may unpack to: some ten million characters of markup."""
TOTAL_LIMIT = 96 * 1024 * 1024
"""The most bytes that are unpacked of one container, whatever it lists."""
_CHUNK = 256 * 1024

_BOMB = "文件展开后超过 {limit} MB，不像是会议文件，为防止占满内存没有读取。请打开它，把会议文字复制出来粘贴。"
_BROKEN = "文件不完整或已损坏。请重新传一份，或用 WPS 打开后另存一份再试。"
_ENCRYPTED = "文件加了密码。请在 WPS 或压缩软件里去掉密码，另存后再试。"


@dataclass
class Container:
    """The members of a zip file by their name; reading counts what was unpacked."""

    _zip: zipfile.ZipFile
    _unpacked: int = 0
    _by_name: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @property
    def names(self) -> list[str]:
        return list(self._by_name)

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises ``Unreadable`` for bombs, passwords and damage, ``KeyError`` for a member that is not there."""
        info = self._by_name[name]
        if info.flag_bits & 0x1:
            raise Unreadable(_ENCRYPTED)
        chunks: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                for chunk in _chunks(stream):
                    chunks.append(chunk)
                    self._count(len(chunk), sum(map(len, chunks)))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Unreadable(_BROKEN) from error
        except NotImplementedError as error:
            raise Unreadable("文件用了少见的压缩方法。请用 WPS 打开后另存一份再试。") from error
        except RuntimeError as error:  # a password, told by zipfile only here
            raise Unreadable(_ENCRYPTED) from error
        return b"".join(chunks)

    def read_if_there(self, name: str) -> bytes | None:
        """The bytes of a member, ``None`` where there is no such member."""
        return self.read(name) if name in self else None

    def refuse_bomb(self) -> None:
        """Unpack everything once and keep nothing; for containers that another library reads."""
        for name in self._by_name:
            self.read(name)
        self._unpacked = 0

    def _count(self, chunk: int, part: int) -> None:
        self._unpacked += chunk
        if part > PART_LIMIT or self._unpacked > TOTAL_LIMIT:
            limit = PART_LIMIT if part > PART_LIMIT else TOTAL_LIMIT
            raise Unreadable(_BOMB.format(limit=limit // 1024 // 1024))


def opened(data: bytes) -> Container:
    """Open a zip file held in memory. Raises ``Unreadable``."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Unreadable(_BROKEN) from error
    listed = [info for info in packed.infolist() if info.filename and not info.is_dir()]
    if len(listed) > MEMBERS:
        raise Unreadable(f"压缩包里有 {len(listed)} 个文件，超过 {MEMBERS} 个的上限。请分成几个压缩包再试。")
    return Container(packed, _by_name={_name(info): info for info in listed})


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: without the UTF-8 flag, Chinese programs write GBK where zipfile expects CP437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
