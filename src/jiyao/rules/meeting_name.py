"""The name of the meeting: which organ, of which term, for the how many-th time, in which form.

Reads: ``九届市人民政府第47次常务会议``, ``县十六届政府第9次常务会议``, ``2026年第2次``, ``第18届6次``, ``五届104次``, ``第49次常务（扩大）会议``,
    ``市政府党组会议``; in the opening sentence and in title lines.
Leaves alone: other meetings that the sentence names (``传达学习全国…会议精神``): only the window behind 召开 or a title line is read.
Limits: of two meetings held together (党组会议和常务会议) the one with a number is taken, else the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jiyao.lexicon import alternation
from jiyao.numerals import NUMBER, number
from jiyao.reading import Found
from jiyao.text import View

RULE = "meeting_name"

_TERM = re.compile(rf"第?(?P<term>{NUMBER})届")
_NUMBER = re.compile(rf"(?:第|届|(?<=召开))(?P<number>{NUMBER})次")
_YEAR = re.compile(r"(?P<year>\d{4}|[二〇零一三四五六七八九]{4})年(?:度)?(?=第|市|县|区|州|全|政|常)")
_KINDS = (
    ("executive", re.compile(r"常务(?:（扩大）|扩大)?会(?:议)?")),
    ("plenary", re.compile(r"全体(?:组成人员)?(?:（扩大）|扩大)?会(?:议)?")),
    (
        "mayor_office",
        re.compile(
            r"(?:[省市县区州旗盟]长|主任|专员)?办公(?:（扩大）|扩大)?会(?:议)?|[省市县区州旗]长(?:工作)?(?:例会|碰头会|调度会)(?:议)?"
        ),
    ),
    (
        "party_group",
        re.compile(
            r"党组(?:第\d{1,4}次|第[一二三四五六七八九十百]{1,5}次)?(?:理论学习中心组)?(?:（扩大）|扩大)?(?:集中|专题|集体)?(?:学习)?会(?:议)?"
        ),
    ),
    ("thematic", re.compile(r"专题(?:研究|工作|协调|办公)?(?:（扩大）)?会(?:议)?|[^，。、\n]{2,20}专题会(?:议)?")),
    ("work_conference", re.compile(r"工作(?:推进|部署|调度|协调)?会(?:议)?")),
    (
        "other",
        re.compile(
            r"常委(?:会|（扩大）|扩大)*会议|(?:调度|推进|座谈|协调|联席|现场|碰头|部署|动员|动员大|视频|电视电话|例)会(?:议)?|常委会(?=第)"
        ),
    ),
)
_BODY = re.compile(rf"[\u4e00-\u9fff]{{0,24}}?{alternation('organs', 'meeting')}")
_CONVENED = re.compile(r"召开了?|举行了?")
_MEETING = re.compile(
    r"会议|常务会|办公会|专题会|例会|碰头会|调度会|推进会|座谈会|全体会|联席会|协调会|动员(?:大)?会|部署会|现场会|工作会|学习会|纪要"
)
_BEFORE = re.compile(
    rf"(?:^|[，。：日午晚时分）〕])(?P<organ>[\u4e00-\u9fff]{{1,24}}?{alternation('organs', 'meeting')})$"
)
_PLACE = re.compile(r"在[^，。；]{2,40}$")
_CLAUSE_END = re.compile(r"[，。；：\n]|（(?!扩大)")
_TOGETHER = re.compile(r"暨|(?<=会议)(?:和|及|、|以及)")
_LEAD = re.compile(
    rf"(?:(?:\d{{4}}|[二〇零一三四五六七八九]{{4}})年(?:度)?|第{NUMBER}届(?:{NUMBER}次)?|第{NUMBER}[次期]|{NUMBER}届(?:{NUMBER}次)?|我|关于(?:进一步|印发|切实|做好|落实|贯彻|抓好|分解|督办|转发)*)+"
)


@dataclass(frozen=True, slots=True)
class MeetingName:
    """The parts of a meeting's name that one stretch of text gives."""

    body: Found | None = None
    kind: Found | None = None
    term: Found | None = None
    number: Found | None = None
    year_number: Found | None = None
    extended: bool = False


def names_in(view: View, start: int, end: int) -> list[MeetingName]:
    """The names of the meetings that a title line or an opening sentence says were held; the one with a number first."""
    text = view.s
    convened = _CONVENED.search(text, start, end)
    if convened is None:
        return [read_window(view, start, end)] if _MEETING.search(text, start, end) else []
    stop = _clause_end(text, convened.end(), min(end, convened.end() + 90))
    if _MEETING.search(text, convened.end(), stop):
        names = [read_window(view, a, b) for a, b in _together(text, convened.end(), stop)]
        organ = _BEFORE.search(
            _PLACE.sub("", text[start : convened.start()].removesuffix("主持").removesuffix("理论学习中心组"))
        )
        if organ and not any(name.body and len(str(name.body.value)) > len("常委会") for name in names):
            names = _of_organ(view, names, (start + organ.start("organ"), start + organ.end("organ")))
    else:
        room = text.find("在", start, convened.start())
        stop = room if room > start and _MEETING.search(text, start, room) else convened.start()
        left = max(text.rfind("，", start, stop), text.rfind("：", start, stop), start - 1) + 1
        names = [read_window(view, a, b) for a, b in _together(text, left, stop)]
    return sorted(names, key=lambda name: name.number is None)


def _of_organ(view: View, names: list[MeetingName], organ: tuple[int, int]) -> list[MeetingName]:
    """What the organ before 召开 gives to the meetings named behind it: the body, its term, and that a party group met."""
    text, (at, end) = view.s, organ
    party = text.endswith(("党组", "党委"), at, end)
    group = _found(view, (end - 2, end), "party_group") if text.endswith("党组", at, end) else None
    term = _TERM.search(text, at, end)
    return [
        replace(
            name,
            body=_body(view, at, end, party=party),
            kind=name.kind or group,
            term=name.term or (_found(view, term.span(), number(term["term"])) if term else None),
        )
        for name in names
    ]


def _clause_end(text: str, start: int, end: int) -> int:
    """The comma or full stop behind the name, or the bracket that lists other meetings; 、 between two meetings does not end it."""
    stop = _CLAUSE_END.search(text, start, end)
    return stop.start() if stop else end


def _together(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Meetings held together: …会议暨…会议, …会议和…会议."""
    windows, left = [], start
    for mark in _TOGETHER.finditer(text, start, end):
        windows.append((left, mark.start()))
        left = mark.end()
    return [*windows, (left, end)]


def read_window(view: View, start: int, end: int) -> MeetingName:
    """The name that stands in ``view.s[start:end]``."""
    text = view.s
    kind_match, kind = _kind(text, start, end)
    stop = kind_match.end() if kind_match else end
    term, count, year = (pattern.search(text, start, end) for pattern in (_TERM, _NUMBER, _YEAR))
    number_span = (
        (count.start("number") if text[count.start()] == "届" else count.start(), count.end()) if count else (0, 0)
    )
    return MeetingName(
        body=_body(view, start, stop, party=kind == "party_group"),
        kind=_found(view, kind_match.span(), kind) if kind_match else None,
        term=_found(view, term.span(), number(term["term"])) if term else None,
        number=_found(view, number_span, number(count["number"])) if count else None,
        year_number=_found(view, year.span(), number(year["year"])) if year and count else None,
        extended="扩大" in text[start : stop + 6],
    )


def _found(view: View, span: tuple[int, int], value: str | int | None) -> Found:
    return Found(text=view.words(*span), span=view.span(*span), rule=RULE, value=value)


def _kind(text: str, start: int, end: int) -> tuple[re.Match[str] | None, str | None]:
    for kind, pattern in _KINDS:
        if match := pattern.search(text, start, end):
            return match, kind
    return None, None


def _body(view: View, start: int, stop: int, *, party: bool = False) -> Found | None:
    """The organ as named, without the term or the number that may stand inside its name; a party group only where it met."""
    text = view.s
    if lead := _LEAD.match(text, start, stop):
        start = lead.end()
    best: tuple[int, int] | None = None
    at = start
    while match := _BODY.search(text, at, stop):
        left, right = match.span()
        if party and text.startswith("党组", right):
            right += 2
        if best is not None and left == best[1] and text[left:right] == "常委会":
            best = (best[0], right)
        elif best is None or _core(text[left:right], party=party) > _core(text[best[0] : best[1]], party=party):
            best = (left, right)
        at = right
    joined = _JOINED.search(text, start, stop)
    if joined and (best is None or joined.start() <= best[0]):
        best = joined.span()
    if best is None:
        return None
    if counted := _COUNTED.match(text, *best):
        best = (counted.end(), best[1])
    elif text.startswith("次", best[0]):  # 108次常委会
        best = (best[0] + 1, best[1])
    name = _INSIDE.sub("", text[best[0] : best[1]])
    return _found(view, best, name) if len(name) > 1 else None


_INSIDE = re.compile(rf"第?{NUMBER}届|第?{NUMBER}次|^年(?:度)?")
_JOINED = re.compile(rf"[\u4e00-\u9fff]{{1,10}}?第?{NUMBER}届(?:第{NUMBER}次)?(?:人民)?政府")
_COUNTED = re.compile(rf"(?:年(?:度)?)?第?{NUMBER}次")


def _core(name: str, *, party: bool) -> int:
    """How telling a name is: the longest form wins; a party group over the government it belongs to only where the group met."""
    return len(_INSIDE.sub("", name)) - (4 if name.endswith(("党组", "党委")) and not party else 0)
