"""Secrecy markings: a text that carries one is turned away before anything of it is kept.

A marking stands on a line of its own at the head of page one (``机密``, ``密级：秘密``, ``秘密 1年 特急``) or carries the star
(``机密★1年``). The same words in prose (商业秘密, 保守国家秘密) are no marking. 内部 and 工作秘密 on such a line are taken in under that label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from luoshi.journal.refusal import Refused

_HEAD_LINES = 20
_PAGE_ONE = 3_000
_DEGREE = r"绝密|机密|秘密"
_STARRED = re.compile(rf"(?<!商业)({_DEGREE})[级件]?[★☆✩✭⭐✪●◆＊*]")
_LINE = re.compile(
    rf"(?:份号[:：]?)?\d{{0,8}}(?:特急|加急|特提|平急|急件)?[【〔〖（(\[]?(?:密级[:：])?({_DEGREE})[级件]?[】〕〗）)\]]?"
    r"(?:保密期限[:：]?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[年月]|长期)?(?:特急|加急|特提|平急|急件)?"
    r"(?:(?:份号[:：]?|编号[:：]?|[Nn][Oo][.:：]?|第)\d{1,8}[号份]?)?"
)
_RESTRICTED = re.compile(
    r"(?:份号[:：]?)?\d{0,8}(?:特急|加急|特提|平急|急件)?[★☆*]?[【〔〖（(\[]?(?:密级[:：]|标识[:：])?"
    r"(?P<words>工作秘密|内部(?:资料|文件|材料|参考|使用|掌握|传阅|情况|发行|明电|件)?)[】〕〗）)\]]?[★☆*]?"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[年月]|长期)?"
    r"(?:[，,、。；;·|]?(?:注意|妥善|严禁|不得|请勿|禁止|切勿|不予|阅后|用后)\w{2,6}){0,3}[】〕〗）)\]]?(?:特急|加急|特提|平急|急件)?"
)
_GAP = re.compile("[\\s\x00-\x1f\u200b-\u200f\u3000\ufeff]+")


class Marked(Refused):
    """The text carries a secrecy marking: nothing of it, and nothing handed in with it, may be kept."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What the head of page one says of who may have the text: its words and the label that follows from them.

    ``label`` is a value of ``files.models.Confidentiality``; this module is read before the apps are ready.
    """

    words: str
    label: str


def refuse_marked(raw: str) -> None:
    """Raise ``Marked`` where the text carries a secrecy marking."""
    degree = marking(raw)
    if degree is not None:
        raise Marked(
            f"文本标有“{degree}”密级。本系统不处理涉密内容：没有读取，也没有保存。请按保密规定处理，并清空剪贴板。"
        )


def marking(raw: str) -> str | None:
    """The degree a text is marked with, or ``None``."""
    lines = (_GAP.sub("", line) for line in raw[:_PAGE_ONE].splitlines())
    page = "".join(line for line in lines if not _RESTRICTED.fullmatch(line))  # 工作秘密★1年 is no 秘密★
    if starred := _STARRED.search(page):
        return starred.group(1)
    matches = (_LINE.fullmatch(line) for line in _head(raw))
    return next((match.group(1) for match in matches if match), None)


def restriction(words: Iterable[str]) -> Restriction | None:
    """内部 or 工作秘密 at the head of page one; the stricter where both stand there. ``words``: the text and its running heads."""
    found = [match["words"] for raw in words for line in _head(raw) if (match := _RESTRICTED.fullmatch(line))]
    if not found:
        return None
    said = next((each for each in found if each == "工作秘密"), found[0])
    return Restriction(said, "work_secret" if said == "工作秘密" else "internal")


def _head(raw: str) -> Iterable[str]:
    """The lines at the head of page one, without gaps."""
    lines = (line for line in (_GAP.sub("", line) for line in raw[:_PAGE_ONE].splitlines()) if line)
    return islice(lines, _HEAD_LINES)
