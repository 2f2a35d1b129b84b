"""Opening meetings, putting texts to them, and saying which text they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from luoshi.bodies.models import Office
from luoshi.documents.access import require_keeper
from luoshi.documents.models import Document, DocumentKind
from luoshi.documents.reader import Reading
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record, revise
from luoshi.journal.refusal import Refused, Unseen
from luoshi.meetings.models import Meeting, MeetingKind, MeetingText
from luoshi.meetings.recognising import Identity, identity, known, missing
from luoshi.workdays import office_date

FIELDS = ("name", "kind", "organ", "term", "year", "number", "held_on")
_RANK = (
    DocumentKind.MINUTES,
    DocumentKind.TASK_TABLE,
    DocumentKind.COMMUNIQUE,
    DocumentKind.NOTICE,
    DocumentKind.OTHER,
    DocumentKind.SPEECH,
)
"""Which text a meeting rests on, the best first: the minutes are what was decided."""


@operation("meetings.add_text")
def add_text(
    office: Office, *, by: Acting, at: dt.datetime, document: Document, reading: Reading, token: str = ""
) -> MeetingText:
    """Put one part of a document to its meeting; a meeting that the office does not know is opened. Repeating changes nothing."""
    require_keeper(by, office.pk)
    part = reading.part.index
    present = MeetingText.objects.filter(document=document, part=part).select_related("meeting").first()
    if present is not None:
        return present
    wanted = identity(document, reading)
    meeting = known(office, wanted, office_date(at)) or _opened(office, wanted, by=by, at=at)
    return _added(meeting, by=by, at=at, document=document, part=part, wanted=wanted)


def _opened(office: Office, wanted: Identity, *, by: Acting, at: dt.datetime) -> Meeting:
    meeting = Meeting(office=office, **{name: getattr(wanted, name) for name in FIELDS})
    return found(meeting, "meeting.opened", FIELDS, by=by, at=at)


@operation("meetings.attach")
def _added(
    meeting: Meeting, *, by: Acting, at: dt.datetime, document: Document, part: int, wanted: Identity
) -> MeetingText:
    revise(meeting, "meeting.revised", missing(meeting, wanted), by=by, at=at)
    basis = meeting.texts.filter(is_basis=True).select_related("document").first()
    better = basis is None or _rank(document) < _rank(basis.document)
    if basis is not None and better:
        basis.is_basis = False
        basis.save(update_fields=["is_basis"])
    text = MeetingText.objects.create(meeting=meeting, document=document, part=part, is_basis=better)
    data = {"document": document.ref, "title": document.title, "part": part, "basis": better}
    record(meeting, "meeting.text_added", data, by=by, at=at)
    return text


def _rank(document: Document) -> int:
    return _RANK.index(DocumentKind(document.kind))


@operation("meetings.move_text")
def move_text(
    meeting: Meeting,
    *,
    by: Acting,
    at: dt.datetime,
    document: Document,
    reading: Reading,
    to: Meeting | None,
    token: str = "",
) -> MeetingText:
    """Put a text that was taken for one of this meeting to another one, or to a meeting of its own (``to=None``).

    Where it was the basis, the best of the texts that are left becomes it. What became of matters is not the meeting's business.
    """
    require_keeper(by, meeting.office_id)
    part = reading.part.index
    text = meeting.texts.filter(document=document, part=part).first()
    if text is None:
        raise Refused("这份文本已经不在这次会议里。请刷新页面查看。", field="to")
    if to is not None and to.office_id != meeting.office_id:
        raise Unseen
    wanted = identity(document, reading)
    text.delete()
    target = to if to is not None else _opened(meeting.office, wanted, by=by, at=at)
    data = {"document": document.ref, "title": document.title, "part": part, "to": target.ref, "name": target.name}
    record(meeting, "meeting.text_moved", data, by=by, at=at)
    if text.is_basis:
        _rest_on_best(meeting, by, at)
    return _added(target, by=by, at=at, document=document, part=part, wanted=wanted)


def _rest_on_best(meeting: Meeting, by: Acting, at: dt.datetime) -> None:
    left = sorted(meeting.texts.select_related("document"), key=lambda row: (_rank(row.document), row.pk))
    if left:
        set_basis(meeting, by=by, at=at, document=left[0].document)


@operation("meetings.set_apart")
def set_apart(meeting: Meeting, *, by: Acting, at: dt.datetime, document: Document, token: str = "") -> Meeting:
    """Say that a text whose meeting nothing decided is of a meeting of its own; it is not asked again."""
    require_keeper(by, meeting.office_id)
    record(meeting, "meeting.set_apart", {"document": document.ref, "title": document.title}, by=by, at=at)
    return meeting


@operation("meetings.set_basis")
def set_basis(
    meeting: Meeting,
    *,
    by: Acting,
    at: dt.datetime,
    document: Document,
    token: str = "",
    seen_seq: int | None = None,
) -> Meeting:
    """Let the meeting rest on another of its texts."""
    require_keeper(by, meeting.office_id)
    text = meeting.texts.filter(document=document).first()
    if text is None:
        raise Refused("这份文本不属于这次会议。", field="document")
    if text.is_basis:
        return meeting
    meeting.texts.update(is_basis=False)
    text.is_basis = True
    text.save(update_fields=["is_basis"])
    record(meeting, "meeting.basis_changed", {"document": document.ref, "title": document.title}, by=by, at=at)
    return meeting


@operation("meetings.revise")
def revise_meeting(
    meeting: Meeting,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, object],
    token: str = "",
    seen_seq: int | None = None,
) -> Meeting:
    """Correct which meeting it was; unknown fields raise ``ValueError``."""
    require_keeper(by, meeting.office_id)
    if unknown := set(values) - set(FIELDS):
        msg = f"not fields of a meeting: {sorted(unknown)}"
        raise ValueError(msg)
    if "name" in values and not str(values["name"]).strip():
        raise Refused("会议名称不能空着。", field="name")
    if "kind" in values and values["kind"] not in MeetingKind.values:
        raise Refused("请选择会议类型。", field="kind")
    return revise(meeting, "meeting.revised", values, by=by, at=at)
