"""The way in: any bytes are read or refused with a sentence, told apart by content."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from build_docx import docx, p, packed
from build_pages import ofd, page, pdf
from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.files import kind_of, read_file

WORDS = "会议要求，由市水利局牵头，于五月底前完成隐患排查。"
HTML = f"<!doctype html><html><body><p>{WORDS}</p></body></html>"
CSV = "序号,任务,牵头单位,完成时限\r\n1,修订防汛预案,市水利局,6月底前\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def workbook(*rows: tuple[object, ...], title: str = "Sheet1", merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_file(data)
    return refused.value.sentence


def raw(data: bytes) -> str:
    return read_file(data, name="a.bin").texts[0].raw


@pytest.mark.parametrize(
    ("build", "kind"),
    [
        (WORDS.encode, "plain"),
        (HTML.encode, "html"),
        (lambda: ("\ufeff" + HTML).encode("utf-16-le"), "html"),
        (lambda: docx(p(WORDS)), "docx"),
        (lambda: pdf(page(WORDS)), "pdf"),
        (lambda: b"\r\n" + pdf(page(WORDS)), "pdf"),
        (lambda: ofd(page(WORDS)), "ofd"),
        (lambda: workbook((WORDS,)), "xlsx"),
        (CSV.encode, "csv"),
        (lambda: CSV.replace(",", "\t").encode("gb18030"), "csv"),
        (lambda: packed({"甲.txt": WORDS}), "zip"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_its_name(build: Callable[[], bytes], kind: str) -> None:
    assert kind_of(build()) == kind
    assert WORDS in raw(build()) or kind == "csv"


def test_prose_with_commas_is_no_table() -> None:
    assert kind_of("会议要求,要抓好落实,任务到人,责任单位要负责。\n".encode() * 3) == "plain"


def test_a_table_of_tasks_in_csv_reads_a_line_a_row() -> None:
    text = read_file(CSV.encode()).texts[0]
    assert text.raw == "1.修订防汛预案（牵头单位：市水利局；完成时限：6月底前）。\n"
    assert text.is_task_table


def test_a_workbook_of_tasks_reads_a_line_a_row_with_sheet_row_and_column() -> None:
    rows = (
        ("2026年重点工作任务分解表",),
        ("序号", "任务", "牵头单位"),
        (1, "修订预案", "市水利局"),
        (2, "清查水库", None),
    )
    text = read_file(workbook(*rows, title="任务", merged="C3:C4")).texts[0]
    assert text.raw.splitlines() == [
        "2026年重点工作任务分解表",
        "1.修订预案（牵头单位：市水利局）。",
        "2.清查水库（牵头单位：市水利局）。",
    ]
    assert text.place_at(text.raw.index("清查")) == "工作表“任务” 第4行 任务"


def test_a_sheet_named_as_a_task_table_gives_the_title_that_its_rows_lack() -> None:
    assert raw(workbook(("任务", "牵头单位"), ("修订预案", "市水利局"), title="任务分解表")).startswith("任务分解表\n")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "文件是空的"),
        (b"x" * (LIMIT + 1), "超过 10 MB 的上限"),
        (OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        (OLE + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
        (OLE, "旧版 Office 或 WPS 文件"),
        (b"{\\rtf1 abc}", "RTF 文件不能直接读"),
        (b"Rar!\x1a\x07", "RAR 压缩包不能直接读"),
        (b"\x89PNG\r\n\x1a\n", "这是图片"),
        (b"MZ\x90\x00\x03", "这是程序"),
        (b"<?xml version='1.0'?><a/>", "XML 文件不能直接读"),
        (b"PK\x03\x04 and nothing more", "不完整或已损坏"),
        (packed({"ppt/presentation.xml": "<a/>"}), "演示文稿不能直接读"),
        (packed({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument 文件不能直接读"),
        (bytes(range(32)) * 40, "这不是文本文件"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, what: str) -> None:
    assert what in refusal(data)


def test_a_workbook_that_is_broken_inside_is_refused() -> None:
    assert "打不开" in refusal(packed({"xl/workbook.xml": "<broken", "[Content_Types].xml": "<a/>"}))


def test_a_workbook_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    assert "展开后超过" in refusal(packed({"xl/workbook.xml": b" " * (40 * 1024 * 1024)}))


def test_each_file_of_an_archive_is_read_and_a_bad_one_harms_no_other() -> None:
    contents = read_file(
        packed(
            {
                "一/通稿.txt": WORDS,
                "一/纪要.docx": docx(p(WORDS)),
                "坏.pdf": b"%PDF-1.7 broken",
                "旧.doc": OLE,
                "里面.zip": packed({"a.txt": WORDS}),
                "__MACOSX/._a": b"\x00",
                "空.txt": "",
            }
        )
    )
    assert [text.name for text in contents.texts] == ["一/通稿.txt", "一/纪要.docx"]
    assert [each.name for each in contents.refused] == ["坏.pdf", "旧.doc", "里面.zip", "空.txt"]


def test_an_archive_of_nothing_readable_is_refused_with_the_reasons() -> None:
    assert "“旧.doc”没有读取" in refusal(packed({"旧.doc": OLE}))
    assert "没有能读的文件" in refusal(packed({"旧.doc": OLE, "图.png": b"\x89PNG"}))
    assert "压缩包是空的" in refusal(packed({}))


def test_an_archive_of_archives_within_limits_that_adds_up_to_a_bomb_is_refused() -> None:
    big = b"\xe4\xbc\x9a" * (3 * 1024 * 1024)
    contents = read_file(packed({f"{n}.txt": big for n in range(14)}))
    assert contents.texts
    assert "展开后超过 96 MB" in contents.refused[-1].sentence


def test_an_archive_of_too_many_files_is_refused() -> None:
    assert "超过 500 个" in refusal(packed({f"{n}.txt": "x" for n in range(501)}))


def test_an_encrypted_archive_is_told_so() -> None:
    data = bytearray(packed({"a.txt": WORDS}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    assert "去掉密码" in refusal(bytes(data))


def test_names_written_in_gbk_are_read() -> None:
    data = packed({"aaaa.txt": WORDS, "b.txt": WORDS}).replace(b"aaaa.txt", "纪要".encode("gb18030") + b".txt")
    assert read_file(data).texts[0].name == "纪要.txt"
