"""One text for one value: the canonical JSON that is hashed and stored."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from enum import Enum
from typing import TypeAlias
from uuid import UUID

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def plain(value: object) -> Json:
    """A value as JSON knows it: days and moments in ISO form (moments in UTC), decimals as text, enumerations by value.

    Raises ``TypeError`` for what has no agreed text, so that nothing enters the journal that cannot be read back.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return value.replace("\0", "\u2400")
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            msg = "a moment in the journal must know its zone"
            raise TypeError(msg)
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    msg = f"no canonical form for {type(value).__name__}"
    raise TypeError(msg)


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no white space, characters as they are; U+0000 becomes U+2400."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(*parts: str) -> str:
    """SHA-256 over parts, each led by its length so that no two lists of parts share a digest."""
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big"))
        hasher.update(data)
    return hasher.hexdigest()
