"""The layout of a meeting's text: what each sentence of the view is, before anyone asks what it says.

The view's paragraphs are walked once. Lines before the opening are the title block; the opening, attendance and agenda sentences are
known by their cues wherever they stand; numbered lines are topics or ordinals; the rest is body, under the heading (会议强调，…) and the
ordinal in force where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from jiyao.reading import Genre, Heading
from jiyao.sentences import is_run_in, pieces
from jiyao.text import Line, View

SentenceKind: TypeAlias = Literal["opening", "attendance", "agenda", "body", "foot"]

HEADINGS: dict[str, Heading] = {
    "强调": "stress",
    "要求": "require",
    "指出": "point_out",
    "认为": "hold",
    "决定": "decide",
    "议定": "decide",
    "确定": "decide",
    "明确": "clarify",
}

_MANY = "一二三四五六七八九十百"
_ORDINAL = re.compile(
    rf"(?P<zh>第?[{_MANY}]{{1,3}})(?:、|[.．]|(?=\n|$))|（(?P<br>[{_MANY}]{{1,3}}|\d{{1,2}})）|(?P<ar>\d{{1,2}})[.、](?!\d)"
)
_TOPIC_IN_LINE = re.compile(
    rf"第?(?P<zh>[{_MANY}]{{1,3}})(?:、|[.．])(?P<topic>(?:关于|审议|听取|研究|讨论)[^。；：！\n]{{2,80}}+)[。：](?=会议|原则|同意|[^\n]{{0,60}}要)"
)
_BARE_ORDINAL = re.compile(rf"[{_MANY}]{{1,3}}、?$")

_SPEAKER = r"(?:会议|会上|会前|大家|与会人员|与会同志|[^，。；：！？、\n《“]{2,24}?)"
_HEADING = re.compile(
    rf"(?:(?:会议|会上)(?:还|再次|最后|同时|进一步|特别|一致|着重|就[^，。；：\n]{{1,30}}?)?(?P<meeting>强调|要求|指出|认为|决定|议定|确定|明确)"
    rf"(?!的|了(?!：)|事项|书)(?:指出|强调|要求|如下)?(?:以下[^：\n]{{0,12}})?[，：]?"
    rf"|(?P<elided>强调|要求|指出|认为|议定)[，：]"
    rf"|(?:就[^。；：\n]{{2,40}}[，])?{_SPEAKER}(?P<speaker>强调|指出|要求)(?:指出|强调|要求)?[，：])"
)
_LIST_HEADING = re.compile(
    r"(?:(?:会议)?议定事项|现将[^。\n]{0,40}纪要如下|(?:会议)?纪要如下|现纪要如下|会议(?:主要)?(?:内容|精神|事项)[^。\n]{0,10})[：。]?"
)

_AGENDA_VERBS = "传达学习贯彻|传达学习|传达贯彻|学习传达|学习贯彻|书面传达|专题学习|集体学习|集中学习|传达|学习|审议通过|审议|审定|审阅|听取|研究讨论|研究审议|研究部署|研究|讨论|通报|书面通报|观看|通过|部署|安排部署"
AGENDA = re.compile(
    rf"(?:会议|会上|会前|本次会议|会议首先|首先)?(?:还|又|再次|首先|随后|随即|专题|集中|书面|集体|分别|逐项|深入|并|一并|以[^，。；]{{2,30}}形式)*，?"
    rf"(?P<verb>(?:{_AGENDA_VERBS})(?:(?:、|并|和|及|与)(?:原则)?(?:{_AGENDA_VERBS}|同意))?)(?P<done>了)?"
)
_AGENDA_SUBJECT = re.compile(r"会议|会上|会前|本次会议|首先")
_PROCEDURE = re.compile(r"会议还(?:研究|讨论|审议|听取)?[^。；\n]{0,12}其[他它](?:有关)?(?:事项|事宜|工作|议题|问题)")

_ATTENDANCE = re.compile(
    r"(?:出席|列席|参加|缺席)(?:了)?(?:本次|此次|今天的)?(?:会议|会(?=[。；，\n]|$))|应邀(?:出席|列席|参加)|(?:列席|出席|参会|请假)(?=[。；，（）\n]|$)|按议题(?:分别)?列席|列席(?:相关|有关|各)?议题|议题时列席"
)
LABELLED = re.compile(
    r"(?P<label>固定列席|按议题列席|列席|出席|参加|参会|与会|缺席|请假|因事请假|主持|记录|时间|地点|会议时间|会议地点|会议主持|会议记录|汇报)(?:会议)?(?:人员|单位|领导|人|同志)?(?:名单)?[：]"
)
_FOOT = re.compile(
    r"（?(?:来源|稿源|文章来源|信息来源|消息来源|供稿|供稿单位|撰稿|撰稿人|审核|审核人|责任编辑|责编|编辑|校对|记者|通讯员|作者|终审|初审|复审|监制)[：/]"
    r"|(?:抄送|发送|分送|主送|报送|抄报|印发|发|送|报)[：]|附件[：\d]|主题词|版权所有|扫一扫|打印本页|关闭窗口|上一篇|下一篇|相关(?:链接|阅读|文章|新闻)|网站(?:地图|标识)|备案号|主办单位[：]|联系我们|您?当前(?:的)?位置"
    r"|[^。\n]{2,30}(?:办公室|办公厅|督查室)(?:秘书[一二三]?科)?\d{4}年\d{1,2}月\d{1,2}日印发"
)
_DATE_START = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|[二〇零一三四五六七八九]{4}年|近日|日前|今天|昨日|今日|[^。\n]{0,14}讯"
)
_OPENING = re.compile(r"主持召开|召开|举行|主持")
_MEETING_WORD = re.compile(r"会议|常务会|办公会|专题会|调度会|推进会|座谈会|党组会")
_TITLE_WORD = re.compile(r"会议|常务会|办公会|专题会|纪要|分解表|分工表|任务表|责任清单|通知|督查|督办")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the view, ``view.s[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A numbered heading that names what comes under it."""

    start: int
    end: int
    ordinal: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or clause with what is known of it from where it stands; heading words and ordinals stand outside it."""

    start: int
    end: int
    kind: SentenceKind
    line: int
    heading: Heading | None = None
    ordinal: str | None = None
    topic: int | None = None
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One meeting's part of the view, taken apart."""

    part: Zone
    genre: Genre
    title: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]
    topics: tuple[Topic, ...]
    labelled: tuple[Zone, ...]
    """Attendance in the form of labelled lines (出席：…), label included."""


def parts(view: View) -> list[Zone]:
    """The stretches of the view that report one meeting each; a text without an opening is one part."""
    openings = [number for number, line in enumerate(view.lines) if is_opening(view, line)]
    starts = [0]
    for before, number in zip(openings, openings[1:], strict=False):
        first = _title_above(view, number, before)
        starts.append(view.lines[first].start)
    ends = [*starts[1:], len(view)]
    return [Zone(start, end) for start, end in zip(starts, ends, strict=True)]


def is_opening(view: View, line: Line) -> bool:
    """Whether a paragraph opens a report: a day, someone who convenes, and a meeting's name, close together."""
    head = view.s[line.start : min(line.end, line.start + 160)]
    stop = head.find("。")
    head = head[: stop + 1] if stop >= 0 else head
    cue = _OPENING.search(head)
    if cue is None or _MEETING_WORD.search(head, cue.start()) is None:
        return (
            cue is not None
            and _MEETING_WORD.search(head) is not None
            and bool(_DATE_START.match(head))
            and line.end - line.start > 30
        )
    return bool(_DATE_START.search(head[:40])) or (cue.group() == "主持召开" and line.end - line.start > 25)


def _title_above(view: View, number: int, stop: int) -> int:
    """The first line of the title block that stands right above an opening."""
    first = number
    while first - 1 > stop:
        line = view.lines[first - 1]
        text = view.s[line.start : line.end]
        if (
            len(text) > 60
            or text[-1] in "。；"
            or _FOOT.match(text)
            or not (_TITLE_WORD.search(text) or len(text) < 30)
        ):
            break
        first -= 1
    return first


def lay_out(view: View, part: Zone) -> Layout:
    """Take one part apart."""
    return _Walk(view, part).layout()


@dataclass(slots=True)
class _State:
    heading: Heading | None = None
    ordinal: str | None = None
    topic: int | None = None
    listing: bool = False
    """A heading that ended its line (会议强调：) holds for the numbered paragraphs behind it."""


@dataclass(slots=True)
class _Walk:
    view: View
    part: Zone
    state: _State = field(default_factory=_State)
    sentences: list[Sentence] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    title: list[Zone] = field(default_factory=list)
    labelled: list[Zone] = field(default_factory=list)

    def layout(self) -> Layout:
        lines = [line for line in self.view.lines if self.part.start <= line.start < self.part.end]
        opening = self._opening(lines)
        for number, line in enumerate(lines):
            if opening is not None and number < opening and not self._is_labelled(line):
                self.title.append(Zone(line.start, line.end))
            else:
                self._paragraph(number, line, lines, is_opening=number == opening)
        return Layout(
            self.part,
            self._genre(opening is not None),
            tuple(self.title),
            tuple(self.sentences),
            tuple(self.topics),
            tuple(self.labelled),
        )

    def _opening(self, lines: list[Line]) -> int | None:
        for number, line in enumerate(lines):
            if is_opening(self.view, line):
                return number
        for number, line in enumerate(lines[:12]):
            text = self.view.s[line.start : line.end]
            if AGENDA.match(text) and text.startswith("会议") and text.endswith("。"):
                return number
            if _HEADING.match(text) and text.startswith("会议"):
                return number
        return None

    def _genre(self, opened: bool) -> Genre:
        title = "".join(self.view.s[zone.start : zone.end] for zone in self.title)
        head = title or self.view.s[self.part.start : self.part.start + 60]
        if re.search(r"分解表|分工表|任务表|责任清单|责任分工方案|任务清单", head):
            return "task_table"
        if "纪要" in head or (
            opened
            and re.search(r"纪要如下|议定事项如下|会议纪要", self.view.s[self.part.start : self.part.start + 600])
        ):
            return "minutes"
        if re.search(r"(?:督查|督办|交办|任务分解).{0,20}通知|关于.{2,40}的通知|督查通知单|交办单|督办单", head):
            return "notice"
        return "communique" if opened else "other"

    def _is_labelled(self, line: Line) -> bool:
        return LABELLED.match(self.view.s, line.start, line.end) is not None

    def _paragraph(self, number: int, line: Line, lines: list[Line], *, is_opening: bool) -> None:
        text = self.view.s
        if self._is_labelled(line) and self._label_line(line):
            return
        if _FOOT.match(text, line.start, line.end):
            self.sentences.append(Sentence(line.start, line.end, "foot", number))
            return
        if not is_opening and self._numbered_topic(number, line, lines):
            return
        start = (self._topic_in_line(line) if not is_opening else None) or self._take_ordinal(line)
        self._sentences(number, start, line.end, is_opening=is_opening)

    def _label_line(self, line: Line) -> bool:
        """A labelled line is attendance; one that also runs on into sentences of another kind is not."""
        self.labelled.append(Zone(line.start, line.end))
        return True

    def _numbered_topic(self, number: int, line: Line, lines: list[Line]) -> bool:
        """A numbered line without a full stop that has its body below, or is one of a list of topics."""
        text = self.view.s
        match = _ORDINAL.match(text, line.start, line.end)
        if match is None or match.group("zh") is None:
            return False
        start = match.end()
        if start >= line.end:  # a bare 一 on its own line
            self.state.ordinal = match.group("zh")
            return True
        body = text[start : line.end]
        if self.state.listing and self.state.heading in {"stress", "require"} and not AGENDA.match(body):
            return False
        if body[-1] in "。；！：，" or len(body) > 160 or "。" in body or not self._names_topic(body, number, lines):
            return False
        self.topics.append(Topic(start, line.end, match.group("zh")))
        self.state = _State(ordinal=match.group("zh"), topic=len(self.topics) - 1)
        return True

    def _topic_in_line(self, line: Line) -> int | None:
        """一、关于供热问题。会议议定：… names its topic and goes on in the same line; the position behind the heading."""
        match = _TOPIC_IN_LINE.match(self.view.s, line.start, line.end)
        if match is None:
            return None
        self.topics.append(Topic(match.start("topic"), match.end("topic"), match["zh"]))
        self.state = _State(ordinal=match["zh"], topic=len(self.topics) - 1)
        return match.end()

    def _names_topic(self, body: str, number: int, lines: list[Line]) -> bool:
        if AGENDA.match(body) or body.startswith(("关于", "《")) or "汇报" in body or "议题" in body:
            return True
        following = lines[number + 1] if number + 1 < len(lines) else None
        return following is not None and (
            self.view.s.startswith("会议", following.start) or following.end - following.start > len(body) + 10
        )

    def _take_ordinal(self, line: Line) -> int:
        """Drop 一、 at the start of a paragraph and note it; （一） and 1. stay with the words, 会议X， is the sentence's business."""
        text = self.view.s
        match = _ORDINAL.match(text, line.start, line.end)
        if match is not None and match.group("zh") and match.end() > match.start() and text[match.end() - 1] in "、.．":
            self.state.ordinal = match.group("zh")
            return match.end()
        starts_item = match is not None or re.compile(rf"[{_MANY}]{{1,2}}(?:是|要)").match(text, line.start, line.end)
        if not starts_item and not self.state.listing:
            self.state.heading = None
            if self.state.topic is None:
                self.state.ordinal = None
        return line.start

    def _sentences(self, number: int, start: int, end: int, *, is_opening: bool) -> None:
        first = True
        cut = list(pieces(self.view.s, start, end))
        for place, (left, right, enumerator) in enumerate(cut):
            at = self._take_heading(left, right)
            if at >= right:
                self.state.listing = right >= end
                first = False
                continue
            if enumerator and self.view.s[at] in _MANY and self.view.s[at + 1 : at + 2] == "、":
                self.state.ordinal, at = self.view.s[at], at + 2
            kind = self._kind(at, right, opening=is_opening and first)
            sentence = Sentence(at, right, kind, number, self.state.heading, self.state.ordinal, self.state.topic)
            following = self.view.s[right : cut[place + 1].end] if place + 1 < len(cut) else None
            run_in = kind == "body" and is_run_in(
                self.view.s[at:right], following=following, opens_paragraph=at == start
            )
            self.sentences.append(replace(sentence, run_in=run_in))
            first = False
        if not is_opening and self.view.s[end - 1] != "：" and self.state.heading and not self.state.ordinal:
            self.state.listing = False

    def _take_heading(self, start: int, end: int) -> int:
        """Note 会议强调， and drop it; the position behind it."""
        if match := _LIST_HEADING.match(self.view.s, start, end):
            return match.end() if match.end() >= end else start
        match = _HEADING.match(self.view.s, start, end)
        if match is None:
            return start
        word = match.group("meeting") or match.group("elided") or match.group("speaker")
        self.state.heading = HEADINGS[word]
        if match.end() < end and self.view.s[match.end() - 1] == "：":
            self.state.listing = False
        return match.end()

    def _kind(self, start: int, end: int, *, opening: bool) -> SentenceKind:
        text = self.view.s[start:end]
        if opening:
            return "opening"
        if _FOOT.match(text) or _PROCEDURE.match(text):
            return "foot"
        if is_attendance(text):
            return "attendance"
        if self.state.heading is None and is_agenda(text, seen_opening=bool(self.sentences)):
            return "agenda"
        if text.startswith("会议") and is_agenda(text, seen_opening=True):
            return "agenda"
        return "body"


def is_attendance(text: str) -> bool:
    """Whether a sentence says who was there; an instruction to attend (要…参加) is none."""
    match = _ATTENDANCE.search(text)
    if match is None or len(text) > 1200:
        return False
    return not re.search(r"要(?!素)|应当|必须|不得|确保|积极", text[: match.start()]) and len(text) - match.end() < 60


def is_agenda(text: str, *, seen_opening: bool) -> bool:
    """Whether a sentence only reports what was on the table."""
    match = AGENDA.match(text)
    if match is None:
        return False
    subject = _AGENDA_SUBJECT.match(text)
    if subject is None and not (
        match.group("done")
        or re.search(r"(?:情况|汇报|报告|方案|意见|办法|精神|事宜|事项|工作|问题|《[^》]+》|）)[。；]?$", text)
    ):
        return False
    rest = text[match.end() :]
    if subject is None and not match.group("done") and re.match(r"(?:好|透|贯彻|领会|宣传|借鉴|先进)", rest):
        return False
    return seen_opening and not re.search(r"，(?:各[^，]{1,10})?要(?!求|素|点|闻)", text) and bool(rest.strip("。；"))
