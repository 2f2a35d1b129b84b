"""``/api/v1/`` for who is signed in: texts in, meetings, matters; through the same operations as the pages.

Who asks is known by the session of the pages (sign in at ``/sign-in/``), so a request that changes something carries the CSRF token like a form. The
header ``Idempotency-Key`` is the operation's token: the same key again returns the first result. ``seen_seq`` guards against changing what somebody
else has changed in the meantime.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status
from ninja.security import APIKeyCookie

from luoshi.api.shapes import (
    DocketIn,
    DocumentIn,
    DocumentOut,
    MatterChange,
    MatterList,
    MatterOut,
    MeetingOut,
    Refusal,
    ReportIn,
)
from luoshi.bodies.models import Body
from luoshi.documents.models import Document
from luoshi.documents.received import pasted
from luoshi.documents.stored import read_text_of
from luoshi.journal.acting import Acting, Channel, OnBehalf, Through
from luoshi.journal.models import Event
from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.lamps import lamp
from luoshi.matters.models import Matter
from luoshi.matters.operations import docket, hand_out, report, revise_matter, take_in
from luoshi.meetings.models import Meeting
from luoshi.people.accounts.acting import office_of
from luoshi.people.models import Post
from luoshi.workdays import office_date

PAGE = 50


class SignedIn(APIKeyCookie):
    """The session of the pages; ``request.auth`` is who acts, through the interface."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Acting | None:  # noqa: ARG002 - ninja's signature
        acting: Acting | None = getattr(request, "acting", None)
        return replace(acting, through=Through.API) if acting is not None else None


work = Router(auth=SignedIn(), tags=["督办"])
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=64)]


def _by(request: HttpRequest) -> Acting:
    acting = request.auth  # type: ignore[attr-defined]  # ninja sets it
    assert isinstance(acting, Acting)
    return acting


@work.post("/documents", response={201: DocumentOut, 422: Refusal, 403: Refusal}, summary="收文：存下、研读、提出事项")
def receive(request: HttpRequest, given: DocumentIn, idempotency_key: Key = "") -> Status[dict[str, Any]]:
    """Take in a text; with ``later`` it is only stored."""
    by = _by(request)
    document = take_in(
        office_of(by),
        by=by,
        at=timezone.now(),
        text=pasted(given.text),
        content=given.text.encode("utf-8", "surrogatepass"),
        name=given.name or "接口收文.txt",
        label=given.label,
        later=given.later,
        token=idempotency_key,
    )
    return Status(201, _document(document))


@work.get("/documents/{ref}", response={200: DocumentOut, 404: Refusal}, summary="一份文本和它的研读结果（含人工更正）")
def document(request: HttpRequest, ref: str) -> dict[str, Any]:
    """The readings are as they stand now: what the reader said, with what people corrected."""
    return _document(_seen(Document.objects.visible_to(_by(request)).filter(ref=ref).first()))


@work.get("/meetings", response=list[MeetingOut], summary="会议，新的在前")
def meetings(request: HttpRequest, before: str = "") -> list[dict[str, Any]]:
    """Fifty at a time; ``before`` is the ``ref`` of the last one of the page before."""
    rows = Meeting.objects.visible_to(_by(request)).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=_seen(rows.filter(ref=before).first()).pk)
    return [_meeting(row) for row in rows[:PAGE]]


@work.get("/meetings/{ref}", response={200: MeetingOut, 404: Refusal}, summary="一次会议")
def meeting(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Which meeting it was; its matters are at ``/matters?meeting=…``."""
    return _meeting(_meeting_of(request, ref))


@work.post("/meetings/{ref}/docket", response={200: list[MatterOut], 422: Refusal, 403: Refusal}, summary="整批立项")
def put_on_the_docket(
    request: HttpRequest, ref: str, given: DocketIn, idempotency_key: Key = ""
) -> list[dict[str, Any]]:
    """Docket proposals of a meeting under one approval, and hand them out where ``hand_out`` says so."""
    by, at, held = _by(request), timezone.now(), _meeting_of(request, ref)
    matters = _matters(by, given.matters)
    batch = docket(
        held,
        by=by,
        at=at,
        matters=matters,
        approved_by=given.approved_by,
        approved_on=given.approved_on,
        basis=given.basis,
        token=idempotency_key,
    )
    rows = list(batch.matters.all())
    if given.hand_out:
        rows = hand_out(held, by=by, at=at, matters=rows, token=f"{idempotency_key}:out" if idempotency_key else "")
    return [_matter(row, by=by) for row in rows]


@work.get("/matters", response=MatterList, summary="督办事项，按登记先后")
def matters(
    request: HttpRequest,
    meeting: str = "",
    open: Annotated[bool | None, Query(description="只要在办的，或只要不在办的")] = None,  # noqa: A002 - the parameter's name
    after: Annotated[str, Query(description="上一页最后一件的 ref")] = "",
) -> dict[str, Any]:
    """A page by key of what whoever asks may see; ``next`` is the ``after`` of the next page."""
    by = _by(request)
    rows = Matter.objects.visible_to(by)
    if meeting:
        rows = rows.filter(meeting__ref=meeting)
    if open is not None:
        rows = rows.open() if open else rows.exclude(pk__in=rows.open().values("pk"))
    rows = rows.order_by("id")
    if after:
        rows = rows.filter(pk__gt=_seen(Matter.objects.visible_to(by).filter(ref=after).first()).pk)
    page = list(rows.select_related("lead", "leader__body", "meeting")[: PAGE + 1])
    shown = [_matter(row, by=by) for row in page[:PAGE]]
    return {"matters": shown, "next": page[PAGE - 1].ref if len(page) > PAGE else None}


@work.get("/matters/{ref}", response={200: MatterOut, 404: Refusal}, summary="一件事项，连同它的经过")
def matter(request: HttpRequest, ref: str) -> dict[str, Any]:
    """The matter with its journal in sentences."""
    by = _by(request)
    row = _matter_of(by, ref)
    events = Event.objects.filter(subject_type=row.subject_type, subject_ref=row.ref).order_by("seq")
    history = [{"at": each.event.at, "who": each.who, "sentence": each.sentence} for each in told(events)]
    return _matter(row, by=by) | {"history": history}


@work.patch("/matters/{ref}", response={200: MatterOut, 409: Refusal, 422: Refusal}, summary="补充、更正一件事项")
def change_matter(request: HttpRequest, ref: str, given: MatterChange, idempotency_key: Key = "") -> dict[str, Any]:
    """Only the fields that are sent are changed; bodies and leaders by their ``ref``."""
    by = _by(request)
    row = _matter_of(by, ref)
    sent = given.dict(exclude_unset=True, exclude={"seen_seq"})
    values = {name: _value(by, name, value) for name, value in sent.items()}
    changed = revise_matter(
        row, by=by, at=timezone.now(), values=values, token=idempotency_key, seen_seq=given.seen_seq
    )
    return _matter(changed, by=by)


@work.post("/matters/{ref}/reports", response={200: MatterOut, 422: Refusal, 403: Refusal}, summary="反馈（可代录）")
def send_report(request: HttpRequest, ref: str, given: ReportIn, idempotency_key: Key = "") -> dict[str, Any]:
    """What the lead body reports; the supervision office says who told it and how (``said_by``, ``channel``, ``said_on``)."""
    by, at = _by(request), timezone.now()
    row = _matter_of(by, ref)
    body = _body(by, given.body) if given.body else row.lead
    if given.said_by:
        day = given.said_on or office_date(at)
        said = OnBehalf(party=str(body or ""), channel=Channel(given.channel), said_by=given.said_by, said_on=day)
        by = replace(by, on_behalf=said)
    done = report(
        row,
        by=by,
        at=at,
        body=body,
        progress=given.progress,
        problems=given.problems,
        said=given.said,
        token=idempotency_key,
    )
    return _matter(done, by=by)


def _seen(row: Any) -> Any:  # noqa: ANN401 - a row of any table, or none
    if row is None:
        raise Unseen
    return row


def _meeting_of(request: HttpRequest, ref: str) -> Meeting:
    found: Meeting = _seen(Meeting.objects.visible_to(_by(request)).filter(ref=ref).first())
    return found


def _matter_of(by: Acting, ref: str) -> Matter:
    found: Matter = _seen(Matter.objects.visible_to(by).filter(ref=ref).first())
    return found


def _matters(by: Acting, refs: list[str]) -> list[Matter]:
    rows = {row.ref: row for row in Matter.objects.visible_to(by).filter(ref__in=refs)}
    if len(rows) != len(set(refs)):
        raise Unseen
    return [rows[ref] for ref in dict.fromkeys(refs)]


def _body(by: Acting, ref: str) -> Body:
    found: Body = _seen(Body.objects.visible_to(by).filter(ref=ref).first())
    return found


def _value(by: Acting, name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    """A field's value as the operation takes it."""
    if name == "lead":
        return _body(by, value) if value else None
    if name == "supporting":
        return [_body(by, ref) for ref in value or ()]
    if name == "leader":
        return _seen(Post.objects.visible_to(by).filter(ref=value).first()) if value else None
    if value is None and name != "due_on":
        raise Refused(f"“{name}”不能是 null；要清空请传空字符串。", field=name)
    return value


def _document(row: Document) -> dict[str, Any]:
    readings = [reading.as_dict() for reading in read_text_of(row).readings]
    texts = row.meeting_texts.select_related("meeting").order_by("part")
    return {
        "ref": row.ref,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "label": row.file.label,
        "received_at": row.received_at,
        "meetings": [text.meeting.ref for text in texts],
        "readings": readings,
    }


def _meeting(row: Meeting) -> dict[str, Any]:
    names = ("ref", "name", "kind", "organ", "term", "year", "number", "held_on")
    return {name: getattr(row, name) for name in names}


def _matter(row: Matter, *, by: Acting) -> dict[str, Any]:
    today = office_date(timezone.now())
    names = ("ref", "seq", "code", "spoken", "state", "sort", "words", "due_on", "due_words", "standard", "remark")
    supporting = [each.body for each in row.supports.select_related("body")]
    return {name: getattr(row, name) for name in (*names, "progress", "problems", "reported_on")} | {
        "meeting": row.meeting.ref if row.meeting else None,
        "lead": _named(row.lead),
        "supporting": [_named(body) for body in supporting],
        "leader": {"ref": row.leader.ref, "name": f"{row.leader.body}{row.leader}"} if row.leader else None,
        "lamp": lamp(row, on=today).value,
        "origins": row.origins if by.has("supervisor", "clerk") else {},
    }


def _named(body: Body | None) -> dict[str, str] | None:
    return {"ref": body.ref, "name": str(body)} if body is not None else None
