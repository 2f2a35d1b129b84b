"""Holidays as a notice orders them, and the tables of the state that are shipped."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from luoshi.journal.canonical import Json

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One stretch of days off, first and last day included, with the days of rest on which work is done for it (调休)."""

    name: str
    first: dt.date
    last: dt.date
    work: tuple[dt.date, ...] = ()

    def days(self) -> Iterator[dt.date]:
        """The days off, in order."""
        return (self.first + dt.timedelta(days=step) for step in range((self.last - self.first).days + 1))

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def as_dict(self) -> dict[str, Json]:
        return {
            "name": self.name,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "work": [day.isoformat() for day in self.work],
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> Holiday:
        """The inverse of ``as_dict``; days may also come as dates, as TOML gives them."""
        work = kept.get("work", ())
        assert isinstance(work, list | tuple)
        return cls(str(kept["name"]), _day(kept["first"]), _day(kept["last"]), tuple(_day(day) for day in work))


@dataclass(frozen=True, slots=True)
class Table:
    """What one notice (or several of one year) orders. ``covers`` is the year that is known because of it, if it is a year's notice."""

    source: str
    holidays: tuple[Holiday, ...]
    covers: int | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Statutory:
    """Days off of fixed date that hold from a day on by law."""

    first: dt.date
    source: str
    days: Mapping[tuple[int, int], str]


@cache
def shipped_tables() -> tuple[Table, ...]:
    """The state's calendar of every year that came with this release, oldest first."""
    found: list[Table] = []
    for path in sorted(files(__package__).joinpath("state").iterdir(), key=lambda item: item.name):
        if path.name == "statutory.toml" or not path.name.endswith(".toml"):
            continue
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
        source = "；".join(f"{notice['title']}（{notice['number']}）" for notice in kept["notice"])
        holidays = tuple(Holiday.from_dict(item) for item in kept["holiday"])
        found.append(Table(source, holidays, covers=kept["year"]))
    return tuple(found)


@cache
def statutory_versions() -> tuple[Statutory, ...]:
    """The days of fixed date under the law's versions, newest first."""
    kept = tomllib.loads(files(__package__).joinpath("state", "statutory.toml").read_text(encoding="utf-8"))
    versions = [
        Statutory(item["first"], item["source"], {_month_day(key): name for key, name in item["days"].items()})
        for item in kept["version"]
    ]
    return tuple(sorted(versions, key=lambda version: version.first, reverse=True))


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
