"""Calls and the leader's ticks in a browser: entered with a few presses, on narrow screens too, nothing serious for who cannot see."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from build_matters import done, handed_out, told
from cast import AT, PASSWORD, Cast, cast
from luoshi.journal.acting import Acting
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import SlipKind
from luoshi.matters.operations import act_on
from luoshi.people.directory.operations import found_post
from luoshi.people.models import PostKind
from luoshi.workdays import office_date

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in_page(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def test_a_call_and_a_leaders_ticks_are_entered_from_their_pages(
    cast: Cast, signed_in_page: Page, live_server: LiveServer
) -> None:
    system, page = Acting.system(None), signed_in_page
    mayor = found_post(cast.education, by=system, at=AT, title="市长", kind=PostKind.LEADER)
    due = office_date(timezone.now()) - dt.timedelta(days=3)
    done(cast, handed_out(cast, due_on=due), Act.ACKNOWLEDGE)
    matter = done(cast, handed_out(cast, "要协调的", due_on=dt.date(2099, 1, 1)), Act.ACKNOWLEDGE)
    given = Given(words="用地没有批下来。", post=mayor, options=("先行用地", "换址"))
    act_on(matter, by=told(cast.acting("zhoumin")), at=AT, act=Act.CLAIM, given=given)

    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/prints/", "/prints/calls/", "/brief/"):
            page.goto(live_server.url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways"
            serious = [each["id"] for each in Axe().run(page).response["violations"] if each["impact"] in _SERIOUS]
            assert serious == [], path

    page.get_by_label("方案2：换址").check()
    page.get_by_role("button", name="代录批示").click()
    assert "已代市长录入 1 件批示" in page.locator(".notice").inner_text()
    assert matter.slips.get(kind=SlipKind.CLAIM).answer == "按方案2办：换址"

    page.goto(f"{live_server.url}/prints/calls/")
    page.get_by_text("记下这次催办").click()
    page.get_by_label("接听人").fill("李强")
    page.get_by_role("button", name="记下").click()
    assert "已记下对市教育局的催办，1 件" in page.locator(".notice").inner_text()


def test_what_was_sent_is_not_given_back_as_if_it_had_not_been(
    cast: Cast, signed_in_page: Page, live_server: LiveServer
) -> None:
    page = signed_in_page
    mayor = found_post(cast.education, by=Acting.system(None), at=AT, title="市长", kind=PostKind.LEADER)
    for words in ("第一件", "第二件"):
        matter = done(cast, handed_out(cast, words, due_on=dt.date(2099, 1, 1)), Act.ACKNOWLEDGE)
        given = Given(words="用地没有批下来。", post=mayor, options=("先行用地", "换址"))
        act_on(matter, by=told(cast.acting("zhoumin")), at=AT, act=Act.CLAIM, given=given)
    page.goto(f"{live_server.url}/brief/")
    page.get_by_label("方案2：换址").first.check()
    page.get_by_label("写了什么").first.fill("抓紧。")
    page.get_by_label("所在文件").fill("一页纸第9号")
    page.get_by_role("button", name="代录批示").click()
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert "已代市长录入 1 件批示" in page.locator(".notice").first.inner_text()
    assert page.locator("[data-unsent]").count() == 0
    assert page.get_by_label("所在文件").input_value() == ""


_SERIOUS = ("serious", "critical")
