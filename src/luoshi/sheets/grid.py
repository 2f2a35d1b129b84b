"""A sheet as rows of text."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unreadable(Exception):
    """A file that is no table; ``sentence`` says in Chinese what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``rows[0]`` is the sheet's row 1, so row numbers on a page are the index plus one.

    A cell merged downward has its text in every row; one merged across has it in its first column only, which tells a heading
    over several columns from a value. ``across`` holds for such cells (row, first column) the number of columns, ``down`` for those
    merged downward the number of rows.
    ``is_hidden`` says that a person who opens the workbook does not see the sheet.
    """

    name: str
    rows: list[list[str]]
    across: dict[tuple[int, int], int] = field(default_factory=dict)
    down: dict[tuple[int, int], int] = field(default_factory=dict)
    is_hidden: bool = False
