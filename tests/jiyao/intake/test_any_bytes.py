"""Whatever the bytes, the way in returns texts or refuses with a sentence; it never raises anything else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from build_docx import docx, numbered, p, packed, r, table
from build_pages import ofd, page, pdf
from jiyao import read
from jiyao.intake import Unreadable
from jiyao.intake.files import read_file

WORDS = "3月9日，市长周远主持召开市政府第12次常务会议。会议要求，由市水利局牵头，于五月底前完成隐患排查。"
TASKS = (("序号", "任务", "牵头单位"), ("1", "修订预案", "市水利局"))
HTML = f"<!doctype html><meta charset=utf-8><title>会议</title><div class=nav><a>首页</a></div><h1>会议</h1><table><tr><td rowspan=2>{WORDS}</td><td>甲</table>"


@cache
def whole(kind: str) -> bytes:
    """One well-made file of a kind, stored rather than deflated where it is a container, so that a change reaches what is inside."""
    built: dict[str, Callable[[], bytes]] = {
        "txt": WORDS.encode,
        "gb18030": lambda: WORDS.encode("gb18030"),
        "html": HTML.encode,
        "csv": lambda: "\n".join(",".join(row) for row in TASKS).encode(),
        "docx": lambda: stored(docx(p(WORDS, f"<w:ins>{r('甲')}</w:ins>") + numbered("乙") + table(*TASKS))),
        "ofd": lambda: stored(ofd(page(WORDS, WORDS))),
        "zip": lambda: stored(packed({"甲.txt": WORDS})),
        "xlsx": lambda: stored(workbook()),
        "pdf": lambda: pdf(page(WORDS)),
    }
    return built[kind]()


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in TASKS:
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    book.save(out)
    return out.getvalue()


def stored(data: bytes) -> bytes:

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return packed({name: file.read(name) for name in file.namelist()}, zipfile.ZIP_STORED)


def check(data: bytes) -> None:
    """The promise, and that every statement's words stand where it says."""
    try:
        contents = read_file(data, name="任意")
    except Unreadable as refused:
        assert refused.sentence.endswith("。")  # noqa: PT017
        return
    assert contents.texts
    for text in contents.texts:
        assert all(0 <= place.start <= len(text.raw) for place in text.places)
        for reading in read(text):
            for statement in reading.statements:
                assert text.raw[statement.span.start : statement.span.end] == statement.text


@given(st.binary(max_size=400))
@example(b"PK\x05\x06" + b"\x00" * 18)
@example(b"%PDF-1.7\n%%EOF")
@example(b"<!doctype html>")
@settings(max_examples=150, deadline=None)
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    check(data)


MAGIC = [
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"<html>",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"<?xml ",
    "序号,任务,牵头单位\n".encode(),
]


@given(st.sampled_from(MAGIC), st.binary(max_size=300))
@settings(max_examples=120, deadline=None)
def test_random_bytes_behind_the_sign_of_a_format_are_read_or_refused(magic: bytes, data: bytes) -> None:
    check(magic + data)


@st.composite
def changed(draw: st.DrawFn, kind: str) -> bytes:
    """A well-made file with some bytes overwritten, dropped, repeated or cut off."""
    data = bytearray(whole(kind))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        width = draw(st.integers(1, 40))
        match draw(st.sampled_from(["overwrite", "drop", "repeat", "cut"])):
            case "overwrite":
                data[at : at + width] = draw(st.binary(min_size=1, max_size=width))
            case "drop":
                del data[at : at + width]
            case "repeat":
                data[at:at] = data[at : at + width] * draw(st.integers(1, 50))
            case _:
                del data[max(at, 1) :]
    return bytes(data)


@pytest.mark.parametrize("kind", ["txt", "gb18030", "html", "csv", "docx", "ofd", "zip", "xlsx"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    check(data.draw(changed(kind)))


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    check(data.draw(changed("pdf")))


XML = st.recursive(
    st.sampled_from(
        [
            "<w:t>会议</w:t>",
            "<w:tab/>",
            "<w:br/>",
            "<w:delText>删</w:delText>",
            "<w:vMerge/>",
            '<w:gridSpan w:val="9"/>',
            '<w:ilvl w:val="7"/>',
            '<w:numId w:val="1"/>',
        ]
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(
            [
                "p",
                "r",
                "pPr",
                "rPr",
                "numPr",
                "tbl",
                "tr",
                "tc",
                "tcPr",
                "ins",
                "del",
                "sdt",
                "sdtContent",
                "txbxContent",
                "hyperlink",
            ]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(XML)
@settings(max_examples=200, deadline=None)
def test_word_markup_in_any_order_is_read_or_refused(body: str) -> None:
    levels = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    check(docx(body, numbering=levels))


TAGS = st.sampled_from("div p table tr td th h1 ul li a span br script nav td/ /div /p /table /tr /td".split())


@given(
    st.lists(
        st.one_of(
            TAGS.map(lambda tag: f"<{tag}>"),
            st.sampled_from(
                ["会议要求。", "<td colspan=3 rowspan=99>", "<div class=footer>", "<p style='display:none'>"]
            ),
        ),
        max_size=40,
    )
)
@settings(max_examples=200, deadline=None)
def test_web_markup_in_any_order_is_read_or_refused(pieces: list[str]) -> None:
    check(("<html><body>" + "".join(pieces)).encode())


def test_a_member_of_an_archive_without_a_name_is_passed_over() -> None:
    data = packed({"nameless": WORDS, "甲.txt": WORDS}).replace(b"nameless", b"\x00ameless")
    assert [text.name for text in read_file(data).texts] == ["甲.txt"]


def test_elements_of_word_nested_without_end_are_refused() -> None:
    check(docx("<w:sdt>" * 50_000 + p(WORDS) + "</w:sdt>" * 50_000))
