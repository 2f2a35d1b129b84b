"""The layout of a meeting's text: which stretch of the view is title, opening, attendance, agenda and body."""

from __future__ import annotations

from dataclasses import dataclass

from jiyao.reading import Genre, Heading


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the view, ``view.s[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A run of body text under one heading and one number; heading and number stand outside ``start:end``.

    ``topic`` is the numbered heading that names what the section is about, where there is one.
    """

    start: int
    end: int
    heading: Heading | None = None
    ordinal: str | None = None
    topic: Zone | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One meeting's part of the view, taken apart. Zones do not overlap; what lies in none of them is site chrome."""

    part: Zone
    genre: Genre
    title: Zone | None
    head: tuple[Zone, ...]
    opening: Zone | None
    attendance: tuple[Zone, ...]
    agenda: tuple[Zone, ...]
    sections: tuple[Section, ...]
    foot: tuple[Zone, ...]
