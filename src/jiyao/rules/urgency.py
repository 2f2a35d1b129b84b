"""Words that press without naming a day.

Reads: 尽快, 尽早, 立即, 抓紧, 第一时间, 按时, 如期, 会后, 迅速, 限期, 即刻, 从速.
Leaves alone: everything that names a day or a length of time: that is a deadline.
Limits: the first word of a statement is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.text import View

RULE = "urgency"

_WORDS = Cues(
    "尽快", "尽早", "立即", "抓紧", "第一时间", "按时", "按期", "如期", "会后", "迅速", "限期", "限时", "即刻", "从速", "马上", "火速", "即知即改", "立行立改", "及早", "尽速", "加紧", "近日内",
    "早日",
)  # fmt: skip


def read(view: View) -> Iterator[Finding]:
    """Every such word."""
    for at, word in _WORDS.places(view):
        yield Finding("urgency", at, at + len(word), RULE, value=word)
