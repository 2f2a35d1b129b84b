"""The ledger as it was handed in, kept so that it can go out again as it was."""

from __future__ import annotations

import datetime as dt
import io
from typing import BinaryIO

from luoshi.bodies.models import Office
from luoshi.files.models import File
from luoshi.files.operations import keep_file
from luoshi.journal.acting import Acting
from luoshi.matters.access import require_keeper
from luoshi.sheets.reading import LIMIT


def kept_ledger(office: Office, *, by: Acting, at: dt.datetime, name: str, data: bytes, token: str = "") -> File:
    """Store the file of a ledger; reading it has refused what must not be kept."""
    require_keeper(by, office.pk)
    token = f"{token}:file" if token else ""
    return keep_file(
        office, by=by, at=at, name=name, content=io.BytesIO(data), refuse_if=_read_before, token=token, limit=LIMIT
    )


def _read_before(name: str, content: BinaryIO) -> None:
    """Nothing: ``read_ledger`` has looked at every cell."""
