"""合计 rows of a ledger going out: their figures are computed from what goes out, or stay the office's own formula over the rows as they now are.

A figure says nothing of what it counts. It is taken for what it came to when the ledger came in: the matters, the rows that say a word
before it (办结 3 项), or the sum of its column. A figure that was none of these stays as the office wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string

from luoshi.matters.ledger.book import put

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from luoshi.matters.ledger.reading import Table

Value: TypeAlias = object
Rows: TypeAlias = Sequence[Sequence[Value]]
Figure: TypeAlias = Callable[[Rows], float]
_OF_A_PART = re.compile(r"^小\s*计")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"[一-鿿]{2,6}$")
_EMPTY_WORDS = re.compile(r"^(?:[合总小共]\s*计|其中|总数|数量|事项|任务)+")
_FUNCTIONS = {"SUM", "SUBTOTAL", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "SUMIF", "SUMIFS", "AVERAGE", "ROUND"}
_CALLED = re.compile(r"([A-Za-z][A-Za-z0-9.]*)\s*\(")
_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?")


@dataclass(frozen=True, slots=True)
class Total:
    """A row of figures: where it stood, the rows of each matter that it is of, and for each cell its formula or its words as they came in."""

    place: int
    of: tuple[tuple[int, ...], ...]
    takes_new: bool
    before: Rows
    cells: tuple[Value, ...]


def totals_of(table: Table, sheet: Worksheet, formulas: Worksheet | None) -> list[Total]:
    """The rows of figures of a table as they stand before anything is written."""
    found, since = [], 0
    last = table.rows[-1].places[-1]
    for place in table.totals:
        own = [tuple(row.places) for row in table.rows if row.places[0] < place]
        words = next((str(cell.value) for cell in sheet[place] if cell.value), "")
        of = tuple(at for at in own if at[0] > since) if _OF_A_PART.match(words) else tuple(own)
        cells = tuple(_formula(formulas, place, at) or cell.value for at, cell in enumerate(sheet[place], start=1))
        found.append(Total(place, of, place > last, _values(sheet, of), cells))
        since = place
    return found


def _formula(formulas: Worksheet | None, place: int, column: int) -> str:
    """The office's own formula, where it does no more than add and count on its sheet."""
    value = formulas.cell(place, column).value if formulas is not None else None
    if not isinstance(value, str) or not value.startswith("=") or re.search(r"[!\[|]", value):
        return ""
    return value if {name.upper() for name in _CALLED.findall(value)} <= _FUNCTIONS else ""


def write_totals(sheet: Worksheet, totals: Sequence[Total], *, last: int, added: int) -> None:
    """Write the figures anew; ``added`` rows stand below ``last``, which what stood there has moved down."""
    new, moved = tuple((at,) for at in range(last + 1, last + added + 1)), _moved(last, added)
    for total in totals:
        place = total.place + added if total.place > last else total.place
        now = _values(sheet, (*total.of, *(new if total.takes_new else ())))
        for at, was in enumerate(total.cells):
            cell = sheet.cell(place, at + 1)
            if isinstance(cell, MergedCell) or was is None:
                continue
            if isinstance(was, str) and was.startswith("="):
                cell.value = _REFERENCE.sub(moved, was)
            elif isinstance(was, str):
                _put_words(cell, was, _NUMBER.sub(_counted(was, total.before, now, at), was))
            elif isinstance(was, int | float) and (figure := _figure(was, "", total.before, at)) is not None:
                cell.value = _whole(figure(now))


def _put_words(cell: Cell, was: str, words: str) -> None:
    if words != was:
        put(cell, words)


def _counted(words: str, before: Rows, now: Rows, column: int) -> Callable[[re.Match[str]], str]:
    """How each number of a cell's words is written now."""

    def number(found: re.Match[str]) -> str:
        word = _WORD.search(words[: found.start()].rstrip("：: 　"))
        said = _EMPTY_WORDS.sub("", word.group()) if word else ""
        figure = _figure(float(found.group()), said, before, column)
        return found.group() if figure is None else str(_whole(figure(now)))

    return number


def _figure(was: float, word: str, before: Rows, column: int) -> Figure | None:
    """What a number was the number of, when the ledger came in."""
    return next((figure for figure in _figures(word, before, column) if figure(before) == was), None)


def _figures(word: str, before: Rows, column: int) -> Iterator[Figure]:
    """What a number may be the number of: rows with the word before it, the column's own first; the matters; the sum of the column."""
    width = max(map(len, before), default=0)
    if word:
        yield from (_saying(word, at) for at in (column, *range(width)))
        return
    yield len
    yield lambda rows: sum(_number(_at(row, column)) or 0 for row in rows)


def _saying(word: str, column: int) -> Figure:
    return lambda rows: sum(_says(_at(row, column), word) for row in rows)


def _says(value: Value, word: str) -> bool:
    """已办结 says 办结 and 已办结; 未办结 says neither."""
    bare = re.sub(r"^已", "", word)
    return isinstance(value, str) and re.search(rf"(?<![未没不]){re.escape(bare)}", value) is not None


def _at(row: Sequence[Value], column: int) -> Value:
    return row[column] if column < len(row) else None


def _values(sheet: Worksheet, matters: Sequence[Sequence[int]]) -> Rows:
    """The cells of each matter: where it spreads over several rows its numbers added, else the first that is not empty."""
    return [
        [_one([sheet.cell(place, at).value for place in places]) for at in range(1, sheet.max_column + 1)]
        for places in matters
    ]


def _one(values: Sequence[Value]) -> Value:
    filled = [value for value in values if value not in (None, "")]
    numbers = [_number(value) for value in filled]
    return sum(numbers) if numbers and None not in numbers else next(iter(filled), None)  # type: ignore[arg-type]


def _number(value: Value) -> float | None:
    """A number, also one that stands as words."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(number: float) -> float:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _moved(last: int, added: int) -> Callable[[re.Match[str]], str]:
    """References of a formula as they are after rows were added below ``last``: what ended there takes the new rows in."""

    def reference(found: re.Match[str]) -> str:
        start, begins, end, ends = found.groups()
        if column_index_from_string(start.replace("$", "")) > _COLUMNS:
            return found.group()
        first = int(begins) + (added if int(begins) > last else 0)
        if end is None:
            return f"{start}{first}"
        return f"{start}{first}:{end}{int(ends) + (added if int(ends) >= last else 0)}"

    return reference


_COLUMNS = 16_384
"""Columns of a sheet: what looks like more is a name."""
