"""A day or month by which it must be done.

Reads: ``4月底前``, ``2022年10月底前``, ``于2月3日前``, ``6月中旬``, ``5月20日之前``, ``2025年底前``, ``到2027年``, ``明年3月底``.
Leaves alone: days of meetings and papers, what is counted from or up to a day (截至6月底, 1月以来), days inside 《》.
Limits: a month or day without a word of limit (前, 底, 内, 完成 …) near it is left unread.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.numerals import number
from jiyao.text import View

RULE = "due_date"

_ZH = "一二三四五六七八九十"
_MONTH = re.compile(
    rf"(?:(?P<y>\d{{4}})年|(?P<rel>今年|本年|明年|次年|当年|来年))?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{_ZH}])月"
    rf"(?:(?P<d>3[01]|[12]\d|0?[1-9]|[二三]?十[{_ZH}]?|[{_ZH}])[日号]|(?P<third>底|末|初|[上中下]旬)|份)?(?P<span>(?:至|到|-|—)(?=\d))?(?P<limit>之前|以前|前|内|之内|以内|底前)?"
)
_YEAR = re.compile(
    r"(?:(?P<to>到|至)(?P<ty>20\d{2})年(?P<tend>底|末)?(?![\d月前以])|(?P<y>20\d{2})年(?P<end>底|末|年底)?(?P<limit>之前|以前|前))"
)
_PAST = re.compile(r"(?:截至|截止到?|自从?|从|去年|上年|早在|以[来内])(?:目前)?[^，。；]{0,3}$")
_DONE = re.compile(
    r"[，]?(?:全面|全部|要|必须|务必|须|力争|确保|一律|基本|如期)*(?:完成|完工|竣工|建成|投用|投入|开工|启动|实现|达到|报送|上报|提交|形成|印发|出台|交付|见效|到位|拨付|组织|召开|开展|落实|制定|办结|清零|整改|销号)"
)


def read(view: View) -> Iterator[Finding]:
    """Each day or month with a limit; ``when`` is ``{"kind": "before", "date": …}``, the last day that is still in time."""
    text = view.s
    for match in _MONTH.finditer(text):
        if (
            match["span"]
            or _PAST.search(text[max(0, match.start() - 8) : match.start()])
            or text.startswith(("以来", "召开", "印发的", "省", "全", "中央"), match.end())
        ):
            continue
        bounded = match["limit"] or (match["third"] and match["third"] != "初") or _DONE.match(text, match.end())
        if not bounded or (
            match["third"] is None and match["d"] is None and not match["limit"] and not _DONE.match(text, match.end())
        ):
            continue
        date = _date(match)
        if date is None:
            continue
        start = match.start()
        when: dict[str, object] = {"kind": "before", "date": date}
        if match["rel"] in {"明年", "次年", "来年"}:
            when["year_offset"] = 1
        yield Finding("deadline", start, match.end(), RULE, detail={"when": when})
    for match in _YEAR.finditer(text):
        if _PAST.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        year = int(match["ty"] or match["y"])
        before_year = match["limit"] and not match["end"]
        yield Finding(
            "deadline",
            match.start(),
            match.end(),
            RULE,
            detail={"when": {"kind": "before", "date": f"{year - 1 if before_year else year}-12-31"}},
        )


def _date(match: re.Match[str]) -> str | None:
    """The last day in time: the day itself for 3日前 as offices count it, the month's end for 月底, the 10th or 20th for 旬."""
    month = number(match["m"]) or 0
    year = int(match["y"]) if match["y"] else None
    last = calendar.monthrange(year or 2001, month)[1]
    if match["d"]:
        day = number(match["d"]) or 0
        if not 1 <= day <= 31:
            return None
    else:
        day = {"初": 5, "上旬": 10, "中旬": 20}.get(match["third"] or "", last)
        if match["third"] is None and match["limit"] in {"前", "之前", "以前"}:
            month, day = (month - 1, calendar.monthrange(year or 2001, month - 1)[1]) if month > 1 else (12, 31)
            year = year - 1 if year and month == 12 else year
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"
