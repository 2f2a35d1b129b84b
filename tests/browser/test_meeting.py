"""A meeting in a browser: from signing in to where it stands, on a phone, on paper, by keyboard, without script."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from cast import AT, PASSWORD, Cast, cast
from luoshi.documents.received import pasted
from luoshi.matters.models import MatterState, SaidState, Sort
from luoshi.matters.operations import complete_matter, docket, hand_out, report, take_in
from luoshi.meetings.models import Meeting
from luoshi.workdays import office_date

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOPICS = (
    "传达学习全省校园安全工作会议精神，研究我市贯彻落实意见",
    "听取全市防汛准备工作情况汇报",
    "审议《安澜市节约用水方案（送审稿）》",
)
WORDS = (
    "十届市人民政府第47次常务会议纪要\n"
    "2026年2月9日上午，市委副书记、市长沈怀远在市政府二楼会议室主持召开十届市人民政府第47次常务会议。"
    "现将会议议定事项纪要如下：\n"
    + "".join(
        f"{number}、{topic}\n会议强调，这项工作关系千家万户，各级各部门要提高政治站位，增强责任感。\n会议议定：\n"
        + "".join(
            f"{at}.由市{'教育' if at % 2 else '水务'}局牵头，{month}月底前完成第{number}批第{at}项隐患排查整治，建立问题台账。\n"
            for at, month in enumerate((2, 3, 4, 5), 1)
        )
        for number, topic in zip("一二三", TOPICS, strict=True)
    )
    + "出席：沈怀远、顾明川、方静姝\n列席：市人大常委会副主任韩廷川\n"
)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.matters.meeting.views.timezone.now", lambda: AT)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Twelve matters, some reported on, one done."""
    by = cast.acting("zhoumin")
    take_in(cast.city, by=by, at=AT, text=pasted(WORDS), content=WORDS.encode(), name="纪要.txt")
    held = Meeting.objects.get()
    ready = list(held.matters.exclude(sort=Sort.GENERAL))
    docket(held, by=by, at=AT, matters=ready, approved_by="市长沈怀远", approved_on=office_date(AT))
    first, second, third, *_ = hand_out(
        held, by=by, at=AT, matters=list(held.matters.filter(state=MatterState.DOCKETED))
    )
    report(first, by=by, at=AT, body=first.lead, progress="已排查40处", said=SaidState.ON_TRACK)
    report(second, by=by, at=AT, body=second.lead, progress="缺少经费", said=SaidState.BEHIND)
    complete_matter(third, by=by, at=AT, result="全部销号", despite="会上说明已办结")
    return held


def signed_in(page: Page, live_server: LiveServer, login: str = "zhoumin") -> Page:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def test_the_bar_leads_to_the_meetings_and_on_to_where_one_stands(
    meeting: Meeting, page: Page, live_server: LiveServer
) -> None:
    signed_in(page, live_server).get_by_role("link", name="会议", exact=True).click()
    page.wait_for_url("**/meetings/")
    assert page.get_by_role("heading", level=1).inner_text() == "3 件逾期"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/meetings/{meeting.ref}/")
    assert page.get_by_role("heading", level=1).inner_text() == "立项 12 件，已办结 1 件，逾期 3 件"
    page.get_by_role("link", name="贯彻落实对照").first.click()
    assert page.url.endswith("#comparison-1")
    assert page.locator("#comparison-1 tr").count() == 4
    page.locator("#comparison-1 a").first.click()
    page.wait_for_url("**/matters/*/")


def test_what_was_stressed_opens_without_script(meeting: Meeting, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = signed_in(context.new_page(), live_server)
    page.goto(f"{live_server.url}/meetings/{meeting.ref}/")
    hidden = page.locator("#topic-1 .stressed p")
    assert not hidden.first.is_visible()
    page.locator("#topic-1 summary").click()
    assert hidden.first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing_serious(
    width: int, meeting: Meeting, page: Page, live_server: LiveServer
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    signed_in(page, live_server)
    for path in ("/meetings/", "/meetings/?kind=thematic", f"/meetings/{meeting.ref}/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        found = Axe().run(page).response["violations"]
        assert [(item["id"], path) for item in found if item["impact"] in ("serious", "critical")] == []
        if folder := os.environ.get("LUOSHI_PICTURES"):
            page.screenshot(path=str(Path(folder) / f"meeting{path.count('/')}-{width}.png"), full_page=True)


def test_twelve_matters_print_on_one_upright_page_before_what_is_attached(
    meeting: Meeting, page: Page, live_server: LiveServer
) -> None:
    signed_in(page, live_server).goto(f"{live_server.url}/meetings/{meeting.ref}/")
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    first, second = (pdf[at].get_textpage().get_text_range() for at in (0, 1))
    assert "常务会47-12" in first
    assert "对照表" in second
    assert "责任分解表 Word" not in first
