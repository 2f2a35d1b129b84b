"""A length of time within which it must be done.

Reads: ``在一个工作日内``, ``3天内``, ``会后5个工作日内``, ``自印发之日起15日内``, ``半个月内``, ``收到…后3日内``, ``用2个月时间``, ``时限为5个工作日``,
    ``限期20天``.
Leaves alone: lengths that are no limit (任期3年, 近3年内, 连续7天, 工龄3年以内的); a service made shorter (压缩至10个工作日内); how fast a
    service is each time (群众报修2小时内上门, 48小时内配送到卫生室, 3日内办结制度); terms of contracts (合同期限为10年).
Limits: without a word for the start the count runs from the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.due import is_fact, labelled, with_preposition
from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.numerals import number
from jiyao.owners import behind
from jiyao.text import View

RULE = "due_within"

_WITHIN, _TIME, _LIMITS = Cues("内"), Cues("时间"), Cues("时限", "期限", "限期", "不超过")
_UNITS = {
    "个工作日": "workday",
    "工作日": "workday",
    "个自然日": "day",
    "天": "day",
    "日": "day",
    "周": "week",
    "个星期": "week",
    "星期": "week",
    "个月": "month",
    "个小时": "hour",
    "小时": "hour",
    "年": "year",
    "个季度": "quarter",
}
_HALVES = {"个月": (15, "day"), "年": (6, "month"), "天": (12, "hour"), "个小时": (1, "hour"), "小时": (1, "hour")}
_LENGTH = (
    r"(?<![\d第月年近])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(?P<unit>"
    + "|".join(sorted(_UNITS, key=len, reverse=True))
    + ")"
)
_BEFORE_END = re.compile(_LENGTH + "(?:的?时间)?(?:之|以)?$")
_BEFORE_TIME = re.compile("(?P<cue>用|利用|花|以)" + _LENGTH + "左?右?(?:的?)$")
_AFTER_LABEL = re.compile(_LENGTH)
_FROM_KNOWN = re.compile(
    r"(?:(?P<issue>(?<![法案划则定见书])[自从在]?(?:本)?(?:纪要|文件|通知)?(?:印发|下发|发布)(?:之日)?(?:起|后))|(?P<meeting>会后|会议结束后|(?:自|从)(?:本次)?会议(?:召开)?之日起|自?即日起|自?今[日天]起))"
    r"(?:的|，)?(?:在)?$"
)
_FROM_EVENT = re.compile(r"(?:自|在|从)?(?P<event>[^，。；：\n自]{1,16}?)(?:之日起|之后|后|起)(?:的|，)?(?:在)?$")
_SHORTENED = ("压缩至", "压缩到", "缩短至", "缩短到", "压减至", "压减到", "控制在", "时限在")
"""What shortens a service (审批时限压缩至10个工作日以内) tells no date of this duty."""
_NOT_LIMIT = frozenset("部外容需在涵生循销卷控的")


def read(view: View) -> Iterator[Finding]:
    """Each length with a limit; ``when`` is ``{"kind": "within", "n", "unit", "from"}``."""
    text = view.s
    for at, _ in _WITHIN.places(view):
        floor = max(0, at - 12)
        match = _BEFORE_END.search(text[floor:at]) if text[at + 1 : at + 2] not in _NOT_LIMIT else None
        if match:
            yield from _found(view, match, floor + match.start(), at + 1)
    for at, _ in _TIME.places(view):
        floor = max(0, at - 10)
        if match := _BEFORE_TIME.search(text[floor:at]):
            yield from _found(view, match, floor + match.start("n"), at + 2)
    for at, _ in _LIMITS.places(view):
        match = _AFTER_LABEL.search(text, at, at + 12)
        if (
            match
            and (labelled(text, match.start()) or text[at] == "不" or text.startswith("限期", at))
            and text[match.end() : match.end() + 1] not in {"内", "以", "之"}
        ):
            yield from _found(view, match, match.start(), match.end())


def _found(view: View, match: re.Match[str], start: int, end: int) -> Iterator[Finding]:
    text = view.s
    n, unit = (
        _HALVES.get(match["unit"], (0, "")) if match["n"] == "半" else (number(match["n"]) or 0, _UNITS[match["unit"]])
    )
    if not n or is_fact(text, start, end) or text.endswith(_SHORTENED, 0, start) or _is_service(text, start, end, unit):
        return
    start, origin = _origin(view, start)
    when = {"kind": "within", "n": n, "unit": unit, "from": origin}
    yield Finding("deadline", start, end, RULE, detail={"when": when})


def _is_service(text: str, start: int, end: int, unit: str) -> bool:
    """Whether a length says how fast a service is each time (群众报修2小时内上门), not by when this duty is to be done."""
    if _SYSTEM.match(text, end):
        return True
    if unit == "hour" and not _MEETING_NEAR.search(text, max(0, start - 12), start):
        return _SERVES.match(text, end) is not None or _EACH_TIME.search(text, max(0, start - 30), start) is not None
    return _PROMISED.search(text, max(0, start - 8), start) is not None and _SERVES.match(text, end) is not None


_SERVES = re.compile(
    r"(?:全部|全面|及时|完成|予以|必须|要|的)*(?:配送|送达|上门|到达|到场|到位处置|响应|(?:处置|处理)(?!到位|完毕)|受理|答复|回复|回应|恢复|抢修|转诊|办结|反应|抵达|出动|救援|清运|清理)"
)
_SYSTEM = re.compile(r"(?:办结|响应|回复|办理|答复|反馈|完成|处置)?(?:制度|机制|制(?![定订])|承诺|标准)")
"""3日内办结制度: what is promised each time."""
_EACH_TIME = re.compile(
    r"(?:报修|接警|接报|接到(?!通知|本)|诉求|投诉|突发|事故|险情|灾情|火情|发现|确诊|每次|遇有|遇到|一旦)[^。；\n]*$"
)
_MEETING_NEAR = re.compile("会后|会议结束|印发|下发|通知")
_PROMISED = re.compile("(?:实现|做到|承诺|保证|审批|许可|办件|工单|诉求)[^，。；]{0,6}$")


_SINCE = re.compile("(?<![存现正潜])[在自从](?!建|然|身|筹)")


def _behind_doer(view: View, start: int, end: int) -> int:
    """Where the event begins behind the doer that the clause opens with: 县财政局在收到申请后3日内, 各单位收到通知后3日内."""
    if since := _SINCE.search(view.s, start, end - 2):
        return since.start()
    found, stop = behind(view, start)
    return stop if found and found[0][0] == start and start < stop <= end - 2 else start


def _origin(view: View, at: int) -> tuple[int, str]:
    """Where the count starts: meeting, issue, or the event in the text's own words."""
    text = view.s
    floor = max(max(text.rfind(mark, max(0, at - 24), at) for mark in "，。；：\n") + 1, at - 24, 0)
    if text[at - 1 : at] == "，":
        floor = max(max(text.rfind(mark, max(0, at - 24), at - 1) for mark in "，。；：\n") + 1, at - 24, 0)
    if known := _FROM_KNOWN.search(text, floor, at):
        return known.start(), "issue" if known["issue"] else "meeting"
    match = _FROM_EVENT.search(text, floor, at)
    if match is None:
        return with_preposition(text, at), "meeting"
    start = _behind_doer(view, *match.span("event"))
    words = text[start + (text[start] in "在自从") : match.end("event")]
    return match.start() if start == match.start("event") else start, words
