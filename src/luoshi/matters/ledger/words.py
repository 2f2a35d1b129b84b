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
_ISO = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})(?:日)?(?:前|之前|止)?(?:\s.*)?")
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
    if found := _ISO.fullmatch(text):
        return _date(*map(int, found.groups()))
    if (found := _ALL_YEAR.fullmatch(text)) and text:
        return dt.date(int(found[1] or year), 12, 31)
    if not text or len(text) > _LONGEST:
        return None
    return deadline_of(text, on=dt.date(year, 1, 1))


_LONGEST = 24
"""Characters of a time limit; a longer one is a story with several."""


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
