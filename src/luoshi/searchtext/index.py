"""Writing into the search index and asking it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from luoshi.searchtext.engines import engine
from luoshi.searchtext.models import SearchRow
from luoshi.searchtext.tokens import LONGEST_QUERY, Words, folded

PART = 100_000
"""Characters in a part; so many tokens of two characters stay below the megabyte that a ``tsvector`` may have."""
_BATCH = 2_000


def put(office: int, subject_type: str, subject_ref: str, text: str) -> None:
    """Make a subject found by this text, and by no earlier one. Belongs into the operation that writes the subject."""
    with transaction.atomic():
        wanted = list(parts(folded(text)))
        before = _rows(subject_type, subject_ref)
        if [(row.text, row.office) for row in before] == [(part, office) for part in wanted]:
            return
        _remove(before)
        rows = [
            SearchRow(office=office, subject_type=subject_type, subject_ref=subject_ref, part=number, text=part)
            for number, part in enumerate(wanted)
        ]
        _add(rows)


def put_new(rows: list[SearchRow]) -> None:
    """Many subjects that are not in the index yet; their ``text`` is folded already and no longer than a part."""
    with transaction.atomic():
        _add(rows)


def remove(subject_type: str, subject_ref: str) -> None:
    """Make a subject found no more."""
    with transaction.atomic():
        _remove(_rows(subject_type, subject_ref))


def matching(text: str, *, office: int, subject_type: str | None = None) -> QuerySet[SearchRow]:
    """The rows of an office in which all words of a user's query stand; none for a query without a letter or digit.

    To search subjects: ``Matter.objects.visible_to(acting).filter(ref__in=matching(…, subject_type="matters.matter").values("subject_ref"))``.
    """
    words = Words.of(text)
    if not words:
        return SearchRow.objects.none()
    rows = SearchRow.objects.filter(pk__in=RawSQL(*engine().candidates(words)), office=office)  # noqa: S611 - parameters only
    if subject_type is not None:
        rows = rows.filter(subject_type=subject_type)
    for word in words.words:
        rows = rows.filter(text__contains=word)
    return rows


def parts(searched: str) -> Iterator[str]:
    """A folded text in parts that overlap by the longest query, so that no word is cut; none for an empty one."""
    start = 0
    while start < len(searched):
        yield searched[start : start + PART]
        if start + PART >= len(searched):
            return
        start += PART - LONGEST_QUERY


def rebuild() -> int:
    """Make the index anew from the stored texts; returns how many rows. After a restore or a change of database."""
    with transaction.atomic():
        index = engine()
        index.clear()
        number, batch = 0, []
        for pair in SearchRow.objects.order_by("pk").values_list("pk", "text").iterator(_BATCH):
            batch.append(pair)
            if len(batch) == _BATCH:
                index.add(batch)
                number, batch = number + len(batch), []
        index.add(batch)
        return number + len(batch)


def _rows(subject_type: str, subject_ref: str) -> list[SearchRow]:
    mine = SearchRow.objects.filter(subject_type=subject_type, subject_ref=subject_ref)
    return list(mine.select_for_update().order_by("part"))


def _add(rows: list[SearchRow]) -> None:
    for row in rows:
        row.pk = None
    made = SearchRow.objects.bulk_create(rows, batch_size=_BATCH)
    engine().add([(row.pk, row.text) for row in made])


def _remove(rows: list[SearchRow]) -> None:
    engine().remove([(row.pk, row.text) for row in rows])
    SearchRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
