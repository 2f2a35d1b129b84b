"""The table as a file, by the suffix that was asked for."""

from __future__ import annotations

import re

from luoshi.documents.table_docx import docx_of
from luoshi.documents.table_xlsx import xlsx_of
from luoshi.documents.tables import TaskTable

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS = {"docx": docx_of, "xlsx": xlsx_of}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def written(table: TaskTable, suffix: str) -> bytes:
    """The bytes of the file; ``suffix`` is one of ``MEDIA_TYPES``."""
    return _WRITERS[suffix](table)


def file_name(table: TaskTable, suffix: str) -> str:
    """The name of the table's file."""
    return safe_name(table.title, suffix)


def safe_name(title: str, suffix: str) -> str:
    """A name that Windows takes, at most 80 characters long."""
    return f"{_NOT_IN_NAMES.sub('', title)[:75]}.{suffix}"
