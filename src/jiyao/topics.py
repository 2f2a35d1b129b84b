"""Which topic a statement belongs to.

Under a topic heading, that heading's; behind an agenda sentence of the same running text, that sentence's; in a text that lists its
topics first, the n-th numbered block belongs to the n-th topic where their numbers agree, else to the topic whose paper it names or that
shares most of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import add

from jiyao.laid import Sentence
from jiyao.numerals import number
from jiyao.reading import AgendaItem
from jiyao.rules.documents import DOCUMENT
from jiyao.text import View


@dataclass(slots=True)
class Block:
    """The sentences of one paragraph under one heading and ordinal: they are judged together."""

    start: int
    """Where its heading words begin: 在审议《…》时，会议强调，tells the topic too."""
    end: int
    places: list[int] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)
    """Each sentence with its heading words, in the order of ``places``."""


def blocks(sentences: Sequence[Sentence]) -> list[Block]:
    """For each sentence the block it stands in."""
    found: dict[tuple[object, ...], Block] = {}
    of = []
    for place, sentence in enumerate(sentences):
        key = (sentence.line, sentence.heading, sentence.ordinal)
        start = sentence.start if sentence.lead < 0 else sentence.lead
        block = found.setdefault(key, Block(start, sentence.end))
        block.end = sentence.end
        block.places.append(place)
        block.stretches.append((start, sentence.end))
        of.append(block)
    return of


def by_ordinal(sentences: Sequence[Sentence], topics: int) -> bool:
    """Whether the numbered blocks of the body line up one to one with the topics."""
    ordinals = {s.ordinal for s in sentences if s.kind == "body" and s.ordinal and s.topic is None}
    values = {number(o) for o in ordinals}
    return bool(ordinals) and values == set(range(1, topics + 1))


def position(ordinal: str | None, topics: int) -> int | None:
    """The index of the topic with this number."""
    value = number(ordinal) if ordinal else None
    return value - 1 if value is not None and 1 <= value <= topics else None


def in_order(told: Sequence[int | None], topics: int) -> list[int | None]:
    """The topic of each paragraph where they follow the topics one by one; ``told`` is what each paragraph's own words say.

    Between two paragraphs whose words tell their topics, as many paragraphs as topics are about those topics in their order; so are those before
    the first and behind the last. A paragraph that goes back to an earlier topic breaks the order, and where no words tell anything
    the order alone proves nothing.
    """
    known = [(place, topic) for place, topic in enumerate(told) if topic is not None]
    found = list(told)
    if not known or any(later < earlier for (_, earlier), (_, later) in pairwise(known)):
        return found
    ends = [(-1, -1), (len(told), topics)]
    for (left, first), (right, last) in pairwise(sorted([*known, *ends])):
        if right - left == last - first:
            found[left + 1 : right] = range(first + 1, last)
    return found


MOST = 200
"""No meeting has more topics; a text that seems to is not compared any further."""


def same(item: AgendaItem, items: list[AgendaItem], known: dict[str, set[str]]) -> int | None:
    """The place of an item that names the same topic: the same document, or nearly the same words.

    ``known`` keeps the pairs of characters of the titles compared so far.
    """
    names = {called(str(document.value)) for document in item.documents}
    words = _bigrams(item.title.text, known)
    for place, other in enumerate(items[:MOST]):
        others = {called(str(document.value)) for document in other.documents} if names else names
        if names and others:
            if names & others:
                return place
            continue
        if {item.kind, other.kind} == {"convey", "hear"}:
            continue  # what is passed on from above is no report from below
        pairs = _bigrams(other.title.text, known)
        fewest = min(len(words), len(pairs))
        if fewest >= 4 and len(words & pairs) >= 0.7 * fewest:
            return place
    return None


_STATE = re.compile(r"（[^（）]{0,12}(?:稿|草案|试行|修订)[^（）]{0,6}）$")
_KIND_OF_PAPER = "报告|条例|办法|方案|规划|纲要|意见|细则|规则|规定|预案|清单|草案"
_SHORT_NAME = re.compile(
    rf"(?:该|此|修改完善好?|修改好?|完善好?|本)(?P<short>(?:实施)?(?:{_KIND_OF_PAPER}))(?!工作|机制|制度|体系|措施|建议)"
)
_LONGEST_SHORT = 8
"""《管理办法》 is still the short name of a paper, a longer one a name of its own."""


def called(title: str) -> str:
    """A paper's name without what one mention adds and another leaves out: 关于 before it, its state behind it."""
    return _STATE.sub("", title.removeprefix("关于"))


def by_paper(view: View, start: int, end: int, items: Sequence[AgendaItem]) -> int | None:
    """The one topic whose paper a stretch names, in full or for short (《条例》); ``None`` where it names none or those of several."""
    if view.s.find("《", start, end) < 0:
        return None
    found = {_on_table(called(paper["title"]), items) for paper in DOCUMENT.finditer(view.s, start, end)} - {None}
    return found.pop() if len(found) == 1 else None


def by_short_name(view: View, start: int, end: int, items: Sequence[AgendaItem]) -> int | None:
    """The one topic on whose table there is such a paper: 该办法, 要修改完善报告."""
    match = _SHORT_NAME.search(view.s, start, end)
    return _on_table(match["short"], items) if match else None


def _on_table(name: str, items: Sequence[AgendaItem]) -> int | None:
    exact, short = [], []
    for place, item in enumerate(items[:MOST]):
        names = [called(str(paper.value)) for paper in item.documents]
        exact += [place] * (name in names)
        short += [place] * (len(name) <= _LONGEST_SHORT and any(full.endswith(name) for full in names))
    several = exact or short
    return several[0] if len(several) == 1 else None


def _bigrams(text: str, known: dict[str, set[str]]) -> set[str]:
    if text not in known:
        known[text] = set(map(add, text, text[1:]))
    return known[text]


class Titles:
    """The titles of one meeting's topics, ready to be compared with its paragraphs; they live as long as one reading."""

    __slots__ = ("_known", "_telling", "_told")

    def __init__(self, titles: Sequence[str]) -> None:
        pairs = [_pairs(title) for title in titles]
        among = Counter(pair for several in pairs for pair in several)
        self._telling = [{pair: 1 / among[pair] for pair in several} for several in pairs]
        """The two-character words of each title with what they weigh: those that several titles share say less."""
        self._known: dict[tuple[int, int], int | None] = {}
        """The answers so far: the sentences of one block ask the same question."""
        self._told: dict[tuple[int, int], dict[int, int | None]] = {}
        """The topic of each sentence, by block."""

    def nearest(self, view: View, start: int, end: int) -> int | None:
        """The topic whose title shares most of its words with a stretch; ``None`` where none stands out."""
        if (start, end) not in self._known:
            self._known[start, end] = self._nearest(view.s[start:end])
        return self._known[start, end]

    def of(self, view: View, block: Block, place: int) -> int | None:
        """The topic of the sentence ``place`` of a block.

        The block's own, unless only one of its later sentences speaks of that topic: then this sentence alone; where its sentences speak of several topics,
        each of its own, and one that tells none of that of the sentence before it.
        """
        key = (block.start, block.end)
        if key not in self._told:
            self._told[key] = dict(zip(block.places, self._each(view, block), strict=True))
        return self._told[key][place]

    def _each(self, view: View, block: Block) -> list[int | None]:
        """The topic of each sentence of a block."""
        whole = self.nearest(view, block.start, block.end)
        if len(block.places) == 1:
            return [whole]
        each = [self.nearest(view, *stretch) for stretch in block.stretches]
        told = [at for at in each if at is not None]
        if len(set(told)) > 1:
            of: list[int | None] = []
            for at in each:
                of.append(at if at is not None or not of else of[-1])
            return of
        if len(told) == 1 and each[0] is None:
            return each
        return [whole if whole is not None else at for at in each]

    def _nearest(self, text: str) -> int | None:
        shares = [sum(weight for pair, weight in pairs.items() if pair in text) for pairs in self._telling]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < (_ENOUGH if len(self._telling[best]) > _SHORT else 1):
            return None
        rivals = [share for place, share in enumerate(shares) if place != best]
        return best if max(rivals, default=0) <= shares[best] * _RIVAL else None


class Compared:
    """Topics that paragraphs may be about: their titles and papers, ready to be compared. Each block is read once, however many sentences ask."""

    __slots__ = ("_items", "_papers", "_short_names", "titles")

    def __init__(self, items: Sequence[AgendaItem]) -> None:
        self._items = items
        self.titles = Titles([item.title.text for item in items])
        self._papers: dict[int, int | None] = {}
        self._short_names: dict[int, int | None] = {}

    def by_paper(self, view: View, block: Block) -> int | None:
        """The one topic whose paper a block names in full or for short."""
        if block.start not in self._papers:
            self._papers[block.start] = by_paper(view, block.start, block.end, self._items)
        return self._papers[block.start]

    def by_short_name(self, view: View, block: Block) -> int | None:
        """The one topic on whose table there is such a paper as a block speaks of."""
        if block.start not in self._short_names:
            self._short_names[block.start] = by_short_name(view, block.start, block.end, self._items)
        return self._short_names[block.start]


_ENOUGH, _SHORT = 2.0, 3
"""Two words of its own, that is three characters on end or two apart; of a title of four characters (供热保障) one is enough."""
_RIVAL = 0.67

_COMMON = frozenset(
    "工作 会议 自治 治区 治州 治县 全市 全县 全区 全省 我市 我县 我区 情况 方案 实施 关于 有关 精神 意见 推进 建设 管理 事项 汇报 送审 审稿 讨论 论稿 审议 议稿 征求 求意 见稿 电视 视电 电话 话会 传达 达学 学习 重要"
    " 讲话 落实 贯彻 研究 近平 习近 平总 总书 书记 改革 发展 市的 的实 施方 办法 规划 计划 报告 问题 请示 通知 况汇 作情 展情 体情 关情 项工 点工 关工 期工 市政 县政 区政 政府 人民 年度 重点 项目 加快 加强 做好 提升 行动 服务 保障 治理 整治 安全 情况 检查 发展 筹备 准备 落地 地见 见效".split()
)
_ORGAN = re.compile(r"(?:[省市县区州旗][^关的《]{1,12}?(?:局|委|办|中心|公司|政府|大队|支队))(?=关于|提交|提请|起草)")


def _pairs(title: str) -> frozenset[str]:
    """The words of what a title is about: its submitter says nothing of that."""
    matter = _ORGAN.sub("", title)
    pairs = (matter[i : i + 2] for i in range(len(matter) - 1))
    return frozenset(pair for pair in pairs if _HAN.fullmatch(pair) and pair not in _COMMON)


_HAN = re.compile("[\u4e00-\u9fff]{2}")
