"""docs/settings.md lists the rules that are shipped, and the environment that the settings read."""

from __future__ import annotations

import re
from pathlib import Path

from luoshi.rulebook.definitions import Grade, Kind
from luoshi.rulebook.shipped import shipped

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def lines() -> dict[str, list[str]]:
    """The cells after the key, by key."""
    found = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|(.+)\|$", PAGE, re.MULTILINE)
    return {key: [cell.strip() for cell in rest.split("|")] for key, rest in found}


def test_every_rule_has_its_line_in_the_order_of_the_book() -> None:
    assert list(lines()) == list(shipped())


def test_a_line_says_title_grade_and_number_of_offers() -> None:
    for key, (title, _, shown, grade, offers) in lines().items():
        one = shipped()[key]
        latest = one.rows[-1].stated if one.rows else None
        assert title == one.definition.title
        assert grade == (latest.grade.value if latest else "–")
        assert offers == (str(len(one.offers)) if one.offers else "")
        if latest and one.definition.kind in (Kind.INTEGER, Kind.NUMBER):
            assert re.split(r" |,", shown)[0] == str(latest.value), key


def test_every_variable_of_the_environment_is_explained() -> None:
    settings = (ROOT / "src" / "luoshi" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\(\s*"(LUOSHI_\w+)"', settings))
    assert read
    assert read == set(re.findall(r"^\| `(LUOSHI_\w+)` \|", PAGE, re.MULTILINE))


def test_every_grade_is_explained() -> None:
    assert [grade for grade in Grade if f"**{grade.value}**" not in PAGE] == []
