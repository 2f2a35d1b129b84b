"""The ledger goes out in the very workbook it came in."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from build_ledgers import ROWS, workbook
from build_matters import done, handed_out
from cast import AT, DAY, Cast, cast
from luoshi.journal.acting import Acting
from luoshi.matters.ledger.export import ledger_workbook
from luoshi.matters.ledger.file import kept_ledger
from luoshi.matters.ledger.planning import Plan, Verdict, plan_ledger
from luoshi.matters.ledger.reading import read_ledger
from luoshi.matters.life import Act
from luoshi.matters.models import LedgerShape, Matter
from luoshi.matters.operations import report, revise_matter, take_over

__all__ = ["cast"]


def planned(cast: Cast, data: bytes, name: str = "台账.xlsx") -> Plan:
    return plan_ledger(cast.city, read_ledger(data, name, meanings={}), on=DAY, year=2026)


def taken(cast: Cast, data: bytes, name: str = "台账.xlsx") -> LedgerShape:
    by, plan = cast.acting("zhoumin"), planned(cast, data, name)
    file = kept_ledger(cast.city, by=by, at=AT, name=name, data=data)
    shape: LedgerShape = take_over(cast.city, by=by, at=AT, tables=plan.taken(), file=file)[0]
    return shape


def out(cast: Cast, shape: LedgerShape, by: Acting | None = None) -> bytes:
    return ledger_workbook(shape, None, acting=by or cast.acting("zhoumin"), on=DAY)


def sheet(data: bytes, at: int = 0) -> Worksheet:
    return load_workbook(io.BytesIO(data)).worksheets[at]


def rows(data: bytes, at: int = 0) -> list[tuple[object, ...]]:
    return list(sheet(data, at).iter_rows(values_only=True))


def ornate() -> bytes:
    """Two-row header, sections, merged cells, a total below, widths and fonts of the office, a day as a number, a second sheet."""
    lines: list[Sequence[str | int | None]] = [
        (None, None, "责任单位", "协办单位", None, None),
        ("一、水利", None, None, None, None, None),
        (1, "修复河堤", "市水务局", None, 46203, "1月5日：进场"),
        (None, None, "市教育局", None, None, "已配合"),
        ("二、教育", None, None, None, None, None),
        (2, "办学", "市教育局", None, "年底前", "已开学"),
        ("合计", "2项", None, None, None, None),
    ]
    head = ("序号", "任务内容", "责任分工", "", "时间要求", "办理情况")
    merged = ["A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "A4:F4", "A5:A6", "B5:B6", "E5:E6", "A7:F7", "B9:C9"]
    book = load_workbook(io.BytesIO(workbook(lines, head=head, merged=merged, more={"填表说明": [["每月25日前填报"]]})))
    page = book.worksheets[0]
    page.column_dimensions["B"].width = 37
    page["B5"].font = Font(name="仿宋_GB2312", size=13)
    page.freeze_panes = "A4"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_nothing_touched_goes_out_cell_for_cell(cast: Cast) -> None:
    given, found = ornate(), out(cast, taken(cast, ornate()))
    assert [rows(found, at) for at in (0, 1)] == [rows(given, at) for at in (0, 1)]
    before, after = sheet(given), sheet(found)
    assert (after.title, after.freeze_panes, after.column_dimensions["B"].width) == ("督办台账", "A4", 37)
    assert set(map(str, after.merged_cells.ranges)) == set(map(str, before.merged_cells.ranges))
    assert after["B5"].font.name == "仿宋_GB2312"
    assert {row.verdict for row in planned(cast, found).rows} == {Verdict.SAME}


def test_a_report_is_written_below_the_history_and_comes_back_as_nothing_new(cast: Cast) -> None:
    shape = taken(cast, ornate())
    matter = Matter.objects.get(words="办学")
    report(
        matter, by=cast.acting("zhoumin"), at=AT, body=cast.education, progress="全部开学", problems="", said="on_track"
    )
    matter = Matter.objects.get(words="修复河堤")
    revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"due_on": DAY, "lead": cast.education})
    data = out(cast, shape)
    assert [row[5] for row in rows(data)][4:8] == ["1月5日：进场", "已配合", None, "全部开学"]
    assert [str(row[2]) for row in rows(data)][4:6] == ["市教育局", "None"]
    assert {row.verdict for row in planned(cast, data).rows} == {Verdict.SAME}


def test_a_history_with_days_grows_by_what_was_reported_since(cast: Cast) -> None:
    head = ("序号", "事项", "责任单位", "进展")
    shape = taken(cast, workbook([(1, "清淤", "市水务局", "1月5日：进场")], head=head))
    matter = Matter.objects.get()
    for words in ("完成一半", "全部完成"):
        matter = report(
            matter, by=cast.acting("zhoumin"), at=AT, body=cast.water, progress=words, problems="", said="on_track"
        )
    data = out(cast, shape)
    day = f"{DAY.month}月{DAY.day}日"
    assert rows(data)[2][3] == f"1月5日：进场\n{day}：完成一半\n{day}：全部完成"
    assert [row.verdict for row in planned(cast, data).rows] == [Verdict.SAME]


def test_matters_that_the_ledger_never_had_stand_above_its_total_and_look_like_its_rows(cast: Cast) -> None:
    shape = taken(cast, ornate())
    handed_out(cast, "清理河道", lead=cast.water)
    data = out(cast, shape)
    assert [row[:3] for row in rows(data)][7:] == [
        (2, "办学", "市教育局"),
        ("3", "清理河道", "市水务局"),
        ("合计", "3项", None),
    ]
    page = sheet(data)
    assert "B10:C10" in set(map(str, page.merged_cells.ranges))
    assert page["B9"].font.name == page["B8"].font.name
    assert {row.verdict for row in planned(cast, data).rows} == {Verdict.SAME}


def test_words_that_begin_like_a_formula_stay_words(cast: Cast) -> None:
    shape = taken(cast, workbook())
    handed_out(cast, "=1+1", lead=cast.water)
    assert sheet(out(cast, shape))["C6"].data_type == "s"


@pytest.mark.parametrize("name", ["台账.csv", "台账.docx"])
def test_a_ledger_of_another_format_goes_out_as_a_workbook_of_the_same_rows(cast: Cast, name: str) -> None:
    lines = [
        ["序号", "事项", "责任单位", "进展"],
        ["1", "清淤", "市水务局", "含“引号”,逗号"],
        ["2", "办学", "市教育局", ""],
    ]
    if name.endswith("csv"):
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        data = text.getvalue().encode("gbk")
    else:
        paper, page = Document(), io.BytesIO()
        table = paper.add_table(rows=0, cols=4)
        for line in lines:
            for cell, words in zip(table.add_row().cells, line, strict=True):
                cell.text = words
        paper.save(page)
        data = page.getvalue()
    found = out(cast, taken(cast, data, name))
    assert [[str(cell or "") for cell in row] for row in rows(found)] == lines
    assert {row.verdict for row in planned(cast, found).rows} == {Verdict.SAME}


def test_the_same_columns_on_two_sheets_each_go_out_on_their_own(cast: Cast) -> None:
    head = ["序号", "事项", "责任单位"]
    data = workbook([(1, "办学", "市教育局")], head=head, more={"二季度": [head, [1, "清淤", "市水务局"]]})
    found = out(cast, taken(cast, data))
    assert [rows(found, at) for at in (0, 1)] == [rows(data, at) for at in (0, 1)]


def test_who_sees_a_part_gets_that_part_alone(cast: Cast) -> None:
    shape = taken(cast, workbook())
    found = [row[2] for row in rows(out(cast, shape, cast.acting("wangfang")))]
    assert found[2:] == [ROWS[0][2], ROWS[1][2]]


SUMS = ("序号", "事项", "责任单位", "投资（万元）", "进展", "状态")


def summed(*total: str | int | None) -> bytes:
    """Two matters with a sum of money, and what stands below them."""
    lines = [
        (1, "清淤", "市水务局", 120, "已进场", "正在办理"),
        (2, "办学", "市教育局", 80.5, "已开学", "已办结"),
        total,
        ("填表人：何山 2 月 3 日", None, None, None, None, None),
    ]
    return workbook(lines, head=SUMS)


def test_the_figures_below_are_those_of_what_goes_out(cast: Cast) -> None:
    shape = taken(cast, summed("合计", "共2件，其中已办结1件", None, 200.5, "2027年再议", "办结1、正在办理1"))
    done(cast, Matter.objects.get(words="清淤"), Act.FIND_DONE)
    handed_out(cast, "清理河道", lead=cast.water)
    data = out(cast, shape)
    *_, total, signed = rows(data)
    assert total == ("合计", "共3件，其中已办结2件", None, 200.5, "2027年再议", "办结2、正在办理0"), (
        "the new one has not begun"
    )
    assert signed[0] == "填表人：何山 2 月 3 日"
    assert {row.verdict for row in planned(cast, data).rows} == {Verdict.SAME}


def test_a_formula_below_stays_a_formula_over_the_rows_as_they_are_now(cast: Cast) -> None:
    counted = '=COUNTIF(F3:F4,"已办结")&"件"'
    shape = taken(cast, summed("合计", "=COUNTA(B3:B4)", None, "=SUM(D3:D4)", '=HYPERLINK("x")', counted))
    handed_out(cast, "清理河道", lead=cast.water)
    total = rows(out(cast, shape))[-2]
    assert total == ("合计", "=COUNTA(B3:B5)", None, "=SUM(D3:D5)", None, '=COUNTIF(F3:F5,"已办结")&"件"')


def test_a_subtotal_counts_its_own_section_and_the_last_one_what_is_new(cast: Cast) -> None:
    lines = [
        ("一、水利", None, None),
        (1, "清淤", "市水务局"),
        ("小计", "1项", None),
        ("二、教育", None, None),
        (2, "办学", "市教育局"),
        (3, "建校", "市教育局"),
        ("小计", "2项", None),
        ("合计", "3项", None),
    ]
    merged = ["A3:C3", "A6:C6"]
    shape = taken(cast, workbook(lines, head=("序号", "事项", "责任单位"), merged=merged))
    handed_out(cast, "清理河道", lead=cast.water)
    data = out(cast, shape)
    assert [row[:2] for row in rows(data) if "计" in str(row[0])] == [("小计", "1项"), ("小计", "3项"), ("合计", "4项")]
