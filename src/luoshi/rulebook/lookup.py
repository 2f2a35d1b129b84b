"""What held on a day, and why: the office's own rule, else that of the office above it, else what was shipped."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.journal.canonical import Json
from luoshi.journal.refusal import Refused
from luoshi.rulebook.definitions import OWN_GRADE_LABELS, Definition, Grade
from luoshi.rulebook.models import OwnRule
from luoshi.rulebook.shipped import Shipped, ShippedRow, shipped
from luoshi.rulebook.written import rows_of, said

STATE = "系统自带"


class NoRule(Refused):
    """No rule of this key held on the day; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A value with everything that answers “why”.

    ``row`` and ``version`` name the row for good and go into the journal of whoever uses the value: the ``ref`` of an office's own rule
    with its ``seq``, or the name of a shipped row with its version. ``office`` is ``None`` for a shipped one; ``place`` names the place
    whose rule it is, where it is borrowed.
    """

    key: str
    definition: Definition
    value: Json
    row: str
    version: int
    source: str
    ref: str
    grade: Grade
    note: str
    place: str
    office: Office | None
    valid_from: dt.date | None
    valid_to: dt.date | None

    @property
    def number(self) -> float:
        """The value of an integer or a number; ``TypeError`` for any other kind."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            msg = f"{self.key} is no number"
            raise TypeError(msg)
        return self.value

    @property
    def whole(self) -> int:
        """The value of an integer; ``TypeError`` for any other kind."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            msg = f"{self.key} is no integer"
            raise TypeError(msg)
        return self.value

    @property
    def said(self) -> str:
        return said(self.definition, self.value)

    @property
    def rows(self) -> list[list[str]]:
        """The rows of a table as texts; none for what is no table."""
        return rows_of(self.definition, self.value)

    @property
    def by(self) -> str:
        """Who made it: the office, or the system it came with."""
        return str(self.office) if self.office is not None else STATE

    @property
    def grade_words(self) -> str:
        """How good the source is: of an own rule “没有文件依据”, of a shipped one “系统缺省值，无依据”."""
        return OWN_GRADE_LABELS[self.grade] if self.office is not None else self.grade.label

    @property
    def cited(self) -> dict[str, object]:
        """What an entry of the journal keeps of a rule that was used, so that replay never looks it up again."""
        return {"key": self.key, "row": self.row, "version": self.version, "value": self.value}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the resolution: an office (``None`` for the system) and its rule on the day, if it has one; the first that has
    one decides."""

    office: Office | None
    rule: Rule | None
    decides: bool

    @property
    def name(self) -> str:
        return str(self.office) if self.office is not None else STATE


class Rulebook:
    """The rules of one office, loaded once (one query, and one for each office above); for no office, the shipped ones."""

    def __init__(self, office: Office | None) -> None:
        self.office = office
        self.line = office.line() if office is not None else []
        rows = OwnRule.objects.governing(office).standing() if office is not None else ()
        self._own: defaultdict[tuple[int, str], list[OwnRule]] = defaultdict(list)
        for row in rows:
            self._own[row.office_id, row.key].append(row)

    def rule(self, key: str, on: dt.date) -> Rule:
        """The rule that held on a day. Raises ``NoRule`` where none did, ``KeyError`` for a key that is not defined."""
        found = self.find(key, on)
        if found is None:
            title = shipped()[key].definition.title
            raise NoRule(f"“{title}”没有在{on.year}年{on.month}月{on.day}日有效的规定。请在规则库为本单位规定后再办。")
        return found

    def find(self, key: str, on: dt.date) -> Rule | None:
        """As ``rule``, but ``None`` where none held."""
        return next((step.rule for step in self.chain(key, on) if step.decides), None)

    def chain(self, key: str, on: dt.date) -> list[Step]:
        """All steps of the resolution, nearest first, the system last."""
        known = shipped()[key]
        rules = [(office, _first(self._own[office.pk, key], office, known.definition, on)) for office in self.line]
        row = known.on(on)
        found: list[tuple[Office | None, Rule | None]] = [
            *rules,
            (None, of_row(known.definition, row) if row else None),
        ]
        deciding = next((index for index, (_, rule) in enumerate(found) if rule is not None), None)
        return [Step(office, rule, index == deciding) for index, (office, rule) in enumerate(found)]

    def history(self, key: str) -> list[Rule]:
        """Every rule of a key that this office ever went or will go by, by first day; shipped ones included."""
        known = shipped()[key]
        rules = [of_row(known.definition, row) for row in known.rows]
        for office in self.line:
            rules += [of_own(known.definition, row, office) for row in self._own[office.pk, key]]
        return sorted(rules, key=lambda rule: (rule.valid_from or dt.date.min, rule.office is not None))

    def on(self, day: dt.date) -> list[tuple[Shipped, Rule | None]]:
        """Every key with what holds on a day, in the order of the rulebook."""
        return [(known, self.find(key, day)) for key, known in shipped().items()]


def rule(key: str, *, office: Office | None, on: dt.date) -> Rule:
    """The rule that held in an office on a day; see ``Rulebook.rule``. Who asks for many keeps a ``Rulebook``."""
    return Rulebook(office).rule(key, on)


def of_own(definition: Definition, row: OwnRule, office: Office) -> Rule:
    """An office's own row as a rule."""
    return Rule(
        key=row.key,
        definition=definition,
        value=row.content(),
        row=row.ref,
        version=row.seq,
        source=row.source,
        ref=row.source_ref,
        grade=Grade(row.grade),
        note=row.note,
        place="",
        office=office,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def of_row(definition: Definition, row: ShippedRow) -> Rule:
    """A shipped row as a rule."""
    return Rule(
        key=definition.key,
        definition=definition,
        value=row.stated.value,
        row=row.name,
        version=row.version,
        source=row.stated.source,
        ref=row.stated.ref,
        grade=row.stated.grade,
        note=row.stated.note,
        place=row.stated.place,
        office=None,
        valid_from=row.first,
        valid_to=row.last,
    )


def _first(rows: Iterable[OwnRule], office: Office, definition: Definition, on: dt.date) -> Rule | None:
    return next((of_own(definition, row, office) for row in rows if row.holds(on)), None)
