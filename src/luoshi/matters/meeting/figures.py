"""How many matters of a meeting stand where: figures whose parts add up to their totals, and the bar that draws them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, When

from luoshi.matters.bulletin import bulletin_state, told_of_state
from luoshi.matters.lamps import Lamp, lamp, lit_red
from luoshi.matters.models import Matter, MatterState, SaidState, Sort
from luoshi.matters.models.matter import MatterQuerySet

ORDER = (
    SaidState.DONE,
    SaidState.ON_TRACK,
    SaidState.BEHIND,
    SaidState.NOT_STARTED,
    SaidState.STANDING,
    SaidState.SUSPENDED,
)
"""The states in the order of the table and of the bar."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One state: how many matters are in it, and how many of these are overdue."""

    state: SaidState
    count: int
    late: int

    @property
    def words(self) -> str:
        return str(self.state.label)

    @property
    def kind(self) -> str:
        """The style sheet's word for the state."""
        return self.state.value.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the bar; ``start`` and ``length`` count matters. ``kind`` is the style sheet's word for it."""

    kind: str
    start: int
    length: int
    words: str


@dataclass(frozen=True, slots=True)
class Figures:
    """``docketed`` is the sum of ``standings``; ``found`` that of docketed, waiting, general and dropped."""

    standings: tuple[Standing, ...]
    waiting: int = 0
    general: int = 0
    dropped: int = 0

    @property
    def docketed(self) -> int:
        return sum(each.count for each in self.standings)

    @property
    def late(self) -> int:
        return sum(each.late for each in self.standings)

    @property
    def found(self) -> int:
        return self.docketed + self.waiting + self.general + self.dropped

    def count(self, *states: SaidState) -> int:
        """How many are in one of these states."""
        return sum(each.count for each in self.standings if each.state in states)

    @property
    def done(self) -> int:
        return self.count(SaidState.DONE)

    @property
    def under_way(self) -> int:
        return self.count(SaidState.ON_TRACK, SaidState.BEHIND)

    @property
    def not_started(self) -> int:
        return self.count(SaidState.NOT_STARTED)

    @property
    def set_aside(self) -> int:
        """长期坚持 and 暂缓: nothing is due of these now."""
        return self.count(SaidState.STANDING, SaidState.SUSPENDED)

    @property
    def present(self) -> tuple[Standing, ...]:
        """The states in which there is any matter."""
        return tuple(each for each in self.standings if each.count)

    @property
    def bar(self) -> tuple[Segment, ...]:
        """The docketed matters on one line, what is overdue in a state behind the rest of it."""
        segments: list[Segment] = []
        start = 0
        for each in self.present:
            for kind, length, words in (
                (each.kind, each.count - each.late, each.words),
                ("late", each.late, f"{each.words}（逾期）"),
            ):
                if length:
                    segments.append(Segment(kind, start, length, f"{words} {length} 件"))
                    start += length
        return tuple(segments)


def figures_in(rows: MatterQuerySet, *, on: dt.date) -> Figures:
    """The figures of rows that stay in the database: it counts what is alike, one of each is looked at."""
    red = Case(When(lit_red(on), then=True), default=False)
    alike = rows.order_by().annotate(told=told_of_state(), red=red).values("state", "sort", "told", "red")
    found = []
    for each in alike.annotate(number=Count("pk")):
        since = on if each["red"] else None
        like = Matter(state=each["state"], sort=each["sort"], red_from=since, yellow_from=since)
        found.append((like, each["told"], each["number"]))
    return _counted(found, on)


def figures_of(matters: Iterable[tuple[Matter, str | None]], *, on: dt.date) -> Figures:
    """Count matters, each with what was last reported of its state. What was merged into another one counts there."""
    return _counted(((matter, last_said, 1) for matter, last_said in matters), on)


def _counted(matters: Iterable[tuple[Matter, str | None, int]], on: dt.date) -> Figures:
    counts: Counter[SaidState] = Counter()
    late: Counter[SaidState] = Counter()
    before: Counter[str] = Counter()
    for matter, last_said, number in matters:
        state = bulletin_state(matter, last_said=last_said, on=on)
        if state is not None:
            counts[state] += number
            late[state] += number * (lamp(matter, on=on) == Lamp.RED)
        elif matter.state == MatterState.DROPPED:
            before["dropped"] += number
        elif matter.state in (MatterState.PROPOSED, MatterState.CONSULTED):
            before["general" if matter.sort == Sort.GENERAL else "waiting"] += number
    standings = tuple(Standing(state, counts[state], late[state]) for state in ORDER)
    return Figures(standings, before["waiting"], before["general"], before["dropped"])
