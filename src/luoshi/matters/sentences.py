"""How the journal tells what happened to matters."""

from __future__ import annotations

from typing import Any

from luoshi.journal.sentences import Sentence
from luoshi.matters.settling import ASKED


def _reported(data: dict[str, Any]) -> str:
    who = data.get("body_name") or "承办单位"
    return f"{who}反馈：{data['text']}" if data.get("text") else f"{who}反馈"


def _decided(data: dict[str, Any]) -> str:
    name = ASKED.get(data["difference"], data["difference"])
    return f"两份文本的{name}不一致，" + ("保持现状" if data["take"] == "ours" else "采用新文本")


SENTENCES: dict[str, Sentence | str] = {
    "matter.proposed": lambda data: "由另一件拆分而来，拟立项" if "split_from" in data else "从文本读出，拟立项",
    "matter.aligned": "与另一份文本或新的研读结果对上",
    "matter.revised": "补充、更正事项内容",
    "matter.dropped": lambda data: f"不立项：{data['drop_reason'][1]}",
    "matter.restored": "恢复为拟立项",
    "matter.merged": "并入另一件",
    "matter.merged_here": lambda data: f"并入 {data['count']} 件",
    "matter.split": lambda data: f"拆分为 {data['count']} 件",
    "matter.difference_decided": _decided,
    "matter.docketed": lambda data: f"立项，编号{data['code'][1]}（{data['spoken'][1]}）",
    "matter.handed_out": "交办给承办单位",
    "matter.reported": _reported,
    "matter.completed": "认定办结",
    "matter.relit": "提醒规则有变动，重新计算亮灯日期",
    "batch.approved": "批准立项",
}
