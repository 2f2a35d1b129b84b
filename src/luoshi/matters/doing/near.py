"""Whether a report says anything that the last one did not."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.matters.models import Report

NEAR = 0.9
"""From this share of common characters on a report is told to be nearly the last one."""
_LONGEST = 3_000
"""Characters that are compared; comparing costs their square."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def nearly_the_same(words: str, last: str) -> bool:
    """Whether somebody would read the same again. A number that changed is news, however much of the rest stays."""
    one, other = _plain(words), _plain(last)
    if not one or not other or _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    letters = _letters(one), _letters(other)
    return letters[0] == letters[1] or SequenceMatcher(None, *letters, autojunk=False).ratio() >= NEAR


def repeats(last: Report, *, progress: str, problems: str = "", said: str = "") -> bool:
    """Whether somebody would read in it what the last report said; a state said anew is news, whatever the rest."""
    if said and said != last.said:
        return False
    return nearly_the_same(f"{progress}\n{problems}", f"{last.progress}\n{last.problems}")


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words)[:_LONGEST]


def _letters(words: str) -> str:
    """Without spaces and punctuation, which say nothing new."""
    return "".join(char for char in words if char.isalnum())
