"""The label of a statement, by the deletion test of the contract.

A statement is cut into clauses, and what each of them weighs is looked up in ``lexicon/stance.toml``: words of stance, of responsibility as
such, of generic diligence, of what is hoped to come of it, and frames that only introduce an instruction. What is none of these is a
measure. The first that applies of outcome, action, attitude, assessment is the label (``docs/reading-rules.md``, *How a statement is labelled*).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from jiyao.due import opens_with_time
from jiyao.finding import Finding
from jiyao.reading import Heading, Label
from jiyao.splitting import only_names
from jiyao.weights import (
    DUTY,
    EFFORT,
    MEASURE,
    NOT_BEHIND,
    NOT_MUST,
    Weight,
    known,
    opens_with_verb,
    unquoted,
    weigh,
)

_CLAUSE = re.compile(r"(?:[^，；：。！？《“（\n]++|《[^》\n]{0,200}+》|“[^”\n]{0,160}+”|（[^）\n]{0,200}+）|[《“（])++")
_PLAIN_CLAUSE = re.compile("[^，；：。！？\n]+")
"""The same for a statement without any of 《“（."""
_ENUMERATOR = re.compile(
    r"第?[一二三四五六七八九十]{1,3}(?:是(?!否)|、)|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]"
)
_MUST = re.compile(rf"要{NOT_MUST}{NOT_BEHIND}(?:(?<!需要)|(?![、的和与为]|$))")
_OUGHT = re.compile(
    r"^请(?!示|假|求|教|问)|责成|应(?:当|该)|(?<![对适相反响效供])应(?=进一步|加强|加快|按|依法|严格|切实|尽快|及时|予以|简化|抓|建立|完善|主动)"
)
_NORM = re.compile(
    r"必须|务必|务(?=于|请)|须(?!知|臾)|不得(?<![容见由了舍免]不得)(?!不|已)|严禁|不能(?!不)|绝不|决不|不可(?!忽视|分割|或缺|缺少|替代|抗力|逆转|复制)|不准|不许"
)
_CALL = re.compile(
    r"(?:请(?!示|假|求)|由(?![^，。；]{2,30}?(?:负责|牵头|承办)的))(?=[^，。；])|[^，。；]{2,40}(?:牵头(?!负责制|的)|(?<![相有关])负责(?!同志|人|制|的))"
)
_WILL_BE = re.compile("将于|定于")
_STATES = re.compile(
    r"^(?:今年以来|近年来|去年以来|近期以来|截至|截止)|^(?:也|都|更|又|既|这|就|仍|正|不仅|不但)?是(?!否|要|不)"
    r"|事关|关乎|关系(?:到|着|千家|人民|群众|全局)|^(?:具有|体现|彰显|表明|标志|意味|凸显|反映|说明)"
    r"|(?<![特尤凡总还就要如或但可于正求别其点不])是[^，]{1,30}之(?:要|重|本|基|源|举|计|事|首|魂|石|策|路|道)"
    r"|是[^，]{0,40}(?:的|举措|环节|任务|责任|内容|组成部分|工程|抓手|保障|关键|基础|动力|要求|途径|体现|需要|前提|支撑|成果|季|年|大计|承诺|重点|会议|根本|路径|标志|窗口|阶段|底线|大事|要事|一年|一环|之年|民生)$"
    r"|意义(?:重大|深远)|(?:具有|有着)[^，]{0,20}意义|至关重要|很重要|位居|符合|形势(?:依然|仍然|总体|复杂|严峻)"
    r"|存在(?!的)[^，]{0,30}(?:问题|短板|差距)|^(?:督查|检查|调度|抽查|暗访|调研)(?:组|中)?发现|(?:进展|推进|进度)(?:较|比较|相对|还)?(?:缓慢|滞后|偏慢)$|(?<!不得)(?:不及时|不到位|不力)$|(?<![为除罢])了(?!解|然|结|不起)"
)
_MAY_STATE = re.compile(
    "以来|近年|截[至止]|发现|缓慢|滞后|偏慢|不及时|不到位|不力|是|了|关系|关乎|事关|意义|具有|有着|体现|彰显|表明|标志|意味|凸显|反映|说明|至关重要|很重要|位居|符合|形势|存在"
)
"""What every match of the pattern above has in it: most clauses have none of it."""
_TELLING = re.compile(f"要|应|请|责成|必须|务|须|不|严禁|决不|{_MAY_STATE.pattern}")
"""What a clause must have in it to instruct of its own or to state: about half of all clauses have none of it."""
_DISPOSAL = re.compile(
    r"修改|修订|补充|完善后|吸纳|审核|审查|把关|审定|起(?:执行|实施|施行)|(?:印发|下发|发布|公布|报批)(?:实施|执行)?$|批复|名义|按程序|履行[^，。]{0,8}程序|同意|通过|上会|暂缓|缓议|不予"
    r"|(?:提请|提交|报)[^，。；]{1,40}(?:审议|审定|研究|批准|审核|把关|备案|审批|常委会|会议)"
)
_EVERYONE = re.compile(
    r"各级|各地|政府系统|系统上下|各部门|各单位|各相关|各有关|各责任|[有相]关(?:部门|单位)|上下|领导干部|党员|党组成员|[市县区]级领导|干部|我们|大家|班子成员|责任单位|主管部门|职能部门|镇办|牵头单位|配合单位|协作单位|(?:协作|配合|参与)[^，。]{0,4}单位|^部门$"
)


class _Clauses:
    """The clauses of a statement: their words, and how each is meant."""

    __slots__ = ("_quotes", "listed", "musts", "states", "words")

    def __init__(self, words: list[str], *, quotes: bool, listed: bool = False) -> None:
        self.words, self._quotes, self.listed = words, quotes, listed
        self.musts: list[bool] = []
        """Whether the clause says 要, 必须, 不得 or the like of its own, not in a quotation."""
        self.states: list[bool] = []
        """Whether it says what is, not what is to be done."""
        for clause in words:
            must = states = False
            if _TELLING.search(clause) is not None:
                must = _instructs(unquoted(clause) if quotes else clause)
                states = not must and _MAY_STATE.search(clause) is not None and _STATES.search(clause) is not None
            self.musts.append(must)
            self.states.append(states)

    @classmethod
    def of(cls, text: str) -> _Clauses:
        """Cut a statement; brackets that say who does it are no clause."""
        lead = _ENUMERATOR.match(text)
        quotes = "“" in text or "《" in text or "（" in text
        words = (_CLAUSE if quotes else _PLAIN_CLAUSE).findall(text, lead.end() if lead else 0)
        return cls(
            [w for w in words if w[0] != "（" or not _DOERS.fullmatch(w)] if quotes else words,
            quotes=quotes,
            listed=lead is not None,
        )

    def without(self, pattern: re.Pattern[str]) -> _Clauses:
        """The clauses that have nothing of the pattern in them."""
        return _Clauses([words for words in self.words if not pattern.search(words)], quotes=self._quotes)


def label(text: str, heading: Heading | None, findings: Collection[Finding], start: int = 0) -> Label:
    """The label of a statement whose words begin at position ``start`` of the view; findings outside it are ignored."""
    if not findings:
        return label_text(text, heading)
    end = start + len(text)
    doers: list[str] = []
    decided = disposes = False
    for finding in findings:
        if start <= finding.start and finding.end <= end:
            if finding.kind == "owner":
                doers.append(text[finding.start - start : finding.end - start])
            elif finding.kind == "outcome":
                disposes, decided = True, decided or bool(finding.value)
    return label_text(text, heading, doers, decided=decided, disposes=disposes)


def label_text(
    text: str,
    heading: Heading | None = None,
    doers: Sequence[str] = (),
    *,
    decided: bool = False,
    disposes: bool = False,
) -> Label:
    """The label of a statement's words, given who is named in it as a doer and which outcome was found in it.

    ``decided``: it says what became of the topic (原则同意); ``disposes``: it says what becomes of a paper (提请…审议), which is an outcome
    only where nothing else is to be done.
    """
    if only_names(text) or ("看到" in text and _SEES.match(text)):
        return "assessment"
    clauses = _Clauses.of(text)
    told = [doer for doer in doers if not _EVERYONE.search(doer)]
    named, bodies = len(told) > 0, any(doer[0] != "各" for doer in told)
    decided = decided or (heading == "decide" and not doers and _decides(clauses))
    if decided or disposes:
        rest = clauses.without(_DISPOSAL)
        work = any(weight in {MEASURE, EFFORT} for weight in _weights(rest, heading, doers))
        return "action" if work and (named or not decided) else "outcome"
    heaviest: Weight | None = None
    for weight in _weights(clauses, heading, doers):
        if weight is MEASURE or (named and weight is DUTY) or (bodies and weight is EFFORT):
            return "action"
        if heaviest is None or weight > heaviest:
            heaviest = weight
    if heaviest is None:
        return "assessment"
    return "action" if heaviest <= EFFORT and not _only_norm(clauses) else "attitude"


_SEES = re.compile(
    "(?:(?:但|同时|但是|然而|不过|与此同时|[^，。]{2,16}的同时)，?)?(?:我们)?(?:同时)?(?:也|还)(?:要|应|应当|必须)(?:(?:清醒地?|深刻)?看到|清醒地?认识到)，?[^。；]*[。；]?$"
)
"""但也要看到，形势依然严峻: a view, whoever is to take it."""
_DOERS = re.compile(r"（(?=[^）\n]*+）\Z)[^）\n]*?(?:单位|部门|领导|牵头|负责|配合)[^）\n]*+）")
"""（牵头单位：…） says who does it, and is no work of its own."""


def _instructs(bare: str) -> bool:
    """Whether a clause says 要, 必须, 不得, 应 or the like; ``in`` and a pattern led by one literal are quicker than one pattern for all."""
    return (
        ("要" in bare and _MUST.search(bare) is not None)
        or _NORM.search(bare) is not None
        or (("应" in bare or "责成" in bare or "请" in bare) and _OUGHT.search(bare) is not None)
    )


def _decides(clauses: _Clauses) -> bool:
    """会议决定，将…调整为…: where no doer is named and no 要 said, the decision itself."""
    if True in clauses.musts:
        return False
    lexicon = known()
    if clauses.words and _WILL_BE.search(clauses.words[0]):
        return True
    for words in clauses.words:
        if lexicon.decides.at(words, 0):
            return True
        if not lexicon.frames.at(words, 0):
            break
    return False


def _weights(clauses: _Clauses, heading: Heading | None, doers: Sequence[str]) -> Iterator[Weight]:
    """What each clause of the instruction weighs; nothing at all where the statement instructs nobody."""
    every, thought = clauses.words, False
    for number in range(_first_instruction(clauses, heading, doers), len(every)):
        words = every[number]
        must = clauses.musts[number]
        if thought and not must and not opens_with_verb(words):
            continue  # 深刻认识到甲，乙: what is to be understood goes on
        thought = "认识" in words or "看到" in words
        if not clauses.states[number]:
            yield weigh(words, must=must)


def _first_instruction(clauses: _Clauses, heading: Heading | None, doers: Sequence[str]) -> int:
    """The number of the clause where the instruction begins; the number of clauses where there is none."""
    count, musts = len(clauses.words), clauses.musts
    if not count or musts[0]:
        return 0
    told = True in musts
    if True in clauses.states:
        return musts.index(True) if told else count
    if not told and (heading in {"require", "decide", "clarify"} or doers):
        return 0
    for number, words in enumerate(clauses.words):
        if (
            musts[number]
            or _CALL.match(words)
            or opens_with_verb(words)
            or (heading == "stress" and opens_with_verb(words[opens_with_time(words) :]))
        ):
            return number
        if not told and not known().frames.at(words, 0) and not (clauses.listed and heading):
            break
    return count


def _only_norm(clauses: _Clauses) -> bool:
    """教育必须…, 不能有任何闪失: a norm in passing, nobody told to do a thing."""
    told = any(_MUST.search(words) for words in clauses.words)
    return not told and any(_NORM.search(words) for words in clauses.words)
