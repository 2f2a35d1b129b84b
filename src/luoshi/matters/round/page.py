"""What the pages of rounds show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.journal.models import Event
from luoshi.journal.paging import Page, page_by_key
from luoshi.journal.sentences import Told, told
from luoshi.matters.models import Asked, Round
from luoshi.matters.models.round import RoundQuerySet
from luoshi.matters.round.standing import Standing, counts_of, standing_of, titled
from luoshi.matters.round.workbooks import Packet, asked_of, packets_of

_PAGE = 20


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list."""

    row: Round
    title: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class RoundList:
    """A page of the list of rounds."""

    lines: tuple[RoundLine, ...]
    page: Page[Round]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: where it stands, what went out, what happened."""

    row: Round
    asked: tuple[Asked, ...]
    standing: Standing
    packets: tuple[Packet, ...]
    events: tuple[Told, ...]
    is_late: bool

    @property
    def matters(self) -> int:
        return len({each.matter_id for each in self.asked})

    @property
    def labelled(self) -> tuple[Packet, ...]:
        """The workbooks that must not leave through outside channels."""
        return tuple(packet for packet in self.packets if packet.label)


def rounds_page(rows: RoundQuerySet, *, on: dt.date, before: int | None, after: int | None) -> RoundList:
    """A page of the list, newest first."""
    page = page_by_key(rows, before=before, after=after, size=_PAGE)
    counts = counts_of(page.rows)
    lines = []
    for row in page.rows:
        answered, bodies = counts.get(row.pk, (0, 0))
        lines.append(RoundLine(row, titled(answered, bodies), row.due_on < on and answered < bodies))
    return RoundList(tuple(lines), page)


def round_page(row: Round, *, on: dt.date) -> RoundPage:
    """Everything the page of a round shows."""
    asked = tuple(asked_of(row))
    standing = standing_of(row, asked, on=on)
    events = Event.objects.filter(subject_type=row.subject_type, subject_ref=row.ref).order_by("-seq")
    return RoundPage(
        row=row,
        asked=asked,
        standing=standing,
        packets=tuple(packets_of(row, asked)),
        events=tuple(told(events)),
        is_late=row.due_on < on and bool(standing.missing),
    )
