"""Which topic a statement belongs to.

Under a topic heading, that heading's; behind an agenda sentence of the same running text, that sentence's; in a text that lists its
topics first, the n-th numbered block belongs to the n-th topic where their numbers agree, else to the topic that shares most of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from jiyao.layout import Sentence
from jiyao.numerals import number
from jiyao.text import View


def by_ordinal(sentences: Sequence[Sentence], topics: int) -> bool:
    """Whether the numbered blocks of the body line up one to one with the topics."""
    ordinals = {s.ordinal for s in sentences if s.kind == "body" and s.ordinal and s.topic is None}
    values = {number(o) for o in ordinals}
    return bool(ordinals) and values == set(range(1, topics + 1))


def position(ordinal: str | None, topics: int) -> int | None:
    """The index of the topic with this number."""
    value = number(ordinal) if ordinal else None
    return value - 1 if value is not None and 1 <= value <= topics else None


def in_order(told: Sequence[int | None], topics: int) -> bool:
    """Whether paragraphs follow the topics one by one: as many as there are topics, and no paragraph whose words point elsewhere.

    ``told`` is what each paragraph's own words say; where none of them says anything the order alone proves nothing.
    """
    known = [(place, topic) for place, topic in enumerate(told) if topic is not None]
    return len(told) == topics and bool(known) and all(place == topic for place, topic in known)


def by_words(view: View, start: int, end: int, titles: Sequence[str]) -> int | None:
    """The topic whose title shares most of its words with a stretch; ``None`` where none stands out."""
    return _nearest(view.s[start:end], tuple(titles))


@lru_cache(maxsize=64)  # the sentences of one block ask the same question
def _nearest(text: str, titles: tuple[str, ...]) -> int | None:
    shares = [sum(weight for pair, weight in pairs.items() if pair in text) for pairs in _telling(titles)]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    if best is None or shares[best] < _ENOUGH:
        return None
    rivals = [share for place, share in enumerate(shares) if place != best]
    return best if max(rivals, default=0) <= shares[best] * _RIVAL else None


@lru_cache(maxsize=16)
def _telling(titles: tuple[str, ...]) -> tuple[dict[str, float], ...]:
    """The two-character words of each title with what they weigh: those that several titles share say less."""
    pairs = [_pairs(title) for title in titles]
    among = Counter(pair for several in pairs for pair in several)
    return tuple({pair: 1 / among[pair] for pair in several} for several in pairs)


_ENOUGH = 2.0
"""Two words of its own, that is three characters on end or two apart."""
_RIVAL = 0.67

_COMMON = frozenset(
    "工作 会议 全市 全县 全区 全省 我市 我县 我区 情况 方案 实施 关于 有关 精神 意见 推进 建设 管理 事项 汇报 送审 审稿 讨论 论稿 审议 议稿 征求 求意 见稿 电视 视电 电话 话会 传达 达学 学习 重要"
    " 讲话 落实 贯彻 研究 近平 习近 平总 总书 书记 改革 发展 市的 的实 施方 办法 规划 计划 报告 问题 请示 通知 况汇 作情 展情 体情 关情 项工 点工 关工 期工 市政 县政 区政 政府 人民 年度 重点 项目 加快 加强 做好 提升 行动".split()
)
_ORGAN = re.compile(r"(?:[省市县区州旗][^关的《]{1,12}?(?:局|委|办|中心|公司|政府|大队|支队))(?=关于|提交|提请|起草)")


def _pairs(title: str) -> frozenset[str]:
    """The words of what a title is about: its submitter says nothing of that."""
    matter = _ORGAN.sub("", title)
    pairs = (matter[i : i + 2] for i in range(len(matter) - 1))
    return frozenset(pair for pair in pairs if _HAN.fullmatch(pair) and pair not in _COMMON)


_HAN = re.compile("[\u4e00-\u9fff]{2}")
