"""Encrypting under a data subject's own key, and destroying that key."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import secrets

from django.db import connection, transaction
from django.utils import timezone

from luoshi.keys.cipher import SECRET, Envelope, Unavailable, Unopened, close, open_envelope
from luoshi.keys.keyfile import KeyRing, KeyTrouble
from luoshi.keys.models import SubjectKey
from luoshi.keys.ring import ring
from luoshi.refusal import Refused

PREFIX = "enc1:"
"""Leads every ciphertext that stands as text in the journal."""
_WRAP = "data key"


class Destroyed(Refused):
    """The data subject's key is gone, by rule and for good."""

    status = 410

    def __init__(self, at: dt.datetime) -> None:
        day = timezone.localtime(at)
        super().__init__(f"这项内容已按规定销毁（{day.year}年{day.month}月{day.day}日），无法恢复。")


def seal_for(subject_ref: str, plaintext: str, *, purpose: str = "") -> bytes:
    """Encrypt under the subject's key, which is made on first use; ``Destroyed`` where it has been destroyed."""
    key = SubjectKey.objects.filter(subject_ref=subject_ref).first() or _make_key(subject_ref)
    return close(_unwrap(key), key.key_id, plaintext.encode(), (purpose, subject_ref))


def reveal_for(subject_ref: str, data: bytes, *, purpose: str = "") -> str:
    """Decrypt what ``seal_for`` made for the same subject and purpose.

    ``Destroyed`` where the key is gone; ``KeyTrouble`` where the key file is the wrong one or the ciphertext has been changed.
    """
    try:
        envelope = Envelope.parse(data)
        return open_envelope(_unwrap(_key_of(envelope, subject_ref)), envelope, (purpose, subject_ref)).decode()
    except Unopened as error:
        raise KeyTrouble("这项加密内容与所属对象不符，可能被改动过。请保留现场，联系安全管理员。") from error
    except Unavailable as error:
        raise _unavailable(error) from error


def encrypt_for(subject_ref: str, plaintext: str, *, purpose: str = "") -> str:
    """``seal_for`` as text, for the payload of the journal."""
    return to_text(seal_for(subject_ref, plaintext, purpose=purpose))


def decrypt_for(subject_ref: str, text: str, *, purpose: str = "") -> str:
    """Decrypt what ``encrypt_for`` made; errors as in ``reveal_for``."""
    return reveal_for(subject_ref, from_text(text), purpose=purpose)


def to_text(envelope: bytes) -> str:
    """An envelope as text, recognisable by its lead."""
    return PREFIX + base64.urlsafe_b64encode(envelope).decode("ascii")


def from_text(text: str) -> bytes:
    """The envelope in a text of ``encrypt_for``; empty, which opens nowhere, where it is none."""
    try:
        return base64.b64decode(text.removeprefix(PREFIX), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def destroy(subject_ref: str, *, at: dt.datetime) -> bool:
    """Destroy the subject's key; ``False`` where there is none, or it was destroyed before. The caller journals it.

    A subject that had no key keeps none: what is encrypted for it later gets a key of its own. SQLite is told to overwrite the
    place where the key stood; PostgreSQL gives it up at the next vacuum.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    changed = SubjectKey.objects.filter(subject_ref=subject_ref, destroyed_at=None).update(
        wrapped=b"", master="", destroyed_at=at
    )
    return bool(changed)


def _key_of(envelope: Envelope, subject_ref: str) -> SubjectKey:
    key = SubjectKey.objects.filter(key_id=envelope.key_id, subject_ref=subject_ref).first()
    if key is None:
        raise Unopened
    return key


def _make_key(subject_ref: str) -> SubjectKey:
    """The subject's first key; of two processes that make it at once, both get the same."""
    keys, key_id = ring(), secrets.token_urlsafe(9)
    wrapped = wrap(keys, secrets.token_bytes(SECRET), key_id, subject_ref)
    fresh = {"key_id": key_id, "master": keys.current, "wrapped": wrapped, "created_at": timezone.now()}
    with transaction.atomic():
        return SubjectKey.objects.get_or_create(subject_ref=subject_ref, defaults=fresh)[0]


def wrap(keys: KeyRing, secret: bytes, key_id: str, subject_ref: str) -> bytes:
    """A data key under the current master key, bound to its id and subject."""
    return close(keys.master.secret, keys.current, secret, (_WRAP, key_id, subject_ref))


def unwrap(keys: KeyRing, key: SubjectKey) -> bytes:
    """The data key; ``KeyTrouble`` with the reason where this key file does not open it."""
    try:
        envelope = Envelope.parse(bytes(key.wrapped))
        master = keys.masters.get(envelope.key_id)
        if master is None:
            raise KeyTrouble(
                f"密钥文件里没有编号 {envelope.key_id} 的主密钥，可能用错了密钥文件。请从密钥的离线备份恢复与这个数据库配套的密钥文件。"
            )
        return open_envelope(master.secret, envelope, (_WRAP, key.key_id, key.subject_ref))
    except Unopened as error:
        raise KeyTrouble(
            f"数据密钥 {key.key_id} 打不开：密钥文件与数据库不配套，或数据被改动过。请恢复配套的密钥文件，再执行 luoshi keys verify。"
        ) from error
    except Unavailable as error:
        raise _unavailable(error) from error


def _unwrap(key: SubjectKey) -> bytes:
    if key.destroyed_at is not None:
        raise Destroyed(key.destroyed_at)
    return unwrap(ring(), key)


def _unavailable(error: Unavailable) -> KeyTrouble:
    return KeyTrouble(f"本机的 OpenSSL 不支持 {error}，读不了用它加密的内容。请换用支持该算法的 cryptography 安装包。")
