"""Secrecy markings: a text that carries one is turned away before anything of it is kept.

A marking stands on a line of its own at the head of page one (``机密``, ``密级：秘密``, ``秘密 1年 特急``) or carries the star
(``机密★1年``). The same words in prose (商业秘密, 保守国家秘密) are no marking, nor are 内部 and 工作秘密.
"""

from __future__ import annotations

import re
from itertools import islice

from luoshi.journal.refusal import Refused

_HEAD_LINES = 20
_PAGE_ONE = 3_000
_DEGREE = r"绝密|机密|秘密"
_STARRED = re.compile(rf"({_DEGREE})[★☆✩✭＊*]")
_LINE = re.compile(
    rf"(?:份号[:：]?)?\d{{0,8}}(?:特急|加急|特提|平急|急件)?[【〔〖（(\[]?(?:密级[:：])?({_DEGREE})[】〕〗）)\]]?"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[年月]|长期)?(?:特急|加急|特提|平急|急件)?"
)
_GAP = re.compile("[\\s\x00-\x1f\u200b-\u200f\u3000\ufeff]+")


def refuse_marked(raw: str) -> None:
    """Raise ``Refused`` where the text carries a secrecy marking."""
    degree = marking(raw)
    if degree is not None:
        raise Refused(
            f"文本标有“{degree}”密级。本系统不处理涉密内容：没有读取，也没有保存。请按保密规定处理，并清空剪贴板。"
        )


def marking(raw: str) -> str | None:
    """The degree a text is marked with, or ``None``."""
    page = _GAP.sub("", raw[:_PAGE_ONE])
    if starred := _STARRED.search(page):
        return starred.group(1)
    lines = (line for line in (_GAP.sub("", line) for line in raw[:_PAGE_ONE].splitlines()) if line)
    matches = (_LINE.fullmatch(line) for line in islice(lines, _HEAD_LINES))
    return next((match.group(1) for match in matches if match), None)
