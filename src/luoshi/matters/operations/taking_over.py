"""接管台账: matters that come in the middle of their life, from the ledger that an office kept before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.files.models import File
from luoshi.journal.acting import Acting, Channel, OnBehalf, Through
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record, revise
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import LedgerRow, LedgerShape, Matter, MatterState, Report, Sort, Source
from luoshi.matters.operations.acting import act_on
from luoshi.matters.operations.carrying import report
from luoshi.matters.operations.changing import New, begin_all, change
from luoshi.matters.operations.closing import CLOSING
from luoshi.matters.operations.reviewing import revise_matter
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post
from luoshi.workdays import office_date

TAKEN = (
    MatterState.HANDED_OUT,
    MatterState.UNDER_WAY,
    MatterState.COMPLETED,
    MatterState.CLOSED,
    MatterState.STANDING,
    MatterState.SUSPENDED,
)
"""The states in which a matter may be taken over from a ledger."""
_SHAPE = ("office", "name", "title", "sheet", "number", "file", "columns", "taken_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A row of a ledger as a running matter. ``cells`` are the row's own words by title, ``titles`` the title of each field's column."""

    place: int
    cells: Mapping[str, str]
    titles: Mapping[str, str]
    words: str
    state: MatterState
    section: str = ""
    said: str = ""
    code: str = ""
    source: str = Source.OTHER
    meeting: Meeting | None = None
    heading: str = ""
    topic: str = ""
    lead: Body | None = None
    supporting: tuple[Body, ...] = ()
    unresolved: str = ""
    leader: Post | None = None
    due_on: dt.date | None = None
    due_words: str = ""
    standard: str = ""
    remark: str = ""
    progress: str = ""
    problems: str = ""
    reported_on: dt.date | None = None
    docketed_on: dt.date | None = None
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a ledger says anew of a matter that is known: fields that changed in it, words to report, whether it is done now."""

    matter: Matter
    running: Running
    values: Mapping[str, Any] = field(default_factory=dict)
    reports: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One table: its shape, the matters that are new, the proposals that turn out to run already, what is new of those known, and the rest."""

    name: str
    title: str
    columns: Sequence[Mapping[str, str | int]]
    sheet: str = ""
    number: int = 0
    new: Sequence[Running] = ()
    proposals: Sequence[tuple[Matter, Running]] = ()
    news: Sequence[News] = ()
    same: Sequence[tuple[Matter, Running]] = ()

    @property
    def counts(self) -> dict[str, int]:
        return {"new": len(self.new) + len(self.proposals), "updated": len(self.news), "same": len(self.same)}


@operation("matters.take_over")
def take_over(
    office: Office, *, by: Acting, at: dt.datetime, tables: Sequence[Taken], file: File, token: str = ""
) -> list[LedgerShape]:
    """Take over the tables of a ledger, all of it or nothing. Each new matter has one entry, which says in which state it came.

    ``file`` is the ledger as it was handed in: it goes out again with what holds then. What is known already is not doubled: what the ledger says anew of it is reported, revised or found done by its own entry.
    """
    require_keeper(by, office.pk)
    if file.office_id != office.pk:
        raise Unseen
    if not any(sum(table.counts.values()) for table in tables):
        raise Refused("没有可以接管的事项。请至少勾选一张表。")
    through = replace(by, through=Through.IMPORT) if by.through is Through.PAGE else by
    used: set[int] = set()
    return [_TakingOver(office, table, file, by=through, at=at).run(used) for table in tables]


class _TakingOver:
    """One table being taken over."""

    def __init__(self, office: Office, table: Taken, file: File, *, by: Acting, at: dt.datetime) -> None:
        self.office, self.table, self.file, self.by, self.at = office, table, file, by, at
        self.today = office_date(at)

    def run(self, used: set[int]) -> LedgerShape:
        shape = self._shape(used)
        used.add(shape.pk)
        rows = [(matter, each) for matter, each in zip(self._begun(shape), self.table.new, strict=True)]
        rows += [(self._turned(shape, matter, each), each) for matter, each in self.table.proposals]
        Report.objects.bulk_create(self._report(matter, each) for matter, each in rows if _has_report(each))
        rows += [(self._updated(each), each.running) for each in self.table.news]
        self._keep(shape, [*rows, *self.table.same])
        told = {**self.table.counts, "file": self.table.name, "sha256": self.file.sha256}
        record(shape, "ledger.taken_over", {"taken": told}, by=self.by, at=self.at)
        return shape

    def _shape(self, used: set[int]) -> LedgerShape:
        """The shape of this sheet, as known before or new; ``used`` are those of the other sheets of the file."""
        columns = [dict(column) for column in self.table.columns]
        values = {
            "name": self.table.name[:120],
            "title": self.table.title[:120],
            "sheet": self.table.sheet[:120],
            "number": self.table.number,
            "file": self.file,
            "columns": columns,
            "taken_at": self.at,
        }
        titles = [str(column["title"]) for column in columns]
        shapes = LedgerShape.objects.filter(office=self.office).exclude(pk__in=used)
        known = [row for row in shapes if row.titles == titles]
        known = [row for row in known if row.sheet == values["sheet"]] or known
        if len(known) == 1 or (known and known[0].sheet == values["sheet"]):
            row = LedgerShape.objects.select_for_update().get(pk=known[0].pk)
            return revise(row, "ledger.reshaped", values, by=self.by, at=self.at)
        return found(LedgerShape(office=self.office, **values), "ledger.found", _SHAPE, by=self.by, at=self.at)

    def _begun(self, shape: LedgerShape) -> list[Matter]:
        news = [New(Matter(office=self.office, **self._values(each)), each.supporting, self._more(shape, each)) for each in self.table.new]  # fmt: skip
        return begin_all(news, "matter.taken_over", by=self.by, at=self.at)

    def _turned(self, shape: LedgerShape, matter: Matter, each: Running) -> Matter:
        """A proposal that the ledger shows to be running: what the ledger leaves empty stays."""
        row = (
            Matter.objects.select_for_update(of=("self",)).select_related("lead", "leader", "meeting").get(pk=matter.pk)
        )
        said = {name: value for name, value in self._values(each).items() if value not in (None, "", [])}
        said["origins"] = {**row.origins, **said["origins"]}
        supporting = each.supporting or None
        return change(row, "matter.taken_over", said, by=self.by, at=self.at, supporting=supporting, more=self._more(shape, each))  # fmt: skip

    def _values(self, each: Running) -> dict[str, Any]:
        """The fields of a matter in the middle of its life."""
        if each.state not in TAKEN:
            raise Refused(f"第 {each.place} 行不能以“{each.state.label}”接管。请改选状态。")
        names = ("words", "state", "code", "source", "meeting", "heading", "topic", "lead", "unresolved", "leader", "due_on", "due_words", "standard", "remark", "progress", "problems", "docketed_on")  # fmt: skip
        values = {name: getattr(each, name) for name in names}
        values |= {"spoken": each.code, "origins": self._origins(each), "position": each.place}
        if _has_report(each):
            values["reported_on"] = self._reported_on(each)
        if each.state in (MatterState.COMPLETED, MatterState.CLOSED):
            values["chain"] = [CLOSING]
        if each.state == MatterState.CLOSED:
            values |= {"signed": 1, "closed_on": each.closed_on or self.today}
        if each.state == MatterState.STANDING:
            values["sort"] = Sort.STANDING
        return values

    def _origins(self, each: Running) -> dict[str, Any]:
        """For each field: file, row and title of the ledger that say it."""
        where = f"{self.table.name}第 {each.place} 行"
        said: dict[str, Any] = {
            name: {"how": "ledger", "sentence": f"{where}“{title}”"}
            for name, title in each.titles.items()
            if title and getattr(each, name)
        }
        if each.leader is not None and "leader" not in said:
            said["leader"] = {"how": "portfolio", "body": str(each.lead)}
        return said

    def _more(self, shape: LedgerShape, each: Running) -> dict[str, Any]:
        told = {"shape": shape.ref, "name": self.table.name, "row": each.place, "cells": dict(each.cells)}
        more: dict[str, Any] = {"ledger": told, "state_name": each.state.label}
        if _has_report(each):
            more |= {"text": each.progress, "said": each.said, "body_name": str(each.lead or "")}
        return more

    def _report(self, matter: Matter, each: Running) -> Report:
        return Report(
            matter=matter,
            body=matter.lead,
            said=each.said,
            progress=each.progress,
            problems=each.problems,
            reported_on=self._reported_on(each),
            made_at=self.at,
            event_seq=matter.seq,
        )

    def _reported_on(self, each: Running) -> dt.date:
        """The day of the last entry of a history that has days; else the day of taking over."""
        return min(each.reported_on or self.today, self.today)

    def _updated(self, news: News) -> Matter:
        matter, each = news.matter, news.running
        if news.values:
            where = f"{self.table.name}第 {each.place} 行"
            said = {name: {"how": "ledger", "sentence": where} for name in news.values}
            matter = revise_matter(
                matter, by=self.by, at=self.at, values=news.values, origins=said, because=f"台账改为这一天：{where}"
            )
        if news.reports:
            party = str(matter.lead or "承办单位")
            told = OnBehalf(party=party, channel=Channel.WORKBOOK, said_by=self.table.name[:60], said_on=self.today)
            matter = report(
                matter,
                by=replace(self.by, on_behalf=told),
                at=self.at,
                body=matter.lead,
                progress=each.progress,
                problems=each.problems,
                said=each.said,
            )
        if news.done:
            despite = f"接管的台账已记为办结：{self.table.name}第 {each.place} 行。"
            given = Given(words=each.progress or "台账记为已办结。", despite=despite)
            matter = act_on(matter, by=self.by, at=self.at, act=Act.FIND_DONE, given=given)
        return matter

    def _keep(self, shape: LedgerShape, rows: Sequence[tuple[Matter, Running]]) -> None:
        """The rows as they stand in the ledger now; a matter that it no longer has goes on without a row."""
        shape.rows.all().delete()
        LedgerRow.objects.bulk_create(
            LedgerRow(
                shape=shape,
                matter=matter,
                place=each.place,
                section=each.section[:120],
                cells=dict(each.cells),
                told=each.progress,
            )
            for matter, each in rows
        )


def _has_report(each: Running) -> bool:
    return bool(each.progress or each.problems)
