"""The review of a meeting: its source on one side, its reading and the proposals on the other, every number counted once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from luoshi.bodies.models import Body
from luoshi.documents.marking import Line, Mark, marked_lines, with_places
from luoshi.documents.models import Correction, Document
from luoshi.documents.reader import Reading, Span, Statement
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.documents.tables import printed
from luoshi.journal.acting import Acting
from luoshi.matters.models import Difference, Matter, MatterState, Place, Sort, Support
from luoshi.matters.review.head import Head, head_of
from luoshi.matters.review.items import Item, Items
from luoshi.matters.review.marks import label_of
from luoshi.matters.terms import docket_by
from luoshi.meetings.models import Meeting, MeetingText
from luoshi.people.directory.who import LineUp

_LABELS = {"assessment": "形势", "attitude": "态度", "action": "事项标题", "outcome": "决定"}
_CLASSES = (
    (Sort.CONCRETE, "具体事项", "建议立项"),
    (Sort.STANDING, "长期坚持", "建议立项，不设完成时限"),
    (Sort.GENERAL, "面上要求", "写入通知，不单独立项"),
)
_ORDER = [sort.value for sort, _, _ in _CLASSES]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that is no matter: its label, and the stretch by which it can be called a matter after all."""

    key: str
    words: str
    label: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Class:
    """Matters of one class within a topic."""

    sort: str
    name: str
    hint: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic with its classes, what was decided on it, and what is kept for the notice's preamble."""

    at: int | None
    title: str
    classes: tuple[Class, ...]
    decided: tuple[Said, ...]
    folded: tuple[Said, ...]

    @property
    def key(self) -> str:
        return "none" if self.at is None else str(self.at)

    @property
    def items(self) -> list[Item]:
        return [item for each in self.classes for item in each.items]

    @property
    def offered(self) -> int:
        """How many proposals wait for their lead with a suggestion."""
        return sum(bool(item.offers) for item in self.items)

    @property
    def ticked(self) -> int:
        return sum(item.ticked for item in self.items)


@dataclass(frozen=True, slots=True)
class Unread:
    key: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that stands: what was said of which words, by whom and when."""

    pk: int
    label: str
    words: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A text of the meeting above the source. ``name`` tells it from the others: its kind, with its title where two are of one kind."""

    ref: str
    title: str
    name: str
    is_basis: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the page prints."""

    meeting: Meeting
    document: Document | None
    tabs: tuple[Tab, ...]
    lines: tuple[Line, ...]
    head: Head | None
    topics: tuple[Topic, ...]
    dropped: tuple[Item, ...]
    merged: int
    unread: tuple[Unread, ...]
    corrections: tuple[Corrected, ...]
    bodies: tuple[str, ...]
    docket_by: dt.date | None

    @property
    def items(self) -> list[Item]:
        return [item for topic in self.topics for item in topic.items]

    def item(self, ref: str) -> Item | None:
        """One row by the matter's ``ref``."""
        return next((item for item in (*self.items, *self.dropped) if item.ref == ref), None)

    @property
    def proposed(self) -> list[Item]:
        """What the house suggests to docket."""
        return [item for item in self.items if item.ticked]

    @property
    def offered(self) -> int:
        return sum(topic.offered for topic in self.topics)

    @property
    def title(self) -> str:
        """The answer of the page in one line."""
        proposed = self.proposed
        if not proposed:
            docketed = sum(bool(item.code) for item in self.items)
            return f"已立项 {docketed} 件，没有待立项的事项" if docketed else "没有建议立项的事项"
        without = sum(item.lacks_lead for item in proposed)
        rest = f"其中 {without} 件责任单位未明确" if without else "责任单位均已明确"
        return f"建议立项 {len(proposed)} 件，{rest}"

    @property
    def reasons(self) -> list[str]:
        """How the number came about."""
        waiting = [item for item in self.items if item.is_proposal]
        counts = {sort: sum(item.sort == sort for item in waiting) for sort, _, _ in _CLASSES}
        docketed = sum(bool(item.code) for item in self.items)
        lines = [
            f"具体事项 {counts[Sort.CONCRETE]} 件、长期坚持 {counts[Sort.STANDING]} 件，建议立项",
            f"面上要求 {counts[Sort.GENERAL]} 件没有可以逐项办结的内容，写入通知",
        ]
        if waiting and self.docket_by is not None:
            lines.append(f"应在{self.docket_by.month}月{self.docket_by.day}日前分解立项")
        if docketed:
            lines.append(f"已立项 {docketed} 件")
        if len(self.proposed) > 1:
            lines.append("公开通报中一次会议立项 22 至 43 件")
        return lines


def texts_of(meeting: Meeting, by: Acting) -> list[MeetingText]:
    """The texts of a meeting that the person may see, the basis first."""
    rows = meeting.texts.filter(document__in=Document.objects.visible_to(by)).select_related("document__file")
    return sorted(rows, key=lambda row: (not row.is_basis, row.pk))


def loaded(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with everything a row of the review says of them."""
    supports = Support.objects.select_related("body")
    places = Place.objects.select_related("document").defer("document__text")
    open_ = Difference.objects.filter(decided="").select_related("document").defer("document__text")
    return matters.select_related("lead", "leader", "meeting", "office").prefetch_related(
        Prefetch("supports", supports), Prefetch("places", places), Prefetch("differences", open_)
    )


def review_of(meeting: Meeting, by: Acting, *, line_up: LineUp, text: str = "") -> Review:
    """The page of a meeting; ``text`` is the ``ref`` of the document to show, the basis where it is none of the meeting's.

    ``line_up`` is that of the meeting's day.
    """
    texts = texts_of(meeting, by)
    chosen = next((row for row in texts if row.document.ref == text), texts[0] if texts else None)
    matters = list(loaded(meeting.matters.whole()).order_by("position", "pk"))
    return _Building(meeting, texts, chosen, matters, line_up).review()


class _Building:
    """Lays the matters of a meeting beside one of its texts."""

    def __init__(
        self,
        meeting: Meeting,
        texts: Sequence[MeetingText],
        chosen: MeetingText | None,
        matters: Sequence[Matter],
        line_up: LineUp,
    ) -> None:
        self.meeting, self.texts, self.chosen = meeting, texts, chosen
        self.office, self.on = meeting.office, line_up.on
        shown = chosen.document.ref if chosen else ""
        making = Items(line_up, shown, chosen.document.as_text.place_at if chosen else None)
        living = sorted((matter for matter in matters if matter.state != MatterState.MERGED), key=_place_on_the_page)
        self.items = [making.item(matter, number) for number, matter in enumerate(living, 1)]
        self.at = {matter.ref: matter.topic_at for matter in living}
        self.merged = len(matters) - len(living)
        self.corrections = standing(chosen.document) if chosen else []
        self.marks: list[Mark] = []
        self._keys = count(1)

    @cached_property
    def reading(self) -> Reading | None:
        """What is read in the text shown, as it stands."""
        if self.chosen is None:
            return None
        document = self.chosen.document
        row = next((row for row in latest(document) if row.part == self.chosen.part), None)
        return as_it_stands(row, document, self.corrections) if row else None

    def review(self) -> Review:
        topics = tuple(self._topics())
        dropped = tuple(item for item in self.items if item.is_dropped)
        self._mark_items()
        head = head_of(self.reading, self.mark) if self.reading else None
        unread = tuple(self._unread())
        return Review(
            meeting=self.meeting,
            document=self.chosen.document if self.chosen else None,
            tabs=tuple(self._tabs()),
            lines=tuple(self._lines()),
            head=head,
            topics=topics,
            dropped=dropped,
            merged=self.merged,
            unread=unread,
            corrections=tuple(map(_corrected, self.corrections)),
            bodies=tuple(map(str, Body.objects.filter(office=self.office).existing(self.on))),
            docket_by=docket_by(self.office, [self.meeting.pk]).get(self.meeting.pk),
        )

    def mark(self, span: Span, kind: str) -> str:
        """Give a stretch of the source a key."""
        key = f"f{next(self._keys)}"
        self.marks.append(Mark(key, span, kind))
        return key

    def _mark_items(self) -> None:
        for item in self.items:
            kind = "statement dropped" if item.is_dropped else f"statement action {item.sort}"
            self.marks += [Mark(item.key, span, kind) for span in item.spans]
            self.marks += [Mark(key, span, kind) for key, span, kind in item.marks]

    def _topics(self) -> Iterator[Topic]:
        """In the order of the agenda, what belongs to no topic last."""
        titles = self._titles()
        said = defaultdict(list)
        for statement in self._other_statements():
            said[statement.agenda if statement.agenda in titles else None].append(self._said(statement))
        rows = defaultdict(list)
        for item in self.items:
            if not item.is_dropped:
                rows[self.at[item.ref]].append(item)
        for at in sorted({*rows, *said}, key=lambda at: (at is None, at or 0)):
            yield Topic(
                at=at,
                title=titles.get(at) or next((item.topic for item in rows[at] if item.topic), "") or "未归入议题",
                classes=tuple(_classes(rows[at])),
                decided=tuple(each for each in said[at] if each.kind == "outcome"),
                folded=tuple(each for each in said[at] if each.kind != "outcome"),
            )

    def _titles(self) -> dict[int | None, str]:
        if self.reading is None:
            return {}
        return {at: printed(item.title.text) for at, item in enumerate(self.reading.agenda)}

    def _other_statements(self) -> list[Statement]:
        """Statements where no matter stands, dropped ones included."""
        taken = {span for item in self.items for span in item.spans}
        return [each for each in self.reading.statements if each.span not in taken] if self.reading else []

    def _said(self, statement: Statement) -> Said:
        key = f"s{next(self._keys)}"
        self.marks.append(Mark(key, statement.span, f"statement {statement.label}"))
        return Said(key, printed(statement.text), _LABELS[statement.label], statement.label, statement.span)

    def _unread(self) -> Iterator[Unread]:
        for found in self.reading.unread if self.reading else ():
            yield Unread(self.mark(found.span, "unread"), printed(found.text), found.span)

    def _tabs(self) -> Iterator[Tab]:
        kinds = Counter(row.document.kind for row in self.texts)
        for row in self.texts:
            text = row.document
            kind = str(text.get_kind_display())
            name = kind if kinds[text.kind] == 1 else f"{kind}：{text.title}"
            yield Tab(text.ref, text.title, name, row.is_basis, row == self.chosen)

    def _lines(self) -> Iterator[Line]:
        """The lines of the part shown; a matter that stands in several places has its anchor at the first."""
        if self.chosen is None:
            return
        raw = self.chosen.document.text
        part = self.reading.part.span if self.reading else Span(0, len(raw))
        seen: set[str] = set()
        inside = (line for line in marked_lines(raw, self.marks) if part.start <= line.start < part.end)
        for line in with_places(inside, self.chosen.document.as_text):
            yield _with_one_anchor(line, seen)


def _place_on_the_page(matter: Matter) -> tuple[bool, int, int, int]:
    """Topic by topic, class by class, in the order of the text; what belongs to no topic comes last."""
    at = matter.topic_at
    return at is None, at or 0, _ORDER.index(matter.sort), matter.position


def _with_one_anchor(line: Line, seen: set[str]) -> Line:
    pieces = []
    for piece in line.pieces:
        pieces.append(replace(piece, first=piece.first and piece.statement not in seen))
        seen.add(piece.statement)
    return replace(line, pieces=tuple(pieces))


def _classes(items: Iterable[Item]) -> Iterator[Class]:
    rows = list(items)
    for sort, name, hint in _CLASSES:
        if chosen := tuple(item for item in rows if item.sort == sort):
            yield Class(sort, name, hint, chosen)


def _corrected(row: Correction) -> Corrected:
    at = timezone.localtime(row.made_at)
    return Corrected(
        pk=row.pk,
        label=label_of(row.field, row.value),
        words=printed(row.document.text[row.start : row.end])[:60],
        by=row.made_by,
        at=f"{at.month}月{at.day}日 {at:%H:%M}",
    )
