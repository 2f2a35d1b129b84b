"""What waits for the supervision office on inspections: reviews to be answered, and inspections that may end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from luoshi.bodies.models import Office
from luoshi.matters.models import Inspection, InspectionReview, InspectionState, MatterState, Problem
from luoshi.matters.operations.inspecting.concluding import MENDED

_MOST = 200


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One thing to do on an inspection; ``about`` says on what, ``who`` for whom."""

    words: str
    inspection: Inspection
    about: str
    who: str
    href: str
    late: bool = False


def inspected(office: Office, *, on: dt.date) -> list[InspectionLine]:
    """Reviews by their last day, then what may end. Two queries."""
    reviews = InspectionReview.objects.waiting().filter(inspection__office=office)
    reviews = reviews.select_related("inspection", "problem", "body").order_by("decide_by", "pk")[:_MOST]
    mended = Q(matter__state__in=MENDED) | Q(matter__state=MatterState.MERGED, matter__into__state__in=MENDED)
    open_problems = Problem.objects.standing().filter(~mended | Q(matter=None), inspection=OuterRef("pk"))
    waiting = InspectionReview.objects.waiting().filter(inspection=OuterRef("pk"))
    ready = Inspection.objects.filter(
        ~Exists(open_problems), ~Exists(waiting), office=office, state=InspectionState.RECTIFYING
    )
    return [_review(row, on) for row in reviews] + [_ready(row) for row in ready[:_MOST]]


def _review(row: InspectionReview, on: dt.date) -> InspectionLine:
    about = f"问题“{row.problem.words[:60]}”" if row.problem else "督查结论"
    words = f"答复复核申请，{row.decide_by.month}月{row.decide_by.day}日前"
    to = reverse("matters:inspection_mend", args=[row.inspection.ref, "decide-review", row.pk])
    return InspectionLine(words, row.inspection, about, str(row.body), to, row.decide_by < on)


def _ready(row: Inspection) -> InspectionLine:
    return InspectionLine("整改都已办结，可以结束", row, "", "", reverse("matters:inspection", args=[row.ref]))
