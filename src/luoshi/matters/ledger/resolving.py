"""Bodies, leaders and meetings that cells of a ledger name, found in the directory of the office; nobody is guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from luoshi.bodies.models import Body, Office
from luoshi.documents.routing import Router
from luoshi.documents.routing.naming import is_generic
from luoshi.matters.drafts import leaders_by_name
from luoshi.matters.ledger.words import named_meeting
from luoshi.meetings.models import Meeting
from luoshi.people.directory.importing.cells import parted
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Post, PostKind

Answers = Mapping[str, str]
"""What a clerk said that unknown words mean: the name of a body by the words; empty leaves them as they are."""
NO_ANSWERS: Answers = MappingProxyType({})
_ORDINAL = re.compile(r"^(?:牵头|责任|承办|主办|配合|协办)(?:单位|部门)?[:：]")
_SUPPORT = re.compile(r"(?:配合|协办|协助)(?:单位|部门)?[:：]")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of a cell in its order, the names nobody knows, and what was concluded."""

    known: tuple[Body, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    first: Body | None = None
    """Who stands first in the cell; ``None`` where nobody knows that name: then nobody else leads in its place."""


class Finder:
    """Everything that cells may name, loaded once."""

    def __init__(self, office: Office, on: dt.date, answers: Answers = NO_ANSWERS) -> None:
        self.office, self.on, self.answers = office, on, answers
        self.router = Router.of(office, on)
        self.line_up = LineUp(office, on)
        self._leaders = leaders_by_name(office, on)
        self._titles = self._by_title()
        self._meetings: defaultdict[tuple[str, int], list[Meeting]] = defaultdict(list)
        for meeting in Meeting.objects.filter(office=office, number__isnull=False):
            if meeting.number is not None:
                self._meetings[meeting.kind, meeting.number].append(meeting)
        self._found: dict[str, Bodies] = {}

    def _by_title(self) -> dict[str, Post]:
        """Leaders' posts by a title that only one of them bears (市长); of six 副市长 none is meant."""
        found: defaultdict[str, list[Post]] = defaultdict(list)
        for post in Post.objects.filter(office=self.office, kind=PostKind.LEADER).existing(self.on):
            found[post.title].append(post)
        return {title: posts[0] for title, posts in found.items() if len(posts) == 1}

    def bodies(self, cell: str) -> Bodies:
        """The bodies of a cell such as 市教育局、市财政局; a list in brackets belongs to what stands before it."""
        if cell not in self._found:
            self._found[cell] = self._bodies(cell)
        return self._found[cell]

    def _bodies(self, cell: str) -> Bodies:
        known: dict[int, Body] = {}
        unknown: list[str] = []
        notes: list[str] = []
        first: Body | None = None
        for at, item in enumerate(_names(cell)):
            body, note = self._one(item)
            first = body if at == 0 else first
            if body is None:
                unknown.append(item)
            else:
                known[body.pk] = body
            notes += [note] if note else []
        return Bodies(tuple(known.values()), tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(notes)), first)

    def _one(self, name: str) -> tuple[Body | None, str]:
        if answer := self.answers.get(name, ""):
            name = answer
        if is_generic(name):
            return None, ""
        named = self.router.names.find("".join(name.split()))
        if named is None:
            return None, ""
        return (named.bodies[0] if len(named.bodies) == 1 else None), named.note

    def leader(self, cell: str) -> Post | None:
        """The post of the one leader whose name, or whose title alone, stands in a cell."""
        text = "".join(cell.split())
        if text in self._titles:
            return self._titles[text]
        found = {post.pk: post for name, post in self._leaders.items() if name in text}
        return next(iter(found.values())) if len(found) == 1 else None

    def leader_of(self, lead: Body | None) -> Post | None:
        """Who answers for a body by the division of work."""
        found = self.line_up.leader(lead) if lead is not None else None
        return found.post if found is not None else None

    def meeting(self, cell: str, year: int) -> Meeting | None:
        """The meeting that a source names, if the office knows it: of several with one number that of the year."""
        named = named_meeting(cell)
        if named is None:
            return None
        rows = self._meetings.get((named.kind, named.number), [])
        same = [row for row in rows if row.held_on is not None and row.held_on.year == (named.year or year)]
        rows = same or (rows if named.year is None else [])
        return rows[0] if len(rows) == 1 else None


def _names(cell: str) -> Iterable[str]:
    text = _ORDINAL.sub("", _SUPPORT.sub("、", cell))
    items = (item for raw in parted(text) if (item := _ORDINAL.sub("", raw).strip()))
    return (name for item in items for name in _spaced(item))


def _spaced(item: str) -> list[str]:
    """市商务局 开发区管委会 as two names; a name that is only set wide (水 务 局) as one."""
    names = item.split()
    return names if all(len(name) >= _SHORTEST for name in names) else ["".join(names)]


_SHORTEST = 3
