"""What is installed is pinned by hash, wherever it is fetched from."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions

import pytest

from house.sources import ROOT, sources

FOLDER = ROOT / "requirements"
PINNED = sorted(path.stem for path in FOLDER.glob("*.in"))
EXTRAS = {"rapidocr": "ocr", "polars": "corpus", "ray": "corpus", "pyarrow": "corpus"}
"""What is imported only on demand, and said to be missing where it is, with the file of requirements that pins it."""
WHERE_FROM = re.compile(r"https?:|--index-url|--extra-index-url|--find-links|file:", re.ASCII)


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert requirements
    assert not [line for line in requirements if "==" not in line or "--hash=sha256:" not in line]


@pytest.mark.parametrize("name", PINNED)
def test_no_requirement_says_where_to_fetch_it(name: str) -> None:
    for suffix in ("in", "txt"):
        assert not WHERE_FROM.search((FOLDER / f"{name}.{suffix}").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PINNED)
def test_what_is_asked_for_is_pinned(name: str) -> None:
    asked = re.findall(r"^[A-Za-z][\w.-]*", (FOLDER / f"{name}.in").read_text(encoding="utf-8"), re.MULTILINE)
    pinned = re.findall(r"^[A-Za-z][\w.-]*", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert asked
    assert {plain(one) for one in asked} <= {plain(one) for one in pinned}


def test_what_runs_needs_only_what_is_installed_where_it_runs() -> None:
    base = {
        plain(one) for one in re.findall(r"^[A-Za-z][\w.-]*", (FOLDER / "base.txt").read_text("utf-8"), re.MULTILINE)
    }
    known = packages_distributions()
    foreign = {
        f"{source.place}: {module}"
        for source in sources()
        for module in {imported.partition(".")[0] for imported in source.imports()}
        if module not in sys.stdlib_module_names | {"jiyao", "luoshi"} | EXTRAS.keys()
        and base.isdisjoint(plain(name) for name in known.get(module, [module]))
    }
    assert not foreign


def test_what_is_imported_on_demand_is_pinned_in_its_file() -> None:
    for module, name in EXTRAS.items():
        assert f"{module}==" in (FOLDER / f"{name}.txt").read_text("utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
