"""How the journal tells what happened to matters."""

from __future__ import annotations

from typing import Any

from luoshi.journal.acting import Channel
from luoshi.journal.sentences import Sentence
from luoshi.matters.acts import SPECS
from luoshi.matters.life import Act
from luoshi.matters.models import Frequency, Inspection
from luoshi.matters.settling import ASKED


def _reported(data: dict[str, Any]) -> str:
    who = data.get("body_name") or "承办单位"
    if data.get("to_lead"):
        return f"{who}向牵头单位{data['to_lead']}反馈：{data.get('text', '')}"
    return f"{who}反馈：{data['text']}" if data.get("text") else f"{who}反馈"


def _proposed(data: dict[str, Any]) -> str:
    if "round" in data:
        return f"承办单位在反馈表“{data['source']}”里新增，拟立项"
    if "entered" in data:
        told = data["entered"]
        said = "，".join(filter(None, (told["source"], told["who"], told["paper"])))
        return f"手工录入（{said}），拟立项"
    if "follows_code" in data:
        return f"领导在{data['follows_code'] or '另一件事项'}的呈报件上作出新批示，拟立项"
    return "由另一件拆分而来，拟立项" if "split_from" in data else "从文本读出，拟立项"


def _asked(data: dict[str, Any]) -> str:
    bodies = {row["body"] for row in data["asked"]}
    return f"发出一轮反馈：{len({row['matter'] for row in data['asked']})} 件，{len(bodies)} 家单位"


def _taken_back(data: dict[str, Any]) -> str:
    parts = [f"录入 {data['entered']} 条"]
    parts += [f"新增拟立项 {len(data['proposed'])} 件"] if data["proposed"] else []
    parts += [f"未更新 {len(data['unchanged'])} 条"] if data["unchanged"] else []
    return "汇总反馈：" + "，".join(parts)


def _decided(data: dict[str, Any]) -> str:
    name = ASKED.get(data["difference"], data["difference"])
    return f"两份文本的{name}不一致，" + ("保持现状" if data["take"] == "ours" else "采用新文本")


def _urged(data: dict[str, Any]) -> str:
    told = data["urged"]
    head = f"催办（{Channel(told['channel']).label}，{told['who']}，{told['on']}）"
    return f"{head}：{told['words']}" if told["words"] else head


def _paper(data: dict[str, Any]) -> str:
    told = data["received"]
    where = f"（{told['paper']}）" if told["paper"] else ""
    return f"{told['kind']}纸质件{where}于{told['on']}收到" if told["on"] else f"{told['kind']}纸质件尚未收到，取消标记"


def _reporting_set(data: dict[str, Any]) -> str:
    parts = [Frequency(data["frequency"][1]).label] if "frequency" in data else []
    parts += [f"下次{data['next_report_on'][1] or '到期时'}"] if "next_report_on" in data else []
    return "设定反馈频次：" + "，".join(parts)


def _signed(data: dict[str, Any]) -> str:
    told = data["signature"]
    head = f"{told['step']}审签（{told['who']}，{told['on']}）"
    return f"{head}，见{told['paper']}" if told["paper"] else head


def _part(data: dict[str, Any]) -> str:
    return f"“{data['part_words']}”"


def _taken_over(data: dict[str, Any]) -> str:
    ledger = data["ledger"]
    head = f"接管台账：{ledger['name']}第 {ledger['row']} 行，接管时为“{data['state_name']}”"
    return f"{head}。接管台账时的进展：{data['text']}" if data.get("text") else head


def _ledger_taken(data: dict[str, Any]) -> str:
    told = data["taken"]
    return f"接管台账：新增 {told['new']} 件，更新 {told['updated']} 件，没有变化 {told['same']} 件"


def _part_opened(data: dict[str, Any]) -> str:
    why = f"（履职事项清单已上级收回，仍交乡镇的理由：{data['despite']}）" if "despite" in data else ""
    return f"分解给{data['body_name']}：{_part(data)}{why}"


def _visits(rows: list[dict[str, str]]) -> str:
    return "；".join(" ".join(filter(None, (row["body_name"], row["place"], row["planned_on"]))) for row in rows)


def _visited(data: dict[str, Any]) -> str:
    told = data["visit"]
    return f"{told['on']} 到访{told['body_name']}（{told['who']}）"


def _problems(data: dict[str, Any]) -> str:
    rows = data["problems"]
    return f"登记问题 {len(rows)} 个：" + "；".join(row["words"][:40] for row in rows)


_SAID_OF = {
    "body": "单位",
    "place": "地点",
    "planned_on": "计划日期",
    "visited_on": "到访日期",
    "visited_by": "到访人员",
    "words": "问题",
    "due_on": "整改时限",
}


def _changed(rows: dict[str, list[Any]]) -> str:
    told = [(_SAID_OF[name], rows[name]) for name in _SAID_OF if name in rows]
    return "，".join(f"{name}由“{old or '空'}”改为“{new or '空'}”" for name, (old, new) in told)


def _because(data: dict[str, Any]) -> str:
    return f"（{data['because']}）" if data["because"] else ""


def _plan_corrected(data: dict[str, Any]) -> str:
    names = {name: str(Inspection._meta.get_field(name).verbose_name) for name in data if name != "because"}  # type: ignore[union-attr]  # columns all
    return f"更正{'、'.join(names.values())}{_because(data)}"


def _visit_corrected(data: dict[str, Any]) -> str:
    return f"更正点位“{data['site']['body_name']}”：{_changed(data['site']['changed'])}{_because(data)}"


def _visit_cancelled(data: dict[str, Any]) -> str:
    told = data["site"]
    made = f"（原记 {told['visited_on']} {told['visited_by']}到访）" if told["visited_on"] else ""
    return f"取消点位“{told['body_name']}”{made}：{data['because']}"


def _problem_corrected(data: dict[str, Any]) -> str:
    return f"更正问题“{data['problem']['words'][:40]}”：{_changed(data['problem']['changed'])}{_because(data)}"


def _review_asked(data: dict[str, Any]) -> str:
    told = data["review"]
    return f"{told['body_name']}申请复核“{told['about']}”：{told['words']}（最迟 {told['decide_by']} 答复）"


def _reviewed(data: dict[str, Any]) -> str:
    told = data["review"]
    changed = f"；{_changed(told['changed'])}" if told.get("changed") else ""
    return f"复核“{told['about']}”，{told['outcome']}（{told['who']}，{told['on']}）：{told['words']}{changed}"


def _closed(data: dict[str, Any]) -> str:
    if not data["left"]:
        return "结束督查"
    return f"结束督查，还有 {len(data['left'])} 个问题没有整改办结：{data['last_words'][1]}"


def _told(act: Act) -> Sentence:
    """The sentence of an act: what was done, with what was given for it."""

    def sentence(data: dict[str, Any]) -> str:
        given = data.get("act", {})
        said = [f"{given[name]}" for name in ("who", "post", "body", "day", "on") if name in given]
        words = [f"{'、'.join(given['checks'])}" if given.get("checks") else "", given.get("words", "")]
        words += [f"没有逐项核对：{given['despite']}"] if given.get("despite") else []
        words += [f"方案：{'；'.join(given['options'])}" if given.get("options") else ""]
        words += [f"依据：{given['evidence']}" if given.get("evidence") else ""]
        words += [f"见{given['paper']}" if given.get("paper") else ""]
        head = act.value + (f"（{'，'.join(said)}）" if said else "")
        tail = "；".join(filter(None, words))
        return f"{head}：{tail}" if tail else head

    return sentence


SENTENCES: dict[str, Sentence | str] = {
    "matter.proposed": _proposed,
    "matter.moved": "随文本改归另一次会议",
    "matter.text_left": "一份文本改归另一次会议，这里不再引用它",
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
    "matter.part_opened": _part_opened,
    "matter.part_begun": lambda data: f"由{data['whole_code']}分解而来，交办",
    "matter.part_over": lambda data: f"分解项{_part(data)}已经办结",
    "matter.part_reopened": lambda data: f"分解项{_part(data)}重新办理",
    "matter.taken_over": _taken_over,
    "ledger.found": "记下台账的样式",
    "ledger.reshaped": "同一份台账再次接管",
    "ledger.taken_over": _ledger_taken,
    "inspection.planned": lambda data: f"拟定督查方案，点位 {len(data['sites'][1])} 处",
    "inspection.visits_added": lambda data: f"增加点位：{_visits(data['added'])}",
    "inspection.approved": lambda data: f"{data['approved_by'][1]}批准（{data['approved_on'][1]}）",
    "inspection.visited": _visited,
    "inspection.problems_noted": _problems,
    "inspection.concluded": "形成督查结论",
    "inspection.fed_back": lambda data: f"向{data['fed_back_to'][1]}反馈结论（{data['fed_back_on'][1]}）",
    "inspection.corrected": _plan_corrected,
    "inspection.cancelled": lambda data: f"取消督查：{data['last_words'][1]}",
    "inspection.visit_corrected": _visit_corrected,
    "inspection.visit_cancelled": _visit_cancelled,
    "inspection.problem_corrected": _problem_corrected,
    "inspection.problem_withdrawn": lambda data: f"撤销问题“{data['problem']['words'][:40]}”{_because(data)}",
    "inspection.review_asked": _review_asked,
    "inspection.reviewed": _reviewed,
    "inspection.closed": _closed,
    "inspection.followed": lambda data: f"{len(data['matters'])} 个问题转为督办事项",
    "matter.urged": _urged,
    "matter.paper_received": _paper,
    "matter.chain_set": lambda data: f"定下销号程序：{'→'.join(data['chain'][1])}",
    "matter.reporting_set": _reporting_set,
    "matter.kept_with_township": lambda data: f"仍由{data['act']['body']}牵头：{data['act']['words']}",
    "matter.look_back_planned": lambda data: f"安排于{data['look_back_on'][1]}回头看",
    "matter.relit": "提醒规则有变动，重新计算亮灯日期",
    "batch.approved": "批准立项",
    "saved_view.kept": lambda data: f"存为常用筛选“{data['name'][1]}”",
    "saved_view.revised": "更改常用筛选",
    "saved_view.removed": "删除常用筛选",
    "round.opened": _asked,
    "round.taken_back": _taken_back,
    "duty_item.listed": "列入乡镇履职事项清单",
    "duty_item.revised": "更正乡镇履职事项清单",
    "duty_item.ended": "移出乡镇履职事项清单",
    "countersigning.set": lambda data: f"{'启用' if data.get('is_on', [None, False])[1] else '停用'}本单位审签",
    "draft.prepared": "送本单位审签",
    "draft.corrected": "修改后重新送审签",
    "draft.signed": _signed,
    "draft.returned": lambda data: f"审签退回：{data['reason'][1]}",
    "draft.withdrawn": "撤回送审材料",
    **{spec.kind: _told(act) for act, spec in SPECS.items()},
}
