"""Every kind of entry that the code writes has its words for a page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from luoshi.journal.sentences import known_kinds

SOURCE = Path(__file__).resolve().parents[2] / "src" / "luoshi"


def kinds() -> Iterator[str]:
    """The second argument of ``record``, ``found`` and ``revise``, where it is written out."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if not named or node.func.id not in {"record", "found", "revise"} or len(node.args) < 2:
                continue
            kind = node.args[1]
            if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                yield kind.value


def test_every_kind_of_entry_has_its_words() -> None:
    written = set(kinds())
    assert len(written) > 20
    assert written - known_kinds() == set()
