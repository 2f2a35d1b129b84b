"""The steps of the start as its pages show them, and the course on which the imports of the directory run here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from luoshi.journal.acting import Acting
from luoshi.journal.web import acting_of
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.import_views import Course
from luoshi.people.directory.importing import ImportKind
from luoshi.people.models import Role
from luoshi.people.starting.operations import government_of
from luoshi.people.starting.standing import (
    NO_ACCOUNTS,
    NO_BODIES,
    NO_GOVERNMENT,
    NO_LIAISONS,
    NO_PORTFOLIO,
    Standing,
    standing_of,
)
from luoshi.workdays import office_date

_SHOWN_UNLED = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is there already, and what does not work without the rest. ``needed`` says that something waits for it."""

    key: str
    title: str
    has: str
    lacks: tuple[str, ...]
    href: str
    needed: bool

    @property
    def state(self) -> str:
        return "待办" if self.needed else "已有"


def steps(standing: Standing, acting: Acting) -> list[Step]:
    """The three tables and the slips, each with its address where the person may go on with it."""
    return [_bodies(standing), _leaders(standing), _contacts(standing), _slips(standing, acting)]


def _bodies(now: Standing) -> Step:
    lacks = [NO_BODIES] if not now.bodies else [NO_GOVERNMENT] if not now.has_government else []
    has = f"{now.bodies} 个单位" if now.bodies else "还没有"
    return Step("bodies", "机构名录", has, tuple(lacks), _import(ImportKind.BODIES), not now.bodies)


def _leaders(now: Standing) -> Step:
    has = f"{now.leaders} 位领导，{now.lines} 条分工" if now.leaders or now.lines else "还没有"
    lacks = [NO_PORTFOLIO] if not now.lines else []
    if now.lines and now.unled:
        names = "、".join(str(body) for body in now.unled[:_SHOWN_UNLED])
        more = "等" if len(now.unled) > _SHOWN_UNLED else ""
        lacks.append(f"{len(now.unled)} 个单位没有分管领导：{names}{more}。它们牵头的事项，牵头领导会空着。")
    return Step("leaders", "领导分工", has, tuple(lacks), _import(ImportKind.LEADERS), not now.lines)


def _contacts(now: Standing) -> Step:
    has = f"{now.people} 人，其中 {now.liaisons} 位联络员" if now.people else "还没有"
    lacks = [NO_LIAISONS] if not now.liaisons else []
    if now.liaisons and now.unheard:
        lacks.append(f"{now.unheard} 个单位还没有联络员。")
    return Step("contacts", "通讯录", has, tuple(lacks), _import(ImportKind.CONTACTS), not now.liaisons)


def _slips(now: Standing, acting: Acting) -> Step:
    may = acting.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    has = f"{now.accounts} 个单位有账号" if now.accounts else "还没有"
    lacks = [NO_ACCOUNTS] if not now.accounts else [f"{now.unopened} 个单位还没有账号。"] if now.unopened else []
    if not may:
        lacks.append("账号由系统管理员或安全管理员开通。")
    return Step("slips", "账号单", has, tuple(lacks), reverse("people:start_slips") if may else "", needed=False)


def _import(kind: ImportKind) -> str:
    return reverse("people:start_step", args=[kind.value])


_ORDER = tuple(ImportKind)


def onward(kind: ImportKind) -> str:
    """The address of the step after this one; after the last, the overview."""
    place = _ORDER.index(kind) + 1
    return _import(_ORDER[place]) if place < len(_ORDER) else reverse("people:start")


def _shows(request: HttpRequest, kind: ImportKind) -> dict[str, object]:
    """What the page of a step shows beside its form."""
    acting = acting_of(request)
    office = office_of(acting)
    standing = standing_of(office, office_date(timezone.now()))
    seatless = kind is ImportKind.LEADERS and not standing.has_government
    return {
        "steps": steps(standing, acting),
        "here": kind.value,
        "number": _ORDER.index(kind) + 1,
        "onward": onward(kind),
        "government": government_of(office) if seatless else "",
    }


START = Course(
    upload="people:start_step",
    confirm="people:start_confirm",
    head="people/starting/step_head.html",
    after=onward,
    shows=_shows,
)
