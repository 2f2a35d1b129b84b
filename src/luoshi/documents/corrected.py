"""A reading with what people corrected in it: the same shape as a reading, so that every page shows it the same way.

A correction is keyed by field and span and applied to whatever the reader says there:

====================  =====================================================================================================
field                 value
====================  =====================================================================================================
``statement``         ``{"label": "action" | "attitude" | "assessment" | "outcome" | "none"}``; a span of no statement becomes one
``owner``             ``{"role": "lead" | "support" | "listed" | "none"}``
``deadline``          ``{"on": "2026-04-30" | null, "standing": false}`` or ``{"none": true}``
``topic``             ``{"kind": "convey" | "deliberate" | …}`` or ``{"none": true}``
``outcome``           ``{"topic": 0, "outcome": "approved_in_principle" | …}``
``person``            ``{"group": "chair" | "present" | "in_attendance" | "absent" | "none"}``
``head.<name>``       ``{"value": …}`` for date, venue, number, kind, title, publisher, minutes_number
``seen``              ``{}``: words marked unread that need nothing
====================  =====================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias, TypeVar

from jiyao import numerals
from jiyao.reading import AgendaItem, Deadline, Found, Owner, Person, Reading, Statement
from jiyao.text import Span

BY_HAND = "by_hand"
"""The ``rule`` of what a person said; who and when stands with the correction."""
HEAD = ("title", "kind", "number", "date", "venue", "publisher", "minutes_number", "published_on")
GROUPS = ("present", "in_attendance", "absent")

_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_NUMBER = re.compile(numerals.NUMBER)
_KINDS = {
    "常务": "executive",
    "全体": "plenary",
    "办公会": "mayor_office",
    "专题": "thematic",
    "党组": "party_group",
    "工作会": "work_conference",
}

F = TypeVar("F", bound=Found)


class Corrected(Protocol):
    """What is read of a correction."""

    field: str
    start: int
    end: int
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Change:
    """One correction with the words it is about."""

    field: str
    span: Span
    words: str
    value: dict[str, Any]


Step: TypeAlias = Callable[[Reading, _Change], Reading]


def corrected(reading: Reading, raw: str, corrections: Iterable[Corrected]) -> Reading:
    """The reading as it is after the corrections that lie in its part of the text, in the order in which they were made."""
    part = reading.part.span
    for each in corrections:
        if part.start <= each.start < part.end:
            span = Span(each.start, each.end)
            change = _Change(each.field, span, raw[span.start : span.end], each.value)
            reading = _STEPS[each.field.split(".")[0]](reading, change)
    return reading


def head_value(name: str, words: str) -> str | int | None:
    """What selected words amount to as a fact of the head: a day as the contract writes it, a number, a kind; ``None`` for plain words.

    Raises ``ValueError`` with a sentence where the words are no day or no number.
    """
    bare = "".join(words.split())
    if name in ("date", "published_on"):
        day = _DATE.search(bare)
        if day is None or not (1 <= int(day[2]) <= 12 and 1 <= int(day[3]) <= 31):
            raise ValueError("选中的字句里没有日期。请只选“2026年3月9日”或“3月9日”这样的字句。")
        return f"{day[1] or '-'}-{int(day[2]):02d}-{int(day[3]):02d}"
    if name == "number":
        found = _NUMBER.search(bare)
        if found is None or numerals.number(found.group()) is None:
            raise ValueError("选中的字句里没有数字。请只选“第47次”这样的字句。")
        return numerals.number(found.group())
    if name == "kind":
        return next((kind for cue, kind in _KINDS.items() if cue in bare), "other")
    return None


def overlaps(one: Span, other: Span) -> bool:
    """Whether two stretches share a character."""
    return one.start < other.end and other.start < one.end


def _found(change: _Change, value: Any = None) -> Found:  # noqa: ANN401 - JSON
    return Found(text=change.words, span=change.span, rule=BY_HAND, value=value)


def _without(found: Sequence[F], span: Span) -> tuple[F, ...]:
    return tuple(each for each in found if not overlaps(each.span, span))


def _seen(reading: Reading, change: _Change) -> Reading:
    return replace(reading, unread=_without(reading.unread, change.span))


def _statement(reading: Reading, change: _Change) -> Reading:
    """Give a statement another label, take it out, or make one of the words."""
    label = change.value["label"]
    same = [each for each in reading.statements if each.span == change.span]
    if label == "none":
        return replace(reading, statements=tuple(each for each in reading.statements if each.span != change.span))
    if same:
        new = replace(same[0], label=label, rule=BY_HAND)
        statements = [new if each is same[0] else each for each in reading.statements]
    else:
        statements = sorted(
            (*reading.statements, _made(reading, change, label)), key=lambda each: (each.span.start, each.span.end)
        )
    return _seen(replace(reading, statements=tuple(statements)), change)


def _made(reading: Reading, change: _Change, label: Any) -> Statement:  # noqa: ANN401 - JSON
    """A statement of words that were none: it takes place and findings from those it cuts or follows."""
    cut = [each for each in reading.statements if overlaps(each.span, change.span)]
    before = [each for each in reading.statements if each.span.end <= change.span.start]
    near = cut[0] if cut else before[-1] if before else None
    return Statement(
        text=change.words,
        span=change.span,
        rule=BY_HAND,
        heading=near.heading if near else None,
        ordinal=near.ordinal if near else None,
        agenda=near.agenda if near else None,
        label=label,
        owners=tuple(owner for each in cut for owner in each.owners if _within(owner.span, change.span)),
        deadline=next(
            (each.deadline for each in cut if each.deadline and _within(each.deadline.span, change.span)), None
        ),
        targets=tuple(target for each in cut for target in each.targets if _within(target.span, change.span)),
        documents=tuple(name for each in cut for name in each.documents if _within(name.span, change.span)),
    )


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _of_statement(reading: Reading, change: _Change, revise: Callable[[Statement], Statement]) -> Reading:
    """Change the statement in which the words stand (the smallest, where they overlap)."""
    holding = [each for each in reading.statements if _within(change.span, each.span)]
    if not holding:
        return reading
    target = min(holding, key=lambda each: each.span.end - each.span.start)
    statements = tuple(revise(each) if each is target else each for each in reading.statements)
    return _seen(replace(reading, statements=statements), change)


def _owner(reading: Reading, change: _Change) -> Reading:
    def revise(statement: Statement) -> Statement:
        kept = _without(statement.owners, change.span)
        if change.value["role"] == "none":
            return replace(statement, owners=kept)
        new = Owner(text=change.words, span=change.span, rule=BY_HAND, role=change.value["role"])
        return replace(statement, owners=tuple(sorted((*kept, new), key=lambda each: each.span)))

    return _of_statement(reading, change, revise)


def _deadline(reading: Reading, change: _Change) -> Reading:
    def revise(statement: Statement) -> Statement:
        if change.value.get("none"):
            return replace(statement, deadline=None)
        on = change.value.get("on")
        when = {"kind": "standing"} if change.value.get("standing") else {"kind": "before", "date": on}
        new = Deadline(text=change.words, span=change.span, rule=BY_HAND, value=on, when=when)
        return replace(statement, deadline=new)

    return _of_statement(reading, change, revise)


def _topic(reading: Reading, change: _Change) -> Reading:
    """Add a topic, change its kind, or take it out; statements keep their topics."""
    old = reading.agenda
    at = next((number for number, item in enumerate(old) if overlaps(item.title.span, change.span)), None)
    if change.value.get("none"):
        return reading if at is None else _renumbered(reading, [item for item in old if item is not old[at]])
    new = AgendaItem(kind=change.value["kind"], title=_found(change))
    if at is not None:
        new = replace(old[at], kind=new.kind, title=new.title)
    items = [item for number, item in enumerate(old) if number != at]
    return _renumbered(reading, sorted((*items, new), key=lambda item: item.title.span), {at: new})


def _renumbered(
    reading: Reading, items: Sequence[AgendaItem], replaced: dict[int | None, AgendaItem] | None = None
) -> Reading:
    places = {id(item): number for number, item in enumerate(items)}
    now: dict[int | None, int | None] = {}
    for number, item in enumerate(reading.agenda):
        now[number] = places.get(id((replaced or {}).get(number, item)))
    statements = tuple(
        replace(each, agenda=now.get(each.agenda)) if each.agenda is not None else each for each in reading.statements
    )
    return replace(reading, agenda=tuple(items), statements=statements)


def _outcome(reading: Reading, change: _Change) -> Reading:
    at = change.value["topic"]
    agenda = tuple(
        replace(item, outcome=_found(change, change.value["outcome"])) if number == at else item
        for number, item in enumerate(reading.agenda)
    )
    return replace(reading, agenda=agenda)


def _person(reading: Reading, change: _Change) -> Reading:
    """Put a name into another group, or take it out; posts that were read with it stay with it."""
    everyone = [*reading.present, *reading.in_attendance, *reading.absent]
    if reading.meeting.chair is not None:
        everyone.append(reading.meeting.chair)
    known = next((each for each in everyone if overlaps(each.name.span, change.span)), None)
    person = replace(known, name=_found(change)) if known else Person(name=_found(change))
    values: dict[str, Any] = {
        name: tuple(each for each in getattr(reading, name) if not overlaps(each.name.span, change.span))
        for name in GROUPS
    }
    chair = reading.meeting.chair
    meeting = replace(reading.meeting, chair=None if chair and overlaps(chair.name.span, change.span) else chair)
    group = change.value["group"]
    if group == "chair":
        meeting = replace(meeting, chair=person)
    elif group in GROUPS:
        values[group] = tuple(sorted((*values[group], person), key=lambda each: each.name.span))
    return _seen(replace(reading, meeting=meeting, **values), change)


def _head(reading: Reading, change: _Change) -> Reading:
    name = change.field.split(".")[1]
    values: dict[str, Any] = {name: _found(change, change.value.get("value"))}
    return _seen(replace(reading, meeting=replace(reading.meeting, **values)), change)


_STEPS: dict[str, Step] = {
    "statement": _statement,
    "owner": _owner,
    "deadline": _deadline,
    "topic": _topic,
    "outcome": _outcome,
    "person": _person,
    "head": _head,
    "seen": _seen,
}
FIELDS = frozenset(_STEPS) - {"head"} | {f"head.{name}" for name in HEAD}
"""What ``Correction.field`` may say."""
