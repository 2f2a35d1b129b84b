"""How often a body or township was visited in a quarter: inspections and verifications of the office, with the day and by whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from luoshi.bodies.models import Body, Office
from luoshi.matters.models import Site, Slip, SlipKind
from luoshi.matters.operations.inspecting.changing import OPEN


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit, made or planned."""

    on: dt.date
    what: str
    who: str
    is_planned: bool = False

    @property
    def words(self) -> str:
        """3月5日 防汛督查（周敏）; 计划3月20日 …"""
        who = f"（{self.who}）" if self.who else ""
        return f"{'计划' if self.is_planned else ''}{self.on.month}月{self.on.day}日 {self.what}{who}"


@dataclass(frozen=True, slots=True)
class BodyVisits:
    """A body with its visits of the quarter, the earliest first."""

    body: Body
    visits: tuple[Visited, ...]

    @property
    def made(self) -> int:
        return sum(not visit.is_planned for visit in self.visits)

    @property
    def words(self) -> str:
        planned = len(self.visits) - self.made
        return f"已去 {self.made} 次" + (f"，还计划 {planned} 次" if planned else "")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter that somebody plans in: the bodies asked about, also those that nobody visits in it."""

    words: str
    bodies: tuple[BodyVisits, ...]


def quarter_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a day's quarter."""
    first = dt.date(day.year, day.month - (day.month - 1) % 3, 1)
    after = dt.date(first.year + (first.month + 3 > 12), (first.month + 2) % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)


def quarter_words(day: dt.date, *, on: dt.date) -> str:
    """How the page calls a day's quarter: 本季度, else 2026年第三季度."""
    first, _ = quarter_of(day)
    return "本季度" if first == quarter_of(on)[0] else f"{first.year}年第{'一二三四'[first.month // 3]}季度"


def visits_before(office: Office, asked: Iterable[tuple[Body, dt.date]], *, on: dt.date) -> list[Quarter]:
    """How often bodies were visited and will be in the quarter of the day for which each is asked, the earliest quarter first."""
    wanted: defaultdict[dt.date, dict[int, Body]] = defaultdict(dict)
    for body, day in asked:
        wanted[quarter_of(day)[0]][body.pk] = body
    found = []
    for first, bodies in sorted(wanted.items()):
        visited = {each.body.pk: each for each in visits_in_quarter(office, on=first)}
        rows = tuple(visited.get(pk, BodyVisits(body, ())) for pk, body in bodies.items())
        found.append(Quarter(quarter_words(first, on=on), rows))
    return found


def visits_in_quarter(office: Office, *, on: dt.date) -> list[BodyVisits]:
    """Every body that was or will be visited in the quarter of a day, in protocol order. Three queries.

    A visit that was cancelled does not count, and one that is planned only while its inspection goes on.
    """
    first, last = quarter_of(on)
    found: defaultdict[int, list[Visited]] = defaultdict(list)
    planned = Q(visited_on=None, planned_on__range=(first, last), inspection__state__in=OPEN)
    sites = Site.objects.standing().filter(planned | Q(visited_on__range=(first, last)), inspection__office=office)
    for site in sites.select_related("inspection"):
        day = site.visited_on or site.planned_on
        found[site.body_id].append(Visited(day, site.inspection.title, site.visited_by, site.visited_on is None))
    verified = Slip.objects.filter(
        matter__office=office, kind=SlipKind.VERIFICATION, answered_on__range=(first, last), matter__lead__isnull=False
    ).exclude(outcome="无需答复")
    for slip in verified.select_related("matter"):
        assert slip.matter.lead_id is not None
        assert slip.answered_on is not None
        found[slip.matter.lead_id].append(Visited(slip.answered_on, f"现场核查 {slip.matter}", slip.answered_by))
    bodies = Body.objects.filter(pk__in=found)
    return [BodyVisits(body, tuple(sorted(found[body.pk], key=lambda visit: visit.on))) for body in bodies]
