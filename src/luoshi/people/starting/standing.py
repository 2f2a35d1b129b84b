"""What an office has entered already, and what does not work yet without the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Portfolio, PostKind, RoleGrant, Tenure
from luoshi.people.starting.slips import ANSWERS_FOR, WITHOUT_ACCOUNT

LED = (BodyKind.DEPARTMENT, BodyKind.COORDINATION, BodyKind.AGENCY, BodyKind.INSTITUTION, BodyKind.ENTERPRISE)
"""Kinds of bodies that one of the government's leaders is in charge of; townships answer to all of them, others to nobody here."""

NO_BODIES = "还没有机构名录，读到的责任单位只能照抄原文，没法对应到单位。"
NO_GOVERNMENT = "名录里还没有本级政府，领导的岗位没有地方放。"
NO_PORTFOLIO = "还没有领导分工，牵头领导一栏会空着。"
NO_LIAISONS = "还没有联络员，催办名单上没有人名和电话。"
NO_ACCOUNTS = "还没有单位账号。不开也能办：各单位电话、纸质报来的，由督查室代录。"


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of one day. ``unled``, ``unheard`` and ``unopened`` are bodies without a leader, a liaison, an account."""

    bodies: int
    has_government: bool
    leaders: int
    lines: int
    unled: tuple[Body, ...]
    people: int
    liaisons: int
    unheard: int
    accounts: int
    unopened: int

    @property
    def lacks(self) -> tuple[str, ...]:
        """What does not work yet, in the order of the steps; empty once everything needed is there."""
        wanted = (
            (not self.bodies, NO_BODIES),
            (not self.lines, NO_PORTFOLIO),
            (not self.liaisons, NO_LIAISONS),
        )
        return tuple(sentence for lacking, sentence in wanted if lacking)


def standing_of(office: Office, on: dt.date) -> Standing:
    """What an office has on a day; the number of queries does not depend on how much."""
    bodies = list(Body.objects.filter(office=office).existing(on))
    line_up = LineUp(office, on)
    held = list(Tenure.objects.on(on).filter(office=office).select_related("post"))
    heard = {tenure.post.body_id for tenure in held if tenure.post.kind == PostKind.LIAISON}
    granted = RoleGrant.objects.on(on).filter(office=office, role__in=ANSWERS_FOR, account__is_active=True)
    opened = set(granted.values_list("body_id", flat=True))
    outside = [body for body in bodies if body.kind not in WITHOUT_ACCOUNT]
    return Standing(
        bodies=len(bodies),
        has_government=any(body.kind == BodyKind.GOVERNMENT for body in bodies),
        leaders=len({tenure.person_id for tenure in held if tenure.post.kind == PostKind.LEADER}),
        lines=len(line_up.lines),
        unled=tuple(body for body in bodies if body.kind in LED and line_up.leader(body) is None),
        people=len({tenure.person_id for tenure in held}),
        liaisons=len({tenure.person_id for tenure in held if tenure.post.kind == PostKind.LIAISON}),
        unheard=sum(body.pk not in heard for body in outside),
        accounts=len(opened - {None}),
        unopened=sum(body.pk not in opened for body in outside),
    )


def lacking(office: Office, on: dt.date) -> tuple[str, ...]:
    """``Standing.lacks`` with three short queries, for the pages that only point to the start."""
    liaisons = Tenure.objects.on(on).filter(office=office, post__kind=PostKind.LIAISON)
    wanted = (
        (Body.objects.filter(office=office).existing(on), NO_BODIES),
        (Portfolio.objects.on(on).filter(office=office), NO_PORTFOLIO),
        (liaisons, NO_LIAISONS),
    )
    return tuple(sentence for rows, sentence in wanted if not rows.exists())
