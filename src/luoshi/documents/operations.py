"""Taking in a text, reading it, and correcting what was read."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any, BinaryIO

import jiyao
from jiyao.reading import Reading
from jiyao.text import Text
from luoshi.bodies.models import Body, Office
from luoshi.documents.access import require_keeper
from luoshi.documents.corrected import FIELDS
from luoshi.documents.models import (
    NUL_SHOWN,
    Correction,
    Document,
    DocumentKind,
    DocumentState,
    RememberedChoice,
    StoredReading,
)
from luoshi.documents.reader import ReadText, read_text
from luoshi.documents.received import PASTED_NAME
from luoshi.documents.secrecy import restriction
from luoshi.documents.tables import meeting_name
from luoshi.files.models import Confidentiality
from luoshi.files.operations import keep_file
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import canonical
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record, revise
from luoshi.journal.refusal import Refused
from luoshi.workdays.resolve import calendar_of

_SHORTEST_TITLE, _LONGEST_TITLE = 4, 60
_SENTENCE = re.compile("[，。；,;]")
_KEPT = ("office", "file", "title", "kind", "state", "received_at")
_KINDS = {
    "communique": DocumentKind.COMMUNIQUE,
    "minutes": DocumentKind.MINUTES,
    "task_table": DocumentKind.TASK_TABLE,
    "notice": DocumentKind.NOTICE,
}

_PASTED = PASTED_NAME.removesuffix(".txt")
_STRICTNESS: dict[str, int] = {Confidentiality.NONE: 0, Confidentiality.INTERNAL: 1, Confidentiality.WORK_SECRET: 2}


@operation("documents.receive")
def receive(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    text: Text,
    content: bytes,
    name: str,
    label: str = Confidentiality.NONE,
    title: str = "",
    token: str = "",
) -> Document:
    """Store a text that ``received`` has looked at, with the bytes it came in; it waits to be read.

    A text that says 内部 or 工作秘密 at its head gets that label where the one chosen is weaker, and a remark that says so.
    """
    require_keeper(by, office.pk)
    label, remarks = _labelled(text, label)
    file = keep_file(
        office, by=by, at=at, name=name, content=io.BytesIO(content), refuse_if=_looked_at_already, label=label
    )
    document = Document(
        office=office,
        file=file,
        title=(title or title_of(text, name))[:200],
        text=_storable(text.raw),
        places=[[place.start, place.label] for place in text.places],
        remarks=[*text.remarks, *remarks],
        is_task_table=text.is_task_table,
        received_at=at,
    )
    return found(document, "document.received", _KEPT, by=by, at=at)


def _labelled(text: Text, label: str) -> tuple[str, list[str]]:
    """The stricter of the label chosen and the one at the head of the text, with a remark where the text decided it."""
    marked = restriction((text.raw, *text.left_out))
    if marked is None or label not in Confidentiality.values or _STRICTNESS[label] >= _STRICTNESS[marked.label]:
        return label, []
    said = Confidentiality(marked.label).label
    return marked.label, [f"页首标有“{marked.words}”，已登记为{said}：不公开，不从外部渠道发送。"]


def _looked_at_already(_name: str, _content: BinaryIO) -> None:
    """``received`` refuses what is marked before a ``Text`` exists; there is nothing left to refuse here."""


def title_of(text: Text, name: str) -> str:
    """The title as printed: lines at the head that are no sentences. A text that begins with its first sentence goes by its file's name."""
    lines = (" ".join(line.split()) for line in text.raw[:2_000].splitlines())
    said = (line for line in lines if sum(char.isalnum() for char in line) >= _SHORTEST_TITLE)
    first = next((line for line in said if not restriction((line,))), "")  # 内部资料 names no text
    if first and len(first) <= _LONGEST_TITLE and not _SENTENCE.search(first):
        return first
    return name.rpartition(".")[0] or name


def _storable(raw: str) -> str:
    """The text as both databases can keep it, one character for one: half surrogates and NUL get signs that stand for them."""
    shown = raw.replace("\x00", NUL_SHOWN)
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in shown)


@operation("documents.read")
def store_readings(
    document: Document, *, by: Acting, at: dt.datetime, readings: tuple[Reading, ...], token: str = ""
) -> Document:
    """Keep what this version of the reader read; a version reads a document once."""
    require_keeper(by, document.office_id)
    if document.readings.filter(reader=jiyao.__version__).exists():
        return revise(document, "document.reading_state", {"state": DocumentState.READ}, by=by, at=at)
    StoredReading.objects.bulk_create(
        StoredReading(
            document=document,
            part=reading.part.index,
            reader=jiyao.__version__,
            payload=canonical(reading.as_dict()),
            made_at=at,
        )
        for reading in readings
    )
    before = {name: getattr(document, name) for name in ("state", "kind", "title")}
    document.state = DocumentState.READ
    if document.kind == DocumentKind.OTHER:
        document.kind = _kind(document, readings)
    document.title = _title_read(document, readings)
    changed = {name: [old, getattr(document, name)] for name, old in before.items() if old != getattr(document, name)}
    data = changed | {"reader": [None, jiyao.__version__], "meetings": [None, len(readings)]}
    record(document, "document.read", data, by=by, at=at, save=tuple(changed))
    return document


def _kind(document: Document, readings: tuple[Reading, ...]) -> DocumentKind:
    """What the text is: a speech says so in its title, the rest by its form."""
    if "讲话" in document.title:
        return DocumentKind.SPEECH
    return _KINDS.get(readings[0].genre, DocumentKind.OTHER) if readings else DocumentKind.OTHER


def _title_read(document: Document, readings: tuple[Reading, ...]) -> str:
    """A paste without a title of its own goes by its meeting; any other keeps its title."""
    if document.title != _PASTED or not readings:
        return document.title
    name = meeting_name(ReadText(document.as_text, readings), readings[0])
    kind = "" if document.kind == DocumentKind.OTHER else DocumentKind(document.kind).label
    return f"{name}{kind}"[:200] if name else document.title


def read_now(document: Document) -> tuple[Reading, ...]:
    """Read the text with this version of the reader and the office's calendar. Takes its time and changes nothing."""
    return read_text(document.as_text, calendar=calendar_of(document.office)).readings


@operation("documents.reading_state")
def mark(document: Document, *, by: Acting, at: dt.datetime, state: DocumentState, token: str = "") -> Document:
    """Say that the text is being read by the worker, or that it could not be."""
    require_keeper(by, document.office_id)
    return revise(document, "document.reading_state", {"state": state}, by=by, at=at)


@operation("documents.revise")
def revise_document(
    document: Document,
    *,
    by: Acting,
    at: dt.datetime,
    title: str,
    kind: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Document:
    """Change title and kind of a document."""
    require_keeper(by, document.office_id)
    if kind not in DocumentKind.values:
        raise Refused("请选择文种。", field="kind")
    if not title.strip():
        raise Refused("标题不能空着。", field="title")
    return revise(document, "document.revised", {"title": title.strip()[:200], "kind": kind}, by=by, at=at)


@operation("documents.correct")
def correct(
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
) -> Correction:
    """Say what a stretch of the text is; an earlier word of the same field on the same stretch is taken back."""
    require_keeper(by, document.office_id)
    if field not in FIELDS:
        raise Refused("不认识这一类标注，请从列表中选择。", field="field")
    if not 0 <= start < end <= len(document.text):
        raise Refused("没有选中原文里的字句。请在原文中选中要标注的字句后再试。", field="start")
    earlier = document.corrections.filter(field=field, start=start, end=end, withdrawn_at=None).first()
    if earlier is not None:
        earlier.withdrawn_at = at
        earlier.save(update_fields=["withdrawn_at"])
    made = Correction.objects.create(
        document=document, field=field, start=start, end=end, value=value, made_by=by.name, made_at=at
    )
    old = earlier.value if earlier else None
    data = {"field": field, "start": start, "end": end, "words": document.text[start:end][:80], "value": [old, value]}
    record(document, "document.corrected", data, by=by, at=at)
    return made


@operation("documents.withdraw_correction")
def withdraw(
    document: Document, *, by: Acting, at: dt.datetime, correction: int, token: str = "", seen_seq: int | None = None
) -> Document:
    """Take a correction back; the reader's own word holds again."""
    require_keeper(by, document.office_id)
    row = document.corrections.filter(pk=correction, withdrawn_at=None).first()
    if row is None:
        raise Refused("这处标注已经撤回了。请刷新页面查看。")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    data = {"field": row.field, "start": row.start, "end": row.end, "words": document.text[row.start : row.end][:80]}
    record(document, "document.correction_withdrawn", data | {"value": [row.value, None]}, by=by, at=at)
    return document


def remember(office: Office, subject_ref: str, words: str, chosen: dict[str, list[Body]], *, on: dt.date) -> None:
    """Keep which bodies a clerk gave words to, for the next proposal; belongs into the operation that gives them."""
    RememberedChoice.objects.filter(subject_ref=subject_ref).delete()
    RememberedChoice.objects.bulk_create(
        RememberedChoice(office=office, words=words, body=body, role=role, subject_ref=subject_ref, made_on=on)
        for role, bodies in chosen.items()
        for body in bodies
    )
