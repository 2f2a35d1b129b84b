"""The result of reading: what one meeting's text says, every finding tied to its words.

The shapes are those of the contract, version 1 (``reading.schema.json`` beside this module; a test holds the two together).
A reading is immutable. Offsets count code points of the text as received.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, TypeAlias

from jiyao.records import built_by_slot
from jiyao.text import Span

VERSION = 1
"""Version of the shape, printed as ``jiyao``; the reader's own version is ``jiyao.__version__``."""

Genre: TypeAlias = Literal["communique", "minutes", "task_table", "notice", "other"]
Heading: TypeAlias = Literal["stress", "require", "point_out", "hold", "decide", "clarify"]
Label: TypeAlias = Literal["assessment", "attitude", "action", "outcome"]
AgendaKind: TypeAlias = Literal["convey", "study", "deliberate", "hear", "research", "other"]
Role: TypeAlias = Literal["lead", "support", "listed"]
Comparator: TypeAlias = Literal["at_least", "at_most", "equal"]
Value: TypeAlias = str | int | float | None
When: TypeAlias = Mapping[str, Any]
"""A deadline as the text puts it, without a calendar; the kinds are listed in ``docs/reading-rules.md``."""


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words of the text, the rule that found them and, where there is one, what they amount to.

    ``rivals`` are other rules' readings of the same words: both are kept, the reader does not choose in silence.
    """

    text: str
    span: Span
    rule: str
    value: Value = None
    rivals: tuple[Found, ...] = ()


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Owner(Found):
    """Who must do it: a body, a generic group or a person."""

    role: Role


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Found):
    """By when: ``when`` is symbolic, ``value`` an ISO date once a calendar and the meeting's date are given."""

    when: When


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Found):
    """A quantity to reach, in the unit the text uses."""

    quantity: float | int
    unit: str
    comparator: Comparator | None = None


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Found):
    """People who sit in without being named; ``by_topic`` where they come for some topics only."""

    by_topic: bool = False
    for_topics: tuple[int, ...] = ()


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone said to attend, to sit in or to be on leave, with the posts printed there."""

    name: Found
    posts: tuple[Found, ...] = ()
    unit: Found | None = None
    reason: Found | None = None
    for_topics: tuple[int, ...] = ()


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The head of the text: which meeting this was. What the text does not say is ``None``."""

    title: Found | None = None
    body: Found | None = None
    kind: Found | None = None
    term: Found | None = None
    number: Found | None = None
    year_number: Found | None = None
    extended: bool = False
    date: Found | None = None
    part_of_day: Found | None = None
    venue: Found | None = None
    minutes_number: Found | None = None
    publisher: Found | None = None
    published_on: Found | None = None
    chair: Person | None = None


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One topic, in the order of the meeting."""

    kind: AgendaKind
    title: Found
    documents: tuple[Found, ...] = ()
    reporting_body: Found | None = None
    outcome: Found | None = None


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or clause of the body with its label and what was found in it."""

    text: str
    span: Span
    rule: str
    heading: Heading | None = None
    ordinal: str | None = None
    agenda: int | None = None
    label: Label = "assessment"
    owners: tuple[Owner, ...] = ()
    deadline: Deadline | None = None
    urgency: Found | None = None
    run_in: bool = False
    targets: tuple[Target, ...] = ()
    documents: tuple[Found, ...] = ()


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file or string that was read; ``length`` in code points."""

    name: str
    media_type: str
    sha256: str
    length: int


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which meeting of the file this is."""

    index: int
    of: int
    span: Span


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one meeting's text says."""

    source: Source
    part: Part
    genre: Genre
    is_meeting: bool
    meeting: Meeting
    present: tuple[Person, ...] = ()
    in_attendance: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    groups_in_attendance: tuple[Group, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: tuple[Found, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The contract's JSON object: plain dicts, lists, strings and numbers."""
        return {"jiyao": VERSION, **{f.name: _plain(getattr(self, f.name)) for f in fields(self)}}


def _plain(thing: object) -> object:
    if thing is None or isinstance(thing, (str, int, float)):
        return thing
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    if isinstance(thing, Mapping):
        return {key: _plain(item) for key, item in thing.items()}
    names = _names(type(thing))  # type: ignore[arg-type]  # a class is hashable
    return {name: _plain(getattr(thing, name)) for name in names}


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
