"""The words of a matter where they stand: the paragraphs around a place, as far as whoever looks may see the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from luoshi.documents.models import Document
from luoshi.documents.tables import printed
from luoshi.files.models import Confidentiality
from luoshi.journal.acting import Acting
from luoshi.matters.models import Place

_AROUND = 300
"""Characters of the paragraph that are shown on either side."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A place with its surroundings; ``ref`` of the text is empty, and before and after too, for whoever may not open it."""

    title: str
    kind: str
    ref: str
    label: str
    is_basis: bool
    vanished: bool
    place: str
    """The page or the cell of a table, for files that know it."""
    before: str
    words: str
    after: str


def excerpts(places: Iterable[Place], acting: Acting) -> list[Excerpt]:
    """Every place of a matter, those in the basis first; the documents should be loaded with the places."""
    rows = sorted(places, key=lambda place: (not place.is_basis, place.pk))
    seen = Document.objects.visible_to(acting).filter(pk__in=[row.document_id for row in rows])
    open_to = set(seen.values_list("pk", flat=True))
    return [_excerpt(row, open_to) for row in rows]


def _excerpt(place: Place, open_to: Collection[int]) -> Excerpt:
    document, may_open = place.document, place.document_id in open_to
    before, after = _around(document.text, place.start, place.end) if may_open else ("", "")
    label = document.file.label
    return Excerpt(
        title=document.title if may_open else "",
        kind=document.get_kind_display(),
        ref=document.ref if may_open else "",
        label=Confidentiality(label).label if label != Confidentiality.NONE else "",
        is_basis=place.is_basis,
        vanished=place.vanished,
        place=document.as_text.place_at(place.start) if may_open else "",
        before=before,
        words=printed(place.words),
        after=after,
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same paragraph, cut where it is long."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[max(first, start - _AROUND) : start], text[end : min(last, end + _AROUND)]
    lead, trail = "…" if first < start - _AROUND else "", "…" if last > end + _AROUND else ""
    return lead + printed(before), printed(after) + trail
