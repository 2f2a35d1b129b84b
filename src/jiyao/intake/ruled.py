"""Ruled tables of printed pages: cells are what stands between the lines that a page draws, words belong to the cell they stand in.

Only a full grid is a table: at least two columns and three cells whose rules meet. A rule below a heading, a frame around a page and
underlined words are none. All measures count downwards, in one unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from jiyao.columns import header_of

_NEAR = 3.0
"""Two edges of one drawn line, and how far rules miss each other where they meet."""
_MOST = 400
"""Rules in one direction; a page with more is a drawing."""
_COLUMNS, _ROWS = 63, 400
_ROOM = 3.7
"""Characters that a line may leave free though it goes on: a mark may not open the next line and takes its word with it."""
_BODY = re.compile(r"[^、，。；]{2,14}(?:局|委|办|府|部|院|会|厅|室|中心|公司|镇|乡|街道|处|队|行|区|县)")


class Rule(NamedTuple):
    """A drawn line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


class Char(NamedTuple):
    """A character in its box; what has no box of its own (a space put in) has ``None``."""

    line: int
    word: str
    box: tuple[float, float, float, float] | None


@dataclass(slots=True)
class RuledTable:
    """A grid: the edges of its columns and rows, and the words of each cell; merged cells as ``task_grid`` wants them."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    origins: dict[tuple[int, int], tuple[int, int]]
    inside: defaultdict[tuple[int, int], list[Char]] = field(default_factory=lambda: defaultdict(list))

    def take(self, char: Char) -> bool:
        """Take a character into the cell it stands in; ``False`` for one outside."""
        if char.box is None:
            return False
        left, top, right, bottom = char.box
        column = bisect_right(self.across, (left + right) / 2) - 1
        row = bisect_right(self.down, (top + bottom) / 2) - 1
        if not (0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1):
            return False
        self.inside[self.origins[row, column]].append(char)
        return True

    def rows(self) -> list[list[str]]:
        """The words by row and column; a cell merged downwards stands in each of its rows, in the first of its columns."""
        words = {
            (row, column): _words(chars, self._right(row, column) - self.across[column])
            for (row, column), chars in self.inside.items()
        }
        return [
            [
                words.get(self.origins[row, column], "") if self.origins[row, column][1] == column else ""
                for column in range(len(self.across) - 1)
            ]
            for row in range(len(self.down) - 1)
        ]

    def _right(self, row: int, column: int) -> float:
        last = column
        while self.origins.get((row, last + 1)) == (row, column):
            last += 1
        return self.across[last + 1]


@dataclass(slots=True)
class Joined:
    """A table of one page, or of several that it goes on over: its rows and the page of each."""

    starts: int
    """Its place among the lines and tables of the document."""
    number: int
    across: tuple[float, ...]
    rows: list[list[str]]
    pages: list[int]


def joined(flow: Iterable[tuple[int, RuledTable | None]]) -> list[Joined]:
    """The tables of a document, page after page; one with the same columns at the head of the next page is the same table."""
    found: list[Joined] = []
    before: Joined | None = None
    for at, (page, table) in enumerate(flow):
        if table is None:
            before = None
            continue
        rows = table.rows()
        if before is not None and before.pages[-1] + 1 == page and _same(before.across, table.across):
            _go_on(before, rows, page)
            continue
        before = Joined(at, len(found) + 1, table.across, rows, [page] * len(rows))
        found.append(before)
    return found


def _same(across: Sequence[float], other: Sequence[float]) -> bool:
    return len(across) == len(other) and all(abs(a - b) <= 2 * _NEAR for a, b in zip(across, other, strict=True))


def _go_on(table: Joined, rows: list[list[str]], page: int) -> None:
    """Add the rows of the next page: a header printed again is left out, a row without its number goes on in the one before."""
    header = header_of(table.rows)
    printed = table.rows[: header.row + 1] if header is not None else []
    numbered = header is not None and header.parts[0] == "number"
    for at, row in enumerate(rows):
        if row in printed:
            continue
        if at == 0 and not row[0] and any(row):
            above = table.rows[-1]
            if numbered:
                table.rows[-1] = [cell + more for cell, more in zip(above, row, strict=True)]
                continue
            row[0] = above[0]
        table.rows.append(row)
        table.pages.append(page)


def tables(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[RuledTable]:
    """The grids of a page, from the top down."""
    if len(horizontal) > 8 * _MOST or len(vertical) > 8 * _MOST:
        return []
    level, upright = _merged(horizontal), _merged(vertical)
    if len(level) > _MOST or len(upright) > _MOST:
        return []
    found = [table for lines, posts in _meeting(level, upright) if (table := _grid(lines, posts)) is not None]
    return sorted(found, key=lambda table: table.down[0])


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """One rule for what was drawn in pieces: a border a cell, two edges of a thin box."""
    merged: list[Rule] = []
    for group in _near(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        start, end = group[0].start, group[0].start
        for rule in sorted(group, key=lambda rule: rule.start):
            if rule.start > end + _NEAR:
                merged.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end)
        merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start > 2 * _NEAR]


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _meeting(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together, each group as its level and its upright ones."""
    reached: dict[Rule, list[Rule]] = {rule: [post for post in upright if _meet(rule, post)] for rule in level}
    standing: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule, posts in reached.items():
        for post in posts:
            standing[id(post)].append(rule)
    left = dict.fromkeys(level)
    while left:
        lines, reachable, waiting = dict[Rule, None](), dict[int, Rule](), [next(iter(left))]
        while waiting:
            rule = waiting.pop()
            if rule in lines:
                continue
            lines[rule] = None
            left.pop(rule, None)
            for post in reached[rule]:
                if id(post) not in reachable:
                    reachable[id(post)] = post
                    waiting.extend(standing[id(post)])
        yield list(lines), list(reachable.values())


def _meet(level: Rule, post: Rule) -> bool:
    return level.start - _NEAR <= post.at <= level.end + _NEAR and post.start - _NEAR <= level.at <= post.end + _NEAR


def _grid(lines: Sequence[Rule], posts: Sequence[Rule]) -> RuledTable | None:
    across, down = _edges(posts), _edges(lines)
    columns, rows = len(across) - 1, len(down) - 1
    if not (2 <= columns <= _COLUMNS and 1 <= rows <= _ROWS and columns * rows > 2):
        return None
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(down)):
        for column, (left, right) in enumerate(pairwise(across)):
            if column and not _parted(posts, left, (top + bottom) / 2):
                origins[row, column] = origins[row, column - 1]
            elif row and not _parted(lines, top, (left + right) / 2):
                origins[row, column] = origins[row - 1, column]
            else:
                origins[row, column] = (row, column)
    return RuledTable(across, down, origins)


def _edges(rules: Sequence[Rule]) -> tuple[float, ...]:
    return tuple(group[0].at for group in _near(sorted(rules)))


def _parted(rules: Sequence[Rule], edge: float, through: float) -> bool:
    return any(abs(rule.at - edge) <= _NEAR and rule.start <= through <= rule.end for rule in rules)


def _words(chars: Sequence[Char], width: float) -> str:
    """The words of a cell: a line goes on in the next one, but for one that leaves much room and for bodies listed one a line."""
    lines: list[list[tuple[float, float, float, float, str]]] = []
    boxes = [(*char.box, char.word) for char in chars if char.box is not None and not char.word.isspace()]
    for box in sorted(boxes, key=lambda box: box[1] + box[3]):
        if lines and (box[1] + box[3]) - (lines[-1][0][1] + lines[-1][0][3]) < box[3] - box[1]:
            lines[-1].append(box)
        else:
            lines.append([box])
    printed = [_printed(sorted(line)) for line in lines]
    listed = all(_BODY.fullmatch(words) for words, _, _ in printed)
    joined_words = ""
    for number, (words, size, filled) in enumerate(printed):
        ends = listed or (width - filled > _ROOM * size and words[-1] not in "、，")
        joined_words += words + ("\n" if ends and number + 1 < len(printed) else "")
    return joined_words


def _printed(line: Sequence[tuple[float, float, float, float, str]]) -> tuple[str, float, float]:
    """A line's words, the height of its characters and its width; a gap between words becomes a space."""
    size = max(box[3] - box[1] for box in line)
    words = line[0][4] + "".join(
        (" " if after[0] - before[2] > 0.6 * size else "") + after[4] for before, after in pairwise(line)
    )
    return words, size, line[-1][2] - line[0][0]
