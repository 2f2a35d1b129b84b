"""按单位拆分: what goes to whom, and what nobody may change in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from build_reading import anlan
from build_returns import dropped, filled, ledger, members
from luoshi.documents.heap import read_sheet
from luoshi.documents.ledger import Ledger, LedgerRow, code_key, ledger_of_sheet, ledger_of_table, prefix_of
from luoshi.documents.ledger_xlsx import ledger_xlsx
from luoshi.documents.split import LEDGER_FILE, LIST_FILE, parcels_of, safe, split
from luoshi.documents.tables import task_table
from luoshi.documents.written import written
from luoshi.journal.refusal import Refused


def test_every_lead_body_gets_a_workbook_with_only_its_rows() -> None:
    packed = members(split(ledger()))
    assert list(packed) == [
        LEDGER_FILE, LIST_FILE,
        "安澜市第1局_第47次常务会_2项.xlsx", "安澜市第2局_第47次常务会_2项.xlsx", "安澜市第3局_第47次常务会_2项.xlsx",
    ]  # fmt: skip
    own = read_sheet(dropped("一.xlsx", packed["安澜市第2局_第47次常务会_2项.xlsx"]))
    assert [row["code"] for row in own.rows] == ["常务会47-03", "常务会47-04"]
    assert {row["lead_body"] for row in own.rows} == {"安澜市第2局"}


def test_a_row_without_a_body_goes_to_nobody_and_stands_in_the_ledger_and_the_list() -> None:
    packed = members(split(ledger()))
    assert "常务会47-07" in [row["code"] for row in read_sheet(dropped("总表.xlsx", packed[LEDGER_FILE])).rows]
    last = [cell.value for cell in list(load_workbook(io.BytesIO(packed[LIST_FILE])).active.rows)[-1]]
    assert last[1:5] == ["责任单位未明确", "1", "常务会47-07", "没有发给任何单位"]


def test_what_the_office_fixed_is_locked_and_what_the_body_fills_in_is_open() -> None:
    sheet = load_workbook(io.BytesIO(members(split(ledger()))["安澜市第1局_第47次常务会_2项.xlsx"]))["责任分解表"]
    locked = {sheet.cell(3, cell.column).value: cell.protection.locked for cell in sheet[4]}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert all(locked[title] for title in ("编号", "来源", "议定事项"))
    assert not any(locked[title] for title in ("进展情况", "存在问题及需协调事项", "状态", "备注"))
    assert not sheet.cell(8, 4).protection.locked
    assert sheet.data_validations.dataValidation[0].formula1.startswith('"未启动,正常推进')


def test_chinese_names_in_the_zip_carry_the_utf8_flag() -> None:
    with zipfile.ZipFile(io.BytesIO(split(ledger()))) as packed:
        assert all(info.flag_bits & 0x800 for info in packed.infolist())


def test_a_row_with_two_lead_bodies_goes_to_both() -> None:
    both = replace(ledger(), rows=(LedgerRow("1", {"matter": "修路", "lead_body": "甲局、乙局"}),))
    assert [parcel.body for parcel in parcels_of(both)] == ["甲局", "乙局"]


def test_a_table_without_a_body_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="填好“牵头单位”"):
        split(Ledger("表", (LedgerRow("1", {"matter": "修路"}),)))


@pytest.mark.parametrize(
    ("name", "file"), [("a/b:c*", "abc"), ("..", "未命名"), ("con", "_con"), ("局" * 90, "局" * 60)]
)
def test_a_name_becomes_one_that_windows_takes(name: str, file: str) -> None:
    assert safe(name) == file


def test_bodies_whose_names_become_the_same_file_name_keep_a_file_each() -> None:
    rows = tuple(
        LedgerRow(str(at), {"matter": "修路", "lead_body": name}) for at, name in enumerate(("甲?局", "甲*局"))
    )
    assert len({parcel.file.casefold() for parcel in parcels_of(Ledger("表", rows))}) == 2


@pytest.mark.parametrize(
    ("origin", "prefix"),
    [
        ("第47次常务会 · 要求三", "常务会47"),
        ("2026年第2次常务会 · 议题二", "常务会2026第2"),
        ("3月9日专题会", "3月9日专题会"),
        ("", "事项"),
    ],
)
def test_numbers_are_spoken_as_the_meeting_is(origin: str, prefix: str) -> None:
    assert prefix_of(origin) == prefix


def test_a_number_is_the_same_in_every_spelling() -> None:
    assert code_key("常务会47－03") == code_key(" 常务会 47—3 ") != code_key("常务会47-30")


def test_a_table_that_was_downloaded_and_edited_is_split_as_edited() -> None:
    table = task_table([anlan()])
    sheet = read_sheet(dropped("表.xlsx", written(table, "xlsx")))
    read = ledger_of_sheet(sheet, "表.xlsx")
    assert read == ledger_of_table(table)
    assert [row.code for row in read.rows] == [f"常务会47-{at:02}" for at in range(1, len(table.rows) + 1)]


def test_a_number_used_twice_stays_with_its_first_row_and_that_is_said() -> None:
    rows = (LedgerRow("常务会47-01", {"matter": "修路"}), LedgerRow("常务会47-01", {"matter": "架桥"}))
    read = ledger_of_sheet(read_sheet(dropped("总表.xlsx", ledger_xlsx(Ledger("表", rows)))), "总表.xlsx")
    assert [row.code for row in read.rows] == ["常务会47-01", "事项-01"]
    assert "不止一次" in read.remarks[0]


def test_a_column_the_table_does_not_know_goes_out_and_comes_back() -> None:
    own = replace(ledger(1, 1), extra_titles=("经费",))
    own = replace(own, rows=(replace(own.rows[0], extra={"经费": "20万元"}),))
    packed = members(split(own))
    assert ledger_of_sheet(read_sheet(dropped("总表.xlsx", packed[LEDGER_FILE])), "总表.xlsx") == own.begun()


def test_filling_in_changes_only_what_was_filled_in() -> None:
    data = members(split(ledger()))["安澜市第1局_第47次常务会_2项.xlsx"]
    sheet = read_sheet(dropped("一.xlsx", filled(data, {"常务会47-01": "已开工"})))
    assert sheet.rows[0]["progress"] == "已开工"
    assert sheet.rows[1]["progress"] == ""
