"""What a draft of a text means for a matter that exists: taken over, asked, or left alone. No row is changed here.

Only where a text *changes its word* (it is new, or a newer reading says something else) does anything happen at all; then

* an empty field takes what the text says,
* a field that came from the same text follows it while the matter is a proposal,
* everything else is a difference, which a person decides.

Texts of one meeting word the same decision differently; the words of the basis hold, and other wordings are no difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Body
from luoshi.matters.drafts import Draft
from luoshi.matters.models import Matter, MatterState, Place, Sort
from luoshi.people.models import Post

ASKED = {
    "words": "议定事项",
    "lead": "牵头单位",
    "supporting": "配合单位",
    "leader": "牵头领导",
    "due_on": "完成时限",
    "standard": "办结标准",
}
"""Fields that a text may say, with the names of their columns."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of one field: ``plain`` is compared and kept, ``shown`` printed, ``value`` set."""

    plain: Any
    shown: str
    value: Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A difference to decide."""

    field: str
    ours: str
    theirs: str
    value: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a matter: fields to set (``supporting`` apart), their origins, and what is asked."""

    values: dict[str, Any]
    supporting: tuple[Body, ...] | None
    origins: dict[str, Any]
    asked: tuple[Asked, ...]


def says(draft: Draft) -> dict[str, Said]:
    """What a draft says, field by field."""
    return {
        "words": _words(draft.words),
        "lead": _body(draft.lead),
        "supporting": _bodies(draft.supporting),
        "leader": _post(draft.leader),
        "due_on": _due(draft.due_on, draft.due_words),
        "standard": _words(draft.standard),
    }


def holds(matter: Matter, supporting: Sequence[Body]) -> dict[str, Said]:
    """What the matter holds, in the same form."""
    return {
        "words": _words(matter.words),
        "lead": _body(matter.lead),
        "supporting": _bodies(tuple(supporting)),
        "leader": _post(matter.leader),
        "due_on": _due(matter.due_on, matter.due_words),
        "standard": _words(matter.standard),
    }


def plain(said: Mapping[str, Said]) -> dict[str, Any]:
    """The values to keep with the place."""
    return {name: each.plain for name, each in said.items() if each.plain}


def verdict(matter: Matter, supporting: Sequence[Body], place: Place, draft: Draft, *, basis: bool) -> Verdict:
    """What the words of one place mean for the matter. ``basis``: the text is the one the matter rests on."""
    now, new = holds(matter, supporting), says(draft)
    taken: dict[str, Said] = {}
    asked: list[Asked] = []
    for name in ASKED:
        told = place.said.get(name, new[name].plain.__class__())
        if _same(name, new[name].plain, told) or _same(name, new[name].plain, now[name].plain):
            continue
        if _follows(matter, name, now[name], new[name], place.document.ref, basis=basis):
            taken[name] = new[name]
        elif new[name].plain and (basis or name != "words"):
            asked.append(Asked(name, now[name].shown, new[name].shown, new[name].plain))
    values = dict(_values(taken, draft))
    origins = {name: each for name, each in draft.origins.items() if name in taken}
    return Verdict(values, taken["supporting"].value if "supporting" in taken else None, origins, tuple(asked))


def _same(name: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether two texts say the same of a field: of two due dates the day counts, 4月30日前 and 2026年4月30日 are one; gaps count
    nowhere, for a PDF has 3 万吨 where the minutes have 3万吨."""
    if name == "due_on" and one and other and one[0] and other[0]:
        return bool(one[0] == other[0])
    if isinstance(one, str) and isinstance(other, str):
        return "".join(one.split()) == "".join(other.split())
    return bool(one == other)


def _follows(matter: Matter, name: str, now: Said, new: Said, document: str, *, basis: bool) -> bool:
    """Whether the field takes the text's word without asking."""
    if matter.state != MatterState.PROPOSED:
        return bool(not now.plain and new.plain)
    origin = matter.origins.get(name, {})
    if not now.plain:
        return bool(new.plain)
    if origin.get("how") == "hand":
        return False
    if name == "words":
        return basis
    return bool(origin.get("how") != "text" or origin.get("document") == document)


def _values(taken: Mapping[str, Said], draft: Draft) -> Iterator[tuple[str, Any]]:
    for name, said in taken.items():
        if name == "due_on":
            yield "due_on", draft.due_on
            yield "due_words", draft.due_words
        elif name != "supporting":
            yield name, said.value


def _words(words: str) -> Said:
    return Said(words, words, words)


def _body(body: Body | None) -> Said:
    return Said(body.ref if body else "", str(body or ""), body)


def _bodies(bodies: tuple[Body, ...]) -> Said:
    return Said([body.ref for body in bodies], "、".join(map(str, bodies)), bodies)


def _post(post: Post | None) -> Said:
    return Said(post.ref if post else "", f"{post.body}{post}" if post else "", post)


def _due(day: dt.date | None, words: str) -> Said:
    shown = " ".join(filter(None, (f"{day:%Y-%m-%d}" if day else "", f"（{words}）" if words else "")))
    return Said([day.isoformat() if day else "", words] if day or words else [], shown, day)


def new_sort(matter: Matter, draft: Draft) -> tuple[str, str]:
    """Class and reason: the reader's, unless a person chose."""
    if matter.origins.get("sort", {}).get("how") == "hand":
        return matter.sort, matter.sort_reason
    return Sort(draft.sort), draft.sort_reason
