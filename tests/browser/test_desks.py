"""The desks in a browser: what waits for a person is done from there, no width scrolls sideways, and nothing serious for who cannot see."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from build_matters import done, handed_out, proposed
from cast import PASSWORD, Cast, cast
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("", "ours/", "days/", "look-backs/", "duty-list/", "duty-list/import/")


@pytest.fixture
def matters(cast: Cast) -> None:
    """Something of everything that waits: for the office, for a bureau, for another one."""
    soon = timezone.localdate() + dt.timedelta(days=5)
    for words in ("排查小型水库", "修订防汛预案"):
        handed_out(cast, words, due_on=soon, supporting=[cast.water])
    for act in (Act.ASK_ADJUSTMENT, Act.CLAIM, Act.ASK_RECONSIDERATION):
        before = (Act.END,) if act is Act.ASK_RECONSIDERATION else ()
        done(cast, handed_out(cast, f"等着答复：{act.value}", due_on=soon), *before, act)
    done(cast, handed_out(cast, "等着审核", due_on=soon), Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
    done(cast, proposed(cast, "征求意见中"), Act.CONSULT)


def sign_in(page: Page, address: str, login: str) -> Page:
    page.goto(f"{address}/sign-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    return page


def test_a_liaison_acknowledges_everything_with_one_press(matters: None, page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url, "liqiang")
    page.get_by_role("button", name="全部签收").click()
    page.wait_for_load_state()
    assert not Matter.objects.filter(words__in=("排查小型水库", "修订防汛预案"), state=MatterState.HANDED_OUT).exists()
    assert page.get_by_role("button", name="全部签收").count() == 0


def test_one_report_finds_the_other_matters_it_serves_by_their_words(
    cast: Cast, page: Page, live_server: LiveServer
) -> None:
    for number in range(1, 46):
        handed_out(cast, f"第{number}所学校整改到位")
    first = Matter.objects.get(words="第1所学校整改到位")
    sign_in(page, live_server.url, "liqiang").goto(f"{live_server.url}/matters/{first.ref}/acts/report/")
    labels, found = page.locator(".choice-list label:visible"), page.get_by_label("在同时用于里查找")
    assert labels.count() == 44
    found.fill("第45所")
    assert labels.count() == 1
    labels.get_by_role("checkbox").check()
    found.fill("第7所")
    assert [each.split()[-1] for each in labels.all_inner_texts()] == ["第7所学校整改到位", "第45所学校整改到位"], (
        "what is ticked stays in sight"
    )
    found.press("Enter")
    assert page.locator("#doing form").count() == 1, "looking for is not sending"
    page.fill("[name=progress]", "三所学校均已整改到位。")
    page.get_by_role("button", name="记下反馈").click()
    page.get_by_text("已记下：反馈，同时用于另外 1 件。").wait_for()
    assert Matter.objects.get(words="第45所学校整改到位").progress == "三所学校均已整改到位。"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("login", ["zhoumin", "liqiang"])
def test_no_desk_scrolls_sideways_and_axe_finds_nothing(
    matters: None, page: Page, live_server: LiveServer, login: str, width: int
) -> None:
    sign_in(page, live_server.url, login).set_viewport_size({"width": width, "height": 900})
    for way in PAGES if login == "zhoumin" else PAGES[:3]:
        page.goto(f"{live_server.url}/desk/{way}")
        for each in page.locator("details").all():
            each.evaluate("element => { element.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, way
        assert [(item["id"], way) for item in Axe().run(page).response["violations"]] == []
