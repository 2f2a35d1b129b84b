"""What taking over a ledger would do, row by row, before anything is written: new, known, doubtful; nothing is dropped."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType

from luoshi.bodies.models import Office
from luoshi.documents.ledger import code_key, plain
from luoshi.journal.canonical import canonical, digest
from luoshi.matters.ledger.reading import Read, Table, TableRow
from luoshi.matters.ledger.resolving import NO_ANSWERS, Answers, Finder
from luoshi.matters.ledger.rows import Understood, understood
from luoshi.matters.life import Act
from luoshi.matters.models import LedgerRow, Matter, MatterState
from luoshi.matters.models.matter import ON_THE_DOCKET
from luoshi.matters.operations import may_now
from luoshi.matters.operations.taking_over import News, Running, Taken

StateAnswers = Mapping[str, MatterState]
NO_STATES: StateAnswers = MappingProxyType({})
_REVISED = {"due": "due_on", "lead_body": "lead", "standard": "standard", "remark": "remark"}
"""Columns whose changed cells change a matter that is known, with its field."""


class Verdict(StrEnum):
    NEW = "新接管"
    TURNED = "拟立项转为在办"
    UPDATED = "更新"
    SAME = "没有变化"


@dataclass(frozen=True, slots=True)
class Planned:
    """One row: what it becomes, the matter it is already, what is new of it, and what a person should look at."""

    table: Table
    running: Running
    verdict: Verdict
    notes: tuple[str, ...] = ()
    matter: Matter | None = None
    news: News | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """What of a known matter changes, in words."""
        if self.news is None:
            return ()
        labels = {field: self.table.title_of(key) for key, field in _REVISED.items()}
        said = [labels.get(name, name) for name in self.news.values]
        return (*said, *(["进展"] if self.news.reports else []), *(["办结"] if self.news.done else []))


@dataclass(slots=True)
class Plan:
    """Everything an import would do; ``unknown`` are names nobody knows and ``states`` words for states, each with its number of rows."""

    read: Read
    rows: list[Planned] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    states: dict[str, tuple[MatterState | None, int]] = field(default_factory=dict)

    def of(self, verdict: Verdict) -> list[Planned]:
        return [row for row in self.rows if row.verdict is verdict]

    @property
    def doubtful(self) -> list[Planned]:
        return [row for row in self.rows if row.notes]

    @property
    def digest(self) -> str:
        """The same as long as the same would be done."""
        return digest(
            canonical(
                [
                    [
                        row.table.number,
                        row.running.place,
                        row.verdict,
                        row.matter.seq if row.matter else 0,
                        row.running.words,
                    ]
                    for row in self.rows
                ]
            )
        )

    def taken(self) -> list[Taken]:
        """What the operation writes, one a table."""
        tables = {row.table.number: row.table for row in self.rows}
        return [
            _taken(self.read.name, table, [row for row in self.rows if row.table is table]) for table in tables.values()
        ]


def _taken(name: str, table: Table, rows: Sequence[Planned]) -> Taken:
    return Taken(
        name=f"{name} · {table.name}" if table.name else name,
        title=table.title,
        columns=[{"title": column.title, "key": column.key} for column in table.columns],
        new=[row.running for row in rows if row.verdict is Verdict.NEW],
        proposals=[(row.matter, row.running) for row in rows if row.verdict is Verdict.TURNED and row.matter],
        news=[row.news for row in rows if row.news is not None],
        same=[(row.matter, row.running) for row in rows if row.verdict is Verdict.SAME and row.matter],
    )


def plan_ledger(
    office: Office,
    read: Read,
    *,
    on: dt.date,
    year: int,
    bodies: Answers = NO_ANSWERS,
    states: StateAnswers = NO_STATES,
    leaving: frozenset[int] = frozenset(),
) -> Plan:
    """What the tables of a file would change. ``leaving`` are the numbers of tables that are left aside. Nothing is written."""
    plan, finder, known = Plan(read), Finder(office, on, bodies), _Known(office)
    for table in read.tables:
        if table.number in leaving:
            continue
        for row in table.rows:
            found = understood(table, row, finder, year=year, states=states)
            _note(plan, found)
            plan.rows.append(_planned(table, row, found, known))
    _number(plan, known, year)
    return plan


def _note(plan: Plan, found: Understood) -> None:
    for name in found.unknown:
        plan.unknown[name] = plan.unknown.get(name, 0) + 1
    if found.state_words:
        state, count = plan.states.get(found.state_words, (found.read_state, 0))
        plan.states[found.state_words] = (state, count + 1)


class _Known:
    """The office's matters, to find those that a ledger has again: by a number with words like theirs, else by exactly their words."""

    def __init__(self, office: Office) -> None:
        rows = Matter.objects.filter(office=office, parent=None, state__in=(*ON_THE_DOCKET, MatterState.PROPOSED))
        self.rows = {row.pk: row for row in rows.select_related("lead", "leader", "meeting", "office")}
        self.codes: dict[str, list[Matter]] = defaultdict(list)
        self.words: dict[str, list[Matter]] = defaultdict(list)
        for row in self.rows.values():
            for code in dict.fromkeys(filter(None, (code_key(row.code), code_key(row.spoken)))):
                self.codes[code].append(row)
            self.words[plain(row.words)].append(row)
        kept = LedgerRow.objects.filter(shape__office=office).order_by("id")
        self.cells = dict(kept.values_list("matter_id", "cells"))
        self.taken: set[int] = set()

    def find(self, running: Running) -> Matter | None:
        """The one matter meant; a second row never means the same matter again."""
        found = self._meant(running)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def _meant(self, running: Running) -> Matter | None:
        same = self._free(self.words.get(plain(running.words), ()))
        if running.code:
            numbered = self._free(self.codes.get(code_key(running.code), ()))
            alike = [row for row in numbered if row in same or _alike(row.words, running.words)]
            both = [row for row in alike if row in same]
            if both or len(alike) == 1:
                return (both or alike)[0]
        if len(same) > 1:
            same = [row for row in same if row.lead_id == (running.lead.pk if running.lead else None)]
        return same[0] if len(same) == 1 else None

    def _free(self, rows: Iterable[Matter]) -> list[Matter]:
        return [row for row in rows if row.pk not in self.taken]


def _alike(one: str, other: str) -> bool:
    """Whether words under one number may be the same matter: a second ledger begins with 1 again."""
    return SequenceMatcher(None, plain(one)[:_COMPARED], plain(other)[:_COMPARED], autojunk=False).ratio() >= _SAME


_SAME, _COMPARED = 0.5, 200
"""The share of characters in common order, and how many of them are looked at."""


def _planned(table: Table, row: TableRow, found: Understood, known: _Known) -> Planned:
    running, notes = found.running, tuple(found.notes)
    matter = known.find(running)
    if matter is None:
        return Planned(table, running, Verdict.NEW, notes)
    if matter.state == MatterState.PROPOSED:
        return Planned(table, running, Verdict.TURNED, notes, matter)
    news, told = _news(table, row, running, matter, known.cells.get(matter.pk))
    verdict = Verdict.UPDATED if news is not None else Verdict.SAME
    return Planned(table, running, verdict, (*notes, *told), matter, news)


def _news(
    table: Table, row: TableRow, running: Running, matter: Matter, before: Mapping[str, str] | None
) -> tuple[News | None, list[str]]:
    """What the ledger says anew of a matter that is known: against the row as it was read last; else only what the matter lacks."""
    values = {}
    for key, name in _REVISED.items():
        value = getattr(running, name)
        changed = (
            table.cell(row, key) != before.get(table.title_of(key), "")
            if before is not None
            else not getattr(matter, name)
        )
        if value and changed and value != getattr(matter, name):
            values[name] = value
    said = (plain(running.progress), plain(running.problems))
    reports = any(said) and said != (plain(matter.progress), plain(matter.problems))
    if before is not None:
        reports = reports and any(
            table.cell(row, key) != before.get(table.title_of(key), "") for key in ("progress", "problems")
        )
    told = (
        [f"系统里现在是“{matter.get_state_display()}”，进展没有录入"]
        if reports and not may_now(matter, Act.REPORT)
        else []
    )
    reports = reports and not told
    over = running.state in (MatterState.COMPLETED, MatterState.CLOSED)
    done = over and may_now(matter, Act.FIND_DONE) and matter.state != MatterState.IN_REVIEW
    if not done and running.state != matter.state and not (over and not matter.is_open):
        told += _differs(running, matter)
    news = News(matter=matter, running=running, values=values, reports=reports, done=done)
    return (news if values or reports or done else None), told


def _differs(running: Running, matter: Matter) -> Iterator[str]:
    same = {MatterState.CLOSED: MatterState.COMPLETED, MatterState.HANDED_OUT: MatterState.UNDER_WAY}
    if same.get(running.state, running.state) != same.get(MatterState(matter.state), matter.state):
        yield f"台账是“{running.state.label}”，系统里是“{matter.get_state_display()}”，没有改动，请在事项页办理"


def _number(plan: Plan, known: _Known, year: int) -> None:
    """A number for each new row that has none, 台账2026-12 after its place in the ledger; one that is taken already goes on counting."""
    taken = set(known.codes) | {code_key(row.running.code) for row in plan.rows if row.running.code}
    last = 0
    for at, row in enumerate(plan.rows):
        if row.verdict not in (Verdict.NEW, Verdict.TURNED):
            continue
        code, notes = row.running.code, row.notes
        if row.verdict is Verdict.NEW and code and known.codes.get(code_key(code)):
            notes = (*notes, f"编号“{code}”在系统里是另一件事，两件都保留这个编号")
        if not code:
            wanted = row.table.number_of(row.running.cells)
            last = wanted if wanted > last else last + 1
            while code_key(f"台账{year}-{last:02d}") in taken:
                last += 1
            code = f"台账{year}-{last:02d}"
            taken.add(code_key(code))
        plan.rows[at] = replace(row, running=replace(row.running, code=code), notes=notes)
