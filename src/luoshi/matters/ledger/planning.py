"""What taking over a ledger would do, row by row, before anything is written: new, known, doubtful; nothing is dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from luoshi.bodies.models import Office
from luoshi.documents.ledger import code_key, plain
from luoshi.journal.canonical import canonical, digest
from luoshi.matters.ledger.known import Known
from luoshi.matters.ledger.reading import Read, Table, TableRow
from luoshi.matters.ledger.resolving import NO_ANSWERS, Answers, Finder
from luoshi.matters.ledger.rows import Understood, understood
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations import may_now
from luoshi.matters.operations.taking_over import News, Running, Taken

StateAnswers = Mapping[str, MatterState]
NO_STATES: StateAnswers = MappingProxyType({})
_REVISED = {"matter": "words", "due": "due_on", "lead_body": "lead", "standard": "standard", "remark": "remark"}
"""Columns whose changed cells change a matter that is known, with its field."""
_REPORTED = ("progress", "problems")


_NAMED = 5


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
    gone: list[Matter] = field(default_factory=list)
    """Matters that the same ledger had when it was taken over last and has no longer."""

    def of(self, verdict: Verdict) -> list[Planned]:
        return [row for row in self.rows if row.verdict is verdict]

    @property
    def doubtful(self) -> list[Planned]:
        return [row for row in self.rows if row.notes]

    @property
    def notes(self) -> list[str]:
        """What is said of the file as a whole: what in it is no matter, what it no longer has."""
        named = "、".join(f"“{row.code or row.words[:12]}”" for row in self.gone[:_NAMED])
        more = f"等 {len(self.gone)} 件" if len(self.gone) > _NAMED else ""
        gone = [f"上次接管时有、这次文件里没有的：{named}{more}。不改动，仍在督办事项里。"] if self.gone else []
        return [*self.read.notes, *gone]

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
        sheet=table.name,
        number=table.number,
        columns=[{"title": column.title, "key": column.key, "place": column.place} for column in table.columns],
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
    plan, finder = Plan(read), Finder(office, on, bodies)
    rows = [
        (table, row, understood(table, row, finder, year=year, states=states))
        for table in read.tables
        if table.number not in leaving
        for row in table.rows
    ]
    known = Known(office, [(table, row, found.running) for table, row, found in rows], on=on)
    for at, (table, row, found) in enumerate(rows):
        _note(plan, found)
        plan.rows.append(_planned(table, row, found, known, at))
    plan.gone = known.gone
    _number(plan, known, year)
    return plan


def _note(plan: Plan, found: Understood) -> None:
    for name in found.unknown:
        plan.unknown[name] = plan.unknown.get(name, 0) + 1
    if found.state_words:
        state, count = plan.states.get(found.state_words, (found.read_state, 0))
        plan.states[found.state_words] = (state, count + 1)


def _planned(table: Table, row: TableRow, found: Understood, known: Known, at: int) -> Planned:
    running, notes = found.running, tuple(found.notes)
    matter = known.found[at]
    if matter is None:
        like = known.like(running)
        told = (
            [f"与“{like.code or like.words[:12]}”很像，作为另一件接管；是同一件的，接管后在事项页合并"] if like else []
        )
        return Planned(table, running, Verdict.NEW, (*notes, *told))
    if matter.state == MatterState.PROPOSED:
        return Planned(table, running, Verdict.TURNED, notes, matter)
    news, told = _news(_Compared(table, row, known.before(table, matter), known.now(table, matter)), running, matter)
    verdict = Verdict.UPDATED if news is not None else Verdict.SAME
    return Planned(table, running, verdict, (*notes, *told), matter, news)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A row beside its cells as they were read last (``None``: never), and as they would go out now."""

    table: Table
    row: TableRow
    before: Mapping[str, str] | None
    now: Mapping[str, str]

    def changed(self, *keys: str) -> bool:
        """Whether a cell says what it said neither then nor now."""
        return any(self.table.cell(self.row, key) not in self._known(key) for key in keys if self.table.title_of(key))

    def _known(self, key: str) -> list[str]:
        title = self.table.title_of(key)
        return [cells.get(title, "") for cells in (self.now, self.before or {})]

    def told(self, key: str) -> str:
        """What a cell says beyond what is known: of a history that was written on, what was written below it or above it."""
        words = self.table.cell(self.row, key)
        for known in sorted(filter(None, self._known(key)), key=len, reverse=True):
            if words.startswith(f"{known}\n") or words.endswith(f"\n{known}"):
                return words.replace(known, "", 1).strip()
        return words


def _news(found: _Compared, running: Running, matter: Matter) -> tuple[News | None, list[str]]:
    """What the ledger says anew of a matter that is known: against the row as it was read last; else only what the matter lacks."""
    values, first = {}, found.before is None
    for key, name in _REVISED.items():
        value = getattr(running, name)
        changed = (
            not getattr(matter, name) if first else found.changed(*([key, "measure"] if key == "matter" else [key]))
        )
        if value and changed and value != getattr(matter, name):
            values[name] = value
    if not first:
        running = replace(running, progress=found.told("progress"))
    said = [
        (plain(getattr(running, key)), plain(getattr(matter, key))) for key in _REPORTED if found.table.title_of(key)
    ]
    reports = any(new for new, _ in said) and any(new != old for new, old in said)
    reports = reports and (first or found.changed(*_REPORTED))
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


def _number(plan: Plan, known: Known, year: int) -> None:
    """A number for each new row that has none: 台账2026-12 after its place in the ledger, 台账2026-12-2 for the second under one number;
    one that is taken already goes on counting."""
    taken = set(known.codes) | {code_key(row.running.code) for row in plan.rows if row.running.code}
    last, at_number = 0, (-1, 0)
    for at, row in enumerate(plan.rows):
        if row.verdict not in (Verdict.NEW, Verdict.TURNED):
            continue
        code, notes = row.running.code, row.notes
        if row.verdict is Verdict.NEW and code and known.codes.get(code_key(code)):
            notes = (*notes, f"编号“{code}”在系统里是另一件事，两件都保留这个编号")
        if not code:
            wanted = row.table.number_of(row.running.cells)
            if wanted and (row.table.number, wanted) == at_number:
                code = _next(f"台账{year}-{last:02d}-{{}}", 2, taken)
            else:
                code = _next(f"台账{year}-{{:02d}}", wanted if wanted > last else last + 1, taken)
                last = int(code.rpartition("-")[2])
            at_number = (row.table.number, wanted)
            taken.add(code_key(code))
        plan.rows[at] = replace(row, running=replace(row.running, code=code), notes=notes)


def _next(form: str, number: int, taken: Collection[str]) -> str:
    """The first number of a form that nothing has, counting from one."""
    while code_key(form.format(number)) in taken:
        number += 1
    return form.format(number)
