"""Word documents read as the page shows them."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from build_docx import docx, numbered, p, packed, r, table
from jiyao.intake import Unreadable
from jiyao.intake.docx import read_bytes
from jiyao.intake.docx_numbers import written
from jiyao.text import Text

LEVELS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def lines(data: bytes) -> list[str]:
    return read_bytes(data).raw.splitlines()


def test_paragraphs_are_lines_and_empty_ones_are_dropped() -> None:
    assert lines(docx(p("会议要求：") + p() + p("抓好", "落实。"))) == ["会议要求：", "抓好落实。"]


def test_a_document_written_by_another_program_is_read() -> None:
    document = python_docx.Document()
    document.add_paragraph("安岚市人民政府常务会议纪要")
    document.add_table(1, 2).cell(0, 1).text = "市水利局"
    out = io.BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == ["安岚市人民政府常务会议纪要", "市水利局"]


def test_automatic_numbers_read_as_the_page_shows_them() -> None:
    body = (
        numbered("甲")
        + numbered("乙", level=1)
        + numbered("丙", level=1)
        + numbered("丁", level=2)
        + numbered("戊")
        + numbered("己", level=1)
    )
    assert lines(docx(body, numbering=LEVELS)) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己"]


def test_two_lists_of_one_kind_go_on_counting_and_a_list_told_to_restarts() -> None:
    body = numbered("甲") + numbered("乙", 2) + numbered("丙", 3) + numbered("丁", 3)
    assert lines(docx(body, numbering=LEVELS)) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_an_empty_numbered_paragraph_counts_and_is_not_shown() -> None:
    assert lines(docx(numbered("甲") + numbered("") + numbered("乙"), numbering=LEVELS)) == ["一、甲", "三、乙"]


def test_a_style_brings_its_number() -> None:
    style = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = p("甲", properties='<w:pStyle w:val="b"/>')
    assert lines(docx(body, numbering=LEVELS, styles=style)) == ["一、甲"]


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (10, "chineseCounting", "十"),
        (23, "chineseCountingThousand", "二十三"),
        (110, "chineseCounting", "一百一十"),
        (305, "chineseCounting", "三百零五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (4, "decimalEnclosedCircle", "④"),
        (9, "lowerRoman", "ix"),
        (28, "upperLetter", "BB"),
        (7, "nothing known", "7"),
        (0, "chineseCounting", "0"),
    ],
)
def test_a_number_is_written_in_its_format(number: int, form: str, words: str) -> None:
    assert written(number, form) == words


def test_insertions_stay_and_deletions_go_and_the_text_says_so() -> None:
    text = read_bytes(
        docx(
            p(
                "由",
                f"<w:ins>{r('市水利局')}</w:ins>",
                "<w:del><w:r><w:delText>市财政局</w:delText></w:r></w:del>",
                "负责。",
            )
        )
    )
    assert text.raw == "由市水利局负责。\n"
    assert text.left_out == ("市财政局",)
    assert "修订痕迹" in text.remarks[0]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    assert lines(docx(p("由市水利局", properties="<w:rPr><w:del/></w:rPr>") + p("负责。"))) == ["由市水利局负责。"]


def test_a_document_without_changes_has_no_remark() -> None:
    assert read_bytes(docx(p("会议要求"))).remarks == ()


def test_hidden_words_headers_and_footnotes_are_left_out_and_kept_aside() -> None:
    text = read_bytes(docx(p("正文", r("隐藏", "<w:vanish/>")), header1=p("机密★1年"), footnotes=p("脚注")))
    assert text.raw == "正文\n"
    assert set(text.left_out) == {"隐藏", "机密★1年", "脚注"}


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('秘密★1年')}</w:txbxContent>"
    fallback = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    assert lines(docx(p("标题", f"<w:r>{fallback}</w:r>") + p("正文"))) == ["标题", "秘密★1年", "正文"]


TASKS = table(
    ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "修订防汛预案。", "市水利局", "市应急局|市财政局", "6月底前"),
    ("2", "清查小水库", "市水利局", "", "年底前"),
)


def test_a_table_of_tasks_reads_as_minutes_word_it() -> None:
    text = read_bytes(docx(p("任务分解表") + TASKS))
    assert text.is_task_table
    assert text.raw.splitlines() == [
        "任务分解表",
        "1.修订防汛预案（牵头单位：市水利局；配合单位：市应急局、市财政局；完成时限：6月底前）。",
        "2.清查小水库（牵头单位：市水利局；完成时限：年底前）。",
    ]


def place_of(text: Text, words: str) -> str:
    return text.place_at(text.raw.index(words))


def test_a_place_names_table_row_and_column() -> None:
    text = read_bytes(docx(p("任务分解表") + TASKS + p("以上事项")))
    assert place_of(text, "市应急局") == "表1 第2行 配合单位"
    assert place_of(text, "年底前") == "表1 第3行 完成时限"
    assert place_of(text, "任务分解表") == ""
    assert place_of(text, "以上事项") == ""


def test_a_cell_merged_downwards_stands_in_each_of_its_rows() -> None:
    first, on = (
        '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("市水利局") + "</w:tc>",
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>",
    )
    text = read_bytes(docx(table(("任务", "牵头单位"), ("修订预案", first), ("清查水库", on))))
    assert text.raw.count("牵头单位：市水利局") == 2


def test_a_merged_row_is_a_heading_inside_the_table() -> None:
    merged = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("一、水利") + "</w:tc>"
    assert "一、水利\n" in read_bytes(docx(table(("任务", "牵头单位"), (merged,), ("修订预案", "市水利局")))).raw


def test_another_table_keeps_its_cells_apart() -> None:
    assert lines(docx(table(("姓名", "单位"), ("周敏", "市政府办")))) == ["姓名\t单位", "周敏\t市政府办"]


def test_a_table_that_only_lays_out_the_page_reads_cell_by_cell() -> None:
    assert lines(docx(table(("标题|第一段",), ("第二段",)))) == ["标题", "第一段", "第二段"]


def test_macros_are_told_of_and_never_run() -> None:
    data = docx(p("正文"))
    with_macros = packed({**unpacked(data), "word/vbaProject.bin": b"\x00" * 64})
    assert "宏没有运行" in read_bytes(with_macros).remarks[0]


def unpacked(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    return refused.value.sentence


def test_an_external_entity_is_refused() -> None:
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    assert "外部引用或实体定义" in refusal(packed({"word/document.xml": evil}))


def test_entities_that_multiply_are_refused() -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    evil = f'<!DOCTYPE a [<!ENTITY e0 "哈">{laughs}]><a>&e8;</a>'
    assert "外部引用或实体定义" in refusal(packed({"word/document.xml": evil}))


def test_a_part_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    bomb = packed({"word/document.xml": b" " * (40 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert "展开后超过 32 MB" in refusal(bomb)


def test_a_truncated_document_is_refused() -> None:
    data = docx(p("会议要求" * 500))
    assert "不完整或已损坏" in refusal(data[: len(data) // 2])


def test_broken_markup_is_refused() -> None:
    assert "内容已损坏" in refusal(packed({"word/document.xml": "<w:document"}))


def test_a_document_of_pictures_is_told_to_be_recognised_first() -> None:
    assert "图片转文字" in refusal(docx(p("<w:r><w:drawing/></w:r>")))
