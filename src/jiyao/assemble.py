"""From a text to its readings: parts, layout, head, people, agenda, statements, unread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain as chained

from jiyao import deadlines
from jiyao.agenda import Agenda, agenda
from jiyao.deadlines import Calendar
from jiyao.finding import Finding
from jiyao.head import meeting
from jiyao.layout import Layout, Zone, lay_out, parts
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
    zones = parts(view)
    return [
        _reading(source, view, findings, zone, place, len(zones), calendar, meeting_on)
        for place, zone in enumerate(zones)
    ]


def _reading(
    source: Text,
    view: View,
    findings: Findings,
    zone: Zone,
    place: int,
    count: int,
    calendar: Calendar | None,
    meeting_on: dt.date | None,
) -> Reading:
    layout = lay_out(view, zone)
    head = meeting(view, layout)
    resolve = _resolver(head, calendar, meeting_on)
    topics = agenda(view, layout, _stated(view, findings))
    who = attendance(view, layout)
    statements = _statements(view, layout, findings, topics, resolve)
    items = tuple(_with_outcome(item, at, statements, view, findings) for at, item in enumerate(topics.items))
    chair = head.chair
    people = [
        [p for p in group if chair is None or p.name.value != chair.name.value]
        for group in (who.present, who.in_attendance, who.absent)
    ]
    reading = Reading(
        source=Source(name=source.name, media_type=source.media_type, sha256=source.sha256, length=len(source.raw)),
        part=Part(index=place, of=count, span=_part_span(view, zone, place, count)),
        genre=layout.genre,
        is_meeting=layout.genre in {"communique", "minutes"},
        meeting=head,
        present=tuple(people[0]),
        in_attendance=tuple(people[1]),
        absent=tuple(people[2]),
        groups_in_attendance=tuple(who.groups),
        agenda=items,
        statements=tuple(statements) if layout.genre != "other" else (),
    )
    if layout.genre == "other":
        return reading
    return replace(
        reading, unread=unread(view, layout, [*_covered(view, reading, findings, zone), *_places(view, topics.claimed)])
    )


def _stated(view: View, findings: Findings) -> Stated:
    """The function that gives the outcome which stands in a stretch."""

    def stated(start: int, end: int) -> Found | None:
        for finding in findings.within(start, end):
            if finding.kind == "outcome" and finding.value:
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


def _statements(view: View, layout: Layout, findings: Findings, topics: Agenda, resolve: Resolve) -> list[Statement]:
    found = []
    for place, sentence in enumerate(layout.sentences):
        if sentence.kind == "body" or (sentence.kind == "agenda" and place in topics.deciding):
            if not view.s[sentence.start : sentence.end].strip("，。；：、"):
                continue
            found.append(
                statement(view, sentence, findings.within(sentence.start, sentence.end), topics.of.get(place), resolve)
            )
    return found


def _with_outcome(item: AgendaItem, at: int, statements: list[Statement], view: View, findings: Findings) -> AgendaItem:
    """The outcome that a statement of the topic gives, where the topic's own sentence gave none."""
    if item.outcome is not None:
        return item
    for stated in statements:
        if stated.agenda == at and stated.label == "outcome":
            for finding in findings.within(view.position(stated.span.start), view.position(stated.span.end)):
                if finding.kind == "outcome" and finding.value:
                    return replace(
                        item, outcome=found_at(view, (finding.start, finding.end), finding.rule, finding.value)
                    )
    return item


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
    return reached + _places(view, [f.span for f in found if f is not None])


def _places(view: View, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Spans of the text as positions of the view."""
    return [(view.position(start), view.position(end)) for start, end in spans]
