"""A doer named before what it must do, without a word for its role.

Reads: ``市教育局要…``, ``各乡镇、各部门要…``, ``责成县住建局…``, ``请市财政局…``, ``由市自然资源局…``; without 要 where a sentence opens with the doer and
    an instruction follows (``市审计局会后抓紧…``, ``各乡镇在…的同时，要…``), also behind a comma (``…，各乡镇具体抓好落实``); right behind 要求, whatever the verb (``会议要求各街道办事处逐户核查…``); ``牵头单位要…`` leads, ``配合单位要…`` supports, ``各牵头单位要…`` is generic.
Leaves alone: ``督促X``, ``向X报告``, ``报X审核``, ``对接X``, ``由X审核后``: these name who is pushed, told or asked; 全市, 我县 as the scene of things; doers inside quotation
    marks; 由X提出的方案, which only describes.
Limits: the role is ``listed``; that the first of a list leads is a convention which the platform states, not a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jiyao.finding import Finding
from jiyao.lexicon import load
from jiyao.lexicon.wordset import WordSet
from jiyao.literals import Cues, in_title
from jiyao.owners import BOUNDARY, Place, before, behind, doers, left_boundary
from jiyao.text import View

RULE = "named_doer"

_MUSTS = Cues("要", "须", "应", "不得", "严禁", "务必")
_NOT_MUST = {
    "要": frozenset("求素点闻害件塞道么领旨义是约职目"),
    "须": frozenset("知"),
    "应": frozenset("急对用邀收有付届声变税"),
    "不得": frozenset("已不了"),
    "务必": frozenset("须"),
}
_NOUN_STARTS = frozenset("重主首必纲摘纪概扼险提简只紧次机")
"""重要, 主要, 纪要 …: no 要 of its own."""
_CALLS = Cues("责成", "责令", "由", "请", "授权", "委托", "督办单位")
_CALLED = ("责成", "责令", "授权", "委托")
_NOT_CALLS = {
    "由": frozenset("理事缘自经来根情"),
    "请": frozenset("申邀提聘报恳宴敬呈"),
    "委托": frozenset("受"),
    "授权": frozenset("经"),
}
_NOT_CALLED = ("于", "此", "示", "假", "求", "衷", "来", "衷")
_REVIEWS = re.compile(r"(?:进行)?(?:审[核查定批议]|把关|复核|备案|批准|评审|验收后|初审)")
_DESCRIBES = re.compile(r"(?:牵头|负责|主办|承办|提出|提交|报送|编制|起草|制定|组织|实施|建设)的(?=[^，。；])")
"""由县民政局负责的事项: which matter is meant, not who is told."""
_OPENS = re.compile(
    r"(?:会后|负总责|亲自|本[周月]|下[周个]|[今明]年|年[底内]|月底|上半年|下半年|第?[一二三四]季度|春节|国庆|中秋|元旦|五一|[自从到](?:即日|今|\d)|分[一二三四五六\d]批|限期|限时|适时|各(?=[抽派选自落指配])|力争|争取|收到|接到|同步|抓紧|尽快|立即|继续|进一步|切实|认真|具体|迅速|按照|按|根据|结合|围绕|加强|加快|加大|做好|抓好|抓实|抓牢|组织|制定|梳理|研究|会同|联合|负责|牵头|落实|对(?!接)|将|针对|统筹|主动|积极|严格|定期|及时"
    r"|于|在|全面|全力|完成|每|\d|开展|提出|拿出|编制|起草|拟定|拟订|明确|强化|督促|协调|跟踪|保障|确保|建立|完善|配合|协助|做到|推动|推进|安排|落细|做实|细化|压实|密切|充分|摸清|组建|成立|排查|整治|整改|办理"
    r"|承办|倒排|实施|启动|优化|清理|核实|核查|盘活|兑现|拨付|筹措|报送|汇总|监测|巡查|督办|督查|调度|参照|依托|利用|把|依法|逐一|逐项|尽早|再|深入|深化|扎实|突出|聚焦|紧盯|坚持|持续|着力|适时|率先)"
)


@cache
def _verbs() -> WordSet:
    """Verbs of more than one character that an instruction begins with: a doer at the start of a sentence is told to do them."""
    return WordSet(word for word in load("verbs")["instructs"] if len(word) > 1)


_TOLD = re.compile("报(?!社)|向|给|转送|提交|经(?![信开济贸发])")


def _does(text: str, start: int, end: int) -> int:
    """The length of the verb behind a doer that stands alone before it; a body that is told, asked or reviews does nothing here."""
    if _REVIEWS.match(text, end) or text.startswith("报告", end) or _TOLD.search(text, start, end):
        return 0
    return _verbs().at(text, end)


_DONE = re.compile(r"[^，。；]{0,14}(?:了|以来|取得|情况|高度重视|成效)")
_PAST = re.compile(r"(?:以来|近年|去年|过去|年来|此前|前期|目前|当前)[^。；\n]*$")
_LATER_MUST = re.compile(
    r"(?:作为|除|在|对|针对|按照?|根据|结合|围绕|会后|统筹|，)[^。；！\n]{0,60}?，(?:都|也|还|均)?(?:要(?!求|素|点|闻)|须|必须|应当|务必|不得)"
)
_BODY_ENDS = "局委办厅室会门位镇乡道区县府部院心司组班队站所政"
_OPENER = re.compile(
    r"(?P<lead>(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、|，)|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|会议(?:要求[，：]|(?:强调|决定|明确|指出|议定|确定)[，：]?)|会后，?|同时，?|下一步，?|其中，?|另外，?|对此，?)++)?+"
    rf"(?!要)[^{BOUNDARY}、（）][^{BOUNDARY}、（）{_BODY_ENDS}]{{0,19}}+[{_BODY_ENDS}]"
)
"""What may lead a sentence, and the end of a body's name near behind it."""
_DEMANDS = Cues("要求")
_NO_DEMAND = re.compile("[的是为了与和、，。；：！”》）]")
_JOINS = frozenset("和与及、的")
"""党中央的要求和省委、省政府决策部署: 要求 is a noun."""
_ENDS = frozenset(BOUNDARY) - {"，"}
_CLAUSE_MARKS = Cues("。", "；", "：", "\n", "！")
_BODY_BEHIND_COMMA = re.compile("，(?=[省市县区州旗镇乡各属相有]|(?:牵头|责任|主办|配合|承办)(?:单位|部门))")
"""Inside a sentence only the plain forms are taken (…，各乡镇具体抓好落实)."""


def read(view: View) -> Iterator[Finding]:
    """Doers before 要 and its like, behind 责成, 由, 请, and at the start of a sentence."""
    text = view.s
    read_already: set[int] = set()
    """Where lists begin that were found before 要: what opens a sentence is not read twice."""
    for at, word in _MUSTS.places(view):
        if text[at + len(word) : at + len(word) + 1] not in _NOT_MUST.get(word, ()) and not (
            word == "要" and text[at - 1 : at] in _NOUN_STARTS
        ):
            start = at - 1 if word == "须" and text[at - 1 : at] == "必" else at
            if text[start - 1 : start] in _ENDS:  # the clause begins with the word
                continue
            found = _before(view, start)
            if found and text.rfind("“", start - 40 if start > 40 else 0, start) <= text.rfind(
                "”", start - 40 if start > 40 else 0, start
            ):
                read_already.add(found[0][0])
                yield from _owners(text, found, at + len(word))
    for at, word in _CALLS.places(view):
        if text[at - 1 : at] not in _NOT_CALLS.get(word, ()) and not text.startswith(_NOT_CALLED, at + len(word)):
            yield from _called(view, at, at + len(word))
    for at, word in _DEMANDS.places(view):
        yield from _demanded(view, at + len(word))
    openers = [0, *(at + 1 for at, _ in _CLAUSE_MARKS.places(view))]
    openers += [
        comma.end()
        for comma in _BODY_BEHIND_COMMA.finditer(text)
        if not _PAST.search(text, max(0, comma.start() - 30), comma.start())
    ]
    for start in openers:
        if opener := _OPENER.match(text, start):
            at = max(start, opener.end("lead"))
            if at not in read_already:
                yield from _opening(view, at)


_DUTY = re.compile(
    r"(?:(?:具体|切实|认真|严格|全面|坚决|抓好|做好|抓紧|按时|按要求|及时|统一|分别|层层)*(?:落实|负责|上报|报送|牵头|督办))?"
)
"""The word of duty right behind a doer or its 要: it is that doer's."""


def _owners(text: str, found: list[Place], reach: int) -> list[Finding]:
    if not found:
        return []
    duty = _DUTY.match(text, reach)
    reach = duty.end() if duty else reach
    return [
        Finding("owner", left, right, RULE, detail={"role": _role(text[left:right])}, covers=(left, reach))
        for left, right in found
    ]


def _before(view: View, at: int) -> list[Place]:
    """The doers right before the word, or alone in the clause before its comma (市教育局，要…)."""
    if view.s[at - 1 : at] != "，":
        return before(view, at, over_comma=True)
    start = left_boundary(view.s, at - 1)
    found = before(view, at - 1, over_comma=True) if at - start < 60 else []
    return found if found and found[0][0] <= start else []


def _called(view: View, at: int, start: int) -> list[Finding]:
    text = view.s
    found, end = behind(view, start)
    if not found:
        found, end = _person(view, start)
    elif found[0][0] != start:
        return []
    if (described := _REVIEWS.match(text, end) or _DESCRIBES.match(text, end)) is not None:
        return [Finding("duty", at, described.end(), RULE)]
    return [
        Finding("owner", left, right, RULE, detail={"role": _role(text[left:right])}, covers=(at, end))
        for left, right in found
    ]


def _demanded(view: View, at: int) -> list[Finding]:
    """会议要求各街道办事处逐户核查…: whoever stands right behind 要求 is told, whatever the verb."""
    text = view.s
    if text[at : at + 1] in _JOINS:
        return []
    found, end = behind(view, at)
    if found and found[0][0] == at and _NO_DEMAND.match(text, end) is None and not in_title(text, at):
        return _owners(text, found, end)
    return []


def _role(words: str) -> str:
    """牵头单位 and 各牵头单位 lead, 配合单位 supports; other words give no role."""
    noun = _ROLE_NOUN.fullmatch(words)
    if noun is None:
        return "listed"
    return "lead" if noun["lead"] else "support"


_ROLE_NOUN = re.compile(
    r"(?:[省市县区州旗](?:委|政府|直|级))?各?(?:(?P<lead>牵头|主办|主责)|配合|协办)(?:责任)?(?:单位|部门|领导|科室|处室).{0,6}"
)


def _person(view: View, start: int) -> tuple[list[Place], int]:
    """由副市长某某同志组织…: a person called with 同志."""
    end = view.s.find("同志", start, start + 20) + 2
    return (doers(view, start, end), end) if end > start else ([], start)


def _opening(view: View, at: int) -> list[Finding]:
    """A sentence that opens with a list of doers and goes on with an instruction."""
    text = view.s
    if in_title(text, at) or text.startswith(_CALLED, at):
        return []
    found, end = behind(view, at)
    if not found or found[0][0] != at:
        return []
    after = end + text.startswith("，", end)
    opens = _OPENS.match(text, after)
    stop = opens.end() if opens else after + _does(text, at, after)
    told = stop > after and text[stop : stop + 1] not in {"的", "了"}
    if (told and (text.startswith("将", after) or _DONE.match(text, after) is None)) or _LATER_MUST.match(text, end):
        return _owners(text, found, found[-1][1])
    return []
