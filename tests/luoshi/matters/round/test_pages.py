"""The pages of rounds: who may see them, from opening to the call list, every refusal a sentence."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from build_matters import handed_out
from build_returns import answered, members
from cast import AT, Cast, cast, signed_in
from luoshi.journal.models import AccessEntry
from luoshi.matters.models import Matter, Report, Round
from luoshi.matters.operations.rounds import RoundDetails, open_round
from luoshi.people.directory.operations import appoint, found_person, found_post
from luoshi.people.models import PostKind
from luoshi.workdays import office_date

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
LATER = dt.date(2099, 1, 1)


@pytest.fixture
def matters(cast: Cast) -> list[Matter]:
    """One of the education bureau that is long overdue, one of the water bureau for later."""
    return [
        handed_out(cast, "修订校园食堂采购目录", due_on=dt.date(2020, 1, 1)),
        handed_out(cast, "完成水库除险加固", lead=cast.water, due_on=LATER),
    ]


@pytest.fixture
def opened(cast: Cast, matters: list[Matter]) -> Round:
    details = RoundDetails(title="3月反馈", due_on=LATER)
    return open_round(cast.city, by=cast.acting("zhoumin"), at=timezone.now(), matters=matters, details=details)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_a_round_is_opened_with_what_is_ticked(signed_in: SignIn, matters: list[Matter]) -> None:
    client = signed_in("zhoumin")
    page = client.get("/rounds/new/").content.decode()
    assert "<h1>2 件正在办理，分给 2 家单位</h1>" in page
    given = {"title": "3月反馈", "due_on": "2099-01-01", "matter": [matters[0].ref], "token": hidden(page, "token")}
    answer = client.post("/rounds/new/", given)
    row = Round.objects.get()
    assert answer.headers["Location"] == f"/rounds/{row.ref}/"
    assert [each.matter for each in row.asked.all()] == [matters[0]]
    assert client.post("/rounds/new/", given).headers["Location"] == f"/rounds/{row.ref}/"


@pytest.mark.parametrize(
    ("question", "found"),
    [("meeting", [0, 1]), ("body", [1]), ("days=0", [0]), ("days=30", [0]), ("days=x", [0, 1])],
)
def test_what_is_asked_is_narrowed_by_meeting_body_and_due_date(
    cast: Cast, signed_in: SignIn, matters: list[Matter], question: str, found: list[int]
) -> None:
    values = {"meeting": f"meeting={matters[0].meeting.ref}", "body": f"body={cast.water.ref}"}  # type: ignore[union-attr]
    page = signed_in("zhoumin").get(f"/rounds/new/?{values.get(question, question)}").content.decode()
    assert re.findall(r'name="matter"\s+value="(\w+)"', page) == [matters[at].ref for at in found]


def test_nothing_ticked_is_a_sentence_and_what_was_typed_stays(signed_in: SignIn, matters: list[Matter]) -> None:
    answer = signed_in("zhoumin").post("/rounds/new/", {"title": "三月的事", "due_on": "2099-01-01"})
    assert answer.status_code == 422
    assert "还没有勾选事项" in answer.content.decode()
    assert "三月的事" in answer.content.decode()


def test_what_comes_back_is_shown_then_taken_in(signed_in: SignIn, opened: Round) -> None:
    client, address = signed_in("zhoumin"), f"/rounds/{opened.ref}/"
    sent = members(client.get(f"{address}workbooks.zip").content)
    name = "市教育局_3月反馈_1项.xlsx"
    file = SimpleUploadedFile(name, answered(sent[name], {"常务会47-01": "已修订"}))
    page = client.post(f"{address}back/", {"returned": [file]}).content.decode()
    assert "<h1>1 条新反馈</h1>" in page
    assert not Report.objects.exists()
    given = {"take": re.findall(r'name="take"\s+value="([^"]+)"', page)}
    given |= {name: [hidden(page, name)] for name in ("token", "carried")}
    for _ in range(2):
        assert client.post(f"{address}take/", given).status_code == 302
    assert Report.objects.get().progress == "已修订"
    assert "<h1>已报 1 家，还差 1 家</h1>" in client.get(address).content.decode()


def test_a_heap_of_nothing_is_a_sentence(signed_in: SignIn, opened: Round) -> None:
    answer = signed_in("zhoumin").post(f"/rounds/{opened.ref}/back/", {})
    assert answer.status_code == 422
    assert "还没有选择文件" in answer.content.decode()


def test_a_page_that_is_no_longer_good_takes_nothing_in(signed_in: SignIn, opened: Round) -> None:
    answer = signed_in("zhoumin").post(f"/rounds/{opened.ref}/take/", {"carried": "x", "take": ["0-0"]})
    assert answer.status_code == 422
    assert "没有录入任何内容" in answer.content.decode()


def test_a_body_on_the_telephone_is_entered_in_one_line(
    cast: Cast, signed_in: SignIn, opened: Round, matters: list[Matter]
) -> None:
    client, address = signed_in("zhoumin"), f"/rounds/{opened.ref}/"
    key = f"{matters[1].ref}-{cast.water.ref}"
    assert f'<option value="{key}" selected>' in client.get(f"{address}?say={key}").content.decode()
    given = {"asked": key, "progress": "过半", "channel": "phone", "said_by": "王芳"}
    given["said_on"] = office_date(timezone.now()).isoformat()
    assert client.post(f"{address}said/", given).status_code == 302
    assert Report.objects.get().body == cast.water
    answer = client.post(f"{address}said/", given | {"said_by": "", "progress": "快完了"})
    assert answer.status_code == 422
    assert "请填写是谁告知的" in answer.content.decode()
    assert "快完了" in answer.content.decode()


def test_the_same_as_last_time_is_told_before_it_is_entered(
    cast: Cast, signed_in: SignIn, opened: Round, matters: list[Matter]
) -> None:
    client, address = signed_in("zhoumin"), f"/rounds/{opened.ref}/said/"
    given = {"asked": f"{matters[1].ref}-{cast.water.ref}", "channel": "phone", "said_by": "王芳"}
    given["said_on"] = office_date(timezone.now()).isoformat()
    assert client.post(address, given | {"progress": "正在逐库排查，已过半。"}).status_code == 302
    answer = client.post(address, given | {"progress": "正在逐库排查，已过半"})
    assert answer.status_code == 422
    assert "几乎相同" in answer.content.decode()
    assert Report.objects.count() == 1
    assert 'name="again" value="on"' in answer.content.decode()
    assert client.post(address, given | {"progress": "正在逐库排查，已过半", "again": "on"}).status_code == 302
    assert Report.objects.count() == 2
    assert client.post(address, given | {"progress": "正在逐库排查，已完成12座。"}).status_code == 302


def test_the_call_list_names_the_liaison_and_each_look_at_a_mobile_is_noted(
    cast: Cast, signed_in: SignIn, opened: Round
) -> None:
    by = cast.acting("zhoumin")
    post = found_post(cast.water, by=by, at=AT, title="联络员", kind=PostKind.LIAISON)
    values = {"name": "方同", "phone": "3120088", "mobile": "13900000001"}
    appoint(post, by=by, at=AT, person=found_person(cast.city, by=by, at=AT, values=values), on=None)
    client = signed_in("zhoumin")
    assert "3120088" in client.get(f"/rounds/{opened.ref}/").content.decode()
    data = client.get(f"/rounds/{opened.ref}/calls.xlsx").content
    sheet = load_workbook(io.BytesIO(data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[1][1:6] == ["市水务局", "未报", "方同", "3120088", "13900000001"]
    assert AccessEntry.objects.filter(operation="person.mobile").count() == 1


def test_the_round_s_ledger_comes_as_a_workbook(signed_in: SignIn, opened: Round) -> None:
    data = signed_in("zhoumin").get(f"/rounds/{opened.ref}/ledger.xlsx").content
    assert load_workbook(io.BytesIO(data))["责任分解表"].max_row == 5


@pytest.mark.parametrize("path", ["", "back/", "take/", "said/", "workbooks.zip", "ledger.xlsx", "calls.xlsx"])
def test_the_next_county_finds_no_round(signed_in: SignIn, opened: Round, path: str) -> None:
    client = signed_in("chenjing")
    assert {client.get(f"/rounds/{opened.ref}/{path}").status_code, client.post(f"/rounds/{opened.ref}/{path}").status_code} <= {404, 405}  # fmt: skip


def test_a_liaison_does_not_open_the_supervision_office_s_pages(signed_in: SignIn, opened: Round) -> None:
    client = signed_in("liqiang")
    assert {client.get(path).status_code for path in ("/rounds/", "/rounds/new/", f"/rounds/{opened.ref}/")} == {403}


def test_the_list_says_where_the_newest_round_stands(signed_in: SignIn, opened: Round) -> None:
    assert "3月反馈：已报 0 家，还差 2 家" in " ".join(signed_in("zhoumin").get("/rounds/").content.decode().split())
