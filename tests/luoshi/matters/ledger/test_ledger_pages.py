"""The pages on which a ledger is taken over, and the ledger going out as it came in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from build_ledgers import HEAD, ROWS, workbook
from build_matters import handed_out
from cast import AT, Cast, cast, signed_in
from luoshi.journal.models import AccessEntry
from luoshi.matters.acts import Given
from luoshi.matters.ledger.forms import leaving_of
from luoshi.matters.life import Act
from luoshi.matters.models import LedgerShape, Matter, MatterState
from luoshi.matters.operations import act_on

__all__ = ["cast", "signed_in"]

SignIn = Callable[[str], Client]


def upload(client: Client, data: bytes, **more: object) -> str:
    file = SimpleUploadedFile("台账.xlsx", data)
    answer = client.post("/ledger/", {"file": file, "year": 2026, **more})
    return answer.content.decode()


def carried(page: str) -> dict[str, object]:
    """What the preview sends back when a button is pressed."""
    sent: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="hidden"' in tag and name[1] not in ("csrfmiddlewaretoken", "asked", "worded"):
            sent[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]*name="(column[^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected|value="([^"]*)"\s+selected', options)
        sent[name] = (chosen[1] or chosen[2]) if chosen else "-"
    sent["asked"] = re.findall(r'name="asked" value="([^"]*)"', page)
    sent["meant"] = [""] * len(sent["asked"])  # type: ignore[arg-type]
    sent["worded"] = re.findall(r'name="worded" value="([^"]*)"', page)
    states = re.findall(r'<select[^>]*name="state"[^>]*>(.*?)</select>', page, re.DOTALL)
    sent["state"] = [re.search(r'value="([^"]*)"\s+selected', each)[1] for each in states]  # type: ignore[index]
    return sent


def cells(data: bytes) -> list[list[str]]:
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    return [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("zhoumin")


def test_a_preview_writes_nothing_and_one_press_takes_over(clerk: Client) -> None:
    page = upload(clerk, workbook())
    assert "新接管 3 件" in page
    assert "市城管大队" in page
    assert Matter.objects.count() == 0
    answer = clerk.post("/ledger/take/", {**carried(page), "step": "take"}, follow=True)
    assert "已接管 3 件" in answer.content.decode()
    assert Matter.objects.count() == 3


def test_a_second_press_takes_over_nothing_more(clerk: Client) -> None:
    sent = {**carried(upload(clerk, workbook())), "step": "take"}
    answers = [clerk.post("/ledger/take/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Matter.objects.count() == 3


def test_what_is_said_of_columns_names_and_states_is_shown_again_and_counts(cast: Cast, clerk: Client) -> None:
    page = upload(clerk, workbook())
    sent = carried(page) | {"meant": ["市教育局"], "column-0-9": "remark", "step": "look"}
    again = clerk.post("/ledger/take/", sent).content.decode()
    assert 'value="市教育局"' in again
    clerk.post("/ledger/take/", carried(again) | {"meant": ["市教育局"], "step": "take"})
    third = Matter.objects.get(words="落实校园周边整治")
    assert (third.lead, Matter.objects.get(code="台账2026-01").remark) == (cast.education, "何山")


def test_a_sheet_may_be_left_aside(clerk: Client) -> None:
    page = upload(clerk, workbook(more={"教育": [["序号", "事项", "单位"], [1, "办学", "市教育局"]]}))
    clerk.post("/ledger/take/", carried(page) | {"leave": ["1"], "step": "look"})
    again = clerk.post("/ledger/take/", carried(page) | {"leave": ["1"], "step": "look"}).content.decode()
    clerk.post("/ledger/take/", carried(again) | {"leave": ["1"], "step": "take"})
    assert set(Matter.objects.values_list("words", flat=True)) == {row[2] for row in ROWS}


def test_what_changed_since_the_preview_is_shown_before_anything_is_written(cast: Cast, clerk: Client) -> None:
    sent = {**carried(upload(clerk, workbook())), "step": "take"}
    handed_out(cast, "排查全市小型水库隐患", lead=cast.water)
    answer = clerk.post("/ledger/take/", sent)
    assert answer.status_code == 422
    assert "下面是新的预览" in answer.content.decode()
    assert Matter.objects.count() == 1


def test_a_broken_preview_takes_over_nothing(clerk: Client) -> None:
    sent = {**carried(upload(clerk, workbook())), "step": "take", "table": "?"}
    answer = clerk.post("/ledger/take/", sent, follow=True)
    assert "预览页面的内容不完整" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"year": 2026}, "请选择表格文件"),
        ({"year": 2026, "words": "今天天气不错"}, "没有找到台账的表头"),
        ({"year": 20, "words": "序号\t事项\t单位\n1\t办学\t市教育局"}, "2000"),
    ],
)
def test_what_is_no_ledger_is_refused_beside_the_field_and_kept(
    clerk: Client, sent: dict[str, object], sentence: str
) -> None:
    answer = clerk.post("/ledger/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert str(sent.get("words", "")) in answer.content.decode()


def test_a_pasted_table_is_taken_over(clerk: Client) -> None:
    page = clerk.post("/ledger/", {"year": 2026, "words": "序号\t事项\t单位\n1\t办学\t市教育局"}).content.decode()
    clerk.post("/ledger/take/", {**carried(page), "step": "take"})
    assert Matter.objects.get().words == "办学"


def taken(client: Client) -> LedgerShape:
    client.post("/ledger/take/", {**carried(upload(client, workbook())), "step": "take"})
    return LedgerShape.objects.get()


def test_what_goes_out_is_what_came_in(clerk: Client) -> None:
    shape = taken(clerk)
    rows = cells(clerk.get(f"/ledger/{shape.ref}/ledger.xlsx").content)
    assert rows[1] == list(HEAD)
    assert rows[2:] == [[str(cell or "") for cell in row] for row in ROWS]
    assert "没有变化 3 件" in upload(clerk, clerk.get(f"/ledger/{shape.ref}/ledger.xlsx").content)
    assert AccessEntry.objects.filter(operation="ledger.export").exists()


def test_what_was_done_since_stands_in_what_goes_out(cast: Cast, clerk: Client) -> None:
    shape = taken(clerk)
    matter = Matter.objects.get(code="台账2026-01")
    act_on(
        matter,
        by=cast.acting("zhoumin"),
        at=AT,
        act=Act.FIND_DONE,
        given=Given(words="全部排查完毕。", despite="现场看过"),
    )
    handed_out(cast, "清理河道", lead=cast.water)
    rows = cells(clerk.get(f"/ledger/{shape.ref}/ledger.xlsx").content)
    assert (rows[2][6], rows[2][8]) == ("全部排查完毕。", "已办结")
    assert (rows[5][0], rows[5][2], rows[5][4]) == ("4", "清理河道", "市水务局")


def test_a_filtered_ledger_goes_out_in_the_same_columns(clerk: Client) -> None:
    shape = taken(clerk)
    rows = cells(clerk.get(f"/ledger/{shape.ref}/ledger.xlsx?group=done").content)
    assert [row[2] for row in rows[1:]] == ["工作任务", "修订防汛应急预案"]


def test_strangers_reach_nothing_of_it(signed_in: SignIn, clerk: Client) -> None:
    shape = taken(clerk)
    addresses = ("/ledger/", f"/ledger/{shape.ref}/ledger.xlsx", "/matters/new/")
    assert [Client().get(address).status_code for address in addresses] == [302] * 3
    assert [signed_in("liqiang").get(address).status_code for address in addresses] == [403] * 3
    assert signed_in("chenjing").get(addresses[1]).status_code == 404
    assert Client().post("/ledger/take/", {}).status_code == 302
    assert signed_in("liqiang").post("/ledger/take/", {}).status_code == 403


def test_the_page_of_a_matter_tells_from_which_row_it_came(clerk: Client) -> None:
    taken(clerk)
    matter = Matter.objects.get(code="台账2026-01")
    page = clerk.get(f"/matters/{matter.ref}/").content.decode()
    assert "接管台账：台账.xlsx · 督办台账第 3 行，接管时为“正在办理”。接管台账时的进展：已排查 12 座。" in page


def test_a_body_sees_the_history_from_the_day_it_was_taken_over(signed_in: SignIn, clerk: Client) -> None:
    taken(clerk)
    matter = Matter.objects.get(code="台账2026-01")
    assert matter.state == MatterState.UNDER_WAY
    assert "接管台账时的进展" in signed_in("wangfang").get(f"/matters/{matter.ref}/").content.decode()


def test_tables_that_are_left_are_known_by_number_alone() -> None:
    from django.http import QueryDict

    assert leaving_of(QueryDict("leave=1&leave=x&leave=9999&leave=²")) == {1}


def test_the_page_lists_what_was_taken_over(clerk: Client) -> None:
    shape = taken(clerk)
    page = clerk.get("/ledger/").content.decode()
    assert '<td class="figure" data-name="事项">3</td>' in page
    assert f"/ledger/{shape.ref}/ledger.xlsx" in page
