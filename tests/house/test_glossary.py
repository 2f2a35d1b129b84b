"""The glossary and the code use the same words."""

from __future__ import annotations

import ast
import re

from django.apps import apps

from house.sources import ROOT, sources

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
LISTED = {
    name
    for row in re.findall(r"^\|[^|]+\|[^|]+\|([^|]+)\|$", GLOSSARY, re.MULTILINE)
    for name in re.findall(r"`(\w+)`", row)
}


def words_of_the_code() -> set[str]:
    """Names that are defined somewhere in ``src``, and the values that choices and literals may take."""
    words: set[str] = set()
    for source in sources():
        words.update(source.place.removesuffix(".py").split("/"))
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                words.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                words.add(node.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
    return words


def test_every_word_of_the_glossary_stands_in_the_code() -> None:
    assert len(LISTED) > 50
    assert LISTED - words_of_the_code() == set()


def test_every_table_has_its_line_in_the_glossary() -> None:
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("luoshi.")}
    assert tables - LISTED == set(), "add a line to docs/glossary.md"
