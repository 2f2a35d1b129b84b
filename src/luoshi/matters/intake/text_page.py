"""What the page of one text shows: the words with what changed marked in them, its meetings, readings, corrections and history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luoshi.documents.changes import Change
from luoshi.documents.marking import Line, Mark, marked_lines, with_places
from luoshi.documents.models import Correction, Document, DocumentState
from luoshi.documents.page import SHOWN
from luoshi.documents.reader import Span
from luoshi.documents.sentences import FIELD_WORDS, says
from luoshi.documents.stored import differing, read_by_older, standing, versions
from luoshi.documents.tables import printed
from luoshi.matters.intake.belonging import Belonging, belongings
from luoshi.people.directory.shown import timeline

CHANGES_SHOWN = 200
"""Changes that the table lists; the count covers all of them."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of what changed: ``key`` ties it to its place in the source."""

    key: str
    title: str
    about: str
    old: str
    new: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Read:
    """One version of the reader that read the text."""

    version: str
    made_at: dt.datetime
    meetings: int
    is_latest: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in plain words; ``key`` ties it to its place."""

    pk: int
    key: str
    words: str
    field: str
    says: str
    made_by: str
    made_at: dt.datetime
    is_shown: bool


@dataclass(frozen=True, slots=True)
class TextPage:
    """Everything the template prints. ``changed`` compares ``older`` with the newest version, where there are two."""

    document: Document
    title: str
    lines: tuple[Line, ...]
    is_cut: bool
    belongings: tuple[Belonging, ...]
    readings: tuple[Read, ...]
    older: str
    changed: tuple[Changed, ...]
    number_changed: int
    corrections: tuple[Corrected, ...]
    events: list[dict[str, str]]
    can_read_again: bool
    can_read: bool
    is_being_read: bool


def text_page(document: Document, *, on: dt.date, here: Span | None = None, older: str = "") -> TextPage:
    """The page of a text; ``here`` is a stretch to show, ``older`` the version to compare the newest one with."""
    read = versions(document)
    old = older if older in read[1:] else (read[1] if len(read) > 1 else "")
    differences = differing(document, old, read[0]) if old else ()
    changed = tuple(_changed(differences))
    corrections = tuple(_corrections(document))
    marks = [
        *_marks((each.span for each in differences[:CHANGES_SHOWN]), changed, "change"),
        *_marks((Span(each.start, each.end) for each in standing(document)), corrections, "corrected"),
    ]
    if here is not None:
        marks.append(Mark("here", here, "statement here"))
    lines = marked_lines(document.text[:SHOWN], [mark for mark in marks if mark.span.end <= SHOWN])
    return TextPage(
        document=document,
        title=_title(document),
        lines=tuple(with_places(lines, document.as_text)),
        is_cut=len(document.text) > SHOWN,
        belongings=tuple(belongings(document, on)),
        readings=tuple(_readings(document, read)),
        older=old,
        changed=changed,
        number_changed=len(differences),
        corrections=corrections,
        events=timeline(document),
        can_read_again=read_by_older(document),
        can_read=document.state in (DocumentState.RECEIVED, DocumentState.FAILED),
        is_being_read=document.state == DocumentState.READING,
    )


def _title(document: Document) -> str:
    if document.state == DocumentState.READ:
        number = document.matter_places.values("matter").distinct().count()
        return f"{document.title}：{number} 件事项" if number else f"{document.title}：没有读到要办的事项"
    return f"{document.title}：{document.get_state_display()}"


def _marks(spans: Iterable[Span], told: Iterable[Changed | Corrected], kind: str) -> Iterator[Mark]:
    return (Mark(each.key, span, f"statement {kind}") for span, each in zip(spans, told, strict=True))


def _changed(differences: tuple[Change, ...]) -> Iterator[Changed]:
    for number, each in enumerate(differences[:CHANGES_SHOWN], 1):
        yield Changed(f"c{number}", each.title, each.about, each.old, each.new, each.span.end <= SHOWN)


def _corrections(document: Document) -> Iterator[Corrected]:
    for row in standing(document):
        yield _corrected(row, document)


def _corrected(row: Correction, document: Document) -> Corrected:
    return Corrected(
        pk=row.pk,
        key=f"k{row.pk}",
        words=printed(document.text[row.start : row.end]),
        field=FIELD_WORDS[row.field],
        says=says(row.field, row.value),
        made_by=row.made_by,
        made_at=row.made_at,
        is_shown=row.end <= SHOWN,
    )


def _readings(document: Document, read: list[str]) -> Iterator[Read]:
    rows = list(document.readings.defer("payload"))
    for version in read:
        own = [row for row in rows if row.reader == version]
        yield Read(version, max(row.made_at for row in own), len(own), version == read[0])
