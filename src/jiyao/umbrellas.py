"""The opening's topics, and which of them only sum up what later sentences name one by one: umbrellas, which are no topics."""

from __future__ import annotations

import re

from jiyao import topics
from jiyao.laid import Layout, Sentence
from jiyao.reading import AgendaItem
from jiyao.rules.topics_named import Item, Named, treated
from jiyao.text import Span, View

_CONVENED = re.compile(r"召开|举行|主持")
_MEETING_END = re.compile(r"(?:会议|[\u4e00-\u9fff]会)(?=，|），)")
_WAS_HELD = re.compile(r"(?:会议|会)(?:在[^，。；]{2,30})?(?:召开|举行)(?=，)")
_UMBRELLA = re.compile(
    r"等(?:有关|相关|重点)?(?:工作|事项|议题|情况|任务|问题)?$|^(?:政府|近期)?(?:有关|相关)(?:工作|事项|议题)+$"
)
_ANY_SPEECH = re.compile(
    "(?:习近平)?总书记(?:近期|系列|有关|最新|一系列)*重要(?:讲话|指示|论述)(?:精神)?(?:和|、|、重要)*(?:重要)?(?:讲话|指示|批示|指示批示|论述)*精神"
    "(?:(?:和|及|、|，)?(?:以及)?(?:上级|中央|全?[国省市县区]|党委|政府|、|有关|相关|重要|近期|文件|会议|和|及)*精神)?$"
)
"""习近平总书记重要讲话精神 in the opening sums up those that later sentences name."""
_ET_CETERA = re.compile("等(?:有关|相关)?(?:事宜|事项|议题)$")
GENERAL = re.compile(
    "^(?:近期|当前|下一?步|岁末年初|年底|四季度|年末|下阶段|后续|全[市县区州旗])*(?:经济社会发展)?(?:各项)?(?:重点)?(?:各项)?工作(?:任务)?(?:(?:推进|落实|进展|开展|完成)+情况)?$"
)


def opening_items(view: View, sentence: Sentence, named: Named) -> list[Item]:
    """…主持召开…会议，传达学习…，审议…。"""
    text = view.s
    convened = _CONVENED.search(text, sentence.start, sentence.end)
    end = _MEETING_END.search(text, convened.end(), sentence.end) if convened else None
    end = end or _WAS_HELD.search(text, sentence.start, sentence.end)
    if end is None:
        return []
    start = text.find("，", end.end()) + 1
    return named(start, sentence.end) or list(treated(view, start - 1, sentence.end))


def umbrellas(view: View, layout: Layout, named: Named) -> set[Span]:
    """The topics of the opening paragraph that only sum up what later sentences, two or more, name one by one; 总书记重要讲话精神 sums up
    what one conveys."""
    sentences = layout.sentences
    opening = next((s for s in sentences if s.kind == "opening"), None)
    if opening is None:
        return set()
    later = [s for s in sentences if s.kind == "agenda"]
    items = opening_items(view, opening, named) if later else []
    below = [s for s in later if s.line > opening.line]
    if len(later) == 1:
        conveys = below and any(word in view.s[below[0].start : below[0].start + 24] for word in ("传达", "学习"))
        return {item.item.title.span for item in items if conveys and _ANY_SPEECH.match(item.item.title.text)}
    if len(below) >= 2:
        beside = [s for s in later if s.line == opening.line]
        items = [*items, *(item for sentence in beside for item in named(sentence.start, sentence.end))]
    numbered = sum(1 for s in below if s.ordinal) >= 2
    found = [item for item in items if _is_umbrella(item) or (numbered and item.sums_up)]
    listed = [item.item for item in found if item.sums_up]
    told = _told_alone(view, layout, named, listed, later) if listed else set()
    return {item.item.title.span for item in found} - told


def _told_alone(view: View, layout: Layout, named: Named, listed: list[AgendaItem], later: list[Sentence]) -> set[Span]:
    """The parts of 甲、乙等工作 that no later sentence names, but of which a paragraph of its own tells: these are topics."""
    later_on = [
        item.item
        for sentence in later
        for item in named(sentence.start, sentence.end)
        if not any(item.item.title.span == part.title.span for part in listed)
    ]
    titles = topics.Titles([item.title.text for item in (*listed, *later_on)])
    lines = {sentence.line for sentence in later}
    told = {
        titles.nearest(view, block.start, block.end)
        for sentence, block in zip(layout.sentences, topics.blocks(layout.sentences), strict=True)
        if sentence.kind == "body" and sentence.line not in lines
    }
    return {part.title.span for at, part in enumerate(listed) if at in told}


def _is_umbrella(item: Item) -> bool:
    title = item.item.title.text
    if _ANY_SPEECH.match(title) or GENERAL.search(title):
        return True
    if _ET_CETERA.search(title):
        return True
    return item.item.kind in {"research", "other"} and (item.sums_up or _UMBRELLA.search(title) is not None)
