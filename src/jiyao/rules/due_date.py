"""A day, month or year by which it must be done.

Reads: ``4月底前``, ``下个月10日前``, ``本月25日前``, ``2022年10月底前``, ``于2月3日前``, ``6月中旬``, ``6月中下旬``, ``5月20日18时前``, ``3月1日至5月31日`` and
    ``自3月1日起至5月31日`` (its end), ``2025年底前``, ``到2027年``, ``明年3月底``,
    ``完成时限：2025年6月30日``, ``2025年上半年``, ``“十五五”末``.
Leaves alone: days of meetings and papers, what is counted from or up to a day (截至6月底, 1月以来, 自7月1日起), days inside 《》.
Limits: a day or month without a word of limit (前, 底, 内, 完成 …) beside it is left unread. 初 and 上旬 end on the 10th, 中旬 on the 20th;
    ``6月前`` is before June begins, ``6月3日前`` and ``6月底前`` include the day, as offices count.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from jiyao.due import LIMIT, is_due, is_fact, with_preposition
from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.numerals import number
from jiyao.text import View

RULE = "due_date"

_HEAD = re.compile(
    r"(?:(?P<y>\d{4}|[二〇零一三四五六七八九]{4})年|(?P<rel>今年|本年|明年|次年|当年|来年))?(?P<m>(?<!\d)(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十百])(?:十[一二]?|[一二三四五六七八九]))$"
)
_DAY = r"3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_CLOCK = r"(?:（[^）\n]{1,6}）)?(?:上午|下午|晚上?|中午)?(?:\d{1,2}(?:：\d{2}|时|点)(?:\d{1,2}分|整|半)?|下班|上班)?"
_TAIL = re.compile(
    rf"(?:(?P<d>{_DAY})[日号]{_CLOCK}|(?P<third>底|末|初|(?:上中|中下|[上中下])旬(?:末|底)?)|份(?P<ends>底|末)?)?(?P<limit>{LIMIT})?"
)
_UNTIL = re.compile(
    rf"(?:起?(?:至|到)|-|—{{1,2}}|－|～|~)(?:(?P<y>\d{{4}})年)?(?:(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月)?(?:(?P<d>{_DAY})[日号]|(?P<third>底|末|[上中下]旬)|(?<=月)份?)(?P<limit>{LIMIT})?"
)
_YEAR_HEAD = re.compile(r"(?P<to>到|至)?(?P<y>20\d{2})$")
_YEAR_TAIL = re.compile(
    rf"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度|(?:年)?(?P<end>[底末]))?(?:末|底|内)?(?P<limit>{LIMIT})?"
)
_PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
"""The last years of the five-year plans."""
_MONTHS, _YEARS, _PLAN_ENDS = Cues("月"), Cues("年"), Cues("五”末", "五”期末")


def read(view: View) -> Iterator[Finding]:
    """Each day or month with a limit; ``when`` is ``{"kind": "before", "date": …}``, the last day that is still in time."""
    text, reached = view.s, 0
    for at, _ in _MONTHS.places(view):
        found = _month(text, at) if at >= reached else None
        if found is not None:
            reached = found.end
            yield found
    for at, _ in _PLAN_ENDS.places(view):
        if (plan := _PLANS.get(text[at - 2 : at + 1])) and text[at - 3 : at - 2] == "“":
            yield _found(text, at - 3, at + 3 + text.startswith("期", at + 2), f"{plan}-12-31")
    for at, _ in _YEARS.places(view):
        if (found := _year(text, at)) is not None:
            yield found


def _found(text: str, start: int, end: int, date: str, *, years: int = 0) -> Finding:
    return Finding(
        "deadline",
        with_preposition(text, start),
        end,
        RULE,
        detail={"when": {"kind": "before", "date": date}, "years": years},
    )


def _month(text: str, at: int) -> Finding | None:
    floor = max(0, at - 9)
    head = _HEAD.search(text[floor:at])
    if head is None:
        return _day_of_month(text, at)
    start, tail = floor + head.start(), _TAIL.match(text, at + 1)
    assert tail is not None
    end, limit = tail.end(), tail["limit"]
    year = number(head["y"]) if head["y"] else None
    month, day, third = number(head["m"]) or 0, tail["d"], tail["third"]
    until = _UNTIL.match(text, end) if limit is None else None
    if text[start - 1 : start] in {"至", "到", "—", "-", "－"} and text[start - 2 : start - 1] in {"月", "日", "号"}:
        return None  # the end of a stretch whose beginning told that it is past
    if until is not None:
        year = int(until["y"]) if until["y"] else year
        month = number(until["m"] or "") or month
        day, third, limit, end = until["d"], until["third"], until["limit"], until.end()
    begins = start - 1 if until is not None and text[start - 1 : start] in {"自", "从"} else start
    if is_fact(text, begins, end) or not month:
        return None
    if until is not None and text[end : end + 1] == "，" and not limit:
        return None  # 1月至10月，完成…: what has been
    if (
        not limit
        and begins == start
        and not is_due(text, start, end)
        and (until is not None or third is None or third == "初")
    ):
        return None
    date = _date(
        year,
        month,
        day,
        (third or tail["ends"] or "").removeprefix(
            "上" if (third or "").startswith("上中") else "中" if (third or "").startswith("中下") else ""
        )[:2],
        bare_limit=limit in {"前", "之前", "以前"},
    )
    return _found(text, start, end, date, years=int(head["rel"] in {"明年", "次年", "来年"})) if date else None


_MONTH = re.compile(r"(?P<ahead>下个?|次)$|(?:本|当|这个?)$")
"""下个月10日前, 本月25日前: the month is told by the meeting's day."""


def _day_of_month(text: str, at: int) -> Finding | None:
    """A day of the month that the meeting's day tells; ``---10`` is its symbolic date."""
    month, tail = _MONTH.search(text[max(0, at - 2) : at]), _TAIL.match(text, at + 1)
    if month is None or tail is None or not tail["d"]:
        return None
    start, end, day = at - len(month.group()), tail.end(), number(tail["d"]) or 0
    if not 1 <= day <= 31 or is_fact(text, start, end) or not (tail["limit"] or is_due(text, start, end)):
        return None
    when = {"kind": "before", "date": f"---{day:02d}"}
    detail = {"when": when, "months": int(month["ahead"] is not None)}
    return Finding("deadline", with_preposition(text, start), end, RULE, detail=detail)


def _date(year: int | None, month: int, day: str | None, third: str, *, bare_limit: bool) -> str | None:
    """The last day in time."""
    if day:
        last = number(day) or 0
        if not 1 <= last <= 31:
            return None
    elif third and third[0] in "初上中":
        last = 20 if third[0] == "中" else 10
    else:
        if bare_limit and not third:
            year, month = (year, month - 1) if month > 1 else (year - 1 if year else None, 12)
        last = calendar.monthrange(year or 2001, month)[1]
    return f"{year:04d}-{month:02d}-{last:02d}" if year else f"--{month:02d}-{last:02d}"


def _year(text: str, at: int) -> Finding | None:
    floor = max(0, at - 5)
    head = _YEAR_HEAD.search(text[floor:at])
    tail = _YEAR_TAIL.match(text, at + 1)
    if head is None or tail is None:
        return None
    start, end, year = floor + head.start("y"), tail.end(), int(head["y"])
    part = tail["half"] or tail["quarter"] or tail["end"]
    if is_fact(text, start, end) or text[end : end + 1].isdigit() or text.startswith(("度", "第"), end):
        return None
    if (
        not tail["limit"]
        and not (head["to"] and (part or text[end : end + 1] in {"，", "、"} or is_due(text, start, end)))
        and not (part and is_due(text, start, end))
    ):
        return None
    start -= 1 if head["to"] else 0
    if tail["half"]:
        date = f"{year}-06-30" if tail["half"] == "上" else f"{year}-12-31"
    elif tail["quarter"]:
        month = 3 * (number(tail["quarter"]) or 1)
        date = f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}"
    else:
        date = (
            f"{year - 1 if tail['limit'] and not part and tail['limit'] not in {'内', '之内', '以内'} else year}-12-31"
        )
    return _found(text, start, end, date)
