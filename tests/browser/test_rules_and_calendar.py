"""The calendar and the rulebook in a browser: pasted, previewed, saved; narrow screens; nothing serious for who cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from cast import PASSWORD, Cast, cast

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTICE = "安澜市人民政府办公室关于2026年火把节放假的通知\n火把节：8月6日（星期四）至7日（星期五）放假，共2天。"
PAGES = (
    "/workdays/?year=2026&start=2026-09-28&n=10",
    "/workdays/?year=2031",
    "/workdays/notices/new/",
    "/rulebook/?on=2020-03-09",
    "/rulebook/lamps.thresholds/",
    "/rulebook/lamps.thresholds/make/?offer=0",
    "/rulebook/poverty.income_line/",
    "/rulebook/print/",
)


@pytest.fixture
def signed_in_page(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def test_a_pasted_notice_is_in_the_calendar_after_two_clicks(signed_in_page: Page, live_server: LiveServer) -> None:
    page = signed_in_page
    page.goto(f"{live_server.url}/workdays/notices/new/")
    page.select_option("[name=kind]", "local")
    page.fill("[name=text]", NOTICE)
    page.get_by_role("button", name="预览").click()
    assert page.get_by_role("heading", level=1).inner_text() == "读到 1 个假期，2 天与现在的日历不同"
    page.get_by_role("button", name="保存到工作日历").click()
    assert page.get_by_role("heading", level=1).inner_text() == "2026年有 246 个工作日"
    assert page.locator("td.local").count() == 2


def test_an_offer_becomes_the_office_s_rule_after_a_preview(signed_in_page: Page, live_server: LiveServer) -> None:
    page = signed_in_page
    page.goto(f"{live_server.url}/rulebook/meetings.materials_days/")
    page.get_by_role("link", name="照此规定").click()
    page.get_by_role("button", name="预览").click()
    assert "2 日" in page.locator(".after").inner_text()
    page.get_by_role("button", name="保存").click()
    assert page.get_by_role("heading", level=1).inner_text() == "议题材料提前报送：2 日"


def test_on_paper_no_cell_is_one_character_wide_and_nothing_to_press_is_left(
    signed_in_page: Page, live_server: LiveServer
) -> None:
    page = signed_in_page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1009, "height": 680})  # A4 lying down, without its margins
    page.goto(f"{live_server.url}/rulebook/print/")
    cells = "cells => cells.map(cell => [cell.innerText.trim(), cell.clientHeight, cell.clientWidth])"
    for words, height, width in page.locator(".small-table th, .small-table td").evaluate_all(cells):
        assert height <= 3 * 24 or width >= 90, words
        assert width >= 30, words
    for address in ("/rulebook/", "/workdays/", "/directory/", "/desk/"):
        page.goto(f"{live_server.url}{address}")
        assert page.locator(".button:visible, .input:visible").count() == 0, address


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_scrolls_sideways_and_axe_finds_nothing_serious(
    signed_in_page: Page, live_server: LiveServer, width: int
) -> None:
    page = signed_in_page
    page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        found = Axe().run(page).response["violations"]
        assert [(item["id"], path) for item in found if item["impact"] in ("serious", "critical")] == []
