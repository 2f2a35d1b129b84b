"""Which closed matters are looked at again (回头看): a sample that is the same for everybody who looks on a day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from hashlib import sha256

from django.db.models import Exists, OuterRef

from luoshi.bodies.models import Office
from luoshi.matters.models import Matter, MatterState, Slip, SlipKind
from luoshi.rulebook.lookup import rule

SHARE, LEAST = 10, 3
"""A tenth of what was closed, and never fewer than three."""
_MOST = 500


def window(office: Office, *, on: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of closing for which a look-back is due on a day, by the rule in force."""
    [row] = rule("lookback.days", office=office, on=on).rows[:1]
    first, last = (int(cell) for cell in row[:2])
    return on - dt.timedelta(days=last), on - dt.timedelta(days=first)


def candidates(office: Office, *, on: dt.date) -> list[Matter]:
    """Matters closed within the window that nobody has looked at again or planned to."""
    first, last = window(office, on=on)
    seen = Slip.objects.filter(matter=OuterRef("pk"), kind=SlipKind.LOOK_BACK)
    rows = Matter.objects.filter(office=office, state=MatterState.CLOSED, closed_on__range=(first, last))
    rows = rows.filter(~Exists(seen), look_back_on=None, parent=None).select_related("lead")
    return list(rows.order_by("closed_on", "pk")[:_MOST])


def sample(matters: Sequence[Matter], *, on: dt.date, count: int | None = None) -> list[Matter]:
    """``count`` of them, else a tenth and at least three; drawn by day and ref, so that everybody draws the same."""
    wanted = count if count is not None else max(LEAST, math.ceil(len(matters) * SHARE / 100))
    drawn = sorted(matters, key=lambda matter: sha256(f"{on.isoformat()} {matter.ref}".encode()).digest())[:wanted]
    return [matter for matter in matters if matter in drawn]
