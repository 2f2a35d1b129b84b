"""What the first page shows of a text: its title, the source cut into pieces, the reading laid beside it, the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby

from jiyao.reading import AgendaItem, AgendaKind, Found, Meeting, Owner, Person, Reading, Role, Statement
from luoshi.documents.marking import Line, Mark, marked_lines, with_places
from luoshi.documents.reader import ReadText
from luoshi.documents.tables import (
    COLUMNS,
    Column,
    TableRow,
    TaskTable,
    is_matter,
    meeting_name,
    place,
    printed,
    task_table,
    task_words,
)

SHOWN = 200_000
"""Code points of a text that the page lays side by side; the counts and the table files always cover all of it."""

ROLE_WORDS: dict[Role, str] = {"lead": "牵头", "support": "配合", "listed": "责任"}
AGENDA_WORDS: dict[AgendaKind, str] = {
    "convey": "传达学习",
    "study": "学习",
    "deliberate": "审议",
    "hear": "听取",
    "research": "研究",
    "other": "其他",
}
OUTCOME_WORDS = {
    "approved": "通过",
    "approved_in_principle": "原则通过",
    "approved_after_revision": "修改后通过",
    "deferred": "暂缓",
    "rejected": "未通过",
    "noted": "知悉",
}
LABEL_WORDS = {"assessment": "形势", "attitude": "态度", "action": "事项", "outcome": "决定"}
_IN_SIGHT = frozenset({"action", "outcome"})


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of the source under a name; ``key`` ties them to their place. ``key`` is empty for what the text does not say."""

    name: str
    words: str
    key: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: ``number`` is its row of the table where it is an action."""

    key: str
    words: str
    label: str
    kind: str
    number: int | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one item (要求三): what was decided is shown, views and attitudes are folded."""

    name: str
    topic: str
    shown: tuple[Entry, ...]
    folded: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the agenda with what became of it, where the text says so."""

    kind: str
    title: Fact
    documents: tuple[Fact, ...]
    outcome: Fact | None


@dataclass(frozen=True, slots=True)
class MeetingRead:
    """One meeting as read."""

    name: str
    facts: tuple[Fact, ...]
    people: tuple[tuple[str, tuple[Fact, ...]], ...]
    topics: tuple[Topic, ...]
    groups: tuple[Group, ...]
    unread: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template prints; ``cut`` where the text is longer than what is shown."""

    title: str
    cut: bool
    summary: tuple[str, ...]
    raw: str
    lines: tuple[Line, ...]
    meetings: tuple[MeetingRead, ...]
    table: TaskTable
    rows: tuple[tuple[str, TableRow], ...]
    remarks: tuple[str, ...] = ()
    is_task_table: bool = False
    columns: tuple[Column, ...] = field(default=COLUMNS)


def page_of(read: ReadText) -> Page:
    """Lay a text and its readings side by side."""
    laying = _Laying(read)
    meetings = tuple(laying.meeting(reading) for reading in read.readings if reading.part.span.start < SHOWN)
    table = task_table([read])
    return Page(
        title=_title(table),
        cut=len(read.raw) > SHOWN,
        summary=tuple(_summary(table, read)),
        raw=read.raw,
        lines=tuple(with_places(marked_lines(read.raw[:SHOWN], laying.marks), read.text)),
        meetings=meetings,
        remarks=read.text.remarks,
        is_task_table=read.text.is_task_table,
        table=table,
        rows=tuple(zip(laying.action_keys, table.rows[: len(laying.action_keys)], strict=True)),
    )


def _title(table: TaskTable) -> str:
    """The answer of the page in one line."""
    if not table.rows:
        return "没有读到可以列入分解表的事项"
    named = sum(row.names_a_body for row in table.rows)
    if not named:
        return f"议定事项 {len(table.rows)} 件，均未写明责任单位"
    return f"议定事项 {len(table.rows)} 件，" + (
        "均写明责任单位" if named == len(table.rows) else f"{named} 件写明责任单位"
    )


def _summary(table: TaskTable, read: ReadText) -> Iterator[str]:
    if table.rows:
        dated = sum(row.due is not None for row in table.rows)
        yield f"{dated} 件写明时限" if dated else "均未写明时限"
        yield f"{sum(row.standard is not None for row in table.rows)} 件写明数量要求"
    folded = sum(statement.label not in _IN_SIGHT for reading in read.readings for statement in reading.statements)
    if folded:
        yield f"形势与态度 {folded} 句已折叠"
    unread = sum(len(reading.unread) for reading in read.readings)
    yield f"{unread} 处没有读懂" if unread else "没有漏读的职责、日期和人名"


class _Laying:
    """Gives everything found a key and notes where it stands in the source."""

    def __init__(self, read: ReadText) -> None:
        self.read = read
        self.marks: list[Mark] = []
        self.action_keys: list[str] = []
        self._found, self._statements = count(1), count(1)

    def meeting(self, reading: Reading) -> MeetingRead:
        meeting = reading.meeting
        return MeetingRead(
            name=meeting_name(self.read, reading) or "没有读到会议名称",
            facts=tuple(self._head(meeting)),
            people=tuple(self._people(reading)),
            topics=tuple(self._topic(item) for item in reading.agenda),
            groups=tuple(self._groups(reading)),
            unread=tuple(self._fact("未读懂", found, "unread") for found in reading.unread if found.span.start < SHOWN),
        )

    def _fact(self, name: str, found: Found, kind: str, words: str = "") -> Fact:
        key = f"f{next(self._found)}"
        self.marks.append(Mark(key, found.span, kind))
        return Fact(name, words or printed(found.text), key, kind)

    def _head(self, meeting: Meeting) -> Iterator[Fact]:
        named = {
            "时间": meeting.date,
            "地点": meeting.venue,
            "文号": meeting.minutes_number,
            "发布": meeting.publisher,
            "印发": meeting.published_on,
        }
        if meeting.chair is not None:
            yield self._person("主持", meeting.chair)
        for name, found in named.items():
            if found is not None:
                yield self._fact(name, found, "head")

    def _people(self, reading: Reading) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        for name, people in (("出席", reading.present), ("列席", reading.in_attendance), ("请假", reading.absent)):
            facts = [self._person("", person) for person in people]
            if name == "列席":
                facts += [
                    self._fact("按议题" if group.by_topic else "", group, "person")
                    for group in reading.groups_in_attendance
                ]
            if facts:
                yield name, tuple(facts)

    def _person(self, name: str, person: Person) -> Fact:
        posts = "、".join(printed(found.text) for found in (person.unit, *person.posts) if found is not None)
        bare = "".join(printed(person.name.text).split())
        return self._fact(name or posts, person.name, "person", f"{bare}（{posts}）" if name and posts else bare)

    def _topic(self, item: AgendaItem) -> Topic:
        outcome = item.outcome
        return Topic(
            kind=AGENDA_WORDS[item.kind],
            title=self._fact("", item.title, "topic"),
            documents=tuple(self._fact("", found, "document") for found in item.documents),
            outcome=None
            if outcome is None
            else self._fact("", outcome, "outcome", OUTCOME_WORDS.get(str(outcome.value), "")),
        )

    def _groups(self, reading: Reading) -> Iterator[Group]:
        titles = [printed(item.title.text) for item in reading.agenda]
        shown = [statement for statement in reading.statements if statement.span.start < SHOWN]
        for (name, agenda), statements in groupby(shown, key=lambda statement: (place(statement), statement.agenda)):
            entries = [self._entry(statement) for statement in statements]
            yield Group(
                name=name or "正文",
                topic="" if agenda is None or agenda >= len(titles) else titles[agenda],
                shown=tuple(entry for entry in entries if entry.kind in _IN_SIGHT),
                folded=tuple(entry for entry in entries if entry.kind not in _IN_SIGHT),
            )

    def _entry(self, statement: Statement) -> Entry:
        key = f"s{next(self._statements)}"
        self.marks.append(Mark(key, statement.span, f"statement {statement.label}"))
        matter = is_matter(statement)
        if matter:
            self.action_keys.append(key)
        return Entry(
            key=key,
            words=printed(task_words(statement)),
            label=LABEL_WORDS[statement.label],
            kind=statement.label,
            number=len(self.action_keys) if matter else None,
            facts=tuple(self._details(statement)),
        )

    def _details(self, statement: Statement) -> Iterator[Fact]:
        if place := self.read.text.place_at(statement.span.start):
            yield Fact("位置", place, kind="place")
        owners: list[Owner] = list(statement.owners)
        for owner in owners:
            yield self._fact(ROLE_WORDS[owner.role], owner, "owner")
        if statement.deadline is not None:
            yield self._fact("时限", statement.deadline, "deadline")
        for target in statement.targets:
            yield self._fact("数量", target, "target")
        if is_matter(statement):
            if not owners:
                yield Fact("", "责任单位未明确", kind="missing")
            if statement.deadline is None:
                yield Fact("", "时限未明确", kind="missing")
