"""A rule that nothing goes by would promise something: each key is looked up by code, or its file says why nothing is computed by it."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from house.sources import sources
from luoshi.rulebook.shipped import shipped

KEYS = frozenset(shipped())


@cache
def looked_up() -> frozenset[str]:
    """The keys that code hands to a call, itself or by a name that is read somewhere."""
    handed, named, read = set(), {}, set()
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                handed |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
            elif isinstance(node, ast.Assign):
                named |= dict(_named(node))
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                read.add(node.id)
    return frozenset(handed | {key for name, key in named.items() if name in read})


def _named(node: ast.Assign) -> list[tuple[str, str]]:
    """Name and text of ``KEY = "…"``, also of ``A, B = "…", "…"``."""
    [target, *_] = node.targets
    pairs = (
        zip(target.elts, node.value.elts, strict=False)
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
        else [(target, node.value)]
    )
    return [
        (name.id, value.value)
        for name, value in pairs
        if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and value.value in KEYS
    ]


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_rule_is_gone_by_or_says_why_not(key: str) -> None:
    unused = shipped()[key].definition.unused
    if key in looked_up():
        assert unused == "", f"{key} is looked up: its reason why not has outlived itself"
    else:
        assert unused.endswith("。"), (
            f"{key} drives nothing: look it up, remove it, or say in its file why (unused = …)"
        )
