"""Each part of an app keeps to what it is for: who may write, who may ask the time, what a file may be called."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from house.sources import SRC, Source, sources

NAMELESS = {"utils", "helpers", "common", "misc"}
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update",
    "get_or_create", "update_or_create",
}  # fmt: skip
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow", "time_ns"}
TIMELESS = ("models", "access", "operations", "registers", "rules", "forms")
"""Parts of an app that are told the time (``on=``, ``at=``) and never ask it."""


def calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def test_no_file_is_called_by_a_name_that_says_nothing() -> None:
    assert not [path for path in SRC.rglob("*") if path.stem in NAMELESS]


def test_views_write_only_through_operations() -> None:
    assert not [
        f"{source.place}:{call.lineno}"
        for source in sources()
        if source.is_part("views")
        for call in calls(source)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
        if not ast.unparse(call.func.value).endswith("request.session")
    ]


def test_rules_and_models_never_ask_the_time() -> None:
    asking = [
        f"{source.place}:{call.lineno}"
        for source in sources()
        if source.place.startswith("jiyao/") or any(source.is_part(part) for part in TIMELESS)
        for call in calls(source)
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS
    ]
    defaults = [
        f"{source.place}:{keyword.value.lineno}"
        for source in sources()
        for call in calls(source)
        for keyword in call.keywords
        if keyword.arg in {"auto_now", "auto_now_add"}
    ]
    assert not asking + defaults


def test_the_reader_needs_nothing_but_the_standard_library_beside_its_format_readers_and_the_cluster() -> None:
    foreign = {
        f"{source.place}: {module}"
        for source in sources()
        if source.place.startswith("jiyao/")
        and not any(source.is_part(part) for part in ("intake", "export", "cluster"))
        for module in source.imports()
        if module.partition(".")[0] not in sys.stdlib_module_names | {"jiyao"}
    }
    assert not foreign


def test_there_is_no_admin_site() -> None:
    assert not [source.place for source in sources() if "django.contrib.admin" in set(source.imports())]
    assert not list(SRC.rglob("admin.py"))
