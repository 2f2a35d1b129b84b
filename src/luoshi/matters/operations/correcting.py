"""Correcting what was read, with everything that follows from it for the meeting and its matters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.documents.access import require_keeper
from luoshi.documents.models import Correction, Document
from luoshi.documents.operations import correct, withdraw
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.matters.operations.proposing import settle_document
from luoshi.meetings.operations import revise_meeting
from luoshi.meetings.recognising import identity

_OF_THE_MEETING = {
    "head.title": ("name",),
    "head.kind": ("kind", "name"),
    "head.number": ("number", "name"),
    "head.date": ("held_on",),
}
"""What a correction of the head changes in the meeting's own row."""


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
    """Say what a stretch of the text is (fields and values as in ``documents.corrected``), and bring meeting and matters up to date."""
    require_keeper(by, document.office_id)
    correct(document, by=by, at=at, field=field, start=start, end=end, value=value)
    _follow(document, field, by=by, at=at)
    return document


@operation("matters.withdraw_correction")
def withdraw_correction(
    document: Document, *, by: Acting, at: dt.datetime, correction: int, token: str = "", seen_seq: int | None = None
) -> Document:
    """Take a correction back, and bring meeting and matters up to date."""
    require_keeper(by, document.office_id)
    row = Correction.objects.filter(pk=correction, document=document).first()
    if row is None:
        raise Refused("没有找到这处标注。请刷新页面查看。")
    withdraw(document, by=by, at=at, correction=correction)
    _follow(document, row.field, by=by, at=at)
    return document


def _follow(document: Document, field: str, *, by: Acting, at: dt.datetime) -> None:
    """What the reading says now, the meeting and its matters say too."""
    if field in _OF_THE_MEETING:
        _revise_meetings(document, _OF_THE_MEETING[field], by=by, at=at)
    if field != "seen":
        settle_document(document, by=by, at=at)


def _revise_meetings(document: Document, names: tuple[str, ...], *, by: Acting, at: dt.datetime) -> None:
    """Bring the meetings that rest on this text in line with its head; what the text does not say stays."""
    corrections = standing(document)
    parts = {row.part: row for row in latest(document)}
    for text in document.meeting_texts.filter(is_basis=True).select_related("meeting"):
        if (row := parts.get(text.part)) is None:
            continue
        found = identity(document, as_it_stands(row, document, corrections))
        values = {name: value for name in names if (value := getattr(found, name))}
        revise_meeting(text.meeting, by=by, at=at, values=values)
