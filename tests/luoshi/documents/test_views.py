"""The page without login: nothing is stored, nothing is lost, and no address carries a text."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from docx import Document
from openpyxl import load_workbook

from build_docx import docx, p

WORDS = "2025年6月9日上午，市长沈怀远主持召开安澜市九届人民政府第47次常务会议。\r\n会议要求：\r\n一、市水利局牵头，市应急局配合，6月底前完成隐患排查。\r\n"


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=False)


def text_of(response) -> str:  # noqa: ANN001
    return response.content.decode()


def test_the_page_opens_with_the_sample_already_read(browser: Client) -> None:
    response = browser.get("/")
    assert response.status_code == 200
    assert "样例（虚构城市）" in text_of(response)
    assert "议定事项" in text_of(response)


def test_a_page_weighs_under_200_kilobytes_with_everything_it_loads(browser: Client) -> None:
    response = browser.get("/")
    page = text_of(response)
    import re

    weight = len(response.content)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        weight += len(b"".join(browser.get(address)))
    assert weight < 200_000


def test_no_style_and_no_script_is_inline(browser: Client) -> None:
    for address in ("/", "/ui/"):
        page = text_of(browser.get(address))
        assert "<style" not in page
        assert "style=" not in page
        assert "onclick=" not in page
        assert page.count("<script") == page.count("<script defer src=")


def test_a_pasted_text_is_read_and_given_back(browser: Client) -> None:
    response = browser.post("/", {"words": WORDS})
    page = text_of(response)
    assert response.status_code == 200
    assert "<title>" in page
    assert "议定事项 1 件，均写明责任单位" in page
    assert "样例（虚构城市）" not in page
    assert page.count("一、市水利局牵头，市应急局配合，6月底前完成隐患排查。\r\n</textarea>") == 2


def test_an_answer_to_a_paste_stays_in_no_cache(browser: Client) -> None:
    assert "no-store" in browser.post("/", {"words": WORDS})["Cache-Control"]


def test_what_looks_like_markup_in_a_text_stays_text(browser: Client) -> None:
    page = text_of(browser.post("/", {"words": "会议要求：一、<script>alert(1)</script>要排查</textarea>隐患。"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_file_is_read_like_a_paste(browser: Client) -> None:
    file = SimpleUploadedFile("通稿.txt", WORDS.encode("gb18030"))
    assert "议定事项 1 件" in text_of(browser.post("/", {"words": "", "file": file}))


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"words": ""}, "还没有文本。请粘贴"),
        ({"words": "会议\x00要求"}, "空字符（NUL）"),
        ({"words": "留着我", "file": ("纪要.docx", b"PK\x03\x04")}, "文件不完整或已损坏"),
        ({"words": "留着我", "file": ("空.txt", b"")}, "文件是空的"),
        ({"words": "留着我", "file": ("坏.txt", b"\xff\xff\xff\xff")}, "另存为 UTF-8"),
        ({"words": "留着我", "file": ("大.txt", b"x" * (10 * 1024 * 1024 + 1))}, "超过 10 MB 的上限"),
        ({"words": "x" * (10 * 1024 * 1024 + 1)}, "超过 10 MB 的上限"),
    ],
)
def test_a_refusal_stands_beside_the_field_and_the_typed_text_is_given_back(
    browser: Client, form: dict, sentence: str
) -> None:
    posted = {name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for name, value in form.items()}
    for address in ("/", "/table.docx"):
        for value in posted.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        response = browser.post(address, posted)
        assert response.status_code == 422
        page = text_of(response)
        assert page.count(sentence) == 1
        assert 'role="alert"' in page
        assert form["words"].replace("\x00", "\x00") in page


@pytest.mark.parametrize("address", ["/", "/table.docx"])
def test_of_a_marked_paste_not_even_the_page_keeps_a_copy(browser: Client, address: str) -> None:
    response = browser.post(address, {"words": "绝密★\r\n纪要甲乙丙"})
    assert response.status_code == 422
    page = text_of(response)
    assert page.count("本系统不处理涉密内容") == 1
    assert "甲乙丙" not in page


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_form_beyond_what_the_server_reads_gets_a_sentence_too(browser: Client) -> None:
    response = browser.post("/", {"words": "x" * 2000})
    assert response.status_code == 413
    assert "提交的内容太大" in text_of(response)


def test_the_table_comes_as_a_word_document(browser: Client) -> None:
    response = browser.post("/table.docx", {"words": WORDS})
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    (table,) = Document(io.BytesIO(response.content)).tables
    assert table.rows[1].cells[4].text == "市水利局"


def test_the_table_comes_as_a_workbook(browser: Client) -> None:
    response = browser.post("/table.xlsx", {"words": WORDS})
    assert load_workbook(io.BytesIO(response.content))["责任分解表"]["E4"].value == "市水利局"


def test_a_text_never_travels_in_an_address(browser: Client) -> None:
    assert browser.get("/table.docx", {"words": WORDS}).status_code == 405
    assert "市水利局牵头" not in text_of(browser.get("/", {"words": WORDS}))


def test_a_form_from_elsewhere_is_refused_without_login_too() -> None:
    response = Client(enforce_csrf_checks=True).post("/", {"words": WORDS})
    assert response.status_code == 403
    assert "这次提交没有通过校验" in text_of(response)


def test_a_page_that_does_not_exist_says_so(browser: Client) -> None:
    response = browser.get("/nowhere")
    assert response.status_code == 404
    assert "没有这个页面" in text_of(response)


def test_a_large_file_is_told_its_true_size(browser: Client) -> None:
    file = SimpleUploadedFile("大.txt", b"x" * (12 * 1024 * 1024))
    assert "“大.txt”有 12.0 MB" in text_of(browser.post("/", {"words": "", "file": file}))


def test_a_table_of_tasks_keeps_its_kind_when_its_words_are_sent_again(browser: Client) -> None:
    tasks = "序号,任务,牵头单位\r\n1,修订防汛预案,市水利局\r\n"
    page = browser.post("/", {"words": "", "file": SimpleUploadedFile("任务.csv", tasks.encode())}).content.decode()
    assert '<input type="hidden" name="task_table" value="on">' in page
    assert "表 第2行" in page
    words = "1.修订防汛预案（牵头单位：市水利局）。"
    assert browser.post("/table.docx", {"words": words, "task_table": "on"}).status_code == 200


def test_what_was_noted_in_a_file_is_shown(browser: Client) -> None:
    deleted = "<w:del><w:r><w:delText>市财政局</w:delText></w:r></w:del>"
    data = docx(p("会议要求，由市水利局", deleted, "负责防汛预案修订。"))
    assert "修订痕迹" in text_of(browser.post("/", {"words": "", "file": SimpleUploadedFile("纪要.docx", data)}))
