"""The desk of whoever signed in: one frozen model for the template, put together from the roles held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.matters.access import may_keep
from luoshi.matters.bulletin import lamp_words
from luoshi.matters.desks.caretaking import Caretaking, caretaking
from luoshi.matters.desks.drafts import DraftLine, drafts_of
from luoshi.matters.desks.lines import MOST, HeldBy, Line, waited_for, waiting
from luoshi.matters.desks.ours import Day, by_day
from luoshi.matters.desks.watching import Watched, watched
from luoshi.matters.models import Countersigning, Matter
from luoshi.matters.models.matter import OPEN
from luoshi.matters.operations.countersigning import ACTS
from luoshi.matters.prints.holders import Holders
from luoshi.matters.prints.one_page import Ask, OnePage, leaders_for, one_page

SENDERS = ("liaison", "section", "township")
"""Roles that send what a body has to say; they see whether it is signed first."""
_DRAFTED = {act: kind for kind, act in ACTS.items()}


@dataclass(frozen=True, slots=True)
class Led:
    """A matter under a leader, with whose turn it is."""

    matter: Matter
    holder: str
    colour: str
    lamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a desk shows; a section that is no part of the roles held is empty or none."""

    on: dt.date
    waiting: tuple[Line, ...]
    waited_for: tuple[HeldBy, ...]
    drafts: tuple[DraftLine, ...] = ()
    bodies: tuple[Body, ...] = ()
    sends: bool = False
    watched: Watched | None = None
    days: tuple[Day, ...] = ()
    led: tuple[Led, ...] = ()
    brief: OnePage | None = None
    audits: bool = False
    cares: Caretaking | None = None

    @property
    def late(self) -> int:
        """What is overdue: for those who watch all of the office's, whoever holds it, else of what waits here."""
        return self.watched.late_count if self.watched else sum(line.late for line in self.waiting)

    @property
    def asks(self) -> list[Ask]:
        """What waits for the head and stands in no line: what was submitted without naming a leader."""
        told = {line.slip.pk for line in self.waiting if line.slip is not None}
        return [ask for ask in self.brief.asks if ask.slip.pk not in told] if self.brief else []

    @property
    def is_cut(self) -> bool:
        """Whether more waits than is listed."""
        return len(self.waiting) >= MOST

    @property
    def to_acknowledge(self) -> list[Line]:
        return [line for line in self.waiting if line.needs_acknowledging]

    @property
    def count(self) -> int:
        """Lines that wait for whoever looks, drafts to sign and what inspections wait for among them."""
        return len(self.waiting) + len(self.drafts) + (len(self.watched.inspections) if self.watched else 0)

    @property
    def to_docket(self) -> int:
        """Matters that wait for docketing or handing out; they are told by meeting, not line by line."""
        return sum(row.count for row in self.watched.to_review) if self.watched else 0

    @property
    def title(self) -> str:
        """The answer: 3 件逾期，8 件等您办，19 件待立项、交办."""
        shown = f"{MOST}+" if self.is_cut else str(self.count)
        told = [f"{self.late} 件逾期"] if self.late else []
        told += [f"{shown} 件等您办"] if self.count else []
        told += [f"{self.to_docket} 件待立项、交办"] if self.to_docket else []
        if self.cares and not told:
            told = self.cares.troubles
        return "，".join(told) or "没有等您办的"


def desk(acting: Acting, office: Office, *, on: dt.date, at: dt.datetime) -> Desk:
    """The desk of whoever acts, on a day, at a moment of it. The deputy of an absent one acts with the absent one's bodies and post (AB角)."""
    holders = Holders(office, on)
    keeps = may_keep(acting)
    return Desk(
        on=on,
        waiting=tuple(_through_signatures(waiting(acting, holders, on=on), acting)),
        waited_for=tuple(waited_for(acting, holders, on=on)) if keeps or acting.bodies or acting.post else (),
        drafts=tuple(drafts_of(acting, on=on)) if acting.bodies else (),
        bodies=tuple(Body.objects.filter(pk__in=acting.bodies).select_related("countersigning")),
        sends=acting.has(*SENDERS) and not keeps,
        watched=watched(office, holders, on=on) if keeps else None,
        days=tuple(by_day(acting, holders, on=on)) if "township" in acting.roles else (),
        led=tuple(_led(acting, holders, on)) if acting.has("leader") or _is_leader(acting, office, on) else (),
        brief=_brief(acting, office, on) if "head" in acting.roles else None,
        audits="auditor" in acting.roles,
        cares=caretaking(acting, at=at),
    )


def _through_signatures(lines: list[Line], acting: Acting) -> list[Line]:
    """Where a body signs what it sends, the button leads to the draft instead of the form."""
    signing = set(Countersigning.objects.filter(body__in=acting.bodies, is_on=True).values_list("body", flat=True))
    if may_keep(acting) or not signing:
        return lines
    return [_drafted(line) if line.matter.lead_id in signing else line for line in lines]


def _drafted(line: Line) -> Line:
    kind = _DRAFTED.get(line.todo.act) if line.todo.act is not None else None
    return line if kind is None else replace(line, drafted=kind)


def _is_leader(acting: Acting, office: Office, on: dt.date) -> bool:
    """Whether the post acted in is one of the government's leaders."""
    if not acting.post or may_keep(acting):
        return False
    return any(leader.post.ref == acting.post for leader in leaders_for(acting, office, on=on))


def _led(acting: Acting, holders: Holders, on: dt.date) -> list[Led]:
    """What stands under a leader: overdue first, then by due date."""
    rows = Matter.objects.filter(office=acting.office, leader__ref=acting.post, state__in=OPEN, parent=None)
    found = rows.select_related("lead").order_by("due_on", "pk")[:MOST]
    return [Led(row, holders.words(row.holder), *lamp_words(row, on=on)) for row in found]


def _brief(acting: Acting, office: Office, on: dt.date) -> OnePage | None:
    """The whole office in three numbers, as the first leader sees it."""
    first = next(iter(leaders_for(acting, office, on=on)), None)
    return one_page(office, first, on=on) if first is not None else None
