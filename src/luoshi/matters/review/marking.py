"""From words that a person pointed at, or copied, to a correction of the reading or a field of a matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.documents.models import Document
from luoshi.documents.reader import Reading, Span
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Matter, MatterState, Place
from luoshi.matters.operations import correct_reading, revise_matter
from luoshi.matters.review.forms import MarkForm
from luoshi.matters.review.marks import (
    BY_CODE,
    STANDARD,
    Word,
    around,
    found_in,
    of_statement,
    refuse_homeless,
    trimmed,
    value_of,
)
from luoshi.meetings.models import MeetingText


def mark(text: MeetingText, form: MarkForm, *, by: Acting, at: dt.datetime) -> str:
    """Say what the words are; hands back what was done, in a sentence. Raises ``Refused`` where the words cannot be that."""
    document, word = text.document, BY_CODE[form.cleaned_data["word"]]
    readings = _readings(text)
    span = _span(document, readings, form)
    if word.field == "statement":
        span = of_statement(readings, span)
    words = document.text[span.start : span.end]
    if word.code == STANDARD:
        return _standard(text, form, span, by=by, at=at)
    refuse_homeless(word, readings, span)
    value = value_of(word, words, on=form.cleaned_data["on"], standing=form.cleaned_data["standing"])
    correct_reading(
        document,
        by=by,
        at=at,
        field=word.field,
        start=span.start,
        end=span.end,
        value=value,
        token=form.cleaned_data["token"],
    )
    return _told(word, words)


def _told(word: Word, words: str) -> str:
    bare = "".join(words.split())
    shown = bare if len(bare) <= 16 else f"{bare[:15]}…"
    return f"已标注：“{shown}”{word.label}。可在“人工标注”里撤回。"


def _readings(text: MeetingText) -> list[Reading]:
    document, corrections = text.document, standing(text.document)
    return [as_it_stands(row, document, corrections) for row in latest(document) if row.part == text.part]


def _span(document: Document, readings: Sequence[Reading], form: MarkForm) -> Span:
    """The stretch that is meant: the one selected, narrowed to the words if these were edited, else where the words stand."""
    given = form.cleaned_data
    whole = readings[0].part.span if readings else Span(0, len(document.text))
    pointed = form.span()
    within = whole if pointed is None else Span(pointed[0], min(pointed[1], len(document.text)))
    if pointed is not None and _same(document.text[within.start : within.end], given["words"]):
        return trimmed(document.text, within)
    found = found_in(document, within, given["words"])
    if given["at"] in found:
        found = [given["at"]]
    length = len(given["words"].replace("\r\n", "\n"))
    if not found:
        raise Refused("原文里没有找到这些字句。请从原文中原样复制，标点也要一致。", field="words")
    if len(found) > 1:
        form.places = [(place, around(document, place, place + length)) for place in found[:20]]
        raise Refused(f"这些字句在原文里出现 {len(found)} 处。请选定是哪一处，或者多抄几个字。", field="at")
    return trimmed(document.text, Span(found[0], found[0] + length))


def _same(selected: str, words: str) -> bool:
    return not words or "".join(selected.split()) == "".join(words.split())


def _standard(text: MeetingText, form: MarkForm, span: Span, *, by: Acting, at: dt.datetime) -> str:
    """办结标准 is the matter's own field; the words stay its origin."""
    document = text.document
    places = Place.objects.filter(
        matter__meeting=text.meeting, document=document, start__lte=span.start, end__gte=span.end
    ).exclude(matter__state__in=(MatterState.MERGED, MatterState.DROPPED))
    place = min(places.select_related("matter"), key=lambda row: row.end - row.start, default=None)
    if place is None:
        raise Refused("选中的字句不在任何一件事项里。请先选中整句话标为“事项”，再标办结标准。", field="words")
    words = "".join(document.text[span.start : span.end].split())
    origin = {"how": "text", "document": document.ref, "start": span.start, "end": span.end}
    matter: Matter = place.matter
    values, token = {"standard": words[:300]}, form.cleaned_data["token"]
    revise_matter(matter, by=by, at=at, values=values, origins={"standard": origin}, token=token)
    return f"已把“{words[:16]}”作为这件事项的办结标准。"
