"""What changed between two readings of the same text: pure comparison, so that whoever takes a newer reader sees what it reads otherwise.

Both readings count the same characters, so findings are paired by where they stand, never by guessing. Each change carries the words as
they were and as they are, and the stretch of the text to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from jiyao.reading import AgendaItem, Found, Owner, Person, Reading, Statement, Target
from jiyao.text import Span
from luoshi.documents.page import AGENDA_WORDS, LABEL_WORDS, OUTCOME_WORDS, ROLE_WORDS
from luoshi.documents.tables import printed

What: TypeAlias = Literal["head", "people", "topic", "statement", "label", "owner", "deadline", "target"]
WHAT_WORDS: dict[What, str] = {
    "head": "会议信息",
    "people": "参会人员",
    "topic": "议题",
    "statement": "语句",
    "label": "类别",
    "owner": "责任单位",
    "deadline": "时限",
    "target": "数量要求",
}
_HEAD = {
    "title": "标题",
    "body": "召开机关",
    "kind": "会议类型",
    "term": "届",
    "number": "次数",
    "year_number": "年度次数",
    "date": "日期",
    "part_of_day": "时段",
    "venue": "地点",
    "minutes_number": "文号",
    "publisher": "发布单位",
    "published_on": "印发日期",
}
_GROUPS = {"present": "出席", "in_attendance": "列席", "absent": "请假"}
SAME_PLACE = 0.5
"""Two stretches that share more than half of the longer one are the same statement, cut a little differently."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the two readings say differently; ``old`` or ``new`` is empty where one of them says nothing.

    ``span`` is where it stands in the text, in code points; ``about`` names the fact or gives the words it is about.
    """

    what: What
    about: str
    old: str
    new: str
    span: Span

    @property
    def title(self) -> str:
        return WHAT_WORDS[self.what]


def changes(old: Reading, new: Reading) -> tuple[Change, ...]:
    """Everything in which two readings of one text differ, in the order of the text; none where they say the same."""
    found = [
        *_head(old, new),
        *_people(old, new),
        *_topics(old.agenda, new.agenda),
        *_statements(old.statements, new.statements),
    ]
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end)))


def _head(old: Reading, new: Reading) -> Iterator[Change]:
    for name, words in _HEAD.items():
        before, after = getattr(old.meeting, name), getattr(new.meeting, name)
        if _said(before) != _said(after):
            yield Change("head", words, _shown(before), _shown(after), (after or before).span)


def _said(found: Found | None) -> tuple[object, ...] | None:
    return None if found is None else (printed(found.text), found.value)


def _shown(found: Found | None) -> str:
    """The words, and what they amount to where the words do not say it."""
    if found is None:
        return ""
    words = printed(found.text)
    return words if found.value is None or str(found.value) in words else f"{words}（{found.value}）"


def _people(old: Reading, new: Reading) -> Iterator[Change]:
    before, after = _places_of_people(old), _places_of_people(new)
    for span in sorted({*before, *after}):
        was, now = before.get(span), after.get(span)
        if was != now:
            name = (now or was or ("", ""))[1]
            yield Change("people", name, was[0] if was else "", now[0] if now else "", span)


def _places_of_people(reading: Reading) -> dict[Span, tuple[str, str]]:
    """Where each name stands, with the group it was read in."""
    chair = reading.meeting.chair
    everyone: list[tuple[str, Person]] = [("主持", chair)] if chair is not None else []
    everyone += [(words, person) for name, words in _GROUPS.items() for person in getattr(reading, name)]
    return {person.name.span: (words, printed(person.name.text)) for words, person in everyone}


def _topics(old: Sequence[AgendaItem], new: Sequence[AgendaItem]) -> Iterator[Change]:
    for before, after in _paired(old, new, lambda item: item.title.span):
        was, now = _topic(before), _topic(after)
        if was != now:
            item = after or before
            assert item is not None
            yield Change("topic", printed(item.title.text), was, now, item.title.span)


def _topic(item: AgendaItem | None) -> str:
    if item is None:
        return ""
    outcome = OUTCOME_WORDS.get(str(item.outcome.value), printed(item.outcome.text)) if item.outcome else ""
    return "，".join(filter(None, (f"{AGENDA_WORDS[item.kind]}：{printed(item.title.text)}", outcome)))


def _statements(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Change]:
    for before, after in _paired(old, new, lambda statement: statement.span):
        if before is None or after is None:
            yield _whole(before, after)
        else:
            yield from _within(before, after)


def _whole(before: Statement | None, after: Statement | None) -> Change:
    """A statement that only one of the readings has."""
    statement = after or before
    assert statement is not None
    words = f"{LABEL_WORDS[statement.label]}：{printed(statement.text)}"
    return Change("statement", "", words if after is None else "", words if before is None else "", statement.span)


def _within(before: Statement, after: Statement) -> Iterator[Change]:
    about, span = printed(after.text), after.span
    if before.span != after.span:
        yield Change("statement", "起止不同", printed(before.text), about, span)
    if before.label != after.label:
        yield Change("label", about, LABEL_WORDS[before.label], LABEL_WORDS[after.label], span)
    findings: tuple[tuple[What, str, str], ...] = (
        ("owner", _owners(before.owners), _owners(after.owners)),
        ("deadline", _shown(before.deadline), _shown(after.deadline)),
        ("target", _targets(before.targets), _targets(after.targets)),
    )
    for what, was, now in findings:
        if was != now:
            yield Change(what, about, was, now, span)


def _owners(owners: Iterable[Owner]) -> str:
    return "、".join(f"{printed(owner.text)}（{ROLE_WORDS[owner.role]}）" for owner in owners)


def _targets(targets: Iterable[Target]) -> str:
    return "、".join(printed(target.text) for target in targets)


def _paired(old: Sequence[T], new: Sequence[T], span_of: Callable[[T], Span]) -> Iterator[tuple[T | None, T | None]]:
    """Pairs of the same place: equal stretches, then those that share most; what has no partner stands alone."""
    at = {span_of(after): j for j, after in enumerate(new)}
    partner = {i: at[span_of(before)] for i, before in enumerate(old) if span_of(before) in at}
    taken = set(partner.values())
    left = [i for i in range(len(old)) if i not in partner]
    free = [j for j in range(len(new)) if j not in taken]
    shares = ((_shared(span_of(old[i]), span_of(new[j])), i, j) for i in left for j in free)
    for _, i, j in sorted((-share, i, j) for share, i, j in shares if share > SAME_PLACE):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    for i, before in enumerate(old):
        yield before, new[partner[i]] if i in partner else None
    yield from ((None, after) for j, after in enumerate(new) if j not in taken)


def _shared(one: Span, other: Span) -> float:
    """How much of the longer stretch two have in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / max(1, one.end - one.start, other.end - other.start)
