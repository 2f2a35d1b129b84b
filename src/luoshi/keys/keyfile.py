"""The key file: master keys by their id, the key of equality digests, the key of seals. It lies outside database and backup.

The file is one JSON object, readable by its owner only, and is always replaced whole (written beside, flushed, renamed). A missing
file is made on the first start and never again: where something has been encrypted or sealed already, a fresh key would only hide
that the right one is lost.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from luoshi.keys.cipher import SECRET
from luoshi.refusal import Refused

VERSION = 1
NAME = "luoshi.keys"
HMAC_SM3, HMAC_SHA256 = "HMAC-SM3", "HMAC-SHA256"


class KeyTrouble(Refused):
    """The keys are missing, wrong or unreadable; the sentence says which and what to do."""

    status = 500


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A key that wraps data keys. It stays in the file as long as a backup of the database may need it."""

    id: str
    made_at: dt.datetime
    secret: bytes

    @classmethod
    def fresh(cls, at: dt.datetime) -> MasterKey:
        """A new key; the id tells installations apart, so that a strange key file is recognised."""
        return cls(f"m{at:%Y%m%d}-{secrets.token_hex(4)}", at, secrets.token_bytes(SECRET))

    def __repr__(self) -> str:
        return f"MasterKey({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """What the key file holds."""

    masters: Mapping[str, MasterKey]
    current: str
    equality: bytes
    equality_algorithm: str
    seal: bytes

    @property
    def master(self) -> MasterKey:
        """The master key that new data keys are wrapped with."""
        return self.masters[self.current]

    def with_master(self, key: MasterKey) -> KeyRing:
        """The ring with one more master key, which becomes the current one."""
        return replace(self, masters={**self.masters, key.id: key}, current=key.id)

    def without_master(self, key_id: str) -> KeyRing:
        """The ring without a master key that is not the current one."""
        return replace(self, masters={name: key for name, key in self.masters.items() if name != key_id})


def fresh_ring(*, at: dt.datetime, equality_algorithm: str) -> KeyRing:
    """Keys for a new installation."""
    master = MasterKey.fresh(at)
    equality, seal = secrets.token_bytes(SECRET), secrets.token_bytes(SECRET)
    return KeyRing({master.id: master}, master.id, equality, equality_algorithm, seal)


def read_ring(path: Path) -> KeyRing:
    """Read a key file; ``FileNotFoundError`` where there is none, ``KeyTrouble`` where it cannot be used."""
    try:
        text = path.read_text(encoding="ascii")
    except PermissionError as error:
        raise KeyTrouble(f"没有权限读取密钥文件 {path}。请用安装落实的账号运行，或检查文件属于谁。") from error
    except UnicodeDecodeError as error:
        raise _damaged(path) from error
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyTrouble(
            f"密钥文件 {path} 其他人也能读取。请执行 chmod 600 {path}，并考虑轮换密钥：luoshi keys rotate。"
        )
    try:
        return _decode(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> KeyTrouble:
    return KeyTrouble(f"密钥文件 {path} 不完整或已损坏。请从密钥的离线备份恢复这个文件，不要新建。")


def _decode(kept: dict[str, Any]) -> KeyRing:
    if kept["luoshi_keys"] != VERSION:
        msg = "a version that this program does not know"
        raise ValueError(msg)
    masters = {
        name: MasterKey(name, dt.datetime.fromisoformat(key["made_at"]), _secret(key["secret"]))
        for name, key in kept["masters"].items()
    }
    if kept["current"] not in masters or kept["equality"]["algorithm"] not in {HMAC_SM3, HMAC_SHA256}:
        msg = "the current key is missing, or the digest is unknown"
        raise ValueError(msg)
    equality = kept["equality"]
    return KeyRing(masters, kept["current"], _secret(equality["secret"]), equality["algorithm"], _secret(kept["seal"]))


def _secret(text: str) -> bytes:
    secret = bytes.fromhex(text)
    if len(secret) != SECRET:
        msg = "a secret of another length"
        raise ValueError(msg)
    return secret


def _encode(ring: KeyRing) -> str:
    masters = {
        key.id: {"made_at": key.made_at.isoformat(), "secret": key.secret.hex()} for key in ring.masters.values()
    }
    kept = {
        "luoshi_keys": VERSION,
        "current": ring.current,
        "masters": masters,
        "equality": {"algorithm": ring.equality_algorithm, "secret": ring.equality.hex()},
        "seal": ring.seal.hex(),
    }
    return json.dumps(kept, indent=1) + "\n"


def create_ring(path: Path, ring: KeyRing) -> bool:
    """Put a key file where there is none; ``False`` where another process was first, whose file stays."""
    with _beside(path, ring) as fresh:
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            return False
    return True


def replace_ring(path: Path, ring: KeyRing) -> None:
    """Put the ring in the place of the file: either the old one stands or the new one, never half of it."""
    with _beside(path, ring) as fresh:
        fresh.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def _beside(path: Path, ring: KeyRing) -> Iterator[Path]:
    """The ring in a file of its own beside the place it is meant for; gone again afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(_encode(ring))
            file.flush()
            os.fsync(file.fileno())
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
