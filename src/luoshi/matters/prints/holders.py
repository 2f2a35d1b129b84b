"""Whose turn it is, in the words a reader knows: a body, a leader or the supervision office, with protocol order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from luoshi.bodies.models import Body, Office
from luoshi.matters.models import Matter
from luoshi.matters.prints.sheet import day_words
from luoshi.people.models import Manner, Post, Tenure
from luoshi.workdays import office_date

OFFICE_WORDS = "督查室"


class Holders:
    """The names behind ``Audience.who`` of one office on a day, loaded with three queries."""

    def __init__(self, office: Office, on: dt.date) -> None:
        self.office = office
        self._bodies = {str(row.pk): row for row in Body.objects.filter(office=office)}
        self._posts = {row.ref: row for row in Post.objects.filter(office=office).select_related("body")}
        held = Tenure.objects.on(on).filter(office=office, post__in=self._posts.values()).select_related("person")
        rows = sorted(held, key=lambda row: (row.manner == Manner.REGULAR, -row.pk))
        self._names = {row.post_id: row.person.name for row in rows}

    def words(self, who: str) -> str:
        """市教育局, 副市长 何静, 督查室; empty where nobody has a next step."""
        sign, _, key = who.partition(":")
        if sign == "b":
            return str(self._bodies.get(key, ""))
        if sign == "p" and (post := self._posts.get(key)) is not None:
            return f"{post} {self._names.get(post.pk, '')}".strip()
        return OFFICE_WORDS if sign == "o" else ""

    def order(self, who: str) -> tuple[int, int, int]:
        """Leaders, then the supervision office, then bodies, each in protocol order."""
        sign, _, key = who.partition(":")
        if sign == "p" and (post := self._posts.get(key)) is not None:
            return (0, post.protocol_order, post.pk)
        body = self._bodies.get(key) if sign == "b" else None
        return (2, body.protocol_order, body.pk) if body is not None else (1, 0, 0)

    def body(self, who: str) -> Body | None:
        """The body, where it is one's turn."""
        sign, _, key = who.partition(":")
        return self._bodies.get(key) if sign == "b" else None

    def listed(self, who: str) -> str:
        """How the address of the list names a holder."""
        body = self.body(who)
        return f"b:{body.ref}" if body is not None else who[:1] if who.startswith("o:") else who

    def waiting(self, matter: Matter, *, on: dt.date) -> str:
        """市教育局，自2026年3月9日起（第 3 天）；等答复：延期申请."""
        if not matter.holder:
            return "—"
        since = days_held(matter, on=on)
        began = day_words(office_date(matter.held_since)) if matter.held_since else ""
        held = f"{self.words(matter.holder)}，自{began}起（第 {since} 天）" if began else self.words(matter.holder)
        return f"{held}；等答复：{'、'.join(matter.pending)}" if matter.pending else held


def holder_names(signs: Collection[str]) -> dict[str, str]:
    """What stands behind ``o:…``, ``b:…`` and ``p:…``, whoever holds the posts; two queries for all."""
    keys = [sign.partition(":")[::2] for sign in signs]
    bodies = Body.objects.filter(pk__in=[key for kind, key in keys if kind == "b"])
    posts = Post.objects.filter(ref__in=[key for kind, key in keys if kind == "p"]).select_related("body")
    offices = {sign: OFFICE_WORDS for sign in signs if sign.startswith("o:")}
    return offices | {f"b:{row.pk}": str(row) for row in bodies} | {f"p:{row.ref}": f"{row.body}{row}" for row in posts}


def days_held(matter: Matter, *, on: dt.date) -> int:
    """On which day of somebody's turn a matter is; the day it began is the first."""
    return (on - office_date(matter.held_since)).days + 1 if matter.held_since else 0
