"""``/api/v1/`` for who is signed in: texts in, meetings, matters; through the same operations as the pages.

Who asks is known by the session of the pages (sign in at ``/sign-in/``), so a request that changes something carries the CSRF token like a form. The
header ``Idempotency-Key`` is the operation's token: the same key again returns the first result. ``seen_seq`` guards against changing what somebody
else has changed in the meantime.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Protocol

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Header, Query, Router, Status, UploadedFile
from ninja.security import APIKeyCookie

from luoshi.api.shapes import (
    DocketIn,
    DocumentIn,
    DocumentOut,
    Figures,
    HandOutIn,
    Label,
    MatterChange,
    MatterFilter,
    MatterList,
    MatterOut,
    MeetingOut,
    Ref,
    Refusal,
    ReportIn,
    StandingOut,
)
from luoshi.bodies.models import Body
from luoshi.documents.models import Document
from luoshi.documents.received import handed_file, pasted
from luoshi.documents.stored import read_text_of
from luoshi.journal.acting import Acting, Channel, OnBehalf, Through
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.access import may_keep
from luoshi.matters.bulletin import bulletin_state, with_last_said
from luoshi.matters.desk import SUBJECT
from luoshi.matters.lamps import lamp
from luoshi.matters.meeting.page import meeting_page
from luoshi.matters.meeting.shown import said_of
from luoshi.matters.models import Matter, Support
from luoshi.matters.models.matter import MatterQuerySet
from luoshi.matters.operations import docket, hand_out, report, revise_matter, take_in, take_in_all
from luoshi.meetings.models import Meeting
from luoshi.people.accounts.acting import office_of
from luoshi.people.models import Post
from luoshi.searchtext.index import matching
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


def by_of(request: HttpRequest) -> Acting:
    """Who asks."""
    acting = request.auth  # type: ignore[attr-defined]  # ninja sets it
    assert isinstance(acting, Acting)
    return acting


@work.post("/documents", response={201: DocumentOut, 422: Refusal, 403: Refusal}, summary="收文：存下、研读、提出事项")
def receive(request: HttpRequest, given: DocumentIn, idempotency_key: Key = "") -> Status[dict[str, Any]]:
    """Take in a text; with ``later`` it is only stored."""
    by = by_of(request)
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


@work.post(
    "/documents/file", response={201: list[DocumentOut], 422: Refusal, 403: Refusal}, summary="收文：一个文件或压缩包"
)
def receive_file(
    request: HttpRequest, file: File[UploadedFile], label: Form[Label] = "none", idempotency_key: Key = ""
) -> Status[list[dict[str, Any]]]:
    """Take in every text of a file, all of them or none."""
    by = by_of(request)
    texts = handed_file(file.read(), file.name or "", file.size).texts
    documents = take_in_all(office_of(by), by=by, at=timezone.now(), texts=texts, label=label, token=idempotency_key)
    return Status(201, [_document(document) for document in documents])


@work.get("/documents/{ref}", response={200: DocumentOut, 404: Refusal}, summary="一份文本和它的研读结果（含人工更正）")
def document(request: HttpRequest, ref: Ref) -> dict[str, Any]:
    """The readings are as they stand now: what the reader said, with what people corrected."""
    return _document(_seen(Document.objects.visible_to(by_of(request)).filter(ref=ref).first()))


@work.get("/meetings", response=list[MeetingOut], summary="会议，新的在前")
def meetings(request: HttpRequest, before: Ref = "") -> list[dict[str, Any]]:
    """Fifty at a time; ``before`` is the ``ref`` of the last one of the page before."""
    rows = Meeting.objects.visible_to(by_of(request)).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=_seen(rows.filter(ref=before).first()).pk)
    return [_meeting(row) for row in rows[:PAGE]]


@work.get("/meetings/{ref}", response={200: MeetingOut, 404: Refusal}, summary="一次会议")
def meeting(request: HttpRequest, ref: Ref) -> dict[str, Any]:
    """Which meeting it was; its matters are at ``/matters?meeting=…``."""
    return _meeting(_meeting_of(request, ref))


@work.get(
    "/meetings/{ref}/standing", response={200: StandingOut, 404: Refusal}, summary="一次会议议定了什么，落实到哪一步"
)
def meeting_standing(request: HttpRequest, ref: Ref) -> dict[str, Any]:
    """What the meeting's page says to whoever asks: who sat, the topics, and how many matters stand where."""
    by = by_of(request)
    page = meeting_page(_meeting_of(request, ref), by, on=office_date(timezone.now()))
    names = ("number", "kind", "title", "documents", "outcome", "stressed")
    return {
        "title": page.title,
        "facts": dict(page.facts),
        "people": dict(page.people),
        "topics": [{name: getattr(topic, name) for name in names} for topic in page.topics],
        "figures": {name: getattr(page.figures, name) for name in Figures.model_fields},
    }


@work.post("/meetings/{ref}/docket", response={200: list[MatterOut], 422: Refusal, 403: Refusal}, summary="整批立项")
def put_on_the_docket(
    request: HttpRequest, ref: Ref, given: DocketIn, idempotency_key: Key = ""
) -> list[dict[str, Any]]:
    """Docket proposals of a meeting under one approval, and hand them out where ``hand_out`` says so."""
    by, at, held = by_of(request), timezone.now(), _meeting_of(request, ref)
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
    return shown_of(by, rows)


@work.post("/meetings/{ref}/hand-out", response={200: list[MatterOut], 422: Refusal, 403: Refusal}, summary="交办")
def hand_out_matters(
    request: HttpRequest, ref: Ref, given: HandOutIn, idempotency_key: Key = ""
) -> list[dict[str, Any]]:
    """Hand docketed matters of a meeting to their bodies."""
    by, held = by_of(request), _meeting_of(request, ref)
    rows = hand_out(held, by=by, at=timezone.now(), matters=_matters(by, given.matters), token=idempotency_key)
    return shown_of(by, rows)


@work.get("/matters", response=MatterList, summary="督办事项，按登记先后")
def matters(request: HttpRequest, asked: Query[MatterFilter]) -> dict[str, Any]:
    """A page by key of what whoever asks may see; ``next`` is the ``after`` of the next page."""
    by = by_of(request)
    rows = _narrowed(by, asked).order_by("id")
    if asked.after:
        rows = rows.filter(pk__gt=_seen(Matter.objects.visible_to(by).filter(ref=asked.after).first()).pk)
    page = list(_whole(rows)[: PAGE + 1])
    shown = [_matter(row, by=by) for row in page[:PAGE]]
    return {"matters": shown, "next": page[PAGE - 1].ref if len(page) > PAGE else None}


def _narrowed(by: Acting, asked: MatterFilter) -> MatterQuerySet:
    rows = Matter.objects.visible_to(by)
    if asked.meeting:
        rows = rows.filter(meeting__ref=asked.meeting)
    if asked.body:
        supported = Support.objects.filter(body__ref=asked.body).values("matter")
        rows = rows.filter(Q(lead__ref=asked.body) | Q(pk__in=supported))
    if asked.q.strip():
        found = matching(asked.q, office=by.office or 0, subject_type=SUBJECT)
        rows = rows.filter(ref__in=found.values("subject_ref"))
    if asked.late:
        rows = rows.overdue(on=office_date(timezone.now()))
    if asked.open is not None:
        rows = rows.open() if asked.open else rows.exclude(pk__in=rows.open().values("pk"))
    return rows


@work.get("/matters/{ref}", response={200: MatterOut, 404: Refusal}, summary="一件事项，连同它的经过")
def matter(request: HttpRequest, ref: Ref) -> dict[str, Any]:
    """The matter with its journal in sentences."""
    by = by_of(request)
    row = matter_of(by, ref)
    events = Event.objects.filter(subject_type=row.subject_type, subject_ref=row.ref).order_by("seq")
    history = [{"at": each.event.at, "who": each.who, "sentence": each.sentence} for each in told(events)]
    return _matter(row, by=by) | {"history": history}


@work.patch("/matters/{ref}", response={200: MatterOut, 409: Refusal, 422: Refusal}, summary="补充、更正一件事项")
def change_matter(request: HttpRequest, ref: Ref, given: MatterChange, idempotency_key: Key = "") -> dict[str, Any]:
    """Only the fields that are sent are changed; bodies and leaders by their ``ref``."""
    by = by_of(request)
    row = matter_of(by, ref)
    sent = given.dict(exclude_unset=True, exclude={"seen_seq", "because"})
    values = {name: _value(by, name, value) for name, value in sent.items()}
    changed = revise_matter(
        row,
        by=by,
        at=timezone.now(),
        values=values,
        because=given.because,
        token=idempotency_key,
        seen_seq=given.seen_seq,
    )
    [shown] = shown_of(by, [changed])
    return shown


@work.post("/matters/{ref}/reports", response={200: MatterOut, 422: Refusal, 403: Refusal}, summary="反馈（可代录）")
def send_report(request: HttpRequest, ref: Ref, given: ReportIn, idempotency_key: Key = "") -> dict[str, Any]:
    """What the lead body reports; the supervision office says who told it and how (``said_by``, ``channel``, ``said_on``)."""
    by, at = by_of(request), timezone.now()
    row = matter_of(by, ref)
    body = body_of(by, given.body) if given.body else row.lead
    if given.said_by:
        by = on_behalf(by, str(body or ""), given)
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
    [shown] = shown_of(by, [done])
    return shown


class Said(Protocol):
    """Who told it, how and when."""

    said_by: str
    channel: Any
    said_on: dt.date | None


def on_behalf(by: Acting, party: str, said: Said) -> Acting:
    """The same, for a party that told it (代录); only the office enters for others, and nothing that is yet to be said."""
    if not may_keep(by):
        raise Denied("代录由督查室办理。您可以直接办理本单位的事。")
    today = office_date(timezone.now())
    if said.said_on is not None and said.said_on > today:
        raise Refused("日期不能晚于今天。", field="said_on")
    told = OnBehalf(party=party, channel=Channel(said.channel), said_by=said.said_by, said_on=said.said_on or today)
    return replace(by, on_behalf=told)


def _seen(row: Any) -> Any:  # noqa: ANN401 - a row of any table, or none
    if row is None:
        raise Unseen
    return row


def _meeting_of(request: HttpRequest, ref: Ref) -> Meeting:
    found: Meeting = _seen(Meeting.objects.visible_to(by_of(request)).filter(ref=ref).first())
    return found


def matter_of(by: Acting, ref: str) -> Matter:
    """The matter, if whoever asks sees it."""
    found: Matter = _seen(_whole(Matter.objects.visible_to(by)).filter(ref=ref).first())
    return found


def _matters(by: Acting, refs: list[str]) -> list[Matter]:
    rows = {row.ref: row for row in Matter.objects.visible_to(by).filter(ref__in=refs)}
    if len(rows) != len(set(refs)):
        raise Unseen
    return [rows[ref] for ref in dict.fromkeys(refs)]


def _whole(rows: MatterQuerySet) -> MatterQuerySet:
    """The matters with everything that is told of them, so that a page asks as often as one row."""
    joined = with_last_said(rows).select_related("lead", "leader__body", "meeting")
    return joined.prefetch_related("supports__body")


def shown_of(by: Acting, rows: Sequence[Matter]) -> list[dict[str, Any]]:
    """Matters as they are after an operation, in their order."""
    found = {row.pk: row for row in _whole(Matter.objects.visible_to(by).filter(pk__in=[row.pk for row in rows]))}
    return [_matter(found[row.pk], by=by) for row in rows]


def body_of(by: Acting, ref: str) -> Body:
    """The body, if whoever asks sees it."""
    found: Body = _seen(Body.objects.visible_to(by).filter(ref=ref).first())
    return found


def _value(by: Acting, name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    """A field's value as the operation takes it."""
    if name == "lead":
        return body_of(by, value) if value else None
    if name == "supporting":
        return [body_of(by, ref) for ref in value or ()]
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
    names = (
        *("ref", "seq", "code", "spoken", "state", "sort", "words", "due_on", "due_words", "standard", "remark"),
        *("holder", "held_since", "pending", "next_report_on", "chain", "signed", "closed_on"),
    )
    supporting = [each.body for each in row.supports.all()]
    said = bulletin_state(row, last_said=said_of(row), on=today)
    return {name: getattr(row, name) for name in (*names, "progress", "problems", "reported_on")} | {
        "meeting": row.meeting.ref if row.meeting else None,
        "lead": _named(row.lead),
        "supporting": [_named(body) for body in supporting],
        "leader": {"ref": row.leader.ref, "name": f"{row.leader.body}{row.leader}"} if row.leader else None,
        "said": said.value if said is not None else None,
        "lamp": lamp(row, on=today).value,
        "origins": row.origins if by.has("supervisor", "clerk") else {},
    }


def _named(body: Body | None) -> dict[str, str] | None:
    return {"ref": body.ref, "name": str(body)} if body is not None else None
