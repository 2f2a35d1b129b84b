"""Who sits where now, and where a name in a table belongs: the same seat, a vacant one, a successor's, or a new one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from luoshi.bodies.models import Body, Office
from luoshi.people.directory.importing.cells import plain, post_kind
from luoshi.people.directory.importing.plan import Writing
from luoshi.people.directory.operations import appoint, found_person, found_post
from luoshi.people.models import Person, Post, Tenure


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a table names them: in which body, under which title."""

    body: Body
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person belongs. Without ``post`` it is a new seat, without ``person`` a new person; ``relieves`` whom they succeed."""

    post: Post | None
    person: Person | None
    sits: bool
    relieves: Tenure | None = None
    moves: bool = False

    def sentence(self, named: Named) -> str:
        """What taking the seat means, for the preview; empty where the person sits there already."""
        if self.sits:
            return ""
        if self.relieves is not None:
            how = f"接替{self.relieves.person.name}任{named.title}"
        else:
            how = f"任{named.title}" if self.post is not None else f"任{named.title}（新设岗位）"
        return f"{how}（原在其他单位）" if self.moves else how


class Roster:
    """The seats of an office and who holds them on a day, loaded with three queries."""

    def __init__(self, office: Office, on: dt.date) -> None:
        self.office = office
        self.on = on
        self._seats: defaultdict[tuple[int, str], list[Post]] = defaultdict(list)
        self.posts = {post.pk: post for post in Post.objects.existing(on).filter(office=office).select_related("body")}
        for post in self.posts.values():
            self._seats[post.body_id, plain(post.title)].append(post)
        self.tenures: defaultdict[int, list[Tenure]] = defaultdict(list)
        self._of_person: defaultdict[int, list[Tenure]] = defaultdict(list)
        for tenure in Tenure.objects.on(on).filter(office=office).select_related("person", "post"):
            self.tenures[tenure.post_id].append(tenure)
            self._of_person[tenure.person_id].append(tenure)
        self._named: defaultdict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.filter(office=office):
            self._named[plain(person.name)].append(person)
        self._taken: set[int] = set()
        self._met: dict[tuple[str, str], Person] = {}

    def held_by(self, person: Person) -> list[Tenure]:
        return self._of_person.get(person.pk, [])

    def place(self, named: Named, coming: set[tuple[int, str]], digest: str = "") -> Place | str:
        """Where a named person belongs, or a sentence that says why a clerk must decide.

        ``coming`` are all (body, name) of the table: a holder among them stays. ``digest`` of the mobile tells people of one name
        apart. Seats given once in a table are not given again.
        """
        seats = self._seats.get((named.body.pk, plain(named.title)), [])
        for post in seats:
            for tenure in self.tenures.get(post.pk, ()):
                if plain(tenure.person.name) == plain(named.name):
                    self._taken.add(post.pk)
                    self._met[plain(named.name), digest] = tenure.person
                    return Place(post, tenure.person, sits=True)
        person = self._person(named, coming, digest)
        moves = person is not None and all(held.post.body_id != named.body.pk for held in self.held_by(person))
        free = [post for post in seats if post.pk not in self._taken and not self.tenures.get(post.pk)]
        if free:
            return self._given(free[0], person, None, moves=moves)
        left = [post for post in seats if post.pk not in self._taken and self._leaves(post, coming)]
        if len(left) > 1:
            names = "、".join(self.tenures[post.pk][0].person.name for post in left)
            return f"“{named.title}”有{len(left)}位不在表里（{names}），看不出{named.name}接替哪一位。"
        if left:
            return self._given(left[0], person, self.tenures[left[0].pk][0], moves=moves)
        return Place(None, person, sits=False, moves=moves)

    def _given(self, post: Post, person: Person | None, relieves: Tenure | None, *, moves: bool) -> Place:
        self._taken.add(post.pk)
        return Place(post, person, sits=False, relieves=relieves, moves=moves)

    def _leaves(self, post: Post, coming: set[tuple[int, str]]) -> bool:
        """Whether nobody who holds the seat is in the table for that body."""
        held = self.tenures.get(post.pk, ())
        return bool(held) and all((post.body_id, plain(tenure.person.name)) not in coming for tenure in held)

    def _person(self, named: Named, coming: set[tuple[int, str]], digest: str) -> Person | None:
        """Who a name means: someone of that body, else who has that mobile (there or in the table), else who is nowhere else."""
        same = self._named.get(plain(named.name), [])
        here = [person for person in same if any(held.post.body_id == named.body.pk for held in self.held_by(person))]
        if here:
            return here[0]
        by_mobile = [person for person in same if person.mobile_digest == digest]
        if digest and (met := self._met.get((plain(named.name), digest), by_mobile[0] if by_mobile else None)):
            return met
        left = [person for person in same if not self._stays_elsewhere(person, coming)]
        return left[0] if len(left) == 1 and not (digest and left[0].mobile_digest) else None

    def _stays_elsewhere(self, person: Person, coming: set[tuple[int, str]]) -> bool:
        return any((held.post.body_id, plain(person.name)) in coming for held in self.held_by(person))


class Seating:
    """Writes places: new people once, new seats, appointments. One for an import."""

    def __init__(self, office: Office, roster: Roster) -> None:
        self.office = office
        self._next: dict[int, int] = {}
        self._people: dict[tuple[str, str], Person] = {}
        for post in roster.posts.values():
            self._next[post.body_id] = max(self._next.get(post.body_id, 0), post.protocol_order)

    def person(self, place: Place, named: Named, values: dict[str, object], writing: Writing) -> Person:
        """The person of a place; a new one with these values, the same for every row with that name and mobile."""
        if place.person is not None:
            return place.person
        key = (plain(named.name), str(values.get("mobile") or named.body.pk))
        if key not in self._people:
            told = {"name": plain(named.name)} | values
            self._people[key] = found_person(self.office, by=writing.by, at=writing.at, values=told)
        return self._people[key]

    def seat(self, place: Place, named: Named, person: Person, writing: Writing, *, leader: bool = False) -> Post:
        """Let the person hold the post of the place, a new one where it has none."""
        post = place.post
        if post is None:
            self._next[named.body.pk] = self._next.get(named.body.pk, 0) + 10
            post = found_post(
                named.body,
                by=writing.by,
                at=writing.at,
                title=plain(named.title),
                kind=post_kind(plain(named.title), leader=leader),
                protocol_order=self._next[named.body.pk],
            )
        if not place.sits:
            relieve = place.relieves is not None
            appoint(post, by=writing.by, at=writing.at, person=person, on=writing.on, relieve=relieve)
        return post
