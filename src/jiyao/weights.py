"""What a clause of an instruction amounts to: a measure, an effort, responsibility as such, stance, or nothing.

A clause is looked up in ``lexicon/stance.toml`` by the words it opens and ends with; what that list does not know is a measure if it holds a
verb of doing and a thing of ``lexicon/verbs.toml`` that an office makes, keeps, moves or looks after, else an effort.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from jiyao.lexicon import load
from jiyao.lexicon.openings import DUTY as DUTY_BIT
from jiyao.lexicon.openings import STANCE as STANCE_BIT
from jiyao.lexicon.openings import Opened, Openings
from jiyao.lexicon.wordset import EndSet, WordSet


class Weight(IntEnum):
    """What a clause of an instruction amounts to."""

    NOTHING = 0
    """A frame, a hope or generic diligence: deleted by the test, and no stance either."""
    EFFORT = 1
    """Something to be done to nothing that anybody could put a finger on: work for a named doer or on a paper, else diligence."""
    DUTY = 2
    """Responsibility as such (压实责任) or carrying out what others decided: stance without a named doer, a measure with one."""
    STANCE = 3
    MEASURE = 4


NOTHING, EFFORT, DUTY, STANCE, MEASURE = Weight
"""The weights by name: looking one up in its class each time would cost more than what is asked of it."""

NOT_MUST = "(?!求|靠|素|点(?!线|面|对)|闻|害|件|塞|道|么|领(?!会)|旨|义|约|紧(?:的|事|关)|地|员|职|目|务|事|案)"
NOT_BEHIND = "(?<![之重主首次必纲摘纪概扼险提简只政将快机索]要)"
_QUOTED = re.compile(r"“[^”\n]{0,160}+”|《[^》\n]{0,200}+》|（[^）\n]{0,200}+）")
_SUBJECT = re.compile(rf"[^，；：。]*?(?:要{NOT_MUST}{NOT_BEHIND}|必须|务必|应当|须(?!知|臾))")
_QUANTITY = re.compile(
    r"[\d年季](?:(?<=\d)(?:%|个|万|亿|家|户|人|公里|亩|件|项|条|处|套|所|吨|平方|千|百|座|台|次|月(?:底|中旬|上旬|下旬|\d))"
    r"|(?<=年)底前|(?<=季)度(?:末|底|前|内|全部))"
)
_INNER, _FORBIDS = ("在", "以", "本着", "拿出", "用"), ("不得", "严禁", "不准", "不许")
_INNER_FRAME = re.compile(
    r"在[^，]{1,30}?(?:的同时|基础上|前提下|中|上|下)(?=.)|(?:以|本着|拿出|用)[^，]{1,16}?(?:精神|态度|作风|姿态|状态|干劲|韧劲|劲头|力度|决心|勇气|自觉|觉悟|毅力|魄力|意志|举措|标准|责任感|使命感|紧迫感|执行力|凝聚力|要求|担当|作为|行动|工作|成效|实绩|成绩|成果|佳绩)(?=.)"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The two word lists, ready to be asked."""

    openings: Openings
    frames: WordSet
    conduct: WordSet
    verbs: WordSet
    """The instructing verbs of more than one character: the only ones that may be looked for inside a clause."""
    concrete: WordSet
    things: WordSet
    fields: re.Pattern[str]
    """Whole fields of work (安全生产), which are no things: 生产 in them says nothing."""
    decides: WordSet
    abstract: EndSet
    mind: EndSet
    frame_ends: tuple[str, ...]


@cache
def known() -> Lexicon:
    stance, verbs = load("stance"), load("verbs")
    return Lexicon(
        openings=Openings(stance, verbs),
        frames=WordSet(stance["frame"]["opens"]),
        conduct=WordSet(stance["conduct"]),
        verbs=WordSet(word for word in verbs["instructs"] if len(word) > 1),
        concrete=WordSet(verbs["concrete"]),
        things=WordSet(verbs["things"]),
        fields=re.compile("|".join(sorted(stance["fields"], key=len, reverse=True))),
        decides=WordSet(verbs["decides"]),
        abstract=EndSet(stance["abstract"]),
        mind=EndSet(stance["mind"]),
        frame_ends=tuple(stance["frame"]["ends"]),
    )


def unquoted(clause: str) -> str:
    """The clause with what it quotes blanked out, of the same length: “疫情要防住” instructs nobody."""
    if "“" in clause or "《" in clause or "（" in clause:
        return _QUOTED.sub(lambda quoted: "□" * len(quoted.group()), clause)
    return clause


def opens_with_verb(clause: str) -> bool:
    _, bits, told, phrase = known().openings.of(clause)
    return told or phrase > 0 or bits & STANCE_BIT > 0


def weigh(clause: str, *, must: bool) -> Weight:
    """The heaviest of what a clause's parts weigh; ``must`` where it says 要 or the like of its own."""
    if _BY_RULE.match(clause):
        return NOTHING
    subject = _SUBJECT.match(unquoted(clause)) if must else None
    body = clause[subject.end() :] if subject else clause
    opened = known().openings.of(body)
    at = opened[0]
    if subject and len(body) <= 5:
        _, bits, _, _ = known().openings.of(body[at:] + subject.group().rstrip("要须必务应当"))  # 责任意识要再强化
        if bits & (STANCE_BIT | DUTY_BIT):
            return STANCE if bits & STANCE_BIT else DUTY
    if body.startswith(("为", "以", "用")) and _GIVES.search(body, max(0, body.rfind("、"))):
        return NOTHING
    if "、" not in body or _has_one_object(body, at):
        return _weigh_part(body, opened)
    parted = _heaviest(_parts(body))
    if parted is NOTHING or body.startswith(_WHOLE, at):
        whole = _weigh_part(body, opened)
        return NOTHING if parted is NOTHING and whole is MEASURE else whole
    return parted


def _heaviest(parts: list[str]) -> Weight:
    heaviest = NOTHING
    for part in parts:
        weight = _weigh_part(part, known().openings.of(part))
        if weight is MEASURE:
            return MEASURE
        heaviest = max(heaviest, weight)
    return heaviest


_GIVES = re.compile("(?:贡献|奠定|提供|创造|作出|做出|营造|保驾护航)[^、，]{0,16}$")
"""为…贡献力量: what is hoped to come of it, however many things stand between."""
_BY_RULE = re.compile(
    "(?:按照|根据|依照|遵循|综合运用|充分运用|采取)[^，。]{2,60}(?:要求|原则|思路|标准|规定|办法|途径|方式|手段)$"
)
"""按照疫情要防住的要求: by what it is to be done."""
_ONE_VERB = re.compile(
    "(?:推动|促进|提高|提升|增强|激发|强化|加强|打造|建设|严守|守牢|守好|坚守|守住|牢牢守住|筑牢|兜牢)(?!.{0,12}(?:项目|工程|设施|制度|体系|机制|管理|监管))"
)
_ONE_OBJECT = re.compile("(?:的|等)[^的]{1,12}$")
"""提高运用理论指导实践、推动工作的能力: one verb with one object, whatever stands between them."""


def _has_one_object(body: str, at: int) -> bool:
    return _ONE_VERB.match(body, at) is not None and _ONE_OBJECT.search(body, body.rindex("、")) is not None


_COMMA, _WHOLE = re.compile("、(?![^“”]{0,80}”)"), ("把", "将", "以")
"""Verb phrases are parted outside of quotations, and not where they are the object of 把, 将, 以."""


def _parts(body: str) -> list[str]:
    """Verb phrases joined by 、 one by one: 提高政治站位、建立台账."""
    parts: list[list[str]] = []
    for piece in _COMMA.split(body):
        if parts and not (len(piece) > 3 and piece[0] not in "对以从为" and opens_with_verb(piece)):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return ["、".join(pieces) for pieces in parts]


_ALL_PROJECTS = re.compile(
    "(?:全力以赴|全力|扎实|大力|强力|着力|加快|加速|快速)*(?:推进|推动|抓好|加快|提速|做好)(?:推进)?(?:[我全][省市县区州旗])?(?:各|重点|重大)*项目(?:建设|实施)?(?:工作|进度|步伐)?$"
)
"""加快项目建设进度: diligence about the whole, where no project is named."""


def _weigh_part(part: str, opened: Opened) -> Weight:
    lexicon = known()
    if "项目" in part and _ALL_PROJECTS.match(part):
        return NOTHING
    if part.startswith(_INNER) and (inner := _INNER_FRAME.match(part)):
        part = part[inner.end() :]
        opened = lexicon.openings.of(part)
    at, bits, _, phrase = opened
    if phrase:
        part = part[phrase:].lstrip("、")
        if len(part) <= 3:  # 提高站位抓整改
            return STANCE
        at, bits, _, _ = lexicon.openings.of(part)
    if bits & STANCE_BIT or lexicon.conduct.within(part) or _ARMS.match(part, at):
        return STANCE
    if bits & DUTY_BIT:
        return DUTY
    said = unquoted(part)
    if lexicon.concrete.within(said) or "回头看" in part or _QUANTITY.search(part) or part.startswith(_FORBIDS, at):
        return NOTHING if _is_slogan(part, said, at) else MEASURE
    if (part.startswith("“", at) and part.endswith("”")) or lexicon.mind.end(part) or _TAKES_AS.match(part, at):
        return STANCE
    return _effort(part, said, at, deleted=bits > 0)


def _effort(part: str, said: str, at: int, *, deleted: bool) -> Weight:
    """What a clause of doing comes to, by whether there is a thing in it; ``deleted``: a group of the list has it."""
    lexicon = known()
    if deleted or lexicon.abstract.end(part) or _is_short(part, said, at) or _is_frame(part, at):
        lists = "、" in said and said.endswith(_GROWTH) if deleted else _LISTS_WORKS.search(part) is not None
        if not lists or not _has_thing(said):
            return NOTHING
    elif not lexicon.verbs.within(part):
        return NOTHING
    elif not _has_thing(said):
        return EFFORT
    return NOTHING if _is_slogan(part, said, at) else MEASURE


_HASTENS, _PACE = ("加快", "加速"), ("进度", "步伐", "速度")


def _is_short(part: str, said: str, at: int) -> bool:
    """抓好落实 says nothing; 加快粮库建设 does, though 加快 is an adverb too."""
    if len(part) - at > 4:
        return False
    return not (part.startswith(_HASTENS) and not part.endswith(_PACE) and _has_thing(said))


def _has_thing(said: str) -> bool:
    """Whether there is a thing in the words outside of whole fields of work (安全生产)."""
    lexicon = known()
    return lexicon.things.within(lexicon.fields.sub("□", said))


def _is_slogan(part: str, said: str, at: int) -> bool:
    return _BATTLE.match(part, at) is not None or _SLOGAN.fullmatch(said, at) is not None


_TAKES_AS = re.compile(
    "(?:把|将|以)[^，。]{1,60}?(?:作为(?![^，。]{0,20}(?:考核|评价|评优|依据|试点|主体|单位))|当作|当成|看作|视为|(?:细化|转化|变|化|内化|外化)(?:为|成))|(?:推动|促进|加快)[^，。]{2,40}转化(?:为|成)|坚持(?:.{2,4}|.{4}、.{4})$|打造[\u4e00-\u9fff]{2}政府$|(?:让|使)[^，。]{2,30}成为最[^，。]{1,20}$|以[^，。]{2,40}为(?:主题|主线|牵引|中心|重点|目标|导向|根本|核心|引领|载体|抓手|契机|动力|统领|遵循|基础|指引|己任|荣|要)$|(?:把|将)[^，。]{2,40}(?:同|与)[^，。]{2,60}$"
)
"""把…作为…, 把…转化为…: how a thing is to be looked at, unless a number, a paper or a measure stands in it; 坚持 with a slogan."""
_BATTLE = re.compile("(?:打好|打赢|打响|决胜)(?:[^，。]{0,60}?)(?:战|仗|战役|战争)”?$")
_SLOGAN = re.compile(
    "(?!不得|严禁|不能).{0,4}?(?:[保稳促增扩抓惠防](?!好|紧|实|住|进|牢|细|控|障|证|持)[^、保稳促增扩抓惠防]{2,4})++(?:、(?:.{4})?[保稳促增扩抓惠防][^、]{2,3})*+"
)
"""打好攻坚战, 多措并举促消费, 保就业保民生: the rhythm of a slogan."""
_LISTS_WORKS = re.compile("(?:建设|改造|更新|修缮|治理|项目|工程)(?:、|和|及|等)")
"""推进项目建设、设备更新和补短板: there is work in the list, whatever stands last."""
_GROWTH = ("发展", "建设", "提升", "落地", "集聚")
"""加快食品、文旅、装备等产业发展: a list of things, whatever is hoped to come of them."""
_ARMS = re.compile(
    "(?:用|以)[^，。]{0,40}?(?:思想|理论|精神|理念|党建|主题教育)[^，。]{0,12}?(?:武装|铸魂|统领|引领|指引|指导|凝聚|激励)"
)
"""用…思想武装头脑."""


def _is_frame(part: str, at: int) -> bool:
    """围绕…重点工作, 按照…要求: a clause that only says about what or in what way."""
    length = known().frames.at(part, at)
    return length > 0 and (part.endswith(known().frame_ends) or not known().verbs.within(part, at + length))
