"""Which meeting a reading is about, and whether the office knows it already."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.documents.models import Document
from luoshi.documents.reader import Reading, ReadText
from luoshi.documents.tables import meeting_name
from luoshi.meetings.models import Meeting, MeetingKind

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What tells one meeting from another. ``None`` where the text does not say."""

    name: str
    kind: str = MeetingKind.OTHER
    organ: str = ""
    term: int | None = None
    year: int | None = None
    number: int | None = None
    held_on: dt.date | None = None


def identity(document: Document, reading: Reading) -> Identity:
    """The meeting of a reading; a text that names none is a meeting of its own under its title."""
    meeting = reading.meeting
    day = str(meeting.date.value) if meeting.date is not None else ""
    kind = str(meeting.kind.value) if meeting.kind is not None else MeetingKind.OTHER
    return Identity(
        name=(meeting_name(ReadText(document.as_text, (reading,)), reading) or document.title)[:120],
        kind=kind if kind in MeetingKind.values else MeetingKind.OTHER,
        organ="".join(meeting.body.text.split())[:60] if meeting.body is not None else "",
        term=_number(meeting.term),
        year=_number(meeting.year_number),
        number=_number(meeting.number),
        held_on=dt.date.fromisoformat(day) if _FULL_DATE.fullmatch(day) else None,
    )


def _number(found: object) -> int | None:
    value = getattr(found, "value", None)
    return value if isinstance(value, int) else None


def known(office: Office, wanted: Identity) -> Meeting | None:
    """The meeting of the office that a text is about, ``None`` where there is none or where nothing in the text decides it.

    Two texts are of one meeting where kind and number agree and nothing that both say (term, year, day) disagrees; without a number,
    where kind and day agree.
    """
    rows = Meeting.objects.filter(office=office, kind=wanted.kind)
    if wanted.number is not None:
        rows = rows.filter(number=wanted.number)
    elif wanted.held_on is not None:
        rows = rows.filter(held_on=wanted.held_on)
    else:
        return None
    agreeing = [row for row in rows.order_by("-id") if _agree(row, wanted)]
    return agreeing[0] if agreeing else None


def _agree(row: Meeting, wanted: Identity) -> bool:
    pairs = (
        (row.term, wanted.term),
        (_year(row.year, row.held_on), _year(wanted.year, wanted.held_on)),
        (row.held_on, wanted.held_on),
        (_core(row.organ), _core(wanted.organ)),
    )
    return all(one == other for one, other in pairs if one and other)


def _year(year: int | None, held_on: dt.date | None) -> int | None:
    return year or (held_on.year if held_on else None)


def _core(organ: str) -> str:
    """安澜市人民政府, 市政府 and 市人民政府 are one organ: its level and what it is."""
    match = re.search(r"([省市县区州旗盟])?(?:人民)?(政府|党组|管委会)", organ)
    return "".join(filter(None, match.groups())) if match else ""
