"""What the list of texts shows: the answer in its title, one line a text, what a person handed in a second time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from luoshi.documents.kept import Kept
from luoshi.documents.models import Document, DocumentState
from luoshi.documents.received import PASTED_NAME, Handed
from luoshi.files.models import Confidentiality
from luoshi.files.operations import known_to
from luoshi.files.store import digest_of
from luoshi.journal.acting import Acting
from luoshi.journal.paging import counted, page_by_key
from luoshi.matters.models import MatterState, Place, Sort
from luoshi.meetings.models import Meeting, MeetingText

SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One text in the list. ``colour`` and ``state`` are those of its lamp; ``label`` is empty where the text is for everyone."""

    ref: str
    title: str
    file: str
    kind: str
    received_at: dt.datetime
    label: str
    meetings: tuple[Meeting, ...]
    actions: int | None
    colour: str
    state: str
    waits: str
    """What is to be done next: ``read``, ``review``, ``look`` or nothing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The page; ``older`` and ``newer`` are keys of the neighbouring pages."""

    title: str
    count: str
    lines: tuple[Line, ...]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A text that the office has already, as far as the person may know; ``kept`` carries it, signed, in case it is wanted again."""

    name: str
    document: Document
    kept: str


def listed(acting: Acting, *, before: int | None = None, after: int | None = None) -> Listed:
    """One page of the texts that someone sees, newest first."""
    seen = Document.objects.visible_to(acting)
    page = page_by_key(_with_counts(seen), before=before, after=after, size=SIZE)
    return Listed(_title(seen), counted(seen), tuple(map(_line, page.rows)), page.older, page.newer)


def _with_counts(seen: QuerySet[Document]) -> QuerySet[Document]:
    texts = MeetingText.objects.select_related("meeting").order_by("part")
    return (
        seen.select_related("file")
        .defer("text", "places", "remarks")
        .prefetch_related(Prefetch("meeting_texts", queryset=texts))
        .annotate(
            actions=Count("matter_places__matter", distinct=True),
            proposed=Exists(_proposals()),
        )
    )


def _proposals() -> QuerySet[Place]:
    """What a clerk has still to look at: 面上要求 only until the meeting is docketed, for they never are."""
    waiting = Place.objects.filter(document=OuterRef("pk"), matter__state=MatterState.PROPOSED)
    return waiting.filter(~Q(matter__sort=Sort.GENERAL) | Q(matter__meeting__batches=None))


def _title(seen: QuerySet[Document]) -> str:
    """What waits, in numbers; the answer of the page."""
    waiting = counted(seen.filter(state=DocumentState.RECEIVED))
    failed = counted(seen.filter(state=DocumentState.FAILED))
    review = counted(seen.filter(Exists(_proposals()), state=DocumentState.READ))
    parts = ((waiting, "份待研读"), (failed, "份没有读成"), (review, "份待校核"))
    said = "，".join(f"{number} {words}" for number, words in parts if number != "0")
    if said:
        return said
    return f"收文 {counted(seen)} 份，都已校核" if seen.exists() else "还没有收文"


def _line(document: Document) -> Line:
    colour, state, waits = _state(document)
    return Line(
        ref=document.ref,
        title=document.title,
        file=document.file.name,
        kind=document.kind_words,
        received_at=document.received_at,
        label=label_of(document),
        meetings=tuple(dict.fromkeys(text.meeting for text in document.meeting_texts.all())),
        actions=document.actions if document.state == DocumentState.READ else None,  # type: ignore[attr-defined]  # annotated above
        colour=colour,
        state=state,
        waits=waits,
    )


def label_of(document: Document) -> str:
    """内部, 工作秘密 or nothing."""
    return Confidentiality(document.file.label).label if document.is_internal else ""


def _state(document: Document) -> tuple[str, str, str]:
    state = DocumentState(document.state)
    if state == DocumentState.RECEIVED:
        return "grey", state.label, "read"
    if state == DocumentState.READING:
        return "blue", state.label, "look"
    if state == DocumentState.FAILED:
        return "yellow", state.label, "look"
    if not document.meeting_texts.all():
        return "grey", "没有读到事项", "look"
    if document.proposed:  # type: ignore[attr-defined]  # annotated above
        return "yellow", "待校核", "review"
    return "green", "已校核", ""


def repeated(acting: Acting, texts: Sequence[Handed]) -> tuple[list[Handed], list[Repeated]]:
    """Texts that are new to whoever hands them in, and those of which he may know that they are there."""
    new: list[Handed] = []
    again: list[Repeated] = []
    for each in texts:
        document = _known(acting, each.content)
        if document is None:
            new.append(each)
        else:
            name = "" if each.name == PASTED_NAME else each.name
            again.append(Repeated(each.name, document, Kept(name, each.content).signed))
    return new, again


def _known(acting: Acting, content: bytes) -> Document | None:
    """The newest text that came in the same bytes, within what someone may see."""
    file = known_to(acting, digest_of(io.BytesIO(content)).sha256)
    if file is None:
        return None
    same = Document.objects.visible_to(acting).filter(file__sha256=file.sha256)
    return same.defer("text", "places", "remarks").first()
