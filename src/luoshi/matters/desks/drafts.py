"""Drafts that wait within a body: who signs next, since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.journal.acting import Acting
from luoshi.matters.models import Draft, DraftState
from luoshi.people.models import Post
from luoshi.workdays import office_date


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft, what it waits for, and whether whoever looks signs next."""

    draft: Draft
    waits_for: str
    since: dt.date
    days: int
    mine: bool


def drafts_of(acting: Acting, *, on: dt.date) -> list[DraftLine]:
    """The drafts of one's bodies that wait, one's own signatures first, then by since when."""
    rows = Draft.objects.visible_to(acting).waiting().select_related("matter", "body")
    post = Post.objects.filter(ref=acting.post).first() if acting.post else None
    lines = [_line(draft, post, on) for draft in rows]
    return sorted(lines, key=lambda line: (not line.mine, line.since, line.draft.pk))


def _line(draft: Draft, post: Post | None, on: dt.date) -> DraftLine:
    since = office_date(draft.since)
    step = draft.next_step
    mine = step is not None and post is not None and (post.body_id, post.kind) == (draft.body_id, step)
    words = "退回修改，等拟稿人" if draft.state == DraftState.RETURNED else f"等{step.label}签" if step else ""
    return DraftLine(draft, words, since, (on - since).days + 1, mine)
