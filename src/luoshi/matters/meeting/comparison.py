"""贯彻落实对照表: what those above require, word for word, beside what this city does about it, who does it, by when, and where it stands.

There is one for each topic that conveys or studies something. 上级要求 is the title of the topic, the documents and meetings it names,
and the statements of the topic that say what is required; 我市措施 are the matters of the topic and its 面上要求.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.documents.reader import Statement
from luoshi.documents.tables import UNSTATED, printed
from luoshi.journal.acting import Acting
from luoshi.matters.meeting.page import CONVEYED, MeetingPage, Topic, meeting_page
from luoshi.matters.meeting.shown import Row
from luoshi.matters.meeting.telling import texts_of, told
from luoshi.matters.models import Matter, MatterState, Sort
from luoshi.meetings.models import Meeting

INTO_NOTICE = "面上要求，写入通知"
NOT_SEEN = "—"


@dataclass(frozen=True, slots=True)
class Measure:
    """One row on the right: ``ref`` is the matter's, empty for words that became no matter."""

    words: str
    bodies: str
    due: str
    matter: str
    ref: str = ""
    colour: str = ""
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One topic: what came from above on the left, the measures on the right."""

    number: int
    title: str
    documents: tuple[str, ...]
    required: tuple[str, ...]
    measures: tuple[Measure, ...]

    @property
    def above(self) -> tuple[str, ...]:
        """The left side as paragraphs: the topic, what it names, what is required."""
        return (self.title, *self.documents, *self.required)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table of one meeting; ``topics`` is empty where the meeting conveyed nothing."""

    title: str
    meeting: str
    topics: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """From a matter back to its row: the meeting, the topic, and the words from above that it carries out."""

    meeting: Meeting
    number: int
    title: str
    documents: tuple[str, ...]
    required: tuple[str, ...]
    anchor: str


def comparison(meeting: Meeting, acting: Acting, *, on: dt.date) -> Comparison:
    """The table as this person may see it."""
    return comparison_of(meeting_page(meeting, acting, on=on))


def comparison_of(page: MeetingPage) -> Comparison:
    """The same from a page that was made already."""
    topics = tuple(_compared(topic, page) for topic in page.topics if topic.conveyed)
    held = next((words for name, words in page.facts if name == "时间"), "")
    return Comparison(f"{page.meeting.name}传达学习议题贯彻落实对照表", f"会议时间：{held}", topics)


def _compared(topic: Topic, page: MeetingPage) -> Compared:
    reading = page.told.reading if page.told is not None else None
    at = topic.number - 1
    statements = [each for each in reading.statements if each.agenda == at] if reading is not None else []
    general = [row for row in page.general if row.matter is not None and row.matter.topic_at == at]
    rows = [row for row in (*topic.rows, *general) if row.matter is None or row.matter.state != MatterState.DROPPED]
    return Compared(
        number=topic.number,
        title=topic.title,
        documents=topic.documents,
        required=tuple(printed(each.text) for each in statements if states_what_is_required(each)),
        measures=tuple(map(_measure, rows)),
    )


def _measure(row: Row) -> Measure:
    matter = row.matter
    if matter is None:
        return Measure(row.words, NOT_SEEN, NOT_SEEN, NOT_SEEN)
    if matter.state == MatterState.PROPOSED and matter.sort == Sort.GENERAL:
        return Measure(row.words, row.lead_words, NOT_SEEN, INTO_NOTICE)
    due = row.due or (Sort.STANDING.label if matter.sort == Sort.STANDING else UNSTATED)
    told_of = f"{row.number} {row.state}".strip()
    return Measure(row.words, row.lead_words, due, told_of, matter.ref, row.colour, row.lamp)


def states_what_is_required(statement: Statement) -> bool:
    """Whether a statement of a conveyed topic says what is required: stressed, pointed out or held, and more than a view."""
    return statement.heading in ("stress", "point_out", "hold") and statement.label == "attitude"


def lineage(matter: Matter, acting: Acting) -> Lineage | None:
    """Where a matter stands in its meeting's 对照表; ``None`` where its topic conveys nothing, or the text is not for this person.

    The address of the row is that of the meeting's page with ``#`` and ``anchor``.
    """
    if matter.meeting is None or matter.topic_at is None:
        return None
    found = told(texts_of(matter.meeting, acting))
    if found is None or not found.is_basis or matter.topic_at >= len(found.reading.agenda):
        return None
    item = found.reading.agenda[matter.topic_at]
    if item.kind not in CONVEYED:
        return None
    own = [each for each in found.reading.statements if each.agenda == matter.topic_at]
    return Lineage(
        meeting=matter.meeting,
        number=matter.topic_at + 1,
        title=printed(item.title.text),
        documents=tuple(printed(each.text) for each in item.documents),
        required=tuple(printed(each.text) for each in own if states_what_is_required(each)),
        anchor=f"row-{matter.ref}",
    )
