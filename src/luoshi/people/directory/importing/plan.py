"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
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


class Asks(StrEnum):
    """What a clerk can say about words that the directory does not know."""

    BODY = "body"
    KIND = "kind"


Answers: TypeAlias = Mapping[str, str]
"""What a clerk said, by ``Doubt.key``: the name of a body, or a kind of bodies. A doubt that is left has no answer."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be answered: what is asked of them, and what the directory offers (nothing, or its nearest guess)."""

    asks: Asks
    words: str
    offer: str = ""

    @property
    def key(self) -> str:
        return f"{self.asks.value}:{self.words}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken over: the row as the spreadsheet numbers it, the column's title, what is wrong, what to do.

    With a ``doubt`` a clerk may say on the page what is meant; ``todo`` then tells what happens if nobody does.
    """

    row: int
    column: str
    wrong: str
    todo: str
    doubt: Doubt | None = None


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
    def doubts(self) -> list[tuple[Problem, int]]:
        """The first problem of every doubt, in the order of the table, with the number of rows that have it."""
        first: dict[str, Problem] = {}
        rows: dict[str, int] = {}
        for problem in self.problems:
            if problem.doubt is not None:
                first.setdefault(problem.doubt.key, problem)
                rows[problem.doubt.key] = rows.get(problem.doubt.key, 0) + 1
        return [(problem, rows[key]) for key, problem in first.items()]

    @property
    def mistakes(self) -> list[Problem]:
        """Problems that only a better table mends."""
        return [problem for problem in self.problems if problem.doubt is None]

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

    def wrong(self, row: int, column: str, wrong: str, todo: str, doubt: Doubt | None = None) -> None:
        self.problems.append(Problem(row, column, wrong, todo, doubt))
