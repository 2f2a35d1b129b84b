"""收文: one act from bytes to proposals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.bodies.models import Office
from luoshi.documents.access import require_keeper
from luoshi.documents.models import Document, DocumentState
from luoshi.documents.operations import mark, read_now, receive, store_readings
from luoshi.documents.reader import Reading, Text
from luoshi.documents.received import Handed
from luoshi.jobs.queue import enqueue
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.matters.operations.proposing import settle_document, settle_readings

AT_ONCE = 150_000
"""Characters that are read while the person waits (about half a second); longer texts are left to the worker."""
JOB = "matters.read_document"


@operation("matters.take_in")
def take_in(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    text: Text,
    content: bytes,
    name: str,
    label: str = "none",
    readings: tuple[Reading, ...] | None = None,
    later: bool = False,
    token: str = "",
) -> Document:
    """Store a text, read it, and propose its matters; a long one is stored and left to the worker. All of it or nothing.

    ``readings`` are those of a text that was read already, so that it is not read twice; with ``later`` it is only stored.
    """
    document = receive(office, by=by, at=at, text=text, content=content, name=name, label=label)
    if later:
        return document
    if readings is None and len(text.raw) > AT_ONCE:
        return leave_to_worker(document, by=by, at=at)
    return read_and_settle(document, by=by, at=at, readings=readings)


@operation("matters.take_in_all")
def take_in_all(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    texts: Sequence[Handed],
    label: str = "none",
    later: bool = False,
    token: str = "",
) -> list[Document]:
    """Take in what was handed in at once, all of it or nothing; what exceeds ``AT_ONCE`` together is left to the worker."""
    documents, left = [], AT_ONCE
    for each in texts:
        document = receive(office, by=by, at=at, text=each.text, content=each.content, name=each.name, label=label)
        left -= len(each.text.raw)
        if not later:
            document = read_and_settle(document, by=by, at=at) if left >= 0 else leave_to_worker(document, by=by, at=at)
        documents.append(document)
    return documents


@operation("matters.leave_to_worker")
def leave_to_worker(document: Document, *, by: Acting, at: dt.datetime, token: str = "") -> Document:
    """Have the worker read a document."""
    require_keeper(by, document.office_id)
    marked = mark(document, by=by, at=at, state=DocumentState.READING)
    enqueue(JOB, {"document": marked.ref}, key=f"{marked.ref}:{marked.seq}", at=at, office=marked.office_id)
    return marked


@operation("matters.read_again")
def read_again(document: Document, *, by: Acting, at: dt.datetime, token: str = "") -> Document:
    """Read a document that waits, that could not be read, or that an older version of the reader read; corrections stay."""
    require_keeper(by, document.office_id)
    if document.state == DocumentState.READING:
        return document
    if len(document.text) > AT_ONCE:
        return leave_to_worker(document, by=by, at=at)
    return read_and_settle(document, by=by, at=at)


@operation("matters.read_and_settle")
def read_and_settle(
    document: Document,
    *,
    by: Acting,
    at: dt.datetime,
    readings: tuple[Reading, ...] | None = None,
    token: str = "",
) -> Document:
    """Read a document with this version of the reader and bring its matters up to date; corrections stay."""
    first = not document.readings.exists()
    read = read_now(document) if readings is None else readings
    stored = store_readings(document, by=by, at=at, readings=read)
    if first:
        settle_readings(stored, by=by, at=at, readings=read)
    else:
        settle_document(stored, by=by, at=at)
    return stored
