"""What the page says about a proposal, in the words of the office."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.bodies.models import Body
from luoshi.documents.routing.shapes import Cue

NOTHING_FOUND = "未找到对应职责，请人工确定"
NOT_IN_DIRECTORY = "原文写明由“{name}”承办，单位名录中没有该单位，请人工确定"
CONVENTION = "原文未分主次，按惯例列首位者牵头"
SEVERAL_LEAD = "原文写有{count}个牵头单位，请确定一个负责汇总"
PERSON_LEADS = "原文写明由负责同志牵头，牵头单位为系统建议"


def by_text(words: str, body: Body, role: str) -> str:
    """Why a body that the text names is proposed."""
    part = {"lead": "牵头", "support": "配合"}.get(role, "承办")
    return f"原文写明由“{words}”{part}" if words == str(body) else f"原文写明由“{words}”{part}（名录：{body}）"


def by_duty(cues: Sequence[Cue], body: Body) -> str:
    return f"按职责建议：依据{quoted(cues)}（{body}职责）"


def by_topic(body: Body) -> str:
    return f"按议题建议：该议题由“{body}”提出"


def by_choice(times: int, words: str) -> str:
    return f"按以往办理建议：因您{times}次将含“{words}”的事项交给该单位"


def quoted(cues: Sequence[Cue]) -> str:
    return "、".join(f"“{''.join(cue.text.split())}”" for cue in cues)


def summary(lead: str, *, groups: Sequence[str], collects: bool) -> str:
    """One line for an action; ``lead`` is the sentence of the best suggestion, empty where there is none."""
    if not collects:
        return lead or NOTHING_FOUND
    everyone = "、".join(groups)
    addressed = f"原文面向“{everyone}”" if everyone else "原文面向多个乡镇（街道）"
    return f"{addressed}，不逐单位立项，由牵头单位汇总；{lead or '牵头单位' + NOTHING_FOUND}"
