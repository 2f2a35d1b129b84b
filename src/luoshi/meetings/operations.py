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
from luoshi.journal.refusal import Refused
from luoshi.meetings.models import Meeting, MeetingKind, MeetingText
from luoshi.meetings.recognising import Identity, identity, known

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
    meeting = known(office, wanted) or _opened(office, wanted, by=by, at=at)
    return _added(meeting, by=by, at=at, document=document, part=part)


def _opened(office: Office, wanted: Identity, *, by: Acting, at: dt.datetime) -> Meeting:
    meeting = Meeting(office=office, **{name: getattr(wanted, name) for name in FIELDS})
    return found(meeting, "meeting.opened", FIELDS, by=by, at=at)


@operation("meetings.attach")
def _added(meeting: Meeting, *, by: Acting, at: dt.datetime, document: Document, part: int) -> MeetingText:
    basis = meeting.texts.filter(is_basis=True).select_related("document").first()
    better = basis is None or _RANK.index(DocumentKind(document.kind)) < _RANK.index(DocumentKind(basis.document.kind))
    if basis is not None and better:
        basis.is_basis = False
        basis.save(update_fields=["is_basis"])
    text = MeetingText.objects.create(meeting=meeting, document=document, part=part, is_basis=better)
    data = {"document": document.ref, "title": document.title, "part": part, "basis": better}
    record(meeting, "meeting.text_added", data, by=by, at=at)
    return text


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
