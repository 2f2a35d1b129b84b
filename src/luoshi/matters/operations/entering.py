"""Entering matters of other sources than a meeting's text: 政府工作报告, 领导批示, 上级督查反馈 …"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Matter, Source
from luoshi.matters.operations.carrying import hand_out
from luoshi.matters.operations.changing import New, begin_all
from luoshi.matters.operations.docketing import docket
from luoshi.matters.operations.reviewing import leader_of
from luoshi.workdays import office_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A matter that is entered by hand: what stands on the paper, and what a person added."""

    words: str
    lead: Body | None = None
    supporting: tuple[Body, ...] = ()
    due_on: dt.date | None = None
    standard: str = ""
    remark: str = ""
    suggested: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Where matters come from: the source, the paper, who instructed it and when."""

    source: str
    paper: str = ""
    who: str = ""
    on: dt.date | None = None

    @property
    def sentence(self) -> str:
        """王副市长2026-03-05，《办件第12号》: who, when, where, as far as it was said."""
        said = f"{self.who}{f' {self.on:%Y-%m-%d}' if self.on else ''}".strip()
        return "，".join(filter(None, (Source(self.source).label, said, self.paper)))


@operation("matters.enter")
def enter(
    office: Office, *, by: Acting, at: dt.datetime, paper: Paper, entered: Sequence[Entered], token: str = ""
) -> list[Matter]:
    """Enter matters of another source than a meeting's text; they are proposals."""
    require_keeper(by, office.pk)
    _refuse_unready(office, paper, entered, office_date(at))
    hand = {"how": "hand", "by": by.name, "at": at.isoformat(timespec="seconds"), "sentence": paper.sentence}
    more = {"entered": {"source": Source(paper.source).label, "who": paper.who, "on": paper.on, "paper": paper.paper}}
    news = []
    for number, each in enumerate(entered, start=1):
        row = _proposal(office, paper, each, hand)
        row.position = number
        row.leader = leader_of(row, each.lead, office_date(at))
        if row.leader is not None:
            row.origins["leader"] = {"how": "portfolio", "body": str(each.lead)}
        news.append(New(row, each.supporting, more))
    return begin_all(news, "matter.proposed", by=by, at=at)


def _proposal(office: Office, paper: Paper, each: Entered, hand: dict[str, Any]) -> Matter:
    named = ("words", "lead", "supporting", "due_on", "standard", "remark")
    return Matter(
        office=office,
        source=paper.source,
        words=each.words.strip(),
        topic=paper.paper[:300],
        heading=paper.who[:20],
        lead=each.lead,
        due_on=each.due_on,
        standard=each.standard.strip()[:300],
        remark=each.remark.strip()[:300],
        suggested=dict(each.suggested),
        sort_reason="手工录入",
        origins={name: hand for name in named if getattr(each, name)},
    )


def _refuse_unready(office: Office, paper: Paper, entered: Sequence[Entered], today: dt.date) -> None:
    if paper.source not in Source.values or paper.source == Source.MEETING:
        raise Refused("请选择来源。会议议定的事项请从“收文”录入，系统会连同原文一起保存。", field="source")
    if paper.on is not None and paper.on > today:
        raise Refused("批示（交办）日期不能晚于今天。", field="on")
    if not any(each.words.strip() for each in entered):
        raise Refused("请写明要办什么事。", field="words")
    bodies = [body for each in entered for body in (each.lead, *each.supporting) if body is not None]
    if any(body.office_id != office.pk for body in bodies):
        raise Unseen


@operation("matters.enter_and_hand_out")
def enter_and_hand_out(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    paper: Paper,
    entered: Sequence[Entered],
    approved_by: str,
    approved_on: dt.date,
    frequency: str,
    token: str = "",
) -> list[Matter]:
    """Enter, put on the docket under one approval and hand out, in one go; all of it or nothing."""
    made = enter(office, by=by, at=at, paper=paper, entered=entered)
    docket(office, by=by, at=at, matters=made, approved_by=approved_by, approved_on=approved_on, basis=paper.sentence)
    rows = list(Matter.objects.filter(pk__in=[row.pk for row in made]).order_by("position", "pk"))
    return hand_out(office, by=by, at=at, matters=rows, frequency=frequency)
