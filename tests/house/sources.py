"""The source files as the house tests look at them: parsed once, with their place in the tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"


@dataclass(frozen=True)
class Source:
    """One Python file below ``src``."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def place(self) -> str:
        """The path below ``src``: ``luoshi/journal/models.py``."""
        return self.path.relative_to(SRC).as_posix()

    def is_part(self, name: str) -> bool:
        """Whether this is ``name.py`` or ``…_name.py`` of an app, or in the folder of that name which it has outgrown it to."""
        return f"_{self.path.stem}".endswith(f"_{name}") or name in self.path.relative_to(SRC).parts[:-1]

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[str]:
        """The modules it imports, wherever in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module

    def docstrings(self) -> set[ast.AST]:
        """The nodes of strings that stand alone: docstrings and the sentences under an attribute."""
        return {
            node.value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        }


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file below ``src`` but for migrations, which are written by a command."""
    return tuple(Source(path) for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts)


def length(node: ast.AST) -> int:
    """Lines of a statement."""
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]
