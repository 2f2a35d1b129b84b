"""Values as a person reads and writes them: one line a row, cells parted by ｜, no JSON."""

from __future__ import annotations

import re
from collections.abc import Callable

from luoshi.journal.canonical import Json
from luoshi.rulebook.definitions import FLAG_WORDS, Column, Definition, Kind

_PARTING = re.compile(r"[ \u3000]*(?:\t|｜|\|)[ \u3000]*")
_DIGITS = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


class Unwritten(ValueError):
    """What was typed is no value; ``sentences`` say why, line by line."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("".join(sentences))
        self.sentences = sentences


def to_text(definition: Definition, value: Json) -> str:
    """A value as it stands in a form; ``from_text`` reads it back unchanged."""
    if definition.kind is Kind.LIST:
        assert isinstance(value, list)
        return "\n".join(map(str, value))
    if definition.kind is Kind.TABLE:
        return "\n".join(" ｜ ".join(cells) for cells in rows_of(definition, value))
    return cell_text(definition.columns[0], value)


def from_text(definition: Definition, text: str) -> Json:
    """What was typed as a value. Raises ``Unwritten`` with sentences for the person who typed it."""
    if definition.kind is Kind.LIST:
        value: Json = [line.strip() for line in text.splitlines() if line.strip()]
    elif definition.kind is Kind.TABLE:
        value = _table(definition, text)
    else:
        value = _cell(definition.columns[0], text.strip())
    if complaints := definition.complaints(value):
        raise Unwritten(complaints)
    return value


def rows_of(definition: Definition, value: Json) -> list[list[str]]:
    """The rows of a table as texts, in the order of its columns; what is not stated is empty. No rows for what is no table."""
    if definition.kind is not Kind.TABLE:
        return []
    assert isinstance(value, list)
    rows: list[list[str]] = []
    for row in value:
        assert isinstance(row, dict)
        rows.append([cell_text(column, row.get(column.key)) for column in definition.columns])
    return rows


def said(definition: Definition, value: Json) -> str:
    """A value in one line, with its unit; a list joined, a table row by row."""
    if definition.kind is Kind.TABLE:
        return "；".join(" ".join(filter(None, row)) for row in rows_of(definition, value)) or "没有"
    if definition.kind is Kind.LIST:
        assert isinstance(value, list)
        return "、".join(map(str, value)) or "没有"
    text = cell_text(definition.columns[0], value)
    return f"{text} {definition.unit}" if definition.unit else text


def cell_text(column: Column, value: Json) -> str:
    """One value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return FLAG_WORDS[value]
    if column.kind is Kind.CHOICE:
        return column.choices[str(value)]
    return repr(value) if isinstance(value, float) else str(value)


def _table(definition: Definition, text: str) -> Json:
    rows: list[Json] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = _PARTING.split(line.strip(" \u3000\r"))
        if len(cells) > len(definition.columns):
            wrong.append(f"第{number}行有{len(cells)}栏，应是{len(definition.columns)}栏，用｜隔开。")
            continue
        row: dict[str, Json] = {}
        for column, cell in zip(definition.columns, cells, strict=False):
            if cell:
                try:
                    row[column.key] = _cell(column, cell)
                except Unwritten as error:
                    wrong += [f"第{number}行“{column.title}”：{sentence}" for sentence in error.sentences]
        rows.append(row)
    if wrong:
        raise Unwritten(wrong)
    return rows


def _cell(column: Column, text: str) -> Json:
    return _READERS[column.kind](column, text)


def _integer(_column: Column, text: str) -> Json:
    plain = text.translate(_DIGITS)
    if not re.fullmatch(r"-?\d{1,12}", plain, re.ASCII):
        raise Unwritten([f"“{text}”不是整数。"])
    return int(plain)


def _number(_column: Column, text: str) -> Json:
    plain = text.translate(_DIGITS)
    if not re.fullmatch(r"-?\d{1,12}(?:\.\d{1,9})?", plain, re.ASCII):
        raise Unwritten([f"“{text}”不是数字。"])
    return float(plain) if "." in plain else int(plain)


def _text(_column: Column, text: str) -> Json:
    return text


def _choice(column: Column, text: str) -> Json:
    for key, title in column.choices.items():
        if text in (key, title):
            return key
    raise Unwritten([f"“{text}”不在可选范围内，应是以下之一：{'、'.join(column.choices.values())}。"])


def _flag(_column: Column, text: str) -> Json:
    for value, word in FLAG_WORDS.items():
        if text == word:
            return value
    raise Unwritten([f"“{text}”应写作“是”或“否”。"])


_READERS: dict[Kind, Callable[[Column, str], Json]] = {
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
}
