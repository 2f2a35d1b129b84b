"""People and their posts in a list: ``市委常委、常务副市长甲，副市长乙、丙、丁，市政府党组成员、办公室主任戊``.

A segment between 、 is a post, a post with a name, a bare name that shares the posts before it, a body with a name, or an unnamed group.
A comma ends the sharing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from jiyao.lexicon import load, words
from jiyao.reading import Found, Person
from jiyao.text import View

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+$")
_SEGMENT = re.compile(r"[^、，；。：\n]+")
_TAIL = re.compile(r"(?:等)?(?:同志)?(?:分别|一同|也|均|共同|应邀|一并|陪同)?$")
_NOTE = re.compile(r"（[^）]*+）")
_NOT_NAMES = frozenset(
    "有关 相关 各有 全体 其他 部分 市直 县直 区直 分管 主要 同志 领导 单位 部门 人员 成员 负责 任务 方面 应邀 固定 以及 列席 出席 参加 会议 高新 经开 马上 安全 高度 时任 支部 "
    "项目 关于 水利 水务 金融 和平 平安 安排 常务 党组 司法 公安 文化 文旅 农业 林业 经济 卫生 国土 石油 黄河 长江 南方 东方 城管 交通 路政 房产 园林 贸易 成立 许可 于是 时间 地点 主持 记录".split()
)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    lexicon = load("surnames")
    return frozenset("".join(lexicon["single"].split())), frozenset(lexicon["compound"])


@cache
def _post_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words("posts", "suffixes")) + r")(?:（[^）]{1,20}）)?$")


@cache
def _unit_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words("organs", "suffixes")) + ")$")


@cache
def _unnamed_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words("posts", "unnamed")) + ")$")


def is_name(text: str) -> bool:
    """Whether a string has the form of a personal name: surname and one or two characters, or parts joined by ·."""
    if "·" in text:
        return all(_HAN.match(part) for part in text.split("·")) and 4 <= len(text) <= 16
    if not 2 <= len(text) <= 4 or _HAN.match(text) is None or text in _NOT_NAMES or text[:2] in _NOT_NAMES:
        return False
    single, compound = _surnames()
    if text[:2] in compound:
        return 3 <= len(text) <= 4
    return text[0] in single and len(text) <= 3 and text[-1] not in "等的了在和与及要是部局委办室"


def split_name(text: str) -> int | None:
    """Where the name begins in ``副市长某某``: behind a post or a body; ``None`` where no name ends the segment."""
    if "·" in text:
        dot = text.index("·")
        for start in range(max(0, dot - 6), dot):
            if start and _post_end().search(text[:start]):
                return start
        return 0 if is_name(text) else None
    for size in (3, 2, 4):
        start = len(text) - size
        if start > 0 and is_name(text[start:]) and (_post_end().search(text[:start])):
            return start
    for size in (3, 2, 4):
        start = len(text) - size
        if start > 1 and is_name(text[start:]) and _unit_end().search(text[:start]):
            return start
    return None


@dataclass(slots=True)
class Roll:
    """What a list of attendance yields: people and stretches of the view that name a group."""

    people: list[Person] = field(default_factory=list)
    groups: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Sharing:
    posts: list[tuple[int, int]] = field(default_factory=list)
    named: bool = False
    unit: tuple[int, int] | None = None


def roll(view: View, start: int, end: int, *, rule: str) -> Roll:
    """Read the list ``view.s[start:end]``."""
    found = Roll()
    sharing = _Sharing()
    previous = start
    for left, right in _segments(view, start, end):
        if any(char in "，；。：\n" for char in view.s[previous:left]) and sharing.named:
            sharing = _Sharing()
        previous = right
        _segment(view, left, right, sharing, found, rule)
    _flush_posts(sharing, found)
    return found


def _segments(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Segments between marks, a trailing 同志 or note in brackets left out; names parted by spaces only are parted here."""
    for match in _SEGMENT.finditer(view.s, start, end):
        left, right = match.span()
        if note := _NOTE.search(view.s, left, right):
            if note.end() == right or note.start() == left:
                left, right = (note.end(), right) if note.start() == left else (left, note.start())
        while right - left > 2 and view.s.endswith("同志", left, right):
            right -= 2
        while left < right and view.s[left] in "和与及":
            left += 1
        if left >= right:
            continue
        yield from _by_gaps(view, left, right)


def _by_gaps(view: View, left: int, right: int) -> Iterator[tuple[int, int]]:
    """``张三 李四　王 五`` has lost its spaces in the view: cut where the raw text had a gap, mend a name spread by one."""
    cuts = [
        left,
        *(at for at in range(left + 1, right) if view.span(at, at + 1).start - view.span(at - 1, at).end > 0),
        right,
    ]
    bits = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
    if len(bits) < 2:
        yield left, right
        return
    merged: list[tuple[int, int]] = []
    for a, b in bits:
        if merged and _mends(view.s[merged[-1][0] : merged[-1][1]], view.s[a:b]):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    yield from merged


def _mends(before: str, after: str) -> bool:
    """Whether two bits belong together: a surname and its name, a post and its holder, a word torn by a space."""
    if is_name(before):
        return False
    if len(before) == 1 and len(after) <= 2:
        return is_name(before + after)
    return (
        not (is_name(after) and not _post_end().search(before) and split_name(before) is not None)
        and split_name(before) is None
    )


def _segment(view: View, left: int, right: int, sharing: _Sharing, found: Roll, rule: str) -> None:
    text = view.s[left:right]
    if is_name(text) and not _post_end().search(text):
        sharing.named = True
        found.people.append(_person(view, (left, right), sharing, rule))
        return
    at = split_name(text)
    if at is None:
        _unnamed(view, left, right, sharing, found)
        return
    if sharing.named:
        sharing.posts, sharing.named, sharing.unit = [], False, None
    head = (left, left + at)
    if _post_end().search(text[:at]):
        sharing.posts.append(head)
    else:
        sharing.unit = head
    sharing.named = True
    found.people.append(_person(view, (left + at, right), sharing, rule))


def _unnamed(view: View, left: int, right: int, sharing: _Sharing, found: Roll) -> None:
    """A segment without a name: a post whose holder comes later, or a group."""
    text = view.s[left:right]
    if sharing.named:
        sharing.posts, sharing.named, sharing.unit = [], False, None
    if _post_end().search(text) and not re.search(r"(?:负责人|负责同志|代表|有关|相关|各|部分|全体)", text):
        sharing.posts.append((left, right))
    elif (
        _unnamed_end().search(text)
        or re.search(r"负责|人员|单位|部门|成员|代表|领导", text)
        or _unit_end().search(text)
    ):
        found.groups.extend(sharing.posts)
        sharing.posts = []
        found.groups.append((left, right))


def _flush_posts(sharing: _Sharing, found: Roll) -> None:
    """Posts at the end of a list whose holders are not named are a group."""
    if sharing.posts and not sharing.named:
        found.groups.extend(sharing.posts)


def _person(view: View, name: tuple[int, int], sharing: _Sharing, rule: str) -> Person:
    return Person(
        name=found_at(view, name, rule, view.s[name[0] : name[1]]),
        posts=tuple(found_at(view, post, rule) for post in sharing.posts),
        unit=found_at(view, sharing.unit, rule) if sharing.unit else None,
    )


def found_at(view: View, span: tuple[int, int], rule: str, value: str | int | None = None) -> Found:
    """A finding on a stretch of the view."""
    return Found(text=view.words(*span), span=view.span(*span), rule=rule, value=value)
