"""The end of a period, and what recurs in each period.

Reads: ``上半年``, ``年底前``, ``一季度``, ``本月底前``, ``年内``, ``本周内``; ``每月28日前``, ``每季度末``, ``每周五``, ``按月报送``, ``逐月通报``.
Leaves alone: periods that date a fact (上半年完成投资… after 截至, 今年以来), 每 with a count of things (每个村).
Limits: 全年 is the frame of a goal, not a date, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.numerals import number
from jiyao.text import View

RULE = "due_period"

_END = re.compile(
    r"(?:(?P<rel>今年|本年|明年|当年))?(?:(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1234])季度|(?P<year>年底|年末|年终|(?<=[在于今本明，。；：\n])年内|年内)|(?P<month>(?:本月|当月|这个月|月)(?:底|末|内))|(?P<week>(?:本周|这周)(?:内|末|[一二三四五六日])?)|(?P<ten>本旬|[上中下]旬(?=前|末|底|内)))(?:末|底|内|结束)?(?P<limit>之前|以前|前)?"
)
_EVERY = re.compile(
    r"每(?P<p>个?月|季度|个季度|半年|年|周|个?星期|旬|半个?月|天|日)(?!均|度)(?:的)?(?:(?P<d>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|(?P<w>[一二三四五六日天](?=前|[^次个户期]))|(?P<end>底|末|初|[上中下]旬))?(?P<limit>之?前|以前)?"
    r"|(?P<by>按月|按季度?|逐月|逐季|按周|逐周|按旬|按日|逐日|日(?=调度|报告)|周(?=调度|报告|通报)|月(?=调度|通报|报告)|季(?=通报|调度))(?=[^，。；\n]{0,8}(?:报|通报|调度|汇总|反馈|公示|分析|研判|检查|督查|更新|上报|报送))"
)
_PERIODS = {
    "月": "month",
    "个月": "month",
    "季度": "quarter",
    "个季度": "quarter",
    "半年": "half_year",
    "年": "year",
    "周": "week",
    "星期": "week",
    "个星期": "week",
    "旬": "ten_days",
    "半月": "half_month",
    "半个月": "half_month",
    "天": "day",
    "日": "day",
}
_BY = {"月": "month", "季": "quarter", "周": "week", "旬": "ten_days", "日": "day"}
_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_PAST = re.compile(r"(?:截至|截止|去年|上年|以来|同期)[^，。；]{0,4}$")


def read(view: View) -> Iterator[Finding]:
    """``when`` is ``{"kind": "end_of", "period"}`` or ``{"kind": "every", "period"}`` with the day where the text gives one."""
    text = view.s
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if (
            _PAST.search(before)
            or (before[-1:].isdigit() and not match["rel"])
            or text.startswith(("以来", "工作总结", "经济", "全市", "全县", "GDP"), match.end())
            or (before.endswith("月") and match["month"])
        ):
            continue
        yield Finding("deadline", match.start(), match.end(), RULE, detail={"when": _end(match)})
    for match in _EVERY.finditer(text):
        if match["p"] and not _is_rhythm(text, match):
            continue
        yield Finding("deadline", match.start(), match.end(), RULE, detail={"when": _every(match)})


def _end(match: re.Match[str]) -> dict[str, object]:
    when: dict[str, object] = {"kind": "end_of"}
    if match["half"]:
        when |= {"period": "half_year", "n": 1 if match["half"] == "上半年" else 2}
    elif match["quarter"]:
        when |= {"period": "quarter", "n": number(match["quarter"])}
    else:
        when["period"] = (
            "year" if match["year"] else "month" if match["month"] else "week" if match["week"] else "ten_days"
        )
    if match["rel"] == "明年":
        when["year_offset"] = 1
    return when


def _is_rhythm(text: str, match: re.Match[str]) -> bool:
    """每月28日前, 每周调度, 每季度召开: something is to happen in each period."""
    if match["d"] or match["w"] or match["end"] or match["limit"]:
        return True
    return (
        re.compile(
            r"[^，。；\n]{0,10}(?:报|次|调度|研究|召开|通报|开展|更新|汇总|分析|检查|督|组织|听取|公布|巡|安排|专题|至少|不少于)"
        ).match(text, match.end())
        is not None
    )


def _every(match: re.Match[str]) -> dict[str, object]:
    if match["by"]:
        return {"kind": "every", "period": next(period for char, period in _BY.items() if char in match["by"])}
    when: dict[str, object] = {"kind": "every", "period": _PERIODS[match["p"]]}
    if match["d"]:
        when["day"] = number(match["d"])
    elif match["w"]:
        when["day"] = _WEEKDAYS[match["w"]]
    elif match["end"] in {"底", "末", "下旬"}:
        when["day"] = -1
    elif match["end"]:
        when["day"] = {"初": 5, "上旬": 10, "中旬": 20}[match["end"]]
    return when
