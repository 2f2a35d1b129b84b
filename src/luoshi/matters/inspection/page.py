"""What the pages of inspections show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.journal.models import Event
from luoshi.journal.sentences import told
from luoshi.matters.inspection.visits import BodyVisits, quarter_of, quarter_words, visits_in_quarter
from luoshi.matters.models import Inspection, InspectionReview, InspectionState, Problem, Site
from luoshi.matters.operations.inspecting import is_mended
from luoshi.matters.operations.inspecting.changing import CARRIED_OUT, NOT_OVER, OPEN
from luoshi.matters.operations.reconsidering import last_day_to_ask

S = InspectionState
STEPS = tuple(state for state in S if state != S.CANCELLED)


@dataclass(frozen=True, slots=True)
class SiteShown:
    """A site, and how often its body was visited in the quarter of the visit."""

    site: Site
    quarter: str
    visits: BodyVisits | None


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """A problem with its number on the list (0 once it is withdrawn), whether it is mended, and the review of it that waits."""

    problem: Problem
    number: int
    mended: bool
    review: InspectionReview | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPage:
    """An inspection on a day; ``review_until`` is the last day on which a review of the conclusion may be asked for."""

    row: Inspection
    on: dt.date
    sites: tuple[SiteShown, ...]
    problems: tuple[ProblemShown, ...]
    reviews: tuple[InspectionReview, ...]
    review_until: dt.date | None
    timeline: tuple[dict[str, str], ...]

    @property
    def may_ask_review(self) -> bool:
        """Whether a review may still be asked for, of whatever."""
        return self.review_until is not None and self.on <= self.review_until

    @property
    def may_review_conclusion(self) -> bool:
        """Whether a review of the conclusion may be entered: it was fed back, and none waits; the day on which it was asked for decides."""
        waiting = any(each.problem_id is None for each in self.waiting)
        return self.row.fed_back_on is not None and not waiting

    @property
    def standing(self) -> list[ProblemShown]:
        """The problems that were not withdrawn."""
        return [each for each in self.problems if each.number]

    @property
    def left(self) -> int:
        """How many problems are not mended."""
        return sum(not each.mended for each in self.standing)

    @property
    def waiting(self) -> list[InspectionReview]:
        """The reviews that nobody has decided."""
        return [each for each in self.reviews if not each.outcome]

    @property
    def title(self) -> str:
        """The answer in one line: how far the visits are, how many problems are followed and how many are not mended."""
        if self.row.state == S.CANCELLED:
            return f"已取消：{self.row.last_words}"
        sites = [each for each in self.sites if each.site.cancelled_on is None]
        visited = sum(each.site.visited_on is not None for each in sites)
        parts = [f"已去 {visited} 处，共 {len(sites)} 处"] if sites else ["还没有安排点位"]
        count = len(self.standing)
        followed = sum(each.problem.matter_id is not None for each in self.standing)
        if count and followed == count and not self.left:
            parts.append(f"发现问题 {count} 个，都已整改办结")
        elif count:
            parts.append(f"发现问题 {count} 个，{followed} 个转为督办事项，{self.left} 个没有办结")
        return "，".join(parts)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The steps with a word for the page: done, now, to come; none of an inspection that was called off."""
        if self.row.state == S.CANCELLED:
            return []
        now = STEPS.index(S(self.row.state))
        return [(step.label, "done" if at < now else "now" if at == now else "next") for at, step in enumerate(STEPS)]

    @property
    def may(self) -> frozenset[str]:
        """The acts that may happen now, by the name of their form."""
        state = self.row.state
        acts = {
            "approve": state == S.DRAFTED,
            "visits": state in OPEN,
            "visit": state in (S.APPROVED, S.UNDER_WAY),
            "problems": state in CARRIED_OUT,
            "conclude": state == S.UNDER_WAY,
            "feed_back": state == S.CONCLUDED,
            "follow": state in CARRIED_OUT and any(each.problem.matter_id is None for each in self.standing),
            "close": state in (S.FED_BACK, S.RECTIFYING) and not self.waiting,
            "correct": state in NOT_OVER,
            "cancel": state in OPEN and not any(each.problem.matter_id for each in self.standing),
        }
        return frozenset(name for name, may in acts.items() if may)


def inspection_page(row: Inspection, *, on: dt.date) -> InspectionPage:
    """The page of an inspection."""
    reviews = tuple(row.reviews.select_related("problem", "body"))
    until = last_day_to_ask(row.office, since=row.fed_back_on) if row.fed_back_on is not None else None
    return InspectionPage(
        row=row,
        on=on,
        sites=tuple(_sites(row, on)),
        problems=tuple(_problems(row, reviews)),
        reviews=reviews,
        review_until=until,
        timeline=tuple(_timeline(row)),
    )


def _timeline(row: Inspection) -> Iterable[dict[str, str]]:
    """What happened, the newest first, with what a correction changed and whoever entered it."""
    events = Event.objects.filter(subject_type=row.subject_type, subject_ref=row.ref).order_by("-seq")
    for line in told(events):
        corrected = line.changes if line.event.kind == "inspection.corrected" else ()
        changes = "；".join(f"{change.label} {change.old} → {change.new}" for change in corrected)
        yield {"time": line.time, "sentence": f"{line.sentence}{f'：{changes}' if changes else ''}（{line.who}）"}


def _sites(row: Inspection, on: dt.date) -> Iterable[SiteShown]:
    """Those that are made or planned first, then the cancelled ones."""
    sites = sorted(row.sites.select_related("body"), key=lambda site: site.cancelled_on is not None)
    days = {site.pk: site.visited_on or site.planned_on for site in sites}
    visited = {
        (first, each.body.pk): each
        for first in {quarter_of(day)[0] for day in days.values()}
        for each in visits_in_quarter(row.office, on=first)
    }
    for site in sites:
        day = days[site.pk]
        yield SiteShown(site, quarter_words(day, on=on), visited.get((quarter_of(day)[0], site.body_id)))


def _problems(row: Inspection, reviews: Iterable[InspectionReview]) -> Iterable[ProblemShown]:
    """Those that stand, numbered, then the withdrawn ones."""
    waiting = {each.problem_id: each for each in reviews if not each.outcome}
    found = sorted(row.problems.select_related("body", "matter__into"), key=lambda each: each.withdrawn_on is not None)
    for number, problem in enumerate(found, start=1):
        shown = number if problem.withdrawn_on is None else 0
        yield ProblemShown(problem, shown, is_mended(problem), waiting.get(problem.pk))
