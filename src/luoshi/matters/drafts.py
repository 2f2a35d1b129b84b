"""From a reading to drafts of matters: who, by when, how much as the text says it, and what the directory proposes for the rest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.documents.duties import duties, people_of
from luoshi.documents.models import Document, RememberedChoice
from luoshi.documents.reader import Reading, ReadText, Statement
from luoshi.documents.routing import Choice, Routed, Router, Suggestion
from luoshi.documents.tables import is_matter, place, printed, required
from luoshi.matters.models import Sort
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Post, PostKind, Tenure

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_STANDING = re.compile(r"常态化|长期坚持|长效管理|坚持不懈|久久为功")
_REMEMBERED = 2_000
"""Choices that a proposal learns from, the newest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One action as one text puts it. ``origins`` as in ``Matter``; ``suggested`` is what the directory's duties propose."""

    start: int
    end: int
    words: str
    topic: str = ""
    topic_at: int | None = None
    heading: str = ""
    position: int = 0
    sort: str = Sort.CONCRETE
    sort_reason: str = ""
    lead: Body | None = None
    supporting: tuple[Body, ...] = ()
    unresolved: str = ""
    leader: Post | None = None
    due_on: dt.date | None = None
    due_words: str = ""
    standard: str = ""
    remark: str = ""
    origins: dict[str, Any] = field(default_factory=dict)
    suggested: dict[str, Any] = field(default_factory=dict)


class Drafting:
    """What drafts of one office and day need, loaded once: directory, leaders, what clerks chose before."""

    def __init__(self, office: Office, on: dt.date) -> None:
        self.office, self.on = office, on
        self.line_up = LineUp(office, on)
        rows = RememberedChoice.objects.filter(office=office).order_by("-id")[:_REMEMBERED]
        choices = [
            Choice(row.words, row.body_id, "lead" if row.role == "lead" else "support", row.made_on) for row in rows
        ]
        self.router = Router.of(office, on, choices)
        self._posts = leaders_by_name(office, on)

    def drafts(self, document: Document, reading: Reading) -> list[Draft]:
        """The actions of a reading, in the order of the text."""
        text = ReadText(document.as_text, (reading,))
        names = people_of(reading)
        wanted = [statement for statement in reading.statements if is_matter(statement)]
        return [self._draft(_Source(document.ref, text, reading, names), each, at) for at, each in enumerate(wanted, 1)]

    def _routed(self, source: _Source, statement: Statement, topic: str) -> Routed:
        return self.router.propose(
            statement.text,
            owners=statement.owners,
            at=statement.span.start,
            topic=topic,
            reported_by=source.reporting_body(statement),
            people=source.names,
        )

    def _draft(self, source: _Source, statement: Statement, position: int) -> Draft:
        topic = source.topic(statement)
        routed = self._routed(source, statement, topic)
        people = duties(source.text, statement, source.names).lead_people
        known = [self._posts[name] for name in people if name in self._posts]
        stated = [each for each in routed.supporting if each.how == "text"]
        lead = next((each for each in routed.lead[:1] if each.how == "text"), None)
        sort, reason = sort_of(statement, routed)
        deadline = statement.deadline
        unknown = (
            *routed.unknown,
            *(group.text for group in routed.groups),
            *(n for n in people if n not in self._posts),
        )
        return Draft(
            start=statement.span.start,
            end=statement.span.end,
            words=required(statement),
            topic=topic[:300],
            topic_at=statement.agenda,
            heading=place(statement),
            position=position,
            sort=sort,
            sort_reason=reason,
            lead=lead.body if lead else None,
            supporting=tuple(dict.fromkeys(each.body for each in stated if lead is None or each.body != lead.body)),
            unresolved=_listed(unknown),
            leader=known[0] if known else None,
            due_on=_day(deadline.value) if deadline else None,
            due_words=printed(deadline.text)[:80] if deadline else "",
            standard=_listed(printed(target.text) for target in statement.targets),
            remark=_remark(statement),
            origins=source.origins(statement, lead, stated, leader=bool(known)),
            suggested=suggested(routed),
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where statements come from."""

    ref: str
    text: ReadText
    reading: Reading
    names: frozenset[str]

    def topic(self, statement: Statement) -> str:
        at = statement.agenda
        return printed(self.reading.agenda[at].title.text) if at is not None and at < len(self.reading.agenda) else ""

    def reporting_body(self, statement: Statement) -> str:
        at = statement.agenda
        found = self.reading.agenda[at].reporting_body if at is not None and at < len(self.reading.agenda) else None
        return found.text if found is not None else ""

    def origins(
        self, statement: Statement, lead: Suggestion | None, stated: list[Suggestion], *, leader: bool
    ) -> dict[str, Any]:
        """For each field that the text fills: the stretch of the document that says it."""
        spans: dict[str, tuple[int, int]] = {"words": _pair(statement.span)}
        if lead is not None:
            spans["lead"] = self._cues(statement, [lead])
        if stated:
            spans["supporting"] = self._cues(statement, stated)
        if leader:
            first = next((each for each in statement.owners if "".join(each.text.split()) in self.names), None)
            spans["leader"] = _pair((first or statement).span)
        if statement.deadline is not None:
            spans["due_on"] = _pair(statement.deadline.span)
        if statement.targets:
            spans["standard"] = (statement.targets[0].span.start, statement.targets[-1].span.end)
        said = {
            name: {"how": "text", "document": self.ref, "start": start, "end": end}
            for name, (start, end) in spans.items()
        }
        for name, suggestions in (("lead", [lead] if lead else []), ("supporting", stated)):
            if notes := [each.note for each in suggestions if each.note]:
                said[name]["sentence"] = "；".join(dict.fromkeys(notes))
        return said

    def _cues(self, statement: Statement, suggestions: list[Suggestion]) -> tuple[int, int]:
        cues = [cue for each in suggestions for cue in each.because if cue.where == "words"]
        at = statement.span.start
        if not cues:
            return _pair(statement.span)
        return at + min(cue.start for cue in cues), at + max(cue.end for cue in cues)


def sort_of(statement: Statement, routed: Routed) -> tuple[str, str]:
    """具体事项, 长期坚持 or 面上要求, and why: what can be checked off is concrete."""
    if statement.deadline is not None and statement.deadline.when.get("kind") == "standing":
        return Sort.STANDING, f"原文为“{printed(statement.deadline.text)}”"
    has = [
        words
        for words, there in (
            ("责任单位", any(each.how == "text" for each in routed.lead)),
            ("完成时限", statement.deadline is not None),
            ("数量要求", bool(statement.targets)),
            ("要形成的文件", bool(statement.documents)),
        )
        if there
    ]
    if has:
        return Sort.CONCRETE, f"原文写明{'、'.join(has)}"
    if match := _STANDING.search(statement.text):
        return Sort.STANDING, f"原文有“{match.group()}”，没有时限"
    if routed.groups:
        return Sort.GENERAL, f"面向{routed.groups[0].text}，没有时限和数量"
    if routed.lead:
        return Sort.CONCRETE, f"对应{routed.lead[0].body}职责，可以交办"
    return Sort.GENERAL, "没有责任单位、时限和数量，也没有对应的单位职责"


def suggested(routed: Routed) -> dict[str, Any]:
    """What the page offers with one click: bodies by their ``ref``, with the words that decided it."""

    def shown(each: Suggestion) -> dict[str, Any]:
        return {
            "body": each.body.ref,
            "name": str(each.body),
            "how": each.how,
            "because": [cue.text for cue in each.because],
            "sentence": each.sentence,
        }

    return {
        "lead": [shown(each) for each in routed.lead if each.how != "text"],
        "supporting": [shown(each) for each in routed.supporting if each.how != "text"],
        "collects": routed.collects,
        "sentence": routed.sentence,
        "notes": list(routed.notes),
    }


def leaders_by_name(office: Office, on: dt.date) -> dict[str, Post]:
    """The posts of the government's leaders by the names of their holders; a name that two bear is left out."""
    rows = Tenure.objects.on(on).filter(office=office, post__kind__in=(PostKind.LEADER, PostKind.HEAD))
    found: dict[str, Post] = {}
    twice: set[str] = set()
    for row in rows.select_related("person", "post"):
        name = "".join(row.person.name.split())
        if name in found and found[name] != row.post:
            twice.add(name)
        found.setdefault(name, row.post)
    return {name: post for name, post in found.items() if name not in twice}


def _listed(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(words))[:300]


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else None


def _remark(statement: Statement) -> str:
    if statement.deadline is None and statement.urgency is not None:
        return f"原文要求“{printed(statement.urgency.text)}”，未写日期"
    return ""


def _pair(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], span[1]
