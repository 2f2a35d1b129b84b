"""The 责任分解表 as a Word document."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH

from luoshi.documents.tables import COLUMNS, TaskTable
from luoshi.documents.word_paper import (
    BODY_FACE,
    HEAD_FACE,
    gap,
    heading,
    landscape,
    line,
    ruled_table,
    saved,
    under_heading,
)


def docx_of(table: TaskTable) -> bytes:
    """The table as the bytes of a ``.docx`` file."""
    document = landscape(table.title)
    heading(document, table.title)
    for words in table.meetings:
        under_heading(document, words)
    for emphasis in table.emphases:
        line(document, emphasis.heading, face=HEAD_FACE, size=12, spacing=22, indent=2, keep_with_next=True)
        for words in emphasis.paragraphs:
            line(document, words, face=BODY_FACE, size=12, spacing=22, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    gap(document)
    ruled_table(document, COLUMNS, (row.cells for row in table.rows))
    return saved(document)
