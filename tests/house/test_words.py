"""Words the people who use Luoshi would resent stand on no page and in no message."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from house.sources import SRC, Source, sources

RESENTED = re.compile("驾驶舱|问责|排名|黑榜|被督单位|拒签|申诉")
"""拒签 is 申请调整承办单位, 申诉 is 申请复核."""
PAGES = sorted(path for end in ("html", "js", "svg", "typ") for path in (SRC / "luoshi").rglob(f"*.{end}"))


def said(source: Source) -> list[tuple[int, str]]:
    """The strings of a file with their lines, docstrings left out."""
    left_out = source.docstrings()
    return [
        (node.lineno, node.value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out
    ]


def test_no_message_uses_a_word_that_users_resent() -> None:
    assert not [
        f"{source.place}:{line} {found[0]}"
        for source in sources()
        if source.place.startswith("luoshi/")
        for line, string in said(source)
        if (found := RESENTED.search(string))
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_no_page_uses_a_word_that_users_resent(path: Path) -> None:
    assert not RESENTED.search(path.read_text(encoding="utf-8"))
