"""What the list is narrowed to, as conditions on the rows of the audience table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from luoshi.matters.models import Audience, Matter, MatterState, Report, SaidState, Slip, SlipKind, Sort, Support
from luoshi.matters.models.audience import NO_DUE
from luoshi.matters.models.matter import DONE, ON_THE_DOCKET, RUNNING

RUNNING_GROUP, ALL, PROPOSED, SET_ASIDE = "running", "all", "proposed", "set_aside"
BOARD = {
    "not_started": "未启动",
    "well": "正常推进",
    "slow": "进展滞后",
    "in_review": "待审核",
    "done": "已办结",
    "standing": "长期坚持",
    "suspended": "暂缓",
}
"""The columns of the board: every docketed matter stands in exactly one."""
GROUPS = {
    RUNNING_GROUP: "在办",
    "not_started": "未启动",
    "under_way": "正在办理",
    "on_track": "正常推进",
    "behind": "进展滞后",
    "well": "正常推进，未报办结",
    "slow": "进展滞后，未报办结",
    "in_review": "已报办结，待审核",
    "done": "已办结",
    "standing": "长期坚持",
    "suspended": "暂缓",
    ALL: "全部已立项",
}
"""States as the bulletins say them, and those of the board."""
NOT_DOCKETED = {PROPOSED: "拟立项", SET_ASIDE: "不立项、已并入"}
"""What only those see who keep the office's matters."""
LAMPS = {"red": "逾期", "yellow": "临近", "green": "正常", "none": "未定时限"}
_STAND_FOR_THEMSELVES = (SlipKind.SIGNATURE, SlipKind.LOOK_BACK, SlipKind.DECISION)
WAITS = {"any": "任一项", **{kind.value: kind.label for kind in SlipKind if kind not in _STAND_FOR_THEMSELVES}}
"""What may wait for an answer."""
BEARS = {"lead": "牵头", "support": "配合", "holds": "现由它办"}
HOLDERS = {"o": "督查室", "b": "承办单位", "p": "领导"}
"""The first letters of ``Matter.holder``."""
PARTS = {"whole": "整件", "part": "分解项", "split": "已分解的整件"}
LACKS = {"lead": "牵头单位", "leader": "牵头领导", "due": "完成时限", "meeting": "会议（不出自会议）"}
REPORTS = {"late": "逾期未反馈", "week": "7 天内应反馈"}
REPORTING = (MatterState.HANDED_OUT, MatterState.UNDER_WAY, MatterState.STANDING)
"""States in which a day of reporting counts."""
_LIT, _UNLIT = Q(open__in=[True]), Q(open__in=[False])
"""Not ``open=True``: Django writes that as a bare column, for which SQLite enters no index (m: 350 ms instead of 1)."""
_AT_WORK = _LIT & ~Q(matter__sort=Sort.STANDING)
_UNDER_WAY = _AT_WORK & Q(matter__state__in=(MatterState.UNDER_WAY, MatterState.IN_REVIEW))
_WEEK = dt.timedelta(days=7)


def with_last_said(rows: QuerySet[Audience]) -> QuerySet[Audience]:
    """The rows with ``last_said``: what the newest report says of the state, empty where none says anything. Groups of the board ask for it."""
    reports = Report.objects.filter(matter=OuterRef("matter")).exclude(said="").order_by("-id").values("said")[:1]
    return rows.annotate(last_said=Coalesce(Subquery(reports), Value(""), output_field=CharField()))


def grouped(rows: QuerySet[Audience], name: str, on: dt.date) -> QuerySet[Audience]:
    """The rows of a group."""
    needed = with_last_said(rows) if name in ("on_track", "behind", "well", "slow") else rows
    return needed.filter(group(name, on))


def group(name: str, on: dt.date) -> Q:
    """The condition of a group; the words are those of ``bulletin.bulletin_state``. Some ask for ``with_last_said``."""
    late = Q(last_said=SaidState.BEHIND) | Q(red_from__lte=on)
    going = _AT_WORK & Q(matter__state=MatterState.UNDER_WAY)
    conditions = {
        RUNNING_GROUP: _LIT,
        "not_started": _AT_WORK & Q(matter__state__in=(MatterState.DOCKETED, MatterState.HANDED_OUT)),
        "under_way": _UNDER_WAY,
        "on_track": _UNDER_WAY & ~late,
        "behind": _UNDER_WAY & late,
        "well": going & ~late,
        "slow": going & late,
        "in_review": _AT_WORK & Q(matter__state=MatterState.IN_REVIEW),
        "done": _UNLIT & Q(matter__state__in=DONE),
        "standing": Q(matter__state=MatterState.STANDING) | Q(matter__sort=Sort.STANDING, matter__state__in=RUNNING),
        "suspended": _UNLIT & Q(matter__state__in=(MatterState.SUSPENDED, MatterState.ENDED)),
        PROPOSED: _UNLIT & Q(matter__state__in=(MatterState.PROPOSED, MatterState.CONSULTED)),
        SET_ASIDE: _UNLIT & Q(matter__state__in=(MatterState.DROPPED, MatterState.MERGED)),
    }
    return conditions.get(name, Q(matter__state__in=ON_THE_DOCKET))


def lit(colour: str, on: dt.date) -> Q:
    """The rows whose lamp has a colour on a day. What is red was yellow before: the bound on both days lets one index answer."""
    conditions = {
        "red": _LIT & Q(yellow_from__lte=on, red_from__lte=on),
        "yellow": _LIT & Q(yellow_from__lte=on, red_from__gt=on),
        "green": _LIT & Q(yellow_from__gt=on) & ~Q(due_on=NO_DUE),
        "none": _LIT & Q(due_on=NO_DUE),
    }
    return conditions[colour]


def conditions(given: Mapping[str, Any], on: dt.date, *, office: int) -> Iterator[Q]:
    """The conditions of what was typed, by the names of the form's fields; empty values are left out of ``given``."""
    for name in ("leader", "meeting", "source", "year", "sort"):
        if name in given:
            yield Q(**{f"matter__{name}": given[name]})
    if "body" in given:
        yield _of_body(given["body"].pk, given.get("bears", ""), office)
    for name, condition in _SINGLE.items():
        if name in given:
            yield condition(given[name], on, office)


def _of_body(body: int, bears: str, office: int) -> Q:
    supports = Q(Exists(Support.objects.filter(matter=OuterRef("matter"), body=body)))
    if bears == "holds":
        return Q(matter__office=office, matter__holder=f"b:{body}")
    return {"lead": Q(matter__lead=body), "support": supports}.get(bears, Q(matter__lead=body) | supports)


def _held(holder: str, office: int) -> Q:
    """``o``, ``b`` or ``p`` for any of its kind, else one holder by its name."""
    if holder in HOLDERS:
        return Q(matter__office=office, matter__holder__startswith=f"{holder}:")
    return Q(matter__office=office, matter__holder=holder)


def _waits(kind: str) -> Q:
    waiting = Slip.objects.waiting()
    return Q(matter__in=(waiting if kind == "any" else waiting.filter(kind=kind)).order_by().values("matter"))


def _reports(which: str, on: dt.date, office: int) -> Q:
    days = Q(matter__next_report_on__lt=on)
    if which == "week":
        days = Q(matter__next_report_on__gte=on, matter__next_report_on__lte=on + _WEEK)
    return days & Q(matter__office=office, matter__state__in=REPORTING)


def _part(which: str) -> Q:
    if which == "split":
        return Q(matter__in=Matter.objects.exclude(parent=None).order_by().values("parent"))
    return Q(matter__parent__isnull=which == "whole")


def _lacks(what: str) -> Q:
    return Q(due_on=NO_DUE) if what == "due" else Q(**{f"matter__{what}__isnull": True})


_SINGLE: dict[str, Callable[[Any, dt.date, int], Q]] = {
    "lamp": lambda value, on, _office: lit(value, on),
    "holder": lambda value, _on, office: _held(value, office),
    "waits": lambda value, _on, _office: _waits(value),
    "report": _reports,
    "report_on": lambda value, _on, office: Q(
        matter__office=office, matter__next_report_on=value, matter__state__in=REPORTING
    ),
    "part": lambda value, _on, _office: _part(value),
    "lacks": lambda value, _on, _office: _lacks(value),
    "due_from": lambda value, _on, _office: Q(due_on__gte=value),
    "due_to": lambda value, _on, _office: Q(due_on__lte=value),
    "closed_from": lambda value, _on, office: Q(matter__office=office, matter__closed_on__gte=value),
    "closed_to": lambda value, _on, office: Q(matter__office=office, matter__closed_on__lte=value),
}
"""Conditions that follow from one value, the day and the office."""
