"""What can be printed now: the meetings with something handed out, the batches, and the rows chosen for a paper."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from luoshi.bodies.models import Body, Office
from luoshi.documents.split import packed, safe
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Batch, Matter, MatterState
from luoshi.matters.models.matter import RUNNING
from luoshi.matters.operations import numbers_to_come
from luoshi.matters.prints.approval import Listed
from luoshi.matters.prints.forms import feedback
from luoshi.matters.prints.of_matter import visible
from luoshi.matters.prints.paper import docx_of
from luoshi.meetings.models import Meeting

_NEWEST = 20
"""Meetings and batches on the page; older ones are reached from their own pages."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest meetings that have running matters (each with how many), and the newest batches (the same)."""

    meetings: tuple[tuple[Meeting, int], ...]
    batches: tuple[tuple[Batch, int], ...]


def shelf(by: Acting) -> Shelf:
    """What lies ready for printing."""
    running = Matter.objects.visible_to(by).filter(state__in=RUNNING).exclude(meeting=None).order_by()
    counts = dict(running.values_list("meeting").annotate(count=Count("pk")))
    meetings = Meeting.objects.visible_to(by).filter(pk__in=counts)[:_NEWEST]
    batches = (
        Batch.objects.visible_to(by)
        .select_related("meeting")
        .annotate(count=Count("matters", filter=Q(matters__parent=None)))[:_NEWEST]
    )
    return Shelf(
        tuple((row, counts[row.pk]) for row in meetings),
        tuple((row, vars(row)["count"]) for row in batches),
    )


def chosen(by: Acting, refs: Collection[str], *, on: dt.date) -> tuple[Meeting | Office, list[Listed]]:
    """The proposals that were ticked, with the numbers they would get, and the one source that they have in common."""
    rows = list(visible(by).filter(ref__in=refs, state=MatterState.PROPOSED).order_by("position", "pk"))
    if not rows:
        raise Refused("没有勾选可以立项的事项。请在校核页勾选后再打印呈批单。")
    if len({row.meeting_id for row in rows}) > 1:
        raise Refused("勾选的事项来自不同的会议，请按会议分别呈批。")
    meeting = rows[0].meeting
    if meeting is None:
        return rows[0].office, [Listed(row, "待编号") for row in rows]
    numbers = numbers_to_come(meeting, len(rows), on)
    return meeting, [Listed(row, number.spoken) for row, number in zip(rows, numbers, strict=True)]


def feedback_zip(meeting: Meeting, by: Acting, *, on: dt.date) -> bytes:
    """A file for each lead body with a form for each of its matters."""
    rows = visible(by).filter(meeting=meeting, state__in=RUNNING).exclude(lead=None).order_by("position", "pk")
    led: defaultdict[Body, list[Matter]] = defaultdict(list)
    for matter in rows:
        assert matter.lead is not None, "others are left out above"
        led[matter.lead].append(matter)
    if not led:
        raise Refused("这次会议没有正在办理的事项，不需要反馈表。")
    ordered = sorted(led, key=lambda body: (body.protocol_order, body.pk))
    return packed(
        (f"{safe(str(body), 40)}_反馈表_{len(led[body])}项.docx", docx_of([feedback(row, on=on) for row in led[body]]))
        for body in ordered
    )
