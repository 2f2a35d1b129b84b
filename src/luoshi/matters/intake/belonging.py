"""Which meeting a text belongs to, whether the text itself decides that, and which others a person may choose instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.documents.models import Document
from luoshi.documents.reader import Reading
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.journal.models import Event
from luoshi.matters.aligning import by_words
from luoshi.matters.models import Matter, MatterState
from luoshi.meetings.models import Meeting, MeetingText
from luoshi.meetings.recognising import candidates, identity, is_decided


@dataclass(frozen=True, slots=True)
class Choice:
    """A meeting that the text may be about, with the number of its matters that stand in the text in like words."""

    meeting: Meeting
    shared: int


@dataclass(frozen=True, slots=True)
class Belonging:
    """One part of the text and its meeting. ``is_open``: nothing in the text tells the meeting, others fit, and nobody decided yet."""

    meeting: Meeting
    is_basis: bool
    texts: int
    is_open: bool
    choices: tuple[Choice, ...]


def belongings(document: Document, on: dt.date) -> Iterator[Belonging]:
    """The meetings of a text in the order of its parts."""
    corrections = standing(document)
    readings = {row.part: as_it_stands(row, document, corrections) for row in latest(document)}
    rows = MeetingText.objects.filter(document=document).select_related("meeting").order_by("part")
    return (_belonging(document, row, readings.get(row.part), on) for row in rows)


def _belonging(document: Document, row: MeetingText, reading: Reading | None, on: dt.date) -> Belonging:
    meeting, texts = row.meeting, row.meeting.texts.count()
    wanted = identity(document, reading) if reading is not None else None
    choices: tuple[Choice, ...] = ()
    if wanted is not None:
        others = candidates(document.office, wanted, but=meeting, on=on)
        choices = tuple(sorted((_choice(other, meeting) for other in others), key=lambda each: -each.shared))
    is_open = (
        wanted is not None and not is_decided(wanted) and texts == 1 and bool(choices) and not _is_set_apart(meeting)
    )
    return Belonging(meeting, row.is_basis, texts, is_open, choices)


def _choice(other: Meeting, meeting: Meeting) -> Choice:
    known = {pk: [words] for pk, words in _words(other)}
    return Choice(other, len(by_words(known, [words for _, words in _words(meeting)])))


def _words(meeting: Meeting) -> list[tuple[int, str]]:
    rows = Matter.objects.filter(meeting=meeting).exclude(state=MatterState.MERGED)
    return list(rows.order_by("pk").values_list("pk", "words"))


def _is_set_apart(meeting: Meeting) -> bool:
    return Event.objects.filter(
        subject_type=meeting.subject_type, subject_ref=meeting.ref, kind="meeting.set_apart"
    ).exists()
