"""The page of a meeting: who sat, what was decided topic by topic, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luoshi.documents.page import AGENDA_WORDS, OUTCOME_WORDS
from luoshi.documents.reader import AgendaItem, Person, Reading, Statement
from luoshi.documents.tables import PARTS_OF_DAY, day_words, emphases_of, is_matter, printed, required, titled
from luoshi.journal.acting import Acting
from luoshi.matters.access import READERS, may_keep
from luoshi.matters.meeting.figures import Figures, figures_of
from luoshi.matters.meeting.shown import Row, Seen, general, seen_of
from luoshi.matters.meeting.telling import TextShown, Told, texts_of, told
from luoshi.matters.models import Difference, Matter, MatterState
from luoshi.meetings.models import Meeting

CONVEYED = frozenset({"convey", "study"})
"""Kinds of topics that bring something from above, for which there is a 贯彻落实对照表."""
UNWRITTEN = "未写明"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the agenda. ``outcome`` is ``None`` where the text does not say what became of it."""

    number: int
    kind: str
    conveyed: bool
    title: str
    documents: tuple[str, ...]
    outcome: str | None
    decided: tuple[str, ...]
    stressed: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything the page says to one person on one day. ``rest`` are rows of no topic; ``title`` is the page's answer."""

    meeting: Meeting
    title: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    topics: tuple[Topic, ...]
    rest: tuple[Row, ...]
    general: tuple[Row, ...]
    stressed: tuple[str, ...]
    figures: Figures
    texts: tuple[TextShown, ...]
    told: Told | None
    differences: int
    keeps: bool
    to_hand_out: tuple[str, ...] = ()
    """Refs of what is on the docket and not yet with its bodies, where the person may hand it out."""

    @property
    def conveyed(self) -> bool:
        return any(topic.conveyed for topic in self.topics)


def meeting_page(meeting: Meeting, acting: Acting, *, on: dt.date) -> MeetingPage:
    """The page as this person may see it; the number of queries does not depend on the number of matters."""
    texts = texts_of(meeting, acting)
    tells, seen = told(texts), seen_of(meeting, acting, on=on)
    rows, keeps = seen.rows(), may_keep(acting)
    apart = general(rows)
    docketed = [matter.ref for matter, _ in seen.matters if matter.state == MatterState.DOCKETED]
    figures = figures_of(seen.matters, on=on)
    laid = _by_topic([row for row in rows if row not in apart], tells, seen)
    agenda = tells.reading.agenda if tells else ()
    return MeetingPage(
        meeting=meeting,
        title=title_of(figures, sees_all=acting.has(*READERS)),
        facts=tuple(_facts(meeting, tells.reading if tells else None)),
        people=tuple(_people(tells.reading)) if tells else (),
        topics=tuple(_topic(at, item, tells.reading, laid) for at, item in enumerate(agenda)) if tells else (),
        rest=tuple(row for at, found in laid.items() if at is None or at >= len(agenda) for row in found),
        general=apart,
        stressed=tuple(words for each in emphases_of(tells.reading) for words in each.paragraphs) if tells else (),
        figures=figures,
        texts=texts,
        told=tells,
        differences=Difference.objects.filter(matter__meeting=meeting, decided="").count() if keeps else 0,
        keeps=keeps,
        to_hand_out=tuple(docketed) if keeps else (),
    )


def title_of(figures: Figures, *, sees_all: bool) -> str:
    """The answer in one line."""
    whose = "立项" if sees_all else "涉及您单位"
    if figures.docketed:
        late = f"，逾期 {figures.late} 件" if figures.late else "，没有逾期"
        return f"{whose} {figures.docketed} 件，已办结 {figures.done} 件{late}"
    if figures.waiting:
        return f"{figures.waiting} 件待校核立项"
    return "还没有立项的事项" if sees_all else "这次会议没有交办您单位的事项"


def _facts(meeting: Meeting, reading: Reading | None) -> Iterator[tuple[str, str]]:
    yield "时间", held_words(meeting, reading)
    head = reading.meeting if reading is not None else None
    yield "地点", printed(head.venue.text) if head and head.venue else UNWRITTEN
    yield "主持", titled(head.chair) if head and head.chair else UNWRITTEN
    if head and head.minutes_number:
        yield "文号", printed(head.minutes_number.text)


def held_words(meeting: Meeting, reading: Reading | None) -> str:
    """2026年3月9日上午: the day as registered, else as far as the text says it."""
    head = reading.meeting if reading is not None else None
    if meeting.held_on is not None:
        day = f"{meeting.held_on.year}年{meeting.held_on.month}月{meeting.held_on.day}日"
    else:
        day = (day_words(str(head.date.value)) or printed(head.date.text)) if head and head.date else UNWRITTEN
    return day + (PARTS_OF_DAY.get(str(head.part_of_day.value), "") if head and head.part_of_day else "")


def _people(reading: Reading) -> Iterator[tuple[str, tuple[str, ...]]]:
    groups = tuple(printed(group.text) for group in reading.groups_in_attendance)
    for name, people, more in (
        ("出席", reading.present, ()),
        ("列席", reading.in_attendance, groups),
        ("请假", reading.absent, ()),
    ):
        words = (*map(_person, people), *more)
        if words:
            yield name, words


def _person(person: Person) -> str:
    """韩廷川（市人大常委会副主任）: the name with unit, posts and reason for leave as they are printed there."""
    found = (person.unit, *person.posts, person.reason)
    said = "，".join(printed(each.text) for each in found if each is not None)
    name = "".join(printed(person.name.text).split())
    return f"{name}（{said}）" if said else name


def _topic(at: int, item: AgendaItem, reading: Reading, laid: dict[int | None, list[Row]]) -> Topic:
    own = [each for each in reading.statements if each.agenda == at]
    outcome = item.outcome
    return Topic(
        number=at + 1,
        kind=AGENDA_WORDS[item.kind],
        conveyed=item.kind in CONVEYED,
        title=printed(item.title.text),
        documents=tuple(printed(found.text) for found in item.documents if found.text not in item.title.text),
        outcome=None if outcome is None else OUTCOME_WORDS.get(str(outcome.value)) or printed(outcome.text),
        decided=tuple(printed(each.text) for each in own if each.label == "outcome"),
        stressed=tuple(printed(each.text) for each in own if each.heading == "stress" and not is_matter(each)),
        rows=tuple(laid.get(at, ())),
    )


def _by_topic(rows: Iterable[Row], tells: Told | None, seen: Seen) -> dict[int | None, list[Row]]:
    """Rows by the place of their topic in the agenda, ``None`` for those of no topic; the words of the text that stand in no matter
    seen come with them, in the order of the text."""
    found: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[_topic_at(row, tells)].append(row)
    for at, row in _only_words(tells, seen):
        found[at].append(row)
    return {at: sorted(each, key=lambda row: row.position) for at, each in sorted(found.items(), key=_topics_first)}


def _topic_at(row: Row, tells: Told | None) -> int | None:
    """The topic of a row's matter in the text that tells the meeting; a matter keeps its place in the basis."""
    assert row.matter is not None
    if tells is None or tells.is_basis:
        return row.matter.topic_at
    here = _stretches([row.matter], tells)
    return next((each.agenda for each in tells.reading.statements if _stands_in(each, here)), None)


def _stretches(matters: Iterable[Matter], tells: Told) -> list[tuple[int, int]]:
    """Where matters stand in the text that tells the meeting."""
    places = (place for matter in matters for place in matter.places.all())
    return [(place.start, place.end) for place in places if place.document_id == tells.document.pk]


def _stands_in(statement: Statement, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start < statement.span.end and statement.span.start < end for start, end in stretches)


def _topics_first(pair: tuple[int | None, list[Row]]) -> tuple[bool, int]:
    return pair[0] is None, pair[0] or 0


def _only_words(tells: Told | None, seen: Seen) -> Iterator[tuple[int | None, Row]]:
    """Actions of the text that stand in no matter this person sees: words of the meeting, nothing of what became of them."""
    if tells is None:
        return
    here = _stretches((matter for matter, _ in seen.matters), tells)
    for position, statement in enumerate(filter(is_matter, tells.reading.statements), start=1):
        if not _stands_in(statement, here):
            yield statement.agenda, Row(words=required(statement), position=position)
