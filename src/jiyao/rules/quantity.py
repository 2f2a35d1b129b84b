"""A quantity to reach.

Reads: a number with its unit beside a word of reaching (``不少于``, ``达到``, ``力争``, ``新增``, ``储备的100个项目``, ``以上``): counts, percentages, money, area, length.
Leaves alone: numbers that only count or name (``第47次``, ``一是``, ``《2026年…》``, ``“两不愁三保障”``), dates, and what has been reached already.
Limits: the unit is one measure word, with the noun behind it where the noun is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.numerals import number
from jiyao.text import View

RULE = "quantity"

_NUMBER = re.compile(
    r"(?P<n>\d[\d，]*(?:\.\d+)?)(?P<scale>[十百千万亿]{0,2})余?多?"
    r"(?P<unit>%|‰|个百分点|[元亩吨头只羽口户人名个项家条座处所套辆台件次场批期部份篇份双宗起间栋幢株棵盏眼]|平方米|平方公里|立方米|万元|亿元|公里|千米|米|公顷|千瓦|兆瓦|千伏安|吉瓦|人次|千克|公斤|斤|亩次)"
    r"|百分之(?P<zh>[一二三四五六七八九十百]{1,5})"
)
_REACH = re.compile(
    r"(?P<least>不少于|不低于|不得少于|不得低于|至少|最低|超过|突破|高于|力争|争取|大于)|(?P<most>不超过|不高于|不得超过|控制在|低于|不多于|最多|压减至|降至|下降到|限于)|(?P<equal>达到|达|实现|完成|确保|新增|新建|改造|建成|建设|引进|培育|培训|储备的?|拨付|安排|筹措|增长|提高|提升|下降|降低|压减|发展|种植|保持在|稳定在|申报|争取到|开工|投产|入库|盘活|消化|化解|整治|清零|补充|实施|谋划|签约|落地|招引|栽植|覆盖率|率)"
)
_BEHIND = re.compile(r"(?P<least>以上|及以上|左右以上)|(?P<most>以内|以下|之内)")
_NOUN = re.compile(
    r"(?:项目|企业|工程|行动|任务|岗位|床位|学位|车位|示范点|试点|村|社区|乡镇|农户|贫困户|床|车间|基地|园区|泊位|问题|隐患|指标|以上的?)?"
)
_PAST = re.compile(r"(?:以来|已|共|累计|截至|去年|上年|同比|现有|目前有|全市有|全县有|了)[^，。；]{0,14}$")


def read(view: View) -> Iterator[Finding]:
    """Numbers that a word of reaching stands beside."""
    text = view.s
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 10) : start]
        behind = _BEHIND.match(text, end)
        reach = None
        for reach in _REACH.finditer(before):
            pass
        if (
            (reach is None and behind is None)
            or (start and text[start - 1] in "第《“〔（年月.")
            or _PAST.search(text[max(0, start - 18) : start])
        ):
            continue
        if reach is not None and any(mark in before[reach.end() :] for mark in "，。；：、《"):
            reach = None
            if behind is None:
                continue
        yield _target(text, match, reach, behind)


def _target(text: str, match: re.Match[str], reach: re.Match[str] | None, behind: re.Match[str] | None) -> Finding:
    noun = _NOUN.match(text, match.end())
    unit_end = (
        noun.end() if noun and match["unit"] in {"个", "项", "家", "户", "条", "座", "处", "所", "批"} else match.end()
    )
    if match["zh"]:
        quantity: float = number(match["zh"]) or 0
        unit = "%"
    else:
        quantity = float(match["n"].replace("，", ""))
        for scale in match["scale"]:
            quantity *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[scale]
        unit = text[match.start("unit") : unit_end]
    if quantity == int(quantity):
        quantity = int(quantity)
    comparator = None
    if behind is not None:
        comparator = "at_least" if behind["least"] else "at_most"
        unit_end = max(unit_end, behind.end())
    elif reach is not None and not reach["equal"]:
        comparator = "at_least" if reach["least"] else "at_most"
    elif reach is not None and reach.group() in {"达到", "达", "保持在", "稳定在"}:
        comparator = "equal"
    return Finding(
        "target",
        match.start(),
        unit_end if behind is None else max(match.end(), unit_end),
        RULE,
        value=quantity,
        detail={"quantity": quantity, "unit": unit, "comparator": comparator},
    )
