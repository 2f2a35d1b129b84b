"""Personal names: what has the form of one, and where one begins behind a post or a body.

A name is told by its surname where it stands alone, and by its company where it does not need one: behind a post, or in a list of
names, two or three characters that are no word of the office are a name whatever their surname; so are transliterated names
(with ``·`` or without).
"""

from __future__ import annotations

import re
from functools import cache

from jiyao.lexicon import alternation, load, words
from jiyao.lexicon.wordset import EndSet

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+$")
_NO_NAME = frozenset(
    """常务 和平 平安 安排 马上 高度 时任 支部 关于 金融 石油 黄河 长江 南方 东方 路政 贸易 成立 许可 于是 时间 地点 主持 记录 别是 边境 车辆 党校 查处 房屋 古城 广电
    常委会 常委 常务会 讲话 总结 部署 指示 批示 宣布 任免 荣誉 尚未 时候 时代 双方 万元 向上 易地 印发 应当 应该 元旦 支持 祖国 左右 都要 何种 胡同 江河 解决 解读 经常 经过 居民 科学 雷电 黎明 连续 林草 林长 凌晨 路面 马路 毛利
    明确 明显 明年 宁可 农村 农民 平台 强化 强调 乔木 曲线 权力 任何 沙石 山区 尚需 盛会 施工 石材 史料 水库 司机 宋体 苏木 孙子 汤药 唐代 田间 童年 万亩 汪洋 危房 危险 文件 文明 武装
    席位 向社 项下 萧条 谢绝 幸福 熊猫 徐徐 许多 严格 严肃 言论 阳光 杨树 姚家 叶片 殷实 尹始 应对 尤其 游客 余额 元素 越来 云南 曾经 翟家 张贴 章程 招商 赵家 郑重 钟点 周边 周期 祝贺
    庄园 卓越 宗教 开发 乡镇 街道 镇街 社区 机关 企业 党委 政协 人大 纪委 法院 专家 学者 记者 媒体 群众 委员 主任 书记 局长 主席 干部 职工 老师 段长 温泉 计生 全力 全部 管委会 督查科""".split()
)
_NO_START = frozenset(
    """管行 管业 管生 有关 相关 各有 全体 其他 部分 市直 县直 区直 分管 主要 同志 领导 单位 部门 人员 成员 负责 任务 方面 应邀 固定 以及 列席 出席 参加 会议 高新 经开 安全 项目 水利 水务 党组 司法 公安
    文化 文旅 农业 林业 经济 卫生 国土 城管 交通 房产 园林 应急 环卫 环保 综治 扶贫 网格 商务 水电 能源 计划 全面 全市 全县 全区 云计 科技 代表 政府 园区 住建 财政 教育 民政""".split()
)
_OFFICE_CHARS = re.compile(
    r"[的了在等及局委办厅署处科股站室院校县区旗镇乡村街与会或对把将被从以为由请]|向(?!巴|秋)|(?<!才)让|^各|至于|部门|单位|人员|领导|负责|相关|有关|代表|成员|同志|机关|政府|公司|集团|中心|议题|分管|主要|全体|其他|列席|出席|参加"
)
_TRANSLITERATED = frozenset(
    "阿艾安奥巴白宝拜班贝本比毕波伯卜布才采查朝达丹旦道德登迪地丁东杜多敦额恩尔法格根嘎甘干高戈贡古哈海汉杭豪赫胡虎呼华霍吉加嘉江金卡凯坎康克柯可肯库拉来兰朗勒雷里力利丽莉连"
    "林龙鲁陆洛罗玛马买迈麦曼满毛门蒙孟米木穆那纳娜乃尼娘努诺帕彭皮平普其齐恰强钦琴青曲热仁日荣如萨赛桑森沙珊尚沈生木斯松苏孙索塔太泰坦唐特提天铁图吐托瓦旺威维卫温文翁吾乌"
    "武西希锡夏相雄许雅亚延扬耶叶依伊以义音尹永尤于玉元云扎赞泽曾扎哲者珍占治忠珠卓兹子宗祖次央措姆卓玛顿珠平巴桑啦呷且约曲莫木阿日者惹铁沙各色日土兴补都不夫合买合热孜曼提依苏甫江汗罕古丽拜克巴依夏克热帕提努"
)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    lexicon = load("surnames")
    return frozenset("".join(lexicon["single"].split())), frozenset(lexicon["compound"])


@cache
def post_end() -> re.Pattern[str]:
    """The end of a post, with the remark in brackets that may follow it: ``副主任（正科级）``."""
    return re.compile(alternation("posts", "suffixes") + r"(?:（[^）]{1,20}）)?$")


@cache
def _post_within() -> re.Pattern[str]:
    return re.compile(alternation("posts", "suffixes"))


@cache
def unit_end() -> re.Pattern[str]:
    """The end of a body's name."""
    return re.compile(alternation("organs", "suffixes") + "$")


@cache
def _unnamed() -> EndSet:
    return EndSet(end + et_cetera for end in words("posts", "unnamed") for et_cetera in ("", "等"))


def ends_unnamed(text: str) -> bool:
    """Whether words end like those that stand for people without naming them (相关负责人等)."""
    return _unnamed().end(text)


@cache
def _posts() -> EndSet:
    return EndSet(words("posts", "suffixes"))


@cache
def _units() -> EndSet:
    return EndSet(words("organs", "suffixes"))


def ends_in_post(text: str) -> bool:
    """What searching ``post_end`` says, for words without a line end, and quicker."""
    return _posts().end(text) or (text.endswith("）") and post_end().search(text) is not None)


def ends_in_unit(text: str) -> bool:
    """What searching ``unit_end`` says, for words without a line end, and quicker."""
    return _units().end(text)


def is_name(text: str) -> bool:
    """Whether a string has by itself the form of a name: a known surname with one or two characters, or parts joined by ``·``."""
    if "·" in text:
        parts = text.split("·")
        return len(text) <= 20 and all(_HAN.match(part) for part in parts) and _post_within().search(parts[0]) is None
    if not 2 <= len(text) <= 4:
        return False
    single, compound = _surnames()
    if text[:2] in compound:
        if len(text) == 2:
            return False
    elif text[0] not in single or len(text) == 4 or text[-1] in "等的了在与及要是部局委办室镇乡县旗厅":
        return False
    return _HAN.match(text) is not None and text not in _NO_NAME and text[:2] not in _NO_START


def may_be_name(text: str) -> bool:
    """Whether a string can be a name where one is due, behind a post or among names, whatever its surname."""
    if is_name(text):
        return True
    if not 2 <= len(text) <= 8 or _HAN.match(text) is None or _OFFICE_CHARS.search(text):
        return False
    if text in _NO_NAME or text[:2] in _NO_START:
        return False
    if ends_in_post(text) or ends_in_unit(text):
        return False
    return len(text) <= 4 or _is_transliterated(text)


def _is_transliterated(text: str) -> bool:
    """宝音满都呼, 额尔敦夫: nearly all of the characters are those that write other languages' names."""
    return sum(char in _TRANSLITERATED for char in text) * 4 >= len(text) * 3


def split_name(text: str) -> int | None:
    """Where the name begins in ``副市长某某`` or ``市住建局某某``: behind a post or a body; ``None`` where no name ends the words."""
    if "·" in text:
        return _before_dot(text)
    length = len(text)
    named = [length - size for size in (3, 2, 4) if size < length and is_name(text[length - size :])]
    for start in named:
        if ends_in_post(text[:start]):
            return start
    for size in (3, 2, 4, 5, 6, 7):
        start = length - size
        if start > 0 and ends_in_post(text[:start]) and may_be_name(text[start:]):
            return start
    for start in named:
        if start > 1 and ends_in_unit(text[:start]):
            return start
    return None


def _before_dot(text: str) -> int | None:
    dot = text.index("·")
    starts = [start for start in range(max(1, dot - 8), dot) if ends_in_post(text[:start])]
    if starts:
        return starts[-1] if starts[-1] <= dot - 1 else None
    if unit := next((start for start in range(max(2, dot - 8), dot - 1) if ends_in_unit(text[:start])), None):
        return unit
    return 0 if is_name(text) else None
