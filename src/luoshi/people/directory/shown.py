"""What the pages of the directory show, gathered with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from luoshi.bodies.models import Body, BodyKind, BodyName, NameKind, Office
from luoshi.journal.models import Event, Subject
from luoshi.journal.sentences import told
from luoshi.people.directory.who import Leader, LineUp
from luoshi.people.models import Person, Portfolio, Post, PostKind, Relation, StandIn, Tenure
from luoshi.people.models.directory import TenureQuerySet


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the list."""

    body: Body
    leader: Leader | None
    heads: tuple[Person, ...]
    liaisons: tuple[Person, ...]


def bodies_by_kind(office: Office, on: dt.date, *, words: str = "", kind: str = "") -> list[tuple[str, list[BodyLine]]]:
    """The bodies of a day by kind, both in protocol order; ``words`` are looked for in names, duties and keywords."""
    rows = Body.objects.filter(office=office).existing(on)
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        found = (
            Q(names__name__icontains=words) | Q(duties__text__icontains=words) | Q(duties__keywords__icontains=words)
        )
        rows = rows.filter(pk__in=Body.objects.filter(found, office=office).values("pk"))
    line_up, people = LineUp(office, on), _people(office, on)
    grouped: defaultdict[str, list[BodyLine]] = defaultdict(list)
    for body in rows:
        heads, liaisons = (tuple(people[body.pk, each]) for each in (PostKind.HEAD, PostKind.LIAISON))
        grouped[body.kind].append(BodyLine(body, line_up.leader(body), heads, liaisons))
    return [(kind.label, grouped[kind]) for kind in BodyKind if kind in grouped]


def _people(office: Office, on: dt.date) -> defaultdict[tuple[int, str], list[Person]]:
    """Heads and liaisons by body."""
    found: defaultdict[tuple[int, str], list[Person]] = defaultdict(list)
    held = Tenure.objects.on(on).filter(office=office, post__kind__in=[PostKind.HEAD, PostKind.LIAISON])
    for tenure in held.select_related("person", "post"):
        found[tenure.post.body_id, tenure.post.kind].append(tenure.person)
    return found


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A post with whoever holds it."""

    post: Post
    tenures: tuple[Tenure, ...]


def seats_of(body: Body, on: dt.date) -> list[SeatLine]:
    """The posts of a body on a day with their holders, in protocol order."""
    held: defaultdict[int, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.on(on).filter(post__body=body).select_related("person", "post"):
        held[tenure.post_id].append(tenure)
    posts = Post.objects.existing(on).filter(body=body).select_related("body")
    return [SeatLine(post, tuple(held[post.pk])) for post in posts]


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader's seat in the table of the division of work."""

    post: Post
    person: Person | None
    by_relation: dict[str, list[Portfolio]]
    deputies: tuple[str, ...]

    def _listed(self, relation: Relation) -> list[Portfolio]:
        return self.by_relation.get(relation, [])

    @property
    def fields(self) -> list[Portfolio]:
        return [line for lines in self.by_relation.values() for line in lines if line.field]

    @property
    def manages(self) -> list[Portfolio]:
        return [line for line in (*self._listed(Relation.LEADS), *self._listed(Relation.MANAGES)) if line.body]

    @property
    def assists(self) -> list[Portfolio]:
        return [line for line in self._listed(Relation.ASSISTS) if line.body]

    @property
    def contacts(self) -> list[Portfolio]:
        return [line for line in self._listed(Relation.CONTACTS) if line.body]


def leaders_table(office: Office, on: dt.date) -> list[LeaderLine]:
    """The division of work on a day: every leader's post in protocol order, also a vacant one."""
    line_up = LineUp(office, on)
    lines: defaultdict[int, defaultdict[str, list[Portfolio]]] = defaultdict(lambda: defaultdict(list))
    for line in line_up.lines:
        lines[line.post_id][line.relation].append(line)
    deputies: defaultdict[int, list[str]] = defaultdict(list)
    for row in StandIn.objects.on(on).filter(office=office).select_related("deputy"):
        tenure = line_up.holder(row.deputy)
        deputies[row.post_id].append(tenure.person.name if tenure else row.deputy.title)
    posts = Post.objects.existing(on).filter(office=office, kind=PostKind.LEADER).select_related("body")
    found = []
    for post in posts:
        tenure = line_up.holder(post)
        found.append(
            LeaderLine(post, tenure.person if tenure else None, dict(lines[post.pk]), tuple(deputies[post.pk]))
        )
    return found


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list, with the posts held on the day."""

    person: Person
    posts: tuple[Post, ...]


def people_listed(office: Office, on: dt.date, *, words: str = "") -> list[PersonLine]:
    """Who holds a post on a day, in protocol order; ``words`` are looked for in names, titles and bodies' names."""
    rows = Tenure.objects.on(on).filter(office=office).select_related("person", "post", "post__body")
    if words:
        rows = rows.filter(
            Q(person__name__icontains=words)
            | Q(post__title__icontains=words)
            | Q(post__body__name__icontains=words)
            | Q(post__body__short_name__icontains=words)
        )
    found: dict[int, list[Tenure]] = {}
    for tenure in rows:
        found.setdefault(tenure.person_id, []).append(tenure)
    return [PersonLine(held[0].person, tuple(tenure.post for tenure in held)) for held in found.values()]


def timeline(row: Subject, parts: Collection[Subject] = (), *, limit: int = 50) -> list[dict[str, str]]:
    """The newest entries of a row and of its parts in plain sentences, for ``ui/components/timeline.html``.

    An entry of a part says which part; parts come with the rows that their name is made of.
    """
    named = {part.ref: f"：{part}" for part in parts}
    chains = Q(subject_type=row.subject_type, subject_ref=row.ref)
    for part in parts:
        chains |= Q(subject_type=part.subject_type, subject_ref=part.ref)
    events = Event.objects.filter(chains).order_by("-at", "-id")[:limit]
    return [
        {
            "time": line.time,
            "sentence": f"{line.sentence}{named.get(line.event.subject_ref, '')}（{line.who}）",
            "kind": "",
        }
        for line in told(events)
    ]


_NAME_ORDER = {NameKind.FULL: 0, NameKind.SHORT: 1, NameKind.ALIAS: 2}


def names_of(body: Body) -> list[BodyName]:
    """A body's names: those in use before the former ones, full names first, then short ones, then others."""
    rows = sorted(body.names.all(), key=lambda row: (_NAME_ORDER[NameKind(row.kind)], row.pk))
    return sorted(rows, key=lambda row: (row.valid_to is not None, -(row.valid_to or dt.date.min).toordinal()))


def newest_first(rows: TenureQuerySet) -> list[Tenure]:
    """Tenures, those that began last first; those whose beginning nobody recorded come last."""
    return list(rows.order_by(F("valid_from").desc(nulls_last=True), "-id"))


@dataclass(frozen=True, slots=True)
class Share:
    """Lines of a portfolio that one paper gave in one word: 分管 these bodies, from a day."""

    relation: str
    lines: tuple[Portfolio, ...]

    @property
    def given(self) -> Portfolio:
        """A line that stands for all: they have day and paper in common."""
        return self.lines[0]


def portfolio_shares(lines: Iterable[Portfolio]) -> list[Share]:
    """A post's lines gathered by relation, day and paper, in their order."""
    shares: dict[tuple[str, dt.date | None, str], list[Portfolio]] = {}
    for line in lines:
        shares.setdefault((line.relation, line.valid_from, line.basis), []).append(line)
    return [Share(gathered[0].get_relation_display(), tuple(gathered)) for gathered in shares.values()]


def portfolio_texts(lines: Sequence[Portfolio]) -> dict[str, str]:
    """A post's lines as the fields of ``PortfolioForm``."""
    clauses = []
    for relation in Relation:
        items = [line.field for line in lines if line.field and line.relation == relation]
        if items:
            clauses.append(f"{relation.label}{'、'.join(items)}")
    bodies = {
        relation: "、".join(str(line.body) for line in lines if line.body is not None and line.relation == relation)
        for relation in Relation
    }
    return {
        "work": "；".join(clauses),
        "manages": bodies[Relation.MANAGES],
        "assists": bodies[Relation.ASSISTS],
        "contacts": bodies[Relation.CONTACTS],
    }
