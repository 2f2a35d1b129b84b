"""Handing texts in with a browser: paste, choose, drop; progress; two texts side by side; narrow screens; axe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from cast import PASSWORD, Cast, cast
from luoshi.documents.models import Document
from luoshi.jobs.registry import Run
from luoshi.matters import jobs
from luoshi.matters.operations import taking_in
from luoshi.meetings.models import Meeting

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXTS = Path(__file__).parents[1] / "luoshi" / "matters" / "texts"
COMMUNIQUE = (TEXTS / "communique.txt").read_text(encoding="utf-8")
MINUTES = (TEXTS / "minutes.txt").read_text(encoding="utf-8")


@pytest.fixture
def clerk(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(f"{live_server.url}/texts/")
    return page


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_pasted_words_open_the_review_of_their_meeting(clerk: Page) -> None:
    clerk.fill("#words", MINUTES)
    clerk.get_by_role("button", name="收下并研读").click()
    clerk.wait_for_url(re.compile(r"/meetings/\w+/review/"))
    assert Meeting.objects.get().matters.count() == 4


def test_files_that_were_chosen_are_named_before_they_are_sent(clerk: Page) -> None:
    clerk.set_input_files("#file", [TEXTS / "communique.txt", TEXTS / "minutes.txt"])
    assert clerk.locator("[data-chosen]").inner_text() == "已选 2 个文件：communique.txt、minutes.txt"
    clerk.get_by_label("内部").check()
    clerk.get_by_role("button", name="收下并研读").click()
    clerk.wait_for_selector("tr[data-row]")
    assert title(clerk) == "2 份待校核"
    assert clerk.locator(".chip.label").all_inner_texts() == ["内部", "内部"]


def test_files_may_be_dropped_anywhere_on_the_page(clerk: Page) -> None:
    drop = """words => {
        const carried = new DataTransfer();
        carried.items.add(new File([words], "纪要.txt", { type: "text/plain" }));
        for (const kind of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
    }"""
    clerk.evaluate(drop, MINUTES)
    assert clerk.locator("[data-chosen]").inner_text() == "已选 1 个文件：纪要.txt"
    clerk.keyboard.press("Enter")
    clerk.wait_for_url(re.compile(r"/review/"))


def test_a_file_beyond_the_limit_is_said_before_it_is_sent(clerk: Page) -> None:
    clerk.set_input_files(
        "#file", {"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * (10 * 1024 * 1024 + 1)}
    )
    clerk.fill("#words", "留着我")
    clerk.get_by_role("button", name="收下并研读").click()
    assert "超过 10 MB 的上限" in clerk.locator("[data-complaint]").inner_text()
    assert clerk.input_value("#words") == "留着我"
    assert not Document.objects.exists()


def test_the_same_file_is_asked_about_and_taken_in_by_a_second_click(clerk: Page) -> None:
    for _ in range(2):
        clerk.goto(clerk.url.split("/meetings/")[0].removesuffix("/texts/") + "/texts/")
        clerk.locator("[data-taking]").evaluate("area => { area.open = true; }")
        clerk.set_input_files("#file", TEXTS / "minutes.txt")
        clerk.get_by_role("button", name="收下并研读").click()
        clerk.wait_for_load_state()
    assert "这份文件您已在" in clerk.locator(".again").inner_text()
    clerk.get_by_role("button", name="仍然收下").click()
    clerk.wait_for_url(re.compile(r"/review/"))
    assert Document.objects.count() == 2


def test_a_long_text_shows_its_progress_and_goes_on_by_itself_to_the_review(
    cast: Cast, clerk: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "AT_ONCE", 10)
    clerk.fill("#words", MINUTES)
    clerk.get_by_role("button", name="收下并研读").click()
    assert "正在后台研读" in clerk.locator("#progress").inner_text()
    ref = Document.objects.get().ref
    jobs.read_document({"document": ref}, Run(at=timezone.now(), key="1", attempt=1, office=cast.city.pk))
    clerk.wait_for_url(re.compile(r"/review/"), timeout=10_000)


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(clerk: Page, live_server: LiveServer, width: int) -> None:
    for words in (COMMUNIQUE, MINUTES):
        clerk.goto(f"{live_server.url}/texts/")
        clerk.locator("[data-taking]").evaluate("area => { area.open = true; }")
        clerk.fill("#words", words)
        clerk.get_by_role("button", name="收下并研读").click()
        clerk.wait_for_url(re.compile(r"/review/"))
    clerk.set_viewport_size({"width": width, "height": 900})
    document, meeting = Document.objects.first(), Meeting.objects.get()
    assert document is not None
    for path in ("/texts/", f"/texts/{document.ref}/", f"/texts/of/{meeting.ref}/"):
        clerk.goto(live_server.url + path)
        assert clerk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        found = Axe().run(clerk).response["violations"]
        assert [(item["id"], path, [node["html"] for node in item["nodes"]][:2]) for item in found] == []
