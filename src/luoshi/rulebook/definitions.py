"""What a rule is about: its title, the kind of its value, and the check that a value fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.journal.canonical import Json


class Kind(StrEnum):
    """The kinds of values: JSON integer, number, string, key of a choice, boolean, list of strings, list of rows."""

    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    LIST = "list"
    TABLE = "table"


class Grade(StrEnum):
    """How good a source is: read in a law or on a government's site, reprinted, a mere default, or none at all."""

    LAW = "A"
    PRESS = "B"
    DEFAULT = "C"
    NONE = "SYN"

    @property
    def label(self) -> str:
        return _GRADE_LABELS[self]


_GRADE_LABELS = {
    Grade.LAW: "法规或政府公开文件",
    Grade.PRESS: "报道或转载的文件",
    Grade.DEFAULT: "仅供参考的缺省值",
    Grade.NONE: "系统缺省值，无依据",
}
OWN_GRADE_LABELS = {
    Grade.LAW: "有正式文件",
    Grade.PRESS: "见于报道或转载",
    Grade.DEFAULT: "参照外地",
    Grade.NONE: "没有文件依据",
}
"""The same four for a rule that an office makes itself."""
FLAG_WORDS = {True: "是", False: "否"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or the one value of a rule that is no table."""

    key: str
    title: str
    kind: Kind
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    lowest: float | None = None
    highest: float | None = None

    def complaint(self, value: Json) -> str | None:
        """Why a value does not fit, as a Chinese sentence; ``None`` where it does."""
        return _COMPLAINTS[self.kind](self, value)


@dataclass(frozen=True, slots=True)
class Definition:
    """A parameter of the rulebook. ``columns`` are those of a table; else there is exactly one, for the value itself.

    ``unused`` says why nothing is computed by it; empty of what the house goes by.
    """

    key: str
    title: str
    group: str
    kind: Kind
    columns: tuple[Column, ...]
    note: str = ""
    unused: str = ""

    @property
    def unit(self) -> str:
        return "" if self.kind is Kind.TABLE else self.columns[0].unit

    def complaints(self, value: Json) -> list[str]:
        """What is wrong with a value; empty where it fits. A cell of a table may be ``None``: not stated."""
        if self.kind is Kind.LIST:
            return _of_list(value)
        if self.kind is Kind.TABLE:
            return self._of_table(value)
        found = self.columns[0].complaint(value)
        return [found] if found else []

    def _of_table(self, value: Json) -> list[str]:
        if not isinstance(value, list):
            return ["应是若干行。"]
        found: list[str] = []
        known = {column.key for column in self.columns}
        for number, row in enumerate(value, start=1):
            if not isinstance(row, dict) or not row.keys() <= known:
                found.append(f"第{number}行的栏目不对，应是：{'、'.join(column.title for column in self.columns)}。")
                continue
            for column in self.columns:
                cell = row.get(column.key)
                if cell is not None and (wrong := column.complaint(cell)):
                    found.append(f"第{number}行“{column.title}”：{wrong}")
            if all(row.get(column.key) in (None, "") for column in self.columns):
                found.append(f"第{number}行是空行。")
        return found


def _of_list(value: Json) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        return ["应是若干行文字，每行一项，没有空行。"]
    return [] if len(set(map(str, value))) == len(value) else ["有重复的项。"]


def _of_number(column: Column, value: Json) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "应是数字。"
    if column.kind is Kind.INTEGER and not isinstance(value, int):
        return "应是整数。"
    if column.lowest is not None and value < column.lowest:
        return f"不能小于{column.lowest:g}。"
    if column.highest is not None and value > column.highest:
        return f"不能大于{column.highest:g}。"
    return None


def _of_text(_column: Column, value: Json) -> str | None:
    return None if isinstance(value, str) and value.strip() else "应是文字，不能空着。"


def _of_choice(column: Column, value: Json) -> str | None:
    return None if value in column.choices else f"应是以下之一：{'、'.join(column.choices.values())}。"


def _of_flag(_column: Column, value: Json) -> str | None:
    return None if isinstance(value, bool) else "应是“是”或“否”。"


_COMPLAINTS: dict[Kind, Callable[[Column, Json], str | None]] = {
    Kind.INTEGER: _of_number,
    Kind.NUMBER: _of_number,
    Kind.TEXT: _of_text,
    Kind.CHOICE: _of_choice,
    Kind.FLAG: _of_flag,
}
