"""Readings as Markdown, to be read and pasted by people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jiyao.export.words import AGENDA, LABELS, OUTCOMES, meeting_name, origin, owners, printed
from jiyao.reading import AgendaItem, Person, Reading, Statement
from jiyao.text import Text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_MARK = re.compile(r"^(\d+)([.)])")


def write(pairs: Sequence[tuple[Text, Reading]]) -> bytes:
    """All readings, one after the other."""
    return "\n\n".join("\n".join(_lines(text, reading)) for text, reading in pairs).encode("utf-8", "replace") + b"\n"


def _lines(text: Text, reading: Reading) -> Iterator[str]:
    yield f"# {_plain(meeting_name(reading) or text.name or '没有读到会议名称')}"
    yield ""
    head = reading.meeting
    for name, found in (
        ("时间", head.date),
        ("地点", head.venue),
        ("文号", head.minutes_number),
        ("来源", head.publisher),
    ):
        if found is not None:
            yield f"- {name}：{_plain(found.text)}"
    if head.chair is not None:
        yield f"- 主持：{_person(head.chair)}"
    for name, people in (("出席", reading.present), ("列席", reading.in_attendance), ("请假", reading.absent)):
        words = [_person(person) for person in people]
        if name == "列席":
            words += [_plain(group.text) for group in reading.groups_in_attendance]
        if words:
            yield f"- {name}：{'、'.join(words)}"
    yield from _section("议题", [_topic(item) for item in reading.agenda])
    for label in ("action", "outcome", "attitude", "assessment"):
        stated = [_statement(text, each) for each in reading.statements if each.label == label]
        yield from _section(LABELS[label], stated)
    yield from _section("没有读懂", [_plain(found.text) for found in reading.unread])


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"## {title}", "")
        yield from (f"{number}. {item}" for number, item in enumerate(items, 1))


def _topic(item: AgendaItem) -> str:
    outcome = "" if item.outcome is None else f"（{OUTCOMES.get(str(item.outcome.value), _plain(item.outcome.text))}）"
    return f"{AGENDA[item.kind]}：{_plain(item.title.text)}{outcome}"


def _statement(text: Text, statement: Statement) -> str:
    roles = (("牵头", "lead"), ("配合", "support"), ("责任", "listed"))
    details = [f"{name}：{_plain(words)}" for name, role in roles if (words := owners(statement, role))]
    if statement.deadline is not None:
        value = f"（{statement.deadline.value}）" if statement.deadline.value else ""
        details.append(f"时限：{_plain(statement.deadline.text)}{value}")
    place = "，".join(part for part in (origin(statement), text.place_at(statement.span.start)) if part)
    if place:
        details.append(f"出处：{_plain(place)}")
    return _plain(statement.text) + (f" — {'；'.join(details)}" if details else "")


def _person(person: Person) -> str:
    posts = "、".join(_plain(found.text) for found in (person.unit, *person.posts) if found is not None)
    return _plain(person.name.text) + (f"（{posts}）" if posts else "")


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", printed(words)))
