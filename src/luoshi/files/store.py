"""The store: bytes by their SHA-256, in a folder outside the database.

``ab/cd/abcd…`` holds a blob, ``incoming/`` what is being written, ``trash/`` what a sweep took away and a later one deletes. A blob is
written whole (temporary file, flushed, renamed) and never changed, so whoever sees it sees all of it. It is written *before* the
row that names it is committed: a crash between the two leaves an orphan, which the sweep removes, and never a row without its blob.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

CHUNK = 1 << 20
_Referenced: TypeAlias = Callable[[str], bool]
_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(Exception):
    """The content exceeds the limit; nothing of it was kept."""


class Missing(Exception):
    """There is no blob of this digest."""


@dataclass(frozen=True, slots=True)
class Blob:
    """What was stored: digest and number of bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did, in numbers of files."""

    trashed: int = 0
    deleted: int = 0
    restored: int = 0


@dataclass(frozen=True, slots=True)
class Store:
    """The store below a folder, which is made when the first blob comes."""

    folder: Path

    @property
    def incoming(self) -> Path:
        return self.folder / "incoming"

    @property
    def trash(self) -> Path:
        return self.folder / "trash"

    def path(self, sha256: str) -> Path:
        """Where a blob lies. ``ValueError`` for what is no digest, so that no path is ever built from anything else."""
        if not _DIGEST.fullmatch(sha256):
            msg = f"not a SHA-256 digest: {sha256!r}"
            raise ValueError(msg)
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, content: BinaryIO, *, limit: int) -> Blob:
        """Store content from its present position to its end; ``TooLarge`` beyond ``limit`` bytes.

        Content that is there already is kept once, and counts as fresh for the next sweep.
        """
        self.incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = self.incoming / secrets.token_hex(16)
        try:
            blob = _write(temporary, content, limit)
            place = self.path(blob.sha256)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.replace(place)
            _flush_folder(place.parent)
        finally:
            temporary.unlink(missing_ok=True)
        return blob

    def open(self, sha256: str) -> BinaryIO:
        """A blob for reading; one that a sweep has just taken away is still found."""
        for place in (self.path(sha256), self.trash / sha256):
            with contextlib.suppress(FileNotFoundError):
                return place.open("rb")
        raise Missing(sha256)

    def digests(self) -> Iterator[str]:
        """Every blob in its place, in the order of the digests."""
        for place in sorted(self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if _DIGEST.fullmatch(place.name):
                yield place.name

    def sweep(self, referenced: _Referenced, *, at: dt.datetime, grace: dt.timedelta) -> Swept:
        """Take away blobs that no row names and that are older than ``grace``; delete what an earlier sweep took away.

        Two steps, because a row may be on its way while we look: a blob in the trash that a row names by now goes back.
        """
        before = (at - grace).timestamp()
        deleted, restored = self._empty_trash(referenced, before)
        trashed = 0
        for sha256 in list(self.digests()):
            if _older(self.path(sha256), before) and not referenced(sha256):
                self.trash.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.path(sha256).replace(self.trash / sha256)
                os.utime(self.trash / sha256, (at.timestamp(), at.timestamp()))
                trashed += 1
        return Swept(trashed, deleted, restored)

    def _empty_trash(self, referenced: _Referenced, before: float) -> tuple[int, int]:
        deleted = restored = 0
        for place in self.trash.glob("*"):
            if referenced(place.name):
                place.replace(self.path(place.name))
                restored += 1
            elif _older(place, before):
                place.unlink()
                deleted += 1
        for place in self.incoming.glob("*"):
            if _older(place, before):
                place.unlink(missing_ok=True)
                deleted += 1
        return deleted, restored


def _write(path: Path, content: BinaryIO, limit: int) -> Blob:
    hasher, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge
            hasher.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Blob(hasher.hexdigest(), size)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def digest_of(content: BinaryIO) -> Blob:
    """Digest and size of what can be read, from the present position on."""
    hasher, size = hashlib.sha256(), 0
    while chunk := content.read(CHUNK):
        size += len(chunk)
        hasher.update(chunk)
    return Blob(hasher.hexdigest(), size)
