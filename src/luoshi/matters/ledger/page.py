"""What the pages of the ledger show."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.matters.ledger.columns import MEANINGS
from luoshi.matters.ledger.planning import Plan, Planned, Verdict, plan_ledger
from luoshi.matters.ledger.reading import SKIPPED, Read, Table, read_ledger
from luoshi.matters.ledger.words import STATES
from luoshi.matters.models import LedgerShape, MatterState

SHOWN = 150
"""Rows of a verdict that the preview shows; all others are counted."""
_SAMPLE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A ledger as it was given, and what a clerk has said about it so far."""

    data: bytes
    name: str
    year: int
    meanings: Mapping[tuple[int, int], str]
    bodies: Mapping[str, str]
    states: Mapping[str, MatterState]
    leaving: frozenset[int]

    @property
    def packed(self) -> str:
        """The bytes as they travel with the page: nothing is stored before the word is given."""
        return base64.b64encode(self.data).decode("ascii")

    def read(self) -> Read:
        return read_ledger(self.data, self.name, meanings=self.meanings)

    def plan(self, office: Office, *, on: dt.date) -> Plan:
        """What would be done with all that was said."""
        return plan_ledger(
            office,
            self.read(),
            on=on,
            year=self.year,
            bodies=self.bodies,
            states=self.states,
            leaving=self.leaving,
        )


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column with the choices of what it means; ``sample`` is its first cell."""

    name: str
    title: str
    key: str
    sample: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """A sheet: its columns, and whether it is taken over."""

    number: int
    name: str
    count: int
    columns: tuple[ColumnShown, ...]
    is_left: bool


@dataclass(frozen=True, slots=True)
class StateShown:
    """Words of a state, how many rows have them, what they are taken for."""

    words: str
    count: int
    state: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the clerk sees before one press takes the ledger over."""

    given: Given
    plan: Plan
    tables: tuple[TableShown, ...]
    unknown: tuple[tuple[str, int, str], ...]
    states: tuple[StateShown, ...]
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        """The answer in one line."""
        counts = [(word, len(self.plan.of(Verdict(word)))) for word in Verdict]
        said = "，".join(f"{word} {count} 件" for word, count in counts if count)
        return said or "没有可以接管的事项"

    @property
    def may_take(self) -> bool:
        return bool(self.plan.rows)

    @property
    def doubtful(self) -> list[Planned]:
        return self.plan.doubtful[:SHOWN]

    @property
    def more_doubtful(self) -> int:
        return max(0, len(self.plan.doubtful) - SHOWN)

    @property
    def updated(self) -> list[Planned]:
        return self.plan.of(Verdict.UPDATED)[:SHOWN]

    @property
    def first(self) -> list[Planned]:
        """New rows without any doubt, as an example of all of them."""
        return [row for row in self.plan.rows if not row.notes and row.verdict in (Verdict.NEW, Verdict.TURNED)][
            :_SAMPLE
        ]

    @property
    def meanings(self) -> list[tuple[str, str]]:
        return [(SKIPPED, "原样保留"), *MEANINGS.items()]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(state), label) for state, label in STATES.items()]


def preview(office: Office, given: Given, *, on: dt.date) -> Preview:
    """The preview of a ledger; raises ``Refused`` where the file is none."""
    plan = given.plan(office, on=on)
    bodies = Body.objects.filter(office=office).existing(on)
    asked = {name: plan.unknown.get(name, 0) for name in (*given.bodies, *plan.unknown)}
    return Preview(
        given,
        plan,
        tuple(_table(table, given.leaving) for table in plan.read.tables),
        tuple((name, count, given.bodies.get(name, "")) for name, count in asked.items()),
        tuple(_states(plan, given.states)),
        tuple(str(body) for body in bodies) if asked else (),
    )


def _table(table: Table, leaving: frozenset[int]) -> TableShown:
    columns = tuple(
        ColumnShown(
            f"column-{table.number}-{column.place}",
            column.title,
            column.key,
            next((row.cells[column.title] for row in table.rows if column.title in row.cells), "")[:40],
        )
        for column in table.columns
    )
    return TableShown(table.number, table.name, len(table.rows), columns, table.number in leaving)


def _states(plan: Plan, said: Mapping[str, MatterState]) -> list[StateShown]:
    """Words that are not understood come first."""
    rows = [
        StateShown(words, count, str(said.get(words) or state or MatterState.UNDER_WAY))
        for words, (state, count) in plan.states.items()
    ]
    return sorted(rows, key=lambda row: plan.states[row.words][0] is not None)


def ledgers(acting: Acting) -> list[LedgerShape]:
    """The ledgers that were taken over, the newest first, each with the ``count`` of its matters."""
    return list(LedgerShape.objects.visible_to(acting).annotate(count=Count("rows"))[:20])
