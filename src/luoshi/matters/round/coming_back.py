"""A heap that came back for a round: what each row says, beside what is known already. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Max

from luoshi.bodies.models import Body
from luoshi.documents.heap import Dropped, Heap, Rejected, Returned, heap_without_ledger
from luoshi.documents.merged import Merged, Told, merge
from luoshi.documents.merged import Report as SheetReport
from luoshi.documents.tables import NOT_STARTED
from luoshi.matters.doing.near import repeats
from luoshi.matters.models import Asked, Matter, Report, Round, SaidState
from luoshi.matters.operations.rounds import AddedRow, Said, said_of, says_again
from luoshi.matters.round.choosing import REPORTABLE
from luoshi.matters.round.workbooks import LAST, ROLE, asked_of, ledger_of


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file says of one matter; ``key`` names it on the page."""

    key: str
    said: Said
    source: str
    leads: bool = True
    last: Report | None = None
    """The last report, where this is nearly the same."""

    @property
    def state(self) -> str:
        """What it says of the state, in words; empty where it says nothing."""
        return SaidState(self.said.said).label if self.said.said else ""

    @property
    def says_done(self) -> bool:
        """拟办结: the body's word, for the clerk to look at."""
        return self.said.said == SaidState.DONE


@dataclass(frozen=True, slots=True)
class Clash:
    """Different words for one matter by one body: two files, or a file and a report of this round (``standing``)."""

    key: str
    matter: Matter
    body: Body
    entries: tuple[Entry, ...]
    standing: Report | None


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that a body added."""

    key: str
    row: AddedRow
    progress: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the clerk sees before one click takes it in."""

    entries: tuple[Entry, ...]
    near: tuple[Entry, ...]
    """What nearly repeats the body's last report; it is noted as not updated unless the clerk ticks it."""
    clashes: tuple[Clash, ...]
    additions: tuple[Addition, ...]
    unchanged: tuple[tuple[Matter, Body], ...]
    repeated: int
    told: tuple[Told, ...]
    rejected: tuple[Rejected, ...]
    files: int

    @property
    def title(self) -> str:
        """What is new, in one line."""
        parts = [f"{len(self.entries)} 条新反馈"] if self.entries else []
        parts += [f"{len(self.near)} 条与上次几乎相同"] if self.near else []
        parts += [f"{len(self.clashes)} 处不一致"] if self.clashes else []
        parts += [f"{len(self.additions)} 行新增"] if self.additions else []
        return "，".join(parts) or "没有新内容"

    @property
    def bodies(self) -> int:
        return len({entry.said.body.pk for entry in self.entries})

    @property
    def unchanged_by_body(self) -> dict[Body, list[Matter]]:
        """What brought nothing new, in protocol order."""
        found: dict[Body, list[Matter]] = {}
        for matter, body in sorted(self.unchanged, key=lambda pair: (pair[1].protocol_order, pair[1].pk, pair[0].pk)):
            found.setdefault(body, []).append(matter)
        return found

    @property
    def done(self) -> tuple[Entry, ...]:
        """What bodies say is done."""
        return tuple(entry for entry in (*self.entries, *self.near) if entry.says_done)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take in."""
        return not (self.entries or self.near or self.clashes or self.additions or self.unchanged)


def preview(row: Round, dropped: Iterable[Dropped], *, on: dt.date) -> Preview:
    """Read a heap against a round. Raises ``Refused`` where there are too many files."""
    asked = asked_of(row)
    ledger = ledger_of(row, asked, on=on)
    heap = heap_without_ledger(dropped, ledger)
    names = {str(each.body): each.body for each in asked}
    heap = replace(heap, returned=tuple(_owned(file, names) for file in heap.returned))
    return _Reading(row, asked, heap, merge(heap), on).preview()


def _owned(file: Returned, names: dict[str, Body]) -> Returned:
    """A file with whose it is, where its heading or its name says so, and without the columns that only repeat what was sent."""
    heading = [name for name in names if file.sheet.heading.endswith(f"（{name}）")]
    named = heading or [name for name in names if file.name.startswith(name)]
    rows = tuple(replace(row, extra=_without_own(row.extra)) for row in file.sheet.rows)
    return replace(file, sheet=replace(file.sheet, rows=rows), body=max(named, key=len, default=""))


def _without_own(extra: dict[str, str]) -> dict[str, str]:
    return {title: words for title, words in extra.items() if title not in (ROLE, LAST)}


@dataclass
class _Reading:
    """One heap, sorted into what is new, what clashes, what is added, what says nothing."""

    row: Round
    asked: Sequence[Asked]
    heap: Heap
    merged: Merged
    on: dt.date
    told: list[Told] = field(default_factory=list)
    unchanged: dict[tuple[int, int], tuple[Matter, Body]] = field(default_factory=dict)
    repeated: int = 0

    def __post_init__(self) -> None:
        self.matters = list({each.matter_id: each.matter for each in self.asked}.values())
        self.by_pair = {(each.matter_id, each.body_id): each for each in self.asked}
        self.bodies = {str(each.body): each.body for each in self.asked}
        since = Report.objects.filter(matter__in=self.matters, made_at__gte=self.row.opened_at).order_by("id")
        self.since: defaultdict[tuple[int, int | None], list[Report]] = defaultdict(list)
        for report in since:
            self.since[report.matter_id, report.body_id].append(report)
        before = Report.objects.filter(matter__in=self.matters, made_at__lt=self.row.opened_at)
        newest = before.values("matter", "body").annotate(newest=Max("id")).values("newest")
        self.last = {(each.matter_id, each.body_id): each for each in Report.objects.filter(pk__in=newest)}

    def preview(self) -> Preview:
        grouped = self._grouped()
        for body, at in self.merged.unchanged:
            if at < len(self.matters):
                self._note_unchanged(self.matters[at], self._body(body, self.matters[at]))
        clashes = [clash for entries in grouped.values() if (clash := self._clash(entries)) is not None]
        clashing = {entry.key for clash in clashes for entry in clash.entries}
        news = {pair: entries[0] for pair, entries in grouped.items() if entries[0].key not in clashing}
        unchanged = tuple(pair for key, pair in self.unchanged.items() if key not in grouped)
        return Preview(
            entries=tuple(entry for entry in news.values() if entry.last is None),
            near=tuple(entry for entry in news.values() if entry.last is not None),
            clashes=tuple(clashes),
            additions=tuple(self._additions()),
            unchanged=unchanged,
            repeated=self.repeated,
            told=(*self.told, *(each for each in self.merged.told if each.kind != "新增行")),
            rejected=self.merged.rejected,
            files=self.merged.files,
        )

    def _grouped(self) -> dict[tuple[int, int], list[Entry]]:
        """By matter and body, the different things that files say."""
        found: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
        for at, matter in enumerate(self.matters):
            for number, sheet in enumerate(self.merged.reports[at]):
                entry = self._entry(matter, sheet, f"{at}-{number}")
                if entry is None:
                    continue
                same = found[matter.pk, entry.said.body.pk]
                if not any(_alike(entry.said, other.said) for other in same):
                    same.append(entry)
        return {pair: entries for pair, entries in found.items() if entries}

    def _entry(self, matter: Matter, sheet: SheetReport, key: str) -> Entry | None:
        """What a file says, where it is new; what is not is counted or told."""
        body = self._body(sheet.body, matter)
        said = self._said(matter, body, sheet)
        asked = self.by_pair.get((matter.pk, body.pk))
        if not (said.progress or said.problems or said.said) or (asked and _repeats(said, asked)):
            self._note_unchanged(matter, body)
            return None
        if says_again(self.since[matter.pk, body.pk], said):
            self.repeated += 1
            return None
        if matter.state not in REPORTABLE:
            sentence = f"{matter} 现在是“{matter.get_state_display()}”，这条不再录入：{said.progress}"
            self.told.append(Told("已不在办理", sheet.source, sentence))
            return None
        if asked is None:
            self.told.append(Told("别家的事项", sheet.source, f"{matter} 没有发给{body}，请核对后再决定是否录入。"))
        last = self.last.get((matter.pk, body.pk))
        told_before = last if last is not None and repeats(last, **said.words) else None
        return Entry(key, said, sheet.source, leads=asked is not None and asked.leads, last=told_before)

    def _body(self, name: str, matter: Matter) -> Body:
        """Whose words they are; those of a file that nobody can be told to own are the lead's."""
        lead = next(each.body for each in self.asked if each.matter_id == matter.pk and each.leads)
        return self.bodies.get(name, lead)

    def _said(self, matter: Matter, body: Body, sheet: SheetReport) -> Said:
        """The cells as a report; a state in the body's own words and its remarks stand below its progress."""
        state = sheet.cells.get("state", "")
        own_state = state if state and state != NOT_STARTED and not said_of(state) else ""
        extra = [("状态", own_state), ("备注", sheet.cells.get("remark", ""))]
        lines = [sheet.cells.get("progress", ""), *(f"{title}：{words}" for title, words in extra if words)]
        return Said(
            matter=matter,
            body=body,
            progress="\n".join(filter(None, lines)),
            problems=sheet.cells.get("problems", ""),
            said=said_of(state),
            said_by=sheet.source,
            said_on=self.on,
        )

    def _note_unchanged(self, matter: Matter, body: Body) -> None:
        if not self.since[matter.pk, body.pk] and (matter.pk, body.pk) in self.by_pair:
            self.unchanged[matter.pk, body.pk] = (matter, body)

    def _clash(self, entries: Sequence[Entry]) -> Clash | None:
        first = entries[0].said
        reports = self.since[first.matter.pk, first.body.pk]
        if len(entries) == 1 and not reports:
            return None
        return Clash(entries[0].key, first.matter, first.body, tuple(entries), reports[-1] if reports else None)

    def _additions(self) -> Iterator[Addition]:
        """The rows that stand in no round, under which body's file and what it says of them."""
        rows = self.merged.ledger.rows[len(self.matters) :]
        for number, (row, source) in enumerate(zip(rows, self.merged.added, strict=True)):
            body = self.bodies.get(row["lead_body"])
            yield Addition(f"n{number}", AddedRow(words=row["matter"], body=body, source=source), row["progress"])


def _repeats(said: Said, asked: Asked) -> bool:
    """Whether it says no more than what was sent out."""
    return not said.problems and "".join(said.progress.split()) in ("", "".join(asked.last.split())) and not said.said


def _alike(one: Said, other: Said) -> bool:
    return (one.progress, one.problems, one.said) == (other.progress, other.problems, other.said)
