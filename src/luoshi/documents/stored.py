"""The latest reading of a document as it stands now: what the reader said, with what people corrected."""

from __future__ import annotations

from collections.abc import Iterable

from jiyao.reading import Reading
from jiyao.stored import reading_of
from luoshi.documents.corrected import corrected
from luoshi.documents.models import Correction, Document, StoredReading
from luoshi.documents.reader import ReadText


def latest(document: Document) -> list[StoredReading]:
    """The readings of the newest version that read the document, one for each meeting in it, in the order of the text."""
    rows = list(document.readings.order_by("-id"))
    return sorted((row for row in rows if row.reader == rows[0].reader), key=lambda row: row.part)


def standing(document: Document) -> list[Correction]:
    """The corrections that were not taken back, in the order in which they were made."""
    return list(document.corrections.filter(withdrawn_at=None).order_by("id"))


def as_read(row: StoredReading) -> Reading:
    """What the reader said, untouched."""
    return reading_of(row.data)


def as_it_stands(row: StoredReading, document: Document, corrections: Iterable[Correction]) -> Reading:
    """What the reader said, with the corrections."""
    return corrected(as_read(row), document.text, corrections)


def read_text_of(document: Document) -> ReadText:
    """The document as the pages show it: text and readings as they stand."""
    corrections = standing(document)
    return ReadText(document.as_text, tuple(as_it_stands(row, document, corrections) for row in latest(document)))
