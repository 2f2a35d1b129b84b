"""Topics as the text names them: in running sentences and as numbered headings.

Reads: ``传达学习…精神，研究我市贯彻落实意见``; ``审议《…（送审稿）》``; ``听取X局关于…的汇报``; ``研究…``; ``原则通过《…》``; several in one sentence; ``听取甲情况、乙情况和丙情况汇报``;
    papers listed with matters (``研究《…》、某某事宜``); reports without marks (``研究甲报告、乙报告``); ``一、关于…``.
Leaves alone: umbrella headings, ``会议还研究了其他事项``, what names nothing (有关事项, 贯彻意见), how a topic was treated (…，并逐项部署); what
    shares one noun or verb is one topic (``《甲》《乙》起草情况的汇报``, ``同意启动甲项目、乙项目``).
Limits: a heading without a verb (关于…) has the kind of the sentence that opens its body, else ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from jiyao.literals import in_title
from jiyao.names import post_end, split_name, unit_end
from jiyao.people import found_at
from jiyao.reading import AgendaItem, AgendaKind, Found
from jiyao.rules.documents import DOCUMENT
from jiyao.rules.documents import RULE as DOCUMENTS
from jiyao.signs import AGENDA
from jiyao.text import View

RULE = "topics_named"

_KINDS: tuple[tuple[str, AgendaKind], ...] = (
    ("传达", "convey"),
    ("学习", "study"),
    ("听取", "hear"),
    ("汇报", "hear"),
    ("审", "deliberate"),
    ("通过", "deliberate"),
    ("同意", "deliberate"),
    ("讨论", "research"),
    ("研究", "research"),
)
_VERB = re.compile(
    r"(?<=[，；、])(?:会议)?(?:并|还|又|随后|同时|会上|认真|集中|专题|书面|分别|先后|逐项)*"
    r"(?=(?:组织|重点|专题)?(?:传达学习|传达贯彻|传达|专题学习|集体学习|集中学习|学习|审议|审定|审核|听取|讨论|研究推[动进](?=[^，。；]{2,40}工作)|研究(?!探索|制定|解决|推动|提出|出台|谋划|完善|确定)|通报|观看|收看|布置(?=[^，。；]{2,60}工作)|分析研判|分析(?=了[^，。；]{2,40}(?:形势|情况|问题))|专题调度|调度|部署(?=[^，。；]{2,20}工作)|安排部署(?=[^，。；]{2,60}工作)|原则通过|原则同意|通过(?=了?《))"
    r"(?:了|并|《|[^，。；]{4,}))"
)
_TREATED = re.compile(
    r"(?<=[，议])(?:还)?(?:专题)?(?:就|对|围绕)(?P<matter>[^，。；]{4,80}?)(?:(?:进行|作出|作|开展)(?:了)?(?:再)?|逐[一项个](?:进行)?)(?:专题|认真|深入|集体|重点)*(?P<how>研究|讨论|协调|安排|部署|调度|商讨|分析)"
)
_HOW = {"安排": "部署", "部署": "部署", "分析": "分析"}
_MORE_OBJECTS = re.compile(
    r"，(?:并)?(?:还)?[对就](?=[^，。；]{4,120}(?:(?:进行|作出|作了|做了|做出)[^，。；]{0,4}(?:安排|部署|研究|通报)|(?:逐项|逐一)(?:研究|安排|部署)))"
)
_MORE_END = re.compile(r"(?:进行|作出|作了|做了|做出|逐项|逐一)")
_PROCEEDS = re.compile(
    r"并(?:分别)?提出(?:了)?(?:具体|明确|工作)*(?:要求|意见)|，(?=(?:[省市县区州旗盟]|[^，。；《]{0,12}(?:领导|书记|主任|主席|成员|长))[^。；《]{2,160}(?:出席|列席|参加|参会)(?:了)?(?:会议)?[。；]?$)|，(?=与会)|，分析(?=[^，。；]{2,30}(?:问题|短板|形势|原因))|，(?:并)?[对就针][^，。；《]{2,40}(?:逐一|逐项|逐个)|，(?:坚定|坚决|切实|全力)?(?:确保|推动|动员)(?![^，。；]*(?:汇报|报告|情况))|(?<=[报况神告）示])之?后，|，(?:并)?对[^，。；《]{2,30}进行[^，。；]{0,6}(?:测评|评议|表决|票决)|，[^，。；《》]{2,24}?(?:分别)?(?:通报|汇报|介绍|作|做)了|，(?:会议)?(?:还)?(?:选举|推选|任命|邀请|举行|颁发)(?:产生)?了|，(?:并)?(?:(?:重点)?就[^，。；]{2,60}(?:进行|作|研究|提出|制定)|(?:认真|全面|坚决|深入|扎实)*贯彻落实(?=[^，。；]{2,40}(?:精神|要求|部署))|安排部署工作(?=，)|安排(?!部署)[^，。；]{0,4}(?:有关|相关|近期|当前|下一?步)?工作[。；]?$|部署推进|协调解决|(?:逐项|逐一|逐个)(?:进行)?|部分[^，。；]{2,20}(?:发言|汇报)|副?[省市县区州旗]长[\u4e00-\u9fff]{2,3}(?=、|，|和|出席|参加)"
    r"|进一步(?:明确|完善|细化|明晰)|明确(?:了)?[^，。；]{0,8}责任|细化任务|确定(?:了)?(?:推进|工作)思路|提出(?:了)?(?:具体|明确|贯彻)|通报)"
)
"""Where a sentence that names a topic goes on to tell how it was treated, or who was there."""
_TAIL = re.compile(
    r"(?:，(?:并)?|(?<=精神|文件|讲话|要求|通报)并)(?:研究|讨论|提出|部署|安排|结合)(?:提出|部署|了)*(?:我|本|全)?[省市县区州旗]?(?:政府)?[^，。；]{0,14}?"
    r"(?:贯彻|落实|具体|初步)(?:落实|贯彻)?(?:意见|措施|举措|工作|方案|事宜)?[^，。；]{0,4}[，。；]?$|，(?:并)?安排(?:部署|落实)(?:[^，。；、]*(?:贯彻|落实|有关|相关|具体|后续)[^，。；]*)?[。；]?$"
    r"|(?<=精神)(?:和|及)我[省市县区州旗]贯彻(?:落实)?(?:意见|措施)[，。；]?$|(?<=汇报|报告)并(?:安排|部署|研究)[^，。；《]{2,20}[，。；]?$"
    r"|(?<=精神|意见|通知|报告|讲话)并(?:研究|安排|部署|提出)+(?:了)?(?:我|本)?[省市县区州旗]?(?:有关|相关|具体|下一?步|贯彻|落实)+(?:工作|事宜|事项|意见|措施)[，。；]?$"
    r"|，(?:并)?邀请[^，。；]{2,30}(?:授课|讲座|辅导)[^，。；]*[，。；]?$|，(?:并)?(?:研究|部署|安排)+(?:了)?(?:下一?步|下一?阶段)(?:的)?(?:有关|相关|重点)?(?:工作)?(?:措施|举措|打算|安排|任务|工作)?[。；]?$"
)
DECIDING = re.compile(
    r"，(?:并)?(?:会议)?(?=决定|要求|强调|指出|明确|议定|认为|同意|原则(?!通过(?:了)?《)|确定|责成|决议|由(?!于)|请|经|根据|按照|会后|将提交|修改|提请|报(?!告))"
)
"""Where a sentence that names a topic goes on to decide or to instruct."""
_VAGUE = re.compile(
    r"(?:[我全本]?[省市县区州旗])?(?:近期|当前|下一?步|贯彻落实)?(?:的)?(?:有关|相关|其[他它])(?:重要|重大|重点)?(?:事项|工作|事宜|议题|文件|问题|材料|内容)"
    r"|(?:目前|当前)?存在的?(?:困难)?问题|(?:[全我本]?[省市县区州旗])?(?:有关|相关)(?:精神|会议精神|工作(?:情况)?(?:的)?汇报)|(?:初步|具体)?贯彻(?:落实)?(?:意见|措施|工作|举措)|(?:[\u4e00-\u9fff]{0,4}[省市县区州旗])?(?:下一?步|下阶段)(?:各项|有关|重点)?工作(?:重点|任务|打算|安排|计划|措施|举措)?|下一阶段(?:各项|有关|重点)?工作|[我本全][省市县区州旗]工作(?:任务)?|有关[^，。；]{0,4}报告|(?:本次)?会议议程"
)
"""有关事项 names nothing."""
_VAGUE_REST = re.compile(
    "，(?:并)?(?:研究|安排|部署|讨论)+(?:部署)?(?:下一?步|近期|当前)?(?:的)?(?:有关|相关|具体|重点)*(?:工作|事项|事宜)$"
)
"""听取…汇报，研究相关工作 as a heading: the second verb names nothing."""
_SUBJECT_ONLY = re.compile(r"(?:会议|会上|会前|会后|首先|最后|随后|本次会议)，(?:还)?")
_OBJECT_END = "，。；、："
_ET_CETERA = re.compile(
    r"等(?:其[他它])?(?:有关|相关|\d+[个项]|[一二三四五六七八九十]+[个项])?(?:议题事项|议题|事项|文件|事宜|请示|内容)$|(?<=》)等(?:问题)?$|(?<=精神|情况|事项)等$|(?<=》)等[^，。；《》]{0,10}(?:事项|制度|规范|文件|方案)$|(?<=》)(?:和|及|、)?(?:有关|相关)[^，。；《》]{0,6}(?:事项|事宜|文件)等?$"
)
_NAMED = ("》", "事宜", "事项", "项目", "精神")
"""Behind these 等事项 adds nothing to a topic's name."""
_BETWEEN_DOCUMENTS = re.compile(
    r"(?<=[》）示报告案法划见目宜项])(?:、|以及|和|及|与|并)?(?=《)|(?<=[》）示])(?:、|以及|和|及|与)(?=关于)|(?<=》)，(?=[^，。；《》]{2,20}《)"
    r"|(?<=情况|方案|办法|意见|事宜|问题|报告|规划|预案|清单|条例|规定|细则|请示|草案)、(?=关于|[^、，。；《]{2,50}(?:情况|方案|办法|意见|事宜|事项|问题|报告|规划|预案|清单|条例|规定|细则|请示|草案)(?:（[^）]{1,8}）)?(?:、|和|及|等|[。；，]|$))"
    r"|(?<=报告|方案|办法|意见|规划|预案|清单|条例|请示)(?:和|及|以及)(?=[^、，。；《和]{4,40}(?:情况|方案|办法|意见|事宜|事项|问题|报告|规划|预案|清单|条例|规定|细则|请示|草案)(?:（[^）]{1,8}）)?(?:、|和|及|等|[。；，]|$))"
    r"|(?<=情况)(?:和|及|以及)(?=[^、，。；《和]{4,40}情况[。；]?$)|(?<=》)(?:和|以及|及)(?=[^，。；《》]{4,30}(?:报告|方案|办法|意见|事宜|请示)(?:（[^）]{1,8}）)?(?:等|及|和|、|以及|[。；，]|$))"
    r"|(?<=[》）])、(?=[^、，。；《》（）]{4,30}(?:（[^）]{1,8}）)?(?:、|和《|等|[。；]|$))|(?<=[目宜项作题])、(?=[^、，。；《》]{4,40}(?:宜|项|目|作|题)[。；]?$)|(?<=工作)(?:和|及|以及)(?=[^，。；、和《]{6,40}工作[。；]?$)"
)
_BETWEEN_REPORTS = re.compile(
    r"(?<=汇报)，(?=[^，。；]{4,60}汇报)|(?<=》)[，、](?=[^，。；《》]{0,40}作的《)|，(?:以)?及(?=[^，。；]{2,30}关于)|(?<=[告报况])(?:、|和|及|以及)(?=[^、，。；]{0,24}关于)|(?<=》)、(?=[^、，。；《》]{2,20}《)|(?<=》)(?:和|及|以及)(?=[^，。；《》]{4,60}(?:汇报|报告|情况)[，。；])|、(?=关于)|(?<=汇报)(?:、|以及|和(?=[^，。；]{4,60}汇报))|(?<=方案|意见|办法|规划|计划)、(?=[^、，。；《》]{4,40}(?:方案|意见|办法|规划|计划)(?:、|的?汇报))"
)
_LIST_END = re.compile(
    r"等(?:[\d一二三四五六七八九十]{1,3}[项个])?(?:议题|事项)$|等(?:有关|相关|重点|近期|各项)*(?:工作|事项|事宜|问题|情况)*(?:的)?(?:情况)?(?:的)?(?:汇报|报告|通报)?$|(?:工作|进展|推进|开展|准备|筹备|落实|完成|办理)*(?:有关|相关)?(?:的)?情况(?:的)?(?:汇报|报告|通报)$"
)
_LIST_MARK = re.compile(
    r"、|(?<=情况|工作|进展|汇报)(?:以及|和|及)(?!下一?步|下阶段|存在)|(?:以及|和|及)(?=全[省市县区州旗]|我[省市县区州旗])"
)
_SHARES_NOUN = re.compile(
    r"等(?:重点|有关|相关|主要)?(?:行业|领域|方面|部门|单位|地区|区域|环节|场所|乡镇|项目|企业|工程)"
)
"""Parts that one noun behind them shares: 教育、卫生、文体旅等领域安全生产工作 is one topic."""
_LONGEST_BODY = 12
_PREPARES = re.compile("筹备|准备")
"""甲会议、乙会议筹备情况: one report on the preparing of both."""
_SHORTEST_LAST = 3
"""项目评审、审计工作开展情况: two that share what stands before and behind them."""
_TOPIC_LENGTH = 4
"""The parts of a list are topics of their own where at least half have so many characters: 春运、烟花爆竹管控 have, 城管、公安、交警 have not."""
_PAPER_ALONE = re.compile("《[^《》]*》(?:[、和及等]|$)|[、和及]《")
"""A paper in a list of matters; 《甲规划》任务分解 is a matter."""
_DURING = re.compile("期间|时期|前后")
"""A time before the first of several parts is that of all of them: 节假日期间安全生产、信访稳定等工作 is one topic."""
_SHARED_TAIL = re.compile(
    r"》的(?:书面)?审议意见|》(?:起草|编制|制定|修订|修改|执行|落实|完成|贯彻|实施|征求意见)[^，。；《》]{0,12}(?:情况|说明)"
)
"""《甲》《乙》起草情况汇报: one report on both."""
_SHARED_STATE = re.compile("情况、(?:目前|当前)?(?:存在)?的?(?:主要)?问题")
"""甲项目、乙项目的进展情况、存在问题及下一步计划: one report on all."""
_PAPERS = re.compile(
    "》(?:（[^）]{1,8}）)?(?:、|和|及)?《[^，。；]{0,300}》(?:（[^）]{1,8}）)?(?:等(?:议题|文件|事项)?)?[，。；]?$"
)
"""听取审议《甲》《乙》: what is heard is the papers."""
_ON_PAPERS = re.compile(
    r"(?P<who>[^，。；《》]{0,40}?)关于(?P<papers>(?:《[^《》]*》(?:（[^）]{1,8}）)?(?:、|和|及)?){2,})(?:等)?的?(?:情况)?(?:汇报|报告|说明)[，。；]?$"
)
"""某局关于《甲》《乙》的汇报: each paper is on the table."""
_REPORTED = re.compile(
    r"(?:(?P<there>会上，)|首先，)?(?P<who>[^，。；]{2,80}?)(?:的?(?:主要)?(?:负责人|负责同志))?(?:依次|分别|先后|逐一)?(?P<verb>汇报|通报(?:分析)?|传达)(?:了|(?(there)(?=[^，。；]{4,60}情况)|(?!)))(?P<what>[^，。；]{4,120}?)(?=并[对就]|[，。；]|$)"
)
_NO_MATTER = re.compile(
    r"(?:(?:有关|相关|具体|基本|各自|前期|近期|上述|本单位|单位)(?:的)?)*(?:工作)?(?:推进|进展|开展|落实)?(?:有关|相关)?(?:情况|工作|内容|文件|问题|做法)"
)
_DOES = re.compile("了?(?:启动|实施|设立|成立|给予|授予|调整|聘任|追加|开展|组建|举办|命名|推荐)")
"""Consent to do something to several things is one topic: 同意启动甲项目、乙项目."""
_LEVEL = re.compile(r"(?:中央|国家|[省市县区]级?)$")
"""What parts words that one noun behind them shares: 我市中央、省级督察整改工作 is one topic."""
_SUBMITS = re.compile(
    r"(?P<who>[^，。；：《》“”（）\d]{2,60}?)(?:(?:主要)?负责人|(?:主要)?负责同志|所?作)?(?:的)?(?=关于|就|《|提交|提请|报送|送审|汇报|通报|起草|呈报|上报|牵头|代表)"
)
_NO_BODY = re.compile(r"(?:全|我|本)?[省市县区州旗]$|会议?$|精神$")

Stated: TypeAlias = Callable[[int, int], Found | None]
"""The outcome that stands in a stretch of the view."""
Named: TypeAlias = "Callable[[int, int], list[Item]]"
"""The topics of one agenda sentence, given where it begins and ends."""


@dataclass(frozen=True, slots=True)
class Item:
    """A topic with its place, before it becomes part of a reading.

    ``decides`` where its sentence also decides or instructs; ``sums_up`` where it is one of 甲、乙等工作.
    """

    start: int
    end: int
    item: AgendaItem
    decides: bool = False
    sums_up: bool = False


def in_sentence(view: View, start: int, end: int, stated: Stated, *, verb: str | None = None) -> Iterator[Item]:
    """The topics of one agenda sentence: one per verb with its own object.

    ``stated`` gives the outcome that stands in a stretch; ``verb`` is that of the sentence before, for a clause that goes on with another object of it.
    """
    cuts = [start, *_verb_places(view.s, start, end), end]
    for left, right in pairwise(cuts):
        match = AGENDA.match(view.s, left, right)
        if match is not None and match.end() < right:
            yield from _objects(view, (match.end(), right), match["verb"], left, stated)
        elif verb is not None and left == start and not view.s[left:right].startswith("会上，"):
            yield from _objects(view, (left, right), verb, left, stated)


def treated(view: View, start: int, end: int) -> Iterator[Item]:
    """The matter of 就…进行研究 and the like, as an opening names it."""
    for match in _TREATED.finditer(view.s, start, end):
        verb = _HOW.get(match["how"], "研究")
        listed = list(_listed(view.s, *match.span("matter")))
        for left, right in listed or [match.span("matter")]:
            yield Item(match.start(), match.end(), _item(view, left, right, verb), sums_up=bool(listed))


def reported(view: View, start: int, end: int) -> Iterator[Item]:
    """What a body reported on, where a sentence of procedure says so: 县水务局汇报了供水管网改造情况."""
    told = _REPORTED.match(view.s, start, end)
    while told is not None:
        body = _reporting_body(view, told.start("who"), told.end())
        for left, right in () if _NO_MATTER.fullmatch(told["what"]) else _apart(view.s, *told.span("what"), "hear"):
            yield Item(start, right, replace(_item(view, left, right, told["verb"]), reporting_body=body))
        told = _REPORTED.match(view.s, told.end() + 1, end) if view.s[told.end() : told.end() + 1] == "，" else None


def in_heading(view: View, start: int, end: int, opening_verb: str | None) -> AgendaItem:
    """The topic of a numbered heading; ``opening_verb`` is the verb of the sentence that opens its body."""
    match = AGENDA.match(view.s, start, end)
    if match and match.end() < end:
        rest = _VAGUE_REST.search(view.s, match.end(), end)
        return _item(view, match.end(), rest.start() if rest else end, match["verb"])
    return _item(view, start, end, opening_verb or "")


def _verb_places(text: str, start: int, end: int) -> Iterator[int]:
    """Where a further verb begins, outside of 《…》, behind the first object and before anything is decided."""
    decided = DECIDING.search(text, start, end)
    stop = decided.start() if decided else end
    for match in _VERB.finditer(text, start + 1, stop):
        if _SUBJECT_ONLY.fullmatch(text, start, match.start()):
            continue  # 会前，学习了…
        if not in_title(text, match.start()) and _TAIL.match(text[match.start() - 1 : end]) is None:
            yield match.start()


def _objects(view: View, place: tuple[int, int], verb: str, start: int, stated: Stated) -> Iterator[Item]:
    """The objects of one verb, each a topic: documents and reports one by one, what is conveyed together in one."""
    text = view.s
    at, end = place
    decided = DECIDING.search(text, at, end)
    stop = decided.start() if decided and not in_title(text, decided.start()) else end
    more = _MORE_OBJECTS.search(text, at, stop)
    if (proceeds := _PROCEEDS.search(text, at, stop)) and not in_title(text, proceeds.start()):
        stop = proceeds.start()
    stop = min(stop, more.start()) if more else stop
    stop = tail.start() if (tail := _TAIL.search(text, at, stop)) else stop
    outcome = stated(start, end)
    decided = None if decided and proceeds and proceeds.start() <= decided.start() else decided
    kind = _kind(verb)
    if kind == "hear" and (papers := _ON_PAPERS.match(text, at + text.startswith("了", at), stop)):
        yield from _papers(view, papers, verb, start)
        return
    listed = list(_listed(text, at, stop)) if kind in {"research", "hear", "deliberate", "other"} else []
    together = kind == "hear" and "汇报" not in text[at:stop] and ("讨论" in verb or "审议" in verb or "研究" in verb)
    several = listed or list(_apart(text, at, stop, "deliberate" if together else kind))
    for left, right in several:
        item = _item(view, left, right, verb, outcome=outcome, last_of_several=len(several) > 1)
        if not item.title.text or _names_nothing(view, item):
            continue
        yield Item(start, right, item, decides=decided is not None or outcome is not None, sums_up=bool(listed))
    if more:
        done = _MORE_END.search(text, more.end(), end)
        right = done.start() if done else end
        item = _item(view, more.end(), right, "部署")
        if not _names_nothing(view, item):
            yield Item(start, right, item, sums_up=True)


def _papers(view: View, papers: re.Match[str], verb: str, start: int) -> Iterator[Item]:
    """The papers that one body reports on, each a topic that it submits."""
    body = _reporting_body(view, papers.start(), papers.end())
    for paper in DOCUMENT.finditer(view.s, *papers.span("papers")):
        yield Item(start, paper.end(), replace(_item(view, *paper.span(), verb), reporting_body=body))


def _apart(text: str, at: int, stop: int, kind: AgendaKind) -> Iterator[tuple[int, int]]:
    """The stretches of the single objects: between documents, between reports; conveyed and studied matter stays together."""
    between = {"hear": _BETWEEN_REPORTS, "convey": None, "study": None}.get(kind, _BETWEEN_DOCUMENTS)
    if kind == "hear" and _PAPERS.search(text, at, stop):
        between = _BETWEEN_DOCUMENTS
    if _DOES.match(text, at, stop) or _SHARED_TAIL.search(text, at, stop) or _SHARED_STATE.search(text, at, stop):
        between = None
    left = at
    for mark in between.finditer(text, at, stop) if between else ():
        if mark.start() > at and not in_title(text, mark.start()):
            yield left, mark.start()
            left = mark.end()
    yield left, stop


def _listed(text: str, at: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of 甲、乙、丙等工作, where each is long enough to be a topic of its own; nothing where the words are no such list."""
    while stop > at and text[stop - 1] in _OBJECT_END:
        stop -= 1
    if text.startswith("了", at):
        at += 1
    tail = _LIST_END.search(text, at, stop)
    if (
        tail is None
        or "汇报" in text[at : tail.start()]
        or _DURING.search(text, at, min(stop, at + _LONGEST_BODY))
        or any(mark in text[at + 2 : stop] for mark in ("（", "，", "关于", "分管"))
        or _PAPER_ALONE.search(text, at, stop)
        or (text.startswith("关于", at) and text.find("、", at, stop) < 0)
        or _SHARES_NOUN.search(text, at, stop)
        or (_PREPARES.search(tail.group()) and text.startswith("会议", tail.start() - 2))
    ):
        return
    parts, left = [], at
    for mark in _LIST_MARK.finditer(text, at, tail.start()):
        if text.rfind("“", left, mark.start()) <= text.rfind("”", left, mark.start()):
            parts.append((left, mark.start()))
            left = mark.end()
    parts.append((left, tail.start()))
    if (
        len(parts) > 1
        and not (len(parts) == 2 and parts[1][1] - parts[1][0] < _SHORTEST_LAST)
        and not any(_LEVEL.search(text[left:right]) for left, right in parts)
        and all(right - left >= 2 and not _is_body(text[left:right]) for left, right in parts)
        and 2 * sum(right - left >= _TOPIC_LENGTH for left, right in parts) >= len(parts)
    ):
        yield from parts


def _names_nothing(view: View, item: AgendaItem) -> bool:
    place = item.title.span
    return _VAGUE.fullmatch(view.s, view.position(place.start), view.position(place.end)) is not None


def _is_body(words: str) -> bool:
    return len(words) <= _LONGEST_BODY and unit_end().search(words) is not None


def _kind(verb: str) -> AgendaKind:
    """The kind by the first verb: 传达学习 conveys, 学习传达 too; 原则通过 and 审议 deliberate."""
    if "传达" in verb:
        return "convey"
    places = [(verb.find(word), kind) for word, kind in _KINDS if word in verb]
    return min(places)[1] if places else "other"


def _item(
    view: View, left: int, right: int, verb: str, *, outcome: Found | None = None, last_of_several: bool = False
) -> AgendaItem:
    text = view.s
    tail = _TAIL.search(text, left, right)
    stop = tail.start() if tail else right
    while stop > left and text[stop - 1] in _OBJECT_END:
        stop -= 1
    if rest := _ET_CETERA.search(text, left, stop):
        named = last_of_several or text.endswith(_NAMED, left, rest.start()) or rest.group() == "等内容"
        stop = rest.start() if named else stop
    while left < stop and text[left] in "了，、：":
        left += 1
    documents = tuple(found_at(view, m.span(), DOCUMENTS, m["title"]) for m in DOCUMENT.finditer(text, left, stop))
    return AgendaItem(
        kind=_kind(verb),
        title=found_at(view, (left, stop), RULE),
        documents=documents,
        reporting_body=None if _kind(verb) in {"convey", "study"} else _reporting_body(view, left, stop),
        outcome=outcome,
    )


def _reporting_body(view: View, left: int, stop: int) -> Found | None:
    """The body, or the bodies, before 关于 or 《: who submits; of 市发改委主任某某 the body."""
    match = _SUBMITS.match(view.s, left, stop)
    if match is None:
        return None
    who = match["who"].removesuffix("的").removesuffix("同志")
    at = split_name(who)
    if at is not None:
        who = who[:at]
        post = post_end().search(who)
        who = who[: post.start()].removesuffix("副") if post else who
    if len(who) < 2 or _NO_BODY.search(who) or not all(unit_end().search(part) for part in who.split("、")):
        return None
    return found_at(view, (left, left + len(who)), RULE)
