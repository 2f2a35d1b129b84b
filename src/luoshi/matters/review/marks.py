"""What a person may say of words in the source: the names on the buttons, and the correction that each one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.documents.corrected import head_value, overlaps
from luoshi.documents.models import Document
from luoshi.documents.reader import Reading, Span
from luoshi.journal.refusal import Refused

STANDARD = "standard"
"""The one word that is no correction of the reading: it goes to the matter, with its place."""
_WHOLE = 0.8
"""A selection that shares so much with one statement means that statement, whatever mark or space it missed."""


@dataclass(frozen=True, slots=True)
class Word:
    """A button: what it says, and the correction's field and value (``documents.corrected``)."""

    code: str
    label: str
    field: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """Buttons under one name."""

    name: str
    words: tuple[Word, ...]


def _words(name: str, field: str, key: str, *pairs: tuple[str, str]) -> Words:
    return Words(name, tuple(Word(f"{field}.{code}", label, field, {key: code}) for code, label in pairs))


WORDS = (
    _words(
        "这句话是",
        "statement",
        "label",
        ("action", "事项"),
        ("attitude", "态度"),
        ("assessment", "形势"),
        ("outcome", "决定"),
        ("none", "都不是"),
    ),
    Words(
        "事项里的",
        (
            Word("owner.lead", "牵头单位", "owner", {"role": "lead"}),
            Word("owner.support", "配合单位", "owner", {"role": "support"}),
            Word("deadline", "时限", "deadline", {}),
            Word(STANDARD, "办结标准", "", {}),
            Word("seen", "无需处理", "seen", {}),
        ),
    ),
    _words(
        "人员",
        "person",
        "group",
        ("chair", "主持"),
        ("present", "出席"),
        ("in_attendance", "列席"),
        ("absent", "请假"),
    ),
    _words(
        "议题",
        "topic",
        "kind",
        ("convey", "传达学习"),
        ("deliberate", "审议"),
        ("hear", "听取"),
        ("research", "研究"),
    ),
    Words(
        "会议",
        tuple(
            Word(f"head.{name}", label, f"head.{name}", {})
            for name, label in (
                ("title", "名称"),
                ("kind", "类型"),
                ("number", "次数"),
                ("date", "日期"),
                ("venue", "地点"),
                ("minutes_number", "文号"),
                ("publisher", "发布单位"),
            )
        ),
    ),
    Words(
        "读错了",
        (
            Word("owner.none", "不是责任单位", "owner", {"role": "none"}),
            Word("deadline.none", "不是时限", "deadline", {"none": True}),
            Word("topic.none", "不是议题", "topic", {"none": True}),
            Word("person.none", "不是人名", "person", {"group": "none"}),
        ),
    ),
)
BY_CODE = {word.code: word for group in WORDS for word in group.words}


def label_of(field: str, value: Mapping[str, Any]) -> str:
    """The word of a correction that was made, as the list of corrections prints it."""
    if field == "deadline" and not value.get("none"):
        on = value.get("on")
        return "时限" + (f"（{on}）" if on else "（长期坚持）" if value.get("standing") else "")
    same = [word for word in BY_CODE.values() if word.field == field]
    exact = [word for word in same if word.value and all(value.get(key) == each for key, each in word.value.items())]
    return (exact or same)[0].label if same else field


def value_of(word: Word, words: str, *, on: dt.date | None, standing: bool) -> dict[str, Any]:
    """The correction's value. Raises ``Refused`` where the words cannot be what the button says."""
    if word.code == "deadline":
        return {"on": on.isoformat() if on else None, "standing": standing}
    if word.field.startswith("head."):
        try:
            return {"value": head_value(word.field.removeprefix("head."), words)}
        except ValueError as wrong:
            raise Refused(str(wrong), field="words") from wrong
    return dict(word.value)


def found_in(document: Document, part: Span, words: str) -> list[int]:
    """Where words stand in one part of a document, by their starts; ends of lines count as the text has them."""
    wanted = words.replace("\r\n", "\n")
    raw = document.text
    if "\r\n" in raw:
        wanted = wanted.replace("\n", "\r\n")
    return list(_starts(raw, wanted, part))


def _starts(raw: str, wanted: str, part: Span) -> Iterator[int]:
    at = raw.find(wanted, part.start, part.end) if wanted else -1
    while at >= 0:
        yield at
        at = raw.find(wanted, at + 1, part.end)


def around(document: Document, start: int, end: int) -> str:
    """Words with a little of what stands on either side, to tell one place from another."""
    raw = document.text
    before, after = raw[max(0, start - 12) : start], raw[end : end + 12]
    return "".join(f"…{before}【{raw[start:end]}】{after}…".split())


def trimmed(raw: str, span: Span) -> Span:
    """The stretch without the white space at its ends."""
    words = raw[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def of_statement(readings: Sequence[Reading], span: Span) -> Span:
    """The statement that a selection means, where it is nearly one; else the selection itself."""
    for reading in readings:
        for statement in reading.statements:
            if overlaps(statement.span, span) and _likeness(statement.span, span) >= _WHOLE:
                return statement.span
    return span


def _likeness(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / max(one.end - one.start, other.end - other.start, 1)


def refuse_homeless(word: Word, readings: Sequence[Reading], span: Span) -> None:
    """A body or a deadline belongs to a sentence that says what to do; elsewhere the correction would be lost in silence."""
    if word.field not in ("owner", "deadline"):
        return
    holding = [
        statement
        for reading in readings
        for statement in reading.statements
        if statement.span.start <= span.start and span.end <= statement.span.end
    ]
    if not holding:
        raise Refused(
            "选中的字句不在任何一句事项里。请先选中整句话标为“事项”，再在其中标注责任单位和时限。", field="words"
        )
