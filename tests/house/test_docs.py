"""What the documents promise is there: the files they link to, the commands they name."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from house.sources import ROOT
from luoshi import cli

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def code_of(page: Path) -> str:
    """What a page sets as code: indented lines, fenced blocks, words between backticks; comments left out."""
    text = re.sub(r" # .*", "", page.read_text(encoding="utf-8"))
    return "\n".join(re.findall(r"^ {4}.*$|```[\s\S]*?```|`[^`\n]+`", text, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_names_exists(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets = set(re.findall(r"\bmake ([a-z]+)\b", code_of(page)))
    assert targets <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    for verb in set(re.findall(r"\bluoshi ([a-z]+)\b", code_of(page))):
        with pytest.raises(SystemExit, match="0"):
            cli.main([verb, "--help"])
        assert verb in capsys.readouterr().out


TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
PLACES = sorted(
    name
    for name in set(re.findall(r"`([a-z_]+(?:\.\w+)+)`", TOUR))
    if name.partition(".")[0] in {"jiyao", "luoshi", *(path.name for path in (ROOT / "src" / "luoshi").iterdir())}
)


@pytest.mark.parametrize("name", PLACES)
def test_every_place_that_the_tour_names_is_there(name: str) -> None:
    parts = (name if name.startswith(("jiyao.", "luoshi.")) else f"luoshi.{name}").split(".")
    there: object = importlib.import_module(parts[0])
    for at, part in enumerate(parts[1:], start=2):
        if not hasattr(there, part):
            importlib.import_module(".".join(parts[:at]))
        there = getattr(there, part)


def test_the_tour_names_places_and_files_that_are_there() -> None:
    assert len(PLACES) > 40
    files = re.findall(r"`(src/[^`]+)`", TOUR)
    assert files
    assert all((ROOT / file).exists() for file in files)


def test_both_readmes_show_the_same_picture_and_commands() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"\]\((docs/images/[^)]+)\)", r"\bmake [a-z]+\b"):
        assert set(re.findall(pattern, english)) == set(re.findall(pattern, chinese)) != set()
