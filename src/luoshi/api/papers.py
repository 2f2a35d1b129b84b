"""``/api/v1/``: printed papers as Word files, and calls noted, for who may do so on the pages."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Field, Header, Router, Schema

from luoshi.api.shapes import Refusal, Sent, Words
from luoshi.api.work import SignedIn
from luoshi.documents.written import MEDIA_TYPES, safe_name
from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting, Channel
from luoshi.journal.models import AccessAct, Subject
from luoshi.journal.refusal import Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Matter
from luoshi.matters.operations import urge
from luoshi.matters.prints.forms import FORMS, file_title, may_have
from luoshi.matters.prints.notice import TITLE, excerpt_of, excerpts_of, notice_file, notices_zip, sender
from luoshi.matters.prints.of_matter import loaded
from luoshi.matters.prints.paper import docx_of
from luoshi.meetings.models import Meeting
from luoshi.workdays import office_date

papers = Router(auth=SignedIn(), tags=["打印"])


class PaperKind(StrEnum):
    NOTICE = "notice"
    FEEDBACK = "feedback"
    EXTENSION = "extension"
    SUBMISSION = "submission"
    CLOSING = "closing"


class CallIn(Sent):
    """A call about a matter: whom, how, what they said."""

    who: Words = Field("", max_length=60, description="接听人；没有接通写“无人接听”")
    words: Words = Field("", max_length=500, description="答复")
    channel: Channel = Channel.PHONE
    urged_on: dt.date | None = Field(None, description="不填为今天")


class Noted(Schema):
    """The matter with the number of its newest entry."""

    ref: str
    seq: int


def _by(request: HttpRequest) -> Acting:
    acting = request.auth  # type: ignore[attr-defined]  # ninja sets it
    assert isinstance(acting, Acting)
    return acting


def _matter(ref: str, by: Acting) -> Matter:
    row = loaded(ref, by)
    if row is None:
        raise Unseen
    return row


@papers.get(
    "/matters/{ref}/papers/{kind}",
    response={404: Refusal, 403: Refusal, 422: Refusal},
    summary="一件事项的单子（Word）",
)
def paper(request: HttpRequest, ref: str, kind: PaperKind) -> HttpResponse:
    """交办通知, 反馈表, 延期申请单, 呈报单 or 销号审批表 of a matter."""
    by, on = _by(request), office_date(timezone.now())
    row = _matter(ref, by)
    if kind is PaperKind.NOTICE:
        require_keeper(by, row.office_id)
        excerpt = excerpt_of(row, by)
        return _file(notice_file(excerpt, sender(row.office, by, on=on)), excerpt.file, by, row)
    if not may_have(kind, by):
        raise Unseen
    return _file(docx_of([FORMS[kind](row, on=on)]), safe_name(file_title(row, kind), "docx"), by, row)


@papers.get(
    "/meetings/{ref}/notices", response={404: Refusal, 403: Refusal, 422: Refusal}, summary="交办通知，各单位一份"
)
def notices(request: HttpRequest, ref: str) -> HttpResponse:
    """A zip with the notice to each body, its own excerpt only."""
    by = _by(request)
    row = Meeting.objects.visible_to(by).filter(ref=ref).first()
    if row is None:
        raise Unseen
    require_keeper(by, row.office_id)
    data = notices_zip(excerpts_of(row, by), sender(row.office, by, on=office_date(timezone.now())))
    return _file(data, safe_name(f"{TITLE}_{row.name}", "zip"), by, row)


def _file(data: bytes, name: str, by: Acting, subject: Subject) -> HttpResponse:
    log_access(AccessAct.EXPORTED, by=by, at=timezone.now(), subject=subject, operation="matters.print", detail=name)
    answer = HttpResponse(data, content_type=MEDIA_TYPES.get(name.rpartition(".")[2], "application/zip"))
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


@papers.post(
    "/matters/{ref}/calls", response={200: Noted, 404: Refusal, 403: Refusal, 422: Refusal}, summary="记一次催办"
)
def call(
    request: HttpRequest,
    ref: str,
    given: CallIn,
    key: Annotated[str, Header(alias="Idempotency-Key", max_length=64)] = "",
) -> Matter:
    """Note that somebody was called about a matter."""
    by = _by(request)
    row = _matter(ref, by)
    return urge(
        row,
        by=by,
        at=timezone.now(),
        channel=given.channel,
        who=given.who,
        words=given.words,
        urged_on=given.urged_on,
        token=key,
    )
