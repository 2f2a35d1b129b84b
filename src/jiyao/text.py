"""The text as received, and the one *view* of it that every rule reads.

A rule never looks at the raw text: broken lines, spaces inside names, half-width punctuation and control characters would have to
be thought of in each of them. It reads the view, where gaps are removed and characters are translated one for one, and what it
finds is mapped back once, so that ``raw[span.start:span.end] == span.text`` holds for whatever a reading says.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from jiyao.columns import Table, tabbed
from jiyao.lexicon import load

if TYPE_CHECKING:
    from jiyao.cells import Grid


class Span(NamedTuple):
    """A half-open range of code points of the text as received."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file a stretch of the text stood, for formats that know: a page number, a table cell."""

    start: int
    label: str


@dataclass(frozen=True)
class Text:
    """What intake returns: the exact string that offsets count, and where it came from."""

    raw: str
    name: str = ""
    media_type: str = "text/plain"
    sha256: str = ""
    places: tuple[Place, ...] = field(default=())
    remarks: tuple[str, ...] = ()
    """Sentences for the person who handed the file in: tracked changes taken over, pages without text."""
    left_out: tuple[str, ...] = ()
    """What stands in the file and is no part of its text: running heads, footnotes, deleted passages, chrome of a site."""
    is_task_table: bool = False
    """Whether the file is a table of tasks, known by its columns; such a table need not have a title that says so."""

    def place_at(self, offset: int) -> str:
        """The label of the place that a position of the text stands in, empty where none is known."""
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[at - 1].label if at else ""

    @classmethod
    def of(cls, raw: str, *, name: str = "", media_type: str = "text/plain") -> Text:
        """Wrap a string that never was a file; its digest is that of its UTF-8 form."""
        digest = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(raw, name=name, media_type=media_type, sha256=digest)

    @cached_property
    def view(self) -> View:
        """The view of the whole text."""
        return View(self.raw)


_MARKS = (
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "!": "！",
        "?": "？",
        "(": "（",
        ")": "）",
        "﹙": "（",
        "﹚": "）",
        "﹔": "；",
        "﹕": "：",
        "［": "〔",
        "］": "〕",
        "[": "〔",
        "]": "〕",
        "【": "〔",
        "】": "〕",
        "｡": "。",
        "､": "、",
        "〈": "《",
        "〉": "》",
        "<": "《",
        ">": "》",
        "\u201f": "“",
        "〝": "“",
        "〞": "”",
        "・": "·",
        "•": "·",
        "‧": "·",
        "．": ".",
        "％": "%",
        "〇": "〇",
        "○": "〇",
        "◯": "〇",
        "\r": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\v": "\n",
        "\f": "\n",
        "\x85": "\n",
    }
    | {chr(0xFF10 + i): str(i) for i in range(10)}
    | {chr(0xFF21 + i): chr(0x41 + i) for i in range(26)}
    | {chr(0xFF41 + i): chr(0x61 + i) for i in range(26)}
)


@cache
def _translation() -> tuple[re.Pattern[str], dict[str, str]]:
    """One character for one character: a translation that changed a length would break every offset behind it.

    Marks, digits and letters get one width, traditional script becomes simplified. The pattern finds the characters to translate: few
    of a text are, and ``str.translate`` would look each of the others up.
    """
    script = load("traditional")
    characters = zip("".join(script["traditional"].split()), "".join(script["simplified"].split()), strict=True)
    table = _MARKS | dict(characters)
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def _translated(text: str) -> str:
    """The text in one width and in simplified script: few characters are replaced one by one, many in one pass."""
    foreign, table = _translation()
    present = set(foreign.findall(text))
    if len(present) > _FEW:
        return foreign.sub(lambda char: table[char[0]], text)
    for char in present:
        text = text.replace(char, table[char])
    return text


_FEW = 16
_GAP = re.compile(
    "[ \t\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
"""What carries no words: white space but line ends, controls, zero-width characters, a byte-order mark."""

_LINE = re.compile("[^\n]+")

_SENTENCE_END = "。！？；：…"
_OPENS_PARAGRAPH = re.compile(
    r"(?:第?[一二三四五六七八九十百零〇]{1,4}(?:、|是|要|，|$)|[（][一二三四五六七八九十\d]{1,3}[）]|\d{1,2}[、.．]|各[^，。；]{1,14}(?:政府|单位|部门)|(?:牵头|责任|配合|主办|协办)(?:单位|部门|领导)：|完成时限：|(?:固定|按议题)?(?:[出列缺]席|参加|请假|记录|主持|时间|地点)(?:会议)?(?:人|人员|单位)?：)"
)
_HEADS = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；：]*$")
"""A numbered line without a full stop may be a heading with its matter below (会议指出，…)."""


class Line(NamedTuple):
    """A paragraph of the view: ``view.s[start:end]``, without its line end."""

    start: int
    end: int


class View:
    """The text without gaps: ``s`` is what rules match, ``span`` says where it stood.

    * white space, control and zero-width characters are gone, so ``杨 帆`` and ``202 6年`` read as one word;
    * punctuation, digits and letters have one width, traditional characters are simplified; the comma of ``1，000`` between digits is the business of the number rules;
    * lines that a page broke are joined, paragraphs are parted by exactly one ``\\n``;
    * the cells of a table of tasks that stand apart by tabs are lines.
    """

    __slots__ = ("_offsets", "cues", "doers", "grid", "lines", "raw", "s", "tables")
    cues: dict[str, list[int]] | None
    """Where the words stand that rules start from, once ``literals`` looked for them."""
    doers: dict[tuple[int, int], list[tuple[int, int]]]
    """What ``owners`` read in which stretch: several rules ask about the same one."""

    tables: list[Table]
    """The tables whose cells stand apart by tabs, in offsets of the raw text."""
    grid: Grid | None
    """The rows of tables of tasks, once ``cells`` looked for them."""

    def __init__(self, raw: str) -> None:
        self.raw, self.cues, self.doers, self.grid = raw, None, {}, None
        text = _translated(raw)
        self.tables = tabbed(text) if "\t" in text else []
        kept, offsets = _without_gaps(_with_cells(text, self.tables))
        joined, self._offsets = _joined(kept, offsets)
        self.s = joined.replace(_CELL, "\n") if self.tables else joined
        self.lines = tuple(Line(*match.span()) for match in _LINE.finditer(self.s))

    def __len__(self) -> int:
        return len(self.s)

    def span(self, start: int, end: int) -> Span:
        """Where ``s[start:end]`` stands in the raw text, gaps inside included and gaps around left out."""
        if start >= end:
            at = self._offsets[start] if start < len(self._offsets) else len(self.raw)
            return Span(at, at)
        if isinstance(self._offsets, range):  # nothing was dropped
            return Span(start, end)
        return Span(self._offsets[start], self._offsets[end - 1] + 1)

    def words(self, start: int, end: int) -> str:
        """The exact words received that ``s[start:end]`` stands for."""
        span = self.span(start, end)
        return self.raw[span.start : span.end]

    def position(self, offset: int) -> int:
        """The first position of the view that stands at or behind an offset of the raw text."""
        if isinstance(self._offsets, range):  # nothing was dropped
            return min(offset, len(self._offsets))
        return bisect_left(self._offsets, offset)

    def stretches(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Spans of the raw text as stretches of the view."""
        if isinstance(self._offsets, range):
            return [(start, end) for start, end in spans]
        return [(bisect_left(self._offsets, start), bisect_left(self._offsets, end)) for start, end in spans]


_CELL = "\ue000"
"""Stands between cells until the lines that a page broke are joined: a cell never is one."""


def _with_cells(text: str, tables: Sequence[Table]) -> str:
    """The text with the tabs of its tables of tasks made into marks that are no gaps."""
    kept, at = list[str](), 0
    for start, end in [line for table in tables for line in table.lines]:
        kept += text[at:start], text[start:end].replace("\t", _CELL)
        at = end
    return "".join((*kept, text[at:])) if kept else text


def _without_gaps(text: str) -> tuple[str, Sequence[int]]:
    """Drop gaps; the second part gives each kept character's place in ``text``."""
    if _GAP.search(text) is None:
        return text, range(len(text))
    kept: list[str] = []
    offsets = array("L")
    start = 0
    for gap in _GAP.finditer(text):
        at = gap.start()
        if at > start:
            kept.append(text[start:at])
            offsets.extend(range(start, at))
        start = gap.end()
    kept.append(text[start:])
    offsets.extend(range(start, len(text)))
    return "".join(kept), offsets


def _joined(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Join lines that a page broke and collapse empty lines, keeping the offset of each character that stays."""
    lines = [match.span() for match in _LINE.finditer(text)]
    width = _page_width(text, lines)
    if not width and "\n\n" not in text and not text.startswith("\n") and not text.endswith("\n"):
        return text, offsets
    kept: list[str] = []
    places = array("L")
    for number, (start, end) in enumerate(lines):
        kept.append(text[start:end])
        places.extend(offsets[start:end])
        if number + 1 < len(lines) and not _runs_on(text, (start, end), lines[number + 1], width):
            kept.append("\n")
            places.append(offsets[end])
    return "".join(kept), places


def _page_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The number of characters at which the page broke its lines, or 0 for a text whose lines are paragraphs.

    A page breaks at one width, and mostly in the middle of a sentence; paragraphs end with their sentence.
    """
    lines = [line for line in lines if text.find(_CELL, *line) < 0]  # a row of a table is no line that a page broke
    lengths = [end - start for start, end in lines]
    widest = sorted(lengths)[-1 - len(lengths) // 50] if lengths else 0
    if not 16 <= widest <= 64:
        return 0
    full = [end for start, end in lines if end - start >= widest - 3]
    broken = sum(1 for end in full if text[end - 1] not in _SENTENCE_END)
    return widest if len(full) >= 2 and broken * 5 >= len(full) * 3 else 0


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether a line goes on in the next one."""
    start, end = line
    if not width or end - start < width - 3 or text[end - 1] in _SENTENCE_END or text.find(_CELL, start, end) >= 0:
        return False
    if text.startswith("会议", following[0]) and _HEADS.match(text, start, end):
        return False
    return _OPENS_PARAGRAPH.match(text, following[0], following[1]) is None
