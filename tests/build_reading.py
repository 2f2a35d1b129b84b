"""Readings made by hand, for tests of what the platform does with a reading, whatever the reader reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from jiyao.reading import Deadline, Found, Meeting, Owner, Part, Person, Reading, Source, Statement, Target
from jiyao.text import Span, Text
from luoshi.documents.reader import ReadText


@dataclass
class Words:
    """Finds words in a text, each search going on behind the last hit."""

    raw: str
    at: int = field(default=0)

    def span(self, words: str) -> Span:
        start = self.raw.index(words, self.at)
        return Span(start, start + len(words))

    def found(self, words: str, value: Any = None) -> Found:
        return Found(text=words, span=self.span(words), rule="by_hand", value=value)

    def owner(self, words: str, role: str) -> Owner:
        return Owner(text=words, span=self.span(words), rule="by_hand", role=role)  # type: ignore[arg-type]

    def deadline(self, words: str, value: str | None = None) -> Deadline:
        return Deadline(text=words, span=self.span(words), rule="by_hand", value=value, when={"kind": "before"})

    def target(self, words: str, quantity: float, unit: str) -> Target:
        return Target(text=words, span=self.span(words), rule="by_hand", quantity=quantity, unit=unit)

    def person(self, name: str, *posts: str) -> Person:
        return Person(name=self.found(name), posts=tuple(self.found(post) for post in posts))

    def statement(self, words: str, **facts: Any) -> Statement:
        """A statement; the search for what follows goes on from its start."""
        span = self.span(words)
        self.at = span.start
        return Statement(text=words, span=span, rule="by_hand", **facts)


def reading_of(raw: str, meeting: Meeting | None = None, **parts: Any) -> ReadText:
    """One reading over a whole text."""
    digest = hashlib.sha256(raw.encode()).hexdigest()
    reading = Reading(
        source=Source(name="", media_type="text/plain", sha256=digest, length=len(raw)),
        part=Part(index=0, of=1, span=Span(0, len(raw))),
        genre="communique",
        is_meeting=True,
        meeting=meeting or Meeting(),
        **parts,
    )
    return ReadText(Text.of(raw), (reading,))


ANLAN = """2020年3月9日上午，市委副书记、市长沈怀远在市政府三楼会议室主持召开安澜市九届人民政府第47次常务会议。
副市长陆知行出席会议。
会议强调：
一、防汛工作事关人民群众生命财产安全，形势依然严峻。要提高政治站位，统一思想认识。
会议要求：
一、副市长陆知行牵头，市水利局负责，市应急局、各乡镇配合，4月底前完成100座小水库除险加固；要尽快建立值班台账。
二、市住建局、市交通局、市城管局要排查低洼路段。
三、全市各级各部门要落实巡查制度。
四、=1+1 的写法要排查。
"""


def anlan() -> ReadText:
    """An invented meeting with every kind of owner: a leading person, leading and supporting bodies, a bare list, everyone."""
    w = Words(ANLAN)
    meeting = Meeting(
        body=w.found("安澜市九届人民政府"),
        term=w.found("九届", 9),
        number=w.found("第47次", 47),
        kind=w.found("常务会议", "executive"),
        date=w.found("2020年3月9日", "2020-03-09"),
        part_of_day=w.found("上午", "morning"),
        venue=w.found("市政府三楼会议室"),
        chair=w.person("沈怀远", "市委副书记", "市长"),
    )
    present = (w.person("陆知行", "副市长"),)
    statements = (
        w.statement(
            "防汛工作事关人民群众生命财产安全，形势依然严峻。", heading="stress", ordinal="一", label="assessment"
        ),
        w.statement("要提高政治站位，统一思想认识。", heading="stress", ordinal="一", label="attitude"),
        _reservoirs(w),
        w.statement("要尽快建立值班台账。", heading="require", ordinal="一", label="action", urgency=w.found("尽快")),
        _roads(w),
        w.statement(
            "全市各级各部门要落实巡查制度。",
            heading="require",
            ordinal="三",
            label="action",
            owners=(w.owner("全市各级各部门", "listed"),),
        ),
        w.statement("=1+1 的写法要排查。", heading="require", ordinal="四", label="action"),
    )
    return reading_of(ANLAN, meeting, present=present, statements=statements)


def _reservoirs(w: Words) -> Statement:
    words = "副市长陆知行牵头，市水利局负责，市应急局、各乡镇配合，4月底前完成100座小水库除险加固；"
    w.at = w.span(words).start
    return w.statement(
        words,
        heading="require",
        ordinal="一",
        label="action",
        owners=(
            w.owner("陆知行", "lead"),
            w.owner("市水利局", "lead"),
            w.owner("市应急局", "support"),
            w.owner("各乡镇", "support"),
        ),
        deadline=w.deadline("4月底前", "2020-04-30"),
        targets=(w.target("100座", 100, "座小水库"),),
    )


def _roads(w: Words) -> Statement:
    return w.statement(
        "市住建局、市交通局、市城管局要排查低洼路段。",
        heading="require",
        ordinal="二",
        label="action",
        owners=tuple(w.owner(name, "listed") for name in ("市住建局", "市交通局", "市城管局")),
    )
