"""Lists of doers: ``市教育局、市财政局``, ``发展改革、财政、审计部门``, ``各乡镇（街道）``, ``副县长某某``.

A list is read backwards from the word that gives it its duty (牵头, 要) or forwards from the word that calls it (由, 责成). Both stop at
the first part that names nobody. Windows are short, so that a pass over a text is linear whatever the text repeats.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

from jiyao.lexicon import alternation, words
from jiyao.names import is_name, split_name
from jiyao.text import View

Place: TypeAlias = tuple[int, int]
"""A stretch of the view."""

BOUNDARY = "，。；：！？\n《》“”〔〕"
_BOUNDARIES = frozenset(BOUNDARY)
_WINDOW = 90

_SHORT_BRACKET = re.compile(
    r"（(?:街道|办事处|市、区|市、县|市区|区|市|县|办|场|处|社区|街道、园区|街道、开发区|街道办|街道办事处|开发区|园区|企业|镇|乡镇|集团|中心|局|单位|室|公司|党委|党组|党工委|乡、街道|镇、街道|乡、镇|镇、办|部门|配合|（配合）)）"
)
_SPLIT = re.compile(r"、|和(?!平|谐|顺|睦)|以及|及(?!时|其)|与(?!会)|，")
_ETC = re.compile(
    r"等(?:\d{1,2}个|[两三四五六七八九十]{1,2}个|[一二三四五六七八九十\d]{1,3}家)?(?:有关|各相关|相关|市直|县直|区直|市级|县级|区级|责任|牵头|职能|成员|各|主管)?"
    r"(?:部门和单位|部门、单位|部门（单位）|部门及单位|部门单位|单位和部门|责任单位|部门|单位|乡镇（街道）|乡镇|县区|县（市、区）|地|镇街|企业|各方)?$"
)
_SECTOR_ENDS = ("部门", "单位", "系统", "企业", "局", "委")
_SECTOR_TAIL = re.compile(
    rf"等?(?:有关|相关|主管|职能|行业|行政|监管)*(?:部门[和及、]单位|单位和部门|{'|'.join(_SECTOR_ENDS)})$"
)
_LEVEL = re.compile(r"^(?:[省市县区州旗](?:直|级|属)?)(?=..)")
_LEADS_IN = r"由(?<![理事缘自经]由)|责成|明确|授权|委托|请(?<![申邀聘]请)|要求|同意|决定|特别是|尤其是|其中|包括|牵头单位|牵头部门|责任单位|主办单位|配合单位|以及|会同|联合|牵头|负责"
_MAY_RESTART = re.compile(_LEADS_IN)
"""Sought forwards it is soon found that no such word is there: in most lists none is."""
_RESTART = re.compile(rf".*(?:{_LEADS_IN})(?=..)", re.DOTALL)
NO_DOER = re.compile(
    r"(?:有?(?:个别|少数|多数|大多数|部分|一些|某些|不少)|事关|要|将|把|对|在|以|从|按|为(?!民)|因|使|让|被|并|或|再|又|还|也|均|都|不|没|如|若|凡|经(?![开济信贸发])|向|督促|推动|加快|加强|做好|开展|建立|完善|明确|强化|提升|严格|"
    r"实行|实施|支持|鼓励|引导|争取|配合|协助|对接|新建|改建|扩建|迁建|改造|购置|拆除|维修|修缮|涉及|聘请|邀请|吸引|引进|关于|根据|围绕|结合|及时|统筹(?!办|局)|坚持|组建|形成|构建|打造|健全|优化|推进|落实|抓|突出|聚焦|紧盯|确保|持续|"
    r"建成|开工|新增|只有|才能|管(?!委|理|道|护|线|网)|进一步|切实|认真|主动|积极|指导|帮助|组织(?!部)|通知|成立|协调(?!办)|报(?!社)|送|给予|服务(?!业|中心|局)|依托|发挥|会议|调动|动员|压实|凝聚|扶持|培育|规范|监督(?!局|管)|提高|充分)"
)
NO_NAME = re.compile(
    r"由|后向|协调(?!办|小组|机制)|责成|督促|对接|进行|以及|作为|的(?!士)|了|要|[：；。]|\d[家个处户座条项所名件宗]"
)
_NOT_DOERS = frozenset(
    "全民 全员 全镇 全乡 全旗 全盟 全村 全街道 我镇 我乡 我旗 全市 我市 本市 全县 我县 本县 全区 我区 本区 全州 我州 全省 我省 城市 县市 都市 地区 灾区 山区 小区 城区 郊区 库区 牧区 林区 老区 辖区 景区 矿区 市区 片区 坝区 农村 乡村 全村 行政村 自然村 "
    "干部 内部 全部 局部 外部 东部 西部 南部 北部 中部 场所 厕所 住所 好处 之处 难处 益处 用处 到处 随处 各处 督办 交办 照办 主办 承办 协办 待办 会办 包办 代办 兴办 举办 创办 城镇 集镇 一部 大部 "
    "结果 社会 全社会 国企改革 营商环境 工业企业 一支部 小企业 机构 银行 公司 医院 学校 中小企业 小微企业 民营企业 规上企业 市场 门市 上市 超市".split()
) - frozenset("银行 学校 医院 公司 中小企业 民营企业 规上企业 工业企业 小微企业".split())
_PERSONAL = frozenset("记长席任员士志副理问·")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words('organs', 'suffixes'))})(?:（[^）]{{1,12}}）)?$")


@cache
def _last() -> frozenset[str]:
    """The last characters of doers: most clauses are turned away by one look at this set."""
    return frozenset(
        word[-1] for key in ("suffixes", "generic", "sectors") for word in words("organs", key)
    ) | frozenset("）人志导手”")


@cache
def sectors() -> frozenset[str]:
    """The bare sectors: 住建, 交通."""
    return frozenset(words("organs", "sectors"))


@cache
def generic() -> re.Pattern[str]:
    """A generic doer with the scope before it: 全市各级各部门."""
    return re.compile(
        f"(?:{alternation('organs', 'scope')}(?:的)?)*(?:[沿涉驻参]\\w{{1,2}})?{alternation('organs', 'generic')}(?:（[^）]{{1,8}}）)?(?:党政)?(?:主要)?(?:负责人|负责同志|主要领导|一把手|“一把手”)?$"
    )


@cache
def unit_prefix() -> re.Pattern[str]:
    """The shortest prefix that ends as a body's name does; used where a verb follows without a mark."""
    return re.compile(
        rf"各地(?=[、和及各])|各(?:(?!单位|部门|乡镇|街道|地)[\u4e00-\u9fff]){{1,8}}?(?:企业(?!家)|机构)|[^，。；：、（）\n]{{2,10}}干部(?=严格|要|必须|负责|具体|全部|全员|下沉|包)|(?:街道|乡镇|镇街)(?=落实|要|具体|负责|配合|、|和)|[^{BOUNDARY}、（）]{{1,24}}?(?:局|委员会|委办|办公室|管委会|人民政府|政府|指挥部|领导小组|工作组|专班|中心|公司|集团|街道|办事处|委会|(?:巡查|执法|服务|突击|巡逻|工作)队|大队|支队|总队|法院|检察院|医院|学校"
        r"|研究院|设计院|规划院|院(?![士校线内外])|厅(?![级局])|部门|单位|银行|联合会|残联|妇联|科协|工商联|供销社|工会|督查室|人武部|站(?![位稳点在])|所(?![有在需谓以属])|(?<![开兴举创主承协督交待代照])办(?![理法公好事结学实案证件会卡税贷企])|委(?![员托派])"
        r"|镇(?![上区街域村])|(?<!城)乡(?![村镇土亲愁贤])|开发区|园区|高新区|新区|县区|县（市、区）|业主|(?<=[省市县区州旗级])财政(?=统筹|安排|负责|保障|解决|承担|列支|预算|予以|给予|拨付|兜底|全额|要))"
    )


_GOES_ON = re.compile(
    r"(?:[、和及](?:部门|单位)(?![的管])|监委|(?:(?!成立|组建|设立|建立|牵头|会同|抽调|负责|派出|组成|配合|[要向报对和与把将由按])[\u4e00-\u9fff]){0,12}?(?:领导小组|指挥部|协调小组)|人民政府|政府(?!工作|投资|采购|债|性|网|系统|常务|主导)|党工委|党委|办事处|办公室|办公厅|(?:政务)?督查室|督[考查]办|研究室|督查局|信访局|改革办|编办|网信办|巡察办|宣传部|组织部|统战部|政法委|社会工作部|机关|法制办"
    r"|外事办|人防办|招商办|办(?![理法公好事结学实案证件会])|[\u4e00-\u9fff]{2,4}分局|[\u4e00-\u9fff]{2,3}(?:支行|分行|分公司|供电局)|(?:主要|有关|相关|分管)?(?:负责同志|负责人)|“一把手”|主要领导|(?:有关|相关|分管|班子)?领导(?!小组|班子|干部|下|力|机制|责任|和指导))+"
)


def left_boundary(text: str, end: int, *, limit: int = _WINDOW) -> int:
    """Where the clause that ends at ``end`` begins; short brackets such as （街道） belong to the words."""
    at, floor = end, max(0, end - limit)
    while at > floor:
        char = text[at - 1]
        if char == "）":
            bracket = text.rfind("（", max(floor, at - 10), at)
            if bracket < 0 or _SHORT_BRACKET.fullmatch(text, bracket, at) is None:
                break
            at = bracket
            continue
        if char == "（" or char in _BOUNDARIES:
            break
        at -= 1
    return at


_CHARGES = ("负责同志", "负责人", "领导", "班子成员", "干部职工")
_IN_CHARGE = re.compile(r"(?:主要|有关|分管)?(?:负责同志|负责人|领导)$|(?:全体)?(?:班子成员|干部职工)$")


def is_doer(text: str) -> bool:
    """Whether words name a body, a generic group, a sector's departments, or those in charge of one."""
    if text[-1:] not in _last():
        return False
    if (
        text.endswith(_CHARGES)
        and generic().fullmatch(text) is None
        and (charge := _IN_CHARGE.search(text))
        and charge.start()
    ):
        return is_doer(text[: charge.start()])
    if not 2 <= len(text) <= 40 or text in _NOT_DOERS:
        return False
    if generic().fullmatch(text) is not None or text in sectors():
        return True
    return _unit().search(text) is not None and NO_DOER.match(text) is None and NO_NAME.search(text) is None


def doers(view: View, start: int, end: int) -> list[Place]:
    """The doers of the list that ends at ``end`` and begins at ``start`` or behind it; empty where it ends with no doer.

    Full names are split; bare sectors that share one 部门 stay whole; ``市住建局等部门`` is ``市住建局``; a person is the bare name.
    A stretch is read once, whoever asks: the list is not the caller's to change.
    """
    if end - start < 2:
        return []
    found = view.doers.get((start, end))
    if found is None:
        found = view.doers[start, end] = listed(view.s, start, end)
    return found


def listed(text: str, start: int, end: int) -> list[Place]:
    """The doers of ``text[start:end]``, of at least two characters, as ``doers`` gives them; for words that are no stretch of a view."""
    found: list[Place] = []
    run: Place | None = None
    person = False
    for left, right in reversed(_parts(text, start, end)):
        sector = _sector(text, left, right, in_run=run is not None)
        if sector is not None:
            run = (sector, run[1] if run else right)
            if sector > left:
                break
            continue
        if run is not None:
            found.append(run)
            run = None
        place = _one(text, left, right)
        if place is None:
            if person and _is_post(text[left:right]):
                continue
            return [] if NO_DOER.match(text, left) and not found else _unless_object(text, left, found)
        found.append(place)
        person = is_name(text[place[0] : place[1]])
        if place[0] > left and not person:
            break
    if run is not None:
        found.append(run)
    return found[::-1]


def _unless_object(text: str, left: int, found: list[Place]) -> list[Place]:
    """The doers read so far, unless the clause takes them as its object (督促甲局、乙局要…)."""
    return [] if NO_DOER.match(text, left) else found[::-1]


def _parts(text: str, start: int, end: int) -> list[Place]:
    if _SPLIT.search(text, start, end) is None:
        return [(start, end)] if start < end else []
    parts, at = [], start
    for mark in _SPLIT.finditer(text, start, end):
        if text.rfind("（", at, mark.start()) > text.rfind("）", at, mark.start()):
            continue
        of_one = text[at : mark.start()] in sectors() and text.startswith(("各", "有关", "相关"), mark.end())
        if mark.group() not in "、，" and not of_one and not _may_end(text[at : mark.start()]):
            continue  # 自然资源和规划局 is one body
        if text.startswith(("单位", "部门"), mark.end()) and text.endswith(("部门", "单位"), at, mark.start()):
            continue  # 各部门、单位 are one group
        if mark.start() > at:
            parts.append((at, mark.start()))
        at = mark.end()
    if at < end:
        parts.append((at, end))
    return parts


def _restart(text: str, left: int, right: int) -> int:
    """Where the words begin behind the last one that leads in (由, 责成 …); ``left`` where there is none."""
    match = _RESTART.match(text, left, right) if _MAY_RESTART.search(text, left, right) else None
    return match.end() if match else left


def _may_end(words_: str) -> bool:
    """Whether 和 behind these words joins two bodies, or a sector to the next one."""
    if words_ in sectors() or _LEVEL.sub("", words_) in sectors():
        return False  # 区城管和综合执法局 is one body
    if _EACH_FOR_ITS_OWN.fullmatch(words_):
        return True
    restart = _restart(words_, 0, len(words_))
    return is_doer(words_[restart:]) or is_name(words_)


def _sector(text: str, left: int, right: int, *, in_run: bool) -> int | None:
    """Where a bare sector begins (财政, 市住建, 水利等部门); one without 部门 counts only before another that has it."""
    if not in_run and not text.endswith(_SECTOR_ENDS, left, right):
        return None
    part = text[left:right]
    if restart := _restart(part, 0, len(part)):
        left += restart
        part = text[left:right]
    if not in_run:
        tail = _SECTOR_TAIL.search(part)
        if tail is None or generic().fullmatch(part):
            return None
        part = part[: tail.start()]
        if tail.group().startswith("等") and _PLAIN.fullmatch(part) and _elided_before(text, left):
            return left
        if tail.group() in {"局", "委"} and (_LEVEL.match(part) or not _elided_before(text, left)):
            return None
    part = part if part in sectors() else _LEVEL.sub("", part)  # 市场监管 begins with no level
    names = re.split("和|与|及", part)
    if part and (part in sectors() or all(name in sectors() for name in names)):
        return left
    return left if in_run and _PLAIN.fullmatch(part) and not NO_DOER.match(part) and not is_doer(part) else None


_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,4}")
"""A sector that no list names, in a run that ends with 等部门: 供水、燃气、通信等单位."""


def _elided_before(text: str, left: int) -> bool:
    """Whether the part before this one is a bare sector: 发改、财政局 is elided, 财政局 alone is a name."""
    if left < 3 or text[left - 1] != "、":
        return False
    before = text[max(0, left - 12) : left - 1]
    return before.endswith(tuple(sectors()))


def _one(text: str, left: int, right: int) -> Place | None:
    """The doer of one part: a body with what leads in and 等部门 cut off, or a person's bare name."""
    if "等" in text[left:right] and (bare := _ETC.search(text, left, right)):
        right = bare.start() if bare.start() > left else right
    if text.endswith("同志", left, right) and not _IN_CHARGE.search(text, left, right):
        right -= 2
    if text[right - 1] in _last() and generic().fullmatch(text, left, right):
        return left, right
    if (
        text[left] == "各" or text.find("各", left, left + 4) > 0 or text.endswith("领导", left, right)
    ) and _EACH_FOR_ITS_OWN.fullmatch(text, left, right):
        return left, right
    restart = _restart(text, left, right)
    for start in (restart, left) if restart > left else (left,):
        if is_doer(text[start:right]) or is_name(text[start:right]):
            return start, right
    left = restart
    if titled := _TITLED.fullmatch(text, left, right):
        right = titled.end("name")
        return (left, right) if is_name(text[left:right]) else None
    at = split_name(text[left:right])
    return (left + at, right) if at and not re.search(r"[要把将对]", text[left : left + at]) else None


_EACH_FOR_ITS_OWN = re.compile(
    r"(?:[省市县区州旗](?:委|政府|直|级))?各(?:位)?[\u4e00-\u9fff]{0,8}(?:牵头|责任|参与|成员|配合|主管|职能|实施|建设|承办)(?:单位|部门)|各(?:位)?(?:分管)?副?[市县区旗州镇]长|各(?:位)?(?:[省市县区州旗镇]级(?:包[抓联保])?|分管[市县区]?|分包|包抓|包联|挂[点钩]|联系|党员)?领导(?:干部)?|[\u4e00-\u9fff]{2,6}(?:分包|包抓|包联|包保|联系)领导|包[抓联保][\u4e00-\u9fff]{2,4}领导"
)
"""各重点任务牵头单位, 各县级领导."""
_TITLED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,3}?)(?:常务)?副?(?:[省市县区州旗镇乡]长|主任|局长|书记|秘书长|主席|部长|厅长)"
)


@cache
def _post() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words('posts', 'suffixes'))})$")


def _is_post(words_: str) -> bool:
    return len(words_) <= 16 and _post().search(words_) is not None


_LEAD = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、|，)|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|[①-⑳]|会议(?:要求|强调|决定|明确|指出|议定|确定|同意)，?|(?:会后|同时|另外|此外|其中|下一步|下步|对此|为此"
    r"|今后|近期|目前|当前|原则上?同意|同意|决定|明确|要求|强调|指出|议定|原则上|以上工作|此项工作|该项?工作|上述工作|并|且|和|以及|特别是|尤其是|请|责成|由)，?)+"
)
_TRAILS = (
    "会后", "要", "应", "须", "将", "具体", "尽快", "抓紧", "立即", "继续", "务必", "必须", "都", "均", "也", "共同", "分别", "等", "按照职责", "按职责", "依职责", "各自", "还", "同时", "一定", "总",
    "全面", "主要", "统一", "积极", "密切", "全力", "主动", "做好", "切实", "认真", "应当", "按照职责分工", "按职责分工", "根据职责", "按照各自职责", "按各自职责", "依法", "直接", "一并", "再",
    "既", "更", "首先", "率先", "尤其", "带头",
)  # fmt: skip
_BY_LAST: dict[str, tuple[str, ...]] = {
    char: tuple(sorted((t for t in _TRAILS if t[-1] == char), key=len, reverse=True))
    for char in {t[-1] for t in _TRAILS}
}


_MOST_ADVERBS = 4
"""Adverbs between a doer and its duty (要具体牵头) that are passed over."""


def before(view: View, end: int, *, over_comma: bool = False) -> list[Place]:
    """The doers of the list that ends at ``end``, adverbs between aside; ``over_comma`` lets a list run over a comma."""
    text = view.s
    if text[end - 1 : end] in _BOUNDARIES:
        return []
    floor = max(0, end - _WINDOW)
    for _ in range(_MOST_ADVERBS):
        if end <= floor or text[end - 1] not in _BY_LAST:
            break
        cut = next((t for t in _BY_LAST[text[end - 1]] if text.endswith(t, floor, end)), None)
        if cut is None:
            break
        end -= len(cut)
    if end <= floor or not (text[end - 1] in _last() or _may_be_person(text, end)):
        return []
    start = left_boundary(text, end)
    lead = _LEAD.match(text, start, end)
    found = doers(view, lead.end() if lead else start, end)
    while over_comma and found and not lead and found[0][0] == start and start > floor and text[start - 1] == "，":
        stop = start - 1
        start = left_boundary(text, stop, limit=stop - floor)
        lead = _LEAD.match(text, start, stop)
        more = doers(view, lead.end() if lead else start, stop) if text[stop - 1 : stop] in _last() else []
        if not more or more[0][0] != (lead.end() if lead else start):
            break
        found = more + found
    return found


def _may_be_person(text: str, end: int) -> bool:
    return (
        text.endswith("同志", 0, end) or not _PERSONAL.isdisjoint(text[max(0, end - 5) : end]) or _is_clause(text, end)
    )


def _is_clause(text: str, end: int) -> bool:
    """Whether the two or three characters before ``end`` stand alone between marks or behind 由 and look like a name."""
    for length in (2, 3):
        at = end - length
        if at >= 0 and (at == 0 or text[at - 1] in _BOUNDARIES or text[at - 1] in "（、由请") and is_name(text[at:end]):
            return True
    return False


def behind(view: View, start: int) -> tuple[list[Place], int]:
    """The doers of the list that begins at ``start``, and where it ends; a verb may follow without a mark."""
    text = view.s
    found: list[Place] = []
    at, end = start, start
    while match := unit_prefix().match(text, at, min(len(text), at + 40)):
        right = match.end()
        if more := _GOES_ON.match(text, right, min(len(text), right + 16)):
            right = more.end()
        if bracket := _SHORT_BRACKET.match(text, right):
            right = bracket.end()
        places = doers(view, at, right)
        if not places or (places[0][0] != at and found):
            break
        found.extend(places)
        end = right
        if text.startswith("等", end) and (etc := _ETC_HERE.match(text, end)):
            end = etc.end()
            break
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    if not found and (run := _SECTOR_RUN.match(text, start, min(len(text), start + 40))):
        places = doers(view, start, run.end())
        return (places, run.end()) if places and places[0][0] == start else ([], start)
    return found, end


_SECTOR_RUN = re.compile(r"[\u4e00-\u9fff]{2,6}(?:[、和][\u4e00-\u9fff]{2,6}?){1,6}?等?(?:有关|相关)?(?:部门|单位)")
"""发改、财政等部门, read forwards."""


_JOINT = re.compile(r"、|和|及(?!时)|与|以及")
_ETC_HERE = re.compile(_ETC.pattern.removesuffix("$"))
