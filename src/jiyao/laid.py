"""A meeting's text taken apart: sentences, topics, title, as ``layout`` finds them and everything behind it reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from jiyao.parts import Zone
from jiyao.reading import Genre, Heading

SentenceKind: TypeAlias = Literal["opening", "attendance", "agenda", "body", "foot"]
"""``foot`` is what says nothing about the matter: imprint, chrome of a site, sentences of mere procedure."""


class Topic(NamedTuple):
    """A numbered heading that names what comes under it."""

    start: int
    end: int
    ordinal: str


class Sentence(NamedTuple):
    """A sentence or clause with what is known of it from where it stands; heading words and ordinals stand outside it."""

    start: int
    end: int
    kind: SentenceKind
    line: int
    heading: Heading | None = None
    ordinal: str | None = None
    topic: int | None = None
    run_in: bool = False
    lead: int = -1
    """Where its heading words begin (在审议《…》时，会议强调，); -1 where it has none of its own."""
    task_end: int = 0
    """Where the task of a row of a table ends, whose other cells say who does it and by when; 0 for what is no row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One meeting's part of the view, taken apart."""

    part: Zone
    genre: Genre
    title: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]
    topics: tuple[Topic, ...]
    labelled: tuple[Zone, ...]
    """Attendance in the form of labelled lines (出席：…), label included, with the lines that go on below it."""
