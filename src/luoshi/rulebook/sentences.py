"""How the journal's pages tell the entries of rules."""

from __future__ import annotations

import json
from typing import Any

from luoshi.journal.sentences import Sentence
from luoshi.rulebook.shipped import shipped
from luoshi.rulebook.written import said


def _made(data: dict[str, Any]) -> str:
    """另行规定“到期前几日提醒”：5 日"""
    key, value = data["key"][1], data["value"][1]
    known = shipped().get(key)
    return (
        f"另行规定“{known.definition.title}”：{said(known.definition, json.loads(value))}"
        if known
        else f"另行规定 {key}"
    )


SENTENCES: dict[str, Sentence | str] = {
    "rule.made": _made,
    "rule.ended": "写明规定的截止日期",
    "rule.withdrawn": "撤回录错的规定",
}
