"""What the supervision office watches besides its own lines: dates, claims, what was passed on undone, duty lists, texts to review."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Count, Min, Q
from django.urls import reverse

from luoshi.bodies.models import Body, Office
from luoshi.matters.desks.inspected import InspectionLine, inspected
from luoshi.matters.desks.repeated import given_on_whole, says_only
from luoshi.matters.models import Matter, MatterState, Slip, SlipKind, Sort
from luoshi.matters.models.matter import RUNNING
from luoshi.matters.prints.holders import Holders
from luoshi.matters.terms import docket_by
from luoshi.matters.upward import Flag, flags_of
from luoshi.meetings.models import Meeting
from luoshi.workdays import office_date

WEEK = dt.timedelta(days=7)
_MOST = 200
_FEW = 20
"""Overdue matters that are named; the others stand in the list, one press away."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """So many matters of a meeting (or of none) wait for docketing or for handing out since a day."""

    words: str
    what: str
    count: int
    href: str
    until: dt.date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim upward: who holds it, and since when."""

    slip: Slip
    holder: str
    since: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """A matter whose day has passed: whose turn it is, since when, and for how many days it is overdue."""

    matter: Matter
    holder: str
    days: int

    @property
    def words(self) -> str:
        return f"逾期 {self.days} 天"


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A matter that was passed on as it came, and the sentence that says so."""

    matter: Matter
    sentence: str


@dataclass(frozen=True, slots=True)
class Watched:
    """Everything of one office on a day."""

    to_review: tuple[ToReview, ...]
    late: tuple[Overdue, ...]
    late_count: int
    today: tuple[Matter, ...]
    week: tuple[Matter, ...]
    claims: tuple[Claimed, ...]
    passed_on: tuple[PassedOn, ...]
    flags: tuple[Flag, ...]
    inspections: tuple[InspectionLine, ...]


def watched(office: Office, holders: Holders, *, on: dt.date) -> Watched:
    """What the supervision office watches on a day."""
    dated = list(_dated(office, on))
    return Watched(
        tuple(to_review(office, on=on)),
        tuple(overdue(office, holders, on=on)),
        Matter.objects.filter(office=office).overdue(on=on).count(),
        tuple(row for row in dated if on in (row.due_on, row.next_report_on)),
        tuple(row for row in dated if row.due_on is not None and on < row.due_on <= on + WEEK),
        tuple(claims(office, holders, on=on)),
        tuple(passed_on(office)),
        tuple(flags_of(_led_by_townships(office), on=on)),
        tuple(inspected(office, on=on)),
    )


def overdue(office: Office, holders: Holders, *, on: dt.date) -> list[Overdue]:
    """What is overdue, whoever holds it, the oldest few first; parts stand behind their whole's day like everything else."""
    rows = Matter.objects.filter(office=office).overdue(on=on).select_related("lead")
    return [
        Overdue(row, holders.words(row.holder) or "未明确", (on - row.due_on).days)
        for row in rows.order_by("due_on", "pk")[:_FEW]
        if row.due_on is not None
    ]


def _dated(office: Office, on: dt.date) -> list[Matter]:
    due = Q(due_on__range=(on, on + WEEK)) | Q(next_report_on=on)
    rows = Matter.objects.filter(due, office=office, state__in=RUNNING).select_related("lead")
    return list(rows.order_by("due_on", "pk")[:_MOST])


def to_review(office: Office, *, on: dt.date) -> list[ToReview]:
    """What waits for docketing and for handing out, by meeting; the newest meeting first, what comes from none last."""
    states = (MatterState.PROPOSED, MatterState.DOCKETED)
    counted = (
        Matter.objects.filter(office=office, state__in=states, parent=None)
        .exclude(state=MatterState.PROPOSED, sort=Sort.GENERAL)  # they go into the notice, nobody dockets them
        .order_by()
        .values("meeting", "state")
        .annotate(count=Count("pk"), first=Min("pk"))
    )
    meetings = Meeting.objects.in_bulk([row["meeting"] for row in counted if row["meeting"]])
    ordered = sorted(counted, key=lambda row: (-(row["meeting"] or 0), row["state"]))
    proposed = [row["meeting"] for row in counted if row["state"] == MatterState.PROPOSED and row["meeting"]]
    until = docket_by(office, proposed) if proposed else {}
    lines = [_to_review(meetings.get(row["meeting"]), row["state"], row["count"]) for row in ordered]
    return [
        replace(line, until=day, late=day < on)
        if (day := until.get(row["meeting"])) is not None and row["state"] == MatterState.PROPOSED
        else line
        for row, line in zip(ordered, lines, strict=True)
    ]


def _to_review(meeting: Meeting | None, state: str, count: int) -> ToReview:
    proposed = state == MatterState.PROPOSED
    what = "拟立项，待校核" if proposed else "已立项，待交办"
    if meeting is None:
        return ToReview(
            "不出自会议", what, count, f"{reverse('matters:matters')}?group={'proposed' if proposed else 'running'}"
        )
    to = reverse("matters:review" if proposed else "matters:meeting", args=[meeting.ref])
    return ToReview(meeting.name, what, count, to)


def claims(office: Office, holders: Holders, *, on: dt.date) -> list[Claimed]:
    """The claims upward that wait, the oldest first."""
    rows = Slip.objects.waiting().filter(kind=SlipKind.CLAIM, matter__office=office)
    rows = rows.select_related("matter", "body").order_by("asked_at", "pk")
    return [_claimed(slip, holders, on) for slip in rows[:_MOST]]


def _claimed(slip: Slip, holders: Holders, on: dt.date) -> Claimed:
    since = office_date(slip.asked_at)
    return Claimed(slip, holders.words(slip.holder), since, (on - since).days + 1)


def passed_on(office: Office) -> list[PassedOn]:
    """转发不分解: whose report only repeats the task, and what was given on whole. Only what is found is loaded whole."""
    running = Matter.objects.filter(office=office, state__in=RUNNING)
    told = running.exclude(progress="").order_by("-reported_on", "-pk").values_list("pk", "progress", "words")[:_MOST]
    repeated = [pk for pk, progress, words in told if says_only(progress, words)]
    given = running.exclude(parent=None).order_by("-pk").values_list("words", "parent", "parent__words", "lead")[:_MOST]
    wholes: defaultdict[int, list[int | None]] = defaultdict(list)
    for words, whole, of, lead in given:
        if whole is not None and given_on_whole(words, of):
            wholes[whole].insert(0, lead)
    rows = Matter.objects.select_related("lead").in_bulk([*repeated, *wholes])
    bodies = Body.objects.in_bulk({lead for leads in wholes.values() for lead in leads if lead})
    found = [_repeating(rows[pk]) for pk in repeated]
    return found + [_given_on(rows[pk], [str(bodies.get(lead, "")) for lead in leads]) for pk, leads in wholes.items()]


def _repeating(row: Matter) -> PassedOn:
    return PassedOn(row, f"{row.lead or '承办单位'}的反馈只重复了任务的原话，没有写做了什么。")


def _given_on(row: Matter, to: list[str]) -> PassedOn:
    return PassedOn(row, f"{row.lead or '牵头单位'}把整件原样交给{'、'.join(to)}，没有写明各做什么。")


def _led_by_townships(office: Office) -> list[Matter]:
    states = (MatterState.PROPOSED, *RUNNING)
    rows = Matter.objects.filter(office=office, state__in=states, lead__kind="township").select_related("lead")
    return list(rows.order_by("-pk")[:_MOST])
