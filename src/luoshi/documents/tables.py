"""From readings to the 责任分解表: one row model that the page, Word and Excel all print.

A cell says only what the text says. What it does not say is empty and marked 未明确; progress, problems and notes are left for
people to fill in. The three printers differ in form, never in content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jiyao.reading import Heading, Meeting, Person, Reading, Statement
from luoshi.documents.duties import Duties, duties, people_of
from luoshi.documents.reader import ReadText

UNSTATED = "未明确"
NOT_STARTED = "未启动"
STATES = (NOT_STARTED, "正常推进", "进展滞后", "已办结", "长期坚持", "暂缓")
"""What 状态 may say, in the words of the bulletins."""

HEADINGS: dict[Heading, str] = {
    "stress": "强调",
    "require": "要求",
    "point_out": "指出",
    "hold": "认为",
    "decide": "议定",
    "clarify": "明确",
}
PARTS_OF_DAY = {"morning": "上午", "afternoon": "下午", "evening": "晚上"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: ``width`` in millimetres of the 267 mm between the margins of A4 landscape."""

    key: str
    title: str
    width: float
    centred: bool = False


COLUMNS = (
    Column("number", "序号", 10, centred=True),
    Column("origin", "来源", 26, centred=True),
    Column("matter", "议定事项", 62),
    Column("lead_person", "牵头领导", 18, centred=True),
    Column("lead_body", "牵头单位", 21, centred=True),
    Column("supporting", "配合单位", 22, centred=True),
    Column("due", "完成时限", 22, centred=True),
    Column("standard", "办结标准", 18, centred=True),
    Column("progress", "进展情况", 19),
    Column("problems", "存在问题及需协调事项", 18),
    Column("state", "状态", 14, centred=True),
    Column("remark", "备注", 17),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One action of one meeting. ``None`` in a cell means: the text does not say."""

    number: int
    origin: str
    matter: str
    lead_person: str | None = None
    lead_body: str | None = None
    supporting: str | None = None
    due: str | None = None
    standard: str | None = None
    progress: str = ""
    problems: str = ""
    state: str = NOT_STARTED
    remark: str = ""

    def cell(self, key: str) -> str | None:
        """The words of one column, ``None`` where the text does not say."""
        value = getattr(self, key)
        return None if value is None else str(value)

    @property
    def cells(self) -> Iterator[tuple[Column, str | None]]:
        """Every column with its words, in the order of the table."""
        return ((column, self.cell(column.key)) for column in COLUMNS)

    @property
    def names_a_body(self) -> bool:
        """Whether the text says which body or leader must do it."""
        return self.lead_body is not None or self.lead_person is not None


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What the meeting stressed: paragraphs under one heading, before the table."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A 责任分解表, ready to be printed."""

    title: str
    meetings: tuple[str, ...]
    emphases: tuple[Emphasis, ...]
    rows: tuple[TableRow, ...]


def task_table(texts: Sequence[ReadText]) -> TaskTable:
    """One table over all meetings of all texts, numbered through."""
    read = [(text, reading) for text in texts for reading in text.readings]
    names = [meeting_name(text, reading) for text, reading in read]
    several = len(read) > 1
    title = "议定事项责任分解表" if several or not names else f"{names[0]}议定事项责任分解表"
    lines = [
        line
        for (_, reading), name in zip(read, names, strict=True)
        if (line := _meeting_line(reading.meeting, name if several else ""))
    ]
    emphases = [emphasis for _, reading in read for emphasis in emphases_of(reading, several=several)]
    return TaskTable(title, tuple(lines), tuple(emphases), tuple(_rows(read)))


def _rows(read: Sequence[tuple[ReadText, Reading]]) -> Iterator[TableRow]:
    number = 0
    for text, reading in read:
        names, meeting = people_of(reading), short_name(reading.meeting)
        for statement in reading.statements:
            if is_matter(statement):
                number += 1
                yield _row(number, statement, duties(text, statement, names), meeting)


def is_matter(statement: Statement) -> bool:
    """Whether a statement is a row: every action but a heading sentence (“压实责任。”) that says neither who, by when nor how much."""
    bare_heading = statement.run_in and not (statement.owners or statement.deadline or statement.targets)
    return statement.label == "action" and not bare_heading


def _row(number: int, statement: Statement, who: Duties, meeting: str) -> TableRow:
    deadline = statement.deadline
    remarks = [*who.remarks]
    if deadline is None and statement.urgency is not None:
        remarks.append(f"原文要求“{printed(statement.urgency.text)}”，未写日期")
    return TableRow(
        number=number,
        origin=" · ".join(filter(None, (meeting, place(statement)))),
        matter=required(statement),
        lead_person=_listed(who.lead_people),
        lead_body=_listed(who.lead_bodies),
        supporting=_listed(who.supporting),
        due=None if deadline is None else _due(printed(deadline.text), deadline.value),
        standard=_listed(printed(target.text) for target in statement.targets),
        remark="；".join(remarks),
    )


_NUMBER = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])\s*")


def required(statement: Statement) -> str:
    """The words of a requirement without the number of its paragraph, 1. or （一）: tables count for themselves, and ``place`` says
    where it stood. 一是 and 一要 stay, they belong to the sentence."""
    words = printed(task_words(statement))
    return words[number.end() :] if (number := _NUMBER.match(words)) else words


def task_words(statement: Statement) -> str:
    """The words of a statement without what only says who does it and by when, and stands in columns of its own: the cells of a row of a
    pasted table, a label behind the full stop or on the next line, a last bracket （牵头单位：…；完成时限：…）."""
    text, start = statement.text, statement.span.start
    owners = [(each.span.start - start, each.span.end - start) for each in statement.owners]
    days = [(each.span.start - start, each.span.end - start) for each in (statement.deadline,) if each]
    if any(mark in text for mark in "\t\r\n"):
        cells = (cell.span("words") for cell in _CELL.finditer(text))
        if duty := next(
            (cell for cell in cells if _fills(text, cell, owners, 0) or _fills(text, cell, days, _BESIDE)), None
        ):
            return text[: duty[0]]
    for label in _LABEL.finditer(text):
        if any(left == label.end() for left, _ in owners + days):
            return text[: label.start()]
    if (duties := _DUTIES.search(text)) and all(
        any(part.start() <= left < part.end() for left, _ in owners + days)
        for part in _DUTY.finditer(text, *duties.span("all"))
    ):
        return text[: duties.start()] + duties["end"]
    return text


_LABEL = re.compile(
    r"(?<=[。\r\n])\s*(?:牵头|主办|主责|责任|承办|落实|配合|协办|参与|完成|办理|办结|整改)(?:单位|部门|领导|人|时限|期限|时间)[：:]\s*"
)
_TITLE = r"[^：:；;（()）]{0,8}(?:单位|部门|领导|责任人|时限|期限|时间|日期|节点)[：:]"
_SAID = r"(?:[^；;\n（()）]|[（(][^）)\n]{0,40}[）)])++"
_DUTIES = re.compile(rf"[（(](?P<all>{_TITLE}{_SAID}(?:[；;]{_TITLE}{_SAID})*)[）)](?P<end>[。；;]?)\s*$")
_DUTY = re.compile("[^；;]+")
_CELL = re.compile(r"[\t\r\n]\s*(?P<words>[^\t\r\n]+)")
_BESIDE = 8
"""9月投入使用 under 完成时限 is more than its day, but little more."""


def _fills(text: str, cell: tuple[int, int], told: Sequence[tuple[int, int]], beside: int) -> bool:
    """Whether a cell begins with one of these and holds nothing but them and 、 between, and at most so many characters ``beside``."""
    start, end = cell
    inside = [(left, right) for left, right in told if start <= left < end]
    rest = end - start - sum(right - left for left, right in inside) - text.count("、", start, end)
    return bool(inside) and min(inside)[0] == start and rest <= beside


def _listed(words: Iterator[str] | Sequence[str]) -> str | None:
    return "、".join(dict.fromkeys(words)) or None


def _due(words: str, value: object) -> str:
    """The words of the text, and the day they amount to where that is known and the words do not say it."""
    words = re.sub(r"^[于在](?=.)", "", words)
    if (
        not isinstance(value, str)
        or (day := day_words(value)) is None
        or day.partition("年")[2] in _without_gaps(words)
    ):
        return words
    return f"{words}（{day}）"


def place(statement: Statement) -> str:
    """Where in the meeting's text a statement stands: 要求三, 议题二."""
    if statement.heading is not None:
        return HEADINGS[statement.heading] + (statement.ordinal or "")
    if statement.agenda is not None:
        return f"议题{_numeral(statement.agenda + 1)}"
    return f"第{statement.ordinal}条" if statement.ordinal else ""


def meeting_name(text: ReadText, reading: Reading) -> str:
    """The meeting's full name: as one stretch of the text prints it, else put together from what was read, else the title."""
    meeting = reading.meeting
    parts = [part for part in (meeting.body, meeting.term, meeting.year_number, meeting.number) if part is not None]
    if meeting.kind is None or meeting.body is None:
        return "" if meeting.title is None else re.sub(r"(?:会议)?纪要$", "会议", _without_gaps(meeting.title.text))
    spans = [part.span for part in (*parts, meeting.kind)]
    stretch = text.raw[min(span.start for span in spans) : max(span.end for span in spans)]
    if len(stretch) <= 60 and not _BREAKS_A_NAME.search(stretch):
        return _without_gaps(stretch).replace("召开", "")
    before, kind = "".join(_without_gaps(part.text) for part in parts), _without_gaps(meeting.kind.text)
    if before.endswith("党组"):
        kind = kind.removeprefix("党组")
    return before + (f"（扩大）{kind}" if meeting.extended and "扩大" not in kind else kind)


_BREAKS_A_NAME = re.compile(r"[，。；：、,;:\r\n]")


def short_name(meeting: Meeting) -> str:
    """What people call the meeting: 第47次常务会, 2026年第2次常务会, 3月9日专题会; nothing where the text names none."""
    if meeting.kind is meeting.number is meeting.date is None:
        return ""
    kind = _without_gaps(meeting.kind.text) if meeting.kind else "会议"
    kind = re.sub(r"(?:（扩大）|\(扩大\))?会议$", "会", kind) or "会"
    year = f"{meeting.year_number.value}年" if meeting.year_number and meeting.year_number.value else ""
    if meeting.number is not None and meeting.number.value is not None:
        return f"{year}第{meeting.number.value}次{kind}"
    day = day_words(str(meeting.date.value)) if meeting.date else None
    return f"{day}{kind}" if day else kind


def _meeting_line(meeting: Meeting, name: str) -> str:
    """One line under the title: name (where several meetings share the table), time, place, who chaired."""
    day = (day_words(str(meeting.date.value)) or printed(meeting.date.text)) if meeting.date else ""
    if day and meeting.part_of_day:
        day += PARTS_OF_DAY.get(str(meeting.part_of_day.value), "")
    facts = [
        name,
        f"会议时间：{day}" if day else "",
        f"地点：{_without_gaps(meeting.venue.text)}" if meeting.venue else "",
        f"主持人：{titled(meeting.chair)}" if meeting.chair else "",
    ]
    return "　　".join(filter(None, facts))


def titled(person: Person) -> str:
    """沈怀远（市委副书记、市长）: the name, and the posts as they are printed there."""
    posts = "、".join(_without_gaps(post.text) for post in person.posts)
    name = _without_gaps(person.name.text)
    return f"{name}（{posts}）" if posts else name


def emphases_of(reading: Reading, *, several: bool = False) -> Iterator[Emphasis]:
    """What a meeting stressed; its name stands before it where the table is of several meetings."""
    stressed = [statement for statement in reading.statements if statement.heading == "stress"]
    if not stressed:
        return
    paragraphs = []
    for ordinal, group in groupby(stressed, key=lambda statement: (statement.ordinal, statement.agenda)):
        words = "".join(printed(statement.text) for statement in group)
        paragraphs.append(f"{ordinal[0]}、{words}" if ordinal[0] and not words.startswith(("（", "(")) else words)
    who = (several and short_name(reading.meeting)) or "会议"
    yield Emphasis(f"{who}强调：", tuple(paragraphs))


_LINE_END = re.compile(r"[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)


def printed(words: str) -> str:
    """Words of the text as a cell can hold them: lines a page broke are joined, what cannot be printed is left out."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("", words)).replace("\t", " ").strip()


def _without_gaps(words: str) -> str:
    return "".join(printed(words).split())


def day_words(value: str) -> str | None:
    """2020-03-09 -> 2020年3月9日; --05-20 -> 5月20日."""
    match = re.fullmatch(r"(?:(\d{4})|-)-(\d{2})(?:-(\d{2}))?", value)
    if match is None:
        return None
    year, month, day = match.groups()
    return (f"{int(year)}年" if year else "") + f"{int(month)}月" + (f"{int(day)}日" if day else "")


def _numeral(number: int) -> str:
    """1–99 in Chinese numerals, as the ordinals of the text are written; larger numbers stay digits."""
    digits = "零一二三四五六七八九"
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else digits[tens]) + "十") + (digits[ones] if ones else "")
