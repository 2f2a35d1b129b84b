"""The reader, called from one place: a text in, the readings of its meetings out."""

from __future__ import annotations

from dataclasses import dataclass

import jiyao
from jiyao.reading import AgendaItem, Person, Reading, Statement
from jiyao.text import Span, Text
from luoshi.workdays import Calendar

__all__ = ["AgendaItem", "Person", "ReadText", "Reading", "Span", "Statement", "Text", "read_text"]
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
