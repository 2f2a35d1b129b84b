"""How the journal's pages tell the entries of the calendar."""

from __future__ import annotations

import json
from typing import Any

from luoshi.journal.sentences import Sentence
from luoshi.workdays.tables import Holiday


def _entered(data: dict[str, Any]) -> str:
    """录入《关于火把节放假的通知》：火把节 2026-08-06 至 2026-08-07"""
    holidays = [Holiday.from_dict(item) for item in json.loads(data["holidays"][1])]
    days = "、".join(f"{holiday.name} {holiday.first} 至 {holiday.last}" for holiday in holidays)
    return f"录入《{data['title'][1]}》：{days}"


SENTENCES: dict[str, Sentence | str] = {
    "calendar.entered": _entered,
    "calendar.withdrawn": "撤回放假通知",
}
