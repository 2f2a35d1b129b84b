"""Two texts of one meeting side by side: aligned statement by statement, with what they say differently of a matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.documents.models import Document
from luoshi.documents.page import LABEL_WORDS
from luoshi.documents.reader import Statement
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.documents.tables import printed
from luoshi.matters.aligning import by_words
from luoshi.matters.models import Difference, Matter, Place
from luoshi.matters.settling import ASKED
from luoshi.meetings.models import Meeting, MeetingText

_DECIDING = frozenset({"action", "outcome"})


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of one text, with the place to look at."""

    words: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of the basis, of the other text, or of both; ``matter`` is the one that rests on it."""

    basis: Said | None
    other: Said | None
    matter: Matter | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class Open:
    """A difference to decide."""

    pk: int
    matter: Matter
    field: str
    ours: str
    theirs: str
    document: Document


@dataclass(frozen=True, slots=True)
class Beside:
    """The page. ``other`` is ``None`` where the meeting has one text only."""

    meeting: Meeting
    title: str
    texts: tuple[MeetingText, ...]
    basis: MeetingText
    other: MeetingText | None
    rows: tuple[Row, ...]
    only_basis: int
    only_other: int
    both: int
    open: tuple[Open, ...]


def beside(meeting: Meeting, *, other: str = "") -> Beside | None:
    """The basis and one of the other texts (``other``: its document's ref); ``None`` for a meeting without a text."""
    texts = list(meeting.texts.select_related("document__file").order_by("-is_basis", "id"))
    if not texts:
        return None
    rest = texts[1:]
    chosen = next((row for row in rest if row.document.ref == other), rest[0] if rest else None)
    rows = tuple(_rows(meeting, texts[0], chosen)) if chosen is not None else ()
    waiting = tuple(_open(meeting))
    only_basis = sum(row.other is None for row in rows)
    only_other = sum(row.basis is None for row in rows)
    return Beside(
        meeting=meeting,
        title=_title(len(texts), len(waiting)),
        texts=tuple(texts),
        basis=texts[0],
        other=chosen,
        rows=rows,
        only_basis=only_basis,
        only_other=only_other,
        both=len(rows) - only_basis - only_other,
        open=waiting,
    )


def _title(texts: int, waiting: int) -> str:
    if texts == 1:
        return "这次会议只有一份文本"
    return f"{waiting} 处不一致待定" if waiting else f"{texts} 份文本，没有待定的不一致"


def _open(meeting: Meeting) -> Iterator[Open]:
    rows = Difference.objects.filter(matter__meeting=meeting, decided="").select_related("matter", "document")
    for row in rows.order_by("matter__position", "id"):
        yield Open(row.pk, row.matter, ASKED[row.field], row.ours, row.theirs, row.document)


def _rows(meeting: Meeting, basis: MeetingText, other: MeetingText) -> Iterator[Row]:
    """In the order of the basis; what only the other text says stands behind the statement it follows there."""
    left, right = _statements(basis), _statements(other)
    pairs = by_words({at: [each.text] for at, each in enumerate(left)}, [each.text for each in right])
    partner = {at: number for number, at in pairs.items()}
    places = list(
        Place.objects.filter(matter__meeting=meeting, document__in=(basis.document, other.document)).select_related(
            "matter"
        )
    )
    behind: dict[int, list[int]] = {}
    last = -1
    for number in range(len(right)):
        if number in pairs:
            last = pairs[number]
        else:
            behind.setdefault(last, []).append(number)
    for at in range(-1, len(left)):
        if at >= 0:
            yield _row(places, basis, left[at], other, right[partner[at]] if at in partner else None)
        for number in behind.get(at, ()):
            yield _row(places, basis, None, other, right[number])


def _row(
    places: Sequence[Place], basis: MeetingText, one: Statement | None, other: MeetingText, two: Statement | None
) -> Row:
    found = one is not None and _matter(places, basis, one)
    matter = found or (two is not None and _matter(places, other, two)) or None
    same = one is not None and two is not None and _bare(one.text) == _bare(two.text)
    return Row(_said(one), _said(two), matter, same)


def _matter(places: Sequence[Place], text: MeetingText, statement: Statement) -> Matter | None:
    start, end = statement.span
    own = (place for place in places if place.document_id == text.document_id)
    return next((place.matter for place in own if place.start < end and start < place.end), None)


def _said(statement: Statement | None) -> Said | None:
    if statement is None:
        return None
    start, end = statement.span
    return Said(printed(statement.text), LABEL_WORDS[statement.label], start, end)


def _bare(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


def _statements(text: MeetingText) -> list[Statement]:
    """What the text decides, as it stands with the corrections; views and attitudes are no matter of difference."""
    corrections = standing(text.document)
    rows = [row for row in latest(text.document) if row.part == text.part]
    readings = [as_it_stands(row, text.document, corrections) for row in rows]
    return [each for reading in readings for each in reading.statements if each.label in _DECIDING]
