"""Printed pages: broken lines are joined, headings stay lines, running heads and page numbers are set aside."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest

from build_docx import packed
from build_pages import WIDTH, Box, Line, ofd, page, pdf, ruled
from jiyao.intake import Unreadable
from jiyao.intake import ofd as ofd_reader
from jiyao.intake import pdf as pdf_reader
from jiyao.intake.page_lines import PrintedLine, lines_of
from jiyao.text import Text

Read = Callable[..., Text]

PARAGRAPH = "会议听取了市水利局关于全市防汛备汛工作情况的汇报，要求各县区各部门压实责任，由市水利局牵头，市应急局配合，于五月底前完成小型水库安全隐患排查。"
SECOND = "会议强调，要加快推进重点项目前期工作，市发展改革委要逐项调度，按月通报进展情况，确保全年目标任务如期完成，不得拖延推诿。"


def read_pdf(*pages: list[Line]) -> Text:
    return pdf_reader.read_bytes(pdf(*pages))


def read_ofd(*pages: list[Line]) -> Text:
    return ofd_reader.read_bytes(ofd(*pages))


@pytest.fixture(params=[read_pdf, read_ofd], ids=["pdf", "ofd"])
def read(request: pytest.FixtureRequest) -> Read:
    reader: Read = request.param
    return reader


def test_a_paragraph_broken_over_lines_is_one_line(read: Read) -> None:
    assert read(page(PARAGRAPH, SECOND)).raw.splitlines() == [PARAGRAPH, SECOND]


def test_a_heading_stays_a_line(read: Read) -> None:
    lines = ["^安岚市人民政府常务会议纪要", PARAGRAPH, "一、关于防汛工作", SECOND]
    assert read(page(*lines)).raw.splitlines() == [line.lstrip("^") for line in lines]


def test_paragraphs_of_one_line_do_not_hide_where_the_margin_is(read: Read) -> None:
    full = "会议同意该办法，请区国资中心按程序印发，并做好政策"
    topics = [f"{number}、研究有关事项" for number in "一二三四五六七八九"]
    lines = [
        *topics[:5],
        full[:24] + "解读工作，有关落实情况按季度报区政府。",
        topics[5],
        full[:24],
        topics[6],
        full[:24] + "会后抓好落实，有关情况及时报区政府。",
        *topics[7:],
    ]
    assert read(page(*lines)).raw.splitlines() == lines


def test_a_short_line_at_the_margin_stays_a_line(read: Read) -> None:
    lines = [Line("安岚市人民政府办公室", top=100), Line("任务分解" * 6 + "落实", top=128), Line("情况通报", top=156)]
    assert read(lines).raw.splitlines()[0] == "安岚市人民政府办公室"


def test_a_paragraph_goes_on_over_a_page_and_the_place_says_which(read: Read) -> None:
    first, rest = PARAGRAPH[:50], PARAGRAPH[50:]
    text = read(page(SECOND, first), page(">" + rest, SECOND))
    assert text.raw.splitlines() == [SECOND, PARAGRAPH, SECOND]
    assert text.place_at(text.raw.index(first)) == "第1页"
    assert text.place_at(text.raw.index(rest)) == "第2页"


def test_running_heads_and_page_numbers_are_set_aside(read: Read) -> None:
    pages = [page(PARAGRAPH, head="安岚市人民政府文件", foot=f"— {number} —") for number in (1, 2, 3)]
    text = read(*pages)
    assert text.raw.splitlines() == [PARAGRAPH] * 3
    assert set(text.left_out) == {"安岚市人民政府文件", "— 1 —", "— 2 —", "— 3 —"}


def test_a_line_that_two_pages_share_is_no_running_head(read: Read) -> None:
    assert read(page(PARAGRAPH, SECOND), page(PARAGRAPH, SECOND)).raw.splitlines() == [PARAGRAPH, SECOND] * 2


def test_a_figure_inside_the_text_is_no_page_number(read: Read) -> None:
    assert (
        "100"
        in read(
            [
                Line("会议要求", top=100),
                Line(PARAGRAPH[:26], top=128),
                Line("100", top=160),
                Line("个项目开工。", top=190),
                Line("完", top=220),
            ]
        ).raw
    )


def test_without_indents_a_full_stop_at_the_margin_ends_the_paragraph(read: Read) -> None:
    full, more = "会议要求" * 6 + "落。", "各县区要" * 6 + "抓好"
    lines = [Line(full, top=100), Line(more, top=128), Line("工作落实。", top=156)]
    assert read(lines).raw.splitlines() == [full, more + "工作落实。"]


def test_a_new_sentence_at_the_margin_opens_no_paragraph_where_paragraphs_are_indented(read: Read) -> None:
    told = "会议听取了市水利局关于全市防汛工作情况的汇报等。会议强调，要压实各方责任，抓紧补齐短板。"
    assert told[WIDTH - 3 : WIDTH] == "。会议"
    assert read(page(SECOND, told, SECOND)).raw.splitlines() == [SECOND, told, SECOND]


HEAD = ("序号", "重点任务", "牵头单位", "完成时限")
WIDTHS = (40, 180, 90, 80)
TASKS = (
    ("1", "完成全市小型水库安全隐患排查，建立问题台账逐项销号", "市水利局", "5月底前"),
    ("2", "修订防汛预案", "市水利局市应急局", "6月10日前"),
)
READ = (
    "1.完成全市小型水库安全隐患排查，建立问题台账逐项销号（牵头单位：市水利局；完成时限：5月底前）。",
    "2.修订防汛预案（牵头单位：市水利局市应急局；完成时限：6月10日前）。",
)


def test_a_table_of_tasks_in_a_pdf_reads_a_line_a_row_and_says_page_and_cell() -> None:
    text = pdf_reader.read_bytes(
        pdf([Line("附件：任务分解表", top=60), *ruled(HEAD, *TASKS, widths=WIDTHS), Line("落款", top=500)])
    )
    assert text.raw.splitlines() == ["附件：任务分解表", *READ, "落款"]
    assert text.is_task_table
    assert text.place_at(text.raw.index("修订")) == "第1页 表1 第3行 重点任务"
    assert text.place_at(text.raw.index("落款")) == "第1页"


def test_a_table_goes_on_over_a_page_between_running_heads() -> None:
    head, foot = Line("安岚市人民政府文件", 200, 40, 9), [Line(f"— {number} —", 280, 790, 10) for number in (1, 2)]
    first = [head, *ruled(HEAD, TASKS[0], widths=WIDTHS), foot[0]]
    for again in ((), (HEAD,)):
        text = pdf_reader.read_bytes(pdf(first, [head, *ruled(*again, TASKS[1], widths=WIDTHS), foot[1]]))
        assert text.raw.splitlines() == list(READ)
        assert text.place_at(text.raw.index("修订")).startswith("第2页 表1 第3行")


def test_a_row_that_a_page_breaks_is_one_row() -> None:
    number, task, lead, due = TASKS[0]
    first, rest = (number, task[:12], lead, due), ("", task[12:], "", "")
    text = pdf_reader.read_bytes(pdf(ruled(HEAD, first, widths=WIDTHS), ruled(rest, TASKS[1], widths=WIDTHS)))
    assert text.raw.splitlines() == list(READ)


def test_a_cell_merged_downwards_stands_in_each_of_its_rows() -> None:
    rows = [("1", "修订预案", "市水利局", "5月底前"), ("2", "清查水库", "^", "6月底前")]
    lines = pdf_reader.read_bytes(pdf(ruled(HEAD, *rows, widths=WIDTHS))).raw.splitlines()
    assert lines == [
        f"{n}.{task}（牵头单位：市水利局；完成时限：{due}）。"
        for n, task, due in (("1", "修订预案", "5月底前"), ("2", "清查水库", "6月底前"))
    ]


def test_bodies_listed_one_a_line_in_a_cell_stay_apart() -> None:
    cells = [("1", "修订预案", "市水利局市应急局", "5月底前")]
    text = pdf_reader.read_bytes(pdf(ruled(HEAD, *cells, widths=(40, 180, 57, 80))))
    assert "（牵头单位：市水利局、市应急局；" in text.raw


def test_a_frame_and_a_rule_below_a_heading_are_no_table() -> None:
    drawn = [Box(60, 60, 475, 700), Box(90, 130, 400, 0), *page("^安岚市人民政府常务会议纪要", PARAGRAPH, SECOND)]
    assert pdf_reader.read_bytes(pdf(drawn)).raw.splitlines() == ["安岚市人民政府常务会议纪要", PARAGRAPH, SECOND]


def test_a_page_of_countless_rules_is_read_without_them() -> None:
    grid = [Box(60 + 4 * (n % 100), 60 + 6 * (n // 100), 4, 6) for n in range(12_000)]
    start = time.monotonic()
    assert PARAGRAPH[:20] in pdf_reader.read_bytes(pdf([*grid, *page(PARAGRAPH)])).raw
    assert time.monotonic() - start < 20


def test_words_far_apart_on_one_line_are_kept_apart() -> None:
    runs = [("姓名", 10.0, 20.0, 5.0, 5.0), ("单位", 60.0, 70.0, 5.0, 5.0)]
    assert lines_of(runs) == [PrintedLine("姓名 单位", 10, 70, 5, 5)]


def test_words_drawn_twice_at_one_place_are_read_once() -> None:
    assert lines_of([("纪要", 10.0, 20.0, 5.0, 5.0)] * 2)[0].words == "纪要"


def refusal(read_bytes: Callable[[bytes], Text], data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    return refused.value.sentence


def test_a_scan_is_recognised_and_said_so() -> None:
    sentence = refusal(pdf_reader.read_bytes, pdf([], [], image_only=True))
    assert "扫描件（2 页" in sentence
    assert "requirements/ocr.txt" in sentence


def test_a_page_without_words_among_others_is_named() -> None:
    assert read_pdf(page(PARAGRAPH), []).remarks == ("第2页没有文字，可能是扫描的图片，没有读到。",)


def test_a_pdf_with_a_password_is_told_so() -> None:
    locked = (
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "00" * 32 + "> /U <" + "11" * 32 + "> >>"
    )
    assert "打开密码" in refusal(pdf_reader.read_bytes, pdf(page(PARAGRAPH), trailer=locked))


def test_a_broken_cross_reference_table_is_repaired() -> None:
    data = pdf(page(PARAGRAPH))
    broken = (
        data[: data.rindex(b"xref\n0")] + b"xref\n0 3\ngarbage\ntrailer\n<< /Root 1 0 R >>\nstartxref\n999999\n%%EOF"
    )
    assert pdf_reader.read_bytes(broken).raw == PARAGRAPH + "\n"


def test_half_a_pdf_is_refused_or_read_without_its_second_half() -> None:
    data = pdf(page(PARAGRAPH), page(SECOND))
    assert "不完整或已损坏" in refusal(pdf_reader.read_bytes, data[:300])


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "PAGES", 1)
    assert "PDF 有 2 页，超过" in refusal(pdf_reader.read_bytes, pdf(page(PARAGRAPH), page(SECOND)))


def test_a_small_pdf_that_unpacks_to_a_flood_is_refused_in_bounded_memory() -> None:
    flood = zlib.compress(b"BT /F 12 Tf " + b"(a)Tj " * 6_000_000 + b"ET", 9)
    head = f"<< /Length {len(flood)} /Filter /FlateDecode >>\nstream\n".encode()
    data = pdf(page("x"))
    at = data.index(b"7 0 obj\n") + 8
    hostile = data[:at] + head + flood + data[data.index(b"\nendstream") :]
    start = time.monotonic()
    assert "超出了时间或内存的限度" in refusal(pdf_reader.read_bytes, hostile)
    assert time.monotonic() - start < 30


def test_an_ofd_with_entities_is_refused() -> None:
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "外部引用、实体定义" in refusal(ofd_reader.read_bytes, ofd(page(PARAGRAPH), **{"Doc_0/Document.xml": evil}))


def test_an_ofd_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    assert "展开后超过" in refusal(ofd_reader.read_bytes, ofd(page(PARAGRAPH), **{"a.bin": " " * (40 * 1024 * 1024)}))


def test_an_ofd_of_pictures_is_told_to_be_recognised_first() -> None:
    assert "没有文字" in refusal(ofd_reader.read_bytes, ofd([]))


def test_an_ofd_without_its_document_is_refused() -> None:
    assert "OFD 不完整" in refusal(ofd_reader.read_bytes, packed({"OFD.xml": "<ofd:OFD"}))


LEFT = [
    "3月5日上午，市长文澜主持召开市政",
    "府第12次常务会议，听取供水管网改造",
    "情况汇报。会议强调，市水务局要在四",
    "月底前完成改造方案编制，经费由市财",
    "政局统筹安排，各区具体抓好落实。会",
]
RIGHT = [
    "议还审议了《停车管理办法》，由市住",
    "建局修改完善后印发。市公安局要每月",
    "通报一次停车秩序整治情况，市城管局",
    "配合。会议还研究了其他事项，并就做",
    "好近期重点工作提出了具体的工作要求",
]


def columns(*, across: bool) -> list[Line]:
    lines = [
        (Line(a, 60, 100 + n * 20, 12), Line(b, 320, 100 + n * 20, 12))
        for n, (a, b) in enumerate(zip(LEFT, RIGHT, strict=True))
    ]
    return [line for pair in lines for line in pair] if across else [*(a for a, _ in lines), *(b for _, b in lines)]


def test_two_columns_are_read_one_behind_the_other() -> None:
    whole = "".join([*LEFT, *RIGHT])
    assert read_ofd(columns(across=True)).raw.replace("\n", "") == whole
    assert read_pdf(columns(across=False)).raw.replace("\n", "") == whole


def test_columns_that_a_file_holds_line_by_line_are_told() -> None:
    remarks = read_pdf(columns(across=True)).remarks
    assert [remark for remark in remarks if "第1页像是分左右两栏排版" in remark]
    assert not read_pdf(page(PARAGRAPH, SECOND)).remarks
