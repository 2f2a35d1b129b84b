"""A key in a file: made on first use, never a constant."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(path: Path) -> str:
    """Read the key from its file, or make file and key; only the owner may read it.

    Processes that start together agree on one key: the file appears whole or not at all, and the first one stays.
    ``ValueError`` with a sentence where the file is empty: a key is never replaced in silence.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
    key = path.read_bytes().strip()
    if not key or not key.isascii():
        raise ValueError(f"密钥文件 {path} 是空的，或者已损坏。请从备份恢复这个文件。")
    return key.decode()


def _make(path: Path) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(fresh)
    except FileExistsError:  # another process was first
        pass
    finally:
        fresh.unlink(missing_ok=True)
