"""One clerk is enough: a matter from the docket to its close and a look back, with the supervisor's login alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from build_matters import proposed
from cast import AT, PASSWORD, Cast, cast
from luoshi.journal.events import history
from luoshi.matters.models import Matter, MatterState, Slip
from luoshi.matters.operations import docket
from luoshi.matters.verify import verify
from luoshi.people.directory.operations import found_post
from luoshi.people.models import PostKind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A matter that was docketed, due in twenty days, under a deputy mayor."""
    by, today = cast.acting("zhoumin"), timezone.localdate()
    post = found_post(cast.water, by=by, at=AT, title="副市长", kind=PostKind.LEADER)
    made = proposed(cast, leader=post, due_on=today + dt.timedelta(days=20), standard="隐患全部销号")
    assert made.meeting is not None
    docket(made.meeting, by=by, at=timezone.now(), matters=[made], approved_by="秘书长", approved_on=today)
    return made


def opened(page: Page, words: str) -> None:
    """Open the form of an act by its button, behind 其他办理 where it stands there."""
    button = page.get_by_role("link", name=words, exact=True)
    if not button.is_visible():
        page.get_by_text("其他办理", exact=True).click()
    button.click()
    expect(page.locator("#doing h2")).to_have_text(words)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def act(page: Page, words: str, fills: dict[str, str] | None = None, *, button: str = "") -> None:
    """Do it: open, fill, send, and read that it was done."""
    opened(page, words)
    for name, value in (fills or {}).items():
        page.fill(f"#doing [name={name}]", value)
    page.locator("#doing").get_by_role("button", name=button or words, exact=True).click()
    page.wait_for_load_state()
    expect(page.locator(".notice").first).to_contain_text("已记下")


def sign_in(page: Page, address: str, matter: Matter) -> None:
    page.goto(f"{address}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(f"{address}/matters/{matter.ref}/")


def test_a_matter_runs_from_the_docket_to_its_close_with_the_supervisor_s_login_alone(
    cast: Cast, matter: Matter, page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url, matter)
    later = str(timezone.localdate() + dt.timedelta(days=40))
    act(page, "交办")
    act(page, "代录签收", {"said_by": "李强"})
    opened(page, "代录反馈")
    assert page.input_value("#report_said_by") == "李强"
    page.fill("#report_progress", "已排查 12 座。")
    page.get_by_role("button", name="记下反馈").click()
    page.wait_for_load_state()
    act(page, "代录申请延期", {"words": "汛期施工受阻。", "day": later})
    assert "市教育局申请延期，等督查室答复" in page.locator("#standing").inner_text()
    opened(page, "同意延期")
    assert page.input_value("#grant_extension_day") == later
    page.get_by_role("button", name="同意延期").click()
    page.wait_for_load_state()
    act(page, "代录申请办结", {"words": "全部整改。"})
    act(page, "退回补充", {"words": "请附验收意见。"})
    act(page, "代录申请办结", {"words": "全部整改，已经验收。"})
    opened(page, "认定办结")
    assert page.input_value("#find_done_words") == "全部整改，已经验收。"
    for box in page.locator("#doing [name=checks]").all():
        box.check()
    page.locator("#doing").get_by_role("button", name="认定办结").click()
    page.wait_for_load_state()
    act(page, "销号程序", {"steps": "验收→审签→销号"}, button="保存销号程序")
    act(page, "呈报")
    assert "现由副市长办理" in page.locator("#standing").inner_text()
    act(page, "圈阅同意", {"paper": "呈报单第1号"})
    for step in ("验收", "审签", "销号"):
        assert page.locator(".chain [aria-current=step]").inner_text().startswith(step)
        act(page, "办理销号", {"who": "周敏"})
    act(page, "回头看", {"words": "情况稳定。", "who": "周敏"})
    matter.refresh_from_db()
    assert (matter.state, matter.closed_on, matter.signed) == (MatterState.CLOSED, timezone.localdate(), 3)
    entered = [entry.kind for entry in history(matter) if "on_behalf" in entry.by]
    assert entered == [
        "matter.acknowledged",
        "matter.reported",
        "matter.extension_asked",
        "matter.completion_asked",
        "matter.completion_asked",
        "matter.noted",
    ]
    assert not Slip.objects.waiting().exists()
    assert verify().findings == []


def test_an_act_is_done_without_script(matter: Matter, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, matter)
    page.get_by_role("link", name="交办", exact=True).click()
    page.locator("#doing").get_by_role("button", name="交办").click()
    assert "已交办" in page.locator("#standing").inner_text()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_an_open_form_does_not_scroll_sideways_and_axe_finds_nothing(
    cast: Cast, matter: Matter, page: Page, live_server: LiveServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, matter)
    act(page, "交办")
    act(page, "代录签收", {"said_by": "李强"})
    for key in ("open_part", "claim", "report", "ask_completion"):
        page.goto(f"{live_server.url}/matters/{matter.ref}/acts/{key}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).response["violations"] == []


def begin_a_report(page: Page, url: str, matter: Matter) -> None:
    """Hand out and acknowledge, and type the first report."""
    sign_in(page, url, matter)
    act(page, "交办")
    act(page, "代录签收", {"said_by": "李强"})
    opened(page, "代录反馈")
    page.fill("#report_progress", "已排查 12 座。")


def test_a_lost_connection_loses_no_word_and_the_second_press_sends_it_once(
    cast: Cast, matter: Matter, page: Page, live_server: LiveServer
) -> None:
    begin_a_report(page, live_server.url, matter)
    page.context.set_offline(True)
    page.get_by_role("button", name="记下反馈").click()
    expect(page.get_by_role("alert")).to_have_text("网络不通，没有发送。填的内容都还在，网络恢复后再按一次。")
    assert page.input_value("#report_progress") == "已排查 12 座。"
    page.context.set_offline(False)
    page.get_by_role("button", name="记下反馈").dblclick()
    expect(page.locator(".notice").first).to_contain_text("已记下")
    assert [entry.kind for entry in history(matter)].count("matter.reported") == 1
    page.context.set_offline(True)
    page.get_by_role("link", name="代录申请办结", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("网络不通，没有打开。网络恢复后再按一次。")
    page.context.set_offline(False)


def test_words_that_never_arrived_are_given_back_when_the_form_is_open_again(
    cast: Cast, matter: Matter, page: Page, live_server: LiveServer
) -> None:
    begin_a_report(page, live_server.url, matter)
    page.fill("#report_said_by", "张科长")
    page.route("**/acts/report/", lambda route: route.abort("connectionreset"))
    page.get_by_role("button", name="记下反馈").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/acts/report/")
    page.go_back()
    if not page.locator("#report_progress").is_visible():
        page.get_by_role("link", name="打开接着办").click()
    assert page.input_value("#report_progress") == "已排查 12 座。"
    assert page.input_value("#report_said_by") == "张科长"
    page.get_by_role("button", name="记下反馈").click()
    expect(page.locator(".notice").first).to_contain_text("已记下")
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert page.evaluate('sessionStorage.getItem("unsent")') is None
    assert [entry.kind for entry in history(matter)].count("matter.reported") == 1


def test_words_that_met_the_sign_in_are_there_again_behind_it(
    cast: Cast, matter: Matter, page: Page, live_server: LiveServer
) -> None:
    begin_a_report(page, live_server.url, matter)
    page.fill("#report_said_by", "张科长")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="记下反馈").click()
    page.wait_for_url("**/sign-in/**")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/acts/report/**")
    assert page.input_value("#report_progress") == "已排查 12 座。"
    page.get_by_role("button", name="记下反馈").click()
    expect(page.locator(".notice").first).to_contain_text("已记下")
    assert [entry.kind for entry in history(matter)].count("matter.reported") == 1


def test_the_second_of_two_people_gets_a_sentence_and_keeps_the_words(
    cast: Cast, matter: Matter, page: Page, browser: Browser, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url, matter)
    act(page, "交办")
    act(page, "代录签收", {"said_by": "李强"})
    opened(page, "代录申请办结")
    page.fill("#ask_completion_words", "十二座都改好了。")
    other = browser.new_context(locale="zh-CN").new_page()
    sign_in(other, live_server.url, matter)
    act(other, "代录提请协调", {"words": "用地未批。", "body": "市水务局", "options": "先行用地\n换址"})
    other.context.close()
    page.locator("#doing").get_by_role("button", name="代录申请办结", exact=True).click()
    page.wait_for_load_state()
    assert "已被他人更新" in page.locator("#doing [role=alert]").first.inner_text()
    assert page.input_value("#ask_completion_words") == "十二座都改好了。"
    page.locator("#doing").get_by_role("button", name="代录申请办结", exact=True).click()
    expect(page.locator(".notice").first).to_contain_text("已记下")
    assert verify().findings == []
