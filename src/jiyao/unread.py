"""What nobody claimed: words of duty, dates and periods, and people, that no finding covers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiyao.layout import Layout
from jiyao.people import found_at
from jiyao.reading import Found
from jiyao.text import View

RULE = "unread"

_CLAUSE = re.compile(r"[^，。；：！\n]+")
_CUE = re.compile(
    "月|年|季度|小时|工作日|天|每|节前|节后|春节|元旦|清明|劳动节|端午|中秋|国庆|牵头|负责|责成|主办|协办|承办|抓总|落实|报送|上报|督办|长|书记|主任|主席"
)
"""What one of the words below has in it; most clauses have none and are passed over."""
_WORD = re.compile(
    r"(?P<duty>牵头|(?<![各认])负责(?![人任同的])|责成|主办(?!方)|协办|承办|抓总|落实(?!情况)|报送|上报|督办)"
    r"|(?P<date>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|初|末|份|[上中下]旬)?|20\d{2}年(?![第度])|[上下]半年|第?[一二三四]季度|年底|月底|年内"
    r"|\d+个?(?:工作日|小时|天)|每(?:个?月|周|季度|半年|旬|天)|(?:春节|元旦|清明|劳动节|端午|中秋|国庆)节?[前后])"
    r"|(?P<person>(?:副?[省市县区州旗镇乡局部处科厅]长|副?书记|副?主任|副?主席)"
    r"(?=[\u4e00-\u9fff]{2,3}(?:同志|牵头|负责|要求|强调|指出|汇报)))"
)


def unread(view: View, layout: Layout, covered: Iterable[tuple[int, int]]) -> tuple[Found, ...]:
    """The clauses of the part in which such a word stands uncovered, each once, with the words in question as ``value``.

    A finding must cover the word itself; that its sentence has a label or a doer does not make it read. A duty in a sentence that only
    names a topic (研究我市贯彻落实意见) is the topic's.
    """
    taken = _taken(layout, covered)
    base = layout.part.start
    found = []
    for sentence in layout.sentences:
        if sentence.kind == "foot":
            continue
        for clause in _CLAUSE.finditer(view.s, sentence.start, sentence.end):
            if _CUE.search(view.s, *clause.span()) is None:
                continue
            words = [
                word.group()
                for word in _WORD.finditer(view.s, *clause.span())
                if 1 not in taken[word.start() - base : word.end() - base]
                and (sentence.kind == "body" or not word["duty"])
            ]
            if words:
                found.append(found_at(view, clause.span(), RULE, "、".join(words)))
    return tuple(found)


def _taken(layout: Layout, covered: Iterable[tuple[int, int]]) -> bytearray:
    """One byte a character of the part: 1 where some finding accounts for it."""
    taken = bytearray(layout.part.end - layout.part.start)
    base = layout.part.start
    for start, end in covered:
        left, right = max(start - base, 0), min(end - base, len(taken))
        if right > left:
            taken[left:right] = b"\1" * (right - left)
    return taken
