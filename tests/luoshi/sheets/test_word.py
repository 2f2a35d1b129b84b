"""Word files: their tables are grids, their words paragraphs; what is no sound Word file is refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from luoshi.sheets import Unreadable, read_grids, read_paragraphs


def word() -> bytes:
    """A title, a table with a cell merged downward and one merged across, and a line below."""
    document = Document()
    document.add_paragraph("领导分工")
    table = document.add_table(rows=3, cols=3)
    for place, words in enumerate(
        ("领导", "职务", "分管工作", "江一帆", "市长", "负责全面工作", "", "", "分管市审计局")
    ):
        table.cell(place // 3, place % 3).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    document.add_paragraph("此件公开发布")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_tables_of_a_word_file_are_grids() -> None:
    [grid] = read_grids(word(), "分工.docx")
    assert grid.rows == [
        ["领导", "职务", "分管工作"],
        ["江一帆", "市长", "负责全面工作"],
        ["江一帆", "分管市审计局", ""],
    ]


def test_the_words_of_a_word_file_are_paragraphs_with_a_rows_cells_in_one() -> None:
    assert read_paragraphs(word(), "分工.docx") == [
        "领导分工",
        "领导：职务：分管工作",
        "江一帆：市长：负责全面工作",
        "江一帆：分管市审计局",
        "此件公开发布",
    ]


def test_plain_text_has_paragraphs_and_a_workbook_has_none() -> None:
    assert read_paragraphs("甲\r\n\r\n 乙 ".encode(), "a.txt") == ["甲", "乙"]
    assert read_paragraphs("甲,乙".encode(), "a.xlsx") == []


def test_a_word_file_without_its_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
    with pytest.raises(Unreadable, match="打不开"):
        read_grids(out.getvalue(), "a.docx")


def test_a_title_above_a_table_parted_by_tabs_does_not_make_it_one_column() -> None:
    [grid] = read_grids("安澜市名录\n单位\t姓名\n市教育局\t李强\n".encode(), "a.txt")
    assert grid.rows[2] == ["市教育局", "李强"]
