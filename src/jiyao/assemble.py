"""From a text to its readings: parts, layout, head, people, agenda, statements, unread."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import chain as chained

from jiyao import deadlines
from jiyao.agenda import Agenda, agenda
from jiyao.cells import grid
from jiyao.deadlines import Calendar
from jiyao.finding import Finding
from jiyao.genre import is_a_bureaus
from jiyao.head import meeting
from jiyao.laid import Layout
from jiyao.layout import lay_out
from jiyao.literals import in_title
from jiyao.parts import Zone, parts
from jiyao.people import found_at
from jiyao.reading import AgendaItem, Found, Meeting, Part, Person, Reading, Source, Statement
from jiyao.rules.attendance import attendance
from jiyao.rules.registry import RULES
from jiyao.rules.topics_named import Stated
from jiyao.statements import Findings, Resolve, statement
from jiyao.text import Span, Text, View
from jiyao.unread import unread


def read(text: str | Text, *, calendar: Calendar | None = None, meeting_on: dt.date | None = None) -> list[Reading]:
    """Read a text: one reading a meeting, in the order of the text; always at least one.

    ``meeting_on`` is used where the text does not give the meeting's full date; ``calendar`` counts working days. Without them a deadline
    keeps its symbolic ``when`` and has no ``value``. Never raises on any text.
    """
    source = text if isinstance(text, Text) else Text.of(text)
    view = source.view
    findings = Findings([finding for rule in RULES for finding in rule.read(view)])
    whole = _Whole(source, view, findings, parts(view), calendar, meeting_on)
    return [whole.reading(place) for place in range(len(whole.zones))]


@dataclass(frozen=True, slots=True)
class _Whole:
    """A text with what was found in it, before it is parted into meetings."""

    source: Text
    view: View
    findings: Findings
    zones: list[Zone]
    calendar: Calendar | None
    meeting_on: dt.date | None

    def reading(self, place: int) -> Reading:
        """The reading of one part."""
        view, source, zone = self.view, self.source, self.zones[place]
        layout = lay_out(view, zone)
        head = meeting(view, layout)
        opening = next((s for s in layout.sentences if s.kind == "opening"), None)
        if (
            source.is_task_table or grid(view).rows
        ) and opening is None:  # known by its columns; behind the report of a meeting they are its annex
            layout = replace(layout, genre="task_table")
        if layout.genre == "communique" and opening and is_a_bureaus(head, view.s[opening.start : opening.end]):
            layout = replace(layout, genre="other")
        topics = agenda(view, layout, _stated(view, self.findings))
        who = attendance(view, layout)
        head = replace(head, chair=_with_posts(head.chair, who.present))
        resolve = _resolver(head, self.calendar, self.meeting_on)
        statements = _statements(view, layout, self.findings, topics, resolve)
        known = layout.genre != "other"
        reading = Reading(
            source=Source(name=source.name, media_type=source.media_type, sha256=source.sha256, length=len(source.raw)),
            part=Part(index=place, of=len(self.zones), span=_part_span(view, zone, place, len(self.zones))),
            genre=layout.genre,
            is_meeting=layout.genre in {"communique", "minutes"},
            meeting=head,
            present=_without(who.present, head.chair),
            in_attendance=_without(who.in_attendance, head.chair),
            absent=_without(who.absent, head.chair),
            groups_in_attendance=tuple(who.groups),
            agenda=_with_outcomes(topics.items, statements, view, self.findings) if known else (),
            statements=tuple(statements) if known else (),
        )
        if not known:
            return reading
        covered = [*_covered(view, reading, self.findings, zone), *view.stretches(topics.claimed)]
        return replace(reading, unread=unread(view, layout, covered))


def _with_posts(chair: Person | None, present: list[Person]) -> Person | None:
    """A chair whose bare name is printed has the posts that the list of those present gives."""
    if chair is None or chair.posts:
        return chair
    posts = next((p.posts for p in present if p.name.value == chair.name.value), ())
    return replace(chair, posts=posts)


def _without(people: list[Person], chair: Person | None) -> tuple[Person, ...]:
    """The chair is not repeated among those present, however the name is spaced."""
    return tuple(p for p in people if chair is None or p.name.value != chair.name.value)


def _stated(view: View, findings: Findings) -> Stated:
    """The function that gives the outcome which stands in a stretch."""

    def stated(start: int, end: int) -> Found | None:
        for finding in findings.within(start, end):
            if finding.kind == "outcome" and finding.value and not in_title(view.s, finding.start):
                return found_at(view, (finding.start, finding.end), finding.rule, finding.value)
        return None

    return stated


def _part_span(view: View, zone: Zone, place: int, count: int) -> Span:
    start = 0 if place == 0 else view.span(zone.start, zone.start + 1).start
    end = len(view.raw) if place == count - 1 else view.span(zone.end, zone.end + 1).start
    return Span(start, end)


def _resolver(head: Meeting, calendar: Calendar | None, meeting_on: dt.date | None) -> Resolve:
    """The function that turns a deadline into a day, given what this meeting's head says."""
    day = meeting_on
    if head.date is not None and isinstance(head.date.value, str) and not head.date.value.startswith("-"):
        try:
            day = dt.date.fromisoformat(head.date.value)
        except ValueError:
            day = meeting_on

    def resolve(finding: Finding) -> str | None:
        try:
            return deadlines.resolve(finding.detail["when"], meeting_on=day, calendar=calendar, detail=finding.detail)
        except (ValueError, OverflowError):  # a day that no calendar has
            return None

    return resolve


_FINDINGS = re.compile("通报|完成情况|进展情况|落实情况")
"""A bulletin of findings tells how far things are: its figures are facts."""
_NOTICE_HEAD = 160


def _statements(view: View, layout: Layout, findings: Findings, topics: Agenda, resolve: Resolve) -> list[Statement]:
    found = []
    head = view.s[layout.part.start : layout.part.start + _NOTICE_HEAD]
    hands_out = layout.genre == "task_table" or (layout.genre == "notice" and not _FINDINGS.search(head))
    for place, sentence in enumerate(layout.sentences):
        if sentence.kind == "body" or (sentence.kind == "agenda" and place in topics.deciding):
            if not view.s[sentence.start : sentence.end].strip("，。；：、"):
                continue
            found.append(
                statement(
                    view,
                    sentence,
                    findings.within(sentence.start, sentence.end),
                    topics.of.get(place),
                    resolve,
                    hands_out=hands_out,
                )
            )
    return found


def _with_outcomes(
    items: list[AgendaItem], statements: list[Statement], view: View, findings: Findings
) -> tuple[AgendaItem, ...]:
    """Give each topic the outcome that the first statement about it states, where its own sentence stated none; a
    statement that also names work to do may state it."""
    stated = _stated(view, findings)
    found: dict[int, Found] = {}
    taken = {item.outcome.span for item in items if item.outcome is not None}
    for statement_ in statements:
        at = statement_.agenda
        if at is None or at in found or statement_.label not in {"outcome", "action"}:
            continue
        outcome = stated(view.position(statement_.span.start), view.position(statement_.span.end))
        if outcome is not None and outcome.span not in taken:
            found[at] = outcome
    return tuple(
        replace(item, outcome=found[at]) if item.outcome is None and at in found else item
        for at, item in enumerate(items)
    )


def _covered(view: View, reading: Reading, findings: Findings, zone: Zone) -> list[tuple[int, int]]:
    """The stretches that some finding of the reading accounts for."""
    reached = [f.reach for f in findings.within(zone.start, zone.end) if f.kind != "outcome"]
    head = reading.meeting
    people: list[Person] = [
        *reading.present,
        *reading.in_attendance,
        *reading.absent,
        *([head.chair] if head.chair else []),
    ]
    found: list[Found | None] = [
        head.title,
        head.body,
        head.kind,
        head.term,
        head.number,
        head.year_number,
        head.date,
        head.part_of_day,
        head.venue,
        head.minutes_number,
        head.publisher,
        head.published_on,
        *reading.groups_in_attendance,
        *(item.title for item in reading.agenda),
    ]
    found.extend(chained.from_iterable((p.name, p.unit, p.reason, *p.posts) for p in people))
    return reached + view.stretches([f.span for f in found if f is not None])
