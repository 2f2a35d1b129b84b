"""The life of an inspection in a browser, at 1440 and 360 px: planned with an eye on visits, corrected, reviewed by another, closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from build_inspections import followed
from cast import PASSWORD, Cast, cast
from luoshi.matters.models import Inspection, InspectionState
from luoshi.matters.operations import drop
from luoshi.workdays import office_date

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = office_date(dt.datetime.now(dt.UTC)) + dt.timedelta(days=1)


@dataclass(frozen=True)
class Clerk:
    page: Page
    address: str

    def goto(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")


@pytest.fixture(params=[1440, 360])
def clerk(request: pytest.FixtureRequest, cast: Cast, page: Page, live_server: LiveServer) -> Clerk:
    """The supervisor, signed in, on a wide and on a narrow screen."""
    page.set_viewport_size({"width": request.param, "height": 900})
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return Clerk(page, live_server.url)


def is_sound(page: Page) -> None:
    found = [each["id"] for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def fill(page: Page, **given: str) -> None:
    for name, words in given.items():
        page.fill(f"[name={name}]", words)


def planned(clerk: Clerk) -> Inspection:
    """Planned and approved by the clerk."""
    page = clerk.page
    clerk.goto("/inspections/new/")
    fill(page, title="防汛督查", content="水库", object="部门", scope="全市", basis="年度计划", ends_on="2099-01-01")
    page.fill("[name=site-0-body]", "市水务局")
    page.fill("[name=site-0-planned_on]", SOON.isoformat())
    page.press("[name=site-0-planned_on]", "Tab")
    page.wait_for_selector("#before >> text=已去 0 次")
    is_sound(page)
    page.click("button[value=plan]")
    fill(page, approved_by="市长")
    page.click("text=记下批准")
    page.wait_for_selector("text=已记下批准")
    return Inspection.objects.get()


def test_a_visit_is_added_with_an_eye_on_those_before_and_cancelled(clerk: Clerk) -> None:
    row, page = planned(clerk), clerk.page
    page.click("summary:has-text('增加点位')")
    page.fill("[name=site-0-body]", "市水务局")
    page.fill("[name=site-0-planned_on]", SOON.isoformat())
    page.press("[name=site-0-planned_on]", "Tab")
    page.wait_for_selector("#before >> text=还计划 1 次")
    is_sound(page)
    page.click("button[value=add]")
    page.wait_for_selector("text=已增加点位")
    page.click("text=取消 >> nth=-1")
    fill(page, because="一次就够")
    is_sound(page)
    page.click("text=取消这个点位")
    page.wait_for_selector("text=点位已取消")
    is_sound(page)
    assert [site.cancelled_because for site in row.sites.order_by("pk")] == ["", "一次就够"]


def test_a_finding_is_reviewed_by_another_and_the_inspection_ends(clerk: Clerk, cast: Cast) -> None:
    page = clerk.page
    row, (_, other) = followed(cast)
    row.fed_back_on = SOON - dt.timedelta(days=2)
    row.save(update_fields=["fed_back_on"])
    drop(other, by=cast.acting("zhoumin"), at=dt.datetime.now(dt.UTC), reason="当场改了")
    clerk.goto(f"/inspections/{row.ref}/")
    is_sound(page)
    page.click("a:has-text('申请复核') >> nth=0")
    fill(page, words="闸门去年刚换过。", said_by="王芳")
    is_sound(page)
    page.click("button:has-text('记下申请')")
    page.wait_for_selector("text=已记下复核申请")
    clerk.goto("/desk/")
    is_sound(page)
    page.click("li:has-text('答复复核申请') >> text=去办")
    page.select_option("[name=outcome]", "withdrawn")
    fill(page, words="查阅了验收单。", who="周敏")
    page.click("button:has-text('记下结果')")
    page.wait_for_selector("text=应当回避")
    assert page.input_value("[name=words]") == "查阅了验收单。"
    is_sound(page)
    fill(page, who="郑工")
    page.click("button:has-text('记下结果')")
    page.wait_for_selector("text=已记下复核结果")
    is_sound(page)
    clerk.goto("/desk/")
    page.click("li:has-text('整改都已办结，可以结束') >> text=去办")
    page.click("button:has-text('结束督查')")
    page.wait_for_selector("text=督查已结束")
    row.refresh_from_db()
    assert row.state == InspectionState.CLOSED
