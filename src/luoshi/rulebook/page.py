"""What the pages of the rulebook show: the book as of a day, one key with its reasons, a rule before it is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from luoshi.bodies.models import Office
from luoshi.rulebook.definitions import Definition, Grade
from luoshi.rulebook.lookup import Rule, Rulebook, Step
from luoshi.rulebook.models import OwnRule
from luoshi.rulebook.operations import RuleDetails
from luoshi.rulebook.shipped import Offer, Shipped, shipped
from luoshi.rulebook.written import rows_of, said

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A key and what holds on the day, if anything does."""

    definition: Definition
    rule: Rule | None
    offers: int


@dataclass(frozen=True, slots=True)
class Section:
    group: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Overview:
    """The rulebook of an office as of a day, and how many of its rules are the office's own, without a basis, or missing."""

    sections: list[Section]
    holding: int
    own: int
    baseless: int
    missing: int


def overview(book: Rulebook, on: dt.date, words: str = "") -> Overview:
    """All keys that contain every one of these words (all keys without words)."""
    wanted = words.split()
    lines = [
        Line(known.definition, rule, len(known.offers)) for known, rule in book.on(on) if _contains(known, rule, wanted)
    ]
    rules = [line.rule for line in lines if line.rule is not None]
    sections = [Section(group, list(found)) for group, found in groupby(lines, key=lambda line: line.definition.group)]
    return Overview(
        sections,
        holding=len(rules),
        own=sum(rule.office is not None for rule in rules),
        baseless=sum(rule.grade is Grade.NONE for rule in rules),
        missing=len(lines) - len(rules),
    )


def _contains(known: Shipped, rule: Rule | None, words: list[str]) -> bool:
    definition = known.definition
    searched = [definition.title, definition.group, definition.note, definition.key]
    searched += [column.title for column in definition.columns]
    if rule is not None:
        searched += [rule.source, rule.note, rule.place, rule.said]
    text = " ".join(searched)
    return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer with its number, under which it is adopted."""

    number: int
    offer: Offer
    definition: Definition

    @property
    def said(self) -> str:
        return said(self.definition, self.offer.stated.value)

    @property
    def rows(self) -> list[list[str]]:
        return rows_of(self.definition, self.offer.stated.value)


@dataclass(frozen=True, slots=True)
class KeyShown:
    """One key: what holds and why, everything that ever held, what other places do, and the office's own rows that can be changed."""

    definition: Definition
    rule: Rule | None
    chain: list[Step]
    history: list[Rule]
    offers: list[OfferShown]
    own: list[OwnRule]


def key_shown(book: Rulebook, key: str, on: dt.date) -> KeyShown:
    """Raises ``KeyError`` for a key that is not defined."""
    known = shipped()[key]
    chain = book.chain(key, on)
    own = OwnRule.objects.filter(office=book.office, key=key).order_by("-valid_from", "-id")
    return KeyShown(
        known.definition,
        next((step.rule for step in chain if step.decides), None),
        chain,
        book.history(key)[::-1],
        [OfferShown(number, offer, known.definition) for number, offer in enumerate(known.offers)],
        list(own),
    )


@dataclass(frozen=True, slots=True)
class Heir:
    """An office below, and its own rule where it has one and so does not inherit."""

    office: Office
    own: Rule | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A rule before it is made: what holds until then, what holds from then on, what holds after it, and who inherits."""

    said: str
    rows: list[list[str]]
    before: Rule | None
    afterwards: Rule | None
    heirs: list[Heir]


def preview(office: Office, definition: Definition, details: RuleDetails) -> Preview:
    """What a rule would change if it were made as stated."""
    book, first, last = Rulebook(office), details.valid_from, details.valid_to
    return Preview(
        said(definition, details.value),
        rows_of(definition, details.value),
        book.find(definition.key, first),
        book.find(definition.key, last + _ONE_DAY) if last is not None else None,
        [_heir(below, definition.key, first) for below in offices_below(office)],
    )


def _heir(office: Office, key: str, on: dt.date) -> Heir:
    own = next((step.rule for step in Rulebook(office).chain(key, on) if step.office == office), None)
    return Heir(office, own)


def offices_below(office: Office) -> list[Office]:
    """Every office that inherits from this one, through any number of steps, nearer ones first."""
    found: list[Office] = []
    waiting = [office.pk]
    while waiting:
        children = list(Office.objects.filter(parent__in=waiting).exclude(pk__in=[row.pk for row in found]))
        found += children
        waiting = [child.pk for child in children]
    return found
