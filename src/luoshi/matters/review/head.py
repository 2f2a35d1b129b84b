"""The head of a meeting as the text gives it: when, where, which, and who sat; each fact tied to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from luoshi.documents.page import AGENDA_WORDS, OUTCOME_WORDS
from luoshi.documents.reader import Reading, Span
from luoshi.documents.tables import printed

Marking: TypeAlias = Callable[[Span, str], str]
"""Gives a stretch of the source a key."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Words under a name, tied to their place; ``key`` is empty and ``words`` too where the text does not say it."""

    name: str
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """One topic with what became of it, where the text says so."""

    kind: str
    title: str
    key: str
    outcome: str
    outcome_key: str


@dataclass(frozen=True, slots=True)
class Head:
    facts: tuple[Fact, ...]
    people: tuple[tuple[str, tuple[Fact, ...]], ...]
    agenda: tuple[Agenda, ...]


def head_of(reading: Reading, mark: Marking) -> Head:
    """The head of one meeting."""
    return Head(tuple(_facts(reading, mark)), tuple(_people(reading, mark)), tuple(_agenda(reading, mark)))


def _facts(reading: Reading, mark: Marking) -> Iterator[Fact]:
    meeting = reading.meeting
    named = {
        "次数": meeting.number,
        "日期": meeting.date,
        "地点": meeting.venue,
        "文号": meeting.minutes_number,
        "发布": meeting.publisher,
    }
    for name, found in named.items():
        if found is not None:
            yield Fact(name, printed(found.text), mark(found.span, "head"))
        elif name == "日期":
            yield Fact(name, "原文未写", "")


def _people(reading: Reading, mark: Marking) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    chair = (reading.meeting.chair,) if reading.meeting.chair else ()
    groups = (("主持", chair), ("出席", reading.present), ("列席", reading.in_attendance), ("请假", reading.absent))
    for name, people in groups:
        facts = [
            Fact(
                "、".join(printed(post.text) for post in (person.unit, *person.posts) if post is not None),
                "".join(printed(person.name.text).split()),
                mark(person.name.span, "person"),
            )
            for person in people
        ]
        if name == "列席":
            facts += [Fact("", printed(each.text), mark(each.span, "person")) for each in reading.groups_in_attendance]
        if facts:
            yield name, tuple(facts)


def _agenda(reading: Reading, mark: Marking) -> Iterator[Agenda]:
    for item in reading.agenda:
        outcome = item.outcome
        yield Agenda(
            kind=AGENDA_WORDS[item.kind],
            title=printed(item.title.text),
            key=mark(item.title.span, "topic"),
            outcome=OUTCOME_WORDS.get(str(outcome.value), "") if outcome else "",
            outcome_key=mark(outcome.span, "outcome") if outcome else "",
        )
