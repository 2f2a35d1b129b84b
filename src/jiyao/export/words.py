"""The Chinese words that exports print for the values of a reading."""

from __future__ import annotations

from jiyao.reading import AgendaKind, Heading, Label, Reading, Statement

LABELS: dict[Label, str] = {"assessment": "形势", "attitude": "态度", "action": "事项", "outcome": "决定"}
HEADINGS: dict[Heading, str] = {
    "stress": "会议强调",
    "require": "会议要求",
    "point_out": "会议指出",
    "hold": "会议认为",
    "decide": "会议议定",
    "clarify": "会议明确",
}
AGENDA: dict[AgendaKind, str] = {
    "convey": "传达学习",
    "study": "学习",
    "deliberate": "审议",
    "hear": "听取",
    "research": "研究",
    "other": "其他",
}
OUTCOMES = {
    "approved": "通过",
    "approved_in_principle": "原则通过",
    "approved_after_revision": "修改后通过",
    "deferred": "暂缓",
    "rejected": "未通过",
    "noted": "知悉",
}


def printed(words: str) -> str:
    """Words of the source on one line, without the gaps and control characters of its layout."""
    return "".join(char for char in "".join(words.split()) if char.isprintable())


def meeting_name(reading: Reading) -> str:
    """What the meeting is called: its title, else body and number, else nothing."""
    meeting = reading.meeting
    if meeting.title is not None:
        return printed(meeting.title.text)
    return "".join(printed(found.text) for found in (meeting.body, meeting.number, meeting.kind) if found is not None)


def origin(statement: Statement) -> str:
    """Where in the meeting's text a statement stands: 会议要求三."""
    heading = HEADINGS[statement.heading] if statement.heading is not None else ""
    return heading + (statement.ordinal or "")


def owners(statement: Statement, role: str) -> str:
    return "、".join(dict.fromkeys(printed(owner.text) for owner in statement.owners if owner.role == role))
