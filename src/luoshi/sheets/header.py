"""Finding the header of a table: anywhere in its first rows, under whatever names the office uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.sheets.grid import Grid

WITHIN = 10
"""A header is looked for in this many first rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table may have: its key in the program, its title going out, other titles it has in the wild."""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is (row index; ``height`` rows of it) and which column stands where; ``unknown`` titles are left aside."""

    index: int
    height: int
    places: dict[str, int]
    unknown: tuple[str, ...]
    missing: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: its number as the spreadsheet shows it, its cells by key, and all cells that hold something."""

    number: int
    cells: dict[str, str]
    filled: tuple[str, ...]

    def __getitem__(self, key: str) -> str:
        """The text of a cell; empty where the table has no such column."""
        return self.cells.get(key, "")


def find_header(grid: Grid, columns: Sequence[Column]) -> Header | None:
    """The row (or two rows, under cells merged across) with the most known titles; ``None`` where no row has two of them."""
    candidates = [
        _header(grid, index, height, columns) for index in range(min(WITHIN, len(grid.rows))) for height in (1, 2)
    ]
    best = max(candidates, key=lambda each: (len(each.places), -each.height, -each.index), default=None)
    enough = min(2, len(columns))
    return best if best is not None and len(best.places) >= enough else None


def rows_below(grid: Grid, header: Header) -> Iterator[Row]:
    """The rows below the header that hold anything, repeated headers left out."""
    titles = [grid.rows[header.index][place] for place in header.places.values()]
    for index, cells in enumerate(grid.rows[header.index + header.height :], start=header.index + header.height):
        filled = tuple(cell for cell in cells if cell)
        if not filled or [cells[place] for place in header.places.values()] == titles:
            continue
        yield Row(index + 1, {key: cells[place] for key, place in header.places.items()}, filled)


def _header(grid: Grid, index: int, height: int, columns: Sequence[Column]) -> Header:
    titles = _titles(grid, index, height)
    places: dict[str, int] = {}
    for column in columns:
        wanted = [_plain(title) for title in (column.title, *column.synonyms)]
        place = next((titles.index(title) for title in wanted if title in titles), None)
        if place is not None and place not in places.values():
            places[column.key] = place
    known = set(places.values())
    unknown = tuple(title for place, title in enumerate(titles) if title and place not in known)
    missing = tuple(column for column in columns if column.required and column.key not in places)
    return Header(index, height, places, unknown, missing)


def _titles(grid: Grid, index: int, height: int) -> list[str]:
    """Titles of a header row. With two rows, what stands under a cell merged across takes its place (联系电话 over 办公, 手机)."""
    titles = list(grid.rows[index])
    if height == 2 and index + 1 < len(grid.rows):
        for (row, left), width in grid.across.items():
            if row == index:
                below = grid.rows[index + 1][left : left + width]
                titles[left : left + width] = below
    return [_plain(title) for title in titles]


def _plain(title: str) -> str:
    text = re.sub(r"\s+|[*:：]", "", unicodedata.normalize("NFKC", title))
    return re.sub(r"\(.*?\)", "", text)
