"""Who acts: from a signed-in account and the post chosen to ``Acting``, with roles and bodies as of now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting, Through
from luoshi.journal.refusal import Unseen
from luoshi.people.directory.who import posts_of, stands_in_for
from luoshi.people.models import ADMINISTRATORS, Account, Person, Post, RoleGrant, Tenure


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that an account may act in: held by its person, or by those whom the person stands in for (AB角)."""

    post: Post
    stands_in: bool = False
    absent: tuple[Person, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.post.body}{self.post.title}"

    @property
    def for_whom(self) -> str:
        """In whose name a stand-in acts: the absent holder, the post itself while it is vacant; empty in one's own post."""
        if not self.stands_in:
            return ""
        return "、".join(person.name for person in self.absent) or self.post.title


def seats_to_act_in(account: Account, on: dt.date) -> list[Seat]:
    """The posts an account may act in on a day: those its person holds, then those it stands in for (AB角)."""
    if account.person is None:
        return []
    held = posts_of(account.person, on)
    others = [post for post in stands_in_for(account.person, on) if post not in held]
    absent: dict[int, list[Person]] = {}
    for tenure in Tenure.objects.on(on).filter(post__in=others).select_related("person") if others else ():
        absent.setdefault(tenure.post_id, []).append(tenure.person)
    return [Seat(post) for post in held] + [
        Seat(post, stands_in=True, absent=tuple(absent.get(post.pk, ()))) for post in others
    ]


def office_of(acting: Acting) -> Office:
    """The office acted in; whoever acts for none of the offices has no page of one."""
    office = Office.objects.filter(pk=acting.office or 0).first()
    if office is None:
        raise Unseen
    return office


def acting_for(
    account: Account, *, on: dt.date, post_ref: str = "", through: Through = Through.PAGE, address: str = ""
) -> Acting:
    """What an account may do on a day. The post is the one asked for where it is held, else the first in protocol order.

    ``bodies`` are those that a role names, those whose posts the person holds or stands in for, and those that a role of an absent
    holder names. Who acts in an absent holder's post has that holder's roles besides, an administrator's never.
    """
    seats = seats_to_act_in(account, on)
    seat = next((seat for seat in seats if seat.post.ref == post_ref), seats[0] if seats else None)
    grants = list(RoleGrant.objects.on(on).filter(account=account, office_id=account.office_id))
    lent = _lent(account, seats, on)
    absent = {person.pk for person in seat.absent} if seat else set()
    named = {grant.body_id for grant in (*grants, *lent) if grant.body_id is not None}
    return Acting(
        office=account.office_id,
        account=account.login,
        name=account.name,
        person=account.person.ref if account.person else "",
        post=seat.post.ref if seat else "",
        post_title=seat.title if seat else "",
        for_whom=seat.for_whom if seat else "",
        through=through,
        address=address,
        roles=frozenset(grant.role for grant in (*grants, *(one for one in lent if one.account.person_id in absent))),
        bodies=frozenset(named | {each.post.body_id for each in seats}),
    )


def _lent(account: Account, seats: Sequence[Seat], on: dt.date) -> list[RoleGrant]:
    """The roles of those whom the account stands in for; what only an administrator may do stays with the administrator."""
    absent = {person.pk for seat in seats for person in seat.absent}
    if not absent:
        return []
    rows = RoleGrant.objects.on(on).filter(account__person__in=absent, office_id=account.office_id)
    return list(rows.exclude(role__in=ADMINISTRATORS).select_related("account"))
