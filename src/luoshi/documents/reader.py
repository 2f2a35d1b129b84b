"""The reader, called from one place: a text in, the readings of its meetings out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import jiyao
from jiyao.reading import AgendaItem, Person, Reading, Statement
from jiyao.text import Span, Text
from luoshi.workdays import Calendar

__all__ = [
    "AgendaItem",
    "Person",
    "ReadText",
    "Reading",
    "Span",
    "Statement",
    "Text",
    "day_in",
    "deadline_of",
    "instructed",
    "read_text",
]
"""What the apps further right know of the reader they know from here."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text and what was read in it; every span counts code points of ``raw``."""

    text: Text
    readings: tuple[Reading, ...]

    @property
    def raw(self) -> str:
        return self.text.raw


def read_text(text: Text, *, calendar: Calendar | None = None) -> ReadText:
    """Read a text; deadlines in working days are counted by the calendar given, else by the state's."""
    return ReadText(text, tuple(jiyao.read(text, calendar=calendar or Calendar.of_the_state())))


def instructed(words: str, *, on: dt.date) -> tuple[Statement, ...]:
    """What an instruction that stands alone says (a leader's note, a ticket), read on a day as the words of a meeting would be.

    Spans count from the beginning of what was read, not of ``words``.
    """
    readings = jiyao.read(f"会议要求，{words}", meeting_on=on)
    return tuple(statement for reading in readings for statement in reading.statements)


def deadline_of(words: str, *, on: dt.date) -> dt.date | None:
    """The day that a time limit in words amounts to, as seen from a day: 6月底前, 二季度末. ``None`` where it is no day (长期, 3个工作日内)."""
    for reading in jiyao.read(f"会议要求，市教育局要在{words}完成排查工作。", meeting_on=on):
        for statement in reading.statements:
            if (day := day_in(statement)) is not None:
                return day
    return None


def day_in(statement: Statement) -> dt.date | None:
    """The day of a statement's deadline; ``None`` where it has none, or no day of its own."""
    value = statement.deadline.value if statement.deadline is not None else None
    return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-01-01") else None
