"""A length of time within which it must be done.

Reads: ``在一个工作日内``, ``3天内``, ``会后5个工作日内``, ``自印发之日起15日内``, ``半个月内``, ``收到…后3日内``, ``用2个月时间``.
Leaves alone: lengths that are no limit (任期3年, 近3年来, 连续7天).
Limits: without a word for the start the count runs from the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.numerals import number
from jiyao.text import View

RULE = "due_within"

_UNITS = {
    "个工作日": "workday",
    "工作日": "workday",
    "个自然日": "day",
    "天": "day",
    "日": "day",
    "周": "week",
    "个星期": "week",
    "星期": "week",
    "个月": "month",
    "月": "month",
    "个小时": "hour",
    "小时": "hour",
    "年": "year",
    "个季度": "quarter",
}
_LENGTH = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(?P<unit>个工作日|工作日|个自然日|个小时|小时|个星期|星期|个季度|个月|天|日|周|年)(?:的?时间)?(?:之内|以内|内)(?![部外容需在涵生循销卷控])"
)
_FROM = re.compile(
    r"(?:(?P<issue>自?(?:本)?(?:纪要|文件|通知|方案|意见)?印发(?:之日)?(?:起|后)?)|(?P<meeting>会后|会议结束后|自会议之日起|从会议之日起)|(?P<event>(?:自|在|从)?[^，。；：\n]{1,16}?(?:之日起|后|起)))(?:的|，)?(?:在)?$"
)


def read(view: View) -> Iterator[Finding]:
    """Each length with 内; ``when`` is ``{"kind": "within", "n", "unit", "from"}``."""
    text = view.s
    for match in _LENGTH.finditer(text):
        if match["n"] == "半":
            n, unit = {"个月": (15, "day"), "年": (6, "month"), "天": (4, "hour")}.get(match["unit"], (0, ""))
        else:
            n, unit = number(match["n"]) or 0, _UNITS[match["unit"]]
        if not n or (match["unit"] in {"年", "日"} and text[match.start() - 1 : match.start()] in {"月", "第"}):
            continue
        start, origin = _origin(text, match.start())
        yield Finding(
            "deadline",
            start,
            match.end(),
            RULE,
            detail={"when": {"kind": "within", "n": n, "unit": unit, "from": origin}},
        )


def _origin(text: str, at: int) -> tuple[int, str]:
    """Where the count starts: meeting, issue, or the event in the text's own words."""
    floor = max(max(text.rfind(mark, 0, at) for mark in "，。；：\n") + 1, at - 24)
    match = _FROM.search(text, floor, at)
    if match is None:
        return (at - 1 if text[at - 1 : at] in {"在", "于"} else at), "meeting"
    origin = match.lastgroup or "meeting"
    if origin == "event":
        return match.start(), match["event"].removeprefix("自").removeprefix("在").removeprefix("从")
    return match.start(), origin
