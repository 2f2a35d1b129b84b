"""Who published it, when, and under which number.

Reads: ``（来源：…办公室）``, ``来源：``, ``供稿：``, ``信息来源：``; ``发布时间：2020-03-10``; ``…办公室2025年11月6日印发``; office and date on one line of the head; ``长府会议纪要〔2025〕2号``, ``第12期``.
Leaves alone: names of reporters and editors; the number of documents that the text cites.
Limits: the first source line counts.
"""

from __future__ import annotations

import re

from jiyao.laid import Layout
from jiyao.literals import Cues
from jiyao.names import is_name
from jiyao.numerals import number
from jiyao.people import found_at
from jiyao.reading import Found
from jiyao.text import View

RULE = "publication"

_SOURCE = re.compile(
    r"(?:文章来源|信息来源|消息来源|稿件来源|来源|稿源|供稿单位|供稿|发布机构|发布单位|信息提供)：\n?(?P<who>[^\n，。；：）（\d]{2,30}?)(?=\n|$|，|。|）|（|\d|发布|作者|时间|浏览|点击|字号|字体|〔|更新|编辑|责任|审核|供稿|撰稿|打印|关闭|分享|收藏|转载|记者|通讯员)"
)
_ISSUER = re.compile(
    r"(?P<who>[^\n，。；：）（\d]{3,30}(?:办公室|办公厅|政府办|督查室))(?:秘书[一二三]?科)?(?P<d>\d{4}年\d{1,2}月\d{1,2}日)印发"
)
_SOURCES = Cues("来源：", "稿源：", "供稿单位：", "供稿：", "发布机构：", "发布单位：", "信息提供：")
_BEFORE_SOURCE = 2
"""The characters of 文章来源 that stand before its cue."""
_PRINTED, _RELEASED = Cues("日印发"), Cues("发布时间：", "发布日期：", "更新时间：")
_LONGEST_IMPRINT = 60
_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12}(?:纪要|纪|阅|常会纪|专纪|办纪|会纪))?(?:字)?〔(?:20\d{2}|[二〇零一三四五六七八九]{4})〕第?\d{1,3}[号期]|第\d{1,4}期"
)
_DATED = re.compile(
    r"(?:来源：[^\n\d，。：]{1,20}(?=\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\d{1,2}：)|(?:发布(?:时间|日期|于)|发文(?:时间|日期)|更新时间|公开日期|生成日期|成文日期|时间|日期)[：])(?P<d>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
)
_SITE_LINE = re.compile(
    r"[|\s]*(?P<d>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\d{1,2}：\d{2}(?:：\d{2})?|[|]|(?=来源|〔|浏览|阅读|字号|编辑))"
)
_HEAD_LINE = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,20}(?:办公室|办公厅|人民政府))(?P<d>\d{4}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})|[二〇零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
_ISSUED = re.compile(r"(?P<d>\d{4}年\d{1,2}月\d{1,2}日)印发")
_PUBLISHED = re.compile(r"(?:发布(?:时间|日期)|更新时间)[：](?P<d>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)")
_ANY_DAY = re.compile(
    r"(\d{4}|[二〇零一三四五六七八九]{4})[-/.年](\d{1,2}|[一二三四五六七八九十]{1,2})[-/.月](\d{1,2}|[一二三四五六七八九十]{1,3})"
)


def publisher(view: View, layout: Layout) -> Found | None:
    """The publishing office of the source line, of the imprint or of the head of the minutes."""
    match = _source(view, layout) or _issuer(view, layout) or _headed(view, layout)
    return found_at(view, _without_reporter(view, *match.span("who")), RULE) if match else None


def _source(view: View, layout: Layout) -> re.Match[str] | None:
    """The first line that names a source; 来源 behind a quotation mark is a word of the text."""
    start, end = layout.part
    for at in sorted(at for at, _ in _SOURCES.places(view) if start <= at < end):
        match = _SOURCE.search(view.s, max(start, at - _BEFORE_SOURCE), min(end, at + _LONGEST_IMPRINT))
        if match and view.s[match.start() - 1 : match.start()] != "“":
            return match
    return None


def _without_reporter(view: View, start: int, end: int) -> tuple[int, int]:
    """来源：县新闻中心 某某: a name behind a gap is the reporter's."""
    for at in range(max(start + 3, end - 3), end):
        if view.span(at - 1, at).end < view.span(at, at + 1).start and is_name(view.s[at:end]):
            return start, at
    return start, end


def published_on(view: View, layout: Layout) -> Found | None:
    """The day of publication or issue."""
    for zone in layout.title:
        if match := _DATED.search(view.s, zone.start, zone.end) or _SITE_LINE.match(view.s, zone.start, zone.end):
            return _dated(view, match.span("d"))
    if match := _issuer(view, layout):
        return _dated(view, match.span("d"))
    for sentence in layout.sentences:
        if sentence.kind == "foot" and (match := _ISSUED.search(view.s, sentence.start, sentence.end)):
            return _dated(view, match.span("d"))
    match = _headed(view, layout)
    if match is None and _RELEASED.places(view):
        match = _PUBLISHED.search(view.s, layout.part.start, layout.part.end)
    return _dated(view, match.span("d")) if match else None


def _issuer(view: View, layout: Layout) -> re.Match[str] | None:
    """The first imprint (…办公室2025年11月6日印发), looked for at its last words: a search for an office looks at every character."""
    for at, word in _PRINTED.places(view):
        end = at + len(word)
        if layout.part.start < end <= layout.part.end and (
            match := _ISSUER.search(view.s, max(layout.part.start, end - _LONGEST_IMPRINT), end)
        ):
            return match
    return None


def _headed(view: View, layout: Layout) -> re.Match[str] | None:
    """Office and issue date on one line of the title block, as minutes have them."""
    return next((m for zone in layout.title if (m := _HEAD_LINE.match(view.s, zone.start, zone.end))), None)


def _dated(view: View, span: tuple[int, int]) -> Found | None:
    match = _ANY_DAY.search(view.s, *span)
    if match is None:
        return None
    year, month, day = (number(part) or 0 for part in match.groups())
    return found_at(view, span, RULE, f"{year:04d}-{month:02d}-{day:02d}")


def minutes_number(view: View, layout: Layout) -> Found | None:
    """The number of the minutes, from the title block only."""
    for zone in layout.title:
        if match := _NUMBER.search(view.s, zone.start, zone.end):
            return found_at(view, match.span(), RULE)
    return None
