"""What holds of every review of a supervision decision (申请复核), of a matter's or of an inspection's: Decree 733, article 17."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from luoshi.bodies.models import Office
from luoshi.journal.refusal import Refused
from luoshi.rulebook.lookup import rule

_BETWEEN = re.compile(r"[、，,；;/\n]+")
_SHORTEST = 2
"""A name has two characters at least."""


def last_day_to_ask(office: Office, *, since: dt.date) -> dt.date:
    """Until when a review of what was decided or fed back on a day may be asked for."""
    return since + dt.timedelta(days=rule("review.ask_days", office=office, on=since).whole)


def decide_by(office: Office, *, asked_on: dt.date) -> dt.date:
    """Until when a review that was asked for on a day is decided."""
    return asked_on + dt.timedelta(days=rule("review.decide_days", office=office, on=asked_on).whole)


def refuse_late(office: Office, *, since: dt.date, asked_on: dt.date, what: str = "认定") -> None:
    """Raise ``Refused`` where a review is asked for after the last day; ``what`` names the decision."""
    last = last_day_to_ask(office, since=since)
    if asked_on > last:
        days = (last - since).days
        raise Refused(f"申请复核须在{what}之日（{since}）起 {days} 日内提出，已经超过。", field="words")


def names_in(words: str) -> list[str]:
    """The names in what was typed for several people: 周敏、何山."""
    names = ("".join(part.split()) for part in _BETWEEN.split(words))
    return [name for name in names if len(name) >= _SHORTEST]


def refuse_same_hand(who: str, deciders: Iterable[str]) -> None:
    """Raise ``Refused`` where a reviewer decided, or found, what is reviewed (回避), however the names are written."""
    reviewers = names_in(who)
    for decider in (name for words in deciders for name in names_in(words)):
        if any(decider in reviewer or reviewer in decider for reviewer in reviewers):
            raise Refused(f"原来的认定有{decider}参加，应当回避。请由没有参加的人复核。", field="who")
