"""People and their posts in a list: ``市委常委、常务副市长甲，副市长乙、丙、丁，市政府党组成员、办公室主任戊``.

A segment between 、 is a post, a post with a name, a bare name that shares the posts before it, a body with a name, or part of an unnamed
group. A comma ends the sharing. Bodies that share one 负责人 (财政局、审计局负责人) are one group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from jiyao.names import ends_in_post, ends_in_unit, ends_unnamed, is_name, may_be_name, split_name
from jiyao.reading import Found, Person, Value
from jiyao.text import View

_SEGMENT = re.compile(r"[^、，；。：\n]+")
_NOTE = re.compile(r"（[^）]*+）")
_AND = re.compile(r"以及|及|和|与")
_MORE = re.compile(
    r"(?:县|市|区|州|省|旗|盟|镇|乡|各|有关|相关|部分|全体|其他|驻|开发区|经开区|高新区|管委会|政府|机关|议题|分管|涉及|人大|政协|副|党|法|检|公安|纪|武装|工会|办公)"
)
_GROUP_WORD = re.compile(r"负责|人员|同志|成员|代表|领导|干部|专家|顾问|律师|记者|主官|一把手|班子|委员")
_GROUP_END = re.compile(r"(?:负责人|负责同志|领导|代表|干部|专家)$")
_NO_OFFICE = re.compile(
    r"(?:在家)?(?:[省市县区州旗镇]|地区|自治区|[经高新开发]{1,3}区|管委会|园区)?(?:政府|级)?(?:班子)?领导(?:干部|同志|班子成员)?"
)
"""县领导 introduces a list of names; it is nobody's post."""
_TELLS = re.compile(
    r"[就对围听研传审学部安提主作](?<=就|对)[^、，；。]{3,}(?:进行|作|开展)|(?:围绕|听取|研究|传达|审议|学习|部署|安排|通报|汇报|宣读|主持|提出)[^、，；。]{4,}|进行(?:了)?[安部研讨]"
)
"""A clause that tells what somebody did, not who was there."""
_DID = re.compile(
    r"(?:分别|先后)?(?:(?:就|对|围绕)[^、，。；\n]{2,30}(?:进行|作|提出|开展)[^、，。；\n]{0,14}"
    r"|[作做](?:了)?[^、，。；\n]{0,6}(?:讲评|讲话|通报|总结|发言|部署|汇报|点评|动员|说明))$"
)
"""What somebody did there, behind the name: 县长某某作工作讲评."""
_LONGEST_DEED, _SHORTEST_DEED = 60, 5
_NO_POST = re.compile(r"负责人|负责同志|代表|有关|相关|各|部分|全体")


def found_at(view: View, span: tuple[int, int], rule: str, value: Value = None) -> Found:
    """A finding on a stretch of the view."""
    at = start, end = view.span(span[0], span[1])
    return Found(text=view.raw[start:end], span=at, rule=rule, value=value)


@dataclass(slots=True)
class Roll:
    """What a list of attendance yields: people, and stretches of the view that name a group."""

    people: list[Person] = field(default_factory=list)
    groups: list[tuple[int, int]] = field(default_factory=list)


def roll(view: View, start: int, end: int, *, rule: str, names_due: bool = False) -> Roll:
    """Read the list ``view.s[start:end]``; ``names_due`` where it is known to be one of people (请假：…), so that rare surnames are taken too."""
    return _Reader(view, rule, named=names_due).read(start, end)


@dataclass(slots=True)
class _Reader:
    """What is pending while the list is walked: posts and a body without a holder yet, bodies of a group without its last word yet."""

    view: View
    rule: str
    found: Roll = field(default_factory=Roll)
    posts: list[tuple[int, int]] = field(default_factory=list)
    unit: tuple[int, int] | None = None
    named: bool = False
    bodies: list[tuple[int, int]] = field(default_factory=list)

    def read(self, start: int, end: int) -> Roll:
        previous = start
        for left, right in _segments(self.view, start, end):
            if left - previous != 1 or self.view.s[previous] != "、":
                between = self.view.s[previous:left]
                if any(char in "，；。：\n" for char in between):
                    self._comma()
            previous = right
            self._segment(left, right)
        if not self.named:
            self._posts_are_a_group()
        self._flush_bodies()
        return self.found

    def _comma(self) -> None:
        """A comma ends a group of bodies and the sharing of posts; posts whose holder follows behind it stay."""
        self._flush_bodies()
        if self.named:
            self._forget()

    def _forget(self) -> None:
        self.posts, self.unit, self.named = [], None, False

    def _flush_bodies(self) -> None:
        self.found.groups.extend(self.bodies)
        self.bodies = []

    def _segment(self, left: int, right: int) -> None:
        text = self.view.s[left:right]
        named = is_name(text)
        at = None if named else split_name(text)
        due = self.named or self.posts
        if at is None and (named or (due and may_be_name(text))) and not ends_in_post(text) and not ends_unnamed(text):
            self.named = True
            self._person(left, right)
            return
        if at is None:
            self._unnamed(left, right)
            return
        self._flush_bodies()
        if self.named:
            self._forget()
        if ends_in_post(text[:at]):
            self.posts.extend(_offices(text[:at], left))
        else:
            self.unit = (left, left + at)
        self.named = True
        self._person(left + at, right)

    def _person(self, left: int, right: int) -> None:
        view, rule = self.view, self.rule
        person = Person(
            name=found_at(view, (left, right), rule, view.s[left:right]),
            posts=tuple(found_at(view, post, rule) for post in self.posts if not _NO_OFFICE.fullmatch(view.s, *post)),
            unit=found_at(view, self.unit, rule) if self.unit else None,
        )
        self.found.people.append(person)

    def _unnamed(self, left: int, right: int) -> None:
        """A segment without a name: a post whose holder comes later, a body, or the end of a group."""
        text = self.view.s[left:right]
        if self.named:
            self._forget()
        if _TELLS.match(text) or _TELLS.search(text):
            return
        if ends_in_post(text) and not _NO_POST.search(text) and "的" not in text:
            self._flush_bodies()
            self.posts.extend(_offices(text, left))
        elif _GROUP_WORD.search(text) or ends_in_post(text):
            self._posts_are_a_group()
            start = self.bodies[0][0] if self.bodies else left
            self.bodies = []
            self.found.groups.append((start, right))
        elif ends_unnamed(text) or ends_in_unit(text) or _MORE.match(text):
            self._posts_are_a_group()
            self.bodies.append((left, right))

    def _posts_are_a_group(self) -> None:
        self.found.groups.extend(self.posts)
        self.posts = []


def _segments(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Segments between marks: notes in brackets and 同志 left out, names parted by 和 or by spaces alone parted here."""
    for match in _SEGMENT.finditer(view.s, start, end):
        left, right = match.span()
        if (note := _NOTE.search(view.s, left, right)) and (note.end() == right or note.start() == left):
            left, right = (note.end(), right) if note.start() == left else (left, note.start())
        right = _named_end(view.s, left, right)
        while left < right and view.s[left] in "和与及" and not is_name(view.s[left:right]):
            left += 1
        for a, b in _by_and(view.s, left, right) if _AND.search(view.s, left, right) else ((left, right),):
            comrade = view.s.endswith("同志", a, b) and _ends_in_name(view.s[a : b - 2])
            yield from _by_gaps(view, a, b - 2 if comrade else b)


def _offices(text: str, left: int) -> list[tuple[int, int]]:
    """区长兼开发区党工委书记 are two posts."""
    also = text.find("兼", 2)
    if also < 0 or not ends_in_post(text[:also]):
        return [(left, left + len(text))]
    behind = also + (2 if text.startswith("兼任", also) else 1)
    return [(left, left + also), (left + behind, left + len(text))]


def _named_end(text: str, left: int, right: int) -> int:
    """Where a person's name ends that more words follow: 某某等县领导, 某某作工作讲评."""
    more = text.find("等", left + 2, right)
    if more > 0 and _ends_in_name(text[left:more]) and not ends_in_unit(text[left:more]):
        return more
    deed = _DID.search(text, max(left, right - _LONGEST_DEED), right) if right - left > _SHORTEST_DEED else None
    return deed.start() if deed and _ends_in_name(text[left : deed.start()]) else right


def _by_and(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """Cut ``副主席某某及县直相关部门`` behind the name, ``法院负责同志及各单位负责人`` behind the group; 和 inside a body's name or a personal name does not cut."""
    for mark in _AND.finditer(text, left, right):
        before = text[left : mark.start()]
        behind = text[mark.end() : right]
        if (_ends_in_name(before) and (_MORE.match(behind) or _GROUP_WORD.search(behind) or _ends_in_name(behind))) or (
            _GROUP_END.search(before) and _GROUP_END.search(behind) and _MORE.match(behind)
        ):
            yield left, mark.start()
            left = mark.end()
    yield left, right


def _ends_in_name(text: str) -> bool:
    return is_name(text) or (len(text) > 2 and split_name(text) is not None)


def _by_gaps(view: View, left: int, right: int) -> Iterator[tuple[int, int]]:
    """``张三 李四　王 五`` has lost its spaces in the view: cut where the raw text had a gap, mend a name spread by one.

    Where some gaps are wider than others, the narrow ones are inside names.
    """
    whole = view.span(left, right)
    if whole.end - whole.start <= right - left:
        yield left, right
        return
    gaps = [
        (at, width)
        for at in range(left + 1, right)
        if (width := view.span(at, at + 1).start - view.span(at - 1, at).end) > 0
    ]
    narrow = min(width for _, width in gaps)
    wide = [at for at, width in gaps if width > narrow]
    cut: list[tuple[int, int]] = []
    for start, end in pairwise([left, *wide, right]):
        inside = [at for at, _ in gaps if start < at < end]
        if inside and wide and is_name(view.s[start:end]):
            held = bool(cut) and _holds(view.s[slice(*cut[-1])])
            cut.append((cut.pop()[0] if held else start, end))  # 县财政局    晏  清
        else:
            cut.extend(_mended(view, [start, *inside, end]))
    yield from cut


def _holds(text: str) -> bool:
    """Whether words are a body or a post whose holder comes behind a gap."""
    return not is_name(text) and split_name(text) is None and (ends_in_unit(text) or ends_in_post(text))


def _mended(view: View, cuts: list[int]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    spread: set[int] = set()  # the gap inside a name, mended before the name is given its body: 县财政局 晏 清
    for one, at, end in zip(cuts, cuts[1:], cuts[2:], strict=False):
        if at - one == 1 and end - at <= 2 and one not in spread and is_name(view.s[one:end]):
            spread.add(at)
    for a, b in pairwise([at for at in cuts if at not in spread]):
        if merged and _mends(view.s[merged[-1][0] : merged[-1][1]], view.s[a:b]):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return merged


def _mends(before: str, after: str) -> bool:
    """Whether two bits belong together: a surname and its name, a post or body and its holder, a word torn by a space."""
    if is_name(before) or split_name(before) is not None:
        return False
    if len(before) == 1:
        return len(after) <= 2 and is_name(before + after)
    return True
