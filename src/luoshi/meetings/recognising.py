"""Which meeting a reading is about, and whether the office knows it already."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q

from luoshi.bodies.models import Office
from luoshi.documents.models import Document
from luoshi.documents.reader import Reading, ReadText
from luoshi.documents.tables import meeting_name
from luoshi.meetings.models import Meeting, MeetingKind

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"--(\d{2})-(\d{2})")
_ORGAN = re.compile(
    r"(?P<seat>[\u4e00-\u9fff]*?)(?P<level>[省市县区州旗盟])?(?:第?[一二三四五六七八九十百零\d]+届)?(?:[省市县区州旗盟])?"
    r"(?:人民)?(?P<what>(?:政府)?党组|政府|管委会|委员会|常委会|委(?=常委|$)|人大|政协)"
)
_EVERY_MEETING = re.compile(
    r"[\u4e00-\u9fff]{0,4}[省市县区州旗盟](?:第?[一二三四五六七八九十百零\d]+届)?(?:人民)?政府(?:党组)?|[第（）()《》“”\s]|[\d一二三四五六七八九十百零]+[次届期号年月日]|关于|召开|人民政府|政府|纪要|通稿|议定事项|责任分解表|分解表"
    r"|常务|全体|专题|办公|党组|工作|会议|扩大|市长|县长|区长|主持|研究|的"
)
"""What names of meetings have in common; the rest tells two meetings of one day apart."""
_ALIKE = 0.5
_ONE_A_DAY = frozenset({MeetingKind.EXECUTIVE, MeetingKind.PLENARY, MeetingKind.PARTY_GROUP})
"""Kinds of which an organ holds one a day at most."""
_SHORT, _LONG = dt.timedelta(days=183), dt.timedelta(days=400)
_LOOKED_AT, _OFFERED = 200, 5


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
    month_day: tuple[int, int] | None = None
    """Of a day that the text gives without its year."""


def identity(document: Document, reading: Reading) -> Identity:
    """The meeting of a reading; a text that names none is a meeting of its own under its title."""
    meeting = reading.meeting
    day = str(meeting.date.value) if meeting.date is not None else ""
    partial = _MONTH_DAY.fullmatch(day)
    kind = str(meeting.kind.value) if meeting.kind is not None else MeetingKind.OTHER
    return Identity(
        name=(meeting_name(ReadText(document.as_text, (reading,)), reading) or document.title)[:120],
        kind=kind if kind in MeetingKind.values else MeetingKind.OTHER,
        organ="".join(meeting.body.text.split())[:60] if meeting.body is not None else "",
        term=_number(meeting.term),
        year=_number(meeting.year_number),
        number=_number(meeting.number),
        held_on=dt.date.fromisoformat(day) if _FULL_DATE.fullmatch(day) else None,
        month_day=(int(partial[1]), int(partial[2])) if partial else None,
    )


def _number(found: object) -> int | None:
    value = getattr(found, "value", None)
    return value if isinstance(value, int) else None


def known(office: Office, wanted: Identity, on: dt.date) -> Meeting | None:
    """The meeting of the office that a text received on a day is about; ``None`` where there is none, or where the text does not decide it.

    Nothing that both say may disagree. A meeting is the same where number and one of term, year or day agree, or kind and day; on such
    days on which several may be held (专题会议, 办公会议, 工作会议) the names must be alike, too. What says only a number, or a day without
    a year, is of the one meeting of the last half year that it fits; with two such meetings a person decides.
    """
    agreeing = [row for row in _rows(office, wanted) if _agree(row, wanted)]
    sure = [row for row in agreeing if _is_sure(row, wanted)]
    if len(sure) > 1:
        sure = [row for row in sure if row.number == wanted.number and row.held_on == wanted.held_on]
    if sure:
        return sure[0] if len(sure) == 1 else None
    recent = [row for row in agreeing if _fits(row, wanted, on)]
    return recent[0] if len(recent) == 1 else None


def candidates(office: Office, wanted: Identity, *, but: Meeting, on: dt.date) -> list[Meeting]:
    """Other meetings that a text may be about as far as it says, the nearest first; for a person to choose from."""
    day = wanted.held_on or on
    near_day = Q(held_on__gte=day - _LONG) | Q(held_on=None)
    rows = Meeting.objects.filter(near_day, office=office, texts__isnull=False).exclude(pk=but.pk)
    near = [row for row in rows.distinct().order_by("-held_on", "-id")[:_LOOKED_AT] if _agree(row, wanted)]
    return sorted(near, key=lambda row: (not alike(row.name, wanted.name), _distance(row, day)))[:_OFFERED]


def is_decided(wanted: Identity) -> bool:
    """Whether a text says enough to tell its meeting from every other: a day, or a number with its term or year."""
    return wanted.held_on is not None or (wanted.number is not None and (wanted.term or wanted.year) is not None)


def _rows(office: Office, wanted: Identity) -> list[Meeting]:
    """Meetings that share number or day; one whose last text was moved away is none any more."""
    sharing = Q(pk__in=())
    if wanted.number is not None:
        sharing |= Q(number=wanted.number)
    if wanted.held_on is not None:
        sharing |= Q(held_on=wanted.held_on)
    if wanted.month_day is not None:
        month, day = wanted.month_day
        sharing |= Q(held_on__month=month, held_on__day=day)
    return list(Meeting.objects.filter(sharing, office=office, texts__isnull=False).distinct().order_by("-id"))


def _agree(row: Meeting, wanted: Identity) -> bool:
    """Whether nothing that both say disagrees."""
    pairs = (
        (_said(row.kind), _said(wanted.kind)),
        (row.number, wanted.number),
        (row.term, wanted.term),
        (_year(row.year, row.held_on), _year(wanted.year, wanted.held_on)),
        (row.held_on, wanted.held_on),
        (row.held_on and (row.held_on.month, row.held_on.day), wanted.month_day),
        (_core(row.organ), _core(wanted.organ)),
        (_seat(row.organ), _seat(wanted.organ)),
    )
    return all(one == other for one, other in pairs if one and other)


def _is_sure(row: Meeting, wanted: Identity) -> bool:
    """Whether what both say is enough; ``_agree`` holds."""
    same_day = row.held_on is not None and row.held_on == wanted.held_on
    if row.number is not None and wanted.number is not None:
        terms = row.term is not None and wanted.term is not None
        years = _year(row.year, row.held_on) is not None and _year(wanted.year, wanted.held_on) is not None
        return same_day or terms or years
    one_a_day = row.kind == wanted.kind and row.kind in _ONE_A_DAY
    return same_day and (one_a_day or alike(row.name, wanted.name))


def _fits(row: Meeting, wanted: Identity, on: dt.date) -> bool:
    """Whether a number alone, or a day without its year, points at a meeting of the last half year; ``_agree`` holds."""
    if row.held_on is not None and not dt.timedelta() <= on - row.held_on <= _SHORT:
        return False
    if row.number is not None and row.number == wanted.number:
        return True
    same_day = row.held_on is not None and wanted.month_day is not None
    return same_day and (row.kind in _ONE_A_DAY or alike(row.name, wanted.name))


def missing(row: Meeting, wanted: Identity) -> dict[str, object]:
    """What a further text says that the meeting does not say yet; with the number comes the fuller name."""
    values: dict[str, object] = {
        name: getattr(wanted, name)
        for name in ("organ", "term", "year", "number", "held_on")
        if getattr(row, name) in (None, "") and getattr(wanted, name) not in (None, "")
    }
    if row.kind == MeetingKind.OTHER != wanted.kind:
        values["kind"] = wanted.kind
    if "number" in values:
        values["name"] = wanted.name
    return values


def alike(one: str, other: str) -> bool:
    """Whether two names are of the same meeting: what is left without the words every meeting has stands in both."""
    first, second = _EVERY_MEETING.sub("", one), _EVERY_MEETING.sub("", other)
    if len(first) < 2 or len(second) < 2:
        return one == other
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (first, second)]
    return len(pairs[0] & pairs[1]) >= _ALIKE * min(map(len, pairs))


def _said(kind: str) -> str:
    return "" if kind == MeetingKind.OTHER else kind


def _year(year: int | None, held_on: dt.date | None) -> int | None:
    return year or (held_on.year if held_on else None)


def _distance(row: Meeting, day: dt.date) -> int:
    return abs((row.held_on - day).days) if row.held_on else _LONG.days


def _core(organ: str) -> str:
    """安澜市人民政府, 市政府 and 市人民政府 are one organ: its level and what it is."""
    match = _ORGAN.search(organ)
    return "".join(filter(None, (match["level"], match["what"]))) if match else ""


def _seat(organ: str) -> str:
    """安澜 of 安澜市人民政府; nothing where only the level is named."""
    match = _ORGAN.search(organ)
    return match["seat"].removeprefix("中共") if match and match["seat"] else ""
