"""Files up to 400 lines, functions up to 40, a view up to 20; a table of data does not count."""

from __future__ import annotations

import ast
from pathlib import Path

from house.sources import Source, length, sources

FILE_LINES, FUNCTION_LINES, VIEW_LINES = 400, 40, 20
TABLE_LINES = 20
"""A literal at the top of a module that is longer than this is a table of data."""


def lines_without_tables(source: Source) -> int:
    tables = (
        length(node)
        for node in source.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and length(node) > TABLE_LINES
    )
    return len(source.text.splitlines()) - sum(tables)


def test_no_file_is_longer_than_400_lines() -> None:
    long = {source.place: lines for source in sources() if (lines := lines_without_tables(source)) > FILE_LINES}
    assert not long


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{source.place}:{function.lineno} {function.name}": length(function)
        for source in sources()
        for function in source.functions()
        if length(function) > FUNCTION_LINES
    }
    assert not long


def test_no_view_is_longer_than_20_lines() -> None:
    long = {
        f"{source.place}:{function.lineno} {function.name}": length(function)
        for source in sources()
        if source.is_part("views")
        for function in source.functions()
        if length(function) > VIEW_LINES
    }
    assert not long


def test_a_table_of_data_does_not_count(tmp_path: Path) -> None:
    rows = "\n".join(f'    "{number}",' for number in range(500))
    path = tmp_path / "table.py"
    path.write_text(f"TABLE = (\n{rows}\n)\n\n\ndef first() -> str:\n    return TABLE[0]\n", encoding="utf-8")
    assert lines_without_tables(Source(path)) == 4
