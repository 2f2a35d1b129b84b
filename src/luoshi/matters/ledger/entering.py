"""Entering matters by hand: lines or a table become rows to complete, each with the body that its duties propose."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.journal.refusal import Refused
from luoshi.matters.drafts import suggested
from luoshi.matters.ledger.reading import from_words, read_ledger
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.ledger.rows import understood
from luoshi.matters.ledger.words import day_of
from luoshi.matters.operations import Entered
from luoshi.people.directory.importing.pasted import NAME as PASTED

ROWS = 60
"""Rows that one page completes; more go in as a ledger."""
_LIMIT = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|[上中下]旬)?(?:以|之)?前|[一二三四]季度末?前|年底前|上半年")


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
        yield from list(_table(finder, from_words(words), PASTED, on=on))
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
            yield _proposed(
                finder,
                Row(
                    found.words,
                    str(found.lead or ""),
                    supporting="、".join(map(str, found.supporting)),
                    due_on=found.due_on,
                    standard=found.standard,
                    remark="；".join(filter(None, (found.remark, found.unresolved))),
                ),
                on,
            )


def _proposed(finder: Finder, row: Row, on: dt.date) -> Row:
    """The row with the lead that its words name or that duties propose, and the day in its words."""
    routed = finder.router.propose(row.words)
    best = routed.lead[0] if routed.lead else None
    limit = _LIMIT.search(row.words)
    return Row(
        row.words,
        row.lead or (str(best.body) if best is not None else ""),
        "" if row.lead or best is None else best.sentence,
        row.supporting,
        row.due_on or (day_of(limit[0], year=on.year) if limit else None),
        row.standard,
        row.remark,
    )


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
