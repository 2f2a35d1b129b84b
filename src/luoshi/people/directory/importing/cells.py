"""What offices write into one cell: a title with a name, several telephones, a list of bodies, a leader's division of work."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from luoshi.people.models import PostKind, Relation

_TITLE_END = (
    "局长|主任|书记|市长|县长|区长|州长|旗长|镇长|乡长|部长|主席|会长|院长|校长|所长|站长|馆长|台长|社长|理事长|董事长|总经理|经理|"
    "检察长|大队长|队长|政委|股长|科长|处长|室长|秘书长|联络员|委员|组长|总工程师|负责人|副职|成员|专员|干部|科员|秘书"
)
_TITLE_AND_NAME = re.compile(
    rf"^(?P<title>.*(?:{_TITLE_END}))[\s:：]*(?P<name>[\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+)$"
)
_NAME_AND_TITLE = re.compile(
    rf"^(?P<name>[\u4e00-\u9fff·]{{2,12}}?)[\s(（:：]+(?P<title>[^()（）]*(?:{_TITLE_END}))[)）]?$"
)
_OUTSIDE_BRACKETS = r"(?![^（(]*[)）])"
_BETWEEN_BODIES = r"(?<=[局委办部会心)）])以?及(?=[市县区旗州])"
_PARTED = re.compile(rf"(?:[、，,；;/\n]+|{_BETWEEN_BODIES}){_OUTSIDE_BRACKETS}")
_ITEMS = re.compile(rf"(?:[、，,]+|{_BETWEEN_BODIES}){_OUTSIDE_BRACKETS}")
_MOBILE = re.compile(r"^1\d{10}$")
_TELEPHONE = re.compile(r"^(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?$|^\d{3,6}$")
VERBS = "主持|领导|负责|分管|主管|协管|协助|联系"
"""The verbs by which a division of work says how a leader stands to what follows."""
_CLAUSES = re.compile(rf"[；;。\n]+|[，,](?=(?:{VERBS}))")
_VERB = re.compile(r"^(?P<verb>主持|领导|负责|分管|主管|协管|协助(?:\w{0,8}?(?:分管|负责|抓好|做好))?|联系)(?:[:：])?")
_NO_WORK = re.compile(r"^(?:完成|承办|兼任?|受.{1,8}委托|.{0,2}[市县区州旗盟]长(?:外出|不在))")
"""Clauses that say nothing of a field: another post held besides, whatever else the mayor hands over, who fills in for the mayor."""
PAIRED = re.compile(r"(?:与(?P<name>[\u4e00-\u9fff·]{2,4}?)(?:同志)?)?互为\s*A、?B\s*角|^(?:A、?B|B)角[:：]?")
"""The clause that names the other one of a pair (与某某同志互为AB角); it is no work."""
_TAIL = re.compile(r"等?(?:方面)?的?工作$")
_SAID_OF_ALL = re.compile(r"(?:等(?:方面)?|方面)的?工作$")
"""What ends one item: 教育方面工作 is 教育, but 市政府常务工作 is called so; at the end of a list 工作 belongs to all of them."""
_RELATIONS = {
    "主持": Relation.LEADS,
    "领导": Relation.LEADS,
    "负责": Relation.LEADS,
    "分管": Relation.MANAGES,
    "主管": Relation.MANAGES,
    "协管": Relation.ASSISTS,
    "联系": Relation.CONTACTS,
}
_SECTION = re.compile(r"^(?:办公室|综合|.*[股科室组])(?:.*)(?:主任|股长|科长|组长|负责人)$")


@dataclass(frozen=True, slots=True)
class Telephones:
    """The numbers of a cell: mobiles, telephones, and what is neither."""

    mobiles: tuple[str, ...]
    phones: tuple[str, ...]
    odd: tuple[str, ...]


def plain(text: str) -> str:
    """Half width, no white space: what titles and names are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def parted(cell: str) -> list[str]:
    """The items of a list in a cell, in their order, without repeats."""
    return list(dict.fromkeys(item for raw in _PARTED.split(cell) if (item := raw.strip(" 　。.等"))))


def in_brackets(item: str) -> tuple[str, list[str]]:
    """市发改局（市粮食局、市能源局） as the name and what stands in its brackets; no brackets, nothing in them."""
    name, bracket, rest = item.replace("(", "（").replace(")", "）").partition("（")
    return name.strip(), parted(rest.partition("）")[0]) if bracket else []


def telephones(*cells: str) -> Telephones:
    """The numbers in some cells; separators of every kind, spaces inside a number and a country code are understood."""
    mobiles: dict[str, None] = {}
    phones: dict[str, None] = {}
    odd: dict[str, None] = {}
    for cell in cells:
        text = re.sub(r"[()（）]", "", unicodedata.normalize("NFKC", cell)).replace("—", "-").replace("－", "-")
        for raw in re.split(r"[、，,；;/\n|]+|\s{2,}|(?<=\d{7})\s+(?=[01])", text):
            number = re.sub(r"\s+", "", raw)
            digits = re.sub(r"^(?:\+?86-?)(?=1\d{10}$)", "", number).replace("-", "")
            if _MOBILE.match(digits):
                mobiles[digits] = None
            elif _TELEPHONE.match(number):
                phones[number] = None
            elif number:
                odd[number] = None
    return Telephones(tuple(mobiles), tuple(phones), tuple(odd))


def title_and_name(cell: str) -> tuple[str, str] | None:
    """局长 张三, 局长：张三, 张三（局长） parted into title and name; ``None`` where a cell is not both."""
    text = unicodedata.normalize("NFKC", cell).strip()
    found = _NAME_AND_TITLE.match(text) or _TITLE_AND_NAME.match(text)
    return (plain(found["title"]), plain(found["name"])) if found else None


def post_kind(title: str, *, leader: bool = False) -> PostKind:
    """What a title is in the work of its body. ``leader`` says that the body is the government itself."""
    if leader:
        return PostKind.LEADER
    if "联络员" in title:
        return PostKind.LIAISON
    if _SECTION.match(title):
        return PostKind.SECTION
    if re.search(r"副|党组成员|党委委员|总工程师|纪检|调研员", title):
        return PostKind.DEPUTY
    heads = "局长|主任|书记|镇长|乡长|部长|主席|会长|院长|校长|馆长|台长|理事长|董事长|检察长|大队长|队长|社长|站长|所长|市长|县长"
    return PostKind.HEAD if re.search(rf"(?:{heads})$", title) else PostKind.STAFF


def day(cell: str) -> dt.date | None:
    """A day as people write it (2026-3-9, 2026年3月9日, 2026.3.9); raises ``ValueError`` for anything else but nothing."""
    if not cell:
        return None
    found = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?", plain(cell))
    if found is None:
        raise ValueError(cell)
    year, month, number = map(int, found.groups())
    return dt.date(year, month, number)


def division_of_work(cell: str) -> list[tuple[Relation, str]]:
    """A leader's work in words (“负责常务工作；分管教育、卫生健康等工作。联系市残联”) as relations and items.

    A clause without a verb belongs to the one before it, at the start to 分管; one that is no work is left out.
    """
    found: list[tuple[Relation, str]] = []
    relation = Relation.MANAGES
    for clause in _CLAUSES.split(cell):
        text = clause.strip(" 　，,")
        if PAIRED.search(text) or _NO_WORK.match(text):
            continue
        if verb := _VERB.match(text):
            relation = Relation.ASSISTS if verb["verb"].startswith("协助") else _RELATIONS[verb["verb"]]
            text = text[verb.end() :]
        items = _ITEMS.split(text)
        of_all = _TAIL if len(items) > 1 else _SAID_OF_ALL
        for raw in items:
            item = of_all.sub("", raw.strip()) if raw is items[-1] else raw.strip()
            if item and (relation, item) not in found:
                found.append((relation, item))
    return found
