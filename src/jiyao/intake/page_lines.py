"""Lines of printed pages (PDF, OFD) put together again: broken lines joined, running heads and page numbers set aside, tables row by row.

A page breaks its lines at the right margin, wherever a word stands. A line goes on in the next one where it reaches that margin and the
next one starts at the left margin; an indented line opens a paragraph, a centred or short one is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jiyao.intake import task_grid
from jiyao.intake.composing import Composition
from jiyao.intake.ruled import RuledTable, joined

_PAGE_NUMBER = re.compile(
    r"[-—–―─·.~\s]*(?:第|共|Page)?\s*\d{1,4}\s*(?:页|[/／]\s*\d{1,4}|\s*of\s*\d{1,4})?(?:[，,\s]*共\s*\d{1,4}\s*页)?[-—–―─·.~\s]*"
)
_DIGITS = re.compile(r"\d+")
_ENDS = "。！？；：!?;:”）"
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,3}[条章]|会议|附件|[一二三四五六七八九十]是"
)
_LINES = 5
_EDGE_LINES = 2
"""Running heads and page numbers stand among the first and last lines of a page."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its words, its edges, where it stands down the page and the height of its characters, in one unit."""

    words: str
    left: float
    right: float
    size: float
    down: float = 0.0
    table: RuledTable | None = None
    """A table that stands here, instead of words."""


Page = Sequence[PrintedLine]


def compose(pages: Sequence[Page], into: Composition) -> None:
    """Add the pages' text; places say 第2页."""
    kept = _without_furniture(pages, into)
    worded = [[line for line in page if line.table is None] for page in kept]
    indented = _indents(line for page in worded for line in page)
    margins = [_margins(page) for page in worded]
    flow = [(number, line) for number, page in enumerate(kept) for line in page]
    for number, page in enumerate(worded):
        if _runs_across_columns(page):
            into.remark(_TWO_COLUMNS.format(page=number + 1))
    tables = joined((number + 1, line.table) for number, line in flow)
    for at, (number, line) in enumerate(flow):
        if line.table is not None:
            if tables and (table := tables[0]).starts == at:
                task_grid.compose(table.rows, into, label=f"表{table.number}", pages=table.pages)
                tables.pop(0)
            continue
        into.here(f"第{number + 1}页")
        into.add(line.words.strip("\r\n"))
        following = flow[at + 1] if at + 1 < len(flow) else None
        if following is None or not _goes_on(
            line, margins[number], following[1], margins[following[0]], indented=indented
        ):
            into.add("\n")


_TWO_COLUMNS = "第{page}页像是分左右两栏排版，两栏的文字可能一行一行混在了一起。请与原件核对；若是混了，请把每一栏的文字分别复制粘贴进来。"
_GAP = re.compile(r"(?<=[\u4e00-\u9fff，。、；：》”）]) +(?=[\u4e00-\u9fff《“（\d])")
_COLUMN_LINES, _COLUMN_WORDS = 5, 20
"""Fewer lines, or shorter ones, tell of no columns."""


def _runs_across_columns(page: Page) -> bool:
    """Whether most lines of a page have one gap near their middle: two columns that were read across."""
    long = [line.words.strip() for line in page if len(line.words.strip()) >= _COLUMN_WORDS]
    if len(long) < _COLUMN_LINES:
        return False
    gaps = ([gap.start() / len(words) for gap in _GAP.finditer(words)] for words in long)
    return sum(len(several) == 1 and 0.3 < several[0] < 0.7 for several in gaps) * 5 >= len(long) * 3


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    lines: int
    """A page of two lines has no margins to go by."""


def _margins(page: Page) -> _Margins:
    """The edges between which a page's paragraphs run: the leftmost at which several lines start, and where the longest end."""
    if not page:
        return _Margins(0, 0, 0)
    size = max(sorted(line.size for line in page)[len(page) // 2], 1)
    starts = Counter(round(line.left / size) for line in page)
    often = [edge for edge, count in starts.items() if count >= 2 and count * 12 >= len(page)] or list(starts)
    left = min(line.left for line in page if round(line.left / size) == min(often))
    ends = sorted(line.right for line in page)
    return _Margins(left, ends[-1 - len(ends) // 20], len(page))


def _indents(lines: Iterator[PrintedLine]) -> bool:
    """Whether the document indents its paragraphs: some long lines start two characters behind the others."""
    starts = sorted(line.left / max(line.size, 1) for line in lines if len(line.words) > 12)
    if not starts:
        return False
    left = starts[len(starts) // 20]
    return sum(1.2 < start - left < 3.2 for start in starts) * 20 >= len(starts)


def _goes_on(line: PrintedLine, margins: _Margins, following: PrintedLine, its: _Margins, *, indented: bool) -> bool:
    size = max(line.size, 1)
    if (
        following.table is not None
        or margins.right - line.right > 1.7 * size
        or abs(following.size - line.size) > 0.2 * size
    ):
        return False
    if following.left - its.left > 1.2 * size or line.left - margins.left > 4 * size:
        return False
    words = line.words.rstrip()
    opens = _OPENS.match(following.words.lstrip()) is not None
    if indented:
        starts_inside = its.lines >= _LINES and following.words.lstrip().startswith("会议")
        return starts_inside or not (opens and words.endswith("。"))
    return words[-1:] not in _ENDS and not opens


def _without_furniture(pages: Sequence[Page], into: Composition) -> list[list[PrintedLine]]:
    """The pages without running heads and page numbers, which are set aside in the composition."""
    kept = [[line for line in page if line.words.strip() or line.table is not None] for page in pages]
    repeated = _repeated(kept)
    for page in kept:
        for end in (0, -1):
            for _ in range(_EDGE_LINES):
                if (
                    page
                    and page[end].table is None
                    and _is_apart(page, end)
                    and (_is_page_number(page[end]) or _key(page[end]) in repeated)
                ):
                    into.leave_out(page.pop(end).words.strip())
    return kept


def _is_page_number(line: PrintedLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.words.strip()) is not None


def _is_apart(page: Page, end: int) -> bool:
    """Whether the first (0) or last (-1) line of a page stands apart from the text by more than a line."""
    if len(page) < 3:
        return len(page) == 1 or len(page[end].words.strip()) < 16
    if page[1 if end == 0 else -2].table is not None:
        return True
    steps = sorted(
        abs(after.down - before.down)
        for before, after in pairwise(page)
        if before.table is None and after.table is None
    )
    here = abs(page[1].down - page[0].down) if end == 0 else abs(page[-1].down - page[-2].down)
    return here > 1.3 * steps[(len(steps) - 1) // 2] or page[end].size < 0.8 * page[len(page) // 2].size


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """What stands at one height at the edge of at least half of the pages, figures apart."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_key(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:]) if line.table is None})
    return {key for key, count in seen.items() if count >= max(2, (len(pages) + 1) // 2)}


def _key(line: PrintedLine) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(line.words.split())), round(line.down / max(line.size, 1))


Run = tuple[str, float, float, float, float]
"""``(words, left, right, baseline, size)``, the baseline counted downwards."""


def lines_of(runs: Sequence[Run]) -> list[PrintedLine]:
    """Lines from runs; a gap between runs becomes a space. Of two columns of running text the left one comes first."""
    return [line for column in _columns(runs) for line in _lines(column)]


_COLUMN_RUNS, _FILLED = 5, 0.6


def _columns(runs: Sequence[Run]) -> list[Sequence[Run]]:
    """The left and the right column of a page, the right one moved below the left margin; the whole page where it has none, or
    where its sides are cells rather than lines that fill their column."""
    if len(runs) < 2 * _COLUMN_RUNS:
        return [runs]
    start, end = min(run[1] for run in runs), max(run[2] for run in runs)
    middle = (start + end) / 2
    left, right = [run for run in runs if run[2] <= middle], [run for run in runs if run[1] >= middle]
    across = [run for run in runs if run[1] < middle < run[2]]
    if min(len(left), len(right)) < _COLUMN_RUNS or len(across) * 4 > len(runs):
        return [runs]
    for side in (left, right):
        edge, width = min(run[1] for run in side), max(run[2] for run in side) - min(run[1] for run in side)
        filled = sum(run[2] - edge >= _FILLED * width and len(run[0]) >= _COLUMN_RUNS for run in side)
        if filled * 3 < len(side) * 2:
            return [runs]
    top = min(run[3] for run in (*left, *right))
    moved = min(run[1] for run in right) - min(run[1] for run in left)
    shifted = [(words, at - moved, to - moved, down, size) for words, at, to, down, size in right]
    above, below = [run for run in across if run[3] < top], [run for run in across if run[3] >= top]
    return [above, left, shifted, below]


def _lines(runs: Sequence[Run]) -> list[PrintedLine]:
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run[3], run[1])):
        if lines and abs(run[3] - lines[-1][0][3]) <= 0.5 * max(min(run[4], lines[-1][0][4]), 1):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(sorted(line, key=lambda run: run[1])) for line in lines]


def _line(runs: Sequence[Run]) -> PrintedLine:
    words = runs[0][0]
    for before, run in pairwise(runs):
        if before[:2] == run[:2]:  # drawn twice at one place, as some programs do for bold
            continue
        words += (" " if run[1] - before[2] > 0.6 * max(run[4], 1) else "") + run[0]
    return PrintedLine(words, runs[0][1], max(run[2] for run in runs), max(run[4] for run in runs), runs[0][3])
