"""From the bytes of a table to the plan of what it would change."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from types import MappingProxyType

from luoshi.bodies.models import Office
from luoshi.journal.refusal import Refused
from luoshi.people.directory.importing.bodies import BodiesImport
from luoshi.people.directory.importing.contacts import ContactsImport
from luoshi.people.directory.importing.in_words import rows_in_words
from luoshi.people.directory.importing.leaders import LeadersImport
from luoshi.people.directory.importing.plan import Answers, Plan
from luoshi.sheets import Column, Grid, Header, Row, Unreadable, find_header, read_grids, read_paragraphs, rows_below


class ImportKind(StrEnum):
    """The three tables; the value stands in addresses and in the journal."""

    BODIES = "bodies"
    LEADERS = "leaders"
    CONTACTS = "contacts"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {ImportKind.BODIES: "机构名录", ImportKind.LEADERS: "领导分工", ImportKind.CONTACTS: "通讯录"}
IMPORTS: dict[ImportKind, type[BodiesImport | LeadersImport | ContactsImport]] = {
    ImportKind.BODIES: BodiesImport,
    ImportKind.LEADERS: LeadersImport,
    ImportKind.CONTACTS: ContactsImport,
}
LONGEST_NAME = 40
"""Characters; a longer line is no body's name but prose."""
NO_ANSWERS: Answers = MappingProxyType({})


def plan_table(
    office: Office, kind: ImportKind, data: bytes, name: str, *, on: dt.date, answers: Answers = NO_ANSWERS
) -> Plan:
    """What importing this file would change from a day on; ``Refused`` where it is no such table. Nothing is written."""
    importing = IMPORTS[kind](office, on, answers)
    try:
        grids, paragraphs = read_grids(data, name), read_paragraphs(data, name)
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    sheet = _sheet(grids, importing.columns)
    if sheet is None:
        return _without_header(importing, grids, paragraphs, kind)
    grid, header = sheet
    if header.missing:
        titles = "、".join(f"“{column.title}”" for column in header.missing)
        raise Refused(f"表头里缺少{titles}这一列。请补上，或下载空白模板对照。", field="file")
    plan = importing.read(rows_below(grid, header))
    if header.unknown:
        plan.notes.append(f"没有用到的列：{'、'.join(header.unknown)}。")
    if len(grids) > 1:
        plan.notes.append(f"文件里有{len(grids)}张工作表，只读了“{grid.name}”。")
    return plan


def _without_header(
    importing: BodiesImport | LeadersImport | ContactsImport, grids: list[Grid], paragraphs: list[str], kind: ImportKind
) -> Plan:
    """What is no table with a header may be the leaders' work in words, or names of bodies one below the other."""
    plan: Plan | None = None
    if isinstance(importing, LeadersImport):
        plan = _in_words(importing, paragraphs)
    elif isinstance(importing, BodiesImport) and (rows := _plain_list(grids, paragraphs)):
        plan = importing.read(rows)
    if plan is None:
        some = "、".join(column.title for column in importing.columns[:4])
        sentence = f"前十行里没有找到{kind.label}的表头（例如：{some}）。请加上表头，或下载空白模板对照。"
        raise Refused(sentence, field="file")
    return plan


def _in_words(importing: LeadersImport, paragraphs: list[str]) -> Plan | None:
    """The plan for a division of work written in paragraphs; ``None`` where they name no leader with his work."""
    rows, unread = rows_in_words(paragraphs, importing.known_names)
    if not any(row["work"] for row in rows):
        return None
    plan = importing.read(rows)
    plan.notes.append(f"按文字读到{len(rows)}位领导，行号是段落的序号。")
    plan.notes += unread
    return plan


def _plain_list(grids: list[Grid], paragraphs: list[str]) -> list[Row]:
    """Names one below the other, as rows; none where the file is anything else, such as a table or prose."""
    lines = (
        [[cell for cell in cells if cell] for grid in grids for cells in grid.rows]
        if grids
        else [[each] for each in paragraphs]
    )
    names = any(lines) and all(len(cells) < 2 and all(map(_may_be_a_name, cells)) for cells in lines)
    return [
        Row(number, {"name": cell}, (cell,)) for number, cells in enumerate(lines, start=1) for cell in cells if names
    ]


def _may_be_a_name(words: str) -> bool:
    return len(words) <= LONGEST_NAME and "。" not in words


def _sheet(grids: list[Grid], columns: tuple[Column, ...]) -> tuple[Grid, Header] | None:
    """The sheet whose header knows the most columns."""
    found = [(grid, header) for grid in grids if (header := find_header(grid, columns)) is not None]
    return max(found, key=lambda each: len(each[1].places), default=None)
