"""The lines of a web page in document order, each with the elements it stands in. One pass, no recursion: pages nest deeply."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jiyao.intake import Unreadable

NODES = 150_000
"""The most elements and words between them; the page of a long article has a few thousand."""
_UNSEEN = frozenset(
    "head script style noscript template iframe object embed svg canvas select button textarea link meta -comment -doctype".split()
)
_CHROME = frozenset("nav footer aside menu".split())
_NO_ARTICLE = re.compile(
    r"(?:^|[-_\s])(?:nav|navi|navbar|menu|footer|foot|copyright|breadcrumbs?|crumbs?|comments?)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
"""Names of what holds no article, however long it is; a place named for printing or searching may be the whole page."""
_CHROME_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|navi|navbar|menu|footer|foot|copyright|sidebar|breadcrumbs?|crumbs?|share|bdsharebuttonbox|related?|xgwd|xglj|xgxw|"
    r"recommend|comments?|pagination|pager|toolbar|search|login|advert|ads?|friendlinks?|qrcode|print|prevnext)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "p div section article main table tbody thead tfoot tr td th ul ol li dl dt dd h1 h2 h3 h4 h5 h6 center blockquote pre body header nav footer "
    "aside address figure figcaption form fieldset hr caption".split()
)
_INSIDE = frozenset(
    "p ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table tbody thead tfoot tr th caption blockquote center pre address figure figcaption".split()
)
"""Blocks that hold pieces of an article and never the whole of it."""
_TITLE_NAME = re.compile(r"title|biaoti|headline|(?:^|[-_])bt(?:$|[-_\d])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_VEILED = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Element:
    """What is known of an element from where it stands; ``block`` is the nearest block around and including it."""

    tag: str
    parent: Element | None
    block: Element | None
    seen: bool
    chrome: Element | None
    veil: Element | None
    """What is not shown until a script shows it."""
    link: bool
    titled: bool
    kept: bool
    """Line ends are line ends here, as in ``pre``."""
    cell: Element | None
    table: Element | None
    never: bool = False
    """Chrome that holds no article, however long."""
    words: int = 0
    """Characters of text inside that belong to no link."""
    score: float = 0.0
    spans: tuple[int, int] = (1, 1)
    rows: list[list[Element]] = field(default_factory=list)

    def around(self) -> Iterator[Element]:
        """The element and all it stands in, from the inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    @property
    def container(self) -> Element:
        """The nearest element that could hold an article."""
        return self.holding(0)

    def holding(self, words: int) -> Element:
        """The nearest element that could hold an article and holds more than these words: what wraps a single paragraph is none."""
        nearest = self
        for element in self.around():
            if element.tag in _INSIDE or element.tag not in _BLOCKS or (element is self and self.tag == "td"):
                continue
            nearest = element
            if element.words > words:
                break
        return nearest


@dataclass(slots=True)
class Line:
    """Words of one block up to the next break."""

    block: Element
    words: str
    linked: int

    @property
    def is_link(self) -> bool:
        return self.linked * 2 > len(self.words.strip())


def lines_of(page: LexborHTMLParser) -> list[Line]:
    """All lines of a page, also of parts that are not shown. Raises ``Unreadable`` for a page of more than ``NODES``."""
    return _Walk().lines(page)


@dataclass
class _Walk:
    elements: dict[int, Element] = field(default_factory=dict)
    found: list[Line] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _linked: int = 0
    _block: Element | None = None

    def lines(self, page: LexborHTMLParser) -> list[Line]:
        if page.body is None:
            return []
        for count, node in enumerate(page.body.traverse(include_text=True)):
            if count > NODES:
                raise Unreadable("网页过大，不像是一篇会议文章。请在浏览器里打开它，复制正文粘贴进来。")
            parent = self.elements.get(node.parent.mem_id) if node.parent is not None else None
            if node.tag == "-text":
                self._text(parent, node.text_content or "")
                continue
            element = _element(node, parent)
            self.elements[node.mem_id] = element
            if element.block is element or node.tag == "br":
                self._end()
        self._end()
        return self.found

    def _text(self, parent: Element | None, text: str) -> None:
        if parent is None or not parent.seen:
            return
        if parent.block is not self._block:
            self._end()
            self._block = parent.block
        for number, part in enumerate(text.splitlines() if parent.kept else [text]):
            if number:
                self._end()
            words = _SPACES.sub(" ", part)
            self._pieces.append(words)
            self._linked += len(words.strip()) if parent.link else 0

    def _end(self) -> None:
        words = "".join(self._pieces).strip(" ")
        if words.strip() and self._block is not None:
            line = Line(self._block, words, self._linked)
            self.found.append(line)
            for element in self._block.around():
                element.words += max(len(words) - self._linked, 0)
        self._pieces, self._linked = [], 0


def _element(node: LexborNode, parent: Element | None) -> Element:
    tag = node.tag or ""
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    style = attributes.get("style") or ""
    seen = (parent is None or parent.seen) and tag not in _UNSEEN and _HIDDEN.search(style) is None
    element = Element(
        tag=tag,
        parent=parent,
        block=None if parent is None else parent.block,
        seen=seen,
        chrome=None if parent is None else parent.chrome,
        veil=None if parent is None else parent.veil,
        kept=tag == "pre" or _KEPT.search(style) is not None or (parent is not None and parent.kept),
        link=tag == "a" or (parent is not None and parent.link),
        titled=tag in {"h1", "h2", "h3"}
        or _TITLE_NAME.search(named) is not None
        or (parent is not None and parent.titled),
        cell=None if parent is None else parent.cell,
        table=None if parent is None else parent.table,
    )
    if tag in _BLOCKS:
        element.block = element
    if attributes.get("title") in {"header", "footer"}:  # running heads of a page that a word processor made
        named += f" {attributes['title']}"
    if element.chrome is None and tag != "body" and (tag in _CHROME or _CHROME_NAME.search(named)):
        element.chrome, element.never = element, tag in _CHROME or _NO_ARTICLE.search(named) is not None
    if element.veil is None and _VEILED.search(style) is not None:
        element.veil = element
    _place_in_table(element, attributes.get("colspan"), attributes.get("rowspan"))
    return element


def _place_in_table(element: Element, across: str | None, down: str | None) -> None:
    if element.tag == "table":
        element.table, element.cell = element, None
    elif element.tag == "tr" and element.table is not None:
        element.table.rows.append([])
    elif element.tag in {"td", "th"} and element.table is not None and element.table.rows:
        element.cell = element
        element.spans = (_span(across), _span(down))
        element.table.rows[-1].append(element)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 100) if text is not None and text.isdecimal() and len(text) < 4 else 1


def grid_of(table: Element, words: dict[int, str]) -> list[list[str]]:
    """The cells of a table by row and column, merged ones repeated downwards; ``words`` by the identity of the cell."""
    grid: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}
    for cells in table.rows:
        row: dict[int, str] = {}
        at = 0
        for cell in cells:
            while at in pending:
                at += 1
            across, down = cell.spans
            row[at] = words.get(id(cell), "")
            for column in range(at, at + across):
                pending[column] = (down, row[at] if column == at else "")
            at += across
        for column, (left, text) in list(pending.items()):
            row.setdefault(column, text)
            if left > 1:
                pending[column] = (left - 1, text)
            else:
                del pending[column]
        grid.append([row.get(column, "") for column in range(max(row, default=-1) + 1)])
    return grid


def words_by_cell(lines: list[Line]) -> dict[int, str]:
    """The words of each table cell by its identity."""
    cells: defaultdict[int, list[str]] = defaultdict(list)
    for line in lines:
        if line.block.cell is not None:
            cells[id(line.block.cell)].append(line.words)
    return {cell: "\n".join(words) for cell, words in cells.items()}
