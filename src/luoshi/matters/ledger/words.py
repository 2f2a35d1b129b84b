"""What cells of a ledger say: a state, a day, a source, a meeting. Pure; what is not understood stays words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from luoshi.documents.reader import deadline_of
from luoshi.matters.models import MatterState, SaidState, Source
from luoshi.meetings.models import MeetingKind

STATES = {
    MatterState.HANDED_OUT: "未启动（等签收）",
    MatterState.UNDER_WAY: "正在办理",
    MatterState.COMPLETED: "已办结（还要销号）",
    MatterState.CLOSED: "已办结，已销号",
    MatterState.STANDING: "长期坚持",
    MatterState.SUSPENDED: "暂缓",
}
"""The states in which a matter may be taken over."""
_NOT = r"未|没有|尚|不"
_STATE_WORDS: tuple[tuple[str, MatterState, SaidState], ...] = (
    (r"未启动|未开工|未开展|尚未开始|未实施|未签收", MatterState.HANDED_OUT, SaidState.NOT_STARTED),
    (r"滞后|逾期|超期|超时|缓慢|红灯", MatterState.UNDER_WAY, SaidState.BEHIND),
    (
        rf"(?:{_NOT})(?:[^，。；]{{0,4}})(?:办结|完成|销号|落实到位)|基本完成|部分完成|(?<!\d)\d\d?(?:\.\d+)?[%％]",
        MatterState.UNDER_WAY,
        SaidState.ON_TRACK,
    ),
    (r"暂缓|搁置|中止|暂停|缓办", MatterState.SUSPENDED, SaidState.SUSPENDED),
    (r"长期|常态|坚持", MatterState.STANDING, SaidState.STANDING),
    (r"销号", MatterState.CLOSED, SaidState.DONE),
    (r"办结|完成|办毕|已落实|落实到位|^√$|^✓$|^100%$|^1$", MatterState.COMPLETED, SaidState.DONE),
    (
        r"正在|推进|办理中|进行|在办|序时|按计划|正常|持续|跟踪|绿灯|黄灯|整改中|实施",
        MatterState.UNDER_WAY,
        SaidState.ON_TRACK,
    ),
)
_SOURCES = (
    (Source.WORK_REPORT, r"政府工作报告|工作报告"),
    (Source.LIVELIHOOD, r"民生实事|实事|民生工程"),
    (Source.INSPECTION, r"实地督查|专项督查|现场督查"),
    (Source.UPPER, r"(?:国务院|国家|省|州|上级|中央).*(?:督查|督察|反馈|交办)|督查反馈|督察"),
    (Source.PROPOSAL, r"建议|提案|议案"),
    (Source.HOTLINE, r"12345|热线"),
    (Source.MEETING, r"会议|常务会|专题会|办公会|党组会|全会|调度会"),
    (Source.INSTRUCTION, r"批示|交办|指示|批办"),
)
_KINDS = (
    ("常务会", MeetingKind.EXECUTIVE),
    ("全体会", MeetingKind.PLENARY),
    ("办公会", MeetingKind.MAYOR_OFFICE),
    ("专题会", MeetingKind.THEMATIC),
    ("党组会", MeetingKind.PARTY_GROUP),
)
_NUMBER = re.compile(r"第?\s*(?P<number>\d{1,4}|[一二三四五六七八九十百零]{1,6})\s*次|(?:会议?)\s*(?P<after>\d{1,4})")
_YES, _NO = re.compile(r"^(?:是|√|✓|Y|y|已.*|完成|办结|100%)$"), re.compile(r"^(?:否|×|✗|N|n|未.*)$")
_DIGITS = {word: at for at, word in enumerate("零一二三四五六七八九")}
_END = r"(?:之?前|以前|止)?(?:全面|全部)?(?:完成|办结|办理完毕|报送|上报)?"
_ISO = re.compile(rf"(\d{{4}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})日?(?:\d\d:\d\d(?::\d\d)?)?{_END}")
_DIGITS_ALONE = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_MONTH = re.compile(rf"(\d{{4}})[-./](\d{{1,2}}){_END}")
"""2026.1 is left as words: typed as a number it may have been 2026.10."""
_SHORT = re.compile(r"(\d{1,2})[./](\d{1,2})日?(?:之?前|以前)")
_SERIAL = re.compile(r"[34]\d{4}|5[0-4]\d{3}")
"""A day as a spreadsheet counts it, where nobody gave the cell the form of a day: 46203 is 2026-06-30."""
_SERIAL_START = dt.date(1899, 12, 30)
_FROM_TO = re.compile(r"(?<=[\d日月年])(?:至|到|—+|－|~|～|-(?=\d{4}))")
_ALL_YEAR = re.compile(r"(?:(\d{4})年)?(?:全年|年内|年度内|年度)?")


@dataclass(frozen=True, slots=True)
class NamedMeeting:
    """A meeting as a cell names it."""

    kind: str
    number: int
    year: int | None = None


def state_of(words: str, done: str = "") -> tuple[MatterState, SaidState] | None:
    """The state that words mean, and what a report of the same words says; ``None`` for words that are not understood.

    ``done`` is the cell of a column 是否办结, which counts where the state itself says nothing.
    """
    text = re.sub(r"\s+", "", words)
    if not text and done.strip():
        return _done_or_not("".join(done.split()))
    if not text:
        return MatterState.UNDER_WAY, SaidState.ON_TRACK
    return next(((state, said) for pattern, state, said in _STATE_WORDS if re.search(pattern, text)), None)


def _done_or_not(cell: str) -> tuple[MatterState, SaidState] | None:
    if _NO.match(cell):
        return MatterState.UNDER_WAY, SaidState.ON_TRACK
    if _YES.match(cell):
        return (MatterState.CLOSED if "销号" in cell else MatterState.COMPLETED), SaidState.DONE
    return state_of(cell)


def day_of(words: str, *, year: int) -> dt.date | None:
    """The day of a cell; words are seen from the first day of the ledger's year. ``None`` where they name no day."""
    text = "".join(words.split())
    if not text or len(text) > _LONGEST:
        return None
    if found := (_ISO.fullmatch(text) or _DIGITS_ALONE.fullmatch(text)):
        return _date(*map(int, found.groups()))
    if is_serial(text):
        return _SERIAL_START + dt.timedelta(days=int(text))
    if found := _SHORT.fullmatch(text):
        return _date(year, int(found[1]), int(found[2]))
    if (found := _MONTH.fullmatch(text)) and not text.endswith(".1"):
        return _last_of_month(int(found[1]), int(found[2]))
    if found := _ALL_YEAR.fullmatch(text):
        return dt.date(int(found[1] or year), 12, 31)
    last = _FROM_TO.split(text)[-1]
    return day_of(last, year=year) if last != text else deadline_of(text, on=dt.date(year, 1, 1))


def days_of(words: str, *, year: int) -> list[dt.date]:
    """The days of a cell with several time limits (6月底前完成主体，年底前竣工), one a line or a clause; of one limit that day alone."""
    parts = [part for part in re.split(r"[\n，；,;]+", words) if part.strip()]
    found = [day for part in parts if (day := day_of(part, year=year)) is not None]
    return list(dict.fromkeys(found)) or [day for day in [day_of(words, year=year)] if day is not None]


def is_serial(words: str) -> bool:
    """Whether a cell is a day as a spreadsheet counts it."""
    return _SERIAL.fullmatch(words) is not None


def dated(words: str, *, year: int) -> list[dt.date]:
    """The days with which the lines of a history begin (3月5日：已摸排；2026.6.10 已入库), in their order."""
    found = (_ENTRY.match(line.strip()) for line in re.split(r"[\n；;。]+", words))
    days = (_date(int(each["year"] or year), int(each["month"]), int(each["day"])) for each in found if each)
    return [day for day in days if day is not None]


def says(told: str, words: str) -> bool:
    """Whether a history has words already: as all of it, as one of its dated entries, or as what was written below it last."""
    told, words = told.strip(), words.strip()
    if told == words:
        return True
    if any(_ENTRY.sub("", line.strip(), count=1).strip("：:，, ") == words for line in told.splitlines()):
        return True
    return bool(words) and told.endswith(words) and told.removesuffix(words).endswith("\n")


_ENTRY = re.compile(
    r"(?:[（(]?\d{1,2}[.、）)]\s*)?(?:截至|至)?(?:(?P<year>20\d\d)\s*[年./-])?\s*(?P<month>1[0-2]|0?[1-9])\s*[月./-]\s*(?P<day>[12]\d|3[01]|0?[1-9])(?:日|(?=[\s:：，,]))"
)


_LONGEST = 24
"""Characters of a time limit; a longer one is a story with several."""


def _last_of_month(year: int, month: int) -> dt.date | None:
    first = _date(year + month // 12, month % 12 + 1, 1)
    return first - dt.timedelta(days=1) if first is not None and 1 <= month <= 12 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def source_of(words: str) -> Source:
    """Where a matter comes from, by the words of its source; 其他 where they say nothing known."""
    if named_meeting(words) is not None:
        return Source.MEETING
    return next((source for source, pattern in _SOURCES if re.search(pattern, words)), Source.OTHER)


def named_meeting(words: str) -> NamedMeeting | None:
    """第47次常务会, 常务会47-03, 2026年第二次市长办公会: kind and number; ``None`` where one of them is missing."""
    text = "".join(words.split())
    kind = next((kind for word, kind in _KINDS if word in text), None)
    found = _NUMBER.search(text)
    if kind is None or found is None:
        return None
    year = re.search(r"(\d{4})年", text)
    return NamedMeeting(kind, _whole(found["number"] or found["after"]), int(year[1]) if year else None)


def _whole(words: str) -> int:
    """47, 四十七, 一百零二 as a number."""
    if words.isdigit():
        return int(words)
    total = 0
    digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        else:
            total += (digit or 1) * (100 if word == "百" else 10)
            digit = 0
    return total + digit
