"""What cells of a ledger say."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.matters.ledger.columns import meant
from luoshi.matters.ledger.words import NamedMeeting, dated, day_of, days_of, named_meeting, says, source_of, state_of
from luoshi.matters.models import MatterState, SaidState, Source


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("已办结", MatterState.COMPLETED),
        ("已完成", MatterState.COMPLETED),
        ("√", MatterState.COMPLETED),
        ("100%", MatterState.COMPLETED),
        ("未办结", MatterState.UNDER_WAY),
        ("尚未完全办结", MatterState.UNDER_WAY),
        ("完成80%", MatterState.UNDER_WAY),
        ("基本完成", MatterState.UNDER_WAY),
        ("持续推进", MatterState.UNDER_WAY),
        ("进展滞后", MatterState.UNDER_WAY),
        ("未启动", MatterState.HANDED_OUT),
        ("长期坚持", MatterState.STANDING),
        ("暂缓", MatterState.SUSPENDED),
        ("已销号", MatterState.CLOSED),
        ("未销号", MatterState.UNDER_WAY),
        ("", MatterState.UNDER_WAY),
    ],
)
def test_the_words_of_a_state_are_understood(words: str, state: MatterState) -> None:
    found = state_of(words)
    assert found is not None
    assert found[0] == state


def test_words_that_say_no_state_are_left() -> None:
    assert state_of("撤并") is None


@pytest.mark.parametrize(
    ("cell", "state"), [("是", "completed"), ("否", "under_way"), ("已销号", "closed"), ("×", "under_way")]
)
def test_a_column_of_yes_and_no_says_the_state(cell: str, state: str) -> None:
    found = state_of("", cell)
    assert found is not None
    assert found[0] == state


def test_a_delay_is_said_in_the_report() -> None:
    assert state_of("已逾期") == (MatterState.UNDER_WAY, SaidState.BEHIND)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-06-30", dt.date(2026, 6, 30)),
        ("2026.6.30前", dt.date(2026, 6, 30)),
        ("6月底前", dt.date(2026, 6, 30)),
        ("3月底", dt.date(2026, 3, 31)),
        ("二季度末", dt.date(2026, 6, 30)),
        ("年底前", dt.date(2026, 12, 31)),
        ("全年", dt.date(2026, 12, 31)),
        ("2027年", dt.date(2027, 12, 31)),
        ("2026.2.30", None),
        ("46203", dt.date(2026, 6, 30)),
        ("20260630", dt.date(2026, 6, 30)),
        ("2026.6", dt.date(2026, 6, 30)),
        ("2026.1", None),
        ("6.30前", dt.date(2026, 6, 30)),
        ("2026.12.31前完成", dt.date(2026, 12, 31)),
        ("2026.3-2026.6", dt.date(2026, 6, 30)),
        ("长期", None),
        ("每月10日前", None),
        ("3个工作日内", None),
        ("", None),
    ],
)
def test_a_time_limit_is_a_day_of_the_ledgers_year_or_stays_words(words: str, day: dt.date | None) -> None:
    assert day_of(words, year=2026) == day


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("政府工作报告", Source.WORK_REPORT),
        ("2026年省政府民生实事", Source.LIVELIHOOD),
        ("省政府督查反馈", Source.UPPER),
        ("王市长批示", Source.INSTRUCTION),
        ("政协提案第12号", Source.PROPOSAL),
        ("12345热线", Source.HOTLINE),
        ("第47次常务会", Source.MEETING),
        ("其他", Source.OTHER),
        ("", Source.OTHER),
    ],
)
def test_a_source_is_known_by_its_words(words: str, source: Source) -> None:
    assert source_of(words) == source


@pytest.mark.parametrize(
    ("words", "meeting"),
    [
        ("九届市人民政府第47次常务会议", NamedMeeting("executive", 47)),
        ("常务会47-03", NamedMeeting("executive", 47)),
        ("2026年第二次市长办公会", NamedMeeting("mayor_office", 2, 2026)),
        ("第二十一次专题会", NamedMeeting("thematic", 21)),
        ("市长办公会", None),
        ("第47次党代会", None),
    ],
)
def test_a_meeting_is_named_by_kind_and_number(words: str, meeting: NamedMeeting | None) -> None:
    assert named_meeting(words) == meeting


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("序号", "number"),
        ("督办编号", "code"),
        ("重点工作任务及目标要求", "matter"),
        ("议定事项", "matter"),
        ("牵头县级领导", "lead_person"),
        ("责任单位及责任人", "lead_body"),
        ("协办单位", "supporting"),
        ("完成\n时限", "due"),
        ("截至3月底落实情况", "progress"),
        ("每季度形象进度", "progress"),
        ("存在的困难和问题", "problems"),
        ("是否销号", "done"),
        ("任务来源", "origin"),
        ("包保责任人", "person"),
        ("累计投资（万元）", ""),
    ],
)
def test_a_title_of_any_wording_is_understood(title: str, key: str) -> None:
    assert meant(title) == key


def test_several_limits_in_a_cell_are_several_days() -> None:
    assert days_of("6月底前完成主体，年底前竣工", year=2026) == [dt.date(2026, 6, 30), dt.date(2026, 12, 31)]
    assert days_of("6月底\n9月底", year=2026) == [dt.date(2026, 6, 30), dt.date(2026, 9, 30)]


def test_a_history_tells_its_days() -> None:
    words = "3月5日：已摸排。\n2026.6.10 已入库5户；1.11月20日累计7户"
    assert dated(words, year=2026) == [dt.date(2026, 3, 5), dt.date(2026, 6, 10), dt.date(2026, 11, 20)]
    assert dated("已建 3 月亮门 2 座", year=2026) == []


@pytest.mark.parametrize(
    ("told", "words", "has"),
    [
        ("已开工", "已开工", True),
        ("3月5日：已开工", "已开工", True),
        ("3月5日：已开工\n6月1日：完工\n并验收", "6月1日：完工\n并验收", True),
        ("3月5日：未完成", "完成", False),
        ("", "完成", False),
    ],
)
def test_whether_a_history_has_words_already(told: str, words: str, has: bool) -> None:
    assert says(told, words) is has


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("时间要求", "due"),
        ("要求报结时间", "due"),
        ("推进时序", "due"),
        ("主要举措", "measure"),
        ("批示领导", ""),
        ("责任领导", "lead_person"),
    ],
)
def test_titles_of_many_offices_are_understood(title: str, key: str) -> None:
    assert meant(title) == key
