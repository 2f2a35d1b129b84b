"""From the bytes of a table to the plan of what it would change."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from luoshi.bodies.models import Office
from luoshi.journal.refusal import Refused
from luoshi.people.directory.importing.bodies import BodiesImport
from luoshi.people.directory.importing.contacts import ContactsImport
from luoshi.people.directory.importing.leaders import LeadersImport
from luoshi.people.directory.importing.plan import Plan
from luoshi.sheets import Column, Grid, Header, Unreadable, find_header, read_grids, rows_below


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


def plan_table(office: Office, kind: ImportKind, data: bytes, name: str, *, on: dt.date) -> Plan:
    """What importing this file would change from a day on; ``Refused`` where it is no such table. Nothing is written."""
    importing = IMPORTS[kind]
    try:
        grids = read_grids(data, name)
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    grid, header = _sheet(grids, importing.columns, kind)
    if header.missing:
        titles = "、".join(f"“{column.title}”" for column in header.missing)
        raise Refused(f"表头里缺少{titles}这一列。请补上，或下载空白模板对照。", field="file")
    plan = importing(office, on).read(rows_below(grid, header))
    if header.unknown:
        plan.notes.append(f"没有用到的列：{'、'.join(header.unknown)}。")
    if len(grids) > 1:
        plan.notes.append(f"文件里有{len(grids)}张工作表，只读了“{grid.name}”。")
    return plan


def _sheet(grids: list[Grid], columns: tuple[Column, ...], kind: ImportKind) -> tuple[Grid, Header]:
    """The sheet whose header knows the most columns."""
    found = [(grid, header) for grid in grids if (header := find_header(grid, columns)) is not None]
    if not found:
        some = "、".join(column.title for column in columns[:4])
        raise Refused(
            f"前十行里没有找到{kind.label}的表头（例如：{some}）。请加上表头，或下载空白模板对照。", field="file"
        )
    return max(found, key=lambda each: len(each[1].places))
