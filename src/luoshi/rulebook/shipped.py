"""The rules that come with this release: definitions, the rows that hold everywhere, and what other places do (offers)."""

from __future__ import annotations

import datetime as dt
import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from luoshi.journal.canonical import Json
from luoshi.rulebook.definitions import Column, Definition, Grade, Kind


@dataclass(frozen=True, slots=True)
class Stated:
    """A value with where it is stated. ``place`` names the place whose own rule it is; empty for what the whole state goes by."""

    value: Json
    source: str
    ref: str
    grade: Grade
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class ShippedRow:
    """A value that holds for a time wherever no office has made its own rule. ``version`` rises when a release corrects the row."""

    name: str
    version: int
    stated: Stated
    first: dt.date | None
    last: dt.date | None

    def holds(self, on: dt.date) -> bool:
        return (self.first is None or self.first <= on) and (self.last is None or self.last >= on)


@dataclass(frozen=True, slots=True)
class Offer:
    """What another place does, for an office to adopt; it holds nowhere by itself."""

    title: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class Shipped:
    """Everything shipped about one key; ``rows`` by first day, none overlapping."""

    definition: Definition
    rows: tuple[ShippedRow, ...]
    offers: tuple[Offer, ...]

    def on(self, day: dt.date) -> ShippedRow | None:
        """The row that holds on a day, if any."""
        return next((row for row in self.rows if row.holds(day)), None)


@cache
def shipped() -> Mapping[str, Shipped]:
    """All definitions by key, in the order in which they are listed.

    Raises ``ValueError`` naming the key where a file contradicts itself: a value that does not fit, rows that overlap, a grade without
    a source.
    """
    folder = files(__package__).joinpath("rules")
    kept = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".toml")]
    return read_shipped(sorted(kept, key=lambda item: int(item["order"])))


def read_shipped(kept: Iterable[Mapping[str, Any]]) -> dict[str, Shipped]:
    """The contents of rule files, checked; see ``shipped``."""
    found: dict[str, Shipped] = {}
    for item in kept:
        for entry in item["rule"]:
            one = _one({"unused": item.get("unused", ""), **entry}, item["group"])
            if one.definition.key in found:
                raise _contradiction(one.definition.key, "it is defined twice")
            found[one.definition.key] = one
    return found


def _one(entry: Mapping[str, Any], group: str) -> Shipped:
    definition = _definition(entry, group)
    rows = tuple(sorted(_rows(definition, entry), key=lambda row: row.first or dt.date.min))
    for earlier, later in itertools.pairwise(rows):
        if earlier.last is None or later.first is None or earlier.last >= later.first:
            raise _contradiction(definition.key, f"{earlier.name} and {later.name} overlap")
    offers = tuple(Offer(offer["title"], _stated(definition, offer)) for offer in entry.get("offer", ()))
    return Shipped(definition, rows, offers)


def _definition(entry: Mapping[str, Any], group: str) -> Definition:
    kind = Kind(entry["kind"])
    columns = entry["columns"] if kind is Kind.TABLE else [{**entry, "key": "value"}]
    notes = (entry.get("note", ""), entry.get("unused", ""))
    return Definition(entry["key"], entry["title"], group, kind, tuple(map(_column, columns)), *notes)


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        entry["key"],
        entry["title"],
        Kind(entry["kind"]),
        entry.get("unit", ""),
        entry.get("choices", {}),
        entry.get("min"),
        entry.get("max"),
    )


def _rows(definition: Definition, entry: Mapping[str, Any]) -> Iterator[ShippedRow]:
    for row in entry.get("row", ()):
        first, last = row.get("first"), row.get("last")
        name = f"{definition.key}@{first.isoformat() if first else ''}"
        if first and last and last < first:
            raise _contradiction(name, "it ends before it begins")
        yield ShippedRow(name, row.get("version", 1), _stated(definition, row), first, last)


def _stated(definition: Definition, entry: Mapping[str, Any]) -> Stated:
    grade, value = Grade(entry["grade"]), entry["value"]
    if complaints := definition.complaints(value):
        raise _contradiction(definition.key, "".join(complaints))
    source, ref = entry.get("source", ""), entry.get("ref", "")
    if (grade is Grade.NONE) == bool(source and ref):
        raise _contradiction(definition.key, "a source must be named, and SYN names none")
    return Stated(value, source, ref, grade, entry.get("place", ""), entry.get("note", ""))


def _contradiction(key: str, what: str) -> ValueError:
    return ValueError(f"rule {key}: {what}")
