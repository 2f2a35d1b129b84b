"""The list and its views in a browser: by keyboard, many at once with and without script, narrow, and nothing serious for who cannot see."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from build_matters import done, handed_out
from cast import AT, PASSWORD, Cast, cast
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations import keep_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = ("", "board/", "calendar/", "by/body/", "by/leader/", "by/meeting/", "by/source/", "saved/")


@pytest.fixture
def matters(cast: Cast) -> list[Matter]:
    """Late, due this week, without a time limit, and one that is done."""
    today = timezone.localdate()
    made = [
        handed_out(
            cast, words, due_on=today + dt.timedelta(days=days) if days is not None else None, supporting=[cast.water]
        )
        for words, days in (("排查小型水库", -9), ("修订防汛预案", 2), ("公布供水时间表", None))
    ]
    done(cast, handed_out(cast, "办结的一件"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE)
    keep_view(cast.city, by=cast.acting("zhoumin"), at=AT, name="逾期的", query="lamp=red")
    return made


def sign_in(page: Page, address: str) -> Page:
    page.goto(f"{address}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def test_two_matters_are_ticked_by_keyboard_looked_at_and_recalled(
    matters: list[Matter], page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/?group=running")
    for key in "jxjx":
        page.keyboard.press(key)
    assert page.locator("[data-ticked]").inner_text() == "已勾选 2 件"
    page.locator("select[name=act]").select_option("recall")
    page.get_by_role("button", name="下一步：预览").click()
    page.wait_for_url("**/matters/chosen/")
    assert page.get_by_role("heading", level=1).inner_text() == "撤回：2 件可以办"
    assert [item["id"] for item in Axe().run(page).response["violations"]] == []
    page.get_by_role("button", name="撤回 2 件").click()
    page.wait_for_url("**/matters/chosen/recall/")
    assert page.get_by_role("heading", level=1).inner_text() == "撤回：办了 2 件"
    page.get_by_role("link", name="回到清单").click()
    page.wait_for_url("**/matters/?group=running")
    states = {row.words: row.state for row in Matter.objects.exclude(words="办结的一件")}
    assert sorted(states.values()) == [MatterState.DOCKETED, MatterState.DOCKETED, MatterState.HANDED_OUT]


def test_the_keys_walk_through_views_and_days(matters: list[Matter], page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/?sort=concrete")
    page.keyboard.press("v")
    page.wait_for_url("**/matters/board/?sort=concrete")
    page.keyboard.press("v")
    page.wait_for_url("**/matters/calendar/?sort=concrete")
    page.keyboard.press("ArrowRight")
    today = page.evaluate("document.activeElement.closest('[data-day]').classList.contains('today')")
    assert today
    page.keyboard.press("ArrowUp")
    page.keyboard.press("n")
    page.wait_for_url("**/matters/calendar/?sort=concrete&month=*")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_many_are_handed_over_without_script(matters: list[Matter], browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = sign_in(context.new_page(), live_server.url)
    page.goto(f"{live_server.url}/matters/?lamp=red")
    page.locator("input[name=every]").check()
    page.locator("select[name=act]").select_option("remark")
    page.get_by_role("button", name="下一步：预览").click()
    page.fill("[name=remark]", "本周重点")
    page.get_by_role("button", name="填好后预览").click()
    assert "备注：未明确 → 本周重点" in page.locator("main").inner_text()
    page.get_by_role("button", name="改备注 1 件").click()
    assert page.get_by_role("heading", level=1).inner_text() == "改备注：办了 1 件"
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_no_view_scrolls_sideways_and_axe_finds_nothing(
    matters: list[Matter], page: Page, live_server: LiveServer, width: int
) -> None:
    sign_in(page, live_server.url).set_viewport_size({"width": width, "height": 900})
    for way in WAYS:
        page.goto(f"{live_server.url}/matters/{way}?group=all")
        for each in page.locator("details").all():
            each.evaluate("element => { element.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, way
        assert [(item["id"], way) for item in Axe().run(page).response["violations"]] == []
