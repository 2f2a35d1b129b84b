"""How the journal tells what happened to documents."""

from __future__ import annotations

from typing import Any

from luoshi.journal.sentences import Sentence

FIELD_WORDS = {
    "statement": "这句话的类别",
    "owner": "责任单位",
    "deadline": "时限",
    "topic": "议题",
    "outcome": "议题的结果",
    "person": "参会人员",
    "seen": "无需处理的字句",
    "head.title": "标题",
    "head.kind": "会议类型",
    "head.number": "会议次数",
    "head.date": "会议日期",
    "head.venue": "会议地点",
    "head.publisher": "发布单位",
    "head.minutes_number": "纪要文号",
    "head.published_on": "印发日期",
}
"""What a correction is about, by its field."""


def _corrected(data: dict[str, Any]) -> str:
    return f"标注“{data['words'][:30]}”：{FIELD_WORDS[data['field']]}"


SENTENCES: dict[str, Sentence | str] = {
    "document.received": "收到文本",
    "document.read": lambda data: f"研读（程序版本 {data['reader'][1]}），读到 {data['meetings'][1]} 次会议",
    "document.reading_state": "研读状态改变",
    "document.revised": "更正文本的标题、文种",
    "document.corrected": _corrected,
    "document.correction_withdrawn": lambda data: f"撤回标注“{data['words'][:30]}”：{FIELD_WORDS[data['field']]}",
}
