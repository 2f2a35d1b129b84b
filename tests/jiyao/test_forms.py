"""The page of figures names for each form of the genre the case that proves it."""

from __future__ import annotations

import re
from pathlib import Path

CASES = Path(__file__).parent / "cases"
PAGE = Path(__file__).parents[2] / "docs" / "reading-quality.md"


def named() -> list[str]:
    """The cases of the table, row by row."""
    table = PAGE.read_text("utf-8").split("# The forms and the case that proves each")[1].split("\n# ")[0]
    return re.findall(r"^\| .* \| `(\w+)` \|$", table, re.MULTILINE)


def test_each_form_names_a_case_that_exists() -> None:
    cases = named()
    assert len(cases) > 50
    assert [
        case for case in cases if not ((CASES / f"{case}.txt").exists() and (CASES / f"{case}.json").exists())
    ] == []


def test_each_text_of_the_gold_set_has_its_answers() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {path.stem for path in CASES.glob("*.json")}
