"""The start: what there is, what is missing, three steps that can be skipped, and the same from the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import AT, DAY, Cast
from luoshi.bodies.models import Body, BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.cli import main
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.people.directory.operations import Line, appoint, found_person, found_post, set_portfolio
from luoshi.people.models import Person, Portfolio, PostKind, Relation, Tenure
from luoshi.people.starting.operations import found_government
from luoshi.people.starting.standing import NO_BODIES, NO_LIAISONS, NO_PORTFOLIO, lacking, standing_of

SYSTEM = Acting.system(None)
SignIn = Callable[[str], Client]
LEADERS = "副市长 温若水：分管教育工作，分管市教育局、市体育中心；联系市税务局。"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def title(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", text(answer), re.DOTALL)[1]).split())  # type: ignore[index]  # a page has one


def sent(page: str) -> dict[str, Any]:
    """What a browser would send back from a preview: the fields, with questions as lists."""
    fields: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return fields | {"asked": re.findall(r'name="asked" value="([^"]*)"', page)}


def steps(page: str) -> dict[str, str]:
    """What the steps say that there is already."""
    rows = re.findall(r'data-name="步骤">\d　(\S+?)</td>\s*<td[^>]*data-name="已有">(.*?)</td>', page, re.DOTALL)
    return dict(rows)


@pytest.fixture
def government(cast: Cast) -> Body:
    return found_government(cast.city, by=cast.acting("zhoumin"), at=AT)


@pytest.fixture
def complete(cast: Cast, government: Body) -> Cast:
    """A leader in charge of the education bureau, a liaison of it."""
    for body, words, name, kind in (
        (government, "副市长", "柳如川", PostKind.LEADER),
        (cast.education, "联络员", "江一帆", PostKind.LIAISON),
    ):
        post = found_post(body, by=SYSTEM, at=AT, title=words, kind=kind)
        person = found_person(cast.city, by=SYSTEM, at=AT, values={"name": name})
        appoint(post, by=SYSTEM, at=AT, person=person, on=None)
        if kind is PostKind.LEADER:
            set_portfolio(post, by=SYSTEM, at=AT, lines=[Line(Relation.MANAGES, cast.education)], on=None)
    return cast


def test_an_empty_office_lacks_all_three_in_the_order_of_the_steps(cast: Cast) -> None:
    assert lacking(cast.county, DAY) == (NO_BODIES, NO_PORTFOLIO, NO_LIAISONS)
    assert standing_of(cast.county, DAY).lacks == lacking(cast.county, DAY)


def test_a_complete_office_lacks_nothing_and_says_who_has_no_leader_liaison_account(complete: Cast) -> None:
    standing = standing_of(complete.city, DAY)
    assert standing.lacks == lacking(complete.city, DAY) == ()
    assert (standing.bodies, standing.leaders, standing.lines, standing.liaisons, standing.people) == (3, 1, 1, 1, 2)
    assert (standing.unled, standing.unheard) == ((complete.water,), 1)
    assert (standing.accounts, standing.unopened) == (2, 0)


def test_the_start_says_what_is_there_and_what_does_not_work_yet(complete: Cast, signed_in: SignIn) -> None:
    page = signed_in("zhoumin").get("/start/")
    assert title(page) == "名录、分工、通讯录都有了"
    assert steps(text(page)) == {
        "机构名录": "3 个单位",
        "领导分工": "1 位领导，1 条分工",
        "通讯录": "2 人，其中 1 位联络员",
        "账号单": "2 个单位有账号",
    }
    assert "1 个单位没有分管领导：市水务局" in text(page)


def test_the_landing_page_points_to_the_start_while_something_is_missing(
    cast: Cast, government: Body, signed_in: SignIn
) -> None:
    client = signed_in("zhoumin")
    for path in ("/meetings/", "/"):
        assert NO_PORTFOLIO in text(client.get(path))
        assert NO_PORTFOLIO not in text(signed_in("liqiang").get(path))
        assert NO_PORTFOLIO not in text(Client().get(path))


def test_the_landing_page_says_nothing_once_all_is_there(complete: Cast, signed_in: SignIn) -> None:
    assert "开始使用" not in text(signed_in("zhoumin").get("/meetings/"))


@pytest.mark.parametrize(
    ("kind", "onward"),
    [("bodies", "/start/leaders/"), ("leaders", "/start/contacts/"), ("contacts", "/start/")],
)
def test_a_step_is_skipped_by_a_link(cast: Cast, signed_in: SignIn, kind: str, onward: str) -> None:
    page = text(signed_in("zhoumin").get(f"/start/{kind}/"))
    assert f'href="{onward}">先跳过这一步</a>' in page


def test_a_pasted_list_is_previewed_then_taken_in_and_the_next_step_follows(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    words = "一、政府工作部门\n市财政局\n二、其他\n市文化中心\n"
    preview = client.post("/start/bodies/", {"words": words, "on": "2026-03-09"})
    assert title(preview) == "新增 1 项，更改 0 项，1 处请您认定"
    assert Body.objects.filter(office=cast.city).count() == 2
    chosen = re.findall(r'<option value="(\w+)" selected>', text(preview))
    assert chosen == ["institution"]
    done = client.post("/start/bodies/confirm/", sent(text(preview)) | {"meant": chosen}, follow=True)
    assert done.redirect_chain[-1][0] == "/start/leaders/"
    assert "机构名录已导入：新增 2 项" in text(done)
    assert Body.objects.get(name="市文化中心").kind == BodyKind.INSTITUTION


def test_leaders_first_need_the_government_which_one_press_enters(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    page = text(client.get("/start/leaders/"))
    assert "先录入“安澜市人民政府”" in page
    answer = client.post("/start/government/", {"token": "t"}, follow=True)
    assert "可以导入领导分工了" in text(answer)
    assert "先录入“" not in text(answer)
    body = Body.objects.get(kind=BodyKind.GOVERNMENT)
    assert (body.name, body.short_name, body.office) == ("安澜市人民政府", "市政府", cast.city)


def test_an_office_whose_name_does_not_say_whose_it_is_enters_the_government_by_hand(cast: Cast) -> None:
    cast.city.name = "综合服务中心"
    cast.city.save(update_fields=["name"])
    with pytest.raises(Refused, match="类别选“本级政府”"):
        found_government(cast.city, by=cast.acting("zhoumin"), at=AT)


def test_what_a_clerk_says_unknown_words_mean_is_taken_in(cast: Cast, government: Body, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    preview = text(client.post("/start/leaders/", {"words": LEADERS, "on": "2026-03-09"}))
    assert '<option value="市水务局">' in preview
    fields = sent(preview)
    assert fields["asked"] == ["body:市体育中心", "body:市税务局"]
    wrong = client.post("/start/leaders/confirm/", fields | {"meant": ["市体育局", "市水务局"]})
    assert wrong.status_code == 422
    assert "填的“市体育局”不在名录里" in text(wrong)
    assert 'value="市水务局"' in text(wrong)
    assert not Tenure.objects.exists()
    client.post("/start/leaders/confirm/", sent(text(wrong)) | {"meant": ["", "市水务局"]})
    lines = {(line.relation, str(line.body or line.field)) for line in Portfolio.objects.select_related("body")}
    assert lines == {
        ("manages", "教育工作"),
        ("manages", "市教育局"),
        ("manages", "市体育中心"),
        ("contacts", "市水务局"),
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "请选择表格文件，或者把表格粘贴到下面"),
        ({"words": "  \n"}, "请选择表格文件，或者把表格粘贴到下面"),
        ({"words": "甲\t乙\n丙\t丁\n"}, "前十行里没有找到通讯录的表头"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_the_words_stay(
    cast: Cast, signed_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    answer = signed_in("zhoumin").post("/start/contacts/", typed | {"on": "2026-03-09"})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert typed.get("words", "").strip() in text(answer)


def test_a_file_and_pasted_words_at_once_are_refused(cast: Cast, signed_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位,姓名,职务\n", encoding="utf-8")
    with path.open("rb") as file:
        answer = signed_in("zhoumin").post("/start/contacts/", {"file": file, "words": "甲", "on": "2026-03-09"})
    assert "只能用一样" in text(answer)


@pytest.mark.parametrize("path", ["/start/", "/start/bodies/", "/start/slips/"])
def test_who_neither_keeps_nor_administers_gets_no_page_and_nobody_is_sent_to_sign_in(
    cast: Cast, signed_in: SignIn, path: str
) -> None:
    assert signed_in("liqiang").get(path).status_code == 403
    assert Client().get(path)["Location"].startswith("/sign-in/")


def test_the_next_county_sees_its_own_standing_only(complete: Cast, signed_in: SignIn) -> None:
    assert steps(text(signed_in("chenjing").get("/start/")))["机构名录"] == "还没有"


@pytest.mark.parametrize("path", ["/start/", "/start/slips/", "/start/leaders/", "/meetings/"])
def test_a_page_of_the_start_asks_as_often_for_one_body_as_for_twenty(
    complete: Cast, signed_in: SignIn, path: str
) -> None:
    client = signed_in("sysadmin")
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(20):
        details = BodyDetails(kind=BodyKind.DEPARTMENT, name=f"市第{number}局")
        body = found_body(complete.city, by=SYSTEM, at=AT, details=details)
        post = found_post(body, by=SYSTEM, at=AT, title="联络员", kind=PostKind.LIAISON)
        person = found_person(complete.city, by=SYSTEM, at=AT, values={"name": f"甲{number}"})
        appoint(post, by=SYSTEM, at=AT, person=person, on=None)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


# ——— the command ———


def test_the_command_shows_first_and_writes_when_told(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通讯录.txt"
    path.write_text("单位\t姓名\t职务\n市教育局\t李强\t局长\n市体育局\t王芳\t局长\n", encoding="utf-8")
    command = ["directory", "import", "通讯录", str(path), "--office", cast.city.name, "--on", "2026-03-09"]
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "第 2 行　市教育局 李强：任局长（新设岗位）" in said
    assert "第 3 行“单位”：名录里没有单位“市体育局”。这一行不导入。" in said
    assert "以上还没有写入" in said
    assert not Person.objects.exists()
    assert main([*command, "--confirm"]) == 1
    assert "通讯录已导入：新增 1 项" in capsys.readouterr().out
    assert Tenure.objects.get().valid_from == DAY


def test_a_table_without_doubts_ends_well(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "名录.txt"
    path.write_text("一、政府工作部门\n市教育局\n市水务局\n", encoding="utf-8")
    assert main(["directory", "import", "机构名录", str(path), "--office", cast.city.name]) == 0


def test_a_file_that_is_not_there_and_an_office_that_is_not_named_are_refused(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["directory", "import", "通讯录", str(tmp_path / "没有.xlsx"), "--office", cast.city.name]) == 2
    assert "找不到文件" in capsys.readouterr().err
    assert main(["directory", "import", "通讯录", "x.xlsx"]) == 2
    assert (
        "请用 --office 写明是哪个办公机构。现有：安澜市人民政府办公室、临溪县人民政府办公室" in capsys.readouterr().err
    )
