"""Authenticated encryption of short values: one format for everything that is encrypted here.

An *envelope* is ``algorithm (1 byte) | length of key id (1 byte) | key id (ASCII) | nonce (12) | data | tag (16)``. The algorithm
is SM4-GCM (GB/T 32907-2016, mode of GB/T 17964-2021); where the OpenSSL at hand lacks SM4, AES-256-GCM. The byte says which one it
was, so both can be read beside each other. The header is authenticated together with the *context*: what the value is for and whose
it is. An envelope copied to another row does not open there.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE, TAG, SECRET = 12, 16, 32
"""Lengths in bytes; a ``secret`` is what keys of both algorithms are derived from."""


class Algorithm(IntEnum):
    """The first byte of an envelope."""

    SM4_GCM = 1
    AES_256_GCM = 2

    @property
    def label(self) -> str:
        return "SM4-GCM" if self is Algorithm.SM4_GCM else "AES-256-GCM"

    @property
    def key_length(self) -> int:
        return 16 if self is Algorithm.SM4_GCM else 32


class Unopened(Exception):
    """The envelope does not open: changed, cut, made with another key or for another context."""


class Unavailable(Exception):
    """The OpenSSL of this machine lacks the algorithm that the envelope names."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The parts of an envelope, parsed and not yet opened."""

    algorithm: Algorithm
    key_id: str
    nonce: bytes
    sealed: bytes

    @classmethod
    def parse(cls, data: bytes) -> Envelope:
        """Raises ``Unopened`` for what is no envelope."""
        try:
            algorithm, end = Algorithm(data[0]), 2 + data[1]
            key_id = data[2:end].decode("ascii")
        except (IndexError, ValueError) as error:
            raise Unopened from error
        if len(data) < end + NONCE + TAG:
            raise Unopened
        return cls(algorithm, key_id, data[end : end + NONCE], data[end + NONCE :])

    @property
    def header(self) -> bytes:
        return _header(self.algorithm, self.key_id)


def _header(algorithm: Algorithm, key_id: str) -> bytes:
    name = key_id.encode("ascii")
    return bytes([algorithm, len(name)]) + name


@cache
def available(algorithm: Algorithm) -> bool:
    """Whether this machine's OpenSSL offers the algorithm in GCM mode."""
    try:
        _cipher(algorithm, bytes(SECRET), modes.GCM(bytes(NONCE))).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


def preferred() -> Algorithm:
    """What new envelopes are made with: SM4 where it is there."""
    return Algorithm.SM4_GCM if available(Algorithm.SM4_GCM) else Algorithm.AES_256_GCM


def _cipher(algorithm: Algorithm, secret: bytes, mode: modes.GCM) -> Cipher[modes.GCM]:
    info = b"luoshi " + algorithm.label.encode("ascii")
    key = HKDF(hashes.SHA256(), algorithm.key_length, salt=None, info=info).derive(secret)
    return Cipher(algorithms.SM4(key) if algorithm is Algorithm.SM4_GCM else algorithms.AES(key), mode)


def _bound(header: bytes, context: Sequence[str]) -> bytes:
    parts = [header, *(part.encode() for part in context)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def close(secret: bytes, key_id: str, plaintext: bytes, context: Sequence[str]) -> bytes:
    """Encrypt under a secret; the context must be given again to open."""
    algorithm, nonce = preferred(), os.urandom(NONCE)
    header = _header(algorithm, key_id)
    encryptor = _cipher(algorithm, secret, modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_bound(header, context))
    return header + nonce + encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag


def open_envelope(secret: bytes, envelope: Envelope, context: Sequence[str]) -> bytes:
    """The plaintext; ``Unopened`` or ``Unavailable`` where there is none to be had."""
    if not available(envelope.algorithm):
        raise Unavailable(envelope.algorithm.label)
    mode = modes.GCM(envelope.nonce, envelope.sealed[-TAG:])
    decryptor = _cipher(envelope.algorithm, secret, mode).decryptor()
    decryptor.authenticate_additional_data(_bound(envelope.header, context))
    try:
        return decryptor.update(envelope.sealed[:-TAG]) + decryptor.finalize()
    except InvalidTag as error:
        raise Unopened from error
