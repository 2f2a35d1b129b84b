"""The ledger going out as it came in: the very workbook, with what holds now written where it changed.

What nobody has touched since stays as the office wrote it, so that the file, taken over again, says nothing new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.files.operations import store
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.access import audience_of
from luoshi.matters.ledger.book import UNNAMED, add_rows, book_of, bytes_of, formulas_of, keep_rows, write_row
from luoshi.matters.ledger.line import Line, loaded
from luoshi.matters.ledger.reading import Table, TableRow, read_ledger
from luoshi.matters.ledger.totals import totals_of, write_totals
from luoshi.matters.listing.filters import ListFilter
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.models import LedgerRow, LedgerShape, Matter
from luoshi.matters.models.matter import ON_THE_DOCKET
from luoshi.matters.rows import leader_names

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIMIT = 10_000
"""Rows of one file going out."""


def ledger_workbook(shape: LedgerShape, form: ListFilter | None, *, acting: Acting, on: dt.date) -> bytes:
    """The bytes of an ``.xlsx``: every sheet of the file. Without a filter all others on the docket stand below this ledger's own; with
    one, only what it leaves."""
    kept = list(LedgerRow.objects.filter(shape__in=_shapes(shape)))
    seen = set(Matter.objects.visible_to(acting).filter(ledger_rows__in=kept).values_list("pk", flat=True))
    asked = _asked(form, acting, on) if form is not None else None
    shown = [row for row in kept if row.matter_id in seen and (asked is None or row.matter_id in asked)]
    known = {row.matter_id for row in kept}
    others = [pk for pk in (_others(acting) if asked is None else asked) if pk not in known]
    pks = list(dict.fromkeys([*(row.matter_id for row in shown), *others]))
    if not pks:
        raise Refused("没有符合条件的事项可以导出。请调整筛选条件。")
    if len(pks) > LIMIT:
        raise Refused(f"超过 {LIMIT} 件。请先按会议、单位或来源缩小范围，再导出。")
    matters = {row.pk: row for row in loaded(pks)}
    goes = _Going(matters, leader_names(list(matters.values()), on=on), on)
    book, tables, formulas = _opened(shape)
    whole = len(shown) == len(kept) and asked is None
    for each, table in tables.items():
        rows = {row.place: row for row in shown if row.shape_id == each.pk}
        more = [matters[pk] for pk in others] if each == shape else []
        sheet = book[table.name or UNNAMED]
        own = formulas[table.name] if formulas is not None and table.totals and table.name in formulas else None
        figures = totals_of(table, sheet, own) if whole else []
        goes.write(sheet, table, rows, more, whole=whole)
        write_totals(sheet, figures, last=table.rows[-1].places[-1], added=len(more))
    return bytes_of(book)


def _shapes(shape: LedgerShape) -> list[LedgerShape]:
    """This ledger first, then the other sheets of its file."""
    others = LedgerShape.objects.filter(office=shape.office, file=shape.file).exclude(pk=shape.pk)
    return [shape, *others.order_by("pk")]


def _others(acting: Acting) -> list[int]:
    """Everything on the docket, by its age."""
    seen = Matter.objects.visible_to(acting).whole().filter(state__in=ON_THE_DOCKET)
    return list(seen.order_by("pk").values_list("pk", flat=True)[: LIMIT + 1])


def _asked(form: ListFilter, acting: Acting, on: dt.date) -> list[int]:
    several = len(audience_of(acting)) > 1
    return list(stretch(form.chosen(acting, on), ORDERS[form.order_name], size=LIMIT + 1, several=several).pks)


def _opened(shape: LedgerShape) -> tuple[Workbook, dict[LedgerShape, Table], Workbook | None]:
    """The workbook to write on, for each ledger of the file where in it its rows are, and its formulas where figures stand below them."""
    with store().open(shape.file.sha256) as content:
        data = content.read()
    shapes, name = _shapes(shape), shape.file.name
    meanings = {(each.number, int(column["place"])): str(column["key"]) for each in shapes for column in each.columns}
    read = {table.number: table for table in read_ledger(data, name, meanings=meanings).tables}
    tables = {each: read[each.number] for each in shapes}
    book = book_of(data, name, heads={table.name: table.head for table in tables.values()})
    return book, tables, formulas_of(data) if any(table.totals for table in tables.values()) else None


@dataclass(frozen=True, slots=True)
class _Going:
    """What goes out of the matters, sheet by sheet."""

    matters: Mapping[int, Matter]
    leaders: Mapping[int, str]
    on: dt.date

    def write(
        self, sheet: Worksheet, table: Table, rows: Mapping[int, LedgerRow], others: Sequence[Matter], *, whole: bool
    ) -> None:
        """Write the rows of one ledger (by their place) where they changed; ``whole`` leaves all the others where they are."""
        columns = {column.title: column.place for column in table.columns}
        for row in table.rows:
            if (kept := rows.get(row.place)) is not None:
                line = Line(
                    self.matters[kept.matter_id],
                    kept,
                    self.leaders,
                    table.titles,
                    table.number_of(row.cells),
                    self.on,
                )
                write_row(sheet, row.places, columns, _changed(table, row, line))
        last = table.rows[-1].places[-1]
        if not whole:
            stay = [place for row in table.rows if row.place in rows for place in row.places]
            stay = [*stay, *_headings(table, rows)]
            keep_rows(sheet, stay, head=table.head)
            last = table.head + len(stay)
        number = max(map(table.number_of, (row.cells for row in table.rows)), default=0) if whole else len(rows)
        lines = [
            Line(matter, None, self.leaders, table.titles, number + at, self.on)
            for at, matter in enumerate(others, start=1)
        ]
        add_rows(
            sheet,
            last,
            [{column.place: line.cell(column.title, column.key) for column in table.columns} for line in lines],
        )


def _changed(table: Table, row: TableRow, line: Line) -> dict[str, str]:
    """The cells of a row that say something else now than the file."""
    now = {column.title: line.cell(column.title, column.key) for column in table.columns if column.key}
    return {title: words for title, words in now.items() if words != row.cells.get(title, "")}


def _headings(table: Table, rows: Mapping[int, LedgerRow]) -> list[int]:
    """The lines that head a section of which something stays."""
    return list(dict.fromkeys(row.heading for row in table.rows if row.heading and row.place in rows))
