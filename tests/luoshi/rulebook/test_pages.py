"""The pages of the rulebook, as the cast sees them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast, cast, signed_in
from luoshi.bodies.operations import found_office
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.rulebook.models import OwnRule
from luoshi.rulebook.operations import RuleDetails, make_rule
from luoshi.rulebook.shipped import shipped

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
REMIND = "/rulebook/urge.remind_days/"
LAMPS = "/rulebook/lamps.thresholds/"


def filled(**more: str) -> dict[str, str]:
    given = {"value": "5", "valid_from": "2026-03-01", "valid_to": "", "grade": "SYN", "source": "", "token": "t1"}
    return given | {"source_ref": "", "note": ""} | more


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def own(cast: Cast, **more: object) -> OwnRule:
    details = RuleDetails(**({"key": "urge.remind_days", "value": 5, "valid_from": dt.date(2026, 3, 1)} | more))  # type: ignore[arg-type]
    return make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)


@pytest.mark.parametrize("path", ["/rulebook/", REMIND, REMIND + "make/", "/rulebook/print/", "/rulebook/workbook/"])
def test_nobody_is_sent_to_sign_in(cast: Cast, path: str) -> None:
    assert Client().get(path).headers["Location"].startswith("/sign-in/")


def test_the_book_shows_what_held_on_the_day_asked_for(signed_in: SignIn) -> None:
    client = signed_in("wangfang")
    assert "15 类" in text(client.get("/rulebook/?on=2020-03-09"))
    assert "17 类" in text(client.get("/rulebook/?on=2026-03-09"))


def test_the_title_counts_what_holds_and_what_is_missing(signed_in: SignIn) -> None:
    day = dt.date(2020, 3, 9)
    holding = sum(one.on(day) is not None for one in shipped().values())
    shown = text(signed_in("wangfang").get("/rulebook/?on=2020-03-09"))
    assert f"2020年3月9日有 {holding} 项规定" in shown
    assert f"没有规定 {len(shipped()) - holding} 项" in shown


def test_every_word_looked_for_must_occur(signed_in: SignIn) -> None:
    client = signed_in("wangfang")
    shown = text(client.get("/rulebook/", {"q": "公示 村级"}))
    assert "村级公示不少于" in shown
    assert "亮灯标准" not in shown
    assert "没有找到这样的规则" in text(client.get("/rulebook/", {"q": "公示 亮灯"}))


def test_words_inside_a_table_are_found(signed_in: SignIn) -> None:
    assert "没有写明时限时的办理期限" in text(signed_in("wangfang").get("/rulebook/", {"q": "领导批示（难）"}))


@pytest.mark.parametrize("on", ["2026-02-30", "昨天", "99999-01-01"])
def test_a_day_that_is_none_is_told_and_today_is_shown(signed_in: SignIn, on: str) -> None:
    answer = signed_in("wangfang").get("/rulebook/", {"on": on})
    assert answer.status_code == 200
    assert "日期不对" in text(answer)


def test_a_value_without_a_basis_says_so(signed_in: SignIn) -> None:
    assert "系统缺省值，无依据" in text(signed_in("wangfang").get("/rulebook/minutes.issue_workdays/"))


def test_a_key_without_a_rule_says_so_and_shows_what_others_do(signed_in: SignIn) -> None:
    shown = text(signed_in("zhoumin").get("/rulebook/poverty.income_line/"))
    assert "防返贫监测收入线：没有规定" in " ".join(shown.split())
    assert "8700 元/人·年" in shown
    assert "照此规定" in shown


def test_every_key_has_its_page_and_its_form(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    paths = [path for key in shipped() for path in (f"/rulebook/{key}/", f"/rulebook/{key}/make/")]
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_a_key_that_is_not_defined_is_not_found(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    assert client.get("/rulebook/no.such/").status_code == 404
    assert client.get("/rulebook/no.such/make/").status_code == 404


def test_a_rule_is_shown_before_it_is_saved(cast: Cast, signed_in: SignIn) -> None:
    found_office(cast.city, by=Acting.system(None), at=AT, name="东川镇人民政府")
    shown = text(signed_in("zhoumin").post(REMIND + "make/", filled(preview="", valid_to="2026-12-31")))
    assert "3 日" in shown
    assert "5 日" in shown
    assert "2026年12月31日之后" in shown
    assert "东川镇人民政府：随之改变" in shown
    assert not OwnRule.objects.exists()


def test_a_saved_rule_holds_and_is_shown_with_its_source(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    given = filled(save="", grade="A", source="安澜市督查工作规则", source_ref="安政发〔2026〕1号")
    shown = text(client.post(REMIND + "make/", given, follow=True))
    assert "到期前几日提醒：5 日" in shown
    assert "安政发〔2026〕1号" in shown
    assert "以此为准" in shown
    assert "3 日" in shown


def test_a_table_is_written_in_lines(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    client.post(LAMPS + "make/", filled(save="", value="红 ｜ 逾期天数 ｜ 1\n黄 ｜ 距到期天数 ｜ 0 ｜ 5 ｜ 快到了"))
    assert OwnRule.objects.get().content() == [
        {"lamp": "red", "measure": "overdue_days", "low": 1},
        {"lamp": "yellow", "measure": "days_to_due", "low": 0, "high": 5, "words": "快到了"},
    ]


def test_what_does_not_fit_is_told_beside_the_value_and_given_back(signed_in: SignIn) -> None:
    answer = signed_in("zhoumin").post(LAMPS + "make/", filled(save="", value="紫 ｜ 逾期天数 ｜ 一"))
    assert answer.status_code == 422
    assert "第1行“灯”：“紫”不在可选范围内" in text(answer)
    assert "第1行“从”：“一”不是数字。" in text(answer)
    assert "紫 ｜ 逾期天数 ｜ 一" in text(answer)


def test_an_overlap_is_told_beside_the_tick_that_resolves_it(cast: Cast, signed_in: SignIn) -> None:
    own(cast)
    client = signed_in("zhoumin")
    later = filled(save="", valid_from="2026-06-01", value="7")
    answer = client.post(REMIND + "make/", later)
    assert answer.status_code == 422
    assert 'id="ends_earlier_error"' in text(answer)
    client.post(REMIND + "make/", later | {"ends_earlier": "on"})
    assert [row.content() for row in OwnRule.objects.order_by("valid_from")] == [5, 7]


def test_an_offer_fills_the_form(signed_in: SignIn) -> None:
    shown = text(signed_in("zhoumin").get("/rulebook/meetings.materials_days/make/?offer=0"))
    assert 'value="2"' in shown
    assert "参照河南省周口市（e9）" in shown


@pytest.mark.parametrize("offer", ["9", "-1", "x", "²"])
def test_an_offer_that_is_not_there_is_passed_over(signed_in: SignIn, offer: str) -> None:
    assert 'value="3"' in text(signed_in("zhoumin").get("/rulebook/meetings.materials_days/make/", {"offer": offer}))


def test_an_own_rule_is_ended_and_withdrawn_on_its_page(cast: Cast, signed_in: SignIn) -> None:
    row = own(cast)
    client = signed_in("zhoumin")
    client.post(f"/rulebook/own/{row.ref}/end/", {"last": "2026-03-31", "seq": row.seq})
    assert OwnRule.objects.get().valid_to == dt.date(2026, 3, 31)
    client.post(f"/rulebook/own/{row.ref}/withdraw/", {"seq": row.seq + 1})
    assert OwnRule.objects.get().void
    assert "已撤回" in text(client.get(REMIND))


def test_an_ending_without_a_day_is_refused_with_a_sentence(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("zhoumin").post(f"/rulebook/own/{own(cast).ref}/end/", {"last": ""})
    assert answer.status_code == 422
    assert "请填写这条规定止于哪一天" in text(answer)


def test_a_stale_page_does_not_withdraw(cast: Cast, signed_in: SignIn) -> None:
    row = own(cast)
    assert signed_in("zhoumin").post(f"/rulebook/own/{row.ref}/withdraw/", {"seq": 0}).status_code == 409
    assert not OwnRule.objects.get().void


def test_who_only_reads_sees_no_button_and_may_not_make_a_rule(cast: Cast, signed_in: SignIn) -> None:
    row = own(cast)
    client = signed_in("wangfang")
    shown = text(client.get(REMIND))
    assert "另行规定</a>" not in shown
    assert "撤回</button>" not in shown
    assert client.get(REMIND + "make/").status_code == 403
    assert client.post(f"/rulebook/own/{row.ref}/withdraw/").status_code == 403


def test_the_supervisor_of_another_office_neither_sees_nor_finds_the_rule(cast: Cast, signed_in: SignIn) -> None:
    row = own(cast)
    stranger = signed_in("chenjing")
    assert "5 日" not in text(stranger.get(REMIND))
    assert stranger.post(f"/rulebook/own/{row.ref}/end/", {"last": "2026-04-01"}).status_code == 404
    assert stranger.post(f"/rulebook/own/{row.ref}/withdraw/").status_code == 404


def test_the_printed_book_holds_every_rule_with_its_tables_in_full(signed_in: SignIn) -> None:
    shown = text(signed_in("wangfang").get("/rulebook/print/?on=2026-03-09"))
    assert [one.definition.title for one in shipped().values() if one.definition.title not in shown] == []
    assert "过了时限还没有办结" in shown


def test_the_workbook_has_a_line_for_every_rule_and_its_taking_is_logged(signed_in: SignIn) -> None:
    answer = signed_in("wangfang").get("/rulebook/workbook/?on=2026-03-09")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[1] for row in rows] == [one.definition.title for one in shipped().values()]
    lamps = next(row for row in rows if row[1] == "亮灯标准")
    assert "红 ｜ 逾期天数 ｜ 1" in lamps[2]
    assert AccessEntry.objects.filter(act=AccessAct.EXPORTED, account="wangfang").exists()


def test_the_book_takes_as_many_queries_with_one_own_rule_as_with_twenty(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("wangfang")
    client.get("/rulebook/")
    counts = []
    for year, number in ((2031, 1), (2032, 20)):
        for day in range(1, number + 1):
            only = dt.date(year, 1, day)
            own(cast, valid_from=only, valid_to=only)
        with CaptureQueriesContext(connection) as taken:
            client.get("/rulebook/")
        counts.append(len(taken))
    assert counts[0] == counts[1]
