"""AB角 in a table of the division of work: who acts for whom, as pairs of names, against the stand-ins there are."""

from __future__ import annotations

from functools import partial

from luoshi.bodies.models import Office
from luoshi.people.directory.importing.cells import PAIRED, parted, plain, title_and_name
from luoshi.people.directory.importing.plan import Change, ChangeKind, Plan, Writing
from luoshi.people.directory.importing.roster import Named, Place, Roster
from luoshi.people.directory.operations import set_stand_in
from luoshi.people.models import Post, StandIn
from luoshi.sheets import Row


class Pairs:
    """The pairs that the rows name. A pair belongs to the posts; one that the directory has is not told again, none is taken away."""

    def __init__(self, office: Office, roster: Roster) -> None:
        self.seated: dict[str, Post] = {}
        """The post of a leader by name, filled in as the rows are written."""
        self._known = set(StandIn.objects.on(roster.on).filter(office=office).values_list("post_id", "deputy_id"))
        self._heard: list[tuple[Row, str, str]] = []
        self._posts: dict[str, Post | None] = {}

    def heard(self, row: Row, named: Named, place: Place) -> None:
        """A row that is taken in, with the post that its leader has already (``None``: a new one)."""
        self._posts[named.name] = place.post
        if place.post is not None:
            self.seated[named.name] = place.post
        others = [(title_and_name(item) or ("", plain(item)))[1].removesuffix("同志") for item in parted(row["pair"])]
        others += [found["name"] for found in PAIRED.finditer(row["work"]) if found["name"]]
        both = "互为" in row["work"]
        for other in dict.fromkeys(others):
            self._heard += [(row, named.name, other), *([(row, other, named.name)] if both else [])]

    def plan(self, plan: Plan) -> None:
        """Add a change for every pair that is new, a problem for a name that is no leader of the table."""
        told: set[tuple[str, str]] = set()
        for row, name, other in self._heard:
            if (name, other) in told:
                continue
            told.add((name, other))
            if (stranger := next((each for each in (name, other) if each not in self._posts), None)) is not None:
                wrong = f"AB角写的“{stranger}”不在这张分工表里。"
                plan.wrong(row.number, "AB角", wrong, "核对姓名；也可以导入后在岗位页面登记AB角。")
                continue
            post, deputy = self._posts[name], self._posts[other]
            if post is None or deputy is None or (post.pk, deputy.pk) not in self._known:
                deed = partial(self._write, name, other)
                sentence = f"{other}为{name}的B角，{name}不在岗时代为办理"
                plan.changes.append(Change(ChangeKind.CHANGED, f"AB角 {name}", (sentence,), row.number, deed=deed))

    def _write(self, name: str, other: str, writing: Writing) -> None:
        post, deputy = self.seated[name], self.seated[other]
        set_stand_in(post, by=writing.by, at=writing.at, deputy=deputy, first=writing.on, reason="领导分工")
