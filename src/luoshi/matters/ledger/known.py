"""Which matter of the office a row of a ledger is: by a number with words like its words, by its words, by its place in the same ledger."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from luoshi.bodies.models import Office
from luoshi.documents.ledger import code_key, plain
from luoshi.matters.ledger.line import Line, loaded
from luoshi.matters.ledger.reading import Table, TableRow
from luoshi.matters.models import LedgerRow, Matter, MatterState
from luoshi.matters.models.matter import ON_THE_DOCKET
from luoshi.matters.operations.taking_over import Running
from luoshi.matters.rows import leader_names

Rows = Sequence[tuple[Table, TableRow, Running]]
_SAME, _LIKE = 0.5, 0.8
"""Shares of characters in common order: of words under one number that may be one matter, of words that a person should compare."""
_COMPARED, _GRAM, _ASKED = 200, 4, 12
"""Characters that are compared; length of the pieces by which words are looked up, and how many of them are."""


class Known:
    """The office's matters beside the rows of a file. ``found`` has for each row the matter that it is; no two rows are one matter."""

    def __init__(self, office: Office, rows: Rows, *, on: dt.date) -> None:
        self.office, self.on = office, on
        seen = Matter.objects.filter(office=office, parent=None, state__in=(*ON_THE_DOCKET, MatterState.PROPOSED))
        self.matters = {row.pk: row for row in seen.select_related("lead", "leader", "meeting", "office")}
        self.codes: dict[str, list[Matter]] = defaultdict(list)
        self.words: dict[str, list[Matter]] = defaultdict(list)
        for matter in self.matters.values():
            for code in dict.fromkeys(filter(None, (code_key(matter.code), code_key(matter.spoken)))):
                self.codes[code].append(matter)
            self.words[plain(matter.words)].append(matter)
        self.kept: dict[tuple[str, ...], dict[int, LedgerRow]] = defaultdict(dict)
        for kept in LedgerRow.objects.filter(shape__office=office).select_related("shape").order_by("id"):
            self.kept[tuple(kept.shape.titles)][kept.matter_id] = kept
        self.taken: set[int] = set()
        self.found: list[Matter | None] = [self._take(self._meant(running)) for _, _, running in rows]
        for at, (table, row, running) in enumerate(rows):
            self.found[at] = self.found[at] or self._take(self._at_its_place(table, row, running))
        self.gone = self._gone([table for table, _, _ in rows])

    def before(self, table: Table, matter: Matter) -> Mapping[str, str] | None:
        """The cells of a matter as this ledger had them last; ``None`` where it never had it."""
        kept = self._of(table).get(matter.pk)
        return kept.cells if kept is not None else None

    def now(self, table: Table, matter: Matter) -> Mapping[str, str]:
        """The cells of a matter as this ledger would go out now."""
        row, full = self._of(table).get(matter.pk), self._full.get(matter.pk)
        if full is None:
            return {}
        line = Line(full, row, self._leaders, table.titles, 0, self.on)
        return {column.title: line.cell(column.title, column.key) for column in table.columns if column.key}

    def like(self, running: Running) -> Matter | None:
        """A matter with much the same words that no row of the file is; ``None`` where there is none."""
        grams = _grams(plain(running.words))
        asked = grams[:: max(1, len(grams) // _ASKED)]
        counted = Counter(pk for gram in asked for pk in self._grams.get(gram, ()) if pk not in self.taken)
        rows = (self.matters[pk] for pk, _ in counted.most_common(3))
        return next((row for row in rows if _alike(row.words, running.words)), None)

    @cached_property
    def _grams(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row in self.matters.values():
            for gram in dict.fromkeys(_grams(plain(row.words))):
                found[gram].append(row.pk)
        return found

    @cached_property
    def _full(self) -> Mapping[int, Matter]:
        return {row.pk: row for row in loaded([row.pk for row in self.found if row is not None])}

    @cached_property
    def _leaders(self) -> Mapping[int, str]:
        return leader_names(list(self._full.values()), on=self.on)

    def _of(self, table: Table) -> Mapping[int, LedgerRow]:
        return self.kept.get(tuple(column.title for column in table.columns), {})

    def _take(self, matter: Matter | None) -> Matter | None:
        if matter is not None:
            self.taken.add(matter.pk)
        return matter

    def _meant(self, running: Running) -> Matter | None:
        same = self._free(self.words.get(plain(running.words), ()))
        if running.code:
            numbered = self._free(self.codes.get(code_key(running.code), ()))
            alike = [row for row in numbered if row in same or _share(row.words, running.words) >= _SAME]
            both = [row for row in alike if row in same]
            if both or len(alike) == 1:
                return (both or alike)[0]
        if len(same) > 1:
            same = [row for row in same if row.lead_id == (running.lead.pk if running.lead else None)]
        return same[0] if len(same) == 1 else None

    def _at_its_place(self, table: Table, row: TableRow, running: Running) -> Matter | None:
        """The matter that stood under this 序号 of the same ledger, if its words were only touched up."""
        number = table.cell(row, "number")
        places = [
            kept for kept in self._of(table).values() if number and kept.cells.get(table.title_of("number")) == number
        ]
        rows = self._free(self.matters[kept.matter_id] for kept in places if kept.matter_id in self.matters)
        alike = [each for each in rows if _share(each.words, running.words) >= _SAME]
        return alike[0] if len(alike) == 1 else None

    def _gone(self, tables: Iterable[Table]) -> list[Matter]:
        sheets = {(tuple(column.title for column in table.columns), table.name) for table in tables}
        had = [
            row for titles, rows in self.kept.items() for row in rows.values() if (titles, row.shape.sheet) in sheets
        ]
        return self._free(self.matters[row.matter_id] for row in had if row.matter_id in self.matters)

    def _free(self, rows: Iterable[Matter]) -> list[Matter]:
        return [row for row in rows if row.pk not in self.taken]


def _share(one: str, other: str) -> float:
    """How much of two wordings is the same: a second ledger begins with 1 again."""
    return SequenceMatcher(None, plain(one)[:_COMPARED], plain(other)[:_COMPARED], autojunk=False).ratio()


def _alike(one: str, other: str) -> bool:
    """Whether a person should compare two wordings: much the same, with the same figures."""
    return _FIGURES.findall(one) == _FIGURES.findall(other) and _share(one, other) >= _LIKE


_FIGURES = re.compile(r"\d+")


def _grams(words: str) -> list[str]:
    return [words[at : at + _GRAM] for at in range(max(1, min(len(words), _COMPARED) - _GRAM + 1))]
