"""Who was there: 出席 (and 参加), 列席, 请假, in sentences and in labelled lines.

Reads: ``…出席会议``, ``参加会议``, ``应邀列席``, ``按议题列席``, ``参加会议的有…``, ``出 席：``, ``请 假：姓名（事由）``, ``第一至五议题：单位姓名``; posts shared by several names.
Leaves alone: 记录, 汇报 and lecturers; an instruction to attend.
Limits: a sentence that names both kinds (甲出席、乙列席会议) is cut at the cue. Unnamed groups are kept where they sit in or take part (列席, 参加), not
    where they are the members themselves (出席).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from jiyao.laid import Layout
from jiyao.numerals import number
from jiyao.people import Roll, found_at, roll
from jiyao.reading import Found, Group, Person
from jiyao.rules.opening import behind_date
from jiyao.signs import LABELLED, TOPIC_MARK
from jiyao.text import View

RULE = "attendance"

_CUE = re.compile(
    r"(?=[按研审讨相有议分应列因请缺出参收])(?:(?P<topic>按议题(?:分别)?(?:列席|参加)|(?:研究|审议|讨论)?(?:相关|有关)?议题时(?:列席|参加)|分议题列席)|(?P<sit>应邀列席|列席|应邀参加|应邀出席)"
    r"|(?P<absent>(?:因[^，。；、]{1,12})?(?:请假|缺席)|因[^，。；]{1,12}未(?:能)?(?:参会|出席|参加))|(?P<attend>出席|参加|参会(?=[。；，\n]|$)|收听收看(?=[。；\n]|$)))"
)
"""A look at the first character turns most places away before the branches are tried."""
_LIST_BEHIND = re.compile(r"(?:了)?(?:本次|此次)?会议的?(?:人员|同志|领导|单位)?(?:还)?(?:分别)?(?:有|是|为|包括)：?")
_CLOSING = re.compile(r"(?:了)?(?:本次|此次)?会?议?(?:并[^，。；]{0,10})?[，、；。]?")
_BY_TOPIC = re.compile(r"按议题|议题时|分议题|相关议题|有关议题")
_REASON = re.compile(r"因(?P<reason>[^，。；、]{1,12}?)(?:请假|缺席|未|$)")
_NOTE = re.compile(r"（(?P<reason>[^）\n]{1,30})）")
_LEADS = re.compile(
    r"[，、；。\n]*(?:(?:会议由)?[^，。；]{2,60}主持(?:了)?(?:会议|会)?(?:并(?:作|发表)?(?:重要)?讲话)?[，。；])?(?:邀请|同时|此外|另外|其中)?[，：]?"
)
_TRAILS = re.compile(
    r"(?:分别|一同|应邀|共同|均|也|在[^，。；]{0,10}(?:分会场|主会场)|按议题|在?(?:研究|审议|讨论)?(?:相关|有关|各自)议题时|在|固定|以|并|等(?:[省市县区州旗]?(?:级)?(?:有关|相关)?|[\u4e00-\u9fff]{1,6})(?:领导|同志|负责同志|负责人)?)$"
)
_CONVENED = re.compile(r"召开|举行")

_LABEL_KINDS = {
    "列席": "sit",
    "固定列席": "sit",
    "按议题列席": "topic",
    "出席": "attend",
    "参加": "attend",
    "参会": "attend",
    "与会": "attend",
    "缺席": "absent",
    "请假": "absent",
    "因事请假": "absent",
}


@dataclass(slots=True)
class Attendance:
    """Those present, those sitting in, those on leave, and the groups without names."""

    present: list[Person] = field(default_factory=list)
    in_attendance: list[Person] = field(default_factory=list)
    absent: list[Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def attendance(view: View, layout: Layout) -> Attendance:
    """Everyone whom the attendance sentences and lines of a part name, the chair included where he is named there."""
    found = Attendance()
    for sentence in layout.sentences:
        if sentence.kind == "attendance":
            _sentence(view, behind_date(view, sentence.start, sentence.end), sentence.end, found)
        elif sentence.kind == "opening" and (start := _behind_name(view.s, sentence.start, sentence.end)):
            _sentence(view, start, sentence.end, found)
    for zone in layout.labelled:
        _labelled(view, zone.start, zone.end, found)
    return found


def _behind_name(text: str, start: int, end: int) -> int | None:
    """In an opening sentence only what stands behind the meeting's name tells who was there."""
    convened = _CONVENED.search(text, start, end)
    comma = text.find("，", convened.end(), end) if convened else -1
    return comma + 1 if 0 <= comma < end - 1 else None


def _sentence(view: View, start: int, end: int, found: Attendance) -> None:
    """Lists that end in a cue, or stand behind 参加会议的有."""
    text, at = view.s, start
    cues = [cue for cue in _CUE.finditer(text, start, end) if not text.startswith("汇报", cue.end())]
    for place, cue in enumerate(cues):
        if cue.start() < at:
            continue
        if behind := _LIST_BEHIND.match(text, cue.end(), end):
            stop = cues[place + 1].start() if place + 1 < len(cues) else end
            _give(view, behind.end(), stop, cue, found)
            at = stop
        else:
            _give(view, at, cue.start(), cue, found)
            closing = _CLOSING.match(text, cue.end(), end)
            at = closing.end() if closing else cue.end()


def _give(view: View, start: int, end: int, cue: re.Match[str], found: Attendance) -> None:
    """File the list ``start:end`` under what its cue says."""
    kind = cue.lastgroup or "attend"
    left, right = _trim(view.s, start, end)
    listed = roll(view, left, right, rule=RULE)
    by_topic = kind == "topic" or _BY_TOPIC.search(view.s, start, cue.end() + 6) is not None
    if kind == "absent" and (told := _REASON.match(view.s, cue.start(), cue.end())):
        reason = found_at(view, told.span("reason"), RULE)
        listed.people = [replace(person, reason=reason) for person in listed.people]
    _file(view, listed, kind, found, by_topic=by_topic, with_groups=cue.group() != "出席")


def _file(
    view: View,
    listed: Roll,
    kind: str,
    found: Attendance,
    *,
    by_topic: bool,
    with_groups: bool,
    topics: tuple[int, ...] = (),
) -> None:
    people = [replace(person, for_topics=topics) for person in listed.people] if topics else listed.people
    target = {"attend": found.present, "absent": found.absent}.get(kind, found.in_attendance)
    target.extend(people)
    if with_groups and kind != "absent":
        found.groups.extend(_group(view, place, by_topic=by_topic, topics=topics) for place in listed.groups)


def _group(view: View, place: tuple[int, int], *, by_topic: bool, topics: tuple[int, ...]) -> Group:
    words: Found = found_at(view, place, RULE)
    return Group(text=words.text, span=words.span, rule=words.rule, by_topic=by_topic, for_topics=topics)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop what leads and trails a list without belonging to it."""
    if lead := _LEADS.match(text, start, end):
        start = lead.end()
    while end > start and (tail := _TRAILS.search(text, max(start, end - 24), end)):
        end = tail.start()
    return start, end


def _labelled(view: View, start: int, end: int, found: Attendance) -> None:
    """``出席：…`` with all that stands in its lines; ``第一至五议题：`` gives its topics to those behind it."""
    label = LABELLED.match(view.s, start, end)
    kind = _LABEL_KINDS.get(label["label"]) if label else None
    if label is None or kind is None:
        return
    marks = [*TOPIC_MARK.finditer(view.s, label.end(), end)]
    stops = [*(mark.start() for mark in marks), end]
    stretches = [(label.end(), stops[0], ()), *((m.end(), stops[n + 1], _numbers(m)) for n, m in enumerate(marks))]
    for left, right, topics in stretches:
        listed = roll(view, *_trim(view.s, left, right), rule=RULE, names_due=kind == "absent")
        if kind == "absent":
            listed.people = [_with_reason(view, person, right) for person in listed.people]
        by_topic = kind == "topic" or bool(topics)
        _file(view, listed, kind, found, by_topic=by_topic, with_groups=label["label"] != "出席", topics=topics)


def _numbers(mark: re.Match[str]) -> tuple[int, ...]:
    """The topics of 第一至五议题, counted from 0."""
    first = number(mark["a"]) or 1
    last = number(mark["b"]) if mark["b"] else first
    return tuple(range(first - 1, min(last or first, first + 50)))


def _with_reason(view: View, person: Person, end: int) -> Person:
    """A note in brackets right behind a name is that person's reason for leave."""
    note = _NOTE.match(view.s, view.position(person.name.span.end), end)
    return replace(person, reason=found_at(view, note.span("reason"), RULE)) if note else person
