"""The texts of the sample, with days that follow the day of loading, so that lamps have something to say whenever it is loaded."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

_WEEK = dt.timedelta(weeks=1)
_DUE = {"done": -12, "late": -9, "soon": 2, "behind": 6, "near": 20, "far": 60}
"""Days from the day of loading to the due dates of the minutes."""


def held(on: dt.date) -> dict[str, dt.date]:
    """The days of the three meetings: two Mondays some weeks back, and the last Thursday but one."""
    monday = on - dt.timedelta(days=on.weekday())
    return {"31": monday - 6 * _WEEK, "32": monday - _WEEK, "parking": monday - dt.timedelta(days=4)}


def words(name: str, *, on: dt.date) -> str:
    """A text (``communique_31`` …) with its days filled in."""
    days = held(on)
    filled = {f"held_{key}": _day(day) for key, day in days.items()}
    filled |= {key: _due(on + dt.timedelta(days=step), days["31"].year) for key, step in _DUE.items()}
    filled |= {"published_31": _day(days["31"] + dt.timedelta(days=1)), "year_31": str(days["31"].year)}
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    return text.format_map(filled)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _due(day: dt.date, year: int) -> str:
    """A due date as minutes write it: with the year only where it is another one than the meeting's."""
    return _day(day) if day.year != year else f"{day.month}月{day.day}日"
