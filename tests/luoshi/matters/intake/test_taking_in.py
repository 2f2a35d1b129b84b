"""收文 through the page: what comes in, what is refused, what is told, and what is kept of it."""

from __future__ import annotations

import html
import io
import logging
import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from build_docx import docx, p, table
from cast import AT, Cast
from luoshi.documents.models import Document, DocumentState
from luoshi.files.models import Confidentiality, File
from luoshi.jobs.models import Job
from luoshi.jobs.registry import Run
from luoshi.matters import jobs
from luoshi.matters.models import Matter
from luoshi.matters.operations import taking_in
from luoshi.meetings.models import Meeting

SignIn = Callable[[str], Client]
NEW = "/texts/new/"


def uploaded(words: str | bytes, name: str = "纪要.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words if isinstance(words, bytes) else words.encode())


def packed(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in members.items():
            archive.writestr(f"{name}.txt", words)
    return out.getvalue()


def page(client: Client, **given: Any) -> str:
    return client.post(NEW, given, follow=True).content.decode()


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("zhoumin")


def test_pasted_words_lead_to_the_review_of_their_meeting(clerk: Client, minutes: str) -> None:
    answer = clerk.post(NEW, {"words": minutes, "label": "none", "token": "t1"})
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{meeting.ref}/review/"
    assert meeting.matters.count() == 4
    assert Document.objects.get().text == minutes


def test_a_double_click_takes_a_text_in_once(clerk: Client, minutes: str) -> None:
    given = {"words": minutes, "token": "once"}
    first = clerk.post(NEW, given)
    Document.objects.update(received_at=AT)  # the second click comes while the first is not known to be the same file
    File.objects.update(sha256="0" * 64)
    assert clerk.post(NEW, given).headers["Location"] == first.headers["Location"]
    assert Document.objects.count() == 1


def test_the_bytes_are_kept_as_they_came(clerk: Client, minutes: str) -> None:
    data = minutes.encode("gb18030")
    clerk.post(NEW, {"file": uploaded(data)})
    file = Document.objects.get().file
    answer = clerk.get(reverse("files:download", args=[file.ref]))
    assert b"".join(answer.streaming_content) == data  # type: ignore[attr-defined]  # a download


def test_what_is_left_for_later_waits_and_is_read_by_a_button(clerk: Client, minutes: str) -> None:
    shown = page(clerk, words=minutes, later="on")
    assert "还没有研读" in shown
    document = Document.objects.get()
    assert document.state == DocumentState.RECEIVED
    assert "1 份待研读" in clerk.get("/texts/").content.decode()
    answer = clerk.post(f"/texts/{document.ref}/read/")
    assert answer.headers["Location"] == f"/meetings/{Meeting.objects.get().ref}/review/"
    assert "1 份待校核" in clerk.get("/texts/").content.decode()


def test_a_text_that_says_what_is_known_is_told_to_add_nothing(clerk: Client, minutes: str) -> None:
    assert "：读出 4 条要求。" in page(clerk, words=minutes)
    said = page(clerk, file=uploaded(minutes.replace("\n", "\r\n"), "转载.txt"))
    assert "读出 4 条要求，都与这次会议已有的文本对得上，没有新增。" in said


def test_several_files_come_in_at_once_and_the_unreadable_one_is_told(
    clerk: Client, minutes: str, communique: str
) -> None:
    files = [uploaded(minutes), uploaded(communique, "通稿.txt"), uploaded(b"PK\x03\x04", "坏.docx")]
    shown = page(clerk, file=files)
    assert Document.objects.count() == 2
    assert Meeting.objects.count() == 1
    assert shown.count("“坏.docx”没有读取") == 1


def test_each_text_of_an_archive_is_a_document_with_its_own_bytes(clerk: Client, minutes: str, communique: str) -> None:
    clerk.post(NEW, {"file": uploaded(packed(纪要=minutes, 通稿=communique), "两份.zip")})
    kept = {row.file.name: row for row in Document.objects.select_related("file")}
    assert set(kept) == {"纪要.txt", "通稿.txt"}
    assert kept["通稿.txt"].file.size == len(communique.encode())
    assert Meeting.objects.get().texts.count() == 2


def test_a_file_that_holds_two_meetings_makes_two(clerk: Client, minutes: str) -> None:
    second = minutes.replace("第31次", "第32次").replace("3月2日", "3月9日").replace("城北", "城南")
    clerk.post(NEW, {"words": f"{minutes}\n\n{second}"})
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [31, 32]
    assert Document.objects.count() == 1


def test_a_text_that_reports_no_meeting_is_kept_and_said_to_be_none(clerk: Client) -> None:
    shown = page(clerk, words="食堂本周菜单：周一红烧豆腐，周二番茄炒蛋。")
    assert "没有读到会议，也没有读到要办的事项" in shown
    assert "文本已经收下" in shown
    assert Document.objects.get().state == DocumentState.READ
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"words": ""}, "还没有文本。请粘贴"),
        ({"words": "会议\x00要求"}, "空字符（NUL）"),
        ({"words": "留着我", "file": ("纪要.docx", b"PK\x03\x04")}, "文件不完整或已损坏"),
        ({"words": "留着我", "file": ("空.txt", b"")}, "文件是空的"),
        ({"words": "留着我", "file": ("坏.txt", b"\xff\xff\xff\xff")}, "另存为 UTF-8"),
        ({"words": "留着我", "file": ("图.txt", b"\x89PNG....")}, "图片转文字"),
        ({"words": "留着我", "file": ("大.txt", b"x" * (10 * 1024 * 1024 + 1))}, "超过 10 MB 的上限"),
        ({"words": "留着我", "label": "secret"}, "请选择标识"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_what_cannot_be_taken_in_is_said_beside_its_field_and_nothing_is_stored(
    clerk: Client, given: dict[str, Any], sentence: str
) -> None:
    posted = {name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for name, value in given.items()}
    answer = clerk.post(NEW, posted)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count(sentence) == 1
    assert given["words"] in shown
    assert not Document.objects.exists()
    assert not File.objects.exists()


SECRET = "绝密事项甲乙丙"
MARKED = f"机密★3年\n安澜市人民政府常务会议纪要\n{SECRET}：由市水务局负责。\n"


def everything_stored() -> str:
    """Every value of every row, and every byte of every file of the installation."""
    rows = [
        str(value)
        for model in apps.get_models()
        if model._meta.managed
        for row in model._base_manager.values_list()
        for value in row
    ]
    folder = Path(settings.LUOSHI_DATA) / "files"
    files = [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
    return "\n".join([*rows, *files])


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program would put temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("way", ["words", "file", "zip", "beside another"])
def test_a_marked_secret_leaves_nothing_anywhere(
    clerk: Client, minutes: str, way: str, caplog: pytest.LogCaptureFixture, temporary: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    before = File.objects.count()
    given: dict[str, Any] = {
        "words": {"words": MARKED},
        "file": {"file": uploaded(MARKED, f"{SECRET}.txt")},
        "zip": {"file": uploaded(packed(一=minutes, 二=MARKED), "两份.zip")},
        "beside another": {"file": [uploaded(minutes), uploaded(MARKED, f"{SECRET}.txt")]},
    }[way]
    answer = clerk.post(NEW, given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "本系统不处理涉密内容：没有读取，也没有保存" in page
    assert way != "words" or SECRET not in page
    assert File.objects.count() == before
    assert not Document.objects.exists()
    assert SECRET not in everything_stored()
    assert SECRET not in caplog.text
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(
    ("head", "label"),
    [("内部资料 注意保存", Confidentiality.INTERNAL), ("工作秘密★5年", Confidentiality.WORK_SECRET)],
)
def test_a_label_on_page_one_is_taken_over_and_told(clerk: Client, minutes: str, head: str, label: str) -> None:
    clerk.post(NEW, {"words": f"{head}\n{minutes}", "label": "none"})
    document = Document.objects.get()
    assert document.file.label == label
    assert document.is_internal
    shown = clerk.get(f"/texts/{document.ref}/").content.decode()
    assert "页首标有" in shown
    assert "不公开，不从外部渠道发送" in shown


def test_a_label_chosen_by_hand_is_never_lowered(clerk: Client, minutes: str) -> None:
    clerk.post(NEW, {"words": f"内部资料\n{minutes}", "label": "work_secret"})
    assert Document.objects.get().file.label == Confidentiality.WORK_SECRET


def test_the_same_file_is_noticed_and_taken_in_again_only_on_request(clerk: Client, minutes: str) -> None:
    clerk.post(NEW, {"file": uploaded(minutes)})
    first = Document.objects.get()
    shown = page(clerk, file=uploaded(minutes, "又一份.txt"), label="internal")
    assert "这份文件您已在" in shown
    assert f"/texts/{first.ref}/" in shown
    assert Document.objects.count() == 1
    (kept,) = re.findall('name="kept" value="([^"]{500,})"', shown)
    clerk.post(NEW, {"kept": html.unescape(kept), "label": "internal"})
    again = Document.objects.exclude(pk=first.pk).get()
    assert (again.file.name, again.file.label) == ("又一份.txt", "internal")
    assert Meeting.objects.get().texts.count() == 2
    assert Matter.objects.count() == 4


def test_pasted_words_are_noticed_like_a_file(clerk: Client, minutes: str) -> None:
    clerk.post(NEW, {"words": minutes})
    assert "这份文件您已在" in page(clerk, words=minutes)


def test_what_the_next_county_has_is_not_given_away(clerk: Client, signed_in: SignIn, minutes: str) -> None:
    clerk.post(NEW, {"file": uploaded(minutes)})
    other = signed_in("chenjing")
    assert "这份文件您已在" not in page(other, file=uploaded(minutes))
    assert Document.objects.filter(office__name__startswith="临溪").count() == 1


def test_a_kept_file_that_was_changed_on_the_way_is_refused(clerk: Client) -> None:
    answer = clerk.post(NEW, {"kept": "made:up"})
    assert answer.status_code == 422
    assert "已经失效" in answer.content.decode()


def test_a_long_text_is_read_by_the_worker_and_the_page_shows_how_far_it_is(
    cast: Cast, clerk: Client, minutes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "AT_ONCE", 100)
    shown = page(clerk, words=minutes)
    document = Document.objects.get()
    assert document.state == DocumentState.READING
    assert "正在后台研读" in shown
    assert f'hx-get="/texts/{document.ref}/state/"' in shown
    assert "HX-Redirect" not in clerk.get(f"/texts/{document.ref}/state/").headers
    jobs.read_document({"document": document.ref}, Run(at=AT, key="1", attempt=1, office=cast.city.pk))
    done = clerk.get(f"/texts/{document.ref}/state/")
    assert done.headers["HX-Redirect"] == f"/meetings/{Meeting.objects.get().ref}/review/"


def test_several_texts_that_are_long_together_are_shared_with_the_worker(
    clerk: Client, minutes: str, communique: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "AT_ONCE", len(minutes))
    clerk.post(NEW, {"file": [uploaded(minutes), uploaded(communique, "通稿.txt")]})
    states = dict(Document.objects.values_list("file__name", "state"))
    assert states == {"纪要.txt": "read", "通稿.txt": "reading"}
    assert Job.objects.count() == 1


def test_a_text_on_which_the_reader_breaks_down_is_kept_said_and_can_be_tried_again(
    cast: Cast, clerk: Client, minutes: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_document: Document) -> tuple[()]:
        raise RecursionError(minutes)

    monkeypatch.setattr(taking_in, "AT_ONCE", 100)
    clerk.post(NEW, {"words": minutes})
    document = Document.objects.get()
    monkeypatch.setattr(jobs, "read_now", breaks)
    run = Run(at=AT, key="1", attempt=1, office=cast.city.pk)
    jobs.read_document({"document": document.ref}, run)
    shown = clerk.get(f"/texts/{document.ref}/").content.decode()
    assert "没有读成，内容没有丢" in shown
    assert "城北河道" not in caplog.text
    assert "RecursionError" in caplog.text
    monkeypatch.undo()
    clerk.post(f"/texts/{document.ref}/read/")
    assert Matter.objects.count() == 4


def test_the_front_page_saves_what_it_has_read_for_those_who_keep(
    cast: Cast, clerk: Client, signed_in: SignIn, minutes: str
) -> None:
    assert 'formaction="/texts/new/"' in clerk.post("/", {"words": minutes}).content.decode()
    assert 'formaction="/texts/new/"' not in clerk.get("/").content.decode()
    assert 'formaction="/texts/new/"' not in signed_in("liqiang").post("/", {"words": minutes}).content.decode()
    assert 'formaction="/texts/new/"' not in Client().post("/", {"words": minutes}).content.decode()


def test_words_of_a_task_table_stay_a_task_table(clerk: Client) -> None:
    clerk.post(NEW, {"words": "1\t排查校舍\t市教育局\n2\t清淤\t市水务局", "task_table": "on"})
    assert Document.objects.get().is_task_table


def test_who_does_not_keep_the_papers_takes_nothing_in(signed_in: SignIn, minutes: str) -> None:
    for login in ("liqiang", "auditor", "sysadmin"):
        assert signed_in(login).post(NEW, {"words": minutes}).status_code == 403
    assert Client().post(NEW, {"words": minutes}).headers["Location"].startswith("/sign-in/")
    assert not Document.objects.exists()


def test_a_file_read_on_the_front_page_is_kept_as_the_file_it_is(clerk: Client) -> None:
    rows = table(("序号", "任务", "牵头单位"), ("1", "修订防汛预案", "市水务局"))
    data = docx(p("市政府重点任务分解表") + rows)
    shown = clerk.post("/", {"file": SimpleUploadedFile("分解表.docx", data)}).content.decode()
    (handed,) = re.findall('name="handed" value="([^"]+)"', shown)
    clerk.post(NEW, {"words": "只有文字", "handed": html.unescape(handed)})
    document = Document.objects.select_related("file").get()
    assert (document.file.name, document.file.size) == ("分解表.docx", len(data))
    assert document.as_text.place_at(document.text.index("修订")) == "表1 第2行 任务"
    nobody = Client().post("/", {"file": SimpleUploadedFile("分解表.docx", data)}).content.decode()
    assert 'name="handed"' not in nobody
