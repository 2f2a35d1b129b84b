"""One person, no login: a text is pasted, handed out by body, and what comes back is merged in one heap."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from build_returns import filled, members, table

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODIES = "水利 教育 财政 住建 交通 农业农村 民政 商务 文旅 卫健 应急 审计".split()
WORDS = "2025年6月9日上午，市长沈怀远主持召开安澜市九届人民政府第47次常务会议。\n会议要求：\n" + "".join(
    f"{numeral}、市{body}局牵头，6月底前完成第{at}批隐患排查并建立{body}台账。\n"
    for at, (numeral, body) in enumerate(zip("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), BODIES, strict=True), 1)
)


def serious(page: Page) -> list[str]:
    return [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]


def picture(page: Page, name: str) -> None:
    """A picture of the page at both widths, for the guide; only where ``LUOSHI_PICTURES`` names a folder."""
    if folder := os.environ.get("LUOSHI_PICTURES"):
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"))


def test_from_paste_to_a_merged_ledger_and_a_call_list(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    page.goto(live_server.url)
    page.fill("#words", WORDS)
    page.get_by_role("button", name="读这份文本").click()
    page.locator("h1", has_text="议定事项 12 件").wait_for()
    page.get_by_role("button", name="按单位拆分").click()
    page.wait_for_url("**/split/")
    assert page.locator("h1").inner_text() == "12 家单位，12 项"
    assert serious(page) == []
    picture(page, "guide-split")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载压缩包").click()
    coming.value.save_as(tmp_path / "拆分.zip")
    sent = members((tmp_path / "拆分.zip").read_bytes())
    page.get_by_role("link", name="收回后去汇总").click()
    files = [{"name": "总表.xlsx", "mimeType": "", "buffer": sent["总表.xlsx"]}]
    names = [name for name in sent if name.startswith("市")][:6]
    for at, name in enumerate(names, 1):
        back = filled(sent[name], {f"常务会47-{at:02}": f"已完成{at}处"}, column="办理进展" if at % 2 else "进展情况")
        files.append({"name": name, "mimeType": "", "buffer": back})
    again = filled(sent[names[0]], {"常务会47-01": "尚在排查"})
    files.append({"name": f"{names[0][:-5]} (1).xlsx", "mimeType": "", "buffer": again})
    added = table(
        "补充.xlsx", ("编号", "议定事项", "进展情况"), ("常务会47-02", "", "已完成2处"), ("", "清理旧档案", "已清理")
    )
    files.append({"name": added.name, "mimeType": "", "buffer": added.data})
    files.append({"name": "合影.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff"})
    page.set_input_files("#returned", files)
    page.get_by_role("button", name="汇总").click()
    page.locator("h1", has_text="已报").wait_for()
    assert page.title().startswith("已报 6 家，还差 6 家")
    assert page.locator(".version").all_inner_texts() != []
    for words in ("尚在排查", "清理旧档案", "没有读取 · 合影.jpg"):
        assert page.get_by_text(words).first.is_visible()
    assert serious(page) == []
    picture(page, "guide-merge")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载汇总后的总表").click()
    coming.value.save_as(tmp_path / "汇.xlsx")
    sheet = load_workbook(tmp_path / "汇.xlsx")["责任分解表"]
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == [
        *(f"常务会47-{at:02}" for at in range(1, 13)),
        "新增-01",
    ]
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载催报名单").click()
    coming.value.save_as(tmp_path / "催.xlsx")
    assert load_workbook(tmp_path / "催.xlsx").active.max_row == 8
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
