"""The pages of the directory: everyone of the office reads, keepers change, the next county sees nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import AT, Cast
from luoshi.bodies.models import Body, BodyKind, Jurisdiction
from luoshi.bodies.operations import BodyDetails, DutyText, found_body, merge, revise_body, set_duties
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.journal.web import SIGNED_IN
from luoshi.people.directory import urls
from luoshi.people.directory.operations import Line, appoint, found_person, found_post, set_portfolio, set_stand_in
from luoshi.people.models import Person, Post, PostKind, Relation, StandIn, Tenure
from luoshi.sheets import OutColumn, read_grids, workbook

SYSTEM = Acting.system(None)
SignIn = Callable[[str], Client]


@pytest.fixture
def head(cast: Cast) -> Post:
    """The head's post of the bureau of education, held by 江一帆, whose mobile is known."""
    post = found_post(cast.education, by=SYSTEM, at=AT, title="局长", kind=PostKind.HEAD)
    values = {"name": "江一帆", "phone": "0000-6001001", "mobile": "10000000001"}
    person = found_person(cast.city, by=SYSTEM, at=AT, values=values)
    appoint(post, by=SYSTEM, at=AT, person=person, on=None)
    return post


@pytest.fixture
def deputy_mayor(cast: Cast) -> Post:
    """A deputy mayor in charge of education, with a stand-in."""
    details = BodyDetails(kind=BodyKind.GOVERNMENT, name="安澜市人民政府", short_name="市政府", protocol_order=1)
    government = found_body(cast.city, by=SYSTEM, at=AT, details=details)
    post, other = (found_post(government, by=SYSTEM, at=AT, title="副市长", kind=PostKind.LEADER) for _ in "ab")
    person = found_person(cast.city, by=SYSTEM, at=AT, values={"name": "柳如川"})
    appoint(post, by=SYSTEM, at=AT, person=person, on=None)
    lines = [Line(Relation.MANAGES, cast.education), Line(Relation.LEADS, field="教育")]
    set_portfolio(post, by=SYSTEM, at=AT, lines=lines, on=None)
    set_stand_in(post, by=SYSTEM, at=AT, deputy=other)
    return post


def text(answer: Any) -> str:
    return str(answer.content.decode())


def title(answer: Any) -> str:
    return " ".join(re.search(r"<h1>(.*?)</h1>", text(answer), re.DOTALL)[1].split())  # type: ignore[index]  # a page has one


def table(titles: tuple[str, ...], *rows: tuple[str, ...]) -> io.BytesIO:
    file = io.BytesIO(workbook("表", "标题", [OutColumn(each) for each in titles], rows))
    file.name = "名录.xlsx"
    return file


def test_everyone_of_the_office_reads_the_directory(head: Post, deputy_mayor: Post, signed_in: SignIn) -> None:
    client = signed_in("liqiang")
    listed = client.get("/directory/")
    assert title(listed) == "3 个单位，1 个写明了分管领导"
    assert "江一帆" in text(listed)
    assert "柳如川" in text(listed)
    assert "录入机构" not in text(listed)
    page = client.get(f"/directory/bodies/{head.body.ref}/")
    assert "江一帆" in text(page)
    assert "更名" not in text(page)


def test_a_body_is_found_by_a_word_of_its_duties_or_by_another_name(cast: Cast, signed_in: SignIn) -> None:
    details = BodyDetails(
        kind=BodyKind.DEPARTMENT, name="市交通局", aliases=("运管局",), duties=(DutyText("管理校车", ("校车",)),)
    )
    found_body(cast.city, by=SYSTEM, at=AT, details=details)
    client = signed_in("liqiang")
    for words in ("校车", "运管"):
        assert title(client.get("/directory/", {"q": words})).startswith("1 个单位")
    assert "没有找到这样的单位" in text(client.get("/directory/", {"q": "航天"}))
    assert title(client.get("/directory/", {"kind": "township"})).startswith("0 个单位")


def test_a_body_is_entered_and_a_wrong_form_keeps_what_was_typed(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    typed = {
        "name": "市教育局",
        "kind": "department",
        "protocol_order": "30",
        "duties": "管理体育｜体育、健身",
        "token": "t1",
    }
    refused = client.post("/directory/bodies/new/", typed)
    assert refused.status_code == 422
    assert "已是“市教育局”的全称" in text(refused)
    assert "管理体育｜体育、健身" in text(refused)
    assert client.post("/directory/bodies/new/", typed | {"name": "市体育局"}).status_code == 302
    body = Body.objects.get(name="市体育局")
    assert [(duty.text, duty.words) for duty in body.duties.all()] == [("管理体育", ["体育", "健身"])]


def test_pressing_twice_enters_a_body_once(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    typed = {"name": "市体育局", "kind": "department", "protocol_order": "30", "token": "t1"}
    assert [client.post("/directory/bodies/new/", typed).status_code for _ in "ab"] == [302, 302]
    assert Body.objects.filter(name="市体育局").count() == 1


def edited(body: Body, **changes: str) -> dict[str, str]:
    typed = {"kind": body.kind, "protocol_order": "10", "phone": "", "address": "", "aliases": "", "duties": ""}
    return typed | {"seen_seq": str(body.seq), "token": ""} | changes


def test_a_stale_form_keeps_its_text_and_can_be_sent_again(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in("zhoumin"), f"/directory/bodies/{cast.education.ref}/edit/"
    typed = edited(cast.education, address="安澜市文庙街1号")
    revise_body(cast.education, by=SYSTEM, at=AT, values={"phone": "0000-6009999"})
    stale = client.post(address, typed)
    assert stale.status_code == 422
    assert "已被他人更新" in text(stale)
    assert "安澜市文庙街1号" in text(stale)
    seq = re.search(r'name="seen_seq" value="(\d+)"', text(stale))
    assert seq is not None
    assert client.post(address, typed | {"seen_seq": seq[1]}).status_code == 302
    assert Body.objects.get(pk=cast.education.pk).address == "安澜市文庙街1号"


def test_a_body_changes_its_particulars_aliases_and_duties_at_once(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    typed = edited(
        cast.education, phone="0000-6001001", aliases="教体局、教育体育局", duties="管理学校｜学校\n管理体育"
    )
    assert client.post(f"/directory/bodies/{cast.education.ref}/edit/", typed).status_code == 302
    page = text(client.get(f"/directory/bodies/{cast.education.ref}/"))
    for word in ("0000-6001001", "教育体育局", "管理体育", "更改职责"):
        assert word in page


def test_a_body_is_renamed_merged_divided_and_closed(cast: Cast, signed_in: SignIn) -> None:
    client, base = signed_in("zhoumin"), f"/directory/bodies/{cast.education.ref}/"
    assert client.post(f"{base}rename/", {"name": "市教体局", "short_name": "", "on": "2026-06-01"}).status_code == 302
    assert client.post(f"{base}rename/", {"name": "市教体局", "short_name": "教体局", "on": ""}).status_code == 302
    sports = found_body(
        cast.city,
        by=SYSTEM,
        at=AT,
        details=BodyDetails(kind=BodyKind.DEPARTMENT, name="市体育局", duties=(DutyText("体育"),)),
    )
    assert client.post(f"{base}merge/", {"others": [sports.ref], "on": "2026-07-01"}).status_code == 302
    page = text(client.get(base))
    assert "市教育局" in page
    assert "前身" in page
    shares = {"duty_1": cast.water.ref, "on": "2026-08-01"}
    assert client.post(f"{base}split/", shares).status_code == 302
    assert Body.objects.get(pk=cast.water.pk).duties.get().text == "体育"
    refused = client.post(f"{base}close/", {"on": "2026-09-01", "reason": " "})
    assert refused.status_code == 422
    assert client.post(f"{base}close/", {"on": "2026-09-01", "reason": "改革方案"}).status_code == 302
    assert "这个单位已撤销" in text(client.get(base))


def test_a_post_is_founded_filled_and_left(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    made = client.post(
        f"/directory/bodies/{cast.education.ref}/posts/new/",
        {"title": "局长", "kind": "head", "exclusive": "on", "protocol_order": "10"},
    )
    post = Post.objects.get(title="局长")
    assert made["Location"] == f"/directory/posts/{post.ref}/"
    appointing = f"/directory/posts/{post.ref}/appoint/"
    assert "二者填一项" in text(client.post(appointing, {"manner": "regular"}))
    assert client.post(appointing, {"name": "江一帆", "manner": "regular", "on": "2026-01-01"}).status_code == 302
    occupied = client.post(appointing, {"name": "柳如川", "manner": "regular", "on": "2026-06-01"})
    assert "如由柳如川接任，请选择“接替现任”" in text(occupied)
    assert not Person.objects.filter(name="柳如川").exists()
    relieving = {"name": "柳如川", "manner": "regular", "on": "2026-06-01", "relieve": "on"}
    assert client.post(appointing, relieving).status_code == 302
    tenure = Tenure.objects.get(person__name="柳如川")
    assert client.post(f"/directory/tenures/{tenure.ref}/end/", {"last": "2026-01-01"}).status_code == 422
    assert client.post(f"/directory/tenures/{tenure.ref}/end/", {"last": "2026-12-31"}).status_code == 302
    assert client.post(f"/directory/tenures/{tenure.ref}/void/").status_code == 302
    assert Tenure.objects.get(pk=tenure.pk).void
    page = text(client.get(f"/directory/posts/{post.ref}/"))
    assert "江一帆" in page
    assert "柳如川 " not in page


def test_a_stand_in_is_set_and_ended(head: Post, deputy_mayor: Post, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    typed = {"deputy": deputy_mayor.ref, "reason": "出差"}
    assert client.post(f"/directory/posts/{head.ref}/stand-in/", typed).status_code == 302
    row = StandIn.objects.get(reason="出差")
    assert "出差" in text(client.get(f"/directory/posts/{head.ref}/"))
    assert client.post(f"/directory/stand-ins/{row.ref}/end/", {"last": "2026-12-31"}).status_code == 302


def test_a_portfolio_is_written_in_words_and_short_names(cast: Cast, deputy_mayor: Post, signed_in: SignIn) -> None:
    client, address = signed_in("zhoumin"), f"/directory/posts/{deputy_mayor.ref}/portfolio/"
    assert "市教育局" in text(client.get(address))
    unknown = client.post(address, {"manages": "市教育局、市气象局"})
    assert unknown.status_code == 422
    assert "没有单位“市气象局”" in text(unknown)
    typed = {"work": "负责水利；分管防汛等工作", "manages": "水务局", "on": "2026-06-01", "basis": "安政发〔2026〕6号"}
    assert client.post(address, typed).status_code == 302
    page = text(client.get("/directory/leaders/", {"on": "2026-06-01"}))
    for word in ("水利", "防汛", "市水务局", "柳如川", "安政发〔2026〕6号"):
        assert word in page
    assert "市教育局" not in page
    assert "市教育局" in text(client.get("/directory/leaders/", {"on": "2026-05-31"}))


def test_a_portfolio_names_each_relation_and_its_paper_once(cast: Cast, deputy_mayor: Post, signed_in: SignIn) -> None:
    other = Post.objects.exclude(pk=deputy_mayor.pk).get(title="副市长")
    lines = [Line(Relation.MANAGES, body) for body in (cast.education, cast.water)]
    lines.append(Line(Relation.LEADS, field="教育"))
    set_portfolio(other, by=SYSTEM, at=AT, lines=lines, on=AT.date(), basis="安政发〔2026〕2号")
    shown = re.sub(r"<[^>]+>", "", text(signed_in("zhoumin").get(f"/directory/posts/{other.ref}/")))
    assert "市教育局、市水务局" in " ".join(shown.split())
    assert shown.count("分管") == 1
    assert shown.count("安政发〔2026〕2号") == 2, "once for what is managed, once for what is led"


def test_dividing_a_body_without_duties_says_that_there_is_nothing_to_pass_on(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in("zhoumin"), f"/directory/bodies/{cast.water.ref}/split/"
    assert "没有可划转的" in text(client.get(address))
    set_duties(cast.water, by=SYSTEM, at=AT, duties=[DutyText("负责水库安全", ("水库",))])
    assert "逐项选定承接单位" in text(client.get(address))


def test_a_mobile_is_shown_on_asking_and_the_look_is_logged(head: Post, cast: Cast, signed_in: SignIn) -> None:
    person = Person.objects.get(name="江一帆")
    client = signed_in("liqiang")
    assert "10000000001" not in text(client.get(f"/directory/people/{person.ref}/"))
    assert "10000000001" in text(client.post(f"/directory/people/{person.ref}/mobile/"))
    look = AccessEntry.objects.get(act=AccessAct.LOOKED)
    assert (look.account, look.subject_ref) == ("liqiang", person.ref)
    refused = signed_in("wangfang").post(f"/directory/people/{person.ref}/mobile/")
    assert refused.status_code == 403
    assert "请拨打办公电话" in text(refused)


def test_a_persons_numbers_change_without_showing_the_old_mobile(head: Post, signed_in: SignIn) -> None:
    person, client = Person.objects.get(name="江一帆"), signed_in("zhoumin")
    address = f"/directory/people/{person.ref}/edit/"
    assert "10000000001" not in text(client.get(address))
    typed = {"name": "江一帆", "phone": "0000-6001002"}
    assert "11位数字" in text(client.post(address, typed | {"mobile": "123"}))
    assert client.post(address, typed).status_code == 302
    kept = Person.objects.get(pk=person.pk)
    assert kept.mobile is not None
    assert (kept.phone, kept.mobile.reveal()) == ("0000-6001002", "10000000001")
    assert client.post(address, typed | {"forget_mobile": "on"}).status_code == 302
    assert Person.objects.get(pk=person.pk).mobile is None


def test_people_are_found_by_name_title_and_body(head: Post, deputy_mayor: Post, signed_in: SignIn) -> None:
    client = signed_in("liqiang")
    assert title(client.get("/directory/people/")) == "2 人在岗"
    for words in ("江一", "局长", "教育局"):
        assert title(client.get("/directory/people/", {"q": words})) == "1 人在岗", words


def test_a_table_is_previewed_then_confirmed(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    file = table(
        ("机构全称", "类别", "办公电话"),
        ("市教育局", "", "0000-6001001"),
        ("市体育局", "怪", ""),
        ("市文旅局", "事业单位", ""),
    )
    preview = client.post("/directory/import/bodies/", {"file": file, "on": "2026-06-01"})
    assert title(preview) == "新增 1 项，更改 1 项，1 处有问题"
    assert Body.objects.filter(office=cast.city).count() == 2
    typed = {
        name: value for name, value in re.findall(r'name="(\w+)"\s+value="([^"]*)"', text(preview)) if name != "leaving"
    }
    water = typed | {"leaving": cast.water.ref}
    done = client.post("/directory/import/bodies/confirm/", water, follow=True)
    assert "新增 1 项，更改 1 项，撤销或离任 1 项" in text(done)
    assert Body.objects.get(pk=cast.education.pk).phone == "0000-6001001"
    assert Body.objects.get(pk=cast.water.pk).closed_on is not None
    assert client.post("/directory/import/bodies/confirm/", water).status_code == 302


def test_a_preview_that_is_overtaken_is_shown_anew(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    file = table(("机构全称", "办公电话"), ("市教育局", "0000-6001001"))
    preview = text(client.post("/directory/import/bodies/", {"file": file, "on": "2026-06-01"}))
    typed = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', preview))
    revise_body(cast.education, by=SYSTEM, at=AT, values={"phone": "0000-6009999"})
    answer = client.post("/directory/import/bodies/confirm/", typed)
    assert answer.status_code == 409
    assert "0000-6009999 → 0000-6001001" in text(answer)


@pytest.mark.parametrize("spoilt", [{"table": "不是"}, {"on": "去年"}, {"shown": ""}])
def test_a_preview_that_came_back_spoilt_is_refused(cast: Cast, signed_in: SignIn, spoilt: dict[str, str]) -> None:
    typed = {"table": "YQ==", "name": "a.csv", "on": "2026-06-01", "shown": "x"} | spoilt
    answer = signed_in("zhoumin").post("/directory/import/bodies/confirm/", typed, follow=True)
    assert "预览页面的内容不完整" in text(answer)


def test_a_file_that_is_no_table_is_refused_beside_the_field(cast: Cast, signed_in: SignIn) -> None:
    file = io.BytesIO(b"%PDF-1.4")
    file.name = "a.pdf"
    answer = signed_in("zhoumin").post("/directory/import/contacts/", {"file": file, "on": "2026-06-01"})
    assert answer.status_code == 422
    assert "这不是表格文件" in text(answer)


@pytest.mark.parametrize("kind", ["bodies", "leaders", "contacts"])
def test_the_tables_go_out_as_workbooks(head: Post, deputy_mayor: Post, signed_in: SignIn, kind: str) -> None:
    client = signed_in("zhoumin")
    for address in (f"/directory/export/{kind}.xlsx", f"/directory/blank/{kind}.xlsx"):
        answer = client.get(address)
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert read_grids(answer.content, "a.xlsx")
    assert client.get("/directory/export/nothing.xlsx").status_code == 404


def test_who_only_reads_finds_no_page_for_changing(head: Post, signed_in: SignIn) -> None:
    client = signed_in("liqiang")
    for address in (
        f"/directory/bodies/{head.body.ref}/edit/",
        f"/directory/posts/{head.ref}/appoint/",
        "/directory/import/bodies/",
    ):
        assert client.get(address).status_code == 403


def test_the_next_county_gets_404_everywhere(head: Post, deputy_mayor: Post, signed_in: SignIn) -> None:
    client = signed_in("chenjing")
    refs = {
        "bodies": head.body.ref,
        "people": Person.objects.get(name="江一帆").ref,
        "posts": deputy_mayor.ref,
        "tenures": Tenure.objects.get(post=head).ref,
        "stand-ins": StandIn.objects.get().ref,
    }
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        if "<str:ref>" not in route or "divisions" in route:  # divisions are the same for every office here
            continue
        address = "/" + route.replace("<str:ref>", refs[route.split("/")[1]])
        hidden = {403} if route.endswith("/erase/") else {404, 405}  # erasing is for administrators only, wherever
        assert {client.get(address).status_code, client.post(address).status_code} <= hidden, route
    assert "江一帆" not in text(client.get("/directory/people/"))
    assert title(client.get("/directory/")) == "0 个单位，0 个写明了分管领导"


def test_a_township_shows_its_division(cast: Cast, signed_in: SignIn) -> None:
    division = Jurisdiction.objects.create(code="992301101", name="云溪镇", kind="township")
    details = BodyDetails(kind=BodyKind.TOWNSHIP, name="云溪镇人民政府", jurisdiction=division)
    body = found_body(cast.city, by=SYSTEM, at=AT, details=details)
    assert "云溪镇（992301101）" in text(signed_in("liqiang").get(f"/directory/bodies/{body.ref}/"))


@pytest.mark.parametrize("address", ["/directory/", "/directory/people/", "/directory/leaders/", "body"])
def test_a_page_takes_as_many_queries_for_twenty_rows_as_for_one(
    cast: Cast, deputy_mayor: Post, signed_in: SignIn, address: str
) -> None:
    client = signed_in("liqiang")
    address = f"/directory/bodies/{cast.education.ref}/" if address == "body" else address
    more(cast, 1)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more(cast, 20)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def more(cast: Cast, count: int) -> None:
    """More bodies with heads, more people in one body, more leaders with portfolios, a merged body."""
    government = Body.objects.get(name="安澜市人民政府")
    for number in range(count):
        name = f"市第{count}-{number}局"
        body = found_body(cast.city, by=SYSTEM, at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name=name))
        person = found_person(cast.city, by=SYSTEM, at=AT, values={"name": f"甲{count}乙{number}"})
        for each in (body, cast.education):
            post = found_post(each, by=SYSTEM, at=AT, title=f"岗位{count}-{number}", kind=PostKind.HEAD)
            appoint(post, by=SYSTEM, at=AT, person=person, on=None)
        leader = found_post(government, by=SYSTEM, at=AT, title="副市长", kind=PostKind.LEADER)
        appoint(leader, by=SYSTEM, at=AT, person=person, on=None)
        set_portfolio(leader, by=SYSTEM, at=AT, lines=[Line(Relation.MANAGES, body)], on=None)
        was = found_body(cast.city, by=SYSTEM, at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name=f"旧{name}"))
        merge(cast.education, by=SYSTEM, at=AT, others=[was], on=AT.date())


def test_every_page_of_the_directory_is_for_whoever_is_signed_in_or_for_keepers() -> None:
    declared = {pattern.callback.page_access for pattern in urls.urlpatterns}  # type: ignore[union-attr]  # set by the decorators
    keepers, erasers = ("system_admin", "directory", "supervisor", "clerk"), ("security_admin", "system_admin")
    assert declared == {SIGNED_IN, keepers, erasers, ("system_admin",)}
