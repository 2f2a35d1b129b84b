"""涉及我单位: everything that a body leads, supports, got as a part or is asked about; and for a township the same by day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from luoshi.journal.acting import Acting
from luoshi.matters.bulletin import lamp_words
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.models.matter import OPEN, MatterQuerySet
from luoshi.matters.prints.holders import Holders
from luoshi.matters.prints.of_matter import source_words

MOST = 500
_RELATED = ("lead", "meeting", "batch", "parent__lead", "follows")


@dataclass(frozen=True, slots=True)
class Concerned:
    """One matter: who asked for it (谁要的) and on what ground (凭什么), whose turn it is, and its lamp."""

    matter: Matter
    asked_by: str
    basis: str
    holder: str
    colour: str
    lamp: str
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Matters in which the body has the same share."""

    title: str
    rows: tuple[Concerned, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What is due on a day; ``day`` is none for what has no date."""

    title: str
    day: dt.date | None
    rows: tuple[Concerned, ...]


def ours(acting: Acting, holders: Holders, *, on: dt.date) -> list[Group]:
    """What concerns one's bodies, by the share they have in it: three queries."""
    led = [_concerned(row, holders, on) for row in _led(acting)]
    supported = [_concerned(row, holders, on) for row in _supported(acting)]
    asked = [_concerned(slip.matter, holders, on, slip) for slip in _asked(acting)]
    groups = (
        Group("牵头", tuple(row for row in led if row.matter.parent is None)),
        Group("分解给我单位", tuple(row for row in led if row.matter.parent is not None)),
        Group("配合", tuple(supported)),
        Group("征求我单位意见", tuple(asked)),
    )
    return [group for group in groups if group.rows]


def by_day(acting: Acting, holders: Holders, *, on: dt.date) -> list[Day]:
    """What one's bodies lead and support, across all who asked for it, by the day on which it (or its next report) is due.

    What is overdue stands first, what has no date last.
    """
    days: defaultdict[tuple[int, dt.date], list[Concerned]] = defaultdict(list)
    for row in (*_led(acting), *_supported(acting)):
        days[_place(row, on)].append(_concerned(row, holders, on))
    return [_day(place, rank, tuple(days[rank, place])) for rank, place in sorted(days)]


def _place(matter: Matter, on: dt.date) -> tuple[int, dt.date]:
    """Overdue, by date, without date."""
    dates = [day for day in (matter.due_on, matter.next_report_on) if day is not None]
    if not dates:
        return (2, dt.date.max)
    return (0, dt.date.min) if min(dates) < on else (1, min(dates))


def _day(place: dt.date, rank: int, rows: tuple[Concerned, ...]) -> Day:
    if rank == 1:
        return Day(f"{place.month}月{place.day}日 {'星期' + '一二三四五六日'[place.weekday()]}", place, rows)
    return Day("已过时限" if rank == 0 else "没有时限", None, rows)


def _led(acting: Acting) -> MatterQuerySet:
    rows = Matter.objects.visible_to(acting).filter(lead__in=acting.bodies, state__in=OPEN)
    return rows.select_related(*_RELATED).order_by("due_on", "pk")[:MOST]


def _supported(acting: Acting) -> MatterQuerySet:
    mine = Q(supports__body__in=acting.bodies) & ~Q(lead__in=acting.bodies)
    rows = Matter.objects.visible_to(acting).filter(mine, state__in=OPEN)
    return rows.select_related(*_RELATED).distinct().order_by("due_on", "pk")[:MOST]


def _asked(acting: Acting) -> list[Slip]:
    holders = [f"b:{body}" for body in acting.bodies]
    rows = Slip.objects.waiting().filter(kind=SlipKind.CONSULTATION, holder__in=holders, matter__office=acting.office)
    return list(rows.select_related(*(f"matter__{name}" for name in _RELATED)).order_by("wanted_on", "pk")[:MOST])


def _concerned(matter: Matter, holders: Holders, on: dt.date, slip: Slip | None = None) -> Concerned:
    colour, words = lamp_words(matter, on=on)
    whole = matter.parent
    asked_by = (
        str(whole.lead) if whole is not None and whole.lead is not None else holders.words(f"o:{matter.office_id}")
    )
    return Concerned(matter, asked_by, _basis(matter), holders.words(matter.holder), colour, words, slip)


def _basis(matter: Matter) -> str:
    """凭什么: the meeting or source, the instruction that it follows, the number, and who approved it."""
    parts = [source_words(matter), matter.topic, matter.code]
    if matter.follows is not None:
        parts.append(f"承接{matter.follows.code or '另一件'}的批示")
    if matter.batch is not None:
        parts.append(f"{matter.batch.approved_by}批准")
    return "，".join(filter(None, parts))
