"""The pages of the calendar, as the cast sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cast import Cast, cast, signed_in
from luoshi.workdays.models import HolidayNotice

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
LOCAL = "安澜市关于2026年火把节放假的通知\n火把节：8月6日（星期四）至7日（星期五）放假，共2天。"
WRONG = LOCAL.replace("星期四", "星期三")


def paste(client: Client, text: str, **more: str) -> str:
    given = {"kind": "local", "text": text, "year": "", "title": "", "token": "t1"} | more
    return client.post("/workdays/notices/new/", given, follow=True).content.decode()


def test_nobody_is_sent_to_sign_in(cast: Cast) -> None:
    assert Client().get("/workdays/").headers["Location"].startswith("/sign-in/")


def test_the_title_of_a_year_says_how_many_days_of_work_it_has(signed_in: SignIn) -> None:
    assert "2026年有 248 个工作日" in signed_in("wangfang").get("/workdays/?year=2026").content.decode()


def test_a_year_without_a_notice_says_that_it_is_provisional(signed_in: SignIn) -> None:
    shown = signed_in("wangfang").get("/workdays/?year=2031").content.decode()
    assert "（暂定）" in shown
    assert "还没有录入" in shown


@pytest.mark.parametrize("year", ["0", "-1", "99999", "今年", "２０２６"])
def test_what_is_no_year_is_not_found(signed_in: SignIn, year: str) -> None:
    assert signed_in("wangfang").get("/workdays/", {"year": year}).status_code == 404


def test_the_counting_form_answers_with_the_day_and_what_was_passed(signed_in: SignIn) -> None:
    shown = signed_in("wangfang").get("/workdays/?year=2026&start=2026-09-28&n=10").content.decode()
    assert "2026年10月16日（星期五）" in shown
    assert "途中：10月1日至7日国庆节、10月10日上班" in shown


def test_a_count_into_a_year_without_a_notice_is_marked_provisional(signed_in: SignIn) -> None:
    shown = signed_in("wangfang").get("/workdays/?start=2030-12-28&n=10").content.decode()
    assert "暂定：放假通知未录入" in shown


@pytest.mark.parametrize("n", ["", "abc", "99999999"])
def test_a_count_that_is_no_count_is_told_beside_its_field(signed_in: SignIn, n: str) -> None:
    shown = signed_in("wangfang").get("/workdays/", {"start": "2026-09-28", "n": n}).content.decode()
    assert 'id="id_n_error"' in shown


def test_a_pasted_notice_is_shown_before_it_is_saved(signed_in: SignIn) -> None:
    shown = paste(signed_in("zhoumin"), LOCAL, preview="")
    assert "读到 1 个假期，2 天与现在的日历不同" in shown
    assert not HolidayNotice.objects.exists()


def test_a_notice_is_saved_with_its_text_as_received(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    shown = paste(client, LOCAL, save="")
    notice = HolidayNotice.objects.get()
    assert notice.text == LOCAL
    assert f"/workdays/notices/{notice.ref}/" in shown
    assert "已录入" in shown


def test_a_notice_that_contradicts_itself_is_saved_only_when_checked(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    shown = paste(client, WRONG, save="")
    assert "2026年8月6日是星期四，与原文写的不同" in shown
    assert "请与纸质原文核对" in shown
    assert WRONG.splitlines()[1] in shown
    assert not HolidayNotice.objects.exists()
    paste(client, WRONG, save="", checked="on")
    assert HolidayNotice.objects.count() == 1


def test_a_text_that_is_no_notice_is_told_and_given_back(signed_in: SignIn) -> None:
    shown = paste(signed_in("zhoumin"), "今天天气很好", save="")
    assert "没有读到是哪一年的安排" in shown
    assert "今天天气很好" in shown


def test_a_withdrawn_notice_leaves_the_calendar(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    paste(client, LOCAL, save="")
    notice = HolidayNotice.objects.get()
    client.post(f"/workdays/notices/{notice.ref}/withdraw/", {"seq": notice.seq})
    assert "248 个工作日" in client.get("/workdays/?year=2026").content.decode()
    assert "（已撤回）" in client.get(f"/workdays/notices/{notice.ref}/").content.decode()


def test_who_only_reads_sees_no_button_and_may_not_enter(signed_in: SignIn) -> None:
    client = signed_in("wangfang")
    assert "录入放假通知" not in client.get("/workdays/").content.decode()
    assert client.get("/workdays/notices/new/").status_code == 403


def test_the_supervisor_of_another_office_does_not_find_the_notice(signed_in: SignIn) -> None:
    paste(signed_in("zhoumin"), LOCAL, save="")
    ref = HolidayNotice.objects.get().ref
    stranger = signed_in("chenjing")
    assert stranger.get(f"/workdays/notices/{ref}/").status_code == 404
    assert stranger.post(f"/workdays/notices/{ref}/withdraw/", {}).status_code == 404
    assert "火把节" not in stranger.get("/workdays/?year=2026").content.decode()


def test_the_calendar_file_is_of_the_office(signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    paste(client, LOCAL, save="")
    answer = client.get("/workdays/2026.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "火把节放假" in answer.content.decode()
