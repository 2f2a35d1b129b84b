"""What a lost connection leaves in the tab: words alone, for whoever typed them, and only until they arrived or somebody signs out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from build_matters import done, handed_out
from cast import PASSWORD, Cast, cast
from luoshi.matters.life import Act
from luoshi.matters.models import Matter

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "已排查 12 座。"
KEPT = "sessionStorage.getItem('unsent')"
MORE = """
    const form = document.querySelector("#doing form");
    form.insertAdjacentHTML("beforeend", '<input type="password" name="secret" value="Anlan-2026"><input type="file" name="paper">'
      + '<input type="checkbox" name="tick" value="ticked" checked><input type="hidden" name="hidden" value="token-of-the-form">');
"""


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return done(cast, handed_out(cast), Act.ACKNOWLEDGE)


@pytest.fixture
def unsent(matter: Matter, page: Page, live_server: LiveServer) -> Page:
    """A report that a liaison sent into a broken connection."""
    signed_in(page, live_server.url, "liqiang")
    page.goto(f"{live_server.url}/matters/{matter.ref}/acts/report/")
    page.fill("#report_progress", WORDS)
    page.evaluate(MORE)
    page.set_input_files("[name=paper]", {"name": "秘密.txt", "mimeType": "text/plain", "buffer": b"secret"})
    page.route("**/acts/report/", lambda route: route.abort("connectionreset"))
    page.get_by_role("button", name="记下反馈").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/acts/report/")
    return page


def signed_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def kept_by(page: Page, address: str) -> str | None:
    """What the tab holds, looked at from a page that runs no script of ours."""
    page.goto(f"{address}/static/luoshi/sign.svg")
    found: str | None = page.evaluate(KEPT)
    return found


def test_words_are_kept_and_no_password_file_tick_or_token(unsent: Page, live_server: LiveServer) -> None:
    kept = kept_by(unsent, live_server.url)
    assert kept is not None
    assert WORDS in json.loads(kept)["typed"][1]
    for secret in ("Anlan-2026", "秘密", "secret", "ticked", "token-of-the-form", "csrf"):
        assert secret not in kept


def test_nothing_is_left_once_it_arrived(unsent: Page, matter: Matter, live_server: LiveServer) -> None:
    unsent.go_back()
    if not unsent.locator("#report_progress").is_visible():
        unsent.get_by_role("link", name="打开接着办").click()
    assert unsent.input_value("#report_progress") == WORDS
    unsent.get_by_role("button", name="记下反馈").click()
    unsent.get_by_text("已记下：反馈。").wait_for()
    assert kept_by(unsent, live_server.url) is None


def test_nothing_is_left_after_signing_out(page: Page, matter: Matter, live_server: LiveServer) -> None:
    signed_in(page, live_server.url, "liqiang")
    page.evaluate(
        f"sessionStorage.setItem('unsent', JSON.stringify({{path: '/x/', who: document.body.dataset.who, typed: [['progress', '{WORDS}']]}}))"
    )
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in/**")
    assert kept_by(page, live_server.url) is None


def test_whoever_signs_in_next_does_not_get_the_words_of_the_one_before(
    unsent: Page, matter: Matter, live_server: LiveServer
) -> None:
    unsent.context.clear_cookies(name="sessionid")
    unsent.goto(f"{live_server.url}/matters/{matter.ref}/acts/report/")
    unsent.wait_for_url("**/sign-in/**")
    unsent.fill("[name=login]", "zhoumin")
    unsent.fill("[name=password]", PASSWORD)
    unsent.press("[name=password]", "Enter")
    unsent.wait_for_url("**/acts/report/**")
    assert unsent.input_value("#report_progress") == ""
    assert kept_by(unsent, live_server.url) is None
