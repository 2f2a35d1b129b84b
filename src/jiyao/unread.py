"""What nobody claimed: words of duty, dates and periods, and people, that no finding covers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiyao.laid import Layout
from jiyao.people import found_at
from jiyao.reading import Found
from jiyao.text import View

RULE = "unread"

_MARK = re.compile("[，。；：！\n]")
_NAMED = r"(?=[\u4e00-\u9fff]{2,3}(?:同志|牵头|负责|要求|强调|指出|汇报))"
"""What stands behind the post of somebody who is named."""
_CUE = re.compile(
    r"月(?<=\d月)|月(?=底)|年(?<=[\d半]年)|年(?=[内底])|季度|小时|工作日|天(?<=[\d个]天)|日(?<=\d日)(?=前|之前|以前|内)|每|节前|节后|春节|元旦|清明|劳动节|端午|中秋|国庆"
    r"|牵头|负(?=责)|责成|主办|协办|承办|抓总|落实|报送|上(?=报)|督办"
    rf"|长(?<=[省市县区州旗镇乡局部处科厅]长){_NAMED}|书记{_NAMED}|主任{_NAMED}|主席{_NAMED}"
)
"""What one of the words below has in it; most clauses have none, or none uncovered, and are passed over."""
_WORD = re.compile(
    r"[牵负责主协承抓落报上督\d下第一二三四年月每春元清劳端中国副省市县区州旗镇乡局部处科厅书]"
    r"(?:(?P<duty>(?<=牵)头|(?<=负)(?<![各认]负)责(?![人任同的])|(?<=责)成|(?<=主)办(?!方)|(?<=[协承])办|(?<=督)办(?!单|件|函|通知|台账|组|室|科)|(?<=抓)总|(?<=落)实(?!情况)"
    r"|(?<=报)送|(?<=上)报)"
    r"|(?P<date>(?<=\d)(?:\d{3}年\d{1,2}|\d?)月(?:\d{1,2}日|底|初|末|份|[上中下]旬)?|(?<=2)0\d{2}年(?![第度])|(?<=[上下])半年|(?<=第)[一二三四]季度"
    r"|(?<=[一二三四])季度|(?<=[年月])底|(?<=年)内|(?<=\d)\d*个?(?:工作日|小时|天)|(?<=每)(?:个?月|周|季度|半年|旬|天)"
    r"|(?<=\d)\d?日(?=之?前|以前|内)|(?:(?<=春)节|(?<=元)旦|(?<=清)明|(?<=劳)动节|(?<=端)午|(?<=中)秋|(?<=国)庆)节?[前后])"
    r"|(?P<person>(?:(?<=副)[省市县区州旗镇乡局部处科厅]长|(?<=[省市县区州旗镇乡局部处科厅])长|(?<=副)书记|(?<=书)记|(?<=副)主[任席]|(?<=主)[任席])"
    rf"{_NAMED}))"
)
"""Led by one class of characters, so that a search looks only where one of them stands; which it was is asked behind it."""


def unread(view: View, layout: Layout, covered: Iterable[tuple[int, int]]) -> tuple[Found, ...]:
    """The clauses of the part in which such a word stands uncovered, each once, with the words in question as ``value``.

    A finding must cover the word itself; that its sentence has a label or a doer does not make it read. A duty in a sentence that only
    names a topic (研究我市贯彻落实意见) is the topic's; a post is read with the name behind it.
    """
    taken = _taken(layout, covered)
    base = layout.part.start
    found: list[Found] = []
    sentences = [sentence for sentence in layout.sentences if sentence.kind != "foot"]
    number = reached = 0
    for cue in _CUE.finditer(view.s, base, layout.part.end):
        at = cue.start()
        if at < reached or taken[at - base]:
            continue
        while number < len(sentences) and sentences[number].end <= at:
            number += 1
        if number == len(sentences):
            break
        sentence = sentences[number]
        if at < sentence.start:  # in a heading, or in what is no matter of the meeting
            continue
        clause = _clause(view.s, at, max(sentence.start, reached), sentence.end)
        reached = clause[1]
        words = [
            word.group()
            for word in _WORD.finditer(view.s, *clause)
            if 1 not in taken[word.start() - base : word.end() - base]
            and (sentence.kind == "body" or word.lastgroup != "duty")
            and not (word.lastgroup == "person" and taken[word.end() - base])
        ]
        if words:
            found.append(found_at(view, clause, RULE, "、".join(words)))
    return tuple(found)


def _clause(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """The clause of a stretch that a position stands in."""
    for mark in _MARK.finditer(text, start, end):
        if mark.start() >= at:
            end = mark.start()
            break
        start = mark.end()
    return start, end


def _taken(layout: Layout, covered: Iterable[tuple[int, int]]) -> bytearray:
    """One byte a character of the part: 1 where some finding accounts for it."""
    taken = bytearray(layout.part.end - layout.part.start)
    base = layout.part.start
    for start, end in covered:
        left = start - base if start > base else 0
        right = end - base if end < layout.part.end else len(taken)
        if right > left:
            taken[left:right] = b"\1" * (right - left)
    return taken
