"""Which topic a statement belongs to.

Under a topic heading, that heading's; behind an agenda sentence of the same running text, that sentence's; in a text that lists its
topics first, the n-th numbered block belongs to the n-th topic where their numbers agree, else to the topic that shares most of its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from jiyao.layout import Sentence
from jiyao.numerals import number
from jiyao.text import View

_SHARE = 0.34


def by_ordinal(sentences: Sequence[Sentence], topics: int) -> bool:
    """Whether the numbered blocks of the body line up one to one with the topics."""
    ordinals = [s.ordinal for s in sentences if s.kind == "body" and s.ordinal and s.topic is None]
    values = {number(o) for o in ordinals}
    return bool(ordinals) and values == set(range(1, topics + 1))


def position(ordinal: str | None, topics: int) -> int | None:
    """The index of the topic with this number."""
    value = number(ordinal) if ordinal else None
    return value - 1 if value is not None and 1 <= value <= topics else None


def by_words(view: View, start: int, end: int, titles: Sequence[str]) -> int | None:
    """The topic whose title shares most of its two-character words with a stretch; ``None`` where none stands out."""
    words = _bigrams(view.s[start:end])
    shares = sorted(
        ((len(words & title) / len(title), -place) for place, title in enumerate(map(_bigrams, titles)) if title),
        reverse=True,
    )
    if not shares or shares[0][0] < _SHARE or (len(shares) > 1 and shares[0][0] - shares[1][0] < 0.08):
        return None
    return -shares[0][1]


_COMMON = frozenset(
    "工作 会议 全市 全县 全区 情况 方案 实施 关于 有关 精神 意见 推进 建设 管理 事项 汇报 送审 审稿 讨论 论稿 全省 全国 电视 视电 电话 话会 传达 达学 学习 重要 讲话 落实 贯彻 研究 近平 习近 平总 总书 书记 改革 发展 我市 市的 的实 施方".split()
)


def _bigrams(text: str) -> frozenset[str]:
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return frozenset(
        pair for pair in pairs if pair not in _COMMON and all("\u4e00" <= char <= "\u9fff" for char in pair)
    )
