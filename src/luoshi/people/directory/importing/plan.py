"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from luoshi.journal.acting import Acting
from luoshi.journal.canonical import canonical, digest


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Writing:
    """What the operations of an import need: who, when, and the day from which the table holds (``None``: nobody recorded it)."""

    by: Acting
    at: dt.datetime
    on: dt.date


Deed: TypeAlias = Callable[[Writing], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken over: the row as the spreadsheet numbers it, the column's title, what is wrong, what to do."""

    row: int
    column: str
    wrong: str
    todo: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the table says about the directory. ``deed`` writes it; what is gone is written only where its ``ref`` was ticked."""

    kind: ChangeKind
    name: str
    sentences: tuple[str, ...] = ()
    row: int = 0
    ref: str = ""
    deed: Deed | None = None


@dataclass(slots=True)
class Plan:
    """Everything an import would do, in the order in which it would be done, and the rows it cannot take over."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def of(self, kind: ChangeKind) -> list[Change]:
        return [change for change in self.changes if change.kind is kind]

    @property
    def new(self) -> list[Change]:
        return self.of(ChangeKind.NEW)

    @property
    def changed(self) -> list[Change]:
        return self.of(ChangeKind.CHANGED)

    @property
    def same(self) -> list[Change]:
        return self.of(ChangeKind.SAME)

    @property
    def gone(self) -> list[Change]:
        return self.of(ChangeKind.GONE)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to confirm: the table says what the directory says."""
        return not (self.new or self.changed or self.gone)

    @property
    def digest(self) -> str:
        """Equal for equal plans: what was confirmed is what was shown, or the import is refused as stale."""
        shown = [[change.kind, change.name, change.sentences, change.row] for change in self.changes]
        wrong = [[problem.row, problem.column, problem.wrong] for problem in self.problems]
        return digest(canonical([shown, wrong]))

    def wrong(self, row: int, column: str, wrong: str, todo: str) -> None:
        self.problems.append(Problem(row, column, wrong, todo))
