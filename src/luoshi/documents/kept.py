"""Files a page offers for download without the server keeping them: the page carries them, signed, and sends them back."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from django.core import signing

from luoshi.journal.refusal import Refused

_SALT = "luoshi.documents.kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file made for this page."""

    name: str
    data: bytes

    @property
    def signed(self) -> str:
        """The file as the page carries it; only this installation can have made it."""
        words = base64.b85encode(self.name.encode()).decode() + " " + base64.b64encode(self.data).decode()
        return signing.Signer(salt=_SALT).sign(words)


def taken_out(signed: str) -> Kept:
    """The file that a page carried. Raises ``Refused`` where it was changed on the way, or made elsewhere."""
    try:
        name, _, data = signing.Signer(salt=_SALT).unsign(signed).partition(" ")
        return Kept(base64.b85decode(name).decode(), base64.b64decode(data))
    except (signing.BadSignature, binascii.Error, ValueError):
        raise Refused("这个页面上的文件已经失效。请回到上一页，重新选择文件再做一次。") from None
