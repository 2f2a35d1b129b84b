"""The keys of this installation, read once and again when the file changes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from luoshi.keys.equality import preferred_algorithm
from luoshi.keys.keyfile import NAME, KeyRing, KeyTrouble, create_ring, fresh_ring, read_ring, replace_ring
from luoshi.keys.models import SubjectKey


def key_path() -> Path:
    """Where the key file lies."""
    return Path(settings.LUOSHI_KEYS) / NAME


def ring() -> KeyRing:
    """The keys; made on the very first start, ``KeyTrouble`` where they are missing later or cannot be used."""
    path = key_path()
    if not path.exists():
        return make_ring()
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size, state.st_mode)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int, _mode: int) -> KeyRing:
    return read_ring(path)


def make_ring() -> KeyRing:
    """Make the key file of a new installation; refused where this is not the first start. An existing file stays."""
    path = key_path()
    if path.exists():
        return read_ring(path)
    if reason := _used_before():
        raise KeyTrouble(
            f"找不到密钥文件 {path}，而{reason}，不能用新密钥代替。请从密钥的离线备份恢复这个文件，或让 LUOSHI_KEYS 指向它所在的文件夹。"
        )
    create_ring(path, fresh_ring(at=timezone.now(), equality_algorithm=preferred_algorithm()))
    return read_ring(path)


def change_ring(new: KeyRing) -> None:
    """Replace the key file and prove that it reads back before anything relies on it."""
    replace_ring(key_path(), new)
    if ring() != new:
        raise KeyTrouble(f"密钥文件 {key_path()} 写入后读回不一致。请检查磁盘，再执行 luoshi keys status。")


def _used_before() -> str:
    """What shows that keys existed before, in words for the refusal; empty on a first start."""
    if SubjectKey.objects.exists():
        return "数据库中已有加密数据"
    seals = Path(settings.LUOSHI_SEALS)
    if seals.exists() and seals.stat().st_size:
        return "留痕已经封存过"
    return ""
