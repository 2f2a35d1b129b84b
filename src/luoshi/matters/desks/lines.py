"""What waits for whoever looks, in order, and for whom they wait: a few queries each, whatever their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Min, Q, Value, When
from django.urls import reverse

from luoshi.journal.acting import Acting
from luoshi.journal.models import new_ref
from luoshi.matters.access import may_keep
from luoshi.matters.bulletin import lamp_words
from luoshi.matters.desks.todo import ASKED, LOOK_BACK, Todo, to_do
from luoshi.matters.desks.turned_back import CAME_BACK, turned_back
from luoshi.matters.holding import reviewer_of
from luoshi.matters.lamps import Lamp, lamp
from luoshi.matters.life import Act
from luoshi.matters.models import DraftKind, Matter, MatterState, Slip, SlipKind
from luoshi.matters.models.matter import MatterQuerySet
from luoshi.matters.prints.holders import Holders
from luoshi.matters.terms import submit_by
from luoshi.rulebook.lookup import Rulebook
from luoshi.workdays import office_date

MOST = 100
"""Lines of one section; who has more works from the list."""
_ON_THE_WAY = (
    MatterState.HANDED_OUT,
    MatterState.UNDER_WAY,
    MatterState.IN_REVIEW,
    MatterState.COMPLETED,
    MatterState.SUBMITTED,
    MatterState.CLOSING,
)
"""States of which others than the supervision office know who holds a matter."""
_BY_MEETING = (MatterState.PROPOSED, MatterState.DOCKETED)
"""States that are told by meeting, not line by line."""
_IN_ONE_LINE = (SlipKind.CLAIM, SlipKind.SUBMISSION)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: on which matter, for whom, since when (``days`` counts that day as the first), the paper that asks for it.

    ``href`` is where it is done: the form of the act, else the page of the matter; or the draft that goes before it.
    """

    matter: Matter
    todo: Todo
    who_waits: str
    since: dt.date
    days: int
    late: bool
    colour: str
    lamp: str
    slip: Slip | None = None
    drafted: DraftKind | None = None
    """The draft that is signed within the body before it does this."""

    @property
    def href(self) -> str:
        if self.drafted is not None:
            return reverse("matters:new_draft", args=[self.matter.ref, self.drafted.value])
        return address(self.matter, self.todo.act)

    @property
    def token(self) -> str:
        """A fresh one for the form of the line."""
        return new_ref()

    @property
    def needs_acknowledging(self) -> bool:
        return self.todo.act is Act.ACKNOWLEDGE

    @property
    def answered_here(self) -> bool:
        """Whether a leader or a body answers it in one line on the desk itself."""
        slip = self.slip
        return slip is not None and slip.answered_at is None and slip.kind in _IN_ONE_LINE and slip.holder[:1] != "o"

    @property
    def said(self) -> str:
        """What was asked, or what was answered where it came back."""
        return "" if self.slip is None else self.slip.answer or self.slip.words

    @property
    def is_claim(self) -> bool:
        return self.todo.act is Act.ANSWER_CLAIM


@dataclass(frozen=True, slots=True)
class HeldBy:
    """So many matters wait for somebody, the oldest since a day; ``listed`` names the holder in the address of the list."""

    who: str
    listed: str
    count: int
    since: dt.date
    days: int


def address(matter: Matter, act: Act | None) -> str:
    """The form of an act, else the page of the matter."""
    if act is None:
        return reverse("matters:matter", args=[matter.ref])
    return reverse("matters:act", args=[matter.ref, act.name.lower()])


def names_of(acting: Acting) -> list[str]:
    """The names under which things wait for whoever acts, as ``Matter.holder`` has them."""
    own = [f"o:{acting.office}"] if may_keep(acting) else []
    own += [f"b:{body}" for body in sorted(acting.bodies)]
    return [*own, f"p:{acting.post}"] if acting.post else own


def waiting(acting: Acting, holders: Holders, *, on: dt.date) -> list[Line]:
    """What waits for whoever acts: what is overdue first, then by since when."""
    names = names_of(acting)
    asked = [_of_slip(slip, holders, on) for slip in _slips(acting, names)]
    answered_by_slip = {(line.matter.pk, line.todo.act) for line in asked}
    back = [_come_back(slip, holders, on) for slip in turned_back(acting, names, most=MOST)]
    told = {line.matter.pk for line in back}
    book = Rulebook(holders.office)
    rows = [
        line for matter in _matters(acting, names, on) if (line := _of_matter(matter, holders, on, book)) is not None
    ]
    lines = asked + back
    lines += [
        line for line in rows if line.matter.pk not in told and (line.matter.pk, line.todo.act) not in answered_by_slip
    ]
    return sorted(lines, key=lambda line: (not line.late, line.since, line.matter.pk))[:MOST]


def _slips(acting: Acting, names: Collection[str]) -> Iterator[Slip]:
    rows = Slip.objects.waiting().filter(holder__in=names, kind__in=list(ASKED), matter__office=acting.office)
    rows = rows.select_related("matter__lead", "matter__parent", "body")
    return rows.order_by("asked_at", "pk")[:MOST].iterator(chunk_size=MOST)


def _matters(acting: Acting, names: Collection[str], on: dt.date) -> MatterQuerySet:
    """Matters held that have something to do now; what a body works on only once something of it is due."""
    due = Q(yellow_from__lte=on) | Q(next_report_on__lte=on) | Q(due_on=None) | ~Q(asked_of="")
    held = Q(holder__in=names) & (due | ~Q(state=MatterState.UNDER_WAY) | Q(holder=f"o:{acting.office}"))
    if may_keep(acting):
        held |= Q(look_back_on__lte=on)
    rows = Matter.objects.filter(held, office=acting.office).exclude(state__in=_BY_MEETING)
    overdue = Case(When(red_from__lte=on, then=Value(0)), default=Value(1))
    return rows.select_related("lead", "parent").order_by(overdue, "held_since", "pk")[:MOST]


def _of_slip(slip: Slip, holders: Holders, on: dt.date) -> Line:
    who = str(slip.body) if slip.body is not None else holders.words(f"o:{slip.matter.office_id}")
    line = _line(slip.matter, ASKED[SlipKind(slip.kind)], who, office_date(slip.asked_at), on)
    if slip.kind == SlipKind.RECONSIDERATION and slip.wanted_on is not None:
        todo = replace(line.todo, words=f"{line.todo.words}，{slip.wanted_on.month}月{slip.wanted_on.day}日前")
        line = replace(line, todo=todo, late=line.late or slip.wanted_on < on)
    return replace(line, slip=slip)


def _come_back(slip: Slip, holders: Holders, on: dt.date) -> Line:
    since = office_date(slip.answered_at) if slip.answered_at is not None else on
    who = holders.words(reviewer_of(slip.matter))
    return replace(_line(slip.matter, CAME_BACK[slip.outcome], who, since, on), slip=slip)


def _of_matter(matter: Matter, holders: Holders, on: dt.date, book: Rulebook) -> Line | None:
    if matter.look_back_on is not None and matter.look_back_on <= on and not matter.holder:
        return _line(matter, LOOK_BACK, holders.words(reviewer_of(matter)), matter.look_back_on, on)
    todo = to_do(matter, on=on)
    if todo is None:
        return None
    asks = matter.holder.startswith("o:")
    who = str(matter.lead or "") if asks else holders.words(reviewer_of(matter))
    since = office_date(matter.held_since) if matter.held_since else on
    line = _line(matter, todo, who, since, on)
    until = submit_by(matter, book=book) if todo.act is Act.SUBMIT else None
    if until is None:
        return line
    return replace(line, todo=replace(todo, words=f"{todo.words}，{until.month}月{until.day}日前"), late=until < on)


def _line(matter: Matter, todo: Todo, who: str, since: dt.date, on: dt.date) -> Line:
    colour, words = lamp_words(matter, on=on)
    late = lamp(matter, on=on) == Lamp.RED
    return Line(matter, todo, who, since, (on - since).days + 1, late, colour, words)


def waited_for(acting: Acting, holders: Holders, *, on: dt.date) -> list[HeldBy]:
    """For whom whoever acts waits, in protocol order: how many matters, the oldest since when."""
    rows = _concerning(acting).exclude(holder__in=[*names_of(acting), ""])
    counted = rows.order_by().values("holder").annotate(count=Count("pk"), since=Min("held_since"))
    ordered = sorted(counted, key=lambda row: holders.order(row["holder"]))
    return [_held(row["holder"], row["count"], row["since"], holders, on) for row in ordered]


def _held(holder: str, count: int, since: dt.datetime | None, holders: Holders, on: dt.date) -> HeldBy:
    day = office_date(since) if since is not None else on
    return HeldBy(holders.words(holder), holders.listed(holder), count, day, (on - day).days + 1)


def _concerning(acting: Acting) -> MatterQuerySet:
    """The matters of which whoever acts awaits the end: the office's all, a body's those it leads in whole, a leader's his own."""
    rows = Matter.objects.filter(office=acting.office)
    if may_keep(acting):
        return rows
    own = Q(lead__in=acting.bodies) | Q(parent__lead__in=acting.bodies)
    if acting.post:
        own |= Q(leader__ref=acting.post)
    return rows.filter(own, state__in=_ON_THE_WAY)
