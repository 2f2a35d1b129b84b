"""市长一页纸: three numbers, who holds what is late, and what waits for the leader's word. The same for each deputy with his own matters."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, Q, Window
from django.db.models.functions import RowNumber

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.matters.access import may_keep
from luoshi.matters.lamps import lit_red
from luoshi.matters.meeting.figures import Figures, figures_in
from luoshi.matters.models import Matter, MatterState, SaidState, Slip, SlipKind
from luoshi.matters.models.matter import OPEN, MatterQuerySet
from luoshi.matters.models.slip import SlipQuerySet
from luoshi.matters.operations.ticking import BOXES, Tick
from luoshi.matters.prints.holders import Holders
from luoshi.matters.prints.sheet import BOX
from luoshi.people.models import Manner, Post, PostKind, Tenure
from luoshi.workdays import office_date

_NOT_OVER = (*OPEN, MatterState.SUSPENDED, MatterState.STANDING)


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader of the office's government and who holds the post; the first in protocol order sees all matters, the others their own."""

    post: Post
    name: str
    is_first: bool

    @property
    def words(self) -> str:
        """市长 何静; the post alone while it is vacant."""
        return f"{self.post} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Late:
    """Who holds overdue matters now: how many, the first of them by name, and for how many days the oldest is overdue.

    ``listed`` names the holder in the address of the list, where all of them stand.
    """

    who: str
    count: int
    longest: int
    matters: tuple[Matter, ...]
    listed: str = ""

    @property
    def numbers(self) -> str:
        return "、".join(matter.spoken or matter.code or matter.words[:12] for matter in self.matters)

    @property
    def unnamed(self) -> int:
        """How many are not named here."""
        return self.count - len(self.matters)


@dataclass(frozen=True, slots=True)
class Ask:
    """What waits for the leader's word, since when, and the ways out that were offered."""

    slip: Slip
    asked_by: str
    since: dt.date
    days: int

    @property
    def kind(self) -> str:
        return str(self.slip.get_kind_display())

    @property
    def is_claim(self) -> bool:
        return self.slip.kind == SlipKind.CLAIM

    @property
    def words(self) -> str:
        """What the leader needs to know to decide: the obstacle, or the result."""
        said = self.slip.words
        return said if self.is_claim else "；".join(filter(None, (said, self.slip.matter.progress)))


@dataclass(frozen=True, slots=True)
class OnePage:
    """Everything that stands on the page of a leader on a day."""

    office: Office
    leader: Leader
    on: dt.date
    figures: Figures
    late: tuple[Late, ...]
    asks: tuple[Ask, ...]

    @property
    def open(self) -> int:
        """在办: under way or not yet begun."""
        return self.figures.under_way + self.figures.not_started

    @property
    def late_count(self) -> int:
        """逾期; the lines of ``late`` add up to it."""
        return sum(each.count for each in self.late)

    @property
    def title(self) -> str:
        return f"{self.open} 件在办，{self.late_count} 件逾期，{len(self.asks)} 件待您定"

    @property
    def parts(self) -> str:
        """What the matters of the year, and those still open from before, add up from."""
        count = self.figures.count
        said = (
            f"共 {self.figures.docketed} 件：已办结 {self.figures.done}，正在办理 {self.figures.under_way}"
            f"（正常推进 {count(SaidState.ON_TRACK)}、进展滞后 {count(SaidState.BEHIND)}）"
        )
        rest = [(SaidState.NOT_STARTED, self.figures.not_started)]
        rest += [(state, count(state)) for state in (SaidState.STANDING, SaidState.SUSPENDED)]
        return said + "".join(f"，{state.label} {number}" for state, number in rest) + "。"


def leaders_of(office: Office, *, on: dt.date) -> list[Leader]:
    """The leaders in protocol order, the head of the government first."""
    posts = list(Post.objects.existing(on).filter(office=office, kind=PostKind.LEADER).select_related("body"))
    held = Tenure.objects.on(on).filter(post__in=posts).select_related("person")
    rows = sorted(held, key=lambda row: (row.manner == Manner.REGULAR, -row.pk))
    names = {row.post_id: row.person.name for row in rows}
    return [Leader(post, names.get(post.pk, ""), at == 0) for at, post in enumerate(posts)]


def leaders_for(acting: Acting, office: Office, *, on: dt.date) -> list[Leader]:
    """The leaders whose page whoever asks may see: all for those who keep the matters and for the first leader, a deputy's own page."""
    every = leaders_of(office, on=on)
    if may_keep(acting) or acting.has("head", "auditor"):
        return every
    own = [leader for leader in every if leader.post.ref == acting.post]
    return every if own and own[0].is_first else own


def one_page(office: Office, leader: Leader, *, on: dt.date) -> OnePage:
    """The page of a leader on a day. Parts are left out: they count in their whole."""
    rows = _own(office, leader)
    this_year = rows.docketed().filter(Q(docketed_on__year=on.year) | Q(state__in=_NOT_OVER))
    holders, figures = Holders(office, on), figures_in(this_year, on=on)
    late = tuple(_late(this_year.filter(lit_red(on)), holders, on))
    return OnePage(office, leader, on, figures, late, tuple(_asks(office, leader, holders, on)))


def _own(office: Office, leader: Leader) -> MatterQuerySet:
    rows = Matter.objects.filter(office=office, parent=None)
    return rows if leader.is_first else rows.filter(leader=leader.post)


def _late(rows: MatterQuerySet, holders: Holders, on: dt.date) -> Iterator[Late]:
    """Who holds what is overdue, in protocol order, with the first few of each by name."""
    place = Window(RowNumber(), partition_by="holder", order_by=["due_on", "pk"])
    named: defaultdict[str, list[Matter]] = defaultdict(list)
    for row in rows.annotate(place=place).filter(place__lte=_NAMED).order_by("due_on", "pk").only(*_TOLD):
        named[row.holder].append(row)
    counted = rows.order_by().values("holder").annotate(count=Count("pk"), first=Min("due_on"))
    for each in sorted(counted, key=lambda each: holders.order(each["holder"])):
        who = each["holder"]
        longest = (on - each["first"]).days if each["first"] else 0
        yield Late(holders.words(who) or "未明确", each["count"], longest, tuple(named[who]), holders.listed(who))


_NAMED = 8
"""Overdue matters of one holder that are named."""
_TOLD = ("ref", "words", "code", "spoken", "holder", "due_on")


def _asks(office: Office, leader: Leader, holders: Holders, on: dt.date) -> list[Ask]:
    slips = waiting_for(office, leader).select_related("matter", "body").order_by("asked_at", "pk")
    slips = slips.defer("matter__origins", "matter__suggested", "matter__chain", "matter__pending")
    return [_ask(slip, holders, on) for slip in slips]


def waiting_for(office: Office, leader: Leader) -> SlipQuerySet:
    """The slips that this leader has to answer; what is submitted without naming a leader is the first leader's."""
    asked = Q(holder=f"p:{leader.post.ref}", kind__in=(SlipKind.CLAIM, SlipKind.SUBMISSION))
    if leader.is_first:
        asked |= Q(holder=f"o:{office.pk}", kind=SlipKind.SUBMISSION)
    return Slip.objects.waiting().filter(asked, matter__office=office)


def asks_named(office: Office, slips: Collection[int], *, on: dt.date) -> list[Ask]:
    """Things that a form names, answered or not: what was answered meanwhile is refused by the operation, not lost."""
    rows = Slip.objects.filter(pk__in=slips, matter__office=office).select_related("matter", "body").order_by("pk")
    holders = Holders(office, on)
    return [_ask(slip, holders, on) for slip in rows]


def _ask(slip: Slip, holders: Holders, on: dt.date) -> Ask:
    since = office_date(slip.asked_at)
    by = str(slip.body) if slip.body is not None else holders.words(f"o:{slip.matter.office_id}")
    return Ask(slip, by, since, (on - since).days + 1)


def options_of(ask: Ask) -> Sequence[str]:
    """The boxes to tick by pen."""
    if not ask.is_claim:
        return [f"{BOX}{tick}" for tick in BOXES]
    return [*(f"{BOX}方案{at}：{words}" for at, words in enumerate(ask.slip.options, start=1)), f"{BOX}{Tick.OTHER}"]
