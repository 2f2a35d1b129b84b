"""Word lists as data: TOML files, each with a ``source`` line saying where its words come from; loaded once, when first used."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon ``name.toml``."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, *keys: str) -> tuple[str, ...]:
    """The words under the keys of a lexicon, longest first, so that an alternation prefers the longer word."""
    lexicon = load(name)
    found = {word for key in keys for word in lexicon[key]}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def alternation(name: str, *keys: str) -> str:
    """The words as one group of a regular expression."""
    return "(?:" + "|".join(map(re.escape, words(name, *keys))) + ")"
