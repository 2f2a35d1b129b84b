"""Reading the notice on days off: the text as pasted in, holidays and complaints out. Nothing is guessed.

*Reads* the sentences in which such notices are written: “一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。”,
“4月5日放假，与周末连休”, “7月16日至18日放假3天”, “2018年12月30日至2019年1月1日放假”, “延长春节假期至2月2日”; with 星期 or 周, full-width digits, several
days joined by 、.
*Tells* what contradicts itself: a wrong day of the week, a wrong number of days, a day that does not exist, a day both off and worked,
a make-up day that is a day of work anyway, a feast that the year's notice does not name.
*Limits*: days of the lunar calendar without a date beside them are not read; a sentence with a date in which neither 放假 nor 上班 stands is told as unread.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.workdays.calendar import Calendar
from luoshi.workdays.tables import ONE_DAY, Holiday

WEEKDAYS = "一二三四五六日"
FEASTS = ("元旦", "春节", "清明", "劳动节", "端午", "国庆", "中秋")
_SATURDAY = 5
_LONGEST = 31
_WIDE = str.maketrans("０１２３４５６７８９：，；．（）〔〕　", "0123456789：，；.（）〔〕 ")
_HALF = str.maketrans({"(": "（", ")": "）", ":": "：", ",": "，", ";": "；", "[": "〔", "]": "〕"})
_TITLE = re.compile(r"[\u4e00-\u9fff]{0,30}关于[^。；\n]{0,60}?通知")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_SECTION = re.compile(r"(?:^|(?<=[\n。；]))[一二三四五六七八九十]+、([^：。\n]{1,20})：")
_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:（(?P<said>[^（）]*)）)?")
_WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
_COUNT = re.compile(r"共(\d{1,2})天|放假(\d{1,2})天")
_NAMED = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:节|年|周年|纪念日|州庆日|县庆日))(?=放假|假期|期间|：|（|\d)")


class Weight(StrEnum):
    """How much a complaint weighs: ``WRONG`` must be checked against the paper before saving, ``NOTE`` is only told."""

    WRONG = "wrong"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A sentence about a contradiction, with the words of the notice it is about."""

    weight: Weight
    words: str
    sentence: str


@dataclass(slots=True)
class NoticeReading:
    """What a notice says. ``year`` is ``None`` where neither text nor caller names one; then nothing else is read."""

    year: int | None
    title: str = ""
    number: str = ""
    holidays: list[Holiday] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def wrong(self) -> list[Complaint]:
        return [complaint for complaint in self.complaints if complaint.weight is Weight.WRONG]

    @property
    def notes(self) -> list[Complaint]:
        return [complaint for complaint in self.complaints if complaint.weight is Weight.NOTE]


@dataclass(slots=True)
class _Part:
    """One numbered item of the notice while it is read."""

    name: str
    stretches: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    work: list[dt.date] = field(default_factory=list)


def read_notice(text: str, *, known: Calendar, year: int | None = None, whole_year: bool = True) -> NoticeReading:
    """Read a notice. ``known`` is the calendar so far (an extension starts where its holiday ended there); ``year`` overrides the
    year in the text; ``whole_year`` says that it is the state's notice for a year, which names all seven feasts."""
    plain = text.translate(_WIDE).translate(_HALF).replace("\r", "")
    plain = re.sub(r"[ \t\u3000]+", "", plain)
    named = _YEAR.search(plain)
    reading = NoticeReading(year if year is not None else int(named[1]) if named else None)
    if found := _TITLE.search(re.sub(r"\n(?!\n)", "", plain)):
        reading.title = found[0]
    if found := _NUMBER.search(plain):
        reading.number = found[0]
    if reading.year is None:
        reading.complaints.append(
            Complaint(Weight.WRONG, "", "没有读到是哪一年的安排。请粘贴含标题的通知全文，或者填写年份。")
        )
        return reading
    reader = _Reader(reading, reading.year, known)
    for name, body in _sections(plain):
        reader.read_section(name, body)
    reader.check(whole_year=whole_year)
    return reading


def _sections(text: str) -> list[tuple[str, str]]:
    """The numbered items by name; without any, the whole text is one item without a name."""
    heads = list(_SECTION.finditer(text))
    if not heads:
        return [("", text)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [(head[1], text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


class _Reader:
    """Reads item by item into a reading."""

    def __init__(self, reading: NoticeReading, year: int, known: Calendar) -> None:
        self.reading = reading
        self.year = year
        self.known = known

    def read_section(self, name: str, body: str) -> None:
        part = _Part(name)
        for clause in re.split(r"[。；\n]", body):
            if clause:
                self.read_clause(part, clause)
        if not part.stretches:
            if part.work:
                self.complain(
                    Weight.WRONG, name or "上班", "这一项只有上班的日子，没有放假的日子。请核对原文是否粘贴完整。"
                )
            return
        for index, (first, last) in enumerate(part.stretches):
            work = tuple(sorted(part.work)) if index == 0 else ()
            self.reading.holidays.append(Holiday(part.name or "放假", first, last, work))

    def read_clause(self, part: _Part, clause: str) -> None:
        if not _DATE.search(clause):
            return
        if "鼓励" in clause or "可结合" in clause:
            self.complain(Weight.NOTE, clause, "这一句是鼓励安排休息，不是放假，没有计入。")
            return
        if not part.name and (named := _NAMED.search(clause)):
            part.name = named[1]
        if "延长" in clause and "至" in clause:
            self.read_extension(part, clause)
        elif "放假" in clause or "休息" in clause:
            self.read_days_off(part, clause)
        elif "上班" in clause:
            self.read_work(part, clause)
        elif "年" not in clause or "月" not in clause or len(clause) > len("二〇二六年十二月三十一日"):
            self.complain(Weight.NOTE, clause, "这一句有日期，但没有说放假还是上班，没有计入。")

    def read_days_off(self, part: _Part, clause: str) -> None:
        before, _, after = clause.partition("放假")
        stretches = self.stretches(before if _DATE.search(before) else after)
        part.stretches += stretches
        counted = sum((last - first).days + 1 for first, last in stretches)
        said = _COUNT.search(clause)
        if said and stretches and counted != int(said[1] or said[2]):
            self.complain(
                Weight.WRONG, clause, f"原文写{said[1] or said[2]}天，按起止日期数是{counted}天。请核对起止日期。"
            )
        if "上班" in after:
            self.read_work(part, after)

    def read_extension(self, part: _Part, clause: str) -> None:
        """“延长…假期至2月2日”: the days after the holiday as known so far, up to the day named."""
        extension, _, rest = clause.partition("，")
        last = next(iter(self.days(extension.rpartition("至")[2])), None)
        if last is None:
            return
        first = last
        while (last - first).days < _LONGEST and not self.is_named(first - ONE_DAY):
            first -= ONE_DAY
        if not self.is_named(first - ONE_DAY):
            self.complain(Weight.WRONG, extension, "没有找到被延长的假期。请先录入原来的放假通知，或者写明起止日期。")
            return
        part.stretches.append((first, last))
        part.name = part.name or self.known.day(first - ONE_DAY).name
        if "起" in rest:
            for day in self.days(rest):
                if day <= last:
                    self.complain(
                        Weight.WRONG, rest, f"{_written(day)}还在假期之内，却写着从这一天起上班。请核对原文。"
                    )

    def is_named(self, day: dt.date) -> bool:
        """Whether a notice that is known gives the day off."""
        found = self.known.day(day)
        return bool(found.name) and not found.working

    def read_work(self, part: _Part, clause: str) -> None:
        if "起" in clause.partition("上班")[0]:
            return
        for day in self.days(clause):
            part.work.append(day)
            if day.weekday() < _SATURDAY:
                self.complain(
                    Weight.WRONG, clause, f"{_written(day)}是{_weekday(day)}，本来就上班，不应是调休日。请核对日期。"
                )

    def stretches(self, words: str) -> list[tuple[dt.date, dt.date]]:
        """“D至D” and single days, in their order."""
        found: list[tuple[dt.date, dt.date]] = []
        for piece in re.split(r"[、，和]", words):
            days = self.days(piece)
            if len(days) == 1:
                found.append((days[0], days[0]))
            elif days:
                found.append(self.stretch(days[0], days[-1], piece))
        return found

    def stretch(self, first: dt.date, last: dt.date, words: str) -> tuple[dt.date, dt.date]:
        if last < first and first.month == 12 and last.month == 1:
            first = first.replace(year=first.year - 1)
        if last < first or (last - first).days >= _LONGEST:
            self.complain(Weight.WRONG, words, f"从{_written(first)}到{_written(last)}不像一个假期。请核对起止日期。")
            return (first, first)
        return (first, last)

    def days(self, words: str) -> list[dt.date]:
        """The days named; a day without month or year takes those of the day before it, or the notice's year."""
        found: list[dt.date] = []
        for match in _DATE.finditer(words):
            year = (
                int(match["year"])
                if match["year"]
                else found[-1].year
                if found and self._follows(match, found)
                else self.year
            )
            month = int(match["month"]) if match["month"] else found[-1].month if found else 0
            try:
                day = dt.date(year, month, int(match["day"]))
            except ValueError:
                self.complain(Weight.WRONG, match[0], "没有这一天。请核对日期。")
                continue
            said = _WEEKDAY.search(match["said"] or "")
            if said and WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
                self.complain(
                    Weight.WRONG, match[0], f"{_written(day)}是{_weekday(day)}，与原文写的不同。请核对日期和年份。"
                )
            found.append(day)
        return found

    @staticmethod
    def _follows(match: re.Match[str], found: list[dt.date]) -> bool:
        """Whether a day without a year goes on in the year of the one before it (“2026年12月30日至31日”)."""
        return not match["month"] or int(match["month"]) >= found[-1].month

    def check(self, *, whole_year: bool) -> None:
        """What only the whole notice shows."""
        off = {day for holiday in self.reading.holidays for day in holiday.days()}
        for holiday in self.reading.holidays:
            for day in holiday.work:
                if day in off:
                    self.complain(Weight.WRONG, _written(day), "这一天既放假又上班。请核对原文。")
        if not self.reading.holidays:
            self.complain(Weight.WRONG, "", "没有读到放假的日子。请粘贴通知全文，包括“一、元旦：……”各项。")
        elif whole_year:
            names = "".join(holiday.name for holiday in self.reading.holidays)
            missing = [feast for feast in FEASTS if feast not in names]
            if missing:
                self.complain(Weight.WRONG, "", f"没有读到{'、'.join(missing)}的安排。请核对通知是否粘贴完整。")

    def complain(self, weight: Weight, words: str, sentence: str) -> None:
        self.reading.complaints.append(Complaint(weight, words, sentence))


def _written(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _weekday(day: dt.date) -> str:
    return f"星期{WEEKDAYS[day.weekday()]}"
