"""Who acts: from a signed-in account and the post chosen to ``Acting``, with roles and bodies as of now."""

from __future__ import annotations

import datetime as dt

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting, Through
from luoshi.journal.refusal import Unseen
from luoshi.people.directory.who import posts_of, stands_in_for
from luoshi.people.models import Account, Post, RoleGrant


def posts_to_act_in(account: Account, on: dt.date) -> list[Post]:
    """The posts an account may act in on a day: those its person holds, then those it stands in for (AB角)."""
    if account.person is None:
        return []
    held = posts_of(account.person, on)
    return held + [post for post in stands_in_for(account.person, on) if post not in held]


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

    ``bodies`` are those that a role names and those whose posts the person holds or stands in for.
    """
    posts = posts_to_act_in(account, on)
    post = next((post for post in posts if post.ref == post_ref), posts[0] if posts else None)
    grants = list(RoleGrant.objects.on(on).filter(account=account, office_id=account.office_id))
    bodies = {grant.body_id for grant in grants if grant.body_id is not None} | {post.body_id for post in posts}
    return Acting(
        office=account.office_id,
        account=account.login,
        name=account.name,
        person=account.person.ref if account.person else "",
        post=post.ref if post else "",
        post_title=f"{post.body}{post.title}" if post else "",
        through=through,
        address=address,
        roles=frozenset(grant.role for grant in grants),
        bodies=frozenset(bodies),
    )
