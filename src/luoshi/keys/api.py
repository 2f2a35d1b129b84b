"""The keys that other apps use.

``encrypt_for(subject_ref, plaintext)`` / ``decrypt_for`` / ``destroy`` work under the key of one data subject; ``purpose`` says
what the value is, and must be the same for both. ``equality_digest`` compares ID numbers; ``seal_key`` authenticates seals.
"""

from __future__ import annotations

from luoshi.keys.equality import digest_with
from luoshi.keys.keyfile import KeyTrouble
from luoshi.keys.ring import ring
from luoshi.keys.subjects import Destroyed, decrypt_for, destroy, encrypt_for

__all__ = ["Destroyed", "KeyTrouble", "decrypt_for", "destroy", "encrypt_for", "equality_digest", "seal_key"]


def equality_digest(purpose: str, value: str) -> str:
    """64 hex digits that are equal for equal values of one purpose, under a key outside the database."""
    return digest_with(ring(), purpose, value)


def seal_key() -> bytes:
    """The key that authenticates the seals of the journal; it stays the same when master keys are rotated."""
    return ring().seal
