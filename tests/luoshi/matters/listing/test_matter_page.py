"""The page of one matter: what it says and where from, who may do what on it, and that nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import docketed, done, handed_out, proposed
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.documents.received import pasted
from luoshi.matters.life import Act
from luoshi.matters.models import Difference, Matter, MatterState, Report
from luoshi.matters.operations import Part, act_on, break_down, hand_out, merge, report, revise_matter, take_in
from luoshi.matters.verify import verify

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
MINUTES = (
    "市政府第3次专题会议纪要\n2026年3月5日，市长主持召开专题会议。\n"
    "会议议定：安全工作不能放松。由市教育局牵头，市水务局配合，5月底前完成校舍安全排查。形势总体平稳。\n"
)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def page(client: Client, matter: Matter) -> str:
    """The page as read: tags gone, white space single."""
    return plain(client.get(f"/matters/{matter.ref}/").content)


def plain(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def read_in(cast: Cast) -> Matter:
    by = cast.acting("zhoumin")
    take_in(cast.city, by=by, at=AT, text=pasted(MINUTES), content=MINUTES.encode(), name="纪要.txt")
    matter = Matter.objects.get(words__contains="校舍")
    docketed(cast, matter)
    assert matter.meeting is not None
    [done] = hand_out(matter.meeting, by=by, at=AT, matters=[matter])
    return done


def test_each_fact_says_where_it_comes_from(cast: Cast, signed_in: SignIn) -> None:
    matter = read_in(cast)
    revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"standard": "隐患全部销号"})
    shown = page(signed_in("zhoumin"), matter)
    assert "完成时限 5月底前（2026年5月31日） 原文“5月底前”" in shown
    assert "办结标准 隐患全部销号 周敏 3月9日补充" in shown
    assert "牵头单位 市教育局 原文" in shown
    assert "2026-03-09 市政府秘书长批准" in shown
    assert "牵头领导未明确" in shown
    assert "还有 83 天到期" in shown


def test_the_words_stand_in_their_paragraph(cast: Cast, signed_in: SignIn) -> None:
    matter = read_in(cast)
    content = signed_in("zhoumin").get(f"/matters/{matter.ref}/").content.decode()
    assert re.search(r"会议议定：安全工作不能放松。<mark>由市教育局牵头[^<]*</mark>形势总体平稳。", content)


def test_a_body_sees_its_words_and_not_the_rest_of_the_paper(cast: Cast, signed_in: SignIn) -> None:
    shown = page(signed_in("liqiang"), read_in(cast))
    assert "5月底前完成校舍安全排查" in shown
    assert "安全工作不能放松" not in shown
    assert "从文本读出" not in shown
    assert "交办给承办单位" in shown


def test_the_body_of_a_part_reads_what_happened_to_it_and_whose_the_whole_is(cast: Cast, signed_in: SignIn) -> None:
    whole = done(cast, handed_out(cast, "整件"), Act.ACKNOWLEDGE)
    parts = [Part(words="水务的一份", body=cast.water)]
    [part] = break_down(whole, by=cast.acting("liqiang"), at=AT, parts=parts)
    done(cast, part, Act.ACKNOWLEDGE)
    shown = page(signed_in("wangfang"), part)
    assert "由市教育局牵头的事项分解而来" in shown
    assert "分解而来，交办" in shown
    assert "签收（" in shown


def test_the_lamp_says_its_days_and_the_rule_that_set_them(cast: Cast, signed_in: SignIn) -> None:
    shown = page(signed_in("zhoumin"), handed_out(cast, due_on=DAY - dt.timedelta(days=9)))
    assert "2026-02-25 起为临近，2026-03-01 起为逾期" in shown
    assert "到期前 3 日提醒" in shown
    assert "常务会47-01：逾期 9 天" in shown


def test_what_was_merged_into_it_is_listed_and_leads_back(cast: Cast, signed_in: SignIn) -> None:
    into, other = proposed(cast, "修订预案"), proposed(cast, "修订应急预案")
    merge(into, by=cast.acting("zhoumin"), at=AT, others=[other], words="修订防汛应急预案")
    client = signed_in("zhoumin")
    assert "并入的 1 件 修订应急预案" in page(client, into)
    assert "这件事项已并入 “修订防汛应急预案”" in page(client, other)


@pytest.mark.parametrize("login", ["wangfang", "chenjing", "sysadmin"])
def test_who_has_nothing_to_do_with_it_finds_no_page_and_can_do_nothing(
    cast: Cast, signed_in: SignIn, login: str
) -> None:
    matter, client = handed_out(cast), signed_in(login)
    assert client.get(f"/matters/{matter.ref}/").status_code == 404
    for act in ("revise", "chain", "acts/report", "acts/find_done", "decide"):
        assert client.post(f"/matters/{matter.ref}/{act}/", {"progress": "x"}).status_code == 404, act


@pytest.mark.parametrize("login", ["liqiang", "auditor"])
def test_a_proposal_is_shown_to_those_who_keep_and_to_nobody_else(cast: Cast, signed_in: SignIn, login: str) -> None:
    matter = proposed(cast)
    assert signed_in("zhoumin").get(f"/matters/{matter.ref}/").status_code == 200
    assert signed_in(login).get(f"/matters/{matter.ref}/").status_code == 404


def test_the_auditor_reads_and_is_offered_no_form(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("auditor")
    assert "更正" not in page(client, matter)
    assert client.post(f"/matters/{matter.ref}/acts/find_done/", {"words": "好"}).status_code == 403
    assert client.post(f"/matters/{matter.ref}/acts/report/", {"progress": "好"}).status_code == 403


def test_a_liaison_s_report_opens_with_the_last_one(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("liqiang")
    given = {"progress": "已排查 12 座。", "problems": "缺人手。", "said": "on_track", "seen_seq": matter.seq}
    assert client.post(f"/matters/{matter.ref}/acts/report/", given).status_code == 302
    row = Report.objects.get()
    assert (row.body, row.said, row.progress) == (cast.education, "on_track", "已排查 12 座。")
    content = client.get(f"/matters/{matter.ref}/acts/report/").content.decode()
    assert re.search(r"<textarea[^>]*name=\"progress\"[^>]*>\s*已排查 12 座。</textarea>", content)
    assert "反馈 1 次" in plain(content.encode())


def test_a_report_entered_for_a_body_says_by_whom_and_how(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast, supporting=[cast.water]), signed_in("zhoumin")
    given = {
        "body": cast.water.ref,
        "channel": "phone",
        "said_by": "王芳",
        "said_on": "2026-03-08",
        "progress": "已配合排查。",
    }
    assert client.post(f"/matters/{matter.ref}/acts/report/", given).status_code == 302
    shown = page(client, matter)
    assert "周敏（代录：市水务局 王芳 2026-03-08 电话告知）" in shown
    assert Report.objects.get().reported_on == dt.date(2026, 3, 8)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"progress": "", "problems": ""}, "反馈没有内容"),
        ({"said_by": ""}, "请写明是谁反馈的"),
        ({"said_on": "2026-03-10"}, "日期不能晚于今天"),
        ({"said_on": "三月"}, "日期"),
        ({"channel": "pigeon"}, "选"),
    ],
)
def test_a_refused_report_keeps_what_was_typed(
    cast: Cast, signed_in: SignIn, given: dict[str, str], sentence: str
) -> None:
    matter = handed_out(cast)
    typed = {"body": cast.education.ref, "channel": "phone", "said_by": "李强", "said_on": "2026-03-09"}
    answer = signed_in("zhoumin").post(
        f"/matters/{matter.ref}/acts/report/", {**typed, "progress": "已完成摸底", "problems": "缺资金", **given}
    )
    assert answer.status_code == 422
    assert sentence in plain(answer.content)
    assert all(words in answer.content.decode() for words in ({"problems": "缺资金"} | given).values())
    assert not Report.objects.exists()


def test_a_correction_changes_only_what_was_changed(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast, standard="全部销号"), signed_in("zhoumin")
    given = {"words": matter.words, "sort": matter.sort, "lead": "市水务局", "supporting": "市教育局"}
    given |= {"due_on": "2026-04-30", "standard": "全部销号", "seen_seq": str(matter.seq)}
    assert client.post(f"/matters/{matter.ref}/revise/", given).status_code == 302
    matter.refresh_from_db()
    assert (matter.lead, matter.due_on, list(matter.supporting.all())) == (
        cast.water,
        dt.date(2026, 4, 30),
        [cast.education],
    )
    assert "standard" not in matter.origins
    shown = page(client, matter)
    assert "牵头单位 市教育局 → 市水务局" in shown
    assert "配合单位 （空） → 市教育局" in shown


def test_a_stale_correction_gives_the_text_back_and_can_be_sent_again(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    given = {"words": "我写了很久的一句话", "sort": "concrete", "lead": "市教育局", "seen_seq": str(matter.seq)}
    given |= {"due_on": "2026-03-29", "token": "t1"}
    revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"remark": "别人先改"})
    answer = client.post(f"/matters/{matter.ref}/revise/", given)
    assert answer.status_code == 409
    assert "已被他人更新" in plain(answer.content)
    assert "我写了很久的一句话" in answer.content.decode()
    matter.refresh_from_db()
    assert f'name="seen_seq" value="{matter.seq}"' in answer.content.decode()
    again = client.post(f"/matters/{matter.ref}/revise/", {**given, "seen_seq": matter.seq, "remark": "别人先改"})
    assert again.status_code == 302
    matter.refresh_from_db()
    assert (matter.words, matter.remark) == ("我写了很久的一句话", "别人先改")


def test_a_second_press_reports_once(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("liqiang")
    for _ in range(2):
        client.post(
            f"/matters/{matter.ref}/acts/report/", {"progress": "已排查", "token": "same", "seen_seq": matter.seq}
        )
    assert Report.objects.count() == 1


def test_a_matter_is_found_done_with_its_result(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    refused = client.post(f"/matters/{matter.ref}/acts/find_done/", {"words": " "})
    assert (refused.status_code, "请写明办理结果" in plain(refused.content)) == (422, True)
    unchecked = client.post(f"/matters/{matter.ref}/acts/find_done/", {"words": "已全部整改。", "checks": ["FACTS"]})
    shown = plain(unchecked.content)
    assert (unchecked.status_code, "还没有核对：问题解决、任务完成、合法合规、格式规范" in shown) == (422, True)
    assert "已全部整改。" in shown
    assert "没有逐项核对的理由" in shown
    sent = {"words": "已全部整改。", "despite": "会上当场看过"}
    assert client.post(f"/matters/{matter.ref}/acts/find_done/", sent).status_code == 302
    matter.refresh_from_db()
    assert matter.state == MatterState.COMPLETED
    told = page(client, matter)
    assert "已办结" in told
    assert "没有逐项核对：会上当场看过" in told


def test_who_was_asked_checks_all_five_and_is_offered_no_excuse(cast: Cast, signed_in: SignIn) -> None:
    matter, client = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION), signed_in("zhoumin")
    address = f"/matters/{matter.ref}/acts/find_done/"
    assert "没有逐项核对的理由" not in plain(client.get(address).content)
    refused = client.post(address, {"words": "好", "despite": "不用核对"})
    assert (refused.status_code, "逐项核对后再认定" in plain(refused.content)) == (422, True)


def test_what_two_texts_say_differently_is_decided_on_the_page(cast: Cast, signed_in: SignIn) -> None:
    matter, client = read_in(cast), signed_in("zhoumin")
    place = matter.places.get()
    row = Difference.objects.create(
        matter=matter, document=place.document, field="standard", ours="", theirs="100 所", value={"plain": "100 所"}
    )
    assert "1 处不一致待决定" in page(client, matter)
    assert "不一致" not in page(signed_in("liqiang"), matter)
    answer = client.post(f"/matters/{matter.ref}/decide/", {"difference": row.pk, "take": "theirs"})
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.standard == "100 所"
    assert client.post(f"/matters/{matter.ref}/decide/", {"difference": "x", "take": "theirs"}).status_code == 422


def test_a_lead_that_another_text_names_acknowledges_anew(cast: Cast, signed_in: SignIn) -> None:
    matter, by = read_in(cast), cast.acting("liqiang")
    act_on(matter, by=by, at=AT, act=Act.ACKNOWLEDGE)
    row = Difference.objects.create(
        matter=matter,
        document=matter.places.get().document,
        field="lead",
        ours="市教育局",
        theirs="市水务局",
        value={"plain": cast.water.ref},
    )
    answer = signed_in("zhoumin").post(f"/matters/{matter.ref}/decide/", {"difference": row.pk, "take": "theirs"})
    assert answer.status_code == 302
    matter = Matter.objects.get(pk=matter.pk)
    assert (matter.lead, matter.state, matter.acknowledged_on) == (cast.water, MatterState.HANDED_OUT, None)
    assert not matter.supports.exists()
    assert verify().findings == []


def test_the_page_costs_the_same_queries_for_one_report_as_for_twenty(cast: Cast, signed_in: SignIn) -> None:
    matter, client, by = handed_out(cast, supporting=[cast.water]), signed_in("zhoumin"), cast.acting("zhoumin")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/matters/{matter.ref}/")
        return len(captured)

    report(matter, by=by, at=AT, body=cast.education, progress="第一次")
    alone = queries()
    for number in range(19):
        report(matter, by=by, at=AT, body=cast.education, progress=f"第{number}次")
    assert queries() == alone
