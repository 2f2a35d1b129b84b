"""Until when the supervision office does its own part: docketing after the minutes came, putting the result up after a matter is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Min, Q

from luoshi.bodies.models import Office
from luoshi.matters.models import Matter, MatterState
from luoshi.meetings.models import MeetingText
from luoshi.rulebook.lookup import Rulebook
from luoshi.workdays import office_date


def docket_by(office: Office, meetings: Collection[int]) -> Mapping[int, dt.date]:
    """Until when the decisions of each meeting are split and docketed (分解立项): so many days after the text they rest on came, the minutes
    where there are any."""
    book = Rulebook(office)
    rows = MeetingText.objects.filter(meeting__in=meetings).order_by().values("meeting")
    came = rows.annotate(
        basis=Min("document__received_at", filter=Q(is_basis=True)), first=Min("document__received_at")
    )
    days = {row["meeting"]: office_date(row["basis"] or row["first"]) for row in came}
    return {pk: day + dt.timedelta(days=book.rule("docket.split_days", day).whole) for pk, day in days.items()}


def submit_by(matter: Matter, *, book: Rulebook | None = None) -> dt.date | None:
    """Until when the result of a matter that was found done is put up to the leader (呈报); ``None`` for any other."""
    if matter.state != MatterState.COMPLETED or matter.decided_on is None:
        return None
    days = (book or Rulebook(matter.office)).rule("close.report_days", matter.decided_on).whole
    return matter.decided_on + dt.timedelta(days=days)
