"""Which stretches of a text report one meeting each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jiyao import signs
from jiyao.text import Line, View

_DATE_START = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}(?:日|号(?!楼|院|会议))|[二〇零一三四五六七八九]{4}年|近日|日前|今天|昨日|今日|[^。\n]{0,14}讯|〔[^〕\n]{2,20}〕|（[^）\n]{2,20}）"
)
_OPENING = re.compile(r"主持召开|召开|举行|主持")
_MEETING_WORD = re.compile(
    r"会议|常务会|办公会|专题会|调度会|推进会|座谈会|党组会|碰头会|全体会|例会|联席会|协调会|动员(?:大)?会|部署会|现场会|工作会|学习会|研讨会|交流会|会商会|论证会|视频会|擂台赛|(?<=[\u4e00-\u9fff])会(?=[，。（])"
)
_OWN_MEETING = re.compile(r"(?:主持召开|召开|举行)[^，。；]{0,40}(?:常务|办公|党组|全体|专题)[^，。；]{0,12}会")
_OTHERS_MEETING = re.compile(r"总书记|中央|国务院|全国|党组成员会")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]")
_LABEL = re.compile("^(?:会议)?(?:摘要|概要|内容)：")
TITLE_WORD = re.compile(
    r"会议|常务会|办公会|专题会|纪要|分解表|分工表|任务表|清单|分工|分解|通知|通报|工作要点|督查|督办"
)
"""What a line of the title block has in it."""


class Zone(NamedTuple):
    """A stretch of the view, ``view.s[start:end]``."""

    start: int
    end: int


def parts(view: View) -> list[Zone]:
    """The stretches of the view that report one meeting each; a text without an opening is one part."""
    openings = [number for number, line in enumerate(view.lines) if is_opening(view, line)]
    later = [number for number in openings[1:] if _opens_another(view, view.lines[number])]
    starts, before = [0], openings[0] if openings else 0
    for number in later:
        starts.append(view.lines[_title_above(view, number, before)].start)
        before = number
    ends = [*starts[1:], len(view)]
    return [Zone(start, end) for start, end in zip(starts, ends, strict=True)]


def convenes(text: str, start: int, end: int) -> bool:
    """Whether a stretch says that a meeting was called."""
    return _OPENING.search(text, start, end) is not None


def is_opening(view: View, line: Line) -> bool:
    """Whether a paragraph opens a report: a day, someone who convenes, and a meeting's name, close together."""
    reach = min(line.end, line.start + 160)
    if not convenes(view.s, line.start, reach):
        return False
    head = _LABEL.sub("", view.s[line.start : reach])
    if "，" not in head and "。" not in head and "；" not in head:
        return False
    stop = head.find("。")
    if stop >= 0 and not convenes(head, 0, stop) and _DAY.match(head, stop + 1):
        head = head[stop + 1 :]  # 为贯彻…。4月17日，某镇召开…会议。
        stop = head.find("。")
    head = head[: stop + 1] if stop >= 0 else head
    cue = _OPENING.search(head)
    if cue is None or _MEETING_WORD.search(head) is None or signs.HEADING_START.match(head):
        return False
    if _MEETING_WORD.search(head, cue.start()) is None:
        return _DATE_START.match(head) is not None and line.end - line.start > 30
    dated = _DATE_START.search(head[:40]) is not None
    return dated or (cue.group() == "主持召开" and line.end - line.start > 25)


def _opens_another(view: View, line: Line) -> bool:
    """Whether a later opening is of another meeting of the same organ; a meeting elsewhere that the body tells of is none."""
    head = _LABEL.sub("", view.s[line.start : min(line.end, line.start + 120)]).split("。")[0]
    return (
        _DATE_START.match(head) is not None
        and _OWN_MEETING.search(head) is not None
        and _OTHERS_MEETING.search(head[:60]) is None
    )


def _title_above(view: View, number: int, stop: int) -> int:
    """The first line of the title block that stands right above an opening."""
    first = number
    while first - 1 > stop:
        line = view.lines[first - 1]
        text = view.s[line.start : line.end]
        if (
            len(text) > 60
            or text[-1] in "。；"
            or signs.is_foot(text)
            or not (TITLE_WORD.search(text) or len(text) < 30)
        ):
            break
        first -= 1
    return first


_BARE = re.compile(
    r"(?!第?[一二三四五六七八九十\d]{1,3}[、.．是要（）]|（[一二三四五六七八九十\d])[^，。；：！？“《要]{1,30}"
)
_LONGEST_TAIL = 30


def tail(view: View, lines: Sequence[Line]) -> int:
    """The number of the first of the short lines without marks that end a text: what a site or a signature leaves there."""
    last = len(lines)
    while last > 0:
        line = lines[last - 1]
        if not _BARE.fullmatch(view.s, line.start, line.end) and not signs.is_foot(view.s[line.start : line.end]):
            break
        last -= 1
    ended = last > 0 and view.s[lines[last - 1].end - 1] in "。；）！"
    return last if ended and len(lines) - last <= _LONGEST_TAIL else len(lines)
