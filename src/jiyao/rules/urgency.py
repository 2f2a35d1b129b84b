"""Words that press without naming a day.

Reads: 尽快, 尽早, 立即, 抓紧, 第一时间, 按时, 如期, 会后, 迅速, 限期, 即刻, 从速.
Leaves alone: everything that names a day or a length of time: that is a deadline; 按时间节点; 始终抓紧, 抓紧抓好; what is done at once each time
    something happens (发现火情第一时间报告).
Limits: the first word of a statement is kept, and none where a deadline stands beside it or nobody is told to do a thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.text import View

RULE = "urgency"

_WORDS = Cues(
    "尽快", "尽早", "立即", "抓紧", "第一时间", "按时", "按期", "如期", "会后", "迅速", "限期", "限时", "即刻", "从速", "马上", "火速", "即知即改", "立行立改", "及早", "尽速", "加紧", "近日内",
    "早日",
)  # fmt: skip


_NOT_BEFORE = {
    "按时": ("间", "段", "序"),
    "抓紧": ("高质量", "首要", "抓", "把", "和", "、", "了", "的"),
    "如期": ("实现全面",),
    "限时": ("办结制", "办理制"),
}
_AT_ONCE = frozenset({"立即", "第一时间", "马上", "迅速", "即刻"})
_EACH_TIME = re.compile("(?:发现|遇有|遇到|一旦|接到|接报|突发|险情|火情|灾情|重要情况|紧急情况|异常)[^。；\n]*$")


def read(view: View) -> Iterator[Finding]:
    """Every such word that presses this duty."""
    text = view.s
    for at, word in _WORDS.places(view):
        if not text.startswith(_NOT_BEFORE.get(word, ()), at + len(word)) and not (
            (word == "抓紧" and text.endswith(("始终", "持续"), 0, at))
            or (word in _AT_ONCE and _EACH_TIME.search(text, max(0, at - 24), at))
        ):
            yield Finding("urgency", at, at + len(word), RULE, value=word)
