"""The review page: its answer, what it says of each matter, who may see it, and what it costs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import AT, Cast, cast, signed_in
from luoshi.documents.received import pasted
from luoshi.matters.models import Matter
from luoshi.matters.operations import drop, revise_matter, take_in
from review_desk import Desk, desk

__all__ = ["cast", "desk", "signed_in"]
SignIn = Callable[[str], Client]


def shown(answer: HttpResponse) -> str:
    """The page as read: tags gone, white space single."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def row(answer: HttpResponse, matter: Matter) -> str:
    found = re.search(rf'<article[^>]*id="m-{matter.ref}".*?</article>', answer.content.decode(), re.DOTALL)
    assert found is not None
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", found.group()).split()))


def test_the_title_says_how_many_to_docket_and_how_many_have_nobody(desk: Desk) -> None:
    page = shown(desk.get())
    assert "建议立项 3 件，其中 2 件责任单位未明确" in page
    assert "面上要求 1 件没有可以逐项办结的内容，写入通知" in page


def test_concrete_matters_are_ticked_and_general_ones_are_not(desk: Desk) -> None:
    page = desk.get().content.decode()
    for words, ticked in (("校舍安全排查", True), ("食堂台账", True), ("统筹协调", False)):
        box = re.search(rf'<input type="checkbox"\s+name="m"\s+value="{desk.matter(words).ref}"[^>]*>', page)
        assert box is not None
        assert ("checked" in box.group()) is ticked, words


def test_a_row_says_what_the_text_says_and_what_nobody_said(desk: Desk) -> None:
    stated = row(desk.get(), desk.matter("校舍安全排查"))
    assert "牵头 市教育局 原文" in stated
    assert "时限 2026年5月31日（5月底前） 原文" in stated
    assert "办结标准 30所 原文" in stated
    assert "牵头领导未明确" in stated
    bare = row(desk.get(), desk.matter("食堂台账"))
    assert "责任单位未明确" in bare
    assert "按职责建议：依据“学校食堂”（市教育局职责）" in bare


def test_what_a_person_added_bears_name_and_day(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    revise_matter(
        matter, by=desk.cast.acting("zhoumin"), at=AT, values={"lead": desk.cast.water, "standard": "逐校销号"}
    )
    said = row(desk.get(), matter)
    assert "牵头 市水务局 周敏 3月9日补充" in said
    assert "办结标准 逐校销号 周敏 3月9日补充" in said


def test_words_to_everyone_stay_one_matter_that_one_body_collects(desk: Desk) -> None:
    assert Matter.objects.filter(words__contains="统筹协调").count() == 1
    assert "不逐单位立项，由哪个单位牵头汇总未明确" in row(desk.get(), desk.matter("统筹协调"))


def test_chips_and_words_of_the_source_share_their_key(desk: Desk) -> None:
    page = desk.get().content.decode()
    matter = desk.matter("校舍安全排查")
    for field in ("lead", "supporting", "due_on", "standard"):
        assert len(re.findall(rf'data-keys="[^"]*\bm-{matter.ref}-{field}\b', page)) == 2, field
    assert page.count(f'id="t-m-{matter.ref}"') == 1


def test_views_and_attitudes_are_folded_and_may_become_matters(desk: Desk) -> None:
    page = desk.get().content.decode()
    folded = re.search(r'<details class="folded">.*?</details>', page, re.DOTALL)
    assert folded is not None
    assert "形势总体平稳" in folded.group()
    place = re.search(r'form="say"\s+name="place"\s+value="(\d+-\d+)"', folded.group())
    assert place is not None
    typed = {"document": desk.document.ref, "place": place[1], "word": "statement.action"}
    desk.post("marks/", typed)
    assert desk.matter("形势总体平稳").words == "校舍安全关系千家万户，形势总体平稳😀。"


def test_a_dropped_matter_stands_below_with_its_reason_and_comes_back(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    drop(matter, by=desk.cast.acting("zhoumin"), at=AT, reason="已经办结")
    page = desk.get()
    assert "不立项 1 件" in shown(page)
    assert "建议立项 2 件" in shown(page)
    answer = desk.post(f"items/{matter.ref}/restore/", {})
    assert answer["Location"] == f"{desk.address}#m-{matter.ref}"
    matter.refresh_from_db()
    assert matter.state == "proposed"


def test_another_text_of_the_meeting_is_a_tab(desk: Desk) -> None:
    words = "市政府第3次专题会议纪要\n2026年3月5日，市长沈怀远主持召开专题会议。\n会议议定：由市教育局牵头，5月底前完成30所学校校舍安全排查。\n"
    other = take_in(
        desk.cast.city,
        by=desk.cast.acting("zhoumin"),
        at=AT,
        text=pasted(words),
        content=words.encode(),
        name="纪要.txt",
    )
    assert "专题会议纪要" in shown(desk.get())
    there = desk.get(f"?text={desk.document.ref}").content.decode()
    assert "春灌用水调度方案" in there
    assert f'href="?text={other.ref}"' in there
    assert f"?text={desk.document.ref}" in re.findall(r'formaction="([^"]+)"', there)[0]


def test_two_texts_of_one_kind_are_told_apart_by_their_titles(desk: Desk) -> None:
    words = desk.document.text.replace("形势总体平稳", "形势总体稳定")
    by = desk.cast.acting("zhoumin")
    take_in(desk.cast.city, by=by, at=AT, text=pasted(words), content=words.encode(), name="门户网站转载.txt")
    names = re.findall(r'href="\?text=[^>]*>([^<]+)<', desk.get().content.decode())
    assert names == [f"通稿：{desk.document.title}（为准）", "通稿：门户网站转载"]


@pytest.mark.parametrize(
    ("login", "status"), [("liqiang", 403), ("wangfang", 403), ("auditor", 403), ("chenjing", 404)]
)
def test_only_the_supervision_office_reviews(desk: Desk, signed_in: SignIn, login: str, status: int) -> None:
    client = signed_in(login)
    matter = desk.matter("食堂台账")
    addresses = ["", "docket/", "merge/", f"items/{matter.ref}/"]
    assert {client.get(desk.address + path).status_code for path in addresses} == {status}
    acts = [
        "chosen/",
        "marks/",
        "about/",
        *(f"items/{matter.ref}/{act}/" for act in ("adopt", "drop", "restore", "split")),
    ]
    typed = {
        "act": "adopt",
        "words": "春灌",
        "word": "seen",
        "document": desk.document.ref,
        "reason": "重复",
        "kind": "other",
    }
    assert {client.post(desk.address + path, typed).status_code for path in acts} == {status}
    matter.refresh_from_db()
    assert matter.seq == 1


def test_nobody_is_sent_to_sign_in(desk: Desk) -> None:
    answer = Client().get(desk.address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_forty_matters_cost_as_many_queries_as_four_and_stay_light(desk: Desk, cast: Cast) -> None:
    few = queries(desk.client, desk.address)
    clauses = "".join(
        f"由市教育局牵头，市水务局配合，6月{day}日前完成第{day}批校舍加固工程并建立台账。" for day in range(1, 30)
    )
    words = f"2026年3月6日，市长沈怀远主持召开市政府第4次专题会议。\n会议要求：\n一、{clauses}\n{'校舍安全关系千家万户，形势总体平稳，各方面工作有序开展，群众反映良好，社会大局保持稳定，为全年各项目标任务的完成打下了较好基础，也积累了经验。' * 130}"
    take_in(cast.city, by=cast.acting("zhoumin"), at=AT, text=pasted(words), content=words.encode(), name="长.txt")
    long = Matter.objects.get(words__contains="第29批").meeting
    assert long is not None
    address = f"/meetings/{long.ref}/review/"
    assert queries(desk.client, address) == few
    page = desk.client.get(address).content
    assert page.count(b"<article") == 29
    assert len(page) < 200_000
