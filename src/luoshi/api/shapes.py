"""Shapes of what goes in and out, beside those of the reading, which has a schema of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Schema


class TextIn(Schema):
    """A text to be read. Nothing of it is stored."""

    text: str = Field(description="会议通稿、纪要或任务分解表的全文，一字不改")
    name: str = Field("", max_length=200, description="文件名，只用来在结果里标明来源")


class TableIn(TextIn):
    """A text whose task table is wanted."""

    format: Literal["docx", "xlsx"] = "docx"


class Counted(Schema):
    """A day that came out of counting working days."""

    start: dt.date
    n: int
    end: dt.date
    provisional: bool = Field(description="所及年份的放假安排尚未公布，日期可能变动")


class RuleOut(Schema):
    """The rule that held on a day, and why."""

    key: str
    title: str
    on: dt.date
    value: Any
    said: str
    source: str
    grade: str
    by: str
    row: str
    version: int
    valid_from: dt.date | None
    valid_to: dt.date | None


class Refusal(Schema):
    """Why it was not done, as a sentence for people; ``field`` is the part of the request it is about, where there is one."""

    sentence: str
    field: str | None = None
