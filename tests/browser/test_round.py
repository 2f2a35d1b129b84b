"""One clerk, matters on the docket: out by body, back in one heap, looked at, taken in, and who is to be called."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from build_matters import docketed, proposed
from build_returns import answered, members
from cast import AT, PASSWORD, Cast, cast
from luoshi.bodies.models import BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.matters.models import Matter, Report
from luoshi.matters.operations import report

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = "财政 住建 交通 民政 商务 文旅 卫健 应急 审计 统计".split()


@pytest.fixture
def twelve(cast: Cast) -> list[Matter]:
    """Twelve matters on the docket, one for each of twelve bureaus; the first was reported on before."""
    by = cast.acting("zhoumin")
    bodies = [cast.education, cast.water] + [
        found_body(
            cast.city,
            by=by,
            at=AT,
            details=BodyDetails(kind=BodyKind.DEPARTMENT, name=f"市{name}局", protocol_order=30 + at),
        )
        for at, name in enumerate(NAMES)
    ]
    rows = [
        proposed(
            cast, f"建立{body}隐患排查台账，第{at}批月底前销号", lead=body, supporting=bodies[:1] if at == 2 else ()
        )
        for at, body in enumerate(bodies, 1)
    ]
    docketed(cast, *rows)
    first = report(rows[0], by=by, at=AT, body=bodies[0], progress="台账已建立。")
    return [first, *rows[1:]]


@pytest.fixture
def clerk(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def look_at(page: Page, name: str) -> None:
    """Nothing serious for who cannot see, nothing wider than a phone; a picture where ``LUOSHI_PICTURES`` names a folder."""
    found = Axe().run(page).response["violations"]
    assert [item["id"] for item in found if item["impact"] in {"serious", "critical"}] == []
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        if folder := os.environ.get("LUOSHI_PICTURES"):
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=width == 360)


def returned(sent: dict[str, bytes]) -> list[dict[str, object]]:
    """What came back: six bureaus, one of them twice with other words, one as it was sent; a row of one's own; a picture."""
    names = [name for name in sent if name.startswith("市")]
    files = []
    for at, name in enumerate(names[1:7], 2):
        back = answered(sent[name], {f"常务会47-{at:02}": f"已完成{at}处"}, column="办理进展" if at % 2 else "本次进展")
        files.append({"name": name, "mimeType": "", "buffer": back})
    other = answered(sent[names[1]], {"常务会47-02": "尚在排查"}, added="清理河道旧桩")
    files.append({"name": f"{names[1][:-5]} (1).xlsx", "mimeType": "", "buffer": other})
    files.append({"name": names[0], "mimeType": "", "buffer": sent[names[0]]})
    files.append({"name": "合影.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff"})
    return files


def test_from_the_docket_to_the_call_list(
    clerk: Page, live_server: LiveServer, twelve: list[Matter], tmp_path: Path
) -> None:
    page = clerk
    page.goto(f"{live_server.url}/rounds/")
    look_at(page, "guide-rounds")
    page.get_by_role("link", name="发出一轮").click()
    assert page.locator("h1").inner_text() == "12 件正在办理，分给 12 家单位"
    look_at(page, "guide-round-new")
    page.get_by_role("button", name="发出这一轮").click()
    page.locator("h1", has_text="已报 0 家，还差 12 家").wait_for()
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载各单位的表").click()
    coming.value.save_as(tmp_path / "发出.zip")
    page.set_input_files("#returned", returned(members((tmp_path / "发出.zip").read_bytes())))
    page.get_by_role("button", name="看看有什么").click()
    page.locator("h1", has_text="5 条新反馈，1 处不一致，1 行新增").wait_for()
    assert page.get_by_text("没有读取 · 合影.jpg").is_visible()
    look_at(page, "guide-round-preview")
    assert Report.objects.count() == 1
    page.get_by_label("尚在排查").check()
    page.get_by_label("清理河道旧桩").check()
    page.get_by_role("button", name="录入", exact=True).first.click()
    page.locator("h1", has_text="已报 6 家，还差 6 家").wait_for()
    assert page.get_by_text("未更新", exact=True).count() == 1
    look_at(page, "guide-round")
    assert Report.objects.filter(progress="尚在排查").count() == 1
    assert Matter.objects.filter(state="proposed").get().words == "清理河道旧桩"


def test_a_body_on_the_telephone_is_entered_with_the_keyboard_alone(
    clerk: Page, live_server: LiveServer, twelve: list[Matter]
) -> None:
    page = clerk
    page.goto(f"{live_server.url}/rounds/new/")
    page.get_by_role("button", name="发出这一轮").press("Enter")
    page.get_by_role("link", name="代录").first.press("Enter")
    page.fill("[name=progress]", "台账已核对")
    page.fill("[name=said_by]", "李强")
    page.press("[name=said_by]", "Enter")
    page.locator("h1", has_text="已报 1 家，还差 11 家").wait_for()
    assert page.get_by_text("已代市教育局录入 常务会47-01 的反馈。").is_visible()
