"""Who was there: 出席 (and 参加), 列席, 请假, in sentences and in labelled lines.

Reads: ``…出席会议``, ``参加会议``, ``应邀列席``, ``按议题列席``, ``出 席：``, ``请 假：姓名（事由）``, ``第一至五议题：单位姓名``; posts shared by several names.
Leaves alone: 记录, 汇报 and lecturers; an instruction to attend.
Limits: a sentence that names both kinds (甲出席、乙列席会议) is cut at the cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from jiyao.signs import LABELLED, TOPIC_MARK
from jiyao.layout import Layout
from jiyao.numerals import number
from jiyao.people import found_at, roll
from jiyao.reading import Group, Person
from jiyao.rules.opening import DATE
from jiyao.text import View

RULE = "attendance"

_CUE = re.compile(
    r"(?P<topic>按议题(?:分别)?(?:列席|参加)|(?:研究|审议|讨论)?(?:相关|有关)?议题时(?:列席|参加)|分议题列席)|(?P<sit>应邀列席|列席|应邀参加|应邀出席)|(?P<absent>请假|缺席|因[^，。；]{1,12}未(?:能)?(?:参会|出席|参加))|(?P<attend>出席|参加)"
)
_LEAD = re.compile(r"(?:会议)?(?:由)?[^，。；]{0,40}?主持(?:会议)?[，。；]|会议[，。]")


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
        if sentence.kind == "attendance" or (
            sentence.kind == "opening" and _CUE.search(view.s, sentence.start, sentence.end)
        ):
            _sentence(view, sentence.start, sentence.end, found, opening=sentence.kind == "opening")
    for zone in layout.labelled:
        _labelled(view, zone.start, zone.end, found)
    return found


def _sentence(view: View, start: int, end: int, found: Attendance, *, opening: bool) -> None:
    """Lists that end in a cue; in an opening sentence only what comes behind the meeting's name."""
    text = view.s
    if opening:
        convened = re.compile(r"召开|举行").search(text, start, end)
        comma = text.find("，", convened.end() if convened else start, end)
        start = comma + 1 if comma >= 0 else end
        if convened is None or start >= end:
            return
    elif lead := re.compile(rf"(?:{DATE.pattern})(?:上午|下午|晚上|晚)?，").match(text, start, end):
        start = lead.end()
    at = start
    for cue in _CUE.finditer(text, start, end):
        if cue.start() < at or text.startswith("汇报", cue.end()):
            continue
        stop = cue.start()
        _give(view, at, stop, cue.lastgroup or "attend", found, by_topic=_by_topic(text, at, cue.end(), end))
        at = cue.end()
        closing = re.compile(r"(?:了)?(?:本次|此次)?会议?(?:并[^，。；]{0,10})?[，、；。]?").match(text, at, end)
        at = closing.end() if closing else at


def _by_topic(text: str, start: int, cue_end: int, end: int) -> bool:
    return (
        "议题" in text[start : min(end, cue_end + 6)]
        and re.search(r"按议题|议题时|分议题|相关议题|有关议题", text[start : min(end, cue_end + 6)]) is not None
    )


def _give(view: View, start: int, end: int, kind: str, found: Attendance, *, by_topic: bool) -> None:
    start, end = _trim(view.s, start, end)
    result = roll(view, start, end, rule=RULE)
    by_topic = by_topic or kind == "topic"
    if kind == "absent":
        found.absent.extend(result.people)
        return
    target = found.present if kind == "attend" else found.in_attendance
    target.extend(result.people)
    if kind in {"topic", "sit"} or by_topic:
        found.groups.extend(
            Group(**_fields(view, span), by_topic=by_topic or "议题" in view.s[span[0] : span[1]])
            for span in result.groups
        )


def _fields(view: View, span: tuple[int, int]) -> dict[str, object]:
    words = found_at(view, span, RULE)
    return {"text": words.text, "span": words.span, "rule": words.rule}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop what leads and trails a list without belonging to it."""
    if lead := re.compile(
        r"[，、；。\n]*(?:(?:会议由)?[^，。；]{2,60}主持(?:了)?(?:会议|会)?(?:并(?:作|发表)?(?:重要)?讲话)?[，。；])?(?:参加会议的(?:还)?有|出席会议的(?:还)?有|邀请|同时|此外|另外|其中)?[，：]?"
    ).match(text, start, end):
        start = lead.end()
    while end > start and (
        tail := re.compile(r"(?:分别|一同|应邀|共同|均|也|按议题|在研究相关议题时|固定|以|并|等)$").search(
            text, start, end
        )
    ):
        end = tail.start()
    return start, end


_LABEL_KINDS = {
    "列席": "in",
    "固定列席": "in",
    "按议题列席": "in",
    "出席": "present",
    "参加": "present",
    "参会": "present",
    "与会": "present",
    "缺席": "absent",
    "请假": "absent",
    "因事请假": "absent",
}


def _labelled(view: View, start: int, end: int, found: Attendance) -> None:
    """``出席：…`` with all that stands in the line; a line of ``第一至五议题：`` gives its topics to those behind it."""
    match = LABELLED.match(view.s, start, end)
    kind = _LABEL_KINDS.get(match["label"]) if match else None
    if match is None or kind is None:
        return
    by_topic = match["label"] == "按议题列席"
    at = match.end()
    marks = [*TOPIC_MARK.finditer(view.s, at, end)]
    stretches = [(at, marks[0].start() if marks else end, ())] + [
        (mark.end(), marks[i + 1].start() if i + 1 < len(marks) else end, _topic_numbers(mark))
        for i, mark in enumerate(marks)
    ]
    for left, right, topics in stretches:
        result = roll(view, left, right, rule=RULE)
        people = [replace(person, for_topics=topics) for person in result.people]
        if kind == "absent":
            found.absent.extend(_with_reasons(view, people, right))
        elif kind == "present":
            found.present.extend(people)
        else:
            found.in_attendance.extend(people)
        if kind == "in":
            found.groups.extend(
                Group(**_fields(view, span), by_topic=by_topic or bool(topics), for_topics=topics)
                for span in result.groups
            )


def _topic_numbers(mark: re.Match[str]) -> tuple[int, ...]:
    first = number(mark["a"]) or 1
    last = number(mark["b"]) if mark["b"] else first
    return tuple(range(first - 1, min(last or first, first + 50)))


def _with_reasons(view: View, people: list[Person], end: int) -> list[Person]:
    """A note in brackets right behind a name is the reason for leave; behind the last of a list it is everyone's own only there."""
    found = []
    for person in people:
        at = view.position(person.name.span.end)
        note = re.compile(r"（(?P<reason>[^）\n]{1,30})）").match(view.s, at, end)
        found.append(replace(person, reason=found_at(view, note.span("reason"), RULE)) if note else person)
    return found
