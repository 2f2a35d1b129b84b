"""What routing takes and gives: frozen values, no database row among them but the body that is proposed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from luoshi.bodies.models import Body

How: TypeAlias = Literal["text", "topic", "duty", "remembered"]
"""Where a suggestion comes from: the action's own words, the body that reported on its topic, duties, or earlier choices."""
Role: TypeAlias = Literal["lead", "support"]


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """Words that decided. ``source[start:end] == text``, the source being the action's words or the title of its topic."""

    start: int
    end: int
    text: str
    where: Literal["words", "topic"] = "words"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed body.

    ``because`` is in the order of the text and empty only for a name the text printed elsewhere (a unit named once for several
    clauses). ``note`` says what was concluded about the name: a former one, an elided one. ``duty`` is the line of the body's duties
    that has most of the words, empty where no duty decided. ``score`` compares suggestions of one
    action; it is no probability and is not for showing.
    """

    body: Body
    how: How
    because: tuple[Cue, ...]
    sentence: str
    note: str = ""
    duty: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Generic words (各级各部门, 各乡镇): they stay words. ``bodies`` are the townships where they name these, else empty."""

    text: str
    start: int
    end: int
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Routed:
    """The proposal for one action.

    ``lead`` holds alternatives, best first, at most three; where the text names the lead it holds who the text names. ``supporting``
    holds bodies that work along, in the order of the text, else best first. ``collects`` is set where many are addressed: the lead
    then gathers their answers (牵头汇总), and no matter is made for each of them. ``unknown`` are names of the text that the directory
    does not have. ``sentence`` sums up for the page and is never empty; ``notes`` are what a clerk should look at.
    """

    lead: tuple[Suggestion, ...]
    supporting: tuple[Suggestion, ...]
    groups: tuple[Group, ...]
    unknown: tuple[str, ...]
    collects: bool
    sentence: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a clerk decided for an action: ``body`` is the primary key of the body chosen, also where it is closed by now."""

    words: str
    body: int
    role: Role
    made_on: dt.date
