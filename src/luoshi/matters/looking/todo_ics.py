"""Matters as iCalendar (RFC 5545): one task (VTODO) each, for the calendar programs that people have anyway."""

from __future__ import annotations

import datetime as dt

from luoshi.files.models import Confidentiality
from luoshi.journal.refusal import Refused
from luoshi.matters.listing.export import labels
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.listing.page import loaded
from luoshi.matters.looking.seen import Seen
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.models.audience import NO_DUE
from luoshi.matters.models.matter import DONE
from luoshi.workdays.ical import text_value, written

LIMIT = 1_000
"""Tasks of one file; more nobody keeps in a calendar."""


def todo_ics(seen: Seen, *, at: dt.datetime) -> bytes:
    """The matters asked for that have a time limit, as tasks due on their days; ``at`` is the moment of writing."""
    rows = seen.rows().filter(due_on__lt=NO_DUE)
    found = stretch(rows, ORDERS["due"], size=LIMIT, several=seen.several)
    if found.has_after:
        raise Refused(f"有完成时限的超过 {LIMIT} 件。请先按单位、领导或时限缩小范围，再导出到日历。")
    marked = labels(found.pks)
    stamp = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Luoshi//matters//ZH", "X-WR-CALNAME:督办事项"]
    for matter in loaded(found.pks):
        lines += _todo(matter, stamp, marked.get(matter.pk))
    lines.append("END:VCALENDAR")
    return written(lines)


def _todo(matter: Matter, stamp: str, label: str | None) -> list[str]:
    assert matter.due_on is not None, "only matters with a time limit are asked for"
    named = " ".join(filter(None, (matter.spoken or matter.code, matter.words)))
    told = [f"牵头单位：{matter.lead or '未明确'}", f"办结标准：{matter.standard}" if matter.standard else ""]
    told += [f"{Confidentiality(label).label}：出自内部文件，不得公开"] if label else []
    return [
        "BEGIN:VTODO",
        f"UID:{matter.ref}@luoshi",
        f"DTSTAMP:{stamp}",
        f"DUE;VALUE=DATE:{matter.due_on:%Y%m%d}",
        f"SUMMARY:{text_value(named)}",
        f"DESCRIPTION:{text_value(chr(10).join(filter(None, told)))}",
        f"STATUS:{_status(matter)}",
        "END:VTODO",
    ]


def _status(matter: Matter) -> str:
    """The state in the words of the standard."""
    if matter.state in DONE:
        return "COMPLETED"
    if matter.state == MatterState.ENDED:
        return "CANCELLED"
    return "NEEDS-ACTION" if matter.state in (MatterState.DOCKETED, MatterState.HANDED_OUT) else "IN-PROCESS"
