"""The list of meetings: newest first, each with its chair and where its matters stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan, LessThan

from luoshi.documents.models import Document, StoredReading
from luoshi.documents.stored import as_it_stands, standing
from luoshi.journal.acting import Acting
from luoshi.journal.paging import counted
from luoshi.matters.access import may_keep
from luoshi.matters.bulletin import with_last_said
from luoshi.matters.meeting.figures import Figures, figures_of
from luoshi.matters.meeting.shown import said_of
from luoshi.matters.models import Matter, MatterState
from luoshi.meetings.models import Meeting, MeetingKind, MeetingText

SIZE = 30
_UNDATED = dt.date(9999, 12, 31)
"""A meeting without a day waits for one: it stands before the others."""


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting in the list; ``chair`` is empty where no text says it, or where none may be read."""

    meeting: Meeting
    chair: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list; ``older`` and ``newer`` are the refs after and before which the neighbouring pages begin."""

    lines: tuple[Line, ...]
    count: str
    older: str
    newer: str
    kinds: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    kind_words: str
    unread: int

    @property
    def title(self) -> str:
        """What waits on this page, in one line."""
        if not self.lines:
            return "还没有会议"
        late, waiting = (sum(getattr(line.figures, name) for line in self.lines) for name in ("late", "waiting"))
        parts = (f"{late} 件逾期" if late else "", f"{waiting} 件待校核立项" if waiting else "")
        return "，".join(filter(None, parts)) or "没有逾期的事项"

    @property
    def summary(self) -> tuple[str, ...]:
        """The figures of the meetings on this page."""
        docketed, done = (sum(getattr(line.figures, name) for line in self.lines) for name in ("docketed", "done"))
        return (f"本页 {len(self.lines)} 次会议立项 {docketed} 件", f"已办结 {done} 件") if docketed else ()


def listed(
    acting: Acting,
    *,
    on: dt.date,
    kind: str = "",
    year: int | None = None,
    before: str = "",
    after: str = "",
    size: int = SIZE,
) -> Listed:
    """The meetings of the office, narrowed to a kind and a year; ``before`` and ``after`` are refs of meetings."""
    everything = Meeting.objects.visible_to(acting)
    rows = everything.filter(kind=kind) if kind else everything
    if year is not None:
        rows = rows.filter(held_on__year=year)
    found, older, newer = _page(rows, before, after, size)
    years = everything.exclude(held_on=None).values_list("held_on__year", flat=True).order_by("held_on__year")
    kinds = set(everything.values_list("kind", flat=True).order_by("kind").distinct())
    return Listed(
        lines=tuple(_lines(found, acting, on)),
        count=counted(rows),
        older=found[-1].ref if older else "",
        newer=found[0].ref if newer else "",
        kinds=tuple((value, str(label)) for value, label in MeetingKind.choices if value in kinds),
        years=tuple(sorted(set(years), reverse=True)),
        kind_words=str(MeetingKind(kind).label) if kind else "",
        unread=_unread(acting),
    )


def _unread(acting: Acting) -> int:
    """Texts that belong to no meeting yet, for those who see them."""
    if not may_keep(acting):
        return 0
    return Document.objects.visible_to(acting).filter(meeting_texts=None).exclude(state="read").count()


def _page(rows: QuerySet[Meeting], before: str, after: str, size: int) -> tuple[list[Meeting], bool, bool]:
    """The meetings of one page, and whether there are older and newer ones beyond it."""
    day = Coalesce(F("held_on"), Value(_UNDATED))
    if newer := _edge(rows, after):
        beyond = rows.filter(Q(GreaterThan(day, newer[0])) | Q(Exact(day, newer[0]), pk__gt=newer[1]))
        found = list(beyond.order_by(day.asc(), "pk")[: size + 1])
        return found[:size][::-1], bool(found), len(found) > size
    older = _edge(rows, before)
    if older:
        rows = rows.filter(Q(LessThan(day, older[0])) | Q(Exact(day, older[0]), pk__lt=older[1]))
    found = list(rows.order_by(day.desc(), "-pk")[: size + 1])
    return found[:size], len(found) > size, bool(older and found)


def _edge(rows: QuerySet[Meeting], ref: str) -> tuple[dt.date, int] | None:
    """The place of a meeting in the order of the list; ``None`` for a ref that is none of these."""
    row = rows.filter(ref=ref).first() if ref else None
    return (row.held_on or _UNDATED, row.pk) if row is not None else None


def _lines(meetings: Sequence[Meeting], acting: Acting, on: dt.date) -> Iterable[Line]:
    by_meeting: defaultdict[int, list[tuple[Matter, str | None]]] = defaultdict(list)
    rows = with_last_said(Matter.objects.visible_to(acting).whole().filter(meeting__in=meetings)).exclude(
        state=MatterState.MERGED
    )
    for matter in rows.only("meeting_id", "state", "sort", "due_on", "yellow_from", "red_from"):
        assert matter.meeting_id is not None
        by_meeting[matter.meeting_id].append((matter, said_of(matter)))
    chairs = _chairs(meetings, acting)
    for meeting in meetings:
        yield Line(meeting, chairs.get(meeting.pk, ""), figures_of(by_meeting[meeting.pk], on=on))


def _chairs(meetings: Sequence[Meeting], acting: Acting) -> dict[int, str]:
    """Who chaired, as the basis of each meeting says it; a basis that is not for this person's eyes says nothing."""
    texts = MeetingText.objects.filter(meeting__in=meetings, is_basis=True).select_related("document__file")
    readable = set(Document.objects.visible_to(acting).filter(meeting_texts__in=texts).values_list("pk", flat=True))
    shown = [
        text for text in texts.defer("document__text") if text.document_id in readable or not text.document.is_internal
    ]
    payloads: dict[tuple[int, int], StoredReading] = {
        (row.document_id, row.part): row
        for row in StoredReading.objects.filter(document__in=[text.document_id for text in shown]).order_by("pk")
    }
    corrected = set(
        Document.objects.filter(pk__in=[text.document_id for text in shown])
        .filter(corrections__field="person", corrections__withdrawn_at=None)
        .values_list("pk", flat=True)
    )
    return {
        text.meeting_id: _chair(row, text.document, touched=text.document_id in corrected)
        for text in shown
        if (row := payloads.get((text.document_id, text.part))) is not None
    }


def _chair(row: StoredReading, document: Document, *, touched: bool) -> str:
    """The chair's name; the corrections are laid over the reading only where there are any of people."""
    if touched:
        chair = as_it_stands(row, document, standing(document)).meeting.chair
        return "".join(chair.name.text.split()) if chair is not None else ""
    said = row.data["meeting"]["chair"]
    return "".join(said["name"]["text"].split()) if said else ""
