"""Where a field of a matter is from, in plain words: 原文 / 按职责建议 / 周敏 3月9日补充 / 按领导分工."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from luoshi.workdays import office_date

IN_TEXT = "原文"


def said(origin: Mapping[str, Any] | None) -> str:
    """One line about one field; empty where nobody said anything."""
    if not origin:
        return ""
    how, sentence = origin.get("how"), origin.get("sentence", "")
    if how == "text":
        hand = f"，{_who(origin)}标注" if origin.get("by") else ""
        return f"{IN_TEXT}{hand}" + (f"：{sentence}" if sentence else "")
    if how == "portfolio":
        return f"按领导分工（{origin.get('body', '')}）"
    if how == "hand":
        taken = f"采用建议（{sentence}）" if origin.get("proposed") else f"补充{f'（{sentence}）' if sentence else ''}"
        return f"{_who(origin)}{taken}"
    return sentence or "按职责建议"


def in_text(origin: Mapping[str, Any] | None) -> bool:
    """Whether the text itself says it."""
    return bool(origin) and origin is not None and origin.get("how") == "text"


def _who(origin: Mapping[str, Any]) -> str:
    """周敏 3月9日: who and on which day."""
    name, at = str(origin.get("by", "")), origin.get("at")
    return f"{name} {spoken_day(office_date(dt.datetime.fromisoformat(at)))}" if at else name


def spoken_day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
