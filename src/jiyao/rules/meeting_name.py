"""The name of the meeting: which organ, of which term, for the how many-th time, in which form.

Reads: ``九届市人民政府第47次常务会议``, ``县十六届政府第9次常务会议``, ``2026年第2次``, ``第18届6次``, ``五届104次``, ``第49次常务（扩大）会议``,
    ``市政府党组会议``; in the opening sentence and in title lines.
Leaves alone: other meetings that the sentence names (``传达学习全国…会议精神``): only the window behind 召开 or a title line is read.
Limits: of two meetings held together (党组会议和常务会议) the one with a number is taken, else the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiyao.lexicon import alternation
from jiyao.numerals import NUMBER, number
from jiyao.reading import Found
from jiyao.text import View

RULE = "meeting_name"

_TERM = re.compile(rf"第?(?P<term>{NUMBER})届")
_NUMBER = re.compile(rf"(?:第|届)(?P<number>{NUMBER})[次期]")
_YEAR = re.compile(r"(?P<year>\d{4}|[二〇零一三四五六七八九]{4})年(?:度)?(?=第|市|县|区|州|全|政|常)")
_EXTENDED = re.compile(r"（?扩大）?")
_KINDS = (
    ("executive", re.compile(r"常务(?:（扩大）|扩大)?会(?:议)?")),
    ("plenary", re.compile(r"全体(?:组成人员)?(?:（扩大）|扩大)?会(?:议)?")),
    (
        "mayor_office",
        re.compile(r"(?:[省市县区州旗]长|主任|专员)办公(?:（扩大）)?会(?:议)?|[省市县区州旗]长(?:工作)?例会"),
    ),
    ("party_group", re.compile(r"党组(?:理论学习中心组)?(?:（扩大）|扩大)?(?:学习)?会(?:议)?")),
    ("thematic", re.compile(r"专题(?:研究|工作|协调|办公)?(?:（扩大）)?会(?:议)?|[^，。、\n]{2,20}专题会(?:议)?")),
    ("work_conference", re.compile(r"工作(?:推进|部署|调度|协调)?会(?:议)?")),
    ("other", re.compile(r"(?:调度|推进|座谈|协调|联席|现场|碰头|部署|动员|视频|电视电话)会(?:议)?")),
)
_BODY = re.compile(rf"[\u4e00-\u9fff]{{0,24}}?{alternation('organs', 'meeting')}")
_STOP = re.compile(r"召开了?|举行了?|主持|参加")


@dataclass(frozen=True, slots=True)
class MeetingName:
    """The parts of a meeting's name that one stretch of text gives."""

    body: Found | None = None
    kind: Found | None = None
    term: Found | None = None
    number: Found | None = None
    year_number: Found | None = None
    extended: bool = False


def read_window(view: View, start: int, end: int) -> MeetingName:
    """The name that stands in ``view.s[start:end]``, which begins with it (a title line, or what follows 召开)."""
    text = view.s
    kind_match, kind = _kind(text, start, end)
    stop = kind_match.end() if kind_match else end
    term, count, year = (pattern.search(text, start, end) for pattern in (_TERM, _NUMBER, _YEAR))
    return MeetingName(
        body=_body(view, start, stop),
        kind=_found(view, kind_match.span(), kind) if kind_match else None,
        term=_found(view, term.span(), number(term["term"])) if term else None,
        number=_found(
            view, count.span("number") if text[count.start()] == "届" else count.span(), number(count["number"])
        )
        if count
        else None,
        year_number=_found(view, year.span(), number(year["year"])) if year and count else None,
        extended=bool(re.search(r"扩大", text[start : stop + 6])),
    )


def _found(view: View, span: tuple[int, int], value: str | int | None) -> Found:
    return Found(text=view.words(*span), span=view.span(*span), rule=RULE, value=value)


def _kind(text: str, start: int, end: int) -> tuple[re.Match[str] | None, str | None]:
    for kind, pattern in _KINDS:
        if match := pattern.search(text, start, end):
            return match, kind
    return None, None


def _body(view: View, start: int, stop: int) -> Found | None:
    """The organ as named, without the term that may stand inside its name."""
    text = view.s
    best: tuple[int, int] | None = None
    at = start
    while match := _BODY.search(text, at, stop):
        left, right = match.span()
        if best is None or _core(text[left:right]) > _core(text[best[0] : best[1]]):
            best = (left, right)
        at = right
    joined = re.compile(rf"[\u4e00-\u9fff]{{1,10}}?第?{NUMBER}届(?:人民)?政府").search(text, start, stop)
    if joined and (best is None or joined.start() <= best[0]):
        best = joined.span()
    if best is None:
        return None
    left = best[0]
    for cut in (_TERM, _YEAR):
        lead = cut.match(text, left, best[1])
        if lead:
            left = lead.end()
    name = _TERM.sub("", text[left : best[1]])
    return _found(view, (left, best[1]), name) if name else None


def _core(name: str) -> int:
    """How telling a name is: the longest form wins, but a party group never over the government it belongs to."""
    return len(_TERM.sub("", name)) - (4 if name.endswith(("党组", "党委")) else 0)
