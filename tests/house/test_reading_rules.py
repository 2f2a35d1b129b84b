"""A reading rule is one module, one test module and one section of ``docs/reading-rules.md``: the three name the same rules."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from house.sources import ROOT, SRC
from jiyao import read

RULES = SRC / "jiyao" / "rules"
PAGE = (ROOT / "docs" / "reading-rules.md").read_text(encoding="utf-8")
MODULES = sorted(path for path in RULES.glob("*.py") if path.stem not in {"__init__", "registry"})
EXAMPLES = re.findall(r"^\| (会议[^|]+) \| `(\w+)` \|$", PAGE, re.MULTILINE)


def names(paths: list[Path]) -> set[str]:
    return {path.stem for path in paths}


def test_every_rule_has_its_tests_and_every_test_module_its_rule() -> None:
    tests = (ROOT / "tests" / "jiyao" / "rules").glob("test_*.py")
    assert {path.stem.removeprefix("test_") for path in tests} == names(MODULES)


def test_every_rule_has_its_section_and_every_section_its_rule() -> None:
    sections = re.findall(r"^## `(\w+)`$", PAGE, re.MULTILINE)
    assert len(sections) == len(set(sections))
    assert set(sections) == names(MODULES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_rule_says_what_it_reads_what_it_leaves_alone_and_where_it_ends(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert [word for word in ("Reads:", "Leaves alone:", "Limits:") if word not in said] == []


@pytest.mark.parametrize("path", sorted((SRC / "jiyao" / "lexicon").glob("*.toml")), ids=lambda path: path.stem)
def test_a_word_list_says_where_its_words_come_from(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8")).get("source", "").strip()


@pytest.mark.parametrize(("text", "label"), EXAMPLES)
def test_the_examples_of_the_page_are_read_as_it_says(text: str, label: str) -> None:
    (reading,) = read("3月2日，县长文澜主持召开县政府第3次常务会议。\n" + text)
    assert [statement.label for statement in reading.statements] == [label]


def test_the_page_shows_every_label() -> None:
    assert {label for _, label in EXAMPLES} == {"assessment", "attitude", "action", "outcome"}
