"""Texts of one invented meeting, and a hand to take them in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from cast import AT, Cast, cast, signed_in
from luoshi.documents.models import Document
from luoshi.documents.received import handed_file, handed_words
from luoshi.matters.operations import take_in_all

__all__ = ["cast", "signed_in"]
TEXTS = Path(__file__).parent.parent / "texts"
TakeIn = Callable[..., Document]


@pytest.fixture
def communique() -> str:
    return (TEXTS / "communique.txt").read_text(encoding="utf-8")


@pytest.fixture
def minutes() -> str:
    return (TEXTS / "minutes.txt").read_text(encoding="utf-8")


@pytest.fixture
def task_table() -> bytes:
    """The tasks of the same meeting as a workbook: a third text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["安澜市九届人民政府第31次常务会议议定事项责任分解表"])
    sheet.append(["序号", "议定事项", "牵头单位", "配合单位", "完成时限"])
    sheet.append([1, "完成城北河道清淤工程前期工作，制定施工方案", "市水务局", "市教育局", "2026年4月30日前"])
    sheet.append([2, "对全市中小学校舍开展一次安全排查，建立问题台账", "市教育局", "", "2026年5月20日前"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def take(cast: Cast) -> TakeIn:
    """Takes in words, or the bytes of a file under a name, as 周敏."""

    def take_one(given: str | bytes, name: str = "文本.txt", **more: object) -> Document:
        texts = handed_file(given, name).texts if isinstance(given, bytes) else (handed_words(given),)
        taken = take_in_all(cast.city, by=cast.acting("zhoumin"), at=AT, texts=texts, **more)  # type: ignore[arg-type]
        return taken[0]

    return take_one
