"""What is encrypted opens with its key and context, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.keys import cipher
from luoshi.keys.cipher import Algorithm, Envelope, Unavailable, Unopened, close, open_envelope

SECRET = bytes(range(32))
CONTEXT = ("residents.id_number", "r7")


def test_new_envelopes_are_made_with_sm4() -> None:
    assert Envelope.parse(close(SECRET, "k1", b"x", CONTEXT)).algorithm is Algorithm.SM4_GCM


@given(st.binary(max_size=200), st.text(max_size=10), st.text(max_size=10))
def test_an_envelope_opens_to_what_went_in(plaintext: bytes, purpose: str, subject: str) -> None:
    try:
        context = (purpose, subject)
        data = close(SECRET, "k1", plaintext, context)
    except UnicodeEncodeError:  # a lone surrogate is no text
        return
    assert open_envelope(SECRET, Envelope.parse(data), context) == plaintext


@given(st.data())
def test_no_byte_of_an_envelope_can_be_changed(data: st.DataObject) -> None:
    envelope = bytearray(close(SECRET, "k1", "身份证号".encode(), CONTEXT))
    place = data.draw(st.integers(0, len(envelope) - 1))
    envelope[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unopened):
        open_envelope(SECRET, Envelope.parse(bytes(envelope)), CONTEXT)


@pytest.mark.parametrize(
    "context", [("residents.id_number", "r8"), ("residents.phone", "r7"), ("residents.id_numberr7",)]
)
def test_an_envelope_does_not_open_elsewhere(context: tuple[str, ...]) -> None:
    with pytest.raises(Unopened):
        open_envelope(SECRET, Envelope.parse(close(SECRET, "k1", b"x", CONTEXT)), context)


def test_an_envelope_does_not_open_with_another_key() -> None:
    with pytest.raises(Unopened):
        open_envelope(bytes(32), Envelope.parse(close(SECRET, "k1", b"x", CONTEXT)), CONTEXT)


@given(st.binary(max_size=40))
def test_what_is_no_envelope_is_refused(data: bytes) -> None:
    with pytest.raises(Unopened):
        open_envelope(SECRET, Envelope.parse(data), CONTEXT)


def test_a_machine_without_sm4_uses_aes_and_says_what_it_cannot_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made_elsewhere = Envelope.parse(close(SECRET, "k1", b"x", CONTEXT))
    monkeypatch.setattr(cipher, "available", lambda algorithm: algorithm is Algorithm.AES_256_GCM)
    here = Envelope.parse(close(SECRET, "k1", b"y", CONTEXT))
    assert here.algorithm is Algorithm.AES_256_GCM
    assert open_envelope(SECRET, here, CONTEXT) == b"y"
    with pytest.raises(Unavailable, match="SM4-GCM"):
        open_envelope(SECRET, made_elsewhere, CONTEXT)
