"""Word documents (.docx, .docm): the words as the page shows them, automatic numbers included.

Tracked changes read as if all were accepted, with a remark; hidden text, headers, footers, footnotes and comments are left out and kept
aside. Tables of tasks become one line a row. Macros are never run: the text is read and a remark says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from jiyao.columns import header_of
from jiyao.intake import Unreadable, task_grid
from jiyao.intake.composing import Composition
from jiyao.intake.container import Container, opened
from jiyao.intake.docx_numbers import Numbering, numbering_of
from jiyao.intake.markup import local, parsed
from jiyao.text import Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TRACKED = "文档里有修订痕迹：按接受全部修订读取，已删除的文字没有读。请确认这是定稿。"
_MACROS = "文档里带有宏：只读取了文字，宏没有运行。"
_DROPPED = frozenset({"del", "moveFrom", "delText", "instrText", "rt", "Fallback", "pPr", "rPr", "sectPr", "sdtPr"})
_BESIDE = ("header", "footer", "footnotes", "endnotes", "comments")
_WIDEST = 63
"""Columns of a table in Word, at most."""
_PROSE = 300
"""A cell longer than this holds paragraphs: the table only lays out the page."""


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read a Word document. Raises ``Unreadable``."""
    packed = opened(data)
    body = next((child for child in parsed(packed.read(_main(packed))) if local(child.tag) == "body"), None)
    if body is None:
        raise Unreadable("Word 文档没有正文，可能已损坏。请用 WPS 打开后另存一份再试。")
    numbers, styles = (_part(packed, f"word/{part}.xml") for part in ("numbering", "styles"))
    walk = _Walk(numbering_of(numbers, styles))
    walk.blocks(body)
    if any(each.endswith("vbaProject.bin") for each in packed.names):
        walk.text.remark(_MACROS)
    for each in packed.names:
        stem = each.rpartition("/")[2]
        if each.startswith("word/") and each.endswith(".xml") and stem.startswith(_BESIDE):
            walk.text.leave_out(_all_words(parsed(packed.read(each))))
    return walk.text.text(data, name=name, media_type=MEDIA_TYPE)


def _part(packed: Container, name: str) -> Element | None:
    data = packed.read_if_there(name)
    return None if data is None else parsed(data)


def _main(packed: Container) -> str:
    """The name of the part that holds the text."""
    relations = packed.read_if_there("_rels/.rels")
    for relation in () if relations is None else parsed(relations):
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            if target in packed:
                return target
    if "word/document.xml" in packed:
        return "word/document.xml"
    raise Unreadable("Word 文档缺少正文，文件可能没有传完整。请重新传一份再试。")


def _all_words(root: Element) -> str:
    """The words of a part without any order but its own, a line a paragraph."""
    paragraphs = (each for each in root.iter() if local(each.tag) == "p")
    lines = ("".join(part.text or "" for part in each.iter() if local(part.tag) == "t") for each in paragraphs)
    return "\n".join(line for line in lines if line.strip())


@dataclass
class _Walk:
    """Walks a document's body in reading order."""

    numbering: Numbering
    text: Composition = field(default_factory=Composition)
    _tables: int = 0
    _carried: str = ""
    """Words of a paragraph whose end was deleted: they go on in the next one."""

    def blocks(self, parent: Element) -> None:
        """Take the paragraphs and tables below an element."""
        for child in parent:
            kind = local(child.tag)
            if kind == "p":
                for line in self._paragraph(child):
                    self.text.line(line)
            elif kind == "tbl":
                self._table(child)
            elif kind in {"del", "moveFrom"}:
                self._deleted(child)
            elif kind not in _DROPPED:
                if kind in {"ins", "moveTo"}:
                    self.text.remark(_TRACKED)
                self.blocks(child)

    def _deleted(self, element: Element) -> None:
        self.text.remark(_TRACKED)
        words = "".join(part.text or "" for part in element.iter() if local(part.tag) in {"t", "delText"})
        self.text.leave_out(words)

    def _paragraph(self, paragraph: Element) -> list[str]:
        """The lines of a paragraph: broken where a line break stands, words of text boxes anchored in it behind it."""
        boxes: list[Element] = []
        words = "".join(self._words(paragraph, boxes))
        number = self.numbering.before(paragraph)
        lines = (self._carried + (number if words.strip() else "") + words).split("\n")
        self._carried = ""
        if _mark_deleted(paragraph):
            self.text.remark(_TRACKED)
            self._carried = lines.pop()
        for box in boxes:
            for inner in _paragraphs(box):
                lines.extend(self._paragraph(inner))
        return lines

    def _words(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        for child in element:
            kind = local(child.tag)
            if kind == "t":
                yield child.text or ""
            elif kind in {"tab", "ptab"}:
                yield "\t"
            elif kind in {"br", "cr"}:
                yield "\n"
            elif kind == "noBreakHyphen":
                yield "-"
            elif kind == "txbxContent":
                boxes.append(child)
            elif kind == "r" and _is_hidden(child):
                self.text.leave_out(_run_words(child))
            elif kind in {"del", "moveFrom"}:
                self._deleted(child)
            elif kind not in _DROPPED:
                if kind in {"ins", "moveTo"}:
                    self.text.remark(_TRACKED)
                yield from self._words(child, boxes)

    def _table(self, table: Element) -> None:
        self._tables += 1
        label = f"表{self._tables}"
        rows = self._rows(table)
        if header_of(rows) is None and (
            max(map(len, rows), default=0) == 1 or any(len(cell) > _PROSE for row in rows for cell in row)
        ):
            self._laid_out(table)
        else:
            task_grid.compose(rows, self.text, label=label)
        self.text.here("")

    def _laid_out(self, table: Element) -> None:
        """A table that only lays out the page: its cells one after the other."""
        for row in _below(table, "tr"):
            for cell in _below(row, "tc"):
                self.blocks(cell)

    def _rows(self, table: Element) -> list[list[str]]:
        """The cells' words by grid column; a cell merged downwards stands in each of its rows."""
        rows: list[list[str]] = []
        for row in _below(table, "tr"):
            if any(local(mark.tag) == "del" for part in row if local(part.tag) == "trPr" for mark in part):
                self._deleted(row)
                continue
            cells: list[str] = []
            for cell in _below(row, "tc"):
                width, goes_on = _merging(cell)
                above = rows[-1][len(cells)] if goes_on and rows and len(cells) < len(rows[-1]) else ""
                cells.append(above if goes_on else self._cell(cell))
                cells.extend([""] * min(width - 1, _WIDEST - len(cells)))
            rows.append(cells)
        width = max(map(len, rows), default=0)
        return [row + [""] * (width - len(row)) for row in rows]

    def _cell(self, cell: Element) -> str:
        lines: list[str] = []
        for paragraph in _paragraphs(cell):
            lines.extend(self._paragraph(paragraph))
        return "\n".join(line for line in lines if line.strip())


def _below(parent: Element, kind: str) -> Iterator[Element]:
    """The rows of a table, the cells of a row, also those inside content controls and tracked changes."""
    for child in parent:
        tag = local(child.tag)
        if tag == kind:
            yield child
        elif tag in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _below(child, kind)


def _paragraphs(parent: Element) -> Iterator[Element]:
    """The paragraphs below an element, also those of tables inside it, but none inside a paragraph."""
    for child in parent:
        if local(child.tag) == "p":
            yield child
        elif local(child.tag) not in _DROPPED:
            yield from _paragraphs(child)


def _merging(cell: Element) -> tuple[int, bool]:
    """How many columns a cell covers and whether it goes on from the row above."""
    width, goes_on = 1, False
    for part in (part for properties in cell if local(properties.tag) == "tcPr" for part in properties):
        value = next((each for key, each in part.attrib.items() if local(key) == "val"), "")
        if local(part.tag) == "gridSpan" and value.isdecimal() and len(value) < 4:
            width = min(int(value), _WIDEST) or 1
        elif local(part.tag) == "vMerge":
            goes_on = value != "restart"
    return width, goes_on


def _properties(element: Element, kind: str) -> Sequence[Element]:
    return [part for properties in element if local(properties.tag) == kind for part in properties]


def _mark_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph is deleted, so that the next one goes on in it."""
    marks = (mark for part in _properties(paragraph, "pPr") if local(part.tag) == "rPr" for mark in part)
    return any(local(mark.tag) == "del" for mark in marks)


def _is_hidden(run: Element) -> bool:
    for part in _properties(run, "rPr"):
        if local(part.tag) == "vanish":
            return next(iter(part.attrib.values()), "1") not in {"0", "false", "off"}
    return False


def _run_words(run: Element) -> str:
    return "".join(part.text or "" for part in run.iter() if local(part.tag) == "t")
