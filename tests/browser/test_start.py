"""The start in a browser: three tables and the slips, also without script; narrow screens; nothing serious for who cannot see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

from cast import AT, PASSWORD, Cast, cast
from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.people.accounts.operations import grant_role
from luoshi.people.models import Portfolio, Role, Tenure
from luoshi.sheets import OutColumn, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODIES = workbook(
    "名录",
    "安澜市机构名录",
    [OutColumn(title) for title in ("序号", "单位名称", "简称", "单位性质")],
    [
        ("1", "安澜市财政局", "市财政局", "政府工作部门"),
        ("2", "安澜市文化中心", "市文化中心", ""),
        ("3", "云溪镇人民政府", "云溪镇", "乡镇"),
    ],
)
LEADERS = "领导\t职务\t分管工作\t分管单位\t联系单位\n温若水\t副市长\t教育、财政工作\t市财政局、市文化馆\t云溪镇\n"
CONTACTS = "单位\t姓名\t职务\t备注\n市财政局\t赵晴\t办公室主任\t联络员\n市文化馆\t顾西风\t主任\t联络员\n"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sign_in(page: Page, server: LiveServer) -> Page:
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


@pytest.fixture
def keeper(cast: Cast) -> Cast:
    """周敏 runs the office alone: she supervises and administers."""
    grant_role(cast.accounts["zhoumin"], by=Acting.system(cast.city.pk), at=AT, role=Role.SYSTEM_ADMIN)
    return cast


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def clerk(keeper: Cast, browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param)
    yield sign_in(context.new_page(), live_server)
    context.close()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def preview(page: Page) -> str:
    page.get_by_role("button", name="预览").click()
    page.wait_for_selector("form.preview")
    return heading(page)


def take_in(page: Page) -> str:
    page.get_by_role("button", name="确认导入").click()
    page.wait_for_selector("form.preview", state="detached")
    return heading(page)


def test_an_office_is_opened_in_three_steps_and_the_slips_are_printed(clerk: Page, live_server: LiveServer) -> None:
    page = clerk
    page.get_by_role("link", name="开始使用").click()
    page.wait_for_url("**/start/")
    assert heading(page) == "开始使用：还差 2 样"
    page.get_by_role("link", name="更新机构名录").click()
    page.wait_for_url("**/start/bodies/")
    page.set_input_files("[name=file]", files=[{"name": "名录.xlsx", "mimeType": EXCEL, "buffer": BODIES}])
    assert preview(page) == "新增 2 项，更改 0 项，1 处请您认定"
    assert page.get_by_label("“安澜市文化中心”的类别").input_value() == "institution"
    assert take_in(page) == "领导分工"
    assert Body.objects.filter(short_name__in=["市财政局", "市文化中心", "云溪镇"]).count() == 3
    page.get_by_role("button", name="先录入“安澜市人民政府”").click()
    page.get_by_text("可以导入领导分工了").wait_for()
    page.fill("[name=words]", LEADERS)
    assert preview(page) == "新增 1 项，更改 0 项，1 处请您认定"
    page.get_by_label("“市文化馆”指哪个单位").fill("市文化中心")
    assert take_in(page) == "通讯录"
    assert Portfolio.objects.filter(relation="manages", body__short_name="市文化中心").exists()
    page.fill("[name=words]", CONTACTS)
    assert preview(page) == "新增 2 项，更改 0 项，1 处请您认定"
    assert take_in(page) == "名录、分工、通讯录都有了"
    assert not Tenure.objects.filter(person__name="顾西风").exists()
    page.get_by_role("link", name="出账号单").click()
    page.fill("[name=address]", "http://10.1.2.3:8000/")
    with page.expect_download() as download:
        page.get_by_role("button", name="开通账号，下载账号单").click()
    paper = Document(io.BytesIO(download.value.path().read_bytes()))
    slips = [cell.text for row in paper.tables[0].rows for cell in row.cells if cell.text]
    assert [slip.splitlines()[0] for slip in slips] == [
        f"{name}　落实账号单" for name in ("市财政局", "市文化中心", "云溪镇")
    ]


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_of_the_start_scrolls_sideways_and_axe_finds_nothing_serious(
    keeper: Cast, page: Page, live_server: LiveServer, width: int
) -> None:
    sign_in(page, live_server)
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/meetings/", "/start/", "/start/bodies/", "/start/leaders/", "/start/slips/"):
        page.goto(live_server.url + path)
        look(page, path)
    for path, words in (("/start/bodies/", "市体育局\n市文化馆\n"), ("/start/contacts/", CONTACTS)):
        page.goto(live_server.url + path)
        page.fill("[name=words]", words)
        preview(page)
        look(page, f"preview of {path}")
    page.goto(f"{live_server.url}/start/contacts/")
    page.get_by_role("button", name="预览").click()
    page.get_by_role("alert").wait_for()
    look(page, "nothing given")


def look(page: Page, where: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, where
    found = Axe().run(page).response["violations"]
    assert [(item["id"], where) for item in found if item["impact"] in ("serious", "critical")] == []


def test_the_steps_are_walked_by_keyboard(keeper: Cast, page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/start/bodies/")
    page.focus("[name=words]")
    page.keyboard.insert_text("一、政府工作部门\n市财政局\n")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent.trim()") != "预览":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.preview")
    page.get_by_role("button", name="确认导入").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("form.preview", state="detached")
    assert heading(page) == "领导分工"
    assert Body.objects.filter(name="市财政局").exists()
