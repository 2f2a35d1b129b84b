"""The keys that other apps use."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from luoshi.secret import secret_key


def seal_key() -> bytes:
    """The key that authenticates the seals of the journal; made on first use, readable by the owner only."""
    return secret_key(Path(settings.LUOSHI_KEYS) / "seal.key").encode("ascii")
