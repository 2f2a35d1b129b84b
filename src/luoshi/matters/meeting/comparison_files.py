"""The 贯彻落实对照表 as Word and Excel: 上级要求 once a topic, beside all measures that carry it out."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luoshi.documents.table_xlsx import (
    CELL_LOOK,
    CHARACTERS_PER_MM,
    HEAD_LOOK,
    LINE_HEIGHT,
    TITLE_LOOK,
    GrowingRows,
    fitted,
    lines_taken,
)
from luoshi.documents.tables import Column
from luoshi.documents.word_paper import Above, Words, gap, heading, landscape, ruled_table, saved, under_heading
from luoshi.matters.meeting.comparison import Compared, Comparison, Measure

COLUMNS = (
    Column("above", "上级要求", 78),
    Column("words", "我市措施", 80),
    Column("bodies", "责任单位", 40),
    Column("due", "完成时限", 27, centred=True),
    Column("matter", "督办事项及进展", 42, centred=True),
)
NO_MEASURE = Measure("文本中没有写明措施", "—", "—", "—")


def rows(comparison: Comparison) -> Iterator[tuple[Compared, tuple[Measure, ...]]]:
    """Each topic with its measures; a topic without any keeps one row that says so."""
    for topic in comparison.topics:
        yield topic, topic.measures or (NO_MEASURE,)


def docx_of(comparison: Comparison) -> bytes:
    """The bytes of a ``.docx`` file."""
    document = landscape(comparison.title)
    heading(document, comparison.title)
    under_heading(document, comparison.meeting)
    gap(document)
    ruled_table(document, COLUMNS, _word_rows(comparison))
    return saved(document)


def _word_rows(comparison: Comparison) -> Iterator[list[tuple[Column, Words]]]:
    for topic, measures in rows(comparison):
        for at, measure in enumerate(measures):
            above: Words = Above.CONTINUES if at else topic.above
            yield [(COLUMNS[0], above), *((column, getattr(measure, column.key)) for column in COLUMNS[1:])]


def xlsx_of(comparison: Comparison) -> bytes:
    """The bytes of an ``.xlsx`` file. Every word is written as text: a text is never taken for a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": comparison.title})
    _fill(book, comparison)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, comparison: Comparison) -> None:
    sheet = book.add_worksheet("贯彻落实对照表", GrowingRows)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width * CHARACTERS_PER_MM)
    last = len(COLUMNS) - 1
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, fitted(comparison.title), book.add_format(TITLE_LOOK))
    sheet.merge_range(1, 0, 1, last, comparison.meeting, book.add_format(CELL_LOOK | {"border": 0, "align": "center"}))
    head = book.add_format(HEAD_LOOK)
    for index, column in enumerate(COLUMNS):
        sheet.write_string(2, index, column.title, head)
    at = 3
    for topic, measures in rows(comparison):
        at = _write_topic(book, sheet, at, topic, measures)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C— &P —")


def _write_topic(book: Workbook, sheet: Worksheet, at: int, topic: Compared, measures: tuple[Measure, ...]) -> int:
    """Write one topic from row ``at`` on; returns the row behind it. The rows are as high as the words on either side need."""
    left, middle = book.add_format(CELL_LOOK | {"align": "left"}), book.add_format(CELL_LOOK | {"align": "center"})
    above = fitted("\n".join(topic.above))
    needed = sum(lines_taken(words, COLUMNS[0].width * CHARACTERS_PER_MM) for words in topic.above)
    heights = [_lines(measure) for measure in measures]
    more = max(0, needed - sum(heights)) / len(heights)
    for offset, measure in enumerate(measures):
        sheet.set_row(at + offset, LINE_HEIGHT * (heights[offset] + more) + 6)
        for index, column in enumerate(COLUMNS[1:], start=1):
            words = fitted(getattr(measure, column.key))
            sheet.write_string(at + offset, index, words, middle if column.centred else left)
    if len(measures) > 1:
        sheet.merge_range(at, 0, at + len(measures) - 1, 0, above, left)
    else:
        sheet.write_string(at, 0, above, left)
    return at + len(measures)


def _lines(measure: Measure) -> int:
    return max(lines_taken(getattr(measure, column.key), column.width * CHARACTERS_PER_MM) for column in COLUMNS[1:])


WRITERS = {"docx": docx_of, "xlsx": xlsx_of}
