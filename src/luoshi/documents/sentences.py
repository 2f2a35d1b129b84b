"""How the journal tells what happened to documents."""

from __future__ import annotations

from typing import Any

from luoshi.documents.page import AGENDA_WORDS, LABEL_WORDS, OUTCOME_WORDS
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


_LABELS = {**LABEL_WORDS, "none": "不是一条"}
_ROLES = {"lead": "牵头单位", "support": "配合单位", "listed": "责任单位", "none": "不是责任单位"}
_GROUPS = {"chair": "主持", "present": "出席", "in_attendance": "列席", "absent": "请假", "none": "不是参会人员"}


def says(field: str, value: dict[str, Any]) -> str:
    """What a correction says of the words it stands on, for people: 是牵头单位; 时限为2026-04-30."""
    if field == "statement":
        return f"这句是“{_LABELS[value['label']]}”"
    if field == "owner":
        return _ROLES[value["role"]]
    if field == "deadline":
        return _deadline(value)
    if field == "topic":
        return "不是议题" if value.get("none") else f"议题：{AGENDA_WORDS[value['kind']]}"
    if field == "outcome":
        return f"第 {value['topic'] + 1} 个议题的结果：{OUTCOME_WORDS.get(value['outcome'], value['outcome'])}"
    if field == "person":
        return _GROUPS[value["group"]]
    if field == "seen":
        return "已看过，无需处理"
    return f"{FIELD_WORDS[field]}：{value.get('value')}"


def _deadline(value: dict[str, Any]) -> str:
    if value.get("none"):
        return "不是时限"
    if value.get("standing"):
        return "时限：长期坚持"
    return f"时限：{value['on']}" if value.get("on") else "时限，日期未定"


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
