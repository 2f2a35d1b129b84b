"""The label of a statement, by the deletion test of the contract.

A statement is cut into clauses, and what each of them weighs is looked up in ``lexicon/stance.toml``: words of stance, of responsibility as
such, of generic diligence, of what is hoped to come of it, and frames that only introduce an instruction. What is none of these is a
measure. The first that applies of outcome, action, attitude, assessment is the label (``docs/reading-rules.md``, *How a statement is labelled*).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from jiyao.due import opens_with_time
from jiyao.finding import Finding
from jiyao.lexicon import groups, load
from jiyao.lexicon.groups import Groups
from jiyao.lexicon.wordset import WordSet
from jiyao.reading import Heading, Label
from jiyao.splitting import only_names


class Weight(IntEnum):
    """What a clause of an instruction amounts to."""

    NOTHING = 0
    """A frame, a hope or generic diligence: deleted by the test, and no stance either."""
    DUTY = 1
    """Responsibility as such (压实责任) or carrying out what others decided: stance without a named doer, a measure with one."""
    STANCE = 2
    MEASURE = 3


NOTHING, DUTY, STANCE, MEASURE = Weight
"""The weights by name: looking one up in its class each time would cost more than what is asked of it."""

_NOT_MUST = "(?!求|素|点(?!线|面|对)|闻|害|件|塞|道|么|领(?!会)|旨|义|约|紧(?:的|事|关)|地|员|职|目|务|事|案)"
_NOT_BEHIND = "(?<![之重主首次必纲摘纪概扼险提简只政将快机索]要)"
_CLAUSE = re.compile(r"(?:[^，；：。！？《“（\n]++|《[^》\n]{0,200}+》|“[^”\n]{0,160}+”|（[^）\n]{0,200}+）|[《“（])++")
_PLAIN_CLAUSE = re.compile("[^，；：。！？\n]+")
"""The same for a statement without any of 《“（."""
_QUOTED = re.compile(r"“[^”\n]{0,160}+”|《[^》\n]{0,200}+》|（[^）\n]{0,200}+）")
_ENUMERATOR = re.compile(
    r"第?[一二三四五六七八九十]{1,3}(?:是(?!否)|、)|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]"
)
_MUST = re.compile(rf"要{_NOT_MUST}{_NOT_BEHIND}(?:(?<!需要)|(?![、的和与为]|$))")
_OUGHT = re.compile(
    r"^请(?!示|假|求|教|问)|责成|应(?:当|该)|(?<![对适相反响效供])应(?=进一步|加强|加快|按|依法|严格|切实|尽快|及时|予以|简化|抓|建立|完善|主动)"
)
_NORM = re.compile(
    r"必须|务必|务(?=于|请)|须(?!知|臾)|不得(?<![容见由了舍免]不得)(?!不|已)|严禁|不能(?!不)|绝不|决不|不可(?!忽视|分割|或缺|缺少|替代|抗力|逆转|复制)|不准|不许"
)
_CALL = re.compile(r"(?:请(?!示|假|求)|由)(?=[^，。；])|[^，。；]{2,40}(?:牵头|(?<![相有关])负责(?!同志|人))")
_WILL_BE = re.compile("将于|定于")
_SUBJECT = re.compile(rf"[^，；：。]*?(?:要{_NOT_MUST}{_NOT_BEHIND}|必须|务必|应当|须(?!知|臾))")
_STATES = re.compile(
    r"^(?:也|都|更|又|既|这|就|仍|正|不仅|不但)?是(?!否|要|不)"
    r"|事关|关乎|关系(?:到|着|千家|人民|群众|全局)|^(?:具有|体现|彰显|表明|标志|意味|凸显|反映|说明)"
    r"|(?<![特尤凡总还就要如或但可于正求别其点不])是[^，]{1,30}之(?:要|重|本|基|源|举|计|事|首|魂|石|策|路|道)"
    r"|是[^，]{0,40}(?:的|举措|任务|责任|内容|组成部分|工程|抓手|保障|关键|基础|动力|要求|途径|体现|需要|前提|支撑|成果|季|年|大计|承诺|重点|会议|根本|路径|标志|窗口|阶段|底线|大事|要事|一年|一环|之年|民生)$"
    r"|意义(?:重大|深远)|(?:具有|有着)[^，]{0,20}意义|至关重要|很重要|位居|符合|形势(?:依然|仍然|总体|复杂|严峻)"
    r"|存在(?!的)[^，]{0,30}(?:问题|短板|差距)|(?<![为除罢])了(?!解|然|结|不起)"
)
_MAY_STATE = re.compile(
    "是|了|关系|关乎|事关|意义|具有|有着|体现|彰显|表明|标志|意味|凸显|反映|说明|至关重要|很重要|位居|符合|形势|存在"
)
"""What every match of the pattern above has in it: most clauses have none of it."""
_TELLING = re.compile(f"要|应|请|责成|必须|务|须|不|严禁|决不|{_MAY_STATE.pattern}")
"""What a clause must have in it to instruct of its own or to state: about half of all clauses have none of it."""
_QUANTITY = re.compile(
    r"[\d年季](?:(?<=\d)(?:%|个|万|亿|家|户|人|公里|亩|件|项|条|处|套|所|吨|平方|千|百|座|台|次|月(?:底|中旬|上旬|下旬|\d))"
    r"|(?<=年)底前|(?<=季)度(?:末|底|前|内|全部))"
)
_DISPOSAL = re.compile(
    r"修改|修订|补充|完善后|吸纳|审核|审查|把关|审定|起(?:执行|实施|施行)|(?:印发|下发|发布|公布|报批)(?:实施|执行)?$|批复|名义|按程序|同意|通过|上会|暂缓|缓议|不予"
    r"|(?:提请|提交|报)[^，。；]{1,40}(?:审议|审定|研究|批准|审核|把关|备案|审批|常委会|会议)"
)
_EVERYONE = re.compile(
    r"各级|各地|政府系统|系统上下|各部门|各单位|各相关|各有关|各责任|[有相]关(?:部门|单位)|上下|领导干部|党员|干部|我们|大家|班子成员|责任单位|^部门$"
)
_INNER, _FORBIDS = ("在", "以", "本着", "拿出", "用"), ("不得", "严禁", "不准", "不许")
_INNER_FRAME = re.compile(
    r"在[^，]{1,30}?(?:的同时|基础上|前提下|中|上|下)(?=.)|(?:以|本着|拿出|用)[^，]{1,16}?(?:精神|态度|作风|姿态|状态|干劲|韧劲|力度|举措|标准|责任感|使命感|紧迫感|执行力|凝聚力|要求|担当|作为|行动|工作|成效|实绩|成绩|成果|佳绩)(?=.)"
)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The two word lists, ready to be asked."""

    groups: Groups
    frames: WordSet
    set_phrases: WordSet
    conduct: WordSet
    adverbs: WordSet
    instructs: WordSet
    verbs: WordSet
    """The instructing verbs of more than one character: the only ones that may be looked for inside a clause."""
    concrete: WordSet
    decides: WordSet
    abstract: tuple[str, ...]
    frame_ends: tuple[str, ...]


@cache
def _lexicon() -> _Lexicon:
    stance, verbs = load("stance"), load("verbs")
    return _Lexicon(
        groups=Groups(stance),
        frames=WordSet(stance["frame"]["opens"]),
        set_phrases=WordSet(stance["stance"]["alone"]),
        conduct=WordSet(stance["conduct"]),
        adverbs=WordSet(verbs["adverbs"]),
        instructs=WordSet(verbs["instructs"]),
        verbs=WordSet(word for word in verbs["instructs"] if len(word) > 1),
        concrete=WordSet(verbs["concrete"]),
        decides=WordSet(verbs["decides"]),
        abstract=tuple(stance["abstract"]),
        frame_ends=tuple(stance["frame"]["ends"]),
    )


class _Clauses:
    """The clauses of a statement: their words, and how each is meant, found when first asked for."""

    __slots__ = ("_meant", "_quotes", "words")

    def __init__(self, words: list[str], *, quotes: bool) -> None:
        self.words, self._quotes = words, quotes
        self._meant: list[tuple[bool, bool]] = []

    @classmethod
    def of(cls, text: str) -> _Clauses:
        """Cut a statement; brackets that say who does it are no clause."""
        lead = _ENUMERATOR.match(text)
        quotes = "“" in text or "《" in text or "（" in text
        words = (_CLAUSE if quotes else _PLAIN_CLAUSE).findall(text, lead.end() if lead else 0)
        return cls([w for w in words if w[0] != "（" or not _DOERS.fullmatch(w)] if quotes else words, quotes=quotes)

    def without(self, pattern: re.Pattern[str]) -> _Clauses:
        """The clauses that have nothing of the pattern in them."""
        return _Clauses([words for words in self.words if not pattern.search(words)], quotes=self._quotes)

    def meant(self, number: int) -> tuple[bool, bool]:
        """Whether a clause says 要, 必须, 不得 or the like of its own, not in a quotation; whether it says what is, not what is to be done."""
        known = self._meant
        while len(known) <= number:
            words = self.words[len(known)]
            must = states = False
            if _TELLING.search(words) is not None:
                must = _instructs(_unquoted(words) if self._quotes else words)
                states = not must and _MAY_STATE.search(words) is not None and _STATES.search(words) is not None
            known.append((must, states))
        return known[number]


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
    if only_names(text):
        return "assessment"
    clauses = _Clauses.of(text)
    named = bool(doers) and any(not _EVERYONE.search(doer) for doer in doers)
    decided = decided or (heading == "decide" and not doers and _decides(clauses))
    if decided or disposes:
        rest = clauses.without(_DISPOSAL)
        work = MEASURE in _weights(rest, heading, doers)
        return "action" if work and (named or not decided) else "outcome"
    heaviest: Weight | None = None
    for weight in _weights(clauses, heading, doers):
        if weight is MEASURE or (named and weight is DUTY):
            return "action"
        if heaviest is None or weight > heaviest:
            heaviest = weight
    if heaviest is None:
        return "assessment"
    return "action" if heaviest is NOTHING and not _only_norm(clauses) else "attitude"


_DOERS = re.compile(r"（(?=[^）\n]*+）\Z)[^）\n]*?(?:单位|部门|领导|牵头|负责|配合)[^）\n]*+）")
"""（牵头单位：…） says who does it, and is no work of its own."""


def _instructs(bare: str) -> bool:
    """Whether a clause says 要, 必须, 不得, 应 or the like; ``in`` and a pattern led by one literal are quicker than one pattern for all."""
    return (
        ("要" in bare and _MUST.search(bare) is not None)
        or _NORM.search(bare) is not None
        or (("应" in bare or "责成" in bare or "请" in bare) and _OUGHT.search(bare) is not None)
    )


def _unquoted(clause: str) -> str:
    """The clause with what it quotes blanked out, of the same length: “疫情要防住” instructs nobody."""
    if "“" in clause or "《" in clause or "（" in clause:
        return _QUOTED.sub(lambda quoted: "□" * len(quoted.group()), clause)
    return clause


def _decides(clauses: _Clauses) -> bool:
    """会议决定，将…调整为…: where no doer is named and no 要 said, the decision itself."""
    if any(clauses.meant(number)[0] for number in range(len(clauses.words))):
        return False
    lexicon = _lexicon()
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
        must, states = clauses.meant(number)
        if thought and not must and not _opens_with_verb(words):
            continue  # 深刻认识到甲，乙: what is to be understood goes on
        thought = "认识" in words or "看到" in words
        if not states:
            yield _weigh(words, must=must)


def _first_instruction(clauses: _Clauses, heading: Heading | None, doers: Sequence[str]) -> int:
    """The number of the clause where the instruction begins; the number of clauses where there is none."""
    count = len(clauses.words)
    if not count or clauses.meant(0)[0]:
        return 0
    meant = [clauses.meant(number) for number in range(count)]
    first_must = next((number for number, (must, _) in enumerate(meant) if must), count)
    if any(states for _, states in meant):
        return first_must
    told = first_must < count
    if not told and (heading in {"require", "decide", "clarify"} or doers):
        return 0
    for number, words in enumerate(clauses.words):
        if (
            meant[number][0]
            or _CALL.match(words)
            or _opens_with_verb(words)
            or (heading == "stress" and _opens_with_verb(words[opens_with_time(words) :]))
        ):
            return number
        if not told and not _lexicon().frames.at(words, 0):
            break
    return count


def _only_norm(clauses: _Clauses) -> bool:
    """教育必须…, 不能有任何闪失: a norm in passing, nobody told to do a thing."""
    told = any(_MUST.search(words) for words in clauses.words)
    return not told and any(_NORM.search(words) for words in clauses.words)


def _opens_with_verb(clause: str) -> bool:
    lexicon, places = _lexicon(), _places(clause)
    if any(lexicon.instructs.at(clause, at) for at in places) or lexicon.set_phrases.at(clause, 0):
        return True
    return lexicon.groups.of(clause, places) & groups.STANCE > 0


def _places(part: str) -> Sequence[int]:
    """Where the part may be said to begin: at its start, and behind each of up to four adverbs."""
    adverbs = _lexicon().adverbs
    length, at, places = adverbs.at(part, 0), 0, [0]
    while length and len(places) < 5:
        at += length
        at += part.startswith("地", at)
        places.append(at)
        length = adverbs.at(part, at)
    return places


def _weigh(clause: str, *, must: bool) -> Weight:
    """The heaviest of what a clause's parts weigh; ``must`` where it says 要 or the like of its own."""
    subject = _SUBJECT.match(_unquoted(clause)) if must else None
    body = clause[subject.end() :] if subject else clause
    if subject and len(body) <= 5:
        turned = body[_places(body)[-1] :] + subject.group().rstrip("要须必务应当")  # 责任意识要再强化
        bits = _lexicon().groups.of(turned, (0,))
        if bits & (groups.STANCE | groups.DUTY):
            return STANCE if bits & groups.STANCE else DUTY
    if "、" not in body:
        return _weigh_part(body)
    parted = _heaviest(_parts(body))
    if parted is NOTHING or body.startswith(_WHOLE, _places(body)[-1]):
        whole = _weigh_part(body)
        return NOTHING if parted is NOTHING and whole is MEASURE else whole
    return parted


def _heaviest(parts: list[str]) -> Weight:
    heaviest = NOTHING
    for part in parts:
        weight = _weigh_part(part)
        if weight is MEASURE:
            return MEASURE
        heaviest = max(heaviest, weight)
    return heaviest


_COMMA, _WHOLE = re.compile("、(?![^“”]{0,80}”)"), ("把", "将", "以")
"""Verb phrases are parted outside of quotations, and not where they are the object of 把, 将, 以."""


def _parts(body: str) -> list[str]:
    """Verb phrases joined by 、 one by one: 提高政治站位、建立台账."""
    parts: list[list[str]] = []
    for piece in _COMMA.split(body):
        if parts and not (len(piece) > 3 and _opens_with_verb(piece)):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return ["、".join(pieces) for pieces in parts]


def _weigh_part(part: str) -> Weight:
    lexicon = _lexicon()
    if part.startswith(_INNER) and (inner := _INNER_FRAME.match(part)):
        part = part[inner.end() :]
    if phrase := lexicon.set_phrases.at(part, 0):
        if len(part) <= phrase + 1:
            return STANCE
        part = part[phrase:].lstrip("、")
        if len(part) <= 3:  # 提高站位抓整改
            return STANCE
    places = _places(part)
    bits = lexicon.groups.of(part, places)
    if bits & groups.STANCE or lexicon.conduct.within(part):
        return STANCE
    if bits & groups.DUTY:
        return DUTY
    if lexicon.concrete.within(part) or _QUANTITY.search(part) or part.startswith(_FORBIDS, places[-1]):
        return MEASURE
    if part.startswith("“", places[-1]) and part.endswith("”"):
        return STANCE
    deleted = bits or len(part) - places[-1] <= 4 or _is_frame(part, places[-1]) or part.endswith(lexicon.abstract)
    return MEASURE if not deleted and lexicon.verbs.within(part) else NOTHING


def _is_frame(part: str, at: int) -> bool:
    """围绕…重点工作, 按照…要求: a clause that only says about what or in what way."""
    length = _lexicon().frames.at(part, at)
    return length > 0 and (part.endswith(_lexicon().frame_ends) or not _lexicon().verbs.within(part, at + length))
