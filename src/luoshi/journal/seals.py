"""Seals: the Merkle root of the entries since the seal before, authenticated with a key outside the database.

The seals stand in the table and, line by line, in a file that is only ever appended to; an attacker who can rewrite the database
can rewrite neither the file nor, without the key, a seal. The tree is that of RFC 9162, section 2.1 (leaves and nodes hashed with
different prefixes, no duplication of odd leaves).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from luoshi.journal.canonical import canonical, digest
from luoshi.journal.models import Event, Seal
from luoshi.keys.api import seal_key

_CHUNK = 5_000


def merkle_root(leaves: Sequence[str]) -> str:
    """The root over hex digests in their order; linear in their number."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        paired = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0].hex()


def seal_path() -> Path:
    """The file outside the database that takes one line a seal."""
    return Path(settings.LUOSHI_SEALS)


def seal_mac(seal: Seal) -> str:
    """The authentication of a seal under the key outside the database."""
    text = digest(str(seal.number), seal.at.astimezone(dt.UTC).isoformat(), str(seal.count), seal.root, seal.prev)
    return hmac.new(seal_key(), text.encode(), hashlib.sha256).hexdigest()


def seal_line(seal: Seal) -> str:
    """The line of the seal file: canonical JSON, so that it can be read and compared by hand."""
    return canonical(
        {
            "number": seal.number,
            "at": seal.at,
            "count": seal.count,
            "root": seal.root,
            "prev": seal.prev,
            "mac": seal.mac,
        }
    )


def seal_entries(*, at: dt.datetime) -> Seal | None:
    """Seal every entry that has no seal yet; ``None`` where there is nothing to seal.

    An entry committed late (its number is lower than one already sealed) has no seal and goes into the next one.
    """
    with transaction.atomic():
        last = Seal.objects.select_for_update().order_by("-number").first()
        rows = list(Event.objects.filter(seal=None).order_by("id").values_list("id", "hash"))
        if not rows:
            return None
        seal = Seal(
            number=last.number + 1 if last else 1,
            at=at,
            count=len(rows),
            root=merkle_root([leaf for _, leaf in rows]),
            prev=last.mac if last else "",
        )
        seal.mac = seal_mac(seal)
        for start in range(0, len(rows), _CHUNK):
            ids = [pk for pk, _ in rows[start : start + _CHUNK]]
            Event.objects.filter(id__in=ids).update(seal=seal.number)
        seal.save(force_insert=True)
        _append(seal_line(seal))
        return seal


def _append(line: str) -> None:
    """Append and flush to the disk inside the transaction: a seal in the table always has its line.

    The other way round (a line whose transaction was undone) is possible; ``verify`` accepts such a line only when a later line
    has the same number.
    """
    path = seal_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
