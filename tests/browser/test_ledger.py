"""A ledger is taken over and an inspection planned in a browser; nothing serious for who cannot see, nothing too wide for a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from build_ledgers import workbook
from cast import PASSWORD, Cast, cast
from luoshi.matters.models import Inspection, Matter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def page(cast: Cast, browser: Browser, live_server: LiveServer) -> Page:
    shown = browser.new_page(viewport={"width": 360, "height": 800}, base_url=live_server.url)
    shown.goto("/sign-in/")
    shown.fill("[name=login]", "zhoumin")
    shown.fill("[name=password]", PASSWORD)
    shown.press("[name=password]", "Enter")
    shown.wait_for_load_state()
    return shown


def is_sound(page: Page) -> None:
    found = [each["id"] for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_ledger_is_previewed_and_taken_over_on_a_narrow_screen(page: Page) -> None:
    page.goto("/ledger/")
    page.set_input_files("[name=file]", {"name": "台账.xlsx", "mimeType": EXCEL, "buffer": workbook()})
    page.click("button:has-text('预览')")
    page.wait_for_selector("text=新接管 3 件")
    page.fill("[name=meant]", "市教育局")
    is_sound(page)
    page.click("text=按下面的选择再看一次")
    page.wait_for_selector("text=新接管 3 件")
    assert page.input_value("[name=meant]") == "市教育局"
    page.click("text=接管这 3 件")
    page.wait_for_selector("text=已接管 3 件")
    is_sound(page)
    assert Matter.objects.filter(lead__name="市教育局").count() == 1


def test_a_long_history_does_not_widen_the_preview_and_what_is_no_matter_is_told(page: Page) -> None:
    head = ("序号", "任务内容", "主办单位", "时间要求", "目前进展")
    history = "1月5日：已摸排培育企业二十一户，正在逐户核实投资和用工情况。\n2月10日：已入库五户，其余逐月推进。"
    rows = [(1, "培育企业", "市水务局", 46203, history), ("合计", "1项", None, None, None)]
    page.goto("/ledger/")
    page.set_input_files("[name=file]", {"name": "台账.xlsx", "mimeType": EXCEL, "buffer": workbook(rows, head=head)})
    page.click("button:has-text('预览')")
    page.wait_for_selector("text=新接管 1 件")
    page.wait_for_selector("text=第 4 行是合计或者填表说明")
    is_sound(page)


def test_an_inspection_is_planned_and_visited_on_a_narrow_screen(page: Page) -> None:
    page.goto("/inspections/new/")
    given = {
        "title": "防汛督查",
        "content": "水库",
        "object": "部门",
        "scope": "全市",
        "basis": "年度计划",
        "ends_on": "2099-01-01",
    }
    for name, words in (given | {"site-0-body": "市水务局", "site-0-planned_on": "2026-03-05"}).items():
        page.fill(f"[name={name}]", words)
    is_sound(page)
    page.click("button[value=plan]")
    page.fill("[name=approved_by]", "市长")
    page.click("text=记下批准")
    page.fill("[name=visited_by]", "周敏")
    page.click("button:has-text('已去')")
    page.wait_for_selector("text=已记下到访")
    is_sound(page)
    assert Inspection.objects.get().state == "under_way"
