"""A repeat count in a formatted pattern is written ``{{2,10}}``: with single braces Python formats a tuple, and the pattern never matches."""

from __future__ import annotations

import ast

from house.sources import sources


def test_no_repeat_count_is_formatted_as_a_tuple() -> None:
    found = [
        f"{source.place}:{node.lineno} {ast.unparse(node.value)}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FormattedValue) and _is_count(node.value)
    ]
    assert not found


def _is_count(value: ast.expr) -> bool:
    return isinstance(value, ast.Tuple) or (isinstance(value, ast.Constant) and isinstance(value.value, int))
