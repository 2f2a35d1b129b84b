"""The reader, called from one place: a text in, the readings of its meetings out."""

from __future__ import annotations

from dataclasses import dataclass

import jiyao
from jiyao.reading import Reading
from jiyao.text import Text
from luoshi.workdays import Calendar


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text and what was read in it; every span counts code points of ``raw``."""

    text: Text
    readings: tuple[Reading, ...]

    @property
    def raw(self) -> str:
        return self.text.raw


def read_text(text: Text) -> ReadText:
    """Read a text; deadlines in working days are counted by the state's calendar."""
    return ReadText(text, tuple(jiyao.read(text, calendar=Calendar.of_the_state())))
