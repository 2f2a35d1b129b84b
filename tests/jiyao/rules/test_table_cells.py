"""Tests of ``table_cells``."""

from __future__ import annotations

import pytest

from jiyao.rules import table_cells
from jiyao.text import Text
from reading_checks import check_linear

HEAD = "序号\t任务\t牵头单位\t配合单位\t完成时限\n"
BEFORE = {"kind": "before", "date": "--04-30"}


def told(raw: str) -> list[tuple[str, object]]:
    view = Text.of(raw).view
    found = sorted(table_cells.read(view), key=lambda each: each.start)
    return [
        (view.words(each.start, each.end), each.detail["role"] if each.kind == "owner" else each.detail["when"])
        for each in found
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            f"{HEAD}1\t修订预案\t市水利局\t市应急局、市城投\t4月30日\n",
            [("市水利局", "lead"), ("市应急局", "support"), ("市城投", "support"), ("4月30日", BEFORE)],
        ),
        (f"{HEAD}1\t修订预案\t市水利局\t\t\n", [("市水利局", "lead")]),
        (
            "序号\r\n任务\r\n责任单位\r\n完成时限\r\n1\r\n修订预案\r\n市水利局\r\n4月30日\r\n",
            [("市水利局", "listed"), ("4月30日", BEFORE)],
        ),
        (
            "序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n1\n\n新建公园。\n\n县住建局\n\n县城管局\n\n4月30日\n",
            [("县住建局", "listed"), ("县城管局", "listed"), ("4月30日", BEFORE)],
        ),
        (
            "序号\n任务\n牵头单位\n配合单位\n时限\n1\n修路\n县交通局\n县财政局\n各乡镇\n4月30日\n",
            [("县交通局", "lead"), ("县财政局", "support"), ("各乡镇", "support"), ("4月30日", BEFORE)],
        ),
    ],
)
def test_cells_are_told_by_the_titles_of_their_columns(raw: str, expected: list[tuple[str, object]]) -> None:
    assert told(raw) == expected


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_cell_of_several_lines_is_one_cell(quote: str, end: str) -> None:
    rows = (
        f"1\t修订预案\t{quote}市水利局\n市应急局\n市财政局{quote}\t市气象局\t4月30日\n"
        "2\t清查水库\t市水利局\t\t5月底前\n一、城市建设\n"
        f"3\t新建公园\t市住建局\t{quote}市城管局\n市园林局{quote}\t\n"
    )
    assert told((HEAD + rows).replace("\n", end)) == [
        ("市水利局", "lead"),
        ("市应急局", "lead"),
        ("市财政局", "lead"),
        ("市气象局", "support"),
        ("4月30日", BEFORE),
        ("市水利局", "lead"),
        ("市住建局", "lead"),
        ("市城管局", "support"),
        ("市园林局", "support"),
    ]


def test_a_day_that_its_cell_alone_makes_a_limit_is_left_to_the_rules_of_deadlines() -> None:
    assert told(f"{HEAD}1\t修订预案\t市水利局\t\t4月底前\n") == [("市水利局", "lead")]


@pytest.mark.parametrize(
    "raw",
    [
        "姓名\t单位\n张三\t市水利局\n",
        "序号\n任务\n责任单位\n说明：\n市水利局\n",
        "会议要求\t市水利局要修订预案。\n",
        f"{HEAD}\t一、重点项目\t\t\t\n",
    ],
)
def test_other_tables_and_tabs_in_a_sentence_are_left_alone(raw: str) -> None:
    assert told(raw) == []


@pytest.mark.parametrize(
    "unit", [f"{HEAD}1\t甲\t市局\t\t\n", "序号\n任务\n责任单位\n1\n", "序号\n", "1\t", "1\n甲\n", "\t市局"]
)
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(table_cells, unit)
