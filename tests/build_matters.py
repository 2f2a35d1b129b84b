"""Matters for tests, made by the verbs of the office: proposed, docketed, handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cast import AT, DAY, Cast
from luoshi.bodies.models import Body
from luoshi.matters.models import Batch, Matter
from luoshi.matters.operations import docket, hand_out
from luoshi.matters.operations.changing import begin
from luoshi.meetings.models import Meeting, MeetingKind

DUE = DAY + dt.timedelta(days=20)


def meeting_of(cast: Cast, number: int = 47) -> Meeting:
    """One of the city's executive meetings."""
    name = f"安澜市人民政府第{number}次常务会议"
    made, _ = Meeting.objects.get_or_create(
        office=cast.city, kind=MeetingKind.EXECUTIVE, number=number, defaults={"name": name, "held_on": DAY}
    )
    return made


def proposed(cast: Cast, words: str = "排查全市小型水库隐患", **fields: Any) -> Matter:
    """A proposal of the 47th meeting, led by the education bureau unless ``lead`` says otherwise."""
    supporting: Sequence[Body] = fields.pop("supporting", ())
    given = {"meeting": meeting_of(cast), "lead": cast.education, "due_on": DUE} | fields
    matter = Matter(office=cast.city, words=words, **given)
    return begin(matter, "matter.proposed", supporting=supporting, by=cast.acting("zhoumin"), at=AT, more={})


def docketed(cast: Cast, *matters: Matter) -> Batch:
    """Put proposals on the docket, at the meeting of the first."""
    meeting = matters[0].meeting
    assert meeting is not None
    return docket(
        meeting, by=cast.acting("zhoumin"), at=AT, matters=matters, approved_by="市政府秘书长", approved_on=DAY
    )


def handed_out(cast: Cast, words: str = "排查全市小型水库隐患", **fields: Any) -> Matter:
    """A matter that was docketed and handed out to its bodies."""
    matter = proposed(cast, words, **fields)
    docketed(cast, matter)
    assert matter.meeting is not None
    [done] = hand_out(matter.meeting, by=cast.acting("zhoumin"), at=AT, matters=[matter])
    return done
