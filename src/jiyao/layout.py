"""The layout of a meeting's text: what each sentence of the view is, before anyone asks what it says.

The view's paragraphs are walked once. Lines before the opening are the title block; the opening, attendance and agenda sentences are
known by their cues wherever they stand; numbered lines are topics or ordinals; the rest is body, under the heading (会议强调，…) and the
ordinal in force where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiyao import signs
from jiyao.cells import Task, grid
from jiyao.genre import genre_of
from jiyao.laid import Layout, Sentence, SentenceKind, Topic
from jiyao.parts import TITLE_WORD, Zone, convenes, is_opening, tail
from jiyao.people import roll
from jiyao.reading import Heading
from jiyao.splitting import LONGEST_RUN_IN, MANY, Piece, is_run_in, pieces
from jiyao.text import Line, View

_ORDINAL = re.compile(
    rf"(?P<zh>第?[{MANY}]{{1,3}})(?:、|[.．]|(?=\n|$))|（(?P<br>[{MANY}]{{1,3}}|\d{{1,2}})）|(?P<ar>\d{{1,2}})[.、](?!\d)"
)
_CARRIES_ON = re.compile(rf"要(?!求)|同时|此外|各(?:级|地|镇|乡|部门|单位)|第?[{MANY}]{{1,2}}(?:是|要)")

_OPENS_MATTER = re.compile(r"会议|（一）|\d{1,2}[.、](?!\d)")
_HEAD_LINES = 8
_NO_MARKS = re.compile(r"[^。；：！，]{2,60}")
_ADDRESSED = re.compile(
    r"[^。；：！？]{1,110}(?:政府|单位|部门|机构|机关|办事处|委员会|管委会|街道|乡镇|[局办委镇乡司团院校])(?:（[^）]{2,20}）)?："
)
_TOPIC_IN_LINE = re.compile(
    rf"第?(?P<zh>[{MANY}]{{1,3}})(?:、|[.．])(?P<topic>(?P<short>关于[^，、。；：！\n]{{2,24}}(?=。))|(?:关于|审议|听取|研究|讨论)[^。；：！\n]{{2,80}}+)[。：]"
    rf"(?(short)(?=[^\n])|(?:(?<=(?:问题|事宜|事项|工作|情况|议题)[。：])|(?=会议|原则|同意|[^\n]{{0,60}}要)))"
)


def lay_out(view: View, part: Zone) -> Layout:
    """Take one part apart."""
    return _Walk(view, part).layout()


@dataclass(slots=True)
class _State:
    heading: Heading | None = None
    ordinal: str | None = None
    topic: int | None = None
    alone: bool = False
    """The ordinal stood on a line of its own: it holds for all paragraphs up to the next."""
    numbered: bool = False
    """The paragraph opened with 一、: what it tells of people and meetings is its matter."""
    above: int = -1
    """Where a heading begins that ended its line (某某指出：); -1 behind the first sentence below it."""
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
    over: bool = False
    """The imprint or the site's chrome has begun."""
    tail: int = 0
    """The number of the first of the short lines without marks that end the text: what a site or a signature leaves there."""
    tables: dict[int, Task | int] = field(default_factory=dict)
    """Where the headers of tables of tasks begin, with where they end, and where their rows begin."""

    def layout(self) -> Layout:
        first, last = (
            bisect_left(self.view.lines, at, key=lambda line: line.start) for at in (self.part.start, self.part.end)
        )
        lines = self.view.lines[first:last]
        opening = self._opening(lines)
        self.tail = tail(self.view, lines)
        number = self._notice_head(lines) if opening is None else 0
        headers, rows = grid(self.view)
        self.tables = dict(headers) | {row.start: row for row in rows}
        while number < len(lines):
            line = lines[number]
            if line.start in self.tables:
                number = self._cells(self.tables[line.start], lines, number)
                continue
            if signs.is_labelled(self.view.s, line.start, line.end):
                number = self._labelled(lines, number)
                continue
            if opening is not None and number < opening:
                self.title.append(Zone(line.start, line.end))
            else:
                self._paragraph(number, line, lines, is_opening=number == opening and is_opening(self.view, line))
            number += 1
        title = "".join(self.view.s[zone.start : zone.end] for zone in self.title)
        genre = genre_of(self.view, self.part, title, opened=opening is not None or len(self.labelled) >= 3)
        return Layout(
            self.part, genre, tuple(self.title), tuple(self.sentences), tuple(self.topics), tuple(self.labelled)
        )

    def _is_tables_title(self, number: int, lines: Sequence[Line]) -> bool:
        """Whether a short line without marks stands right above the header of a table of tasks: the table's own title."""
        line = lines[number]
        below = self.tables.get(lines[number + 1].start) if number + 1 < len(lines) else None
        return isinstance(below, int) and _NO_MARKS.fullmatch(self.view.s, line.start, line.end) is not None

    def _cells(self, cells: Task | int, lines: Sequence[Line], number: int) -> int:
        """Take the header of a table of tasks, given where it ends, or one of its rows; the number of the line behind it."""
        end = cells if isinstance(cells, int) else cells.end
        if isinstance(cells, int):
            told = Sentence(lines[number].start, end, "foot", number)
        else:
            start, task_end = cells.task
            told = Sentence(start, end, "body", number, None, self.state.ordinal, self.state.topic, task_end=task_end)
        self.sentences.append(told)
        return bisect_left(lines, end, number, key=lambda line: line.start)

    def _notice_head(self, lines: Sequence[Line]) -> int:
        """The title of a notice or table, and whom it is addressed to; the number of the line behind them."""
        for number, line in enumerate(lines[:_HEAD_LINES]):
            if _ADDRESSED.fullmatch(self.view.s, line.start, line.end):
                self.title.extend(Zone(above.start, above.end) for above in lines[:number])
                self.sentences.append(Sentence(line.start, line.end, "foot", number))
                return number + 1
            if "。" in self.view.s[line.start : line.end]:
                break
        number = 0
        headers = grid(self.view).headers
        for at, line in enumerate(lines[:6], 1):
            text = self.view.s[line.start : line.end]
            if (
                (headers and line.start >= headers[0][0])
                or len(text) > 60
                or text[-1] in "。；：，"
                or _ORDINAL.match(text)
            ):
                break
            number = (
                at if TITLE_WORD.search(text) else number
            )  # a title over two lines: 某区2023年重点工作 · 任务分解方案
        self.title.extend(Zone(line.start, line.end) for line in lines[:number])
        return number

    def _opening(self, lines: Sequence[Line]) -> int | None:
        for number, line in enumerate(lines):
            if is_opening(self.view, line):
                return number
        labels = [n for n, line in enumerate(lines[:30]) if signs.is_labelled(self.view.s, line.start, line.end)]
        if len(labels) >= 3:
            return labels[0]
        for number, line in enumerate(lines[:12]):
            numbered = _ORDINAL.match(self.view.s, line.start, line.end)
            text = self.view.s[numbered.end() if numbered else line.start : line.end]
            if "。" in text and not text.startswith("会议"):
                break
            first = text[: text.find("。") + 1]
            tells = signs.heading(text, 0, len(text)) or (first and signs.is_agenda(first))
            if tells and text.startswith("会议") and not text.endswith("："):
                return number
        return None

    def _labelled(self, lines: Sequence[Line], number: int) -> int:
        """Take a labelled line with those that go on below it; the number of the line behind them."""
        text, first = self.view.s, lines[number]
        match = signs.LABELLED.match(text, first.start, first.end)
        empty = match is not None and match.end() >= first.end
        last = number
        while last + 1 < len(lines) and not signs.is_labelled(text, lines[last + 1].start, lines[last + 1].end):
            line = lines[last + 1]
            if not ((empty and last == number) or self._goes_on(line, match)):
                break
            last += 1
        self.labelled.append(Zone(first.start, lines[last].end))
        return last + 1

    def _goes_on(self, line: Line, label: re.Match[str] | None) -> bool:
        """Whether a line below 列席： is one more line of names, below 议题： one more topic."""
        words = self.view.s[line.start : line.end]
        if label is None or signs.is_foot(words) or is_opening(self.view, line) or _ORDINAL.match(words):
            return False
        if label["label"] in {"议题", "议程"}:
            return words.startswith(("关于", "审议", "听取", "研究", "《", "传达")) and "。" not in words[:-1]
        if label["label"] in {"时间", "地点", "主持", "记录", "汇报"} or "会议" in words or len(words) > 400:
            return False
        return signs.TOPIC_MARK.match(words) is not None or self._lists_people(line)

    def _lists_people(self, line: Line) -> bool:
        """Whether a line has names in it, or is one group without names."""
        listed = roll(self.view, line.start, line.end, rule="")
        short = line.end - line.start <= 40 and not any(mark in self.view.s[line.start : line.end] for mark in "，。；")
        return bool(listed.people) or (short and bool(listed.groups))

    def _paragraph(self, number: int, line: Line, lines: Sequence[Line], *, is_opening: bool) -> None:
        text = self.view.s[line.start : line.end]
        if self.sentences and self.sentences[-1].kind == "body" and signs.is_duty_line(text):
            self.sentences[-1] = self.sentences[-1]._replace(end=line.end)
            return
        names_table = bool(self.tables) and self._is_tables_title(number, lines)
        if names_table or signs.is_foot(text) or number >= self.tail or (self.over and "。" not in text):
            self.over = self.over or not text.startswith(
                "（"
            )  # （此件公开发布） stands between a notice and what it hands out
            self.sentences.append(Sentence(line.start, line.end, "foot", number))
            return
        self.over = False
        if not is_opening and self._numbered_topic(number, line, lines):
            return
        start = (None if is_opening else self._topic_in_line(line)) or self._take_ordinal(line)
        self._sentences(number, start, line.end, is_opening=is_opening)

    def _numbered_topic(self, number: int, line: Line, lines: Sequence[Line]) -> bool:
        """A numbered line without a full stop that has its body below, or is one of a list of topics."""
        text = self.view.s
        match = _ORDINAL.match(text, line.start, line.end)
        if match is None or match.group("zh") is None:
            return False
        start = match.end()
        if start >= line.end:  # a bare 一 on its own line
            self.state = _State(ordinal=match.group("zh"), alone=True)
            return True
        if text[line.end - 1] in "。；！：，" or line.end - start > 160 or "。" in (body := text[start : line.end]):
            return False
        if self.state.listing and self.state.heading in {"stress", "require"} and not signs.AGENDA.match(body):
            return False
        if not self._names_topic(body, number, lines):
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

    def _names_topic(self, body: str, number: int, lines: Sequence[Line]) -> bool:
        if signs.AGENDA.match(body) or body.startswith(("关于", "《")) or "汇报" in body or "议题" in body:
            return True
        following = lines[number + 1] if number + 1 < len(lines) else None
        return following is not None and (
            following.start in self.tables
            or _OPENS_MATTER.match(self.view.s, following.start) is not None
            or following.end - following.start > len(body) + 10
        )

    def _take_ordinal(self, line: Line) -> int:
        """Drop 一、 at the start of a paragraph and note it; （一） and 1. stay with the words, 会议X， is the sentence's business."""
        text = self.view.s
        match = _ORDINAL.match(text, line.start, line.end)
        if match is not None and match.group("zh") and match.end() > match.start() and text[match.end() - 1] in "、.．":
            if not self.state.listing:
                self.state.heading = None
            self.state.ordinal, self.state.numbered = match.group("zh"), True
            return match.end()
        self.state.numbered = False
        carries_on = match is not None or _CARRIES_ON.match(text, line.start, line.end) is not None
        if not carries_on and not self.state.listing:
            self.state.heading = None
            if self.state.topic is None and not self.state.alone:
                self.state.ordinal = None
        return line.start

    def _sentences(self, number: int, start: int, end: int, *, is_opening: bool) -> None:
        text, state, first = self.view.s, self.state, True
        attends = signs.may_be_attendance(text, start, end)
        cut = self._pieces(start, end, opening=is_opening, attends=attends)
        for place, (left, stop, enumerator) in enumerate(cut):
            at = self._take_heading(left, stop)
            if at >= stop:
                state.listing, state.above = stop >= end, left
                first = False
                continue
            if enumerator and text[at] in MANY and text[at + 1 : at + 2] == "、":
                state.ordinal, at = text[at], at + 2
            announced = signs.announced(text, at, stop)
            right = announced[1] if announced else stop
            kind = self._kind(at, right, number, opening=is_opening and first, attends=attends)
            lead = left if at > left else -1
            heading = None if lead < 0 and text.startswith(("会议", "会上"), at) else state.heading
            run_in = False
            if kind == "body" and right - at <= LONGEST_RUN_IN:
                following = text[right : cut[place + 1].end] if place + 1 < len(cut) else None
                run_in = is_run_in(text[at:right], following, opens_paragraph=at == start, numbered=state.numbered)
            told = Sentence(
                at, right, kind, number, heading, state.ordinal, state.topic, run_in, max(lead, state.above)
            )
            self.sentences.append(told)
            state.above = -1
            if announced:
                state.heading, state.listing = announced[0], place + 1 == len(cut)
            first = first and kind == "foot"
        if not is_opening and text[end - 1] != "：" and state.heading and not state.ordinal:
            state.listing = False

    def _pieces(self, start: int, end: int, *, opening: bool, attends: bool) -> list[Piece]:
        """The paragraph's pieces that say something; one that reports the meeting is parted from what was said there.

        ``attends``: the paragraph has a word in it that every sentence about those present has.
        """
        text = self.view.s
        whole = self._whole_pieces(start, end) if attends else pieces(text, start, end)
        whole = [part for piece in whole for part in self._turned(piece, opening=opening and piece.start == start)]
        said: list[Piece] = []
        for piece in whole:
            if said and signs.gives_duty(text, piece.start, piece.end):  # …。责任单位：市金融办 on one line
                said[-1] = said[-1]._replace(end=piece.end)
            elif signs.says(text, piece.start, piece.end):
                said.append(piece)
        return said

    def _turned(self, piece: Piece, *, opening: bool) -> list[Piece]:
        """A piece in two where it reports the meeting first."""
        if not signs.may_turn(self.view.s, piece.start, piece.end):
            return [piece]
        turned = signs.turn(self.view.s, piece.start, piece.end)
        if turned is None:
            return [piece]
        head = self.view.s[piece.start : turned[0]]
        if opening or signs.reports(head, announces=self.view.s[piece.end - 1] == "："):
            return [piece._replace(end=turned[0]), Piece(turned[1], piece.end, enumerated=False)]
        return [piece]

    def _whole_pieces(self, start: int, end: int) -> list[Piece]:
        """A list of those present that ； divides stays in one."""
        text = self.view.s
        whole: list[Piece] = []
        held: list[Piece] = []
        for piece in pieces(text, start, end):
            held.append(piece)
            words = text[piece.start : piece.end]
            if words.endswith("；") and len(held) < 12 and not signs.is_attendance(words):
                continue
            if len(held) > 1 and signs.is_attendance(words) and signs.is_attendance(text[held[0].start : piece.end]):
                whole.append(Piece(held[0].start, piece.end, enumerated=False))
            else:
                whole += held
            held = []
        return whole + held

    def _take_heading(self, start: int, end: int) -> int:
        """Note 会议强调， and drop it; the position behind it."""
        if self.view.s[start] in signs.LIST_HEADING_STARTS and (
            match := signs.LIST_HEADING.match(self.view.s, start, end)
        ):
            return match.end() if match.end() >= end else start
        found = signs.heading(self.view.s, start, end)
        if found is None:
            return start
        self.state.heading, at = found
        at = signs.behind_addressees(self.view.s, at, end)
        if at < end and self.view.s[at - 1] == "：":
            self.state.listing = False
        return at

    def _kind(self, start: int, end: int, number: int, *, opening: bool, attends: bool) -> SentenceKind:
        text = self.view.s[start:end]
        if opening:
            return "opening" if convenes(text, 0, len(text)) or text[-1] != "。" else "foot"
        if signs.is_imprint(text):
            return "foot"
        if attends and not self.state.numbered and signs.is_attendance(text):
            return "attendance"
        if signs.is_procedure(text):
            return "foot"
        if (
            (self.sentences or text.startswith("会议"))
            and (self.state.heading is None or text.startswith(("会议", "会上")))
            and signs.is_agenda(text)
        ):
            return "agenda"
        if self.sentences and (self._continues_agenda(text, number) or self._lists_topics(text)):
            return "agenda"
        return "body"

    def _lists_topics(self, text: str) -> bool:
        """会议议题：一是传达…；二是审议…: what is enumerated before the body begins."""
        return (
            self.state.heading is None
            and signs.enumerates_topic(text)
            and not any(sentence.kind == "body" for sentence in self.sentences)
        )

    def _continues_agenda(self, text: str, number: int) -> bool:
        before = self.sentences[-1]
        if before.kind == "agenda" and before.line == number - 1 and self.view.s[before.end - 1] == "：":
            return True
        if before.kind != "agenda" or before.line != number or self.view.s[before.end - 1] != "；":
            return False
        return signs.goes_on_with_topics(text)
