"""The opening sentence: day, part of the day, chair, venue, and which meeting was convened.

Reads: ``2020年3月9日上午，市委副书记、市长某某在…会议室主持召开…会议``; ``24日，…``; ``6月20日晚``; ``县政府召开第七次常务会议。…某某主持会议``; labelled lines
    ``时间：`` ``地点：`` ``主持：``.
Leaves alone: the day a report was published; who spoke or recorded.
Limits: without a year the date stays ``--MM-DD``, without a month ``---DD``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jiyao.names import is_name
from jiyao.numerals import number
from jiyao.people import found_at, roll
from jiyao.reading import Found, Person
from jiyao.text import View

RULE = "opening"

_ZH = "二〇零一三四五六七八九十"
DATE = re.compile(
    rf"(?:(?P<y>\d{{4}}|[{_ZH}]{{4}})年)?(?P<m>\d{{1,2}}|[{_ZH}]{{1,3}})月(?P<d>\d{{1,2}}|[{_ZH}]{{1,3}})(?:日|号(?!楼|院|会议))|(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])日(?=[，上下晚凌]|市|县|区|全|，)"
)
_TOLD_BY = re.compile("(?:消息|电|讯|报道)(?:，|（|：)?")
"""据某报1月21日消息，1月20日，…: the first day is the report's."""
_ISO = re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})")
_PART = re.compile(r"(?P<part>上午|中午|下午|晚上|晚|傍晚|夜间(?!经济|消费)|凌晨)")
PARTS_OF_DAY = {
    "上午": "morning",
    "中午": "afternoon",
    "下午": "afternoon",
    "晚上": "evening",
    "晚": "evening",
    "傍晚": "evening",
    "夜间": "evening",
    "凌晨": "morning",
}
_VENUE = re.compile(
    r"(?:在|于(?!在))(?P<venue>[^，。；：\n]{1,40}?(?:会议室|会议厅|会议中心|会堂|礼堂|会场|大楼|办公楼|会议楼|报告厅|[楼室厅馆]|(?:中心|宾馆|酒店|党校|大院|机关|政府|剧院|管委会)(?=召开|举行|主持召开)))(?=主持|召开|举行|，|。|组织)"
)
_CHAIR_CUES = re.compile(
    r"(?:召集并|组织并|亲自|到会并|受托|立即|随即|随后)主持(?:召开)?|主持召开|主持(?:会议|了会议)?(?:并讲话|并作讲话)?(?=[，。；\n]|$|召)|主持"
)
_CONVENES = re.compile(r"(?:组织|召集)?召开(?=[^，。；]{0,40}会)")
"""副区长某某召开…调度会: who convenes presides, where nobody is said to."""


def date_value(match: re.Match[str]) -> str | None:
    """ISO text of a matched date; parts that the text does not say are dashes."""
    groups = match.groupdict()
    if groups.get("day"):
        return f"---{int(groups['day']):02d}"
    month, day = number(groups["m"]) or 0, number(groups["d"]) or 0
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = number(groups["y"]) if groups.get("y") else None
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def first_date(view: View, start: int, end: int, *, within: int = 60) -> Found | None:
    """The first date near the start of a stretch."""
    for pattern in (DATE, _ISO):
        match = pattern.search(view.s, start, min(end, start + within))
        if match and (told := _TOLD_BY.match(view.s, match.end(), end)):
            match = pattern.search(view.s, told.end(), min(end, told.end() + within)) or match
        if match and (value := date_value(match)):
            return found_at(view, match.span(), RULE, value)
    return None


def part_of_day(view: View, start: int, end: int) -> Found | None:
    """上午, 下午 or 晚 right behind the date."""
    match = _PART.search(view.s, start, min(end, start + 40))
    return found_at(view, match.span(), RULE, PARTS_OF_DAY[match["part"]]) if match else None


def venue(view: View, start: int, end: int) -> Found | None:
    """The room, where the sentence names one."""
    match = _VENUE.search(view.s, start, end)
    return found_at(view, match.span("venue"), RULE) if match else None


def chair(view: View, start: int, end: int) -> Person | None:
    """Who presided: the last named person before 主持, with every post printed there; ``None`` where nobody is named."""
    for cue in _CHAIR_CUES.finditer(view.s, start, end):
        left = max(view.s.rfind(mark, start, cue.start()) for mark in "。；！\n") + 1
        left = max(left, start)
        right = cue.start()
        if (room := _ROOM.search(view.s, left, right)) and room.start() > left + 4:
            right = room.start()
        stop = behind_date(view, left, right)
        if titled := _titled(view, stop, right):
            return titled
        people = roll(view, stop, right, rule=RULE).people
        if people:
            return people[-1]
    return _convener(view, start, end)


def _titled(view: View, start: int, end: int) -> Person | None:
    """某某副省长: a name before its post."""
    titled = _TITLED.search(view.s, start, end)
    if titled is None or not is_name(titled["name"]):
        return None
    name, post = (found_at(view, titled.span(part), RULE) for part in ("name", "post"))
    return Person(name=replace(name, value=titled["name"]), posts=(post,))


def _convener(view: View, start: int, end: int) -> Person | None:
    """The person named right before 召开; an organ that convenes is none."""
    cue = _CONVENES.search(view.s, start, end)
    if cue is None:
        return None
    room = _ROOM.search(view.s, start, cue.start())
    right = room.start() if room and room.start() > start + 4 else cue.start()
    if titled := _titled(view, behind_date(view, start, right), right):
        return titled
    people = roll(view, behind_date(view, start, right), right, rule=RULE).people
    return people[-1] if people and people[-1].posts and view.position(people[-1].name.span.end) == right else None


_ROOM = re.compile(r"在[^，。]{2,40}$|于(?!在)[^，。]{2,38}[室厅楼馆心堂场地院府会]$")
"""Where it was, before 主持; 于 is a surname too (市长于某某主持)."""
_TITLED = re.compile(
    r"(?:^|(?<=[，。：日午晚]))(?P<name>[\u4e00-\u9fff]{2,4}?)(?P<post>(?:常务)?副?(?:[省市县区旗州镇乡]长|书记|主任|专员|局长|秘书长))(?:同志)?$"
)
_LEAD = re.compile(
    rf"(?:[^。，\n]{{0,16}}讯|〔[^〕\n]{{2,20}}〕)?(?:（[^）\n]{{2,24}}）)?(?:{re.sub('[?]P<[a-z]+>', '?:', DATE.pattern)})?"
    rf"(?:上午|中午|下午|晚上|晚|傍晚|夜间)?(?:\d{{1,2}}[时点：](?:\d{{1,2}}分?)?)?，?|近日，|日前，"
)
_BY = re.compile(r"[^。；\n]{0,60}?(?:会议?由|受[^，]{2,20}委托，)")


def behind_date(view: View, start: int, end: int) -> int:
    """Behind the date, the part of the day and 会议由 or 受…委托，, where they lead the sentence."""
    for lead in (_LEAD, _BY):
        if match := lead.match(view.s, start, end):
            start = match.end()
    return start
