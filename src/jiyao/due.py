"""What the rules of deadlines share: the words that make a limit of a day or a period, and those that make a fact of it."""

from __future__ import annotations

import re

from jiyao.literals import in_title

LIMIT = r"(?:之前|以前|前夕|前(?!后|期|提[是下条]|往|沿|景|置|述|瞻|三)|之内|以内|内(?![部容需涵生在外]))"

_DONE = re.compile(
    r"(?:全面|全部|全|要|必须|务必|须|力争|确保|一律|基本|如期|按期|按时|正式|逐一|逐项|全力|组织|率先|分批|逐步|陆续|实质性|集中|统一|再次|至少|要全面|争取|尽早|高质量|保质保量|圆满){0,3}"
    r"(?:完成|完工|竣工|建成|投用|投入|开工|启动|实现|达到|达产|投产|报送|上报|报|提交|提出|形成|印发|出台|交付|见效|到位|拨付|兑付|支付|召开|开展|落实|制定|办结|清零|整改|销号|验收|对账|考核|评估|兑现|通车|通水|通气|运营|运行|"
    r"开通|开园|开馆|开学|封顶|进场|开始|组建|成立|挂牌|取得|争取|签订|签约|移交|入库|入住|搬迁|拆除|实施|推进|组织|编制|拿出|建立|审批|批复|供地|开标|招标|投放|上线|见到|补齐|发放|整治|修复|消除|出让|"
    r"建好|用好)(?!的|了|后|以来|工作)"
)
_PAST = re.compile(
    r"(?:截至|截止到?|自从?|从|去年|上年|早在|近|过去|最近|任期|连续|以来|同期|总结|分析|通报|回顾|关于|召开的)(?:目前|了|好)?[^，。；：\n]{0,3}$"
)
_LABEL = re.compile(
    r"(?:时限|(?<!合同)(?<!贷款)(?<!租赁)(?<!服务)(?<!使用)(?<!授信)(?<!借款)(?<!收费)(?<!保修)期限|完成时间|办理时间|整改时间|时间节点|截止日期|截止时间|(?:报送|反馈|上报)时间)(?:要求|：|为|是|在|到|不超过|：为)*$"
)
_AIMS = re.compile(r"(?:力争|争取|确保|计划|定于|拟于|预计|务必|务必于|原则上|最迟|最晚|限|限于|限期|到)$")
_NOT_AHEAD = (
    "的",
    "以来",
    "召开的",
    "印发的",
    "起施行",
    "起实施",
    "起执行",
    "起",
    "的会议",
    "发布的",
    "出台的",
    "会议",
    "省",
    "全国",
    "中央",
    "总书记",
)


def with_preposition(text: str, at: int) -> int:
    """Take 于 or 在 into the words: 于2月3日前, 在一个工作日内."""
    before = text[at - 1 : at]
    return (
        at - 1
        if before == "在" or (before == "于" and text[at - 2 : at - 1] not in {"由", "关", "至", "限", "对"})
        else at
    )


def labelled(text: str, at: int) -> bool:
    """Whether a label such as 完成时限： stands right before."""
    return _LABEL.search(text[max(0, at - 10) : at]) is not None


def is_fact(text: str, start: int, end: int) -> bool:
    """Whether the words date a fact or a paper (截至6月底, 3月6日召开的会议) or stand in a title."""
    if text.startswith(_NOT_AHEAD, end) or in_title(text, start):
        return True
    return not labelled(text, start) and _PAST.search(text[max(0, start - 10) : start]) is not None


def is_due(text: str, start: int, end: int) -> bool:
    """Whether a day or period without a word of limit is one by which something is to be done."""
    return (
        _DONE.match(text, end) is not None
        or labelled(text, start)
        or _AIMS.search(text[max(0, start - 4) : start].removesuffix("于").removesuffix("在")) is not None
    )


_OPENING = re.compile(
    r"(?:(?:今年|明年|全年|年内|[上下]半年|第?[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)(?:底|末|份|[上中下]旬)?(?:之?前|以前|内)?|到\d{4}年(?:底|末)?|年底前?)(?!以?来)"
)


def opens_with_time(clause: str) -> int:
    """The length of the words that say when, before a verb of what is to be done (全年实施重点项目不少于260个); 0 where there are none or where
    the clause says that it has been done."""
    when = _OPENING.match(clause) if "了" not in clause else None
    return when.end() if when else 0
