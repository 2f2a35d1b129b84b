"""A pasted notice becomes a calendar, and what contradicts itself is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.workdays import Calendar
from luoshi.workdays.notice import WEEKDAYS, NoticeReading, read_notice
from luoshi.workdays.tables import Holiday, Table, shipped_tables

STATE = Calendar.of_the_state()
ORDINALS = "一二三四五六七八九"


def written(day: dt.date, *, style: str, year: int) -> str:
    said = f"{day.year}年" if day.year != year else ""
    weekday = WEEKDAYS[day.weekday()]
    said += f"{day.month}月{day.day}日"
    return said + {"bare": "", "星期": f"（星期{weekday}）", "周": f"（周{weekday}）", "half": f"(周{weekday})"}[style]


def notice_of(table: Table, *, style: str) -> str:
    """A notice as an office would write it, with this table's days."""
    assert table.covers
    lines = [f"关于{table.covers}年部分节假日安排的通知", "某办发〔2000〕1号", "各单位：现将安排通知如下。"]
    for number, holiday in zip(ORDINALS, table.holidays, strict=False):
        first, last = (written(day, style=style, year=table.covers) for day in (holiday.first, holiday.last))
        if holiday.first == holiday.last:
            text = f"{number}、{holiday.name}：{first}放假，与周末连休。"
        else:
            if holiday.first.year < table.covers:
                last = last if last.startswith("20") else f"{holiday.last.year}年{last}"
            text = f"{number}、{holiday.name}：{first}至{last}放假调休，共{holiday.length}天。"
        if holiday.work:
            text += "、".join(written(day, style=style, year=table.covers) for day in holiday.work) + "上班。"
        lines.append(text)
    return "\n\n".join(lines)


def read(text: str, **options: object) -> NoticeReading:
    return read_notice(text, known=STATE, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("style", ["bare", "星期", "周", "half"])
@pytest.mark.parametrize("table", shipped_tables(), ids=lambda table: str(table.covers))
def test_the_notices_of_nine_years_are_read_whole(table: Table, style: str) -> None:
    reading = read(notice_of(table, style=style))
    assert reading.year == table.covers
    assert reading.number == "某办发〔2000〕1号"
    assert tuple(reading.holidays) == table.holidays
    missing = [] if "中秋" in str(table) else ["没有读到中秋的安排。请核对通知是否粘贴完整。"]
    assert [complaint.sentence for complaint in reading.complaints] == missing


def one(text: str) -> NoticeReading:
    return read(f"关于2026年假期的通知\n一、元旦：{text}", whole_year=False)


def test_a_short_range_goes_on_in_the_same_month() -> None:
    reading = one("1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。")
    assert reading.holidays == [
        Holiday("元旦", dt.date(2026, 1, 1), dt.date(2026, 1, 3), (dt.date(2026, 1, 4),)),
    ]
    assert not reading.complaints


def test_full_width_digits_and_blanks_are_read() -> None:
    assert one("１月１日（ 周四 ）至３日（周六）放假调休，共３天。").holidays[0].length == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1月1日（周五）至3日（周六）放假，共3天。", "2026年1月1日是星期四，与原文写的不同"),
        ("1月1日至3日放假，共4天。", "原文写4天，按起止日期数是3天"),
        ("2月30日放假1天。", "没有这一天"),
        ("1月1日至3日放假，共3天。1月3日上班。", "既放假又上班"),
        ("1月1日至3日放假，共3天。1月6日上班。", "本来就上班"),
        ("1月3日至1日放假。", "不像一个假期"),
        ("1月4日上班。", "没有放假的日子"),
        ("放假安排另行通知。", "没有读到放假的日子"),
    ],
)
def test_a_contradiction_is_told(text: str, told: str) -> None:
    assert told in "".join(complaint.sentence for complaint in one(text).wrong)


def test_a_day_that_is_only_encouraged_is_not_off() -> None:
    reading = one("1月1日至3日放假，共3天。鼓励各单位安排职工在1月5日休息。")
    assert [holiday.last for holiday in reading.holidays] == [dt.date(2026, 1, 3)]
    assert "鼓励" in reading.notes[0].sentence


def test_a_sentence_with_a_date_and_no_verb_is_told_as_unread() -> None:
    assert "没有计入" in one("1月1日放假。1月9日另议。").notes[0].sentence


def test_a_local_notice_without_numbered_items_is_read() -> None:
    reading = read("安澜市2026年火把节放假安排的通知。火把节放假时间为8月6日至8日，放假3天。", whole_year=False)
    assert reading.holidays == [Holiday("火把节", dt.date(2026, 8, 6), dt.date(2026, 8, 8))]
    assert not reading.wrong


def test_a_title_keeps_the_organ_that_leads_it() -> None:
    text = "索引号：A-1\n安澜市人民政府办公室\n关于2026年火把节放假的通知\n安政办发〔2026〕9号\n8月6日放假1天。"
    assert read(text, whole_year=False).title == "安澜市人民政府办公室关于2026年火把节放假的通知"
    assert read(text, whole_year=False).number == "安政办发〔2026〕9号"


def test_an_extension_begins_where_the_holiday_ended() -> None:
    before = Calendar([Table("通知", (Holiday("春节", dt.date(2020, 1, 24), dt.date(2020, 1, 30)),), covers=2020)])
    text = "关于延长2020年春节假期的通知。延长假期至2月2日（星期日），2月3日（星期一）起正常上班。"
    reading = read_notice(text, known=before, whole_year=False)
    assert reading.holidays == [Holiday("春节", dt.date(2020, 1, 31), dt.date(2020, 2, 2))]
    assert not reading.complaints


def test_an_extension_that_contradicts_its_first_day_of_work_is_told() -> None:
    before = Calendar([Table("通知", (Holiday("春节", dt.date(2020, 1, 24), dt.date(2020, 1, 30)),), covers=2020)])
    text = "关于延长2020年春节假期的通知。延长假期至2月2日，2月2日起正常上班。"
    assert "还在假期之内" in read_notice(text, known=before, whole_year=False).wrong[0].sentence


def test_an_extension_of_nothing_is_told() -> None:
    text = "关于延长2026年春节假期的通知。延长假期至7月31日。"
    assert "没有找到被延长的假期" in read(text, whole_year=False).wrong[0].sentence


def test_the_day_from_which_work_goes_on_is_no_shifted_day() -> None:
    reading = one("1月1日至4日放假，共4天。1月5日（星期一）起正常上班。")
    assert reading.holidays[0].work == ()
    assert not reading.complaints


def test_a_stretch_over_new_year_begins_in_the_year_before() -> None:
    reading = one("12月31日至1月2日放假，共3天。")
    assert (reading.holidays[0].first, reading.holidays[0].last) == (dt.date(2025, 12, 31), dt.date(2026, 1, 2))


def test_a_year_s_notice_that_leaves_out_a_feast_is_told() -> None:
    assert "没有读到春节" in read("关于2026年部分节假日安排的通知\n一、元旦：1月1日放假。").wrong[0].sentence


def test_a_notice_without_a_year_is_asked_for_one() -> None:
    reading = read("一、元旦：1月1日放假。")
    assert reading.year is None
    assert "哪一年" in reading.wrong[0].sentence
    assert read("一、元旦：1月1日放假。", year=2027).holidays[0].first == dt.date(2027, 1, 1)


@given(st.text(alphabet="一二、：。（）周日月年至放假共天上班调休0123456789 \n元旦节", max_size=120))
def test_any_text_is_answered(text: str) -> None:
    reading = read(text, year=2026)
    assert all(holiday.first <= holiday.last for holiday in reading.holidays)
    assert reading.holidays or reading.wrong
