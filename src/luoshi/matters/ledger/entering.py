"""Entering matters by hand: lines or a table become rows to complete, each with the bodies that its words name, else that duties propose."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.documents.reader import day_in, instructed
from luoshi.documents.routing import Suggestion
from luoshi.journal.refusal import Refused
from luoshi.matters.drafts import suggested
from luoshi.matters.ledger.columns import meant
from luoshi.matters.ledger.reading import Table, TableRow, read_ledger
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.ledger.rows import understood
from luoshi.matters.operations import Entered
from luoshi.people.directory.importing.pasted import NAME as PASTED
from luoshi.people.directory.importing.pasted import pasted

ROWS = 60
"""Rows that one page completes; more go in as a ledger."""
_REMARK = 300
"""Characters of a remark; what does not fit stands with the words."""
_PLACED = ("matter", "number", "lead_body", "supporting", "standard", "remark")
"""Columns that have a field of their own on the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the form opens: what was written, and what is proposed; ``because`` says why."""

    words: str
    lead: str = ""
    because: str = ""
    supporting: str = ""
    due_on: dt.date | None = None
    standard: str = ""
    remark: str = ""

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("words", "lead", "supporting", "due_on", "standard", "remark")}


def rows_of(office: Office, *, words: str, file: tuple[bytes, str] | None, on: dt.date) -> list[Row]:
    """The rows of a file, of a pasted table, or one a line. Raises ``Refused`` where there is none, or too many."""
    finder = Finder(office, on)
    rows = list(_table(finder, *file, on=on) if file is not None else _pasted(finder, words, on=on))
    if not rows:
        raise Refused("请写明要办什么事，一行一件，或者粘贴一张表。", field="words")
    if len(rows) > ROWS:
        raise Refused(f"一次有 {len(rows)} 件，超过 {ROWS} 件。请分几次录入，或者从“接管台账”整表导入。", field="words")
    return rows


def _pasted(finder: Finder, words: str, *, on: dt.date) -> Iterator[Row]:
    try:
        yield from list(_table(finder, pasted(words), PASTED, on=on))
    except Refused as refused:
        if refused.field != "file":
            raise
        for line in words.splitlines():
            if line.strip():
                yield _proposed(finder, Row(_unnumbered(line)), on)


def _unnumbered(line: str) -> str:
    return re.sub(r"^\s*(?:\d{1,3}[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[)）、])\s*", "", line).strip()


def _table(finder: Finder, data: bytes, name: str, *, on: dt.date) -> Iterator[Row]:
    for table in read_ledger(data, name, meanings={}).tables:
        for row in table.rows:
            found = understood(table, row, finder, year=on.year, states={}).running
            words, told = _words(table, row)
            unknown = f"名录里没有的单位：{found.unresolved}" if found.unresolved else ""
            remark, over = _fitting([table.cell(row, "remark"), unknown, *_others(table, row, told, found.due_on)])
            yield _proposed(
                finder,
                Row(
                    "\n".join([words, *over]),
                    str(found.lead or ""),
                    supporting="、".join(map(str, found.supporting)),
                    due_on=found.due_on,
                    standard=found.standard,
                    remark=remark,
                ),
                on,
            )


def _words(table: Table, row: TableRow) -> tuple[str, set[str]]:
    """What is to be done, from every column that says so: what was found, the task, what it consists of, the measure; and their titles."""
    found, task = table.title_of("problems"), table.title_of("matter")
    asks = "问题" in found and not table.title_of("progress")
    more = [each.title for each in table.columns if each.key in ("", "measure") and meant(each.title) in _TELLING]
    titles = [*([found] if asks else []), task, *(title for title in more if title != task)]
    said = (table.words(row) if title == task else row.cells.get(title, "") for title in titles)
    kept: list[str] = []
    for words in filter(None, said):
        kept += [words] if not any(words in each for each in kept) else []
    return "：".join(kept), set(titles)


_TELLING = ("matter", "measure")


def _others(table: Table, row: TableRow, told: set[str], due_on: dt.date | None) -> list[str]:
    """Whatever else the row says, each under its title: the number of a ticket, who proposed it, a time limit that is no day."""
    placed = {*_PLACED, "due"} if due_on is not None else set(_PLACED)
    left = [each.title for each in table.columns if each.key not in placed and each.title not in told]
    section = [f"所在部分：{row.section}"] if row.section else []
    return section + [f"{title}：{words}" for title in left if (words := row.cells.get(title, ""))]


def _fitting(said: list[str]) -> tuple[str, list[str]]:
    """The remark, and what it has no room for."""
    remark, over = "", []
    for words in filter(None, said):
        longer = f"{remark}；{words}" if remark else words
        if len(longer) > _REMARK:
            over.append(words)
        else:
            remark = longer
    return remark, over


def _proposed(finder: Finder, row: Row, on: dt.date) -> Row:
    """The row with the bodies that its words name, else with the lead that duties propose, and the day in its words."""
    named, along, day = _named(finder, row.words, on)
    routed = finder.router.propose(row.words)
    best = named or (routed.lead[0] if routed.lead else None)
    along = [body for body in along if best is None or body != best.body]
    return replace(
        row,
        lead=row.lead or (str(best.body) if best is not None else ""),
        because="" if row.lead or best is None else best.sentence,
        supporting=row.supporting or ("" if row.lead else "、".join(map(str, along))),
        due_on=row.due_on or day,
    )


def _named(finder: Finder, words: str, on: dt.date) -> tuple[Suggestion | None, list[Body], dt.date | None]:
    """Who leads and who works along as the words say, and their first day."""
    lead: Suggestion | None = None
    along: list[Body] = []
    day: dt.date | None = None
    for statement in instructed(words, on=on):
        routed = finder.router.propose(statement.text, owners=statement.owners, at=statement.span.start)
        said = [each for each in routed.lead[:1] if each.how == "text"]
        lead = lead or next(iter(said), None)
        along += [each.body for each in (*said, *routed.supporting) if each.how == "text"]
        day = day or day_in(statement)
    return lead, list(dict.fromkeys(along)), day


def entered_of(finder: Finder, given: Mapping[str, Any]) -> Entered:
    """What was completed, as the operation takes it; where no lead was chosen the proposals stay with the matter."""
    lead: Body | None = given["lead"]
    supporting: tuple[Body, ...] = tuple(body for body in given["supporting"] if body != lead)
    hints = suggested(finder.router.propose(given["words"])) if lead is None else {}
    return Entered(
        words=given["words"],
        lead=lead,
        supporting=supporting,
        due_on=given["due_on"],
        standard=given["standard"],
        remark=given["remark"],
        suggested=hints,
    )
