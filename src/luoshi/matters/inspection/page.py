"""What the pages of inspections show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.journal.models import Event
from luoshi.journal.sentences import Told, told
from luoshi.matters.inspection.visits import BodyVisits, visits_in_quarter
from luoshi.matters.models import Inspection, InspectionState, Problem, Site
from luoshi.rulebook.lookup import rule

S = InspectionState


@dataclass(frozen=True, slots=True)
class SiteShown:
    """A site, and how often its body was visited in this quarter."""

    site: Site
    visits: BodyVisits | None


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """An inspection on a day; ``review_until`` is the last day on which a review of the conclusion may be asked for."""

    row: Inspection
    sites: tuple[SiteShown, ...]
    problems: tuple[Problem, ...]
    review_until: dt.date | None
    may_ask_review: bool
    events: tuple[Told, ...]

    @property
    def title(self) -> str:
        """The answer in one line: how far the visits are, how many problems are followed."""
        visited = sum(each.site.visited_on is not None for each in self.sites)
        parts = [f"已去 {visited} 处，共 {len(self.sites)} 处"] if self.sites else ["还没有安排点位"]
        followed = sum(problem.matter_id is not None for problem in self.problems)
        parts += [f"发现问题 {len(self.problems)} 个，{followed} 个在督办"] if self.problems else []
        return "，".join(parts)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The steps with a word for the page: done, now, to come."""
        order = list(S)
        now = order.index(S(self.row.state))
        return [(step.label, "done" if at < now else "now" if at == now else "next") for at, step in enumerate(order)]

    @property
    def may(self) -> frozenset[str]:
        """The acts that may happen now, by the name of their form."""
        state = self.row.state
        acts = {
            "approve": state == S.DRAFTED,
            "visits": state in (S.DRAFTED, S.APPROVED, S.UNDER_WAY),
            "visit": state in (S.APPROVED, S.UNDER_WAY),
            "problems": state in (S.UNDER_WAY, S.CONCLUDED, S.FED_BACK, S.RECTIFYING),
            "conclude": state == S.UNDER_WAY,
            "feed_back": state == S.CONCLUDED,
            "follow": any(problem.matter_id is None for problem in self.problems),
        }
        return frozenset(name for name, may in acts.items() if may)


def inspection_page(row: Inspection, *, on: dt.date) -> InspectionPage:
    """The page of an inspection."""
    visited = {each.body.pk: each for each in visits_in_quarter(row.office, on=on)}
    sites = tuple(SiteShown(site, visited.get(site.body_id)) for site in row.sites.select_related("body"))
    until = None
    if row.fed_back_on is not None:
        days = rule("review.ask_days", office=row.office, on=row.fed_back_on).whole
        until = row.fed_back_on + dt.timedelta(days=days)
    return InspectionPage(
        row,
        sites,
        tuple(row.problems.select_related("body", "matter")),
        until,
        until is not None and on <= until,
        tuple(told(Event.objects.filter(subject_type=row.subject_type, subject_ref=row.ref).order_by("-seq"))),
    )
