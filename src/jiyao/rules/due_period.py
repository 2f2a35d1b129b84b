"""The end of a period, and what recurs in each period.

Reads: ``上半年``, ``年底前``, ``一季度``, ``本月底前``, ``年内``, ``本周五前``, ``下周一上午下班前``; ``每月28日前``, ``每季度末``, ``每季度首月5日前``, ``每周五``,
    ``每半月调度一次``, ``按月报送``, ``逐月通报``, ``一周一调度``, ``周通报``.
Leaves alone: periods that date a fact (截至上半年, 今年以来, 总结上半年工作), 每 with a count of things (每个村), a rate (每年增长).
Limits: a half or a quarter without 前 or 底 counts where something is to be done in it or where it frames a figure
    (三季度新开工项目不少于40个); ``每周一调度`` is taken for once a week; 全年 is the frame of a goal, not a date, and is left alone; a period with its year (2025年上半年) is read by ``due_date``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.due import LIMIT, is_due, is_fact, with_preposition
from jiyao.finding import Finding
from jiyao.literals import Cues, in_title
from jiyao.numerals import number
from jiyao.text import View

RULE = "due_period"

_REL = re.compile(r"(?:今年|本年|明年|当年|来年|本年度|次年|今|本|当|明|下|这|这个|下个)$")
_END = re.compile(rf"(?:末|底|内|结束)?(?P<limit>{LIMIT})?")
_WEEK = re.compile(
    rf"周(?:(?P<day>[一二三四五六日天])|末)?(?:内|(?:上午|下午|晚上?)?(?:\d{{1,2}}(?:时|点)|下班|上班)?(?P<limit>{LIMIT})|下班)?"
)
_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_EVERY = re.compile(
    r"每(?P<p>个?月|个?季度|半年|年|周|个?星期|旬|半个?月|天|日)(?![均度人])(?:的)?(?:(?:第[一1]|首)个?月的?(?=\d{1,2}[日号])|(?:末|最后一)个?月的?(?=\d{1,2}[日号]))?"
    r"(?:(?P<d>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号](?:[、和及]\d{1,2}[日号]){0,3}|(?P<w>[一二三四五六日天](?![次个户期轮件条项]|(?<=一)(?:调度|通报|研判|会商|督查|检查|总结|分析|排名|晾晒)))|(?P<end>底|末|初|[上中下]旬))?(?:(?:上午|下午|晚上?)?\d{1,2}(?:[时点]|：\d\d)(?=前|之前|以前))?(?P<limit>之?前|以前)?"
)
_RHYTHM = re.compile(
    r"[^，。；\n]{0,10}(?:报|次|调度|研究|召开|通报|开展|更新|汇总|分析|检查|督|组织|听取|公布|巡|安排|专题|晒|优选|选派|选树|评选|培训|培育|举办|新建|改造|完成|至少|不少于|排查|监测|一(?:调度|通报|督查))"
)
_PERIODS = {
    "月": "month",
    "季度": "quarter",
    "季": "quarter",
    "半年": "half_year",
    "年": "year",
    "周": "week",
    "星期": "week",
    "旬": "ten_days",
    "半月": "half_month",
    "天": "day",
    "日": "day",
    "双月": "two_months",
}
_DOES = re.compile(
    r"[^，。；、\n]{0,4}(?:报|通报|调度|汇总|反馈|公示|分析|研判|检查|督查|督战|更新|排查|总结|汇报|研究|考核|监测|巡查|统计)"
)
_HALVES, _QUARTERS = Cues("上半年", "下半年"), Cues("季度")
_YEAR_ENDS, _MONTH_ENDS = Cues("年底", "年末", "年终", "年内"), Cues("月底", "月末", "月内")
_TEN_DAYS, _WEEKS, _EACH = Cues("本旬", "上旬", "中旬", "下旬"), Cues("本周", "这周", "下周"), Cues("每")
_BY = Cues("按月", "按季", "按周", "按旬", "按日", "按天", "逐月", "逐季", "逐周", "逐旬", "逐日")
_ONE_BY_ONE = Cues("一日一", "一天一", "一周一", "一旬一", "半月一", "一月一", "双月一", "一季一", "一季度一")
_SHORT = Cues(
    "日调度",
    "周调度",
    "月调度",
    "旬调度",
    "季调度",
    "周通报",
    "月通报",
    "季通报",
    "旬通报",
    "日报告",
    "周报告",
    "月报告",
    "周研判",
    "月研判",
    "周汇报",
    "月汇报",
)


def read(view: View) -> Iterator[Finding]:
    """``when`` is ``{"kind": "end_of", "period"}`` or ``{"kind": "every", "period"}`` with the day where the text gives one."""
    text = view.s
    for at, word in _HALVES.places(view):
        yield from _end(text, at, at + 3, "half_year", nth=1 if word == "上半年" else 2)
    for at, _ in _QUARTERS.places(view):
        yield from _quarter(text, at)
    for at, _ in _YEAR_ENDS.places(view):
        if not text[at - 1 : at].isdigit() and text[at - 1 : at] not in _NUMERALS:
            yield from _end(text, at, at + 2, "year", bare=text[at + 1] == "内")
    for at, _ in _MONTH_ENDS.places(view):
        if not text[at - 1 : at].isdigit() and text[at - 1 : at] not in _NUMERALS | {"每", "个", "按"}:
            yield from _end(text, at, at + 2, "month")
    for at, _ in _TEN_DAYS.places(view):
        if text[at - 1 : at] != "月":
            yield from _end(text, at, at + 2, "ten_days")
    for at, _ in _WEEKS.places(view):
        yield from _week(text, at)
    yield from _recurring(view)


_FIGURE = re.compile(
    r"[^，。；、：\n]{0,16}?(?:不少于|不低于|达到|增长|新开工|新增|完成|实现|力争)[^，。；、：\n]{0,12}?\d"
)
"""A half or a quarter that frames a figure: 三季度新开工项目不少于40个."""
_NUMERALS = frozenset("一二三四五六七八九十两〇零半几多")


def _end(text: str, at: int, end: int, period: str, *, nth: int | None = None, bare: bool = False) -> Iterator[Finding]:
    """``bare`` words (年内) are a limit by themselves."""
    rel = _REL.search(text[max(0, at - 3) : at])
    start = at - len(rel.group()) if rel else at
    tail = _END.match(text, end)
    stop = tail.end() if tail else end
    if text[start - 1 : start].isdigit() or text[at - 5 : at - 1].isdigit() or is_fact(text, start, stop):
        return
    if text.rfind("“", max(0, at - 30), at) > text.rfind("”", max(0, at - 30), at):
        return  # “年初建账、年底交账”: a saying
    limited = bare or (tail and tail["limit"]) or text[stop - 1] == "内" or is_due(text, start, stop)
    if not limited and (period not in {"half_year", "quarter"} or _FIGURE.match(text, stop) is None):
        return
    ahead = 1 if rel and rel.group()[0] in "明来次下" else 0
    detail: dict[str, object] = {"when": {"kind": "end_of", "period": period}, "nth": nth}
    detail["months" if period == "month" else "years"] = ahead
    yield Finding("deadline", with_preposition(text, start), stop, RULE, detail=detail)


def _quarter(text: str, at: int) -> Iterator[Finding]:
    nth = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(text[at - 1 : at])
    if nth is not None and text[at - 2 : at - 1] != "前":
        yield from _end(text, at - 2 if text[at - 2 : at - 1] == "第" else at - 1, at + 2, "quarter", nth=nth)
    elif text[at - 1 : at] == "本":
        yield from _end(text, at, at + 2, "quarter")


def _week(text: str, at: int) -> Iterator[Finding]:
    match = _WEEK.match(text, at + 1)
    assert match is not None
    if is_fact(text, at, match.end()) or not (
        match["limit"] or text[match.end() - 1] == "内" or is_due(text, at, match.end())
    ):
        return
    detail = {
        "when": {"kind": "end_of", "period": "week"},
        "nth": _WEEKDAYS.get(match["day"] or ""),
        "weeks": int(text[at] == "下"),
    }
    yield Finding("deadline", with_preposition(text, at), match.end(), RULE, detail=detail)


def _recurring(view: View) -> Iterator[Finding]:
    text = view.s
    for at, _ in _EACH.places(view):
        match = _EVERY.match(text, at)
        if (
            match
            and not in_title(text, at)
            and (match["d"] or match["w"] or match["end"] or match["limit"] or _RHYTHM.match(text, match.end()))
        ):
            yield Finding("deadline", with_preposition(text, at), match.end(), RULE, detail={"when": _every(match)})
    for at, word in _BY.places(view):
        end = at + 2 + text.startswith("度", at + 2)
        if _DOES.match(text, end):
            yield _every_of(at, end, word[1])
    for at, word in _ONE_BY_ONE.places(view):
        if does := _DOES.match(text, at + len(word)):
            yield _every_of(at, does.end(), word[:-1].removeprefix("一"))
    for at, word in _SHORT.places(view):
        named = text.startswith(("机制", "制度"), at + 3)
        if (
            not named
            and text[at - 1 : at] not in _NUMERALS | {"每", "按", "逐", "个"}
            and not text[at - 1 : at].isdigit()
        ):
            yield _every_of(at, at + 3, word[0])


def _every_of(start: int, end: int, period: str) -> Finding:
    return Finding("deadline", start, end, RULE, detail={"when": {"kind": "every", "period": _PERIODS[period]}})


def _every(match: re.Match[str]) -> dict[str, object]:
    when: dict[str, object] = {"kind": "every", "period": _PERIODS[match["p"].replace("个", "")]}
    if match["d"]:
        when["day"] = number(match["d"])
    elif match["w"]:
        when["day"] = _WEEKDAYS[match["w"]]
    elif match["end"] in {"底", "末", "下旬"}:
        when["day"] = -1
    elif match["end"]:
        when["day"] = 20 if match["end"] == "中旬" else 10
    return when
