"""Whether 办结标准 names a paper: only that one is taken as 办结依据, and where it names none nothing is asked for."""

from __future__ import annotations

import re

_PAPERS = (
    "方案", "报告", "报表", "总结", "台账", "台帐", "清单", "名单", "名录", "目录", "明细", "批复", "批文", "批件", "文件", "文本",
    "通知", "公告", "公示", "通报", "简报", "纪要", "协议", "合同", "证书", "证明", "许可证", "合格证", "登记证", "凭证", "票据",
    "发票", "收据", "回执", "备案", "验收单", "验收表", "验收书", "验收意见", "意见书", "意见稿", "实施意见", "评估书", "申请书",
    "承诺书", "责任书", "任务书", "决定书", "通知书", "确认书", "说明书", "建议书", "鉴定书", "统计表", "汇总表", "登记表", "审批表",
    "图纸", "预案", "细则", "条例", "印发", "出台", "来函", "复函", "判决", "裁定",
)  # fmt: skip
"""Words of papers as offices write them; a figure, a day or a state of things is none."""
_PLANS = "计划|规划|规定|规程|规范|制度|办法|意见|记录"
"""Papers only where somebody is to write them: 规定时间, 计划投资 and 制度健全 are none."""
_PAPER = re.compile(
    f"《[^》]*》|{'|'.join(_PAPERS)}|(?:制定|制订|拟定|拟订|编制|修订|起草|形成|出具)[^，；。、]{{0,16}}?(?:{_PLANS})"
)
_BY_A_PAPER = re.compile(
    rf"(?:按照?|依照|根据|对照|纳入|列入)[^，；。、]{{0,16}}?(?:《[^》]*》|{'|'.join(_PAPERS)}|{_PLANS})"
)
"""What is done according to a paper hands none in."""


def names_a_paper(standard: str) -> bool:
    """Whether the standard of a matter says which paper shows that it is done."""
    return _PAPER.search(_BY_A_PAPER.sub("", standard)) is not None
