"""The latest reading of a document as it stands now: what the reader said, with what people corrected."""

from __future__ import annotations

from collections.abc import Iterable

import jiyao
from jiyao.reading import Reading
from jiyao.stored import reading_of
from luoshi.documents.changes import Change, changes
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


def versions(document: Document) -> list[str]:
    """The versions of the reader that read the document, the newest reading first."""
    return list(dict.fromkeys(document.readings.order_by("-id").values_list("reader", flat=True)))


def read_by_older(document: Document) -> bool:
    """Whether this installation's reader is another one than those that read the document."""
    read = versions(document)
    return bool(read) and jiyao.__version__ not in read


def differing(document: Document, old: str, new: str) -> tuple[Change, ...]:
    """What changed between the readings of two versions, meeting by meeting, as the reader said it, without corrections."""
    rows = list(document.readings.order_by("part"))
    before = {row.part: as_read(row) for row in rows if row.reader == old}
    after = [as_read(row) for row in rows if row.reader == new]
    return tuple(change for each in after if (was := before.get(each.part.index)) for change in changes(was, each))


def read_text_of(document: Document) -> ReadText:
    """The document as the pages show it: text and readings as they stand."""
    corrections = standing(document)
    return ReadText(document.as_text, tuple(as_it_stands(row, document, corrections) for row in latest(document)))
