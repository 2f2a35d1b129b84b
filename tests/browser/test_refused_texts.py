"""Each way in which a text is turned away, in the browser: a sentence that says why, and nothing kept."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from cast import PASSWORD, Cast, cast
from luoshi.documents.models import Document
from luoshi.files.models import File

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "2026年3月9日，市政府召开第12次常务会议。会议要求，市水务局要在4月底前完成排查。"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600


def empty_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w"):
        pass
    return out.getvalue()


REFUSED = {
    "empty": ("空白.txt", b"", "没有"),
    "only spaces": ("空白.txt", " \r\n\u3000".encode(), "没有"),
    "a program": ("程序.txt", b"MZ\x90\x00" + bytes(range(256)) * 8, "没有读取"),
    "old Word or encrypted": ("旧文件.doc", OLE, "没有读取"),
    "a broken Word file": ("坏.docx", b"PK\x03\x04broken", "没有读取"),
    "an archive of nothing": ("空.zip", empty_zip(), "没有读取"),
    "a marked secret": ("纪要.txt", f"机密★1年\n{WORDS}".encode(), "机密"),
    "a secret at the head": ("纪要.txt", f"秘密\n{WORDS}".encode(), "秘密"),
}


@pytest.fixture
def clerk(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(f"{live_server.url}/texts/")
    return page


@pytest.mark.parametrize("kind", REFUSED)
def test_a_text_that_cannot_be_taken_in_is_told_why_and_leaves_nothing(clerk: Page, kind: str) -> None:
    name, content, said = REFUSED[kind]
    clerk.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    clerk.get_by_role("button", name="收下并研读").click()
    told = clerk.locator(".error, .errors, .notice").filter(has_text=said).first
    told.wait_for()
    assert told.inner_text().rstrip().endswith(("。", "×"))
    assert not Document.objects.exists()
    assert not File.objects.exists()


def test_a_pasted_secret_is_told_and_leaves_nothing(clerk: Page) -> None:
    clerk.fill("#words", f"绝密★长期\n{WORDS}")
    clerk.get_by_role("button", name="收下并研读").click()
    clerk.get_by_text("不处理涉密内容").first.wait_for()
    assert not Document.objects.exists()


def test_a_trade_secret_in_prose_is_no_marking(clerk: Page) -> None:
    clerk.fill("#words", WORDS + "要依法保护企业商业秘密。")
    clerk.get_by_role("button", name="收下并研读").click()
    clerk.wait_for_url("**/review/")
    assert Document.objects.count() == 1
