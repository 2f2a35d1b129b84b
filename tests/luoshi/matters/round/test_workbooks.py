"""What goes out in a round: who must do what, what was last said, whom to call, and nothing else to be changed."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from build_matters import handed_out
from build_returns import members
from cast import AT, DAY, Cast, cast
from luoshi.documents.models import Document
from luoshi.documents.received import pasted
from luoshi.matters.models import Matter, Place, Round
from luoshi.matters.operations import report, take_in
from luoshi.matters.operations.rounds import RoundDetails, open_round
from luoshi.matters.round.workbooks import asked_of, merged_ledger, round_zip

__all__ = ["cast"]
DETAILS = RoundDetails(title="3月反馈", due_on=DAY + dt.timedelta(days=7), contact="周敏", phone="3120001")


@pytest.fixture
def matters(cast: Cast) -> list[Matter]:
    first = handed_out(cast, "修订校园食堂采购目录", supporting=[cast.water])
    second = handed_out(cast, "完成水库除险加固", lead=cast.water)
    return [report(first, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="初稿已出"), second]


@pytest.fixture
def opened(cast: Cast, matters: list[Matter]) -> Round:
    later = AT + dt.timedelta(hours=1)
    return open_round(cast.city, by=cast.acting("zhoumin"), at=later, matters=matters, details=DETAILS)


def sheet(row: Round, name: str) -> Worksheet:
    data = members(round_zip(row, asked_of(row), on=DAY))[name]
    return load_workbook(io.BytesIO(data))["责任分解表"]


def cells(found: Worksheet, line: int) -> dict[str, object]:
    titles = [cell.value for cell in found[3]]
    return dict(zip(titles, [cell.value for cell in found[line]], strict=True))


def test_a_row_says_the_number_the_body_s_part_and_what_was_last_reported(opened: Round) -> None:
    row = cells(sheet(opened, "市教育局_3月反馈_1项.xlsx"), 4)
    assert row["编号"] == "常务会47-01\n常务会〔2026〕1号"
    assert (row["本单位职责"], row["牵头单位"], row["配合单位"]) == ("牵头", "市教育局", "市水务局")
    assert (row["上次进展"], row["本次进展"]) == ("初稿已出", None)


def test_a_supporting_body_finds_its_row_marked(opened: Round) -> None:
    found = sheet(opened, "市水务局_3月反馈_2项.xlsx")
    assert [cells(found, line)["本单位职责"] for line in (4, 5)] == ["配合", "牵头"]


def test_only_what_is_to_be_filled_in_is_unlocked(opened: Round) -> None:
    found = sheet(opened, "市教育局_3月反馈_1项.xlsx")
    assert found.protection.sheet
    titles = [cell.value for cell in found[3]]
    unlocked = {title for title, cell in zip(titles, found[4], strict=True) if not cell.protection.locked}
    assert unlocked == {"本次进展", "存在问题及需协调事项", "状态", "备注"}


def test_the_workbook_says_whom_to_send_it_to_by_when(opened: Round) -> None:
    assert "请于3月16日前发回，联系人：周敏 3120001。" in sheet(opened, "市教育局_3月反馈_1项.xlsx")["A2"].value


def test_a_workbook_with_an_internal_text_s_matter_says_so_in_its_name_and_at_its_head(
    cast: Cast, matters: list[Matter]
) -> None:
    words = "2026年3月9日上午，市长沈怀远主持召开安澜市九届人民政府第47次常务会议。\n会议要求：\n加强值守。\n"
    by = cast.acting("zhoumin")
    document = take_in(
        cast.city, by=by, at=AT, text=pasted(words), content=words.encode(), name="纪要.txt", label="internal"
    )
    assert isinstance(document, Document)
    Place.objects.create(matter=matters[0], document=document, start=0, end=5)
    row = open_round(cast.city, by=by, at=AT, matters=matters, details=replace(DETAILS, with_supporting=False))
    packed = members(round_zip(row, asked_of(row), on=DAY))
    assert {name for name in packed if "内部" in name} == {
        "市教育局_3月反馈_1项（内部）.xlsx",
        "市水务局_3月反馈_2项（内部）.xlsx",
    }
    assert sheet(row, "市教育局_3月反馈_1项（内部）.xlsx")["A2"].value.startswith("内部资料，请妥善保管")


def test_the_ledger_of_a_round_stands_in_the_columns_of_the_table(opened: Round) -> None:
    found = load_workbook(io.BytesIO(merged_ledger(opened, asked_of(opened), on=DAY)))["责任分解表"]
    assert cells(found, 4)["进展情况"] == "初稿已出"
    assert found.max_row == 5


def test_what_a_list_of_twenty_asks_the_database_does_not_grow(
    cast: Cast, opened: Round, django_assert_max_num_queries: object
) -> None:
    rows = [handed_out(cast, f"排查第{n}批隐患{'甲乙丙丁'[n % 4] * 6}") for n in range(20)]
    many = open_round(cast.city, by=cast.acting("zhoumin"), at=AT, matters=rows, details=DETAILS)
    with django_assert_max_num_queries(8) as few:  # type: ignore[operator]
        round_zip(opened, asked_of(opened), on=DAY)
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        round_zip(many, asked_of(many), on=DAY)
