"""征求意见 of a meeting: whom it was asked, what they said, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from luoshi.journal.acting import Acting
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState, Slip, SlipKind
from luoshi.meetings.models import Meeting

_SILENT = ("到期未反馈", "无需答复")


@dataclass(frozen=True, slots=True)
class Asked:
    """One body's opinion of one matter. ``enter`` is the address at which it is entered while it waits, ``opinion`` the key of the paper that waits
    for 采纳 or 不采纳."""

    body: str
    until: str
    said: str
    decided: str
    enter: str
    opinion: int | None


@dataclass(frozen=True, slots=True)
class Consulted:
    """A matter with what its bodies say of it."""

    matter: Matter
    rows: tuple[Asked, ...]
    may_gather: bool

    @property
    def waiting(self) -> int:
        return sum(1 for row in self.rows if row.enter or row.opinion)


def waits_for_bodies(rows: Sequence[Consulted]) -> bool:
    """Whether a body has still to say something."""
    return any(row.enter for each in rows for row in each.rows)


def consulted(meeting: Meeting, by: Acting) -> list[Consulted]:
    """The matters of a meeting on which opinions were asked for, in the order of the text."""
    slips = Slip.objects.filter(matter__meeting=meeting, kind__in=(SlipKind.CONSULTATION, SlipKind.OPINION))
    of_matter: defaultdict[int, list[Slip]] = defaultdict(list)
    for slip in slips.select_related("body", "wanted_body").order_by("pk"):
        of_matter[slip.matter_id].append(slip)
    matters = Matter.objects.visible_to(by).filter(pk__in=of_matter).select_related("lead").order_by("position", "pk")
    return [_consulted(matter, of_matter[matter.pk]) for matter in matters]


def may_be_asked(meeting: Meeting, by: Acting, refs: Sequence[str]) -> list[Matter]:
    """Proposals on which opinions can be asked for: those that were ticked, else all that have a lead."""
    rows = Matter.objects.visible_to(by).filter(meeting=meeting, state=MatterState.PROPOSED, lead__isnull=False)
    rows = rows.filter(ref__in=refs) if refs else rows
    return list(rows.select_related("lead").prefetch_related("supports__body").order_by("position", "pk"))


def _consulted(matter: Matter, slips: Sequence[Slip]) -> Consulted:
    opinions: defaultdict[int | None, list[Slip]] = defaultdict(list)
    for slip in slips:
        if slip.kind == SlipKind.OPINION:
            opinions[slip.body_id].append(slip)
    rows = []
    for slip in slips:
        if slip.kind == SlipKind.CONSULTATION:
            said = opinions[slip.wanted_body_id].pop(0) if slip.answer and opinions[slip.wanted_body_id] else None
            rows.append(_asked(matter, slip, said))
    decided = all(row.opinion is None for row in rows)
    return Consulted(matter, tuple(rows), decided and matter.state == MatterState.CONSULTED)


def _asked(matter: Matter, slip: Slip, opinion: Slip | None) -> Asked:
    waits, open_ = slip.answered_at is None, opinion is not None and opinion.answered_at is None
    address = reverse("matters:act", args=[matter.ref, Act.OPINE.name.lower()])
    return Asked(
        body=str(slip.wanted_body),
        until=f"{slip.wanted_on:%Y-%m-%d}" if slip.wanted_on else "",
        said=_said(slip),
        decided=_decided(opinion),
        enter=f"{address}?slip={slip.pk}#doing" if waits else "",
        opinion=opinion.pk if opinion is not None and open_ else None,
    )


def _said(slip: Slip) -> str:
    if slip.answered_at is None:
        return ""
    return slip.outcome if slip.outcome in _SILENT else slip.answer or "无意见"


def _decided(opinion: Slip | None) -> str:
    if opinion is None or opinion.answered_at is None:
        return ""
    return f"{opinion.outcome}：{opinion.answer}" if opinion.answer else opinion.outcome
