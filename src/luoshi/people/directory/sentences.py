"""How the journal tells what happened to people, posts and portfolios."""

from __future__ import annotations

from luoshi.journal.sentences import Sentence

SENTENCES: dict[str, Sentence | str] = {
    "person.found": "录入人员",
    "person.revised": "更改人员信息",
    "person.erased": lambda data: f"按规定删除个人信息：{data['reason']}",
    "post.found": "设立岗位",
    "post.revised": "更改岗位",
    "post.closed": "撤销岗位",
    "tenure.begun": "任职",
    "tenure.ended": "离任",
    "tenure.voided": "任职记录作废（录入有误）",
    "stand_in.set": "登记AB角",
    "stand_in.ended": "结束AB角",
    "portfolio.set": "增加分工",
    "portfolio.moved": "调整分工顺序",
    "portfolio.ended": "结束分工",
    "portfolio.voided": "分工作废（录入有误）",
    "directory.imported": "导入名录",
}
