"""Reading a duty list from a table: whatever its columns are called, with the kind as a column, a section line, or the name of the sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.resolve import Directory
from luoshi.journal.refusal import Refused
from luoshi.matters.models import DutyListItem, DutyListKind
from luoshi.matters.operations.listing_duties import ListedDuty
from luoshi.sheets import Column, Grid, Row, Unreadable, find_header, read_grids, rows_below

COLUMNS = (
    Column("words", "事项名称", ("事项", "履职事项", "具体事项", "事项内容", "职责事项", "收回事项"), required=True),
    Column("kind", "事项类别", ("类别", "类型", "清单类别", "事项类型", "清单名称", "所属清单")),
    Column(
        "taken_by", "承接部门", ("对应上级部门", "上级部门", "牵头部门", "收回部门", "承接单位", "县级部门", "市级部门")
    ),
    Column("basis", "依据", ("法律依据", "政策依据", "履职依据", "文件依据", "设定依据")),
    Column("township", "乡镇（街道）", ("乡镇", "街道", "乡镇街道", "适用乡镇", "适用范围")),
    Column("number", "序号", ("编号",)),
)
_KINDS = (
    (DutyListKind.TAKEN_BACK, ("收回", "上收")),
    (DutyListKind.SUPPORT, ("配合", "协助")),
    (DutyListKind.BASIC, ("基本", "主要")),
)
_EVERYONE = ("", "全部", "所有乡镇", "各乡镇", "全市", "全县", "各乡镇（街道）", "各镇街")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ReadDuty:
    """A row of the table: what it was read as, and ``news``: 新增, 更新, 已有."""

    number: int
    sheet: str
    duty: ListedDuty
    news: str


@dataclass(frozen=True, slots=True)
class ReadDuties:
    """A table as it was read; ``doubts`` are sentences about rows that were left out and why."""

    rows: tuple[ReadDuty, ...]
    doubts: tuple[str, ...]

    @property
    def duties(self) -> list[ListedDuty]:
        return [row.duty for row in self.rows]


def read_duties(
    office: Office, data: bytes, name: str, *, on: dt.date, kind: str = "", township: str = ""
) -> ReadDuties:
    """The duties of a table. ``kind`` and ``township`` (a ref) hold where the table says nothing; ``Refused`` where it is no such table."""
    try:
        grids = read_grids(data, name)
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    reading = _Reading(office, on, kind, township)
    for grid in grids:
        reading.read(grid)
    if not reading.rows and not reading.doubts:
        raise Refused("前十行里没有找到清单的表头（例如：事项名称、承接部门）。请加上表头后再试。", field="file")
    return ReadDuties(tuple(reading.rows), tuple(reading.doubts))


class _Reading:
    """One file being read, with what the office has already."""

    def __init__(self, office: Office, on: dt.date, kind: str, township: str) -> None:
        self.on = on
        self.kind = DutyListKind(kind) if kind else None
        self.township = Body.objects.filter(office=office, ref=township).first() if township else None
        self.directory = Directory(office)
        standing = DutyListItem.objects.on(on).filter(office=office)
        self.standing = {(row.township_id, row.words): row for row in standing}
        self.rows: list[ReadDuty] = []
        self.doubts: list[str] = []

    def read(self, grid: Grid) -> None:
        """The rows of one sheet; a line with one cell such as 三、上级收回事项清单 says the kind of those below it."""
        header = find_header(grid, COLUMNS)
        if header is None or header.missing:
            return
        above = "".join(cell for cells in grid.rows[: header.index] for cell in cells)
        kind = kind_of(grid.name) or kind_of(above) or self.kind
        for row in rows_below(grid, header):
            if len(row.filled) == 1 and kind_of(row.filled[0]) is not None:
                kind = kind_of(row.filled[0])
                continue
            self.rows += self._read(grid.name, row, kind)

    def _read(self, sheet: str, row: Row, kind: DutyListKind | None) -> Iterator[ReadDuty]:
        words = " ".join(row["words"].split())[:_LONGEST]
        if not words:
            return
        said = kind_of(row["kind"]) or kind
        if said is None:
            self.doubts.append(
                f"第 {row.number} 行“{words[:20]}”没有写类别，没有读入。请补上类别列，或在下面选一个类别后重新预览。"
            )
            return
        try:
            townships = self._townships(row["township"])
        except Refused as refused:
            self.doubts.append(f"第 {row.number} 行：{refused.sentence}")
            return
        for township in townships:
            duty = ListedDuty(
                words=words, kind=said, township=township, taken_by=row["taken_by"][:120], basis=row["basis"][:200]
            )
            yield ReadDuty(row.number, sheet, duty, self._news(duty))

    def _townships(self, words: str) -> list[Body | None]:
        if words.strip() in _EVERYONE:
            return [self.township]
        found: list[Body | None] = []
        for name in words.replace("，", "、").replace(",", "、").split("、"):
            resolved = self.directory.resolve(name.strip(), on=self.on)
            if resolved is None or resolved.body.kind != BodyKind.TOWNSHIP:
                raise Refused(f"“{name.strip()}”不是名录里的乡镇（街道），没有读入。请先补进名录，或改成名录里的名称。")
            found.append(resolved.body)
        return found

    def _news(self, duty: ListedDuty) -> str:
        row = self.standing.get((duty.township.pk if duty.township else None, duty.words))
        if row is None:
            return "新增"
        same = (row.kind, row.taken_by, row.basis) == (
            duty.kind,
            duty.taken_by or row.taken_by,
            duty.basis or row.basis,
        )
        return "已有" if same else "更新"


def kind_of(words: str) -> DutyListKind | None:
    """The kind that words name; none where they name none."""
    return next((kind for kind, signs in _KINDS if any(sign in words for sign in signs)), None)
