"""Tables of every form are read, and nothing in them is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from build_ledgers import HEAD, workbook
from luoshi.journal.refusal import Refused
from luoshi.matters.ledger.reading import Read, read_ledger
from luoshi.people.directory.importing.pasted import pasted


def read(data: bytes, **more: object) -> Read:
    return read_ledger(data, "台账.xlsx", meanings=more.get("meanings", {}))  # type: ignore[arg-type]


def test_title_header_and_rows_are_found() -> None:
    [table] = read(workbook()).tables
    assert (table.title, table.name, len(table.rows)) == ("2026年市政府重点工作督办台账", "督办台账", 3)
    assert {column.title: column.key for column in table.columns if not column.key} == {}


def test_a_matter_over_several_rows_is_one_with_all_its_bodies() -> None:
    head = ("序号", "任务", "责任单位", "进展")
    rows = [
        (1, "修复河堤", "市水务局", "已开工"),
        (1, "修复河堤", "市教育局", "已配合"),
        (2, "清淤", "市水务局", "完成"),
    ]
    [table] = read(workbook(rows, head=head, merged=["A3:A4", "B3:B4"])).tables
    first, second = table.rows
    assert first.bodies == [("市水务局", "已开工"), ("市教育局", "已配合")]
    assert (table.cell(first, "lead_body"), table.cell(second, "matter")) == ("市水务局\n市教育局", "清淤")


def test_a_row_that_goes_on_below_is_part_of_its_matter() -> None:
    head = ("序号", "任务", "责任单位", "进展")
    [table] = read(
        workbook([(1, "修复河堤", "市水务局", "已开工"), (None, None, "市教育局", "已配合")], head=head)
    ).tables
    assert [row.bodies for row in table.rows] == [[("市水务局", "已开工"), ("市教育局", "已配合")]]


def test_a_line_across_heads_a_section() -> None:
    head = ("序号", "任务", "责任单位", "进展")
    rows = [
        ("一、水利", None, None, None),
        (1, "清淤", "市水务局", None),
        ("二、教育", None, None, None),
        (2, "办学", "市教育局", None),
    ]
    [table] = read(workbook(rows, head=head, merged=["A3:D3"])).tables
    assert [(row.section, table.cell(row, "matter")) for row in table.rows] == [
        ("一、水利", "清淤"),
        ("二、教育", "办学"),
    ]


def test_a_header_over_two_rows_is_understood() -> None:
    head = ("序号", "任务", "责任", None, "办理情况", None)
    rows = [
        (None, None, "牵头单位", "配合单位", "目前进展", "存在问题"),
        (1, "清淤", "市水务局", "市教育局", "完成", "无"),
    ]
    [table] = read(workbook(rows, head=head, merged=["C2:D2", "E2:F2", "A2:A3", "B2:B3"])).tables
    [row] = table.rows
    assert [table.cell(row, key) for key in ("lead_body", "supporting", "progress", "problems")] == [
        "市水务局", "市教育局", "完成", "无",
    ]  # fmt: skip


def test_every_sheet_is_read_and_one_without_a_header_is_told() -> None:
    found = read(
        workbook(more={"教育": [["序号", "事项", "单位"], [1, "办学", "市教育局"]], "说明": [["填表说明"], ["请填写"]]})
    )
    assert [(table.name, len(table.rows)) for table in found.tables] == [("督办台账", 3), ("教育", 1)]
    assert found.notes == ("“说明”里没有找到“事项”“责任单位”这样的表头，这张表没有接管。",)


def test_a_column_means_what_the_clerk_says() -> None:
    head = ("序号", "任务", "责任单位", "小结")
    [table] = read(
        workbook([(1, "清淤", "市水务局", "完成")], head=head), meanings={(0, 3): "progress", (0, 2): "-"}
    ).tables
    assert [column.key for column in table.columns] == ["number", "matter", "", "progress"]


def test_two_columns_of_one_title_are_told_apart() -> None:
    head = ("序号", "任务", "进展", "进展")
    [table] = read(workbook([(1, "清淤", "三月完成", "四月验收")], head=head)).tables
    assert table.rows[0].cells == {"序号": "1", "任务": "清淤", "进展": "三月完成", "进展（2）": "四月验收"}


def test_a_pasted_table_is_read() -> None:
    words = "序号\t事项\t责任单位\t完成时限\n1\t清淤\t市水务局\t6月底\n2\t办学\t市教育局\t年底\n"
    [table] = read_ledger(pasted(words), "粘贴的文字.txt", meanings={}).tables
    assert [table.cell(row, "matter") for row in table.rows] == ["清淤", "办学"]


def test_a_file_without_a_ledger_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="没有找到台账的表头"):
        read(workbook([], head=("日期", "天气")))


def test_a_secret_ledger_is_refused() -> None:
    with pytest.raises(Refused, match="机密"):
        read(workbook(title="机密★一年  督办台账"))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=6), min_size=1, max_size=12), st.permutations(range(len(HEAD)))
)
def test_no_row_and_no_cell_is_lost_whatever_the_order_of_columns(words: list[str], order: list[int]) -> None:
    rows = [tuple(f"{matter}{at}{HEAD[place]}" for place in order) for at, matter in enumerate(words)]
    [table] = read(workbook(rows, head=[HEAD[place] for place in order])).tables
    assert [set(row.cells.values()) for row in table.rows] == [set(row) for row in rows]
    assert {column.key for column in table.columns} >= {"matter", "lead_body", "due", "progress"}


def test_what_is_no_matter_is_told_row_by_row() -> None:
    head = ("序号", "任务", "责任单位", "进展")
    rows = [
        (1, None, "市水务局", "已报"),
        (2, "清淤", "市水务局", "完成"),
        (3, None, "市教育局", None),
        ("合计", "2项", None, "办结 1 项"),
        ("填表人：甲某", None, None, None),
    ]
    found = read(workbook(rows, head=head))
    assert [table.cell(row, "matter") for table in found.tables for row in table.rows] == ["清淤"]
    assert found.notes == (
        "“督办台账”第 3、5 行没有写事项，没有接管；原表导出时原样保留。",
        "“督办台账”第 6、7 行是合计或者填表说明，没有接管；原表导出时原样保留。",
    )


def test_a_task_over_several_measures_is_one_matter_a_measure() -> None:
    head = ("序号", "任务内容", "具体举措", "责任单位", "时限")
    rows = [
        (1, "扩大就业", "开展培训", "市人社局", "6月底"),
        (None, None, "组织招聘", "市教育局", "9月底"),
        (2, "清淤", "挖泥", "市水务局", None),
    ]
    [table] = read(workbook(rows, head=head, merged=["A3:A4", "B3:B4"])).tables
    assert [(row.place, table.words(row), table.cell(row, "lead_body")) for row in table.rows] == [
        (3, "扩大就业：开展培训", "市人社局"),
        (4, "扩大就业：组织招聘", "市教育局"),
        (5, "清淤", "市水务局"),
    ]


def test_a_column_of_measures_alone_tells_what_is_to_be_done() -> None:
    [table] = read(workbook([(1, "开展培训", "市人社局")], head=("序号", "具体任务", "责任单位"))).tables
    assert table.words(table.rows[0]) == "开展培训"


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(workbook(more={"往年": [["序号", "事项"], [1, "旧事"]]})))
    book["往年"].sheet_state = "hidden"
    book.save(tmp_path / "台账.xlsx")
    found = read((tmp_path / "台账.xlsx").read_bytes())
    assert [table.name for table in found.tables] == ["督办台账"]
    assert found.notes == ("工作表“往年”是隐藏的，没有接管。要接管的，请取消隐藏后再来一次。",)


def test_an_old_word_file_is_told_what_to_do() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    with pytest.raises(Refused, match=r"另存为 \.docx"):
        read(data)
