"""The list and the page of matters in a browser: found, narrowed, reported on, also by keyboard, on a phone, without script."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from build_matters import handed_out
from cast import AT, PASSWORD, Cast, cast
from luoshi.documents.received import pasted
from luoshi.matters.models import Matter
from luoshi.matters.operations import report, take_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "由市教育局牵头，市水务局配合，对全市中小学校舍和周边河道开展一次全面的安全隐患排查，逐校逐段建立问题台账，" * 4


@pytest.fixture
def matters(cast: Cast) -> list[Matter]:
    """One that is late, one that is near, one without a time limit, one with many words; the first has a report."""
    today = timezone.localdate()
    made = [
        handed_out(
            cast, words, due_on=today + dt.timedelta(days=days) if days is not None else None, supporting=[cast.water]
        )
        for words, days in (("排查小型水库", -9), ("修订防汛预案", 2), ("公布供水时间表", None), (LONG, 40))
    ]
    report(made[0], by=cast.acting("zhoumin"), at=AT, body=cast.education, progress="已排查 12 座。", said="behind")
    return made


def sign_in(page: Page, address: str, login: str = "zhoumin") -> Page:
    page.goto(f"{address}/sign-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def test_a_clerk_narrows_the_list_opens_a_matter_by_keyboard_and_enters_a_report(
    matters: list[Matter], page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/")
    assert page.get_by_role("heading", level=1).inner_text() == "1 件逾期，1 件临近"
    page.keyboard.press("/")
    page.keyboard.type("水库")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("tr[data-row]").count() == 1
    assert "查找" in page.locator("a.chip.filtered").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/matters/{matters[0].ref}/")
    assert page.get_by_role("heading", level=1).inner_text() == "常务会47-01：逾期 9 天"
    page.get_by_text("代录反馈", exact=True).click()
    assert page.locator("#report_progress").input_value() == "已排查 12 座。"
    page.fill("#report_progress", "已排查 86 座，全部建账。")
    page.fill("#report_said_by", "李强")
    page.get_by_role("button", name="记下反馈").click()
    page.wait_for_load_state()
    assert "代录：市教育局 李强" in page.locator(".timeline li").first.inner_text()
    assert page.locator(".reports > li").first.locator(".words").inner_text() == "已排查 86 座，全部建账。"


def test_a_click_anywhere_in_a_row_opens_the_matter(matters: list[Matter], page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/")
    page.locator("tr[data-row]").nth(1).locator("td").nth(2).click()
    page.wait_for_url(f"**/matters/{matters[1].ref}/")


def test_one_click_leads_from_a_matter_to_its_words_in_the_review(
    cast: Cast, page: Page, live_server: LiveServer
) -> None:
    words = "市政府第3次专题会议纪要\n2026年3月5日，市长主持召开专题会议。\n会议议定：由市教育局牵头，5月底前完成校舍安全排查。\n"
    take_in(cast.city, by=cast.acting("zhoumin"), at=AT, text=pasted(words), content=words.encode(), name="纪要.txt")
    matter = Matter.objects.get()
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/{matter.ref}/")
    page.get_by_role("link", name="到校核页的这一处").click()
    page.wait_for_load_state()
    assert page.url.endswith(f"/review/#t-m-{matter.ref}")
    words_there = page.locator(f"#t-m-{matter.ref}").inner_text()
    assert words_there
    assert matter.words.startswith(words_there)


def test_a_condition_is_taken_back_by_its_chip(matters: list[Matter], page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/?lamp=red&q=水库")
    page.locator("a.chip.filtered", has_text="查找").click()
    assert page.url.endswith("/matters/?lamp=red")
    page.locator("a.chip.filtered").click()
    assert page.locator("tr[data-row]").count() == 4


def test_the_list_leaves_as_a_workbook(matters: list[Matter], page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel").click()
    assert download.value.suggested_filename == "督办事项清单.xlsx"


def test_what_was_typed_is_there_again_when_somebody_else_was_faster(
    cast: Cast, matters: list[Matter], page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/{matters[1].ref}/")
    page.get_by_text("其他办理", exact=True).click()
    page.get_by_role("link", name="更正", exact=True).click()
    page.fill("#revise_standard", "印发新的防汛预案")
    matters[1].refresh_from_db()
    report(matters[1], by=cast.acting("liqiang"), at=AT, body=cast.education, progress="初稿已成")
    page.get_by_role("button", name="保存更正").click()
    page.wait_for_load_state()
    assert "已被他人更新" in page.locator("#doing [role=alert]").first.inner_text()
    assert page.locator("#revise_standard").input_value() == "印发新的防汛预案"
    page.get_by_role("button", name="保存更正").click()
    page.wait_for_load_state()
    assert "印发新的防汛预案" in page.locator(".particulars").inner_text()


def test_a_liaison_reports_without_script(matters: list[Matter], browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = sign_in(context.new_page(), live_server.url, "liqiang")
    page.goto(f"{live_server.url}/matters/")
    page.get_by_role("link", name="修订防汛预案").click()
    page.get_by_role("link", name="反馈", exact=True).click()
    page.fill("#report_progress", "初稿已成，正在征求意见。")
    page.get_by_role("button", name="记下反馈").click()
    assert "反馈 1 次" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(
    matters: list[Matter], page: Page, live_server: LiveServer, width: int
) -> None:
    sign_in(page, live_server.url).set_viewport_size({"width": width, "height": 900})
    for path in (
        "/matters/",
        "/matters/?lamp=purple&q=水",
        f"/matters/{matters[0].ref}/",
        f"/matters/{matters[3].ref}/",
    ):
        page.goto(live_server.url + path)
        for each in page.locator("details").all():
            each.evaluate("element => { element.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        assert [(item["id"], path) for item in Axe().run(page).response["violations"]] == []


def test_a_long_matter_takes_two_lines_of_the_list(matters: list[Matter], page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/")
    assert page.locator("a.title", has_text="逐校逐段").evaluate("element => element.offsetHeight") <= 40


def test_on_paper_the_list_is_a_table_without_buttons(
    matters: list[Matter], page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url).goto(f"{live_server.url}/matters/?lamp=red")
    page.emulate_media(media="print")
    assert page.locator("table.matters").is_visible()
    for hidden in (".asking", ".pages", ".actions", ".bar"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("a.chip.filtered").is_visible()
