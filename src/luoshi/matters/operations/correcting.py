"""Correcting what was read, with everything that follows from it for the matters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.documents.access import require_keeper
from luoshi.documents.models import Document
from luoshi.documents.operations import correct, withdraw
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.matters.operations.proposing import settle_document


@operation("matters.correct_reading")
def correct_reading(
    document: Document,
    *,
    by: Acting,
    at: dt.datetime,
    field: str,
    start: int,
    end: int,
    value: dict[str, Any],
    token: str = "",
    seen_seq: int | None = None,
) -> Document:
    """Say what a stretch of the text is (fields and values as in ``documents.corrected``), and bring the matters up to date."""
    require_keeper(by, document.office_id)
    correct(document, by=by, at=at, field=field, start=start, end=end, value=value)
    settle_document(document, by=by, at=at)
    return document


@operation("matters.withdraw_correction")
def withdraw_correction(
    document: Document, *, by: Acting, at: dt.datetime, correction: int, token: str = "", seen_seq: int | None = None
) -> Document:
    """Take a correction back, and bring the matters up to date."""
    require_keeper(by, document.office_id)
    withdraw(document, by=by, at=at, correction=correction)
    settle_document(document, by=by, at=at)
    return document
