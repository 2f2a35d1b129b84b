"""The keys of every page in a browser: they work after a tick, never while words are typed or composed, and ? lists what works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from build_matters import handed_out
from cast import PASSWORD, Cast, cast

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = (
    "document.activeElement.closest('[data-row]')?.innerText.match(/第.件/)?.[0] ?? document.activeElement.tagName"
)
COMPOSING = "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true, cancelable: true}))"


@pytest.fixture
def listed(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    """Three matters on the list of a clerk."""
    for number in "一二三":
        handed_out(cast, f"第{number}件")
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    page.goto(f"{live_server.url}/matters/")
    return page


def told(page: Page) -> dict[str, str]:
    """What the overlay says, by its keys."""
    page.keyboard.press("?")
    names = [" ".join(each.split()) for each in page.locator(".key-list dt").all_inner_texts()]
    words = page.locator(".key-list dd").all_inner_texts()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    return dict(zip(names, words, strict=True))


def test_the_keys_walk_on_after_a_box_was_ticked_with_the_mouse(listed: Page) -> None:
    listed.locator("[data-row] input[name=m]").nth(1).click()
    before = listed.evaluate(FOCUSED)
    listed.keyboard.press("j")
    assert listed.evaluate("document.activeElement.tagName") == "A"
    assert listed.evaluate(FOCUSED) != before
    listed.locator("[data-row] input[name=m]").nth(1).click()
    listed.keyboard.press("/")
    assert listed.evaluate("document.activeElement.hasAttribute('data-search')")


def test_escape_leaves_the_search_field_with_its_words_and_the_keys_work_again(listed: Page) -> None:
    listed.keyboard.press("/")
    listed.keyboard.type("jkx")
    listed.keyboard.press("Escape")
    assert listed.locator("[data-search]").input_value() == "jkx"
    assert listed.evaluate("document.activeElement.tagName") == "BODY"
    listed.keyboard.press("j")
    assert listed.evaluate("document.activeElement.tagName") == "A"


def test_an_input_method_that_composes_keeps_its_keys(listed: Page) -> None:
    for key in ("j", "/", "?", "x"):
        listed.evaluate(COMPOSING, key)
    assert listed.evaluate("document.activeElement.tagName") == "BODY"
    assert listed.locator("dialog").count() == 0
    listed.keyboard.press("/")
    listed.evaluate(COMPOSING, "Escape")
    assert listed.evaluate("document.activeElement.hasAttribute('data-search')"), (
        "escape ends the composing, not the typing"
    )


def test_the_overlay_lists_what_works_and_only_that(listed: Page, live_server: LiveServer) -> None:
    everywhere, rows = {"Esc", "?"}, {"j", "k", "Enter"}
    assert set(told(listed)) == {*everywhere, *rows, "/", "x", "v"}
    listed.goto(f"{live_server.url}/matters/calendar/")
    shown = told(listed)
    assert set(shown) >= {"← → ↑ ↓", "p", "n", "v", "?"}
    listed.keyboard.press("n")
    listed.wait_for_url("**month=*")
    listed.goto(f"{live_server.url}/desk/")
    assert set(told(listed)) & {"x", "v", "p", "/"} == set()
    listed.goto(f"{live_server.url}/inspections/")
    assert set(told(listed)) & rows == set(), "no row, no walking"


def test_the_overlay_opens_from_the_foot_holds_the_keys_and_gives_the_focus_back(listed: Page) -> None:
    button = listed.get_by_role("button", name="按键")
    button.click()
    assert listed.get_by_role("dialog", name="这一页能用的按键").is_visible()
    assert [item["id"] for item in Axe().run(listed).response["violations"]] == []
    listed.keyboard.press("j")
    assert listed.evaluate("document.activeElement.closest('dialog') !== null")
    listed.get_by_role("button", name="关闭").press("Enter")
    assert listed.locator("dialog").count() == 0
    assert button.evaluate("each => each === document.activeElement")
