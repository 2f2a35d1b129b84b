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


def is_right(account: Account, code: str, *, at: dt.datetime, secret: str = "") -> bool:
    """Whether a code is that of this half minute, or of the one before or after."""
    stored = secret or account.totp_secret
    if not stored or not code.strip().isdigit():
        return False
    return pyotp.TOTP(decrypt_for(account.ref, stored)).verify(code.strip(), for_time=at, valid_window=1)


def uri(account: Account, secret: str) -> str:
    """The address that an authenticator reads from the picture."""
    return pyotp.TOTP(decrypt_for(account.ref, secret)).provisioning_uri(name=account.login, issuer_name="落实")


def picture(account: Account, secret: str) -> bytes:
    """The QR picture as an SVG document."""
    drawn = io.BytesIO()
    segno.make(uri(account, secret), error="m").save(drawn, kind="svg", scale=5, border=2)
    return drawn.getvalue()
