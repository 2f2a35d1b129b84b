"""The 责任分解表 of a meeting as it stands today: the docketed matters, with what the meeting stressed before them."""

from __future__ import annotations

import datetime as dt

from luoshi.documents.tables import Emphasis, TaskTable, emphases_of
from luoshi.journal.acting import Acting
from luoshi.matters.meeting.page import held_words
from luoshi.matters.meeting.shown import general, seen_of
from luoshi.matters.meeting.telling import texts_of, told
from luoshi.matters.models import MatterState, Sort
from luoshi.matters.models.matter import ON_THE_DOCKET
from luoshi.matters.rows import table_row
from luoshi.meetings.models import Meeting


def present_table(meeting: Meeting, acting: Acting, *, on: dt.date) -> TaskTable:
    """The table as this person may see it; before anything is docketed it holds the proposals. What was dropped is left out.

    What goes into the notice (面上要求) stands before the table, below what was stressed.
    """
    found, seen = told(texts_of(meeting, acting)), seen_of(meeting, acting, on=on)
    docketed = [pair for pair in seen.matters if pair[0].state in ON_THE_DOCKET]
    waiting = [pair for pair in seen.matters if pair[0].state == MatterState.PROPOSED and pair[0].sort != Sort.GENERAL]
    rows = [
        table_row(matter, number, last_said=said, leaders=seen.leaders, on=on)
        for number, (matter, said) in enumerate(docketed or waiting, start=1)
    ]
    emphases = list(emphases_of(found.reading)) if found is not None else []
    if apart := general(seen.rows()):
        emphases.append(Emphasis("面上要求（写入通知，不单独立项）：", tuple(row.words for row in apart)))
    held = held_words(meeting, found.reading if found is not None else None)
    lines = (f"会议时间：{held}　　截至：{on.year}年{on.month}月{on.day}日",)
    return TaskTable(f"{meeting.name}议定事项责任分解表", lines, tuple(emphases), tuple(rows))
