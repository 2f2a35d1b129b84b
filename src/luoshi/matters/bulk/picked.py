"""What was ticked in the list, and what a deed would do to each of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from luoshi.journal.refusal import Refused
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.looking.seen import Seen
from luoshi.matters.models import Matter
from luoshi.matters.models.matter import MatterQuerySet
from luoshi.matters.operations.in_bulk import MOST, Deed, Wanted, foresee
from luoshi.matters.round.choosing import REPORTABLE


@dataclass(frozen=True, slots=True)
class Look:
    """One matter with what would happen to it, or why nothing does."""

    matter: Matter
    what: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The matters to which something would happen, and the others."""

    possible: tuple[Look, ...]
    impossible: tuple[Look, ...]

    @property
    def every(self) -> tuple[Look, ...]:
        return (*self.possible, *self.impossible)


def ticked(seen: Seen, request: HttpRequest) -> list[Matter]:
    """The matters whose boxes are ticked, or all that the filter finds; in the order of the list, refused above ``MOST``."""
    if request.POST.get("every"):
        order = ORDERS[seen.form.order_name]
        found = stretch(seen.rows(), order, size=MOST, several=seen.several)
        if found.has_after:
            raise Refused(f"符合条件的超过 {MOST} 件，一次最多办理 {MOST} 件。请缩小范围，分几次办理。")
        at = {pk: place for place, pk in enumerate(found.pks)}
        return sorted(_loaded(seen).filter(pk__in=at), key=lambda row: at[row.pk])
    refs = list(dict.fromkeys(request.POST.getlist("m")))
    if len(refs) > MOST:
        raise Refused(f"勾选了 {len(refs)} 件，一次最多办理 {MOST} 件。请分几次办理。")
    place = {ref: number for number, ref in enumerate(refs)}
    rows = sorted(_loaded(seen).filter(ref__in=refs), key=lambda row: place[row.ref])
    if not rows:
        raise Refused("还没有勾选事项。请回到清单，先勾选要办的事项。")
    return rows


def _loaded(seen: Seen) -> MatterQuerySet:
    rows = Matter.objects.visible_to(seen.acting)
    return rows.select_related("office", "meeting", "lead", "leader__body").prefetch_related("supports__body")


def query_of(request: HttpRequest) -> QueryDict:
    """The conditions of the list from which somebody came."""
    return QueryDict(request.POST.get("query", "")[:2_000])


def looked_at(seen: Seen, matters: list[Matter], deed: Deed, wanted: Wanted) -> Preview:
    """What the deed would do to each."""
    found = []
    for matter in matters:
        seen_before = foresee(matter, deed, wanted, on=seen.on)
        found.append(Look(matter, seen_before.what, seen_before.why_not))
    return Preview(tuple(row for row in found if not row.why_not), tuple(row for row in found if row.why_not))


def for_a_round(matters: list[Matter]) -> Preview:
    """What a round of reporting would ask of each."""
    found = [Look(row, f"请{row.lead}反馈" if row.lead else "", _why_no_round(row)) for row in matters]
    return Preview(tuple(row for row in found if not row.why_not), tuple(row for row in found if row.why_not))


def _why_no_round(matter: Matter) -> str:
    if matter.state not in REPORTABLE:
        return f"现在是“{matter.get_state_display()}”，不用反馈。"
    return "" if matter.lead_id else "还没有明确牵头单位，不知道请谁反馈。"
