"""The first page in a browser: a clerk pastes a text and has a table, with the mouse or without."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = (
    "2025年6月9日上午，市长沈怀远主持召开安澜市九届人民政府第47次常务会议。\n"
    "会议强调：\n一、防汛形势依然严峻。\n"
    "会议要求：\n一、𠮷祥水库要除险，市水利局牵头，市应急局配合，6月底前完成隐患排查。\n二、市财政局要统筹资金。\n"
)


@pytest.fixture
def first_page(page: Page, live_server: LiveServer) -> Page:
    page.goto(live_server.url)
    return page


def read(page: Page, words: str = WORDS) -> None:
    page.fill("#words", words)
    page.get_by_role("button", name="读这份文本").click()
    page.wait_for_load_state()


def entry(page: Page, words: str) -> Locator:
    return page.locator(".entry", has_text=words).first


def lit(page: Page, side: str) -> str:
    return "".join(page.locator(f"{side} .lit").all_inner_texts())


def test_a_pasted_text_becomes_a_word_table(first_page: Page, tmp_path: Path) -> None:
    read(first_page)
    assert first_page.title() == "议定事项 2 件，均写明责任单位 · 落实"
    with first_page.expect_download() as coming:
        first_page.get_by_role("button", name="下载 Word 分解表").click()
    saved = tmp_path / coming.value.suggested_filename
    assert saved.name == "安澜市九届人民政府第47次常务会议议定事项责任分解表.docx"
    coming.value.save_as(saved)
    assert Document(str(saved)).tables[0].rows[1].cells[4].text == "市水利局"


def test_the_sample_can_be_downloaded_as_it_stands(first_page: Page) -> None:
    with first_page.expect_download() as coming:
        first_page.get_by_role("button", name="下载 Excel 分解表").click()
    assert coming.value.suggested_filename.endswith("议定事项责任分解表.xlsx")


def test_pointing_at_the_reading_lights_up_its_words_in_the_source(first_page: Page) -> None:
    read(first_page)
    entry(first_page, "𠮷祥水库").hover()
    assert lit(first_page, ".source") == "𠮷祥水库要除险，市水利局牵头，市应急局配合，6月底前完成隐患排查。"
    first_page.locator(".chip", has_text="市水利局").hover()
    assert lit(first_page, ".source") == "市水利局"


def test_pointing_at_the_source_lights_up_the_reading(first_page: Page) -> None:
    read(first_page)
    first_page.locator(".source a", has_text="市财政局").first.hover()
    assert "市财政局要统筹资金" in entry(first_page, "市财政局").inner_text()
    assert entry(first_page, "市财政局").get_attribute("class").split()[-1] == "lit"
    assert first_page.locator(".entry.lit").count() == 1


def test_the_keyboard_does_the_same(first_page: Page) -> None:
    read(first_page)
    entry(first_page, "市财政局").locator(".entry-words").focus()
    assert lit(first_page, ".source") == "市财政局要统筹资金。"
    first_page.keyboard.press("Shift+Tab")
    assert lit(first_page, ".source").startswith("𠮷祥水库")


def test_a_folded_statement_opens_when_its_words_are_chosen(first_page: Page) -> None:
    read(first_page)
    words = entry(first_page, "防汛形势")
    assert not words.is_visible()
    first_page.locator(".source a", has_text="防汛形势").click()
    assert words.is_visible()


def test_places_on_the_page_count_code_points_of_the_text(first_page: Page) -> None:
    read(first_page)
    start = int(first_page.locator(".source p", has_text="二、市财政局").get_attribute("data-start"))
    received = WORDS.replace("\n", "\r\n")
    assert received[start:].startswith("二、市财政局")


def test_the_table_is_walked_with_j_and_k_and_a_row_leads_to_its_words(first_page: Page) -> None:
    read(first_page)
    first_page.get_by_text("责任分解表 2").click()
    first_page.locator("h1").click()
    first_page.keyboard.press("j")
    first_page.keyboard.press("j")
    first_page.keyboard.press("k")
    assert first_page.evaluate("document.activeElement.textContent").startswith("𠮷祥水库")
    first_page.keyboard.press("Enter")
    assert entry(first_page, "𠮷祥水库").is_visible()


def test_a_dropped_file_is_read(first_page: Page) -> None:
    with first_page.expect_navigation():
        first_page.evaluate(
            """words => {
                const carried = new DataTransfer();
                carried.items.add(new File([words], "通稿.txt", {type: "text/plain"}));
                document.querySelector("#words").dispatchEvent(
                    new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: carried}));
            }""",
            WORDS,
        )
    assert first_page.locator("h1").inner_text() == "议定事项 2 件，均写明责任单位"


def test_a_chosen_file_is_read_at_once(first_page: Page) -> None:
    with first_page.expect_navigation():
        first_page.set_input_files(
            "#file", {"name": "通稿.txt", "mimeType": "text/plain", "buffer": WORDS.encode("gb18030")}
        )
    assert first_page.locator("h1").inner_text() == "议定事项 2 件，均写明责任单位"


def test_a_refused_text_is_still_there_with_the_reason_beside_it(first_page: Page) -> None:
    read(first_page, "秘密★1年\n会议要求：抓好落实。")
    assert "本系统不处理涉密内容" in first_page.locator("#words_error").inner_text()
    assert first_page.input_value("#words") == "秘密★1年\n会议要求：抓好落实。"


def test_a_text_too_large_is_told_before_it_is_sent(first_page: Page) -> None:
    first_page.evaluate("document.querySelector('#words').value = 'x'.repeat(11 * 1024 * 1024)")
    first_page.get_by_role("button", name="读这份文本").click()
    assert "超过 10 MB 的上限" in first_page.locator("[data-complaint]").inner_text()
    assert first_page.evaluate("document.querySelector('#words').value.length") == 11 * 1024 * 1024


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
@pytest.mark.parametrize("address", ["/", "/ui/"])
def test_no_width_scrolls_sideways(page: Page, live_server: LiveServer, width: int, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if address == "/":
        page.locator("label[for=view-table]").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", ["/", "/ui/"])
def test_axe_finds_nothing_serious(page: Page, live_server: LiveServer, address: str) -> None:
    page.goto(live_server.url + address)
    found = Axe().run(page).response["violations"]
    serious = [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in {"serious", "critical"}]
    assert serious == []


def test_axe_finds_nothing_serious_on_the_table_and_beside_an_error(first_page: Page) -> None:
    first_page.locator("label[for=view-table]").click()
    found = Axe().run(first_page).response["violations"]
    read(first_page, " ")
    found += Axe().run(first_page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []


def test_the_page_can_be_read_without_script(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    assert page.locator("h1").inner_text().startswith("议定事项")
    page.locator("label[for=view-table]").click()
    assert page.get_by_role("columnheader", name="议定事项").is_visible()
    page.locator("label[for=view-beside]").click()
    page.locator(".entry-words:visible").first.click()
    assert "#t-s" in page.url
    context.close()


def test_ten_thousand_characters_light_up_without_a_pause(first_page: Page) -> None:
    long = WORDS + "".join(
        f"{n}、市水利局牵头，市应急局配合，6月底前完成第{n}座水库隐患排查并建立台账。\n" for n in range(1, 280)
    )
    assert len(long) > 10_000
    read(first_page, long)
    first_page.locator("h1").hover()
    took = first_page.evaluate(
        """() => {
            const entries = [...document.querySelectorAll(".entry")];
            const start = performance.now();
            for (const entry of entries) entry.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
            document.body.getBoundingClientRect();
            return (performance.now() - start) / entries.length;
        }"""
    )
    assert first_page.locator(".entry").count() > 200
    assert took < 4, f"{took:.1f} ms an entry"


def test_a_short_text_is_read_and_shown_within_a_second(first_page: Page) -> None:
    start = time.monotonic()
    read(first_page)
    assert time.monotonic() - start < 1
