"""The rulebook as a workbook: one line a rule, one line a row of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from luoshi.rulebook.definitions import Definition, Kind
from luoshi.rulebook.lookup import Rule, Rulebook
from luoshi.rulebook.written import to_text
from luoshi.sheets import OutColumn, workbook

_COLUMNS = (
    OutColumn("类别", 12),
    OutColumn("规则", 28),
    OutColumn("内容", 48),
    OutColumn("单位", 10),
    OutColumn("自", 12),
    OutColumn("至", 12),
    OutColumn("规定者", 20),
    OutColumn("依据", 36),
    OutColumn("依据的分量", 18),
    OutColumn("说明", 36),
)
_NOTES = (
    "表格类规则的内容逐行写出，各栏用｜隔开，第一行是栏目。",
    "“依据的分量”为“系统缺省值，无依据”的，请本单位核定后在规则库中另立规定。",
)


def rulebook_workbook(book: Rulebook, on: dt.date) -> bytes:
    """Everything that holds on a day, and what has no rule, as an xlsx file."""
    title = f"{book.office or '系统自带'}规则库（{on.year}年{on.month}月{on.day}日有效）"
    return workbook("规则库", title, _COLUMNS, _rows(book, on), notes=_NOTES)


def _rows(book: Rulebook, on: dt.date) -> Iterator[list[str]]:
    for known, rule in book.on(on):
        definition = known.definition
        head = [definition.group, definition.title]
        if rule is None:
            yield [*head, "没有规定", definition.unit, "", "", "", "", "", definition.note]
        else:
            yield [*head, _content(definition, rule), definition.unit, *_rest(rule)]


def _content(definition: Definition, rule: Rule) -> str:
    text = to_text(definition, rule.value)
    if definition.kind is Kind.TABLE and text:
        return f"{' ｜ '.join(column.title for column in definition.columns)}\n{text}"
    return text or "没有"


def _rest(rule: Rule) -> list[str]:
    days = [day.isoformat() if day else "" for day in (rule.valid_from, rule.valid_to)]
    source = f"{rule.source}（{rule.ref}）" if rule.ref else rule.source
    notes = "；".join(part for part in (f"{rule.place}的规定" if rule.place else "", rule.note) if part)
    return [*days, rule.by, source, rule.grade_words, notes]
