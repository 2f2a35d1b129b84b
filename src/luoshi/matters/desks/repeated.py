"""转发不分解: whether a report says nothing but the task's own words, and whether a task was given on whole. Pure."""

from __future__ import annotations

import re

SAME = 0.85
"""From this share of pairs of characters on, words count as repeated."""
SHORTEST = 8
"""Characters; a shorter report (已完成) is short, not repeated."""
_NO_WORDS = re.compile(r"[\W_]+")


def says_only(words: str, of: str) -> bool:
    """Whether words say nothing that ``of`` does not say already."""
    own = _pairs(words)
    return len(own) >= SHORTEST - 1 and len(own & _pairs(of)) >= SAME * len(own)


def given_on_whole(part: str, whole: str) -> bool:
    """Whether a part is the whole again: each says only what the other says."""
    return says_only(part, whole) and says_only(whole, part)


def _pairs(words: str) -> set[str]:
    plain = _NO_WORDS.sub("", words)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
