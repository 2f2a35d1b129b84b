"""Who holds a post, who leads a body, on a given day. One question at a time, or a whole office loaded once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.bodies.models import Body, Office, Succession
from luoshi.people.models import Manner, Person, Portfolio, Post, PostKind, Relation, StandIn, Tenure

_RELATIONS = (Relation.MANAGES, Relation.LEADS, Relation.ASSISTS)
"""Relations by which a leader answers for a body, the strongest first; 联系 is none of them."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a body on a day: the post, who holds it then (``None`` while vacant), and the line that says so.

    ``through`` is the body the line names, where it is another one: the superior, or a body whose work has come to this one.
    """

    post: Post
    person: Person | None
    line: Portfolio
    through: Body | None = None


def holder(post: Post, on: dt.date) -> Tenure | None:
    """Who holds a post on a day: the regular holder; while there is none, who acts; ``None`` while it is vacant."""
    return _first(post.tenures.on(on).select_related("person"))


def _first(tenures: Iterable[Tenure]) -> Tenure | None:
    rows = sorted(tenures, key=lambda row: (row.manner != Manner.REGULAR, row.pk))
    return rows[0] if rows else None


def posts_of(person: Person, on: dt.date) -> list[Post]:
    """The posts a person holds on a day, in protocol order."""
    held = Tenure.objects.on(on).filter(person=person).values("post")
    return list(Post.objects.existing(on).filter(pk__in=held).select_related("body"))


def stand_ins(post: Post, on: dt.date) -> list[Tenure]:
    """Who acts for the holder of a post on a day (AB角), in protocol order."""
    deputies = StandIn.objects.on(on).filter(post=post).values("deputy")
    return list(Tenure.objects.on(on).filter(post__in=deputies).select_related("person", "post", "post__body"))


def stands_in_for(person: Person, on: dt.date) -> list[Post]:
    """The posts for whose holders a person may act on a day."""
    held = Tenure.objects.on(on).filter(person=person).values("post")
    rows = StandIn.objects.on(on).filter(deputy__in=held).values("post")
    return list(Post.objects.existing(on).filter(pk__in=rows).select_related("body"))


def portfolio_of(body: Body, on: dt.date) -> Leader | None:
    """The leader who answers for a body on a day, as ``LineUp.leader`` says it."""
    return LineUp(body.office, on).leader(body)


def liaisons(body: Body, on: dt.date) -> list[Tenure]:
    """Who is liaison of a body on a day."""
    rows = Tenure.objects.on(on).filter(post__body=body, post__kind=PostKind.LIAISON)
    return list(rows.select_related("person", "post"))


class LineUp:
    """An office's portfolios and holders on one day, loaded with four queries, for pages and lists that ask about many bodies."""

    def __init__(self, office: Office, on: dt.date) -> None:
        self.office = office
        self.on = on
        self.lines = [
            line
            for line in Portfolio.objects.on(on).filter(office=office).select_related("post", "post__body", "body")
            if line.post.exists(on)
        ]
        self._by_body: defaultdict[int, list[Portfolio]] = defaultdict(list)
        for line in self.lines:
            if line.body_id is not None:
                self._by_body[line.body_id].append(line)
        self._tenures: defaultdict[int, list[Tenure]] = defaultdict(list)
        for tenure in Tenure.objects.on(on).filter(office=office).select_related("person"):
            self._tenures[tenure.post_id].append(tenure)
        self._bodies = {body.pk: body for body in Body.objects.filter(office=office)}
        self._origins: defaultdict[int, list[int]] = defaultdict(list)
        for step in Succession.objects.filter(predecessor__office=office, on__lte=on):
            self._origins[step.successor_id].append(step.predecessor_id)

    def holder(self, post: Post) -> Tenure | None:
        """As the function ``holder``, without a query."""
        return _first(self._tenures.get(post.pk, ()))

    def leader(self, body: Body) -> Leader | None:
        """Who answers for a body: by a line that names it, else one that names a body whose work it took over, else its superior's.

        ``None`` where nobody wrote it down; a leader is never guessed.
        """
        seen: set[int] = set()
        current: Body | None = body
        while current is not None and current.pk not in seen:
            seen.add(current.pk)
            for pk in (current.pk, *self._before(current.pk)):
                if lines := [line for line in self._by_body.get(pk, ()) if line.relation in _RELATIONS]:
                    line = min(lines, key=lambda row: _RELATIONS.index(Relation(row.relation)))
                    through = None if pk == body.pk else self._bodies[pk]
                    tenure = self.holder(line.post)
                    return Leader(line.post, tenure.person if tenure else None, line, through)
            current = self._bodies.get(current.parent_id) if current.parent_id is not None else None
        return None

    def contacts(self, body: Body) -> list[Leader]:
        """Leaders who keep contact with a body (联系) without answering for it."""
        rows = [line for line in self._by_body.get(body.pk, ()) if line.relation == Relation.CONTACTS]
        tenures = [(line, self.holder(line.post)) for line in rows]
        return [Leader(line.post, tenure.person if tenure else None, line) for line, tenure in tenures]

    def _before(self, pk: int) -> list[int]:
        """Bodies whose work came to this one, nearest first."""
        found: list[int] = []
        waiting = [pk]
        while waiting:
            new = [origin for origin in self._origins.get(waiting.pop(0), ()) if origin not in found and origin != pk]
            found += new
            waiting += new
        return found
