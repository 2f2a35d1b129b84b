"""The pages of prints: who may have which paper, what is entered from them, and what a stranger gets."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import done, handed_out, proposed, told
from cast import AT, DAY, Cast
from luoshi.cli import main
from luoshi.journal.models import AccessAct, AccessEntry, Event
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import Batch, Matter, Slip, SlipKind
from luoshi.matters.operations import act_on
from luoshi.matters.prints.one_page import leaders_of
from luoshi.meetings.models import Meeting
from luoshi.people.directory.operations import appoint, found_person, found_post
from luoshi.people.models import PostKind
from read_papers import members, words

SignIn = Callable[[str], Client]
OFFICE = "安澜市人民政府办公室"


def late(cast: Cast, words: str = "排查全市小型水库隐患", **fields: object) -> Matter:
    return done(cast, handed_out(cast, words, due_on=DAY - dt.timedelta(days=3), **fields), Act.ACKNOWLEDGE)


def claimed(cast: Cast) -> Slip:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE)
    given = Given(words="用地没有批下来。", post=leaders_of(cast.city, on=DAY)[0].post, options=("先行用地", "换址"))
    act_on(matter, by=told(cast.acting("zhoumin")), at=AT, act=Act.CLAIM, given=given)
    return matter.slips.get(kind=SlipKind.CLAIM)


def submitted(cast: Cast) -> Slip:
    matter = done(cast, handed_out(cast, "呈报的"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)
    return matter.slips.get(kind=SlipKind.SUBMISSION)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def addresses(cast: Cast) -> dict[str, str]:
    """Every address of a paper of the office, by its name."""
    matter = late(cast)
    batch, meeting = Batch.objects.latest("pk"), matter.meeting
    assert meeting is not None
    fresh = proposed(cast, "新的")
    one = f"/prints/matters/{matter.ref}"
    return {
        "hub": "/prints/",
        "before": f"/prints/approval.docx?m={fresh.ref}",
        "batch": f"/prints/batches/{batch.ref}.docx",
        "notices": f"/prints/meetings/{meeting.ref}/notices.zip",
        "forms": f"/prints/meetings/{meeting.ref}/feedback.zip",
        "notice": f"{one}/notice.docx",
        "feedback": f"{one}/feedback.docx",
        "extension": f"{one}/extension.docx",
        "submission": f"{one}/submission.docx",
        "closing": f"{one}/closing.docx",
        "handover": "/prints/handover.docx",
        "calls": "/prints/calls/",
        "record": "/prints/calls.docx",
        "brief": "/brief/",
        "brief file": "/brief/one-page.docx",
        "all briefs": "/brief/one-pages.docx",
    }


def statuses(client: Client, every: dict[str, str]) -> dict[str, int]:
    return {name: client.get(address).status_code for name, address in every.items()}


def test_the_supervision_office_has_every_paper_and_each_is_in_the_access_log(
    cast: Cast, signed_in: SignIn, leaders: object
) -> None:
    every = addresses(cast)
    assert set(statuses(signed_in("zhoumin"), every).values()) == {200}
    exported = AccessEntry.objects.filter(act=AccessAct.EXPORTED, operation="matters.print").count()
    assert exported == sum("." in address for address in every.values())


def test_a_liaison_has_the_forms_that_the_body_fills_in_and_no_others(
    cast: Cast, signed_in: SignIn, leaders: object
) -> None:
    found = statuses(signed_in("liqiang"), addresses(cast))
    assert {name for name, status in found.items() if status == 200} == {"feedback", "extension"}
    assert {found[name] for name in ("submission", "closing", "brief", "brief file", "all briefs")} == {404}


@pytest.mark.parametrize("login", ["wangfang", "chenjing"])
def test_a_stranger_finds_no_paper_of_a_matter(cast: Cast, signed_in: SignIn, leaders: object, login: str) -> None:
    every = addresses(cast)
    found = statuses(signed_in(login), every)
    assert {found[name] for name in ("feedback", "extension", "submission", "closing")} == {404}
    ours = {"before", "batch", "notices", "forms", "notice"}
    assert 200 not in {found[name] for name in ours}
    if login == "chenjing":
        assert {found[name] for name in ours - {"before"}} == {404}
        assert "常务会47" not in words(signed_in(login).get(every["record"]).content)


def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast, leaders: object) -> None:
    assert set(statuses(Client(), addresses(cast)).values()) == {302}


def test_the_hub_leads_to_the_papers_of_meetings_and_batches(cast: Cast, signed_in: SignIn, under_way: Meeting) -> None:
    page = signed_in("zhoumin").get("/prints/").content.decode()
    assert f"/prints/meetings/{under_way.ref}/notices.zip" in page
    assert f"/prints/batches/{Batch.objects.get().ref}.docx" in page
    assert "3 件" in page


def test_each_lead_gets_its_forms_with_its_own_matters(signed_in: SignIn, under_way: Meeting) -> None:
    answer = signed_in("zhoumin").get(f"/prints/meetings/{under_way.ref}/feedback.zip")
    found = members(answer.content)
    assert list(found) == ["市教育局_反馈表_2项.docx", "市水务局_反馈表_1项.docx"]
    assert "用水定额" not in words(found["市教育局_反馈表_2项.docx"])


def test_each_page_has_the_buttons_of_its_papers_for_those_who_may_have_them(
    cast: Cast, signed_in: SignIn, under_way: Meeting
) -> None:
    fresh = proposed(cast, "新的", meeting=under_way)
    office, body = signed_in("zhoumin"), signed_in("liqiang")
    docket = office.get(f"/meetings/{under_way.ref}/review/docket/?m={fresh.ref}").content.decode()
    assert f"/prints/approval.docx?m={fresh.ref}" in docket
    meeting = f"/meetings/{under_way.ref}/"
    assert f"/prints/meetings/{under_way.ref}/notices.zip" in office.get(meeting).content.decode()
    assert "/prints/" not in body.get(meeting).content.decode()
    matter = Matter.objects.get(words__contains="校车管理办法")
    ours, theirs = (client.get(f"/matters/{matter.ref}/").content.decode() for client in (office, body))
    assert f"/prints/matters/{matter.ref}/closing.docx" in ours
    assert f"/prints/matters/{matter.ref}/feedback.docx" in theirs
    assert "closing.docx" not in theirs


def liaison(cast: Cast) -> None:
    by = cast.acting("zhoumin")
    post = found_post(cast.education, by=by, at=AT, title="联络员", kind=PostKind.LIAISON)
    values = {"name": "李强", "phone": "0000-6010001", "mobile": "13900000001"}
    appoint(post, by=by, at=AT, person=found_person(cast.city, by=by, at=AT, values=values), on=None)


def test_the_call_list_names_whom_to_call_about_what_and_the_paper_has_the_mobile(
    cast: Cast, signed_in: SignIn
) -> None:
    liaison(cast)
    late(cast)
    handed_out(cast, "还早的", lead=cast.water, due_on=DAY + dt.timedelta(days=90))
    client = signed_in("zhoumin")
    page = client.get("/prints/calls/").content.decode()
    assert "<h1>" in page
    assert "1 件要催，1 家单位" in page
    assert "逾期 3 天" in page
    assert "13900000001" not in page, "a mobile number is shown where a look at it is logged"
    assert "还早的" not in page
    paper = words(client.get("/prints/calls.docx").content)
    assert "市教育局｜李强 13900000001 0000-6010001｜常务会47-01 排查全市小型水库隐患。逾期 3 天｜｜｜" in paper
    assert AccessEntry.objects.filter(operation="person.mobile").count() == 1


def test_a_call_is_entered_for_the_ticked_matters_and_shown_next_time(cast: Cast, signed_in: SignIn) -> None:
    first, second = late(cast), late(cast, "第二件")
    client = signed_in("zhoumin")
    page = client.get("/prints/calls/").content.decode()
    given = {"matter": [first.ref], "channel": "phone", "who": "李强", "words": "明天报", "urged_on": "2026-03-09"}
    given["token"] = hidden(page, "token")
    address = f"/prints/calls/{cast.education.ref}/"
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    assert [row.subject_ref for row in Event.objects.filter(kind="matter.urged")] == [first.ref]
    page = client.get("/prints/calls/").content.decode()
    assert "上次催办：3月9日 李强：明天报" in page
    assert second.words in page


def test_a_call_without_a_person_brings_back_what_was_typed(cast: Cast, signed_in: SignIn) -> None:
    matter = late(cast)
    given = {"matter": [matter.ref], "channel": "phone", "who": "", "words": "明天报", "urged_on": "2026-03-09"}
    answer = signed_in("zhoumin").post(f"/prints/calls/{cast.education.ref}/", given)
    assert answer.status_code == 422
    assert "请写明找的是谁" in answer.content.decode()
    assert 'value="明天报"' in answer.content.decode()


def test_a_matter_of_another_body_is_not_urged_through_this_one(cast: Cast, signed_in: SignIn) -> None:
    late(cast)
    other = late(cast, "水务局的", lead=cast.water)
    given = {"matter": [other.ref], "channel": "phone", "who": "李强", "urged_on": "2026-03-09"}
    assert signed_in("zhoumin").post(f"/prints/calls/{cast.education.ref}/", given).status_code == 422
    assert not Event.objects.filter(kind="matter.urged").exists()


def test_nothing_to_urge_is_said(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    assert "今天没有要催的" in client.get("/prints/calls/").content.decode()
    assert client.post(f"/prints/calls/{cast.education.ref}/", {}).status_code == 422


def test_the_call_list_asks_as_often_for_one_matter_as_for_twenty(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    late(cast)
    with CaptureQueriesContext(connection) as one:
        client.get("/prints/calls/")
    for at in range(19):
        late(cast, f"第{at}件", lead=cast.water if at % 2 else cast.education)
    with CaptureQueriesContext(connection) as twenty:
        client.get("/prints/calls/")
    assert len(one) == len(twenty)


def test_a_paper_that_came_in_is_noted_from_the_matters_page(cast: Cast, signed_in: SignIn) -> None:
    slip = submitted(cast)
    given = {"slip": slip.pk, "paper_on": "2026-03-09", "paper": "呈报单1号"}
    address = f"/prints/matters/{slip.matter.ref}/paper/"
    assert signed_in("zhoumin").post(address, given).headers["Location"] == f"/matters/{slip.matter.ref}/"
    slip.refresh_from_db()
    assert slip.paper_on == DAY
    assert signed_in("zhoumin").post(address, given | {"paper_on": "三月"}).status_code == 422
    assert signed_in("chenjing").post(address, given).status_code == 404
    assert signed_in("liqiang").post(address, given).status_code == 403


def ticks(page: str, **more: object) -> dict[str, object]:
    return {"token": hidden(page, "token"), "who": "市长 沈怀远", "on": "2026-03-09", "paper": "一页纸"} | more


def test_the_ticks_of_the_page_are_entered_at_once(cast: Cast, signed_in: SignIn, leaders: object) -> None:
    claim, submission = claimed(cast), submitted(cast)
    client = signed_in("zhoumin")
    page = client.get("/brief/").content.decode()
    assert "2 件待您定" in page
    assert "方案2：换址" in page
    given = ticks(page, **{f"tick_{claim.pk}": "option-1", f"tick_{submission.pk}": "AGREED"})
    for _ in range(2):
        answer = client.post("/brief/enter/", given, follow=True)
        assert answer.redirect_chain
        assert "已代市长 沈怀远录入 2 件批示" in answer.content.decode()
    claim.refresh_from_db()
    submission.refresh_from_db()
    assert (claim.answer, submission.answer) == ("按方案2办：换址", "同意")
    assert Event.objects.filter(kind="matter.claim_answered").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "还没有选任何一件"),
        ({"words": "请抓紧"}, "还没有选打的是哪个勾"),
        ({"tick": "INSTRUCT"}, "请写明新批示的原文"),
        ({"tick": "AGREED", "words": "请抓紧", "who": ""}, "请写明是哪位领导打的勾"),
        ({"tick": "AGREED", "words": "请抓紧", "on": "2026-03-10"}, "批示日期不能晚于今天"),
    ],
)
def test_what_cannot_be_entered_comes_back_with_its_sentence(
    cast: Cast, signed_in: SignIn, leaders: object, typed: dict[str, str], sentence: str
) -> None:
    slip = submitted(cast)
    client = signed_in("zhoumin")
    own = {f"{name}_{slip.pk}": value for name, value in typed.items() if name in ("tick", "words")}
    rest = {name: value for name, value in typed.items() if name not in ("tick", "words")}
    answer = client.post("/brief/enter/", ticks(client.get("/brief/").content.decode(), **own) | rest)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert typed.get("words", "") in page
    slip.refresh_from_db()
    assert slip.answered_at is None


def test_what_was_answered_meanwhile_is_not_dropped_in_silence(cast: Cast, signed_in: SignIn, leaders: object) -> None:
    claim, submission = claimed(cast), submitted(cast)
    client = signed_in("zhoumin")
    page = client.get("/brief/").content.decode()
    act_on(submission.matter, by=cast.acting("zhoumin"), at=AT, act=Act.NOTE, given=Given(who="市长"))
    given = ticks(page, **{f"tick_{claim.pk}": "option-0", f"tick_{submission.pk}": "CONTINUE"})
    answer = client.post("/brief/enter/", given)
    assert answer.status_code == 422
    assert "已经答复过了（圈阅同意）" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.answered_at is None


def test_ticks_are_the_supervision_offices_to_enter(cast: Cast, signed_in: SignIn, leaders: object) -> None:
    slip = submitted(cast)
    given = {f"tick_{slip.pk}": "AGREED", "who": "市长", "on": "2026-03-09"}
    assert signed_in("liqiang").post("/brief/enter/", given).status_code == 403
    assert signed_in("chenjing").post("/brief/enter/", given).status_code == 404


def test_without_leaders_the_page_says_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    assert "名录里还没有政府领导" in signed_in("zhoumin").get("/brief/").content.decode()
    assert signed_in("liqiang").get("/brief/").status_code == 404


def test_a_leader_that_is_none_is_not_found(cast: Cast, signed_in: SignIn, leaders: object) -> None:
    assert signed_in("zhoumin").get("/brief/?leader=x").status_code == 404


def test_the_page_asks_as_often_for_one_thing_as_for_twenty(cast: Cast, signed_in: SignIn, leaders: object) -> None:
    client = signed_in("zhoumin")

    def more(at: int) -> None:
        late(cast, f"逾期{at}", lead=cast.water if at % 2 else cast.education)
        done(cast, handed_out(cast, f"{at}"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)

    more(0)
    with CaptureQueriesContext(connection) as one:
        client.get("/brief/")
    for at in range(1, 10):
        more(at)
    with CaptureQueriesContext(connection) as ten:
        page = client.get("/brief/").content.decode()
    assert "10 件逾期，10 件待您定" in page
    assert len(one) == len(ten)


PAPERS = [
    (["notice", "常务会47-01"], "督办事项交办通知"),
    (["feedback", "常务会〔2026〕1号"], "督办事项反馈表"),
    (["extension", "常务会47-01"], "督办事项延期申请单"),
    (["submission", "常务会47-01"], "督办事项呈报单"),
    (["closing", "常务会47-01"], "督办事项销号审批表"),
    (["approval", "常务会47"], "督办事项立项呈批单"),
    (["calls"], "催办电话记录"),
    (["handover"], "督办工作移交清单"),
    (["one-page"], "呈：市长 沈怀远"),
    (["one-page", "--leader", "方静姝"], "呈：副市长 方静姝"),
]


@pytest.mark.parametrize(("paper", "found"), PAPERS)
def test_every_paper_is_printed_from_the_command_line(
    cast: Cast, leaders: object, tmp_path: Path, paper: list[str], found: str
) -> None:
    late(cast)
    out = tmp_path / "x.docx"
    assert main(["print", "--office", OFFICE, *paper, "--out", str(out)]) == 0
    assert found in words(out.read_bytes())


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["feedback", "常务会99-01"], "没有编号为“常务会99-01”的事项"),
        (["notices", "常务会99"], "没有找到会议“常务会99”"),
        (["one-page", "--leader", "某某"], "名录里没有这位政府领导"),
    ],
)
def test_what_cannot_be_printed_is_a_sentence_and_no_file(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], sentence: str
) -> None:
    out = tmp_path / "x.docx"
    assert main(["print", "--office", OFFICE, *command, "--out", str(out)]) == 2
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_is_there_is_kept(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.docx"
    out.write_text("旧的")
    assert main(["print", "--office", OFFICE, "handover", "--out", str(out)]) == 2
    assert "已存在" in capsys.readouterr().err
    assert out.read_text() == "旧的"
    assert main(["print", "--office", OFFICE, "handover", "--out", str(out), "--force"]) == 0
