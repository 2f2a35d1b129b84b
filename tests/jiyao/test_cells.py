"""Tables of tasks in plain text: what is one row, and what a reading makes of it."""

from __future__ import annotations

import pytest

from jiyao import read
from jiyao.reading import Reading

SHEET = """安澜市重点工作任务分解表
序号\t工作任务\t牵头单位\t完成时限\t备注
1\t修订督查办法\t市政府办\t4月底前\t
一、城市建设
2\t新建口袋公园5个，打造书香安澜\t市住建局\t\t续建
序号\t工作任务\t牵头单位\t完成时限\t备注
3\t城镇登记失业率控制在4.5%以内\t市人社局\t长期\t
"""
PAGE = """安澜县人民政府办公室关于交办民生实事的通知
各乡镇人民政府，县政府各部门：
请各责任单位每月20日前报送进展。
序号

民生实事

责任单位

完成时限

1

启动县图书馆建设。

县文旅局

县代建中心

12月底前

2

建设养老护理楼。

县民政局

5月底前

开办老年大学。

12月底前

分享到：
"""


def rows(reading: Reading) -> list[tuple[str, list[str], str | None]]:
    return [
        (
            each.text.split("\t")[0].split("\n")[0],
            [owner.text for owner in each.owners],
            each.deadline.text if each.deadline else None,
        )
        for each in reading.statements
    ]


def test_rows_pasted_from_a_sheet_are_tasks() -> None:
    (reading,) = read(SHEET)
    assert reading.genre == "task_table"
    assert rows(reading) == [
        ("修订督查办法", ["市政府办"], "4月底前"),
        ("新建口袋公园5个，打造书香安澜", ["市住建局"], None),
        ("城镇登记失业率控制在4.5%以内", ["市人社局"], "长期"),
    ]
    assert {each.label for each in reading.statements} == {"action"}
    assert reading.unread == ()


def test_rows_of_one_cell_a_line_are_tasks_and_what_surrounds_them_stays_what_it_is() -> None:
    (reading,) = read(PAGE)
    assert rows(reading) == [
        ("请各责任单位每月20日前报送进展。", ["各责任单位"], "每月20日前"),
        ("启动县图书馆建设。", ["县文旅局", "县代建中心"], "12月底前"),
        ("建设养老护理楼。", ["县民政局"], "5月底前"),
        ("开办老年大学。", [], "12月底前"),
    ]


@pytest.mark.parametrize("raw", [SHEET, PAGE, SHEET.replace("\n", "\r\n"), "\ufeff" + SHEET])
def test_every_cell_stands_where_its_span_says(raw: str) -> None:
    (reading,) = read(raw)
    assert len(reading.statements) > 2
    for each in reading.statements:
        for found in (each, *each.owners, *([each.deadline] if each.deadline else ())):
            assert raw[found.span.start : found.span.end] == found.text
        assert all(each.span.start <= owner.span.start and owner.span.end <= each.span.end for owner in each.owners)


def test_an_annex_behind_a_report_stays_with_its_meeting() -> None:
    opening = "3月9日上午，市长高远主持召开市政府第3次常务会议。会议要求，市教育局要排查校舍。\n"
    (reading,) = read(opening + SHEET)
    assert reading.genre == "communique"
    assert len(reading.statements) == 4


def test_a_table_cut_off_behind_its_header_is_no_error() -> None:
    for raw in (
        "序号\t任务\t责任单位\n",
        "序号\n任务\n责任单位\n",
        "序号\n任务\n责任单位\n1",
        "序号\t任务\t责任单位\n1\t\t\n",
    ):
        assert all(not each.owners for reading in read(raw) for each in reading.statements)
