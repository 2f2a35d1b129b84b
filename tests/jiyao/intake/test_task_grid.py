"""Tables of tasks: which rows are their header, and what a row reads."""

from __future__ import annotations

import pytest

from jiyao.intake import task_grid
from jiyao.intake.composing import Composition

HEAD = ("序号", "任务", "牵头单位", "完成时限")


def lines(*rows: tuple[str, ...]) -> list[str]:
    text = Composition()
    task_grid.compose(rows, text, label="表1")
    return text.text(b"", name="", media_type="").raw.splitlines()


def test_a_header_of_two_rows_is_called_by_the_second() -> None:
    upper, lower = ("序号", "任务", "责任单位", "", "时限"), ("序号", "任务", "牵头单位", "配合单位", "时限")
    task = ("1", "修订预案", "市水利局", "市应急局", "6月底前")
    said = "1.修订预案（牵头单位：市水利局；配合单位：市应急局；时限：6月底前）。"
    assert lines(upper, lower, task) == [said]
    assert lines(upper, ("", "", "牵头单位", "配合单位", ""), task) == [said]


def test_a_role_over_two_columns_goes_with_both() -> None:
    upper, lower = ("任务", "牵头", "", "配合", ""), ("", "责任领导", "责任单位", "责任领导", "责任单位")
    assert lines(upper, lower, ("修订预案", "甲", "市水利局", "乙", "市应急局")) == [
        "修订预案（牵头领导：甲；牵头单位：市水利局；配合领导：乙；配合单位：市应急局）。"
    ]


def test_the_first_task_is_no_second_row_of_the_header() -> None:
    task = ("1", "明确责任单位", "主办部门待定", "完成时限另定")
    assert lines(HEAD, task)[0].startswith("1.明确责任单位（牵头单位：主办部门待定")


@pytest.mark.parametrize("again", [HEAD, ("序 号", "任　务", "牵头单位", "完成时限")])
def test_a_header_printed_again_on_the_next_page_is_no_task(again: tuple[str, ...]) -> None:
    assert len(lines(HEAD, ("1", "修订预案", "市水利局", "6月"), again, ("2", "清查水库", "市水利局", "7月"))) == 2
