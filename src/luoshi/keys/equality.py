"""Keyed digests: whether two ID numbers are the same, without keeping either.

An unkeyed digest of an ID number is no protection: there are few enough of them to try all. The key lies in the key file, and the
digest of one purpose says nothing about another's.
"""

from __future__ import annotations

import re
import unicodedata

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac

from luoshi.keys.keyfile import HMAC_SHA256, HMAC_SM3, KeyRing


def preferred_algorithm() -> str:
    """HMAC-SM3 (GB/T 32905-2016) where this machine's OpenSSL has it, else HMAC-SHA256; the key file remembers which."""
    try:
        hmac.HMAC(bytes(32), hashes.SM3())
    except UnsupportedAlgorithm:
        return HMAC_SHA256
    return HMAC_SM3


def normal(value: str) -> str:
    """The value as it is compared: full-width characters narrowed, white space dropped, letters upper-case (…x is …X)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).upper()


def digest_with(keys: KeyRing, purpose: str, value: str) -> str:
    """64 hex digits; equal for equal values of one purpose."""
    algorithm = hashes.SM3() if keys.equality_algorithm == HMAC_SM3 else hashes.SHA256()
    keyed = hmac.HMAC(keys.equality, algorithm)
    name = purpose.encode()
    keyed.update(len(name).to_bytes(4, "big") + name + normal(value).encode())
    return keyed.finalize().hex()
