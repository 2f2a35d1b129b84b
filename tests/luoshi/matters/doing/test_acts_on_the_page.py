"""Every act that may happen is a button on the page of its matter; its form does it, or says beside a field what is missing and keeps what was typed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from build_matters import DUE, done, given_for, handed_out, meeting_of, proposed, told
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.files.operations import keep_file
from luoshi.journal.events import history
from luoshi.journal.refusal import Refused
from luoshi.matters.acts import SPECS, Given, Party
from luoshi.matters.doing.near import nearly_the_same
from luoshi.matters.doing.offered import act_of, key_of, offers
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import Act, Check
from luoshi.matters.models import Draft, DraftKind, Matter, MatterState, Report, Slip, SlipKind, Source
from luoshi.matters.operations import Part, act_on, break_down, countersigning, may_now, report
from luoshi.matters.operations.changing import begin
from luoshi.matters.verify import verify
from luoshi.people.directory.operations import found_post
from luoshi.people.models import PostKind

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
WAY: dict[Act, tuple[Act, ...]] = {
    Act.GRANT_ADJUSTMENT: (Act.ASK_ADJUSTMENT,),
    Act.REFUSE_ADJUSTMENT: (Act.ASK_ADJUSTMENT,),
    Act.PROPOSE_LIMIT: (Act.ACKNOWLEDGE,),
    Act.FIX_LIMIT: (Act.ACKNOWLEDGE, Act.PROPOSE_LIMIT),
    Act.GRANT_EXTENSION: (Act.ASK_EXTENSION,),
    Act.REFUSE_EXTENSION: (Act.ASK_EXTENSION,),
    Act.ANSWER_CLAIM: (Act.CLAIM,),
    Act.ASK_COMPLETION: (Act.ACKNOWLEDGE,),
    Act.RETURN_SUPPLEMENT: (Act.ACKNOWLEDGE, Act.ASK_COMPLETION),
    Act.RETURN_REDO: (Act.ACKNOWLEDGE, Act.ASK_COMPLETION),
    Act.FIND_DONE: (Act.ACKNOWLEDGE, Act.ASK_COMPLETION),
    Act.ASK_VERIFICATION: (Act.ACKNOWLEDGE, Act.ASK_COMPLETION),
    Act.VERIFY: (Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.ASK_VERIFICATION),
    Act.FAIL_VERIFICATION: (Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.ASK_VERIFICATION),
    Act.ASK_RECONSIDERATION: (Act.FIND_DONE,),
    Act.UPHOLD: (Act.FIND_DONE, Act.ASK_RECONSIDERATION),
    Act.OVERTURN: (Act.FIND_DONE, Act.ASK_RECONSIDERATION),
    Act.SUBMIT: (Act.FIND_DONE,),
    Act.NOTE: (Act.FIND_DONE, Act.SUBMIT),
    Act.CONTINUE: (Act.FIND_DONE, Act.SUBMIT),
    Act.INSTRUCT: (Act.FIND_DONE, Act.SUBMIT),
    Act.SIGN: (Act.FIND_DONE,),
    Act.LOOK_BACK: (Act.FIND_DONE, Act.SIGN),
    Act.REOPEN: (Act.FIND_DONE,),
    Act.MAKE_STANDING: (Act.ACKNOWLEDGE,),
    Act.RESUME: (Act.SUSPEND,),
}
"""What must have happened to a matter that was handed out before an act may."""
BEFORE = {
    Act.CONSULT: (),
    Act.OPINE: (Act.CONSULT,),
    Act.GATHER: (Act.CONSULT,),
    Act.ADOPT_OPINION: (Act.CONSULT, Act.OPINE),
    Act.DECLINE_OPINION: (Act.CONSULT, Act.OPINE),
}
"""The same, of acts on a proposal."""


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def plain(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def ready_for(cast: Cast, act: Act) -> Matter:
    """A matter on which the act is the next."""
    if act in BEFORE:
        return done(cast, proposed(cast), *BEFORE[act])
    matter = handed_out(cast, due_on=None if act in (Act.PROPOSE_LIMIT, Act.FIX_LIMIT) else DUE)
    return done(cast, matter, *WAY.get(act, ()))


def typed(cast: Cast, matter: Matter, act: Act) -> dict[str, Any]:
    """What somebody types for an act: what its test helper gives, by the names of the form, and who said it."""
    given = given_for(cast, act)
    values: dict[str, Any] = {"channel": "phone", "said_by": "李强", "said_on": str(DAY), "seen_seq": matter.seq}
    for field in SPECS[act].fields:
        value = getattr(given, field.name)
        if isinstance(value, dt.date):
            values[field.name] = value.isoformat()
        elif field.name == "checks":
            values[field.name] = [check.name for check in value]
        elif field.name == "options":
            values[field.name] = "\n".join(value)
        elif value:
            values[field.name] = str(value)
    if act is Act.OPINE:
        values["body"] = str(cast.education.pk)
    return values


def address(matter: Matter, act: Act) -> str:
    return f"/matters/{matter.ref}/acts/{key_of(act)}/"


@pytest.mark.parametrize("act", list(SPECS), ids=lambda act: act.name)
def test_the_office_does_or_enters_every_act_from_its_form(cast: Cast, signed_in: SignIn, act: Act) -> None:
    matter, client = ready_for(cast, act), signed_in("zhoumin")
    assert may_now(matter, act)
    assert address(matter, act) in client.get(f"/matters/{matter.ref}/").content.decode()
    assert client.get(address(matter, act)).status_code == 200
    answer = client.post(address(matter, act), typed(cast, matter, act))
    assert answer.status_code == 302, plain(answer.content)
    last = list(history(matter))[-1]
    entries = [entry for entry in history(matter) if entry.kind == SPECS[act].kind]
    assert entries
    entered = SPECS[act].party not in (Party.OFFICE, Party.REVIEWER)
    assert ("on_behalf" in last.by) == entered, last.by
    assert verify().findings == []


@pytest.mark.parametrize(
    ("act", "name"),
    [(act, field.name) for act, spec in SPECS.items() for field in spec.fields if field.needed],
    ids=lambda each: getattr(each, "name", each),
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(
    cast: Cast, signed_in: SignIn, act: Act, name: str
) -> None:
    matter = ready_for(cast, act)
    paper = {"paper": "呈报件第1号"} if "paper" in SPECS[act].names else {}
    sent = {**typed(cast, matter, act), **paper, name: ""}
    answer = signed_in("zhoumin").post(address(matter, act), sent)
    assert answer.status_code == 422
    content = answer.content.decode()
    needed = next(field.needed for field in SPECS[act].fields if field.name == name)
    error = re.search(rf'id="{key_of(act)}_{name}_error"[^>]*>(.*?)</div>', content, re.DOTALL)
    assert error is not None
    assert needed in error[1]
    for kept in ("words", "paper"):
        assert kept == name or kept not in SPECS[act].names or str(sent.get(kept, "")) in content


@pytest.mark.parametrize("act", list(SPECS), ids=lambda act: act.name)
def test_strangers_find_no_form_and_others_are_told_whose_act_it_is(cast: Cast, signed_in: SignIn, act: Act) -> None:
    matter = ready_for(cast, act)
    for login in ("chenjing", "sysadmin"):
        client = signed_in(login)
        assert client.get(address(matter, act)).status_code == 404, login
        assert client.post(address(matter, act), typed(cast, matter, act)).status_code == 404, login
    auditor = signed_in("auditor")
    expected = 404 if matter.state == MatterState.PROPOSED else 403
    assert auditor.get(address(matter, act)).status_code == expected
    seq = Matter.objects.get(pk=matter.pk).seq
    assert auditor.post(address(matter, act), typed(cast, matter, act)).status_code == expected
    assert auditor.post(address(matter, act), {}).status_code == expected
    assert Matter.objects.get(pk=matter.pk).seq == seq
    assert Client().get(address(matter, act)).status_code == 302


def test_a_lead_is_offered_its_own_acts_and_none_of_the_office(cast: Cast) -> None:
    matter = handed_out(cast)
    keys = [offer.key for offer in offers(Turn(matter, cast.acting("liqiang"), AT))]
    assert keys[:3] == ["acknowledge", "report", "ask_adjustment"]
    assert {"recall", "find_done", "suspend", "grant_extension"}.isdisjoint(keys)
    assert offers(Turn(matter, cast.acting("auditor"), AT)) == []


@pytest.mark.parametrize("act", list(SPECS), ids=lambda act: act.name)
def test_what_is_offered_may_happen_now(cast: Cast, act: Act) -> None:
    matter = ready_for(cast, act)
    for login in ("zhoumin", "liqiang"):
        for offer in offers(Turn(matter, cast.acting(login), AT)):
            found = act_of(offer.key)
            assert found is not None
            assert may_now(matter, found)


def test_what_waits_for_an_answer_is_the_first_button(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    assert [offer.key for offer in offers(Turn(matter, cast.acting("zhoumin"), AT))][:2] == [
        "grant_extension",
        "refuse_extension",
    ]


def test_the_head_says_who_has_the_next_step_since_when_and_what_waits(cast: Cast, signed_in: SignIn) -> None:
    matter = done(cast, handed_out(cast), Act.ASK_ADJUSTMENT)
    shown = plain(signed_in("zhoumin").get(f"/matters/{matter.ref}/").content)
    assert "现由督查室办理，自3月9日起（第 1 天）" in shown
    assert "市教育局申请调整承办单位，等督查室答复，自3月9日起（第 1 天）" in shown


def test_the_head_says_why_nobody_holds_it_and_when_it_is_looked_at_again(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    suspended = done(cast, handed_out(cast), Act.SUSPEND)
    assert "，副市长 2026-03-09定：有理由" in plain(client.get(f"/matters/{suspended.ref}/").content)
    standing = done(cast, handed_out(cast, "长期的"), Act.ACKNOWLEDGE, Act.MAKE_STANDING)
    shown = plain(client.get(f"/matters/{standing.ref}/").content)
    assert "，副市长 2026-03-09定：有理由；2027-03-09 回头看" in shown


def test_granting_opens_with_what_was_asked(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    asked = done(cast, handed_out(cast), Act.ASK_EXTENSION)
    wanted = given_for(cast, Act.ASK_EXTENSION)
    content = client.get(address(asked, Act.GRANT_EXTENSION)).content.decode()
    assert f'value="{wanted.day}"' in content
    assert "延期申请：汛期施工受阻。" in content
    moved = done(cast, handed_out(cast, "另一件"), Act.ASK_ADJUSTMENT)
    assert 'value="市水务局"' in client.get(address(moved, Act.GRANT_ADJUSTMENT)).content.decode()


def test_the_clerk_s_form_opens_with_whoever_spoke_for_the_body_last(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    assert 'name="said_by" maxlength' in client.get(address(matter, Act.ACKNOWLEDGE)).content.decode()
    done(cast, matter, Act.ACKNOWLEDGE)
    other = handed_out(cast, "另一件")
    content = client.get(address(other, Act.ACKNOWLEDGE)).content.decode()
    assert re.search(r'name="said_by" value="李强"', content)
    assert re.search(r'<option value="phone" selected', content)


def test_a_second_press_does_it_once(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    sent = {**typed(cast, matter, Act.ACKNOWLEDGE), "token": "once"}
    assert [client.post(address(matter, Act.ACKNOWLEDGE), sent).status_code for _ in range(2)] == [302, 302]
    assert [entry.kind for entry in history(matter)].count("matter.acknowledged") == 1


def test_a_stale_form_gives_the_words_back_and_can_be_sent_again(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.ACKNOWLEDGE), signed_in("liqiang")
    sent = {"words": "想了很久的办理结果。", "seen_seq": matter.seq, "token": "a"}
    report(matter, by=cast.acting("zhoumin"), at=AT, body=cast.education, progress="别人先报")
    answer = client.post(address(matter, Act.ASK_COMPLETION), sent)
    assert answer.status_code == 409
    assert "想了很久的办理结果。" in answer.content.decode()
    now = Matter.objects.get(pk=matter.pk).seq
    assert f'name="seen_seq" value="{now}"' in answer.content.decode()
    assert client.post(address(matter, Act.ASK_COMPLETION), {**sent, "seen_seq": now}).status_code == 302


def test_an_act_that_somebody_else_did_meanwhile_is_refused_and_the_words_stay(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.ASK_EXTENSION), signed_in("zhoumin")
    done(cast, matter, Act.GRANT_EXTENSION)
    answer = client.post(address(matter, Act.REFUSE_EXTENSION), {"words": "工期足够。"})
    assert answer.status_code == 422
    assert "没有等待答复的延期申请" in plain(answer.content)
    assert "工期足够。" in answer.content.decode()


def test_a_matter_is_taken_back_with_one_click(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    content = client.get(f"/matters/{matter.ref}/").content.decode()
    form = re.search(
        rf'<form method="post" action="{address(matter, Act.RECALL)}#doing">(.*?)</form>', content, re.DOTALL
    )
    assert form is not None
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
    assert client.post(address(matter, Act.RECALL), sent).status_code == 302
    matter.refresh_from_db()
    assert matter.state == MatterState.DOCKETED


def test_parts_are_given_by_rows_and_empty_rows_are_left_out(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.ACKNOWLEDGE), signed_in("liqiang")
    sent = {"words_0": "排查东片", "body_0": "市水务局", "due_0": "2026-03-20", "seen_seq": matter.seq}
    wrong = client.post(address(matter, Act.OPEN_PART), {**sent, "words_1": "排查西片", "body_1": "月球局"})
    assert wrong.status_code == 422
    assert "名录中没有“月球局”" in plain(wrong.content)
    assert "排查西片" in wrong.content.decode()
    assert client.post(address(matter, Act.OPEN_PART), sent).status_code == 302
    part = Matter.objects.get(parent=matter)
    assert (part.words, part.lead, part.due_on) == ("排查东片", cast.water, dt.date(2026, 3, 20))
    shown = plain(client.get(f"/matters/{matter.ref}/").content)
    assert "还有 1 个分解项 没有办结" in shown
    assert "申请办结" not in [
        offer.words for offer in offers(Turn(Matter.objects.get(pk=matter.pk), cast.acting("liqiang"), AT))
    ]


def test_a_part_is_reviewed_by_the_lead_of_the_whole(cast: Cast, signed_in: SignIn) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE)
    [part] = break_down(matter, by=cast.acting("liqiang"), at=AT, parts=[Part(words="东片", body=cast.water)])
    part = done(cast, part, Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
    lead = signed_in("liqiang")
    sent = {"words": "东片办结。", "checks": [check.name for check in Check], "seen_seq": part.seq}
    assert lead.post(address(part, Act.FIND_DONE), sent).status_code == 302
    assert "分解自" in plain(lead.get(f"/matters/{part.ref}/").content)
    matter.refresh_from_db()
    assert matter.open_parts == 0


def test_the_steps_of_the_close_out_are_set_and_shown_with_the_next_one(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.FIND_DONE), signed_in("zhoumin")
    at = f"/matters/{matter.ref}/chain/"
    assert client.post(at, {"steps": "验收→公示 -> 销号", "seen_seq": matter.seq}).status_code == 302
    matter.refresh_from_db()
    assert matter.chain == ["验收", "公示", "销号"]
    assert "销号程序第 1 步（共 3 步）：验收。办完接着是“公示”。" in plain(
        client.get(address(matter, Act.SIGN)).content
    )
    matter = done(cast, matter, Act.SIGN)
    shown = plain(client.get(f"/matters/{matter.ref}/").content)
    assert "验收 副市长 2026-03-09 公示 下一步 销号" in shown
    refused = client.post(at, {"steps": "公示→销号", "seen_seq": matter.seq})
    assert (refused.status_code, "已经办过的步骤（验收）不能改" in plain(refused.content)) == (422, True)
    assert signed_in("liqiang").post(at, {"steps": "销号"}).status_code == 403


def test_an_evidence_is_one_paper_that_both_sides_see_and_no_photo(cast: Cast, signed_in: SignIn) -> None:
    lead, clerk = signed_in("liqiang"), signed_in("zhoumin")
    for words in ("第一件", "第二件"):
        matter = done(cast, handed_out(cast, words, standard="出具验收意见"), Act.ACKNOWLEDGE)
        photo = SimpleUploadedFile("现场.png", b"\x89PNG\r\n\x1a\n....")
        refused = lead.post(address(matter, Act.ASK_COMPLETION), {"words": "办结了。", "evidence": photo})
        assert (refused.status_code, "不收照片" in plain(refused.content)) == (422, True)
        paper = SimpleUploadedFile("验收意见.txt", "经验收，全部合格。".encode())
        sent = {"words": "办结了。", "evidence": paper, "seen_seq": matter.seq}
        assert lead.post(address(matter, Act.ASK_COMPLETION), sent).status_code == 302
    file = Slip.objects.filter(kind=SlipKind.COMPLETION).latest("pk").evidence
    assert file is not None
    assert [client.get(f"/files/{file.ref}").status_code for client in (lead, clerk, signed_in("wangfang"))] == [
        200,
        200,
        404,
    ]
    assert "同一份文件还用于办结：常务会47-01。" in plain(clerk.get(address(matter, Act.FIND_DONE)).content)


@pytest.mark.parametrize(
    ("standard", "named"),
    [
        ("", False),
        ("整改率达到100%", False),
        ("规定时间内办结", False),
        ("按照实施方案完成整改", False),
        ("制度健全、群众满意", False),
        ("对照清单逐项整改，出具验收报告", True),
        ("制定停车管理办法", True),
        ("《停车管理办法》印发", True),
        ("完成竣工验收备案", True),
    ],
)
def test_a_paper_is_asked_for_only_where_the_standard_names_one(
    cast: Cast, signed_in: SignIn, standard: str, named: bool
) -> None:
    matter = done(cast, handed_out(cast, standard=standard), Act.ACKNOWLEDGE)
    lead = signed_in("liqiang")
    for page in (address(matter, Act.ASK_COMPLETION), f"/desk/drafts/new/{matter.ref}/completion/"):
        shown = lead.get(page)
        assert shown.status_code == 200
        assert ('type="file"' in shown.content.decode(), f"办结标准：{standard}。只附" in plain(shown.content)) == (
            named,
            named,
        )


def test_a_paper_that_the_standard_does_not_name_is_refused_whatever_way_it_comes(cast: Cast) -> None:
    matter = done(cast, handed_out(cast, standard="整改率达到100%"), Act.ACKNOWLEDGE)
    content = io.BytesIO("经验收合格。".encode())
    file = keep_file(
        cast.city, by=cast.acting("liqiang"), at=AT, name="验收意见.txt", content=content, refuse_if=lambda *_: None
    )
    given = Given(words="办结了。", evidence=file)
    with pytest.raises(Refused, match="写的是“整改率达到100%”，没有写明要附哪份文件，不收附件。") as refused:
        act_on(matter, by=cast.acting("liqiang"), at=AT, act=Act.ASK_COMPLETION, given=given)
    assert refused.value.field == "evidence"
    prepared = countersigning.Prepared(kind=DraftKind.COMPLETION, words="办结了。", evidence=file)
    with pytest.raises(Refused, match="不收附件"):
        countersigning.prepare(matter, by=cast.acting("liqiang"), at=AT, prepared=prepared)


def test_one_report_may_serve_every_matter_of_the_lead_and_what_is_left_out_is_told(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.matters.doing.own_forms._MOST", 3)
    matter = handed_out(cast, "第0件", due_on=DUE)
    for number in range(1, 4):
        handed_out(cast, f"第{number}件", due_on=DUE - dt.timedelta(days=number))
    client = signed_in("liqiang")
    shown = plain(client.get(address(matter, Act.REPORT)).content)
    assert [shown.index(f"第{number}件", shown.index("同时用于")) for number in (3, 2, 1)] == sorted(
        shown.index(f"第{number}件", shown.index("同时用于")) for number in (3, 2, 1)
    )
    assert "没有列出" not in shown
    for number in (4, 5):
        handed_out(cast, f"第{number}件", due_on=DUE + dt.timedelta(days=number))
    shown = plain(client.get(address(matter, Act.REPORT)).content)
    assert "列了 3 件，还有 2 件没有列出，请到那件事项上反馈。" in shown
    assert ("第1件" in shown, "第4件" in shown) == (True, False)


def test_the_same_words_sent_for_signatures_are_told_once(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.ACKNOWLEDGE), signed_in("liqiang")
    words = "各学校正在开展排查，台账已经建立，下一步抓紧整改。"
    report(matter, by=cast.acting("liqiang"), at=AT, body=cast.education, progress=words)
    at = f"/desk/drafts/new/{matter.ref}/report/"
    told_once = client.post(at, {"words": words.replace("抓紧", "加快")})
    assert (told_once.status_code, "的反馈几乎相同，仍要报送？" in plain(told_once.content)) == (422, True)
    assert not Draft.objects.exists()
    sent = dict(re.findall(r'name="(again)" value="([^"]*)"', told_once.content.decode()))
    assert client.post(at, {"words": words, **sent}).status_code == 302
    assert Draft.objects.get().words == words


def test_nearly_the_same_report_is_told_once_and_sent_by_a_second_press(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.ACKNOWLEDGE), signed_in("liqiang")
    words = "各学校正在开展排查，台账已经建立，下一步抓紧整改。"
    assert client.post(address(matter, Act.REPORT), {"progress": words}).status_code == 302
    again = client.post(address(matter, Act.REPORT), {"progress": words.replace("抓紧", "加快")})
    assert again.status_code == 422
    assert "与上次（2026-03-09）的反馈几乎相同，仍要报送？" in plain(again.content)
    assert Report.objects.count() == 1
    sent = dict(re.findall(r'name="(again)" value="([^"]*)"', again.content.decode()))
    assert client.post(address(matter, Act.REPORT), {"progress": words, **sent}).status_code == 302
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "last", "near"),
    [
        ("已排查水库12座，台账已经建立。", "已排查水库12座，台账已建立。", True),
        ("已排查水库86座，台账已经建立。", "已排查水库12座，台账已经建立。", False),
        ("全部整改完成。", "各学校正在开展排查。", False),
        ("", "", False),
    ],
)
def test_a_number_that_changed_is_news(words: str, last: str, near: bool) -> None:
    assert nearly_the_same(words, last) is near


def test_one_report_serves_several_matters_of_the_same_lead(cast: Cast, signed_in: SignIn) -> None:
    one, two, other = handed_out(cast), handed_out(cast, "第二件"), handed_out(cast, "别家的", lead=cast.water)
    client = signed_in("liqiang")
    sent = {"progress": "两件一并推进。", "also": [two.ref], "seen_seq": one.seq}
    assert client.post(address(one, Act.REPORT), {**sent, "also": [other.ref]}).status_code == 422
    sent_on = client.post(address(one, Act.REPORT), sent, follow=True)
    assert "已记下：反馈，同时用于另外 1 件。" in plain(sent_on.content)
    assert sorted(Report.objects.values_list("matter", flat=True)) == [one.pk, two.pk]


def instructed(cast: Cast) -> Matter:
    matter = Matter(office=cast.city, words="落实批示", source=Source.INSTRUCTION, lead=cast.education)
    return begin(matter, "matter.proposed", supporting=(), by=cast.acting("zhoumin"), at=AT, more={})


def test_a_matter_without_a_meeting_is_docketed_and_handed_out_from_its_page(cast: Cast, signed_in: SignIn) -> None:
    matter, client = instructed(cast), signed_in("zhoumin")
    sent = {"approved_by": "秘书长", "approved_on": "2026-03-09"}
    assert client.post(address(matter, Act.DOCKET), {**sent, "approved_by": ""}).status_code == 422
    assert client.post(address(matter, Act.DOCKET), sent).status_code == 302
    assert client.post(address(matter, Act.HAND_OUT), {"frequency": "weekly"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.frequency, matter.code) == ("handed_out", "weekly", "领导批示〔2026〕1号")
    assert "下次反馈 2026-03-16（每周）" in plain(client.get(f"/matters/{matter.ref}/").content)


def test_a_proposal_is_left_off_and_brought_back_from_its_page(cast: Cast, signed_in: SignIn) -> None:
    matter, client = instructed(cast), signed_in("zhoumin")
    assert client.post(address(matter, Act.DROP), {"reason": "重复"}).status_code == 302
    assert client.post(address(matter, Act.RESTORE), {}).status_code == 302
    matter.refresh_from_db()
    assert matter.state == MatterState.PROPOSED


def test_a_new_instruction_and_what_it_follows_lead_to_each_other(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.FIND_DONE, Act.SUBMIT, Act.INSTRUCT), signed_in("zhoumin")
    following = Matter.objects.get(follows=matter)
    assert f"/matters/{following.ref}/" in client.get(f"/matters/{matter.ref}/").content.decode()
    assert "承接 常务会47-01" in plain(client.get(f"/matters/{following.ref}/").content)


def test_opinions_are_asked_in_bulk_and_decided_on_one_page(cast: Cast, signed_in: SignIn) -> None:
    first, second = proposed(cast, supporting=[cast.water]), proposed(cast, "第二件")
    client, at = signed_in("zhoumin"), f"/meetings/{meeting_of(cast).ref}/opinions/"
    assert client.post(at, QueryDict()).status_code in (200, 422)
    assert client.post(at, {"m": [first.ref, second.ref]}).status_code == 302
    assert {row.state for row in Matter.objects.all()} == {"consulted"}
    liaison = signed_in("wangfang")
    assert (
        liaison.post(address(first, Act.OPINE), {"body": cast.water.pk, "words": "建议增加经费。"}).status_code == 302
    )
    shown = plain(client.get(at).content)
    assert "市水务局 2026-03-10 建议增加经费。" in shown
    slip = Slip.objects.get(kind=SlipKind.OPINION)
    decided = client.post(
        address(first, Act.DECLINE_OPINION), {"slip": slip.pk, "words": "今年预算已定。", "back": "opinions"}
    )
    assert decided["Location"] == f"{at}#m-{first.ref}"
    assert "不采纳意见：今年预算已定。" in plain(client.get(at).content)
    assert signed_in("liqiang").get(at).status_code == 403
    assert signed_in("chenjing").get(at).status_code == 404


def test_a_body_sees_no_other_body_s_opinion(cast: Cast, signed_in: SignIn) -> None:
    matter = proposed(cast, supporting=[cast.water])
    act_on(matter, by=cast.acting("zhoumin"), at=AT, act=Act.CONSULT)
    signed_in("wangfang").post(address(matter, Act.OPINE), {"body": cast.water.pk, "words": "建议增加经费。"})
    assert "建议增加经费" in plain(signed_in("wangfang").get(f"/matters/{matter.ref}/").content)
    assert "建议增加经费" not in plain(signed_in("liqiang").get(f"/matters/{matter.ref}/").content)


def test_a_script_gets_the_form_alone(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    alone = client.get(address(matter, Act.ACKNOWLEDGE), headers={"HX-Request": "true"}).content.decode()
    assert alone.lstrip().startswith('<div id="doing">')
    assert "<html" in client.get(address(matter, Act.ACKNOWLEDGE)).content.decode()


def test_an_act_that_cannot_happen_says_why_instead_of_a_form(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast)
    shown = plain(signed_in("zhoumin").get(address(matter, Act.LOOK_BACK)).content)
    assert "这件事项现在是“已交办”，不能回头看" in shown


def test_who_is_asked_to_remove_an_obstacle_answers_on_the_page(cast: Cast, signed_in: SignIn) -> None:
    matter = done(cast, handed_out(cast), Act.CLAIM)
    client = signed_in("wangfang")
    assert "方案1：先行用地" in plain(client.get(address(matter, Act.ANSWER_CLAIM)).content)
    assert client.post(address(matter, Act.ANSWER_CLAIM), {"words": "同意先行用地。"}).status_code == 302
    assert Slip.objects.get(kind=SlipKind.CLAIM).answer == "同意先行用地。"


def test_a_leader_s_word_is_entered_from_the_paper_it_stands_on(cast: Cast, signed_in: SignIn) -> None:
    post = found_post(cast.water, by=cast.acting("zhoumin"), at=AT, title="副市长", kind=PostKind.LEADER)
    matter = done(cast, handed_out(cast, leader=post), Act.FIND_DONE)
    client = signed_in("zhoumin")
    assert client.post(address(matter, Act.SUBMIT), {"post": post.ref}).status_code == 302
    shown = plain(client.get(f"/matters/{matter.ref}/").content)
    assert "呈报，等副市长答复，自3月9日起（第 1 天）" in shown
    sent = {"who": "副市长", "on": "2026-03-09", "paper": "呈报单第1号", "words": "同意。"}
    assert client.post(address(matter, Act.NOTE), sent).status_code == 302
    assert "圈阅同意：同意。（副市长 2026-03-09，见呈报单第1号" in plain(client.get(f"/matters/{matter.ref}/").content)


def test_the_office_s_own_words_need_no_mark_of_another(cast: Cast, signed_in: SignIn) -> None:
    matter = done(cast, handed_out(cast), Act.ASK_EXTENSION)
    content = signed_in("zhoumin").get(address(matter, Act.GRANT_EXTENSION)).content.decode()
    assert 'name="said_by"' not in content
    assert told(cast.acting("zhoumin")).on_behalf is not None


def test_a_supporting_body_tells_the_lead_from_the_page_and_the_lead_finds_it_in_its_form(
    cast: Cast, signed_in: SignIn
) -> None:
    matter = done(cast, handed_out(cast, supporting=[cast.water]), Act.ACKNOWLEDGE)
    supporter, form = signed_in("wangfang"), address(matter, Act.CONTRIBUTE)
    page = supporter.get(f"/matters/{matter.ref}/").content.decode()
    assert form in page
    assert address(matter, Act.REPORT) not in page
    sent = {"progress": "水源点已查 3 处。", "seen_seq": matter.seq, "token": "t"}
    assert supporter.post(form, sent).status_code == 302
    assert (Report.objects.get().body, Matter.objects.get().progress) == (cast.water, "")
    again = supporter.post(form, sent | {"seen_seq": matter.seq + 1, "token": "u"})
    assert "几乎相同" in again.content.decode()
    lead = signed_in("liqiang")
    assert (
        "配合单位市水务局 2026-03-09反馈：水源点已查 3 处。" in lead.get(address(matter, Act.REPORT)).content.decode()
    )
    assert lead.get(form).status_code == 403
    assert form not in signed_in("zhoumin").get(f"/matters/{matter.ref}/").content.decode()
    assert verify().findings == []
