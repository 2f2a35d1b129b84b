"""To whom the result of a matter is put up (呈报): who instructed it, else who answers for it."""

from __future__ import annotations

import datetime as dt

from luoshi.matters.drafts import leaders_by_name
from luoshi.matters.models import Matter, Source
from luoshi.people.models import Post, PostKind


def put_up_to(matter: Matter, *, on: dt.date) -> Post | None:
    """The leader whose instruction it follows, by name or by a title that only one bears; else the leader of the matter."""
    return (_instructed_by(matter, on) if matter.source == Source.INSTRUCTION else None) or matter.leader


def _instructed_by(matter: Matter, on: dt.date) -> Post | None:
    who = "".join(matter.heading.split())
    if not who:
        return None
    leaders = [
        (name, post) for name, post in leaders_by_name(matter.office, on).items() if post.kind == PostKind.LEADER
    ]
    named = {post.pk: post for name, post in leaders if name in who}
    titled = Post.objects.existing(on).filter(office=matter.office, kind=PostKind.LEADER, title=who)
    found = list(named.values()) or list(titled[:2])
    return found[0] if len(found) == 1 else None
