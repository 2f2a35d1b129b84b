"""A quantity to reach.

Reads: a number with its unit beside a word of reaching (``不少于``, ``达到``, ``力争``, ``新增``, ``储备的100个项目``, ``以上``): counts, percentages, money, area,
    length; ``百分之八十``; ``新建两所学校``; ranges (``3至5个``: 3 at least); ``翻一番``, ``零事故``; those served (``对300户家庭进行改造``); a service made shorter (``压缩至10个工作日``). The number and the unit are those printed: ``300万元`` is 300 and 万元.
Leaves alone: sums that are provided (``安排资金50万元``); numbers that only count or name (``第47次``, ``一是``, ``《2026年…》``, ``“两不愁三保障”``, ``110千伏变电站``, ``15万吨铝型材项目``), dates and lengths of time, and what has
    been reached already (已完成, 累计, 同比增长8%; but 同比增长8%以上 is to be reached).
Limits: the unit is one measure word; 个 takes a short noun with it (100个项目 is 100 and 个项目, 32项问题 is 32 and 项).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues, in_title
from jiyao.numerals import number
from jiyao.text import View

RULE = "quantity"

_UNIT = (
    r"%|‰|个百分点|[十百千万亿]{0,3}(?:平方米|平方公里|平方千米|立方米|立方|公里|千米|公顷|千瓦时|千瓦|兆瓦|吉瓦|千伏安|标箱|天(?=用量|储备|库存)|人次|台次|车次|件次|户次|场次|微克(?:/立方米|每立方米)?|毫克(?:/升|每升)|千克|公斤|吨标准煤|美元|亩次|张床位|个(?!工作日|月|小时|方面|环节|维护|百分|自然日|星期|季度|阶段)"
    r"|[元亩吨头只羽口户人名项家条座处所套辆台件次场篇份双宗栋幢株棵盏眼米斤批块艘架册根张℃]|部(?!门|分|署|委|长)|[万亿](?=[，。；、\n）]|以[上内下]))"
)
_ARABIC = re.compile(rf"(?P<n>[0-9]\d{{0,11}}+(?:，\d{{3}}){{0,4}}+(?:\.\d{{1,6}}+)?+)余?多?(?P<unit>{_UNIT})")
_CHINESE = re.compile(
    r"(?P<n>[二三四五六七八九十两][十百]?[一二三四五六七八九]?)(?P<unit>[万千百]?(?:个(?=项目|企业|村|社区|乡镇|示范|园区|基地|品牌|以上)|[所座家亩户条名]|公里))"
)
_PERCENT = re.compile(r"百分之(?P<n>[一二三四五六七八九十百]{1,5})")
_TIME = re.compile(
    r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}|半)(?P<unit>个工作日|个小时|个月|小时|天|分钟)(?:以内|之内|内)?"
)
_REACH = re.compile(
    r"(?P<least>不少于|不低于|不得少于|不得低于|至少|最低|超过|突破|高于|力争|争取|大于|不小于|保底)"
    r"|(?P<most>不超过|不高于|不得超过|控制在|低于|不多于|最多|压减至|压降至|降至|降到|下降到|限于|不大于|小于)"
    r"|(?P<equal>达到|达|实现|保持在|稳定在|确保|完成|提高到|提升到|提升至|提高至|增加到|增长到|增至|恢复到)"
    r"|(?P<plain>新[增建修开栽种植引签扩设购办]|就业|创业|支持|资助|救助|选派|开设|遴选|评选|整修|疏通|绿化|亮化|竣工|淘汰|改造|建成|建设|引进|培育|培训|储备的?|拨付|安排|筹措|筹集|增长|提高|提升|下降|降低|压减|压降|发展|种植|申报|开工|投产|入库|盘活|消化|化解|整治|清零|补充|实施|谋划|签约|落地|招引|"
    r"栽植|覆盖率|率|密度|增加|拆除|清淤|疏浚|铺设|敷设|更换|更新|加固|硬化|收储|征收|安置|走访|排查|检查|检测|抽检|帮扶|吸纳|造林|营林|植树|种草|退耕|复垦|减少|缩减|降幅|增幅|配备|安装|新开|打造|创建|认定|扶持|带动|募集|归集|追加|列支|解决|治理|修复|恢复|流转|调运|调拨|投放|收购|落实|播种|发放|孵化|举办|储备)"
)
_PROVIDED = re.compile("(?:安排|落实|拨付|列支|追加|解决|发放|补充)[^，。；、]*$")
"""安排资金50万元 says what is given for the work, not what the work is to reach."""
_STRONG = re.compile(r"(?:不少于|不低于|至少|新增|新建|建成|培育|创建|打造|引进|完成|实施|新签约|建设)$")
_BEHIND = re.compile(r"(?P<least>及?以上)|(?P<most>以内|以下|之内)")
_NOUN = re.compile(
    r"(?:重点项目|项目|企业|工程|行动|任务|岗位|床位|学位|车位|示范点|示范村|试点|村(?![级民庄组])|社区(?!级)|乡镇|农户|贫困户|车间|基地|园区|泊位|问题|隐患|指标|品牌|小区|点位|充电桩)?"
)
_PAST = re.compile(
    r"(?:以来|已经?|累计|截至|去年|上年|同比|现有|目前有|全[市县区]有|了|总投资(?!控制|不超|力争|达)|总面积|共有|共计|涉及|现存)[^，。；：\n]{0,14}$"
)
_OF_WORKS = frozenset("吨 万吨 万平方米 平方米 万千瓦 千瓦 兆瓦 吉瓦 万立方米 立方米 万千瓦时 千伏安".split())
_NAMES_WORKS = re.compile(r"[^，。；：、\n]{2,22}(?:项目|工程|生产线|电站|基地)(?!前期)")
"""15万吨铝型材项目: how large the works are, not what is to be reached."""
_GROWS = re.compile("同比(?:增长|增加|提高|提升|下降|降低|减少)")
"""同比增长8%以上 is to be reached, 同比增长8% has been."""
_CUT = re.compile(r"[，。；：、《》（）“”\n]")
_SHORTENED, _PERCENTS = Cues("压缩至", "压缩到", "缩短至", "缩短到", "压减至", "压减到", "控制在"), Cues("百分之")
_SHORTENED_FROM = re.compile(r"由[^，。；：\n]{1,12}$")
_DOUBLED = Cues("翻番", "翻一番", "翻两番")
_NONE_OF = Cues("零新增", "零发生", "零事故", "零伤亡", "零死亡", "零感染", "零火情", "零火点", "零返贫")
_RANGE = re.compile(r"(?<![\d.年月第])(?P<low>\d{1,6}(?:\.\d{1,4})?)(?:%|[万亿]?[元亩吨个])?(?:至|到|-|—{1,2}|～|~)$")
"""3至5个, 30%—50%: the lower end is what is to be reached at least."""
_RANGE_MARKS = frozenset("至到-—～~")
_RANGE_BEHIND = re.compile(r"(?:至|到|-|—{1,2}|～|~)\d")
_SERVED = re.compile(r"(?:为|对|向|给)(?:[全我][省市县区州旗])?[^，。；：、\d\n]{0,6}$")
_SERVES = re.compile(r"[^，。；：\n]{1,20}?(?:提供|进行|实施|开展|发放|给予)")
"""对300户困难家庭进行改造: those whom something is done for are counted."""
_WINDOW = 16


def read(view: View) -> Iterator[Finding]:
    """Numbers that a word of reaching stands beside."""
    text = view.s
    for match in _ARABIC.finditer(text):
        yield from _found(text, match, float(match["n"].replace("，", "")), match["unit"])
    for match in _CHINESE.finditer(text):
        if (
            _STRONG.search(text, max(0, match.start() - 4), match.start())
            and text[match.end() : match.end() + 1] != "”"
        ):
            yield from _found(text, match, float(number(match["n"]) or 0), match["unit"])
    for at, word in _SHORTENED.places(view):
        if length := _TIME.match(text, at + len(word)):
            n = 0.5 if length["n"] == "半" else number(length["n"]) or 0
            detail = {"quantity": n, "unit": length["unit"], "comparator": "at_most"}
            since = _SHORTENED_FROM.search(text, max(0, at - 14), at)
            covers = (since.start() if since else at, length.end())
            yield Finding("target", length.start(), length.end(), RULE, value=n, detail=detail, covers=covers)
    yield from _in_words(view)
    for at, _ in _PERCENTS.places(view):
        if percent := _PERCENT.match(text, at):
            yield from _found(text, percent, float(number(percent["n"]) or 0), "%")


def _in_words(view: View) -> Iterator[Finding]:
    """翻一番 and 零事故: a quantity without a figure."""
    text = view.s
    for at, word in _DOUBLED.places(view):
        if not _PAST.search(text, max(0, at - 18), at):
            times = 4 if "两" in word else 2
            detail = {"quantity": times, "unit": "倍", "comparator": None}
            yield Finding("target", at, at + len(word), RULE, value=times, detail=detail)
    for at, word in _NONE_OF.places(view):
        if not _PAST.search(text, max(0, at - 18), at):
            detail = {"quantity": 0, "unit": word[1:], "comparator": "equal"}
            yield Finding("target", at, at + len(word), RULE, value=0, detail=detail)


def _found(text: str, match: re.Match[str], quantity: float, unit: str) -> Iterator[Finding]:
    start, end = match.span()
    least = None
    low = _RANGE.search(text, max(0, start - 12), start) if text[start - 1 : start] in _RANGE_MARKS else None
    if low and _RANGE_BEHIND.match(text, end) is None:
        start, quantity, least = low.start(), float(low["low"]), "at_least"
    elif _RANGE_BEHIND.match(text, end):
        return
    if (
        text[start - 1 : start].isdigit()
        or text[start - 1 : start] in {"第", "年", "月", ".", "-", "G", "S", "+", "—"}
        or in_title(text, start)
    ):
        return
    if (
        (past := _PAST.search(text, max(0, start - 18), start))
        and not (_GROWS.fullmatch(past.group()) and _BEHIND.match(text, end))
    ) or (unit in _OF_WORKS and _NAMES_WORKS.match(text, end)):
        return
    if unit.endswith("个"):
        noun = _NOUN.match(text, end)
        assert noun is not None
        unit, end = unit + noun.group(), noun.end()
    behind = _BEHIND.match(text, match.end()) or _BEHIND.match(text, end)
    reach = _reach(text, start) or _served(text, start, end)
    if reach is None and (behind is None or text.startswith("的", behind.end())):
        return
    if (
        behind is None
        and unit.endswith("元")
        and reach is not None
        and reach[1] == "plain"
        and _PROVIDED.search(text, reach[0] - 8, start)
    ):
        return
    end = max(end, behind.end()) if behind else end
    value = int(quantity) if quantity == int(quantity) else quantity
    detail = {"quantity": value, "unit": unit, "comparator": least or _comparator(reach, behind)}
    yield Finding("target", start, end, RULE, value=value, detail=detail, covers=(reach[0] if reach else start, end))


def _served(text: str, start: int, end: int) -> tuple[int, str, str] | None:
    """A number of those whom something is done for is reached by doing it."""
    served = _SERVED.search(text, max(0, start - 10), start) and _SERVES.match(text, end)
    return (start, "plain", "") if served else None


def _reach(text: str, start: int) -> tuple[int, str, str] | None:
    """The last word of reaching in the clause before the number: its place, kind and words."""
    floor = max(0, start - _WINDOW)
    cuts = [cut.end() for cut in _CUT.finditer(text, floor, start)]
    found = list(_REACH.finditer(text, cuts[-1] if cuts else floor, start))
    last = found[-1] if found else None
    return (last.start(), last.lastgroup or "", last.group()) if last else None


def _comparator(reach: tuple[int, str, str] | None, behind: re.Match[str] | None) -> str | None:
    if behind is not None:
        return "at_least" if behind["least"] else "at_most"
    kinds = {"least": "at_least", "most": "at_most"}
    if reach is not None and reach[1] in kinds:
        return kinds[reach[1]]
    return (
        "equal"
        if reach is not None
        and reach[2] in {"达到", "达", "保持在", "稳定在", "提高到", "提升到", "提升至", "提高至", "增加到", "恢复到"}
        else None
    )
