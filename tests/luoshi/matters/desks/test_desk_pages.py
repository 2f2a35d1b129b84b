"""The desk as each of the cast sees it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from build_matters import done, given_for, handed_out, proposed, told
from cast import AT, DAY, Cast
from luoshi.journal.acting import Acting
from luoshi.matters.desks.lines import waited_for, waiting
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState, Slip, Sort
from luoshi.matters.operations import Part, act_on, break_down
from luoshi.matters.prints.holders import Holders
from luoshi.people.accounts.operations import grant_role
from luoshi.people.directory.operations import appoint, found_person, found_post, set_stand_in
from luoshi.people.models import Account, PostKind, Role

DESK = "/desk/"


def page(client: Client, address: str = DESK) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(cast: Cast, login: str, on: dt.date = DAY) -> list[tuple[str, str]]:
    """Words of each matter and of what is to be done."""
    acting = cast.acting(login)
    return [(line.matter.words, line.todo.words) for line in waiting(acting, Holders(cast.city, on), on=on)]


def test_whoever_signs_in_lands_on_the_desk(cast: Cast) -> None:
    answer = Client().post("/sign-in/", {"login": "liqiang", "password": "Anlan-2026"})
    assert answer["Location"] == DESK


def test_what_goes_into_the_notice_waits_for_no_docket(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    proposed(cast, "排查水库")
    proposed(cast, "各级各部门要抓好落实", sort=Sort.GENERAL, lead=None)
    assert "1 件拟立项，待校核" in page(signed_in("zhoumin"))


def test_one_matter_to_acknowledge_has_one_button(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    handed_out(cast, "唯一一件")
    shown = page(signed_in("liqiang"))
    assert "全部签收" not in shown
    assert "勾选" not in shown
    assert shown.count(">签收</button>") == 1


def test_the_bar_marks_the_place_that_is_open(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client, row = signed_in("zhoumin"), handed_out(cast)
    assert '<a href="/desk/" aria-current="page">任务台</a>' in page(client)
    on_a_matter = page(client, f"/matters/{row.ref}/")
    assert '<a href="/matters/" aria-current="true">事项</a>' in on_a_matter
    assert on_a_matter.count("aria-current") == 1


def test_a_liaison_acknowledges_everything_with_one_press(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    rows = [handed_out(cast, f"第{number}件") for number in range(3)]
    other = handed_out(cast, "别家的", lead=cast.water)
    client = signed_in("liqiang")
    assert "全部签收 3 件" in page(client)
    assert "别家的" not in page(client)
    assert client.post("/desk/acknowledge/", {"all": "1", "m": other.ref, "token": "t"}).status_code == 302
    assert {Matter.objects.get(pk=row.pk).state for row in rows} == {MatterState.UNDER_WAY}
    assert Matter.objects.get(pk=other.pk).state == MatterState.HANDED_OUT


def test_only_what_was_ticked_is_acknowledged(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    one, two = handed_out(cast, "第一件"), handed_out(cast, "第二件")
    signed_in("liqiang").post("/desk/acknowledge/", {"m": one.ref})
    assert Matter.objects.get(pk=one.pk).state == MatterState.UNDER_WAY
    assert Matter.objects.get(pk=two.pk).state == MatterState.HANDED_OUT


def test_nobody_acknowledges_for_another_bureau(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row = handed_out(cast)
    assert signed_in("wangfang").post("/desk/do/", {"matter": row.ref, "act": "acknowledge"}).status_code == 404
    assert signed_in("chenjing").post("/desk/do/", {"matter": row.ref, "act": "acknowledge"}).status_code == 404
    assert Client().get(DESK).status_code == 302


def test_the_office_cannot_slip_in_a_leaders_word_from_its_desk(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)
    answer = signed_in("zhoumin").post("/desk/do/", {"matter": row.ref, "act": "note"})
    assert answer.status_code == 422
    assert Matter.objects.get(pk=row.pk).state == MatterState.SUBMITTED


def test_what_is_overdue_comes_first_then_what_waited_longest(cast: Cast) -> None:
    acted = [handed_out(cast, words, due_on=DAY + dt.timedelta(days=days)) for words, days in (("甲", 40), ("乙", 40))]
    late = handed_out(cast, "丙", due_on=DAY + dt.timedelta(days=1))
    done(cast, acted[0], Act.ASK_ADJUSTMENT)
    for row, act in ((late, Act.ACKNOWLEDGE), (acted[1], Act.ACKNOWLEDGE)):
        done(cast, row, act)
    on = DAY + dt.timedelta(days=39)
    assert lines(cast, "liqiang", on) == [("丙", "已过时限，申请办结或反馈原因"), ("乙", "时限将到，申请办结")]
    assert lines(cast, "zhoumin", on) == [("甲", "答复承办单位调整申请")]


def test_the_slip_and_its_matter_are_one_line(cast: Cast) -> None:
    done(cast, handed_out(cast, "要延期的"), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    assert lines(cast, "zhoumin") == [("要延期的", "答复延期申请")]


def test_a_claim_waits_for_whom_it_names_and_the_office_sees_who_holds_it(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    row = done(cast, handed_out(cast, "卡住的"), Act.ACKNOWLEDGE, Act.CLAIM)
    assert lines(cast, "wangfang") == [("卡住的", "答复提请协调")]
    shown = page(signed_in("zhoumin"))
    assert "向上提请协调 1 件" in shown
    assert "市水务局" in shown
    client = signed_in("wangfang")
    assert "先行用地" in page(client), "the options stand on the desk"
    slip = Slip.objects.get(matter=row, answered_at=None)
    client.post("/desk/do/", {"matter": row.ref, "act": "answer_claim", "slip": slip.pk, "option": "先行用地"})
    slip.refresh_from_db()
    assert (slip.answer, slip.answered_by) == ("先行用地", "王芳")


def test_for_whom_one_waits_stands_in_protocol_order_with_the_oldest_day(cast: Cast) -> None:
    handed_out(cast, "水务的", lead=cast.water)
    handed_out(cast, "教育的")
    handed_out(cast, "教育的又一件")
    found = waited_for(cast.acting("zhoumin"), Holders(cast.city, DAY), on=DAY)
    assert [(held.who, held.count, held.days) for held in found] == [("市教育局", 2, 1), ("市水务局", 1, 1)]
    assert found[0].listed == f"b:{cast.education.ref}"


def test_a_body_never_learns_of_proposals(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    proposed(cast, "还没定的事")
    shown = page(signed_in("liqiang"))
    assert "还没定的事" not in shown
    assert "您在等谁" not in shown
    assert "1 件拟立项，待校核" in page(signed_in("zhoumin"))


@pytest.mark.parametrize("login", ["zhoumin", "liqiang"])
def test_a_desk_of_fifty_matters_asks_no_more_than_one_of_two(
    login: str, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(login)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    for number in range(2):
        done(cast, handed_out(cast, f"第{number}件"), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    handed_out(cast, "未签收")
    page(client)
    few = asked()
    for number in range(2, 50):
        row = handed_out(cast, f"第{number}件")
        if number % 2:
            done(cast, row, Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    assert asked() == few


def test_ours_shows_what_is_led_supported_a_part_and_asked(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    whole = done(cast, handed_out(cast, "整件"), Act.ACKNOWLEDGE)
    parts = [Part(words="水务的一份", body=cast.water)]
    break_down(whole, by=cast.acting("liqiang"), at=AT, parts=parts)
    handed_out(cast, "水务配合的", supporting=[cast.water])
    handed_out(cast, "水务牵头的", lead=cast.water)
    asked = proposed(cast, "征求水务意见的", lead=cast.water)
    act_on(asked, by=cast.acting("zhoumin"), at=AT, act=Act.CONSULT)
    shown = page(signed_in("wangfang"), "/desk/ours/")
    for title in ("牵头 1 件", "分解给我单位 1 件", "配合 1 件", "征求我单位意见 1 件"):
        assert title in shown
    assert "整件</a>" not in shown, "the whole is not theirs"
    assert "没有涉及我单位的" in page(signed_in("zhoumin"), "/desk/ours/")


def test_a_list_by_day_says_who_asked_and_on_what_ground(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    whole = done(cast, handed_out(cast, "整件"), Act.ACKNOWLEDGE)
    break_down(whole, by=cast.acting("liqiang"), at=AT, parts=[Part(words="给水务的一份", body=cast.water)])
    shown = page(signed_in("wangfang"), "/desk/days/")
    assert "市教育局" in shown, "who asked"
    assert "安澜市人民政府第47次常务会议" in shown, "on what ground"
    assert "市政府秘书长批准" in shown


def test_a_report_that_repeats_the_task_is_told_to_the_office(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    row = handed_out(cast, "完成全市校舍安全隐患排查整治")
    signed_in("liqiang").post(
        f"/matters/{row.ref}/acts/report/", {"progress": "完成全市校舍安全隐患排查整治。", "said": "on_track"}
    )
    assert Matter.objects.get(pk=row.pk).progress
    shown = page(signed_in("zhoumin"))
    assert "像是转发不分解 1 件" in shown
    assert "转发不分解" not in page(signed_in("liqiang"))


def test_while_a_stand_in_holds_the_deputys_desk_shows_the_absent_ones(cast: Cast) -> None:
    by = Acting.system(cast.city.pk)
    absent, own = (
        found_post(body, by=by, at=AT, title="局长", kind=PostKind.HEAD, protocol_order=order)
        for order, body in enumerate((cast.education, cast.water), start=1)
    )
    person = found_person(cast.city, by=by, at=AT, values={"name": "王芳"})
    appoint(own, by=by, at=AT, person=person, on=DAY)
    account = cast.accounts["wangfang"]
    account.person = person
    account.save()
    handed_out(cast, "教育局的事")
    assert lines(cast, "wangfang") == []
    set_stand_in(absent, by=by, at=AT, deputy=own, first=DAY, last=DAY)
    assert lines(cast, "wangfang") == [("教育局的事", "签收")]


def test_the_auditors_desk_leads_to_the_journal(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    shown = page(signed_in("auditor"))
    assert "现在校验留痕" in shown
    assert "等您办" in shown


def test_an_administrators_desk_shows_what_they_look_after_and_no_matters(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    handed_out(cast, "与管理员无关的事")
    Account.objects.filter(login="liqiang").update(locked_until=timezone.now() + dt.timedelta(minutes=5))
    keeper, machine = page(signed_in("secadmin")), page(signed_in("sysadmin"))
    for shown in (keeper, machine):
        assert "6 个在用" in shown
        assert "李强（liqiang）" in shown
        assert "签收、反馈" not in shown
        assert ">事项</a>" not in shown
    assert "1 个账号锁着" in keeper
    assert "后台任务" not in keeper
    for login, shown in (("secadmin", keeper), ("sysadmin", machine)):
        section = shown[shown.index('id="caretaking"') :]
        for place in re.findall(r'href="(/[^"]+)"', section):
            assert signed_in(login).get(place).status_code == 200, (login, place)
    assert "后台进程没有在运行，1 个账号锁着" in machine


def test_whoever_administers_and_keeps_matters_has_both_on_the_desk(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    grant_role(cast.accounts["sysadmin"], by=Acting.system(cast.city.pk), at=AT, role=Role.SUPERVISOR)
    shown = page(signed_in("sysadmin"))
    assert "6 个在用" in shown
    assert ">事项</a>" in shown
    assert 'id="waiting"' in shown


def test_a_head_sees_the_office_in_three_numbers(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    by = Acting.system(cast.city.pk)
    found_post(cast.education, by=by, at=AT, title="市长", kind=PostKind.LEADER)
    grant_role(cast.accounts["wangfang"], by=by, at=AT, role=Role.HEAD)
    handed_out(cast, "一件")
    shown = page(signed_in("wangfang"))
    assert "待您定" in shown
    assert "看一页纸" in shown


def test_a_look_back_that_is_due_waits_for_the_office(cast: Cast) -> None:
    row = handed_out(cast, "常态化的")
    by = told(cast.acting("zhoumin"))
    done(cast, row, Act.ACKNOWLEDGE)
    given = given_for(cast, Act.MAKE_STANDING)
    made = act_on(row, by=by, at=AT, act=Act.MAKE_STANDING, given=given)
    assert made.look_back_on is not None
    assert lines(cast, "zhoumin", made.look_back_on) == [("常态化的", "回头看")]
    assert lines(cast, "zhoumin", made.look_back_on - dt.timedelta(days=1)) == []
