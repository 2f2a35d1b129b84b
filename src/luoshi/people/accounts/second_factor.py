"""The second factor: time-based codes (RFC 6238) from an app on a phone; nothing is sent anywhere."""

from __future__ import annotations

import datetime as dt
import io

import pyotp
import segno

from luoshi.keys.api import decrypt_for, encrypt_for
from luoshi.people.models import Account


def new_secret(account: Account) -> str:
    """A fresh secret for an account, encrypted for storing."""
    return encrypt_for(account.ref, pyotp.random_base32())


STEP = 30
"""Seconds for which one code stands."""


def step_of(account: Account, code: str, *, at: dt.datetime, secret: str = "") -> int | None:
    """The half minute whose code this is: the present one, the one before or the one after; ``None`` for any other code.

    A code counts once: one of a half minute not later than the last used is none (RFC 6238, section 5.2).
    """
    stored, given = secret or account.totp_secret, code.strip()
    if not stored or not (given.isascii() and given.isdigit()):
        return None
    codes, present = pyotp.TOTP(decrypt_for(account.ref, stored)), int(at.timestamp()) // STEP
    for step in (present, present - 1, present + 1):
        if step > account.totp_step and pyotp.utils.strings_equal(codes.at(step * STEP), given):
            return step
    return None


def uri(account: Account, secret: str) -> str:
    """The address that an authenticator reads from the picture."""
    return pyotp.TOTP(decrypt_for(account.ref, secret)).provisioning_uri(name=account.login, issuer_name="落实")


def picture(account: Account, secret: str) -> bytes:
    """The QR picture as an SVG document."""
    drawn = io.BytesIO()
    segno.make(uri(account, secret), error="m").save(drawn, kind="svg", scale=5, border=2)
    return drawn.getvalue()
