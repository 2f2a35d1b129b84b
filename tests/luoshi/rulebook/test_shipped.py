"""The rules that are shipped: checked as they are read, sourced, and complete."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.rulebook.definitions import Column, Definition, Grade, Kind
from luoshi.rulebook.shipped import Shipped, read_shipped, shipped
from luoshi.rulebook.written import Unwritten, from_text, to_text

SHIPPED = shipped()
STATED = [
    pytest.param(one.definition, stated, id=f"{key}-{number}")
    for key, one in SHIPPED.items()
    for number, stated in enumerate([*(row.stated for row in one.rows), *(offer.stated for offer in one.offers)])
]
SEED_DAY = dt.date(2020, 3, 9)


def holding(key: str, year: int, month: int, day: int) -> Any:
    row = SHIPPED[key].on(dt.date(year, month, day))
    return row and row.stated.value


@pytest.mark.parametrize(("definition", "stated"), STATED)
def test_every_value_fits_and_survives_being_written_and_read(definition: Definition, stated: Any) -> None:
    assert definition.complaints(stated.value) == []
    assert from_text(definition, to_text(definition, stated.value)) == stated.value


@pytest.mark.parametrize(("definition", "stated"), STATED)
def test_every_value_names_its_source_or_says_that_it_has_none(definition: Definition, stated: Any) -> None:
    assert (stated.grade is Grade.NONE) == (not stated.source and not stated.ref)


@pytest.mark.parametrize(("definition", "stated"), STATED)
def test_every_source_key_stands_in_the_facts_with_the_same_grade(
    definition: Definition, stated: Any, shared: Path
) -> None:
    facts = (shared / "facts" / "domain.md").read_text(encoding="utf-8")
    grades: set[str] = set()
    for ref in stated.ref.split("、") if stated.ref else ():
        name = re.escape(ref.removeprefix("LAW:"))
        cited = re.findall(rf"(?=\b([ABC](?:/[ABC])?) [^\[\]|]*?{name}(?![0-9a-z]))", facts)
        assert cited, f"{ref} stands nowhere in the facts"
        grades.update("".join(cited))
    assert not stated.ref or stated.grade.value in grades


@pytest.mark.parametrize(
    ("day", "kinds"), [((2020, 3, 9), 15), ((2021, 1, 1), 15), ((2024, 4, 30), 15), ((2024, 5, 1), 17)]
)
def test_the_number_of_major_hazards_is_that_of_the_day(day: tuple[int, int, int], kinds: int) -> None:
    assert holding("coal.major_hazard_kinds", *day) == kinds


def test_acceptance_after_a_stop_took_sixty_days_until_the_new_regulation() -> None:
    assert holding("coal.acceptance_days", 2024, 4, 30) == 60
    assert holding("coal.acceptance_days", 2024, 5, 1) == 20


def test_there_were_two_classes_in_2020_and_three_from_2021() -> None:
    assert len(holding("poverty.classes", 2020, 3, 9)) == 2
    assert len(holding("poverty.classes", 2021, 1, 1)) == 3


def test_the_ratio_bands_changed_with_the_plan_of_june_2021() -> None:
    assert len(holding("hogs.ratio_bands", 2021, 6, 1)) == 7
    assert len(holding("hogs.ratio_bands", 2021, 6, 2)) == 3


def test_rules_that_came_later_did_not_hold_on_the_day_of_the_seed() -> None:
    later = ("review.ask_days", "coal.publish_workdays", "hogs.lean_pork_rise", "archives.handover_years")
    assert [key for key in later if SHIPPED[key].on(SEED_DAY)] == []


def test_the_income_line_of_a_province_is_offered_and_holds_nowhere() -> None:
    line = SHIPPED["poverty.income_line"]
    assert line.rows == ()
    assert [offer.stated.value for offer in line.offers] == [8700, 8800]


def test_several_real_sets_of_lamps_can_be_chosen() -> None:
    assert len(SHIPPED["lamps.thresholds"].offers) == 6


def test_the_state_scores_nobody() -> None:
    assert holding("score.items", 2026, 1, 1) == []


def one(**more: object) -> dict[str, Any]:
    entry = {"key": "k.one", "title": "项", "kind": "integer", "row": [{"value": 1, "grade": "SYN"}]}
    return {"group": "组", "order": 1, "rule": [entry | more]}


def test_a_file_is_read() -> None:
    assert read_shipped([one()])["k.one"].definition.title == "项"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"row": [{"value": "一", "grade": "SYN"}]}, "应是数字"),
        ({"row": [{"value": 1, "grade": "A"}]}, "source"),
        ({"row": [{"value": 1, "grade": "SYN", "source": "某办法", "ref": "x1"}]}, "source"),
        (
            {"row": [{"value": 1, "grade": "SYN"}, {"value": 2, "grade": "SYN", "first": dt.date(2020, 1, 1)}]},
            "overlap",
        ),
        (
            {
                "row": [
                    {"value": 1, "grade": "SYN", "last": dt.date(2020, 1, 1)},
                    {"value": 2, "grade": "SYN", "first": dt.date(2020, 1, 1)},
                ]
            },
            "overlap",
        ),
        (
            {"row": [{"value": 1, "grade": "SYN", "first": dt.date(2020, 1, 1), "last": dt.date(2019, 1, 1)}]},
            "ends before",
        ),
        ({"offer": [{"title": "他地", "value": True, "grade": "SYN"}]}, "应是数字"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(more: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_shipped([one(**more)])


def test_a_key_is_defined_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_shipped([one(), one()])


TABLE = SHIPPED["lamps.thresholds"].definition
cells = st.fixed_dictionaries(
    {},
    optional={
        "lamp": st.sampled_from(["red", "yellow", "green"]),
        "measure": st.sampled_from(["overdue_days", "judged"]),
        "low": st.integers(-999, 999) | st.decimals(-99, 99, places=2).map(float),
        "words": st.text("进度落后，。 abc1", min_size=1, max_size=12).map(str.strip).filter(bool),
    },
).filter(bool)


@given(st.lists(cells, max_size=6))
def test_any_table_survives_being_written_and_read(rows: list[dict[str, Any]]) -> None:
    assert from_text(TABLE, to_text(TABLE, rows)) == rows  # type: ignore[arg-type]


@given(st.sampled_from(list(SHIPPED.values())), st.text(max_size=60))
def test_whatever_is_typed_is_a_value_that_fits_or_is_told(one: Shipped, text: str) -> None:
    try:
        complaints = one.definition.complaints(from_text(one.definition, text))
    except Unwritten as error:
        complaints = [sentence for sentence in error.sentences if not sentence.endswith("。")]
    assert complaints == []


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("urge.remind_days", "三", "“三”不是整数。"),
        ("urge.remind_days", "-1", "不能小于0。"),
        ("urge.remind_days", "", "“”不是整数。"),
        ("bonds.coverage_ratio", "1.2.3", "不是数字"),
        ("extension.late_request_is_overdue", "对", "应写作“是”或“否”"),
        ("meetings.quorum", "三分之二", "应是以下之一：组成人员过半数、副职过半数。"),
        ("masks.fields", "病情\n病情", "有重复的项。"),
        ("drought.bands", "轻度 ｜ 0 ｜ 30 ｜ 0 ｜ 20 ｜ 多", "第1行有6栏，应是5栏"),
        ("drought.bands", "轻度 ｜ 零", "第1行“受旱面积占播种面积自%”：“零”不是数字。"),
        ("drought.bands", "轻度 ｜ 0 ｜ 130", "第1行“至%”：不能大于100。"),
    ],
)
def test_what_is_no_value_is_told_by_line_and_column(key: str, text: str, told: str) -> None:
    with pytest.raises(Unwritten) as error:
        from_text(SHIPPED[key].definition, text)
    assert told in str(error.value)


def test_cells_pasted_from_a_worksheet_are_read() -> None:
    assert from_text(SHIPPED["drought.bands"].definition, "轻度\t0\t３０\n中度\t31\t50\n") == [
        {"level": "轻度", "crop_low": 0, "crop_high": 30},
        {"level": "中度", "crop_low": 31, "crop_high": 50},
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("不是表", "应是若干行"),
        ([{"colour": 1}], "栏目不对"),
        ([{}], "空行"),
        ([{"low": True}], "应是数字"),
        ([{"words": " "}], "不能空着"),
    ],
)
def test_a_table_that_does_not_fit_is_told(value: Any, told: str) -> None:
    assert told in "".join(TABLE.complaints(value))


def test_an_integer_is_no_fraction_and_no_truth() -> None:
    column = Column("value", "数", Kind.INTEGER)
    assert column.complaint(1.5) == "应是整数。"
    assert column.complaint(value=True) == "应是数字。"
