"""``/api/v1/``: the acts of a matter's life, and breaking it down, through the same operations as the pages.

``on_behalf`` says whose act the supervision office enters, who told it, how and when (代录).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Header, Router

from luoshi.api.shapes import MatterOut, Ref, Refusal, Sent, Words
from luoshi.api.work import SignedIn, body_of, by_of, matter_of, on_behalf, shown_of
from luoshi.files.models import File
from luoshi.journal.acting import Acting, Channel
from luoshi.journal.refusal import Unseen
from luoshi.matters.acts import SPECS, Given
from luoshi.matters.life import Act, Check
from luoshi.matters.operations import Part, act_on, break_down
from luoshi.people.models import Post

acts = Router(auth=SignedIn(), tags=["督办"])
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=64)]


class SaidIn(Sent):
    """Who said what is entered for another."""

    party: Words = Field(max_length=80, description="谁的事：单位或人")
    said_by: Words = Field(max_length=60)
    channel: Channel = Channel.PHONE
    said_on: dt.date | None = Field(None, description="不填为今天")


class ActIn(Sent):
    """What an act asks for; each act uses the fields of its form and leaves the others alone."""

    words: Words = ""
    day: dt.date | None = Field(None, description="申请的、同意的日期")
    on: dt.date | None = Field(None, description="办理、批示的日期")
    body: Ref = Field("", description="单位的 ref")
    post: Ref = Field("", description="领导岗位的 ref")
    who: Words = Field("", max_length=64)
    paper: Words = Field("", max_length=120)
    options: list[Words] = Field(default_factory=list, max_length=10)
    checks: list[Literal["facts", "solved", "done", "lawful", "form"]] = Field(default_factory=list)
    despite: Words = Field("", description="直接认定办结而没有逐项核对的理由")
    evidence: Ref = Field("", description="已上传文件的 ref")
    slip: int | None = Field(None, description="有几份单据在等答复时，是哪一份")
    on_behalf: SaidIn | None = None
    seen_seq: int | None = None


class PartIn(Sent):
    """What one body has to do of a matter."""

    words: Words
    body: Ref
    due_on: dt.date | None = None


class PartsIn(Sent):
    """The parts a matter is broken down to."""

    parts: list[PartIn] = Field(max_length=50)
    on_behalf: SaidIn | None = None
    seen_seq: int | None = None


@acts.post(
    "/matters/{ref}/acts/{act}",
    response={200: MatterOut, 403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal},
    summary="签收、申请延期、认定办结……（可代录）",
)
def do_act(request: HttpRequest, ref: str, act: str, given: ActIn, idempotency_key: Key = "") -> dict[str, Any]:
    """``act`` is the act's name: acknowledge, ask_extension, grant_extension, ask_completion, find_done, submit, sign …"""
    by = by_of(request)
    row, doing = matter_of(by, ref), Act.__members__.get(act.upper())
    if doing is None or doing not in SPECS:
        raise Unseen
    done = act_on(
        row,
        by=_told(by, given.on_behalf),
        at=timezone.now(),
        act=doing,
        given=_given(by, given),
        token=idempotency_key,
        seen_seq=given.seen_seq,
    )
    return shown_of(by, [done])[0]


@acts.post(
    "/matters/{ref}/parts",
    response={200: list[MatterOut], 403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal},
    summary="分解（可代录）",
)
def give_parts(request: HttpRequest, ref: str, given: PartsIn, idempotency_key: Key = "") -> list[dict[str, Any]]:
    """The parts, each handed out at once."""
    by = by_of(request)
    parts = [Part(words=each.words, body=body_of(by, each.body), due_on=each.due_on) for each in given.parts]
    made = break_down(
        matter_of(by, ref),
        by=_told(by, given.on_behalf),
        at=timezone.now(),
        parts=parts,
        token=idempotency_key,
        seen_seq=given.seen_seq,
    )
    return shown_of(by, made)


def _told(by: Acting, said: SaidIn | None) -> Acting:
    return by if said is None else on_behalf(by, said.party, said)


def _given(by: Acting, given: ActIn) -> Given:
    plain = {name: getattr(given, name) for name in ("words", "day", "on", "who", "paper", "slip", "despite")}
    return Given(
        **plain,
        body=body_of(by, given.body) if given.body else None,
        post=_of(Post.objects.visible_to(by).filter(ref=given.post).first()) if given.post else None,
        options=tuple(given.options),
        checks=tuple(Check[each.upper()] for each in given.checks),
        evidence=_of(File.objects.visible_to(by).filter(ref=given.evidence).first()) if given.evidence else None,
    )


def _of(row: Any) -> Any:  # noqa: ANN401 - a row of any table, or none
    if row is None:
        raise Unseen
    return row
