"""A row of a ledger understood: bodies, leader, days, state and source of a running matter, and what is doubtful about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.bodies.models import Body
from luoshi.matters.ledger.reading import Table, TableRow
from luoshi.matters.ledger.resolving import Bodies, Finder
from luoshi.matters.ledger.words import dated, day_of, days_of, is_serial, source_of, state_of
from luoshi.matters.models import MatterState, SaidState, Source
from luoshi.matters.operations.taking_over import Running
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post

_FIELDS = {
    "words": "matter",
    "lead": "lead_body",
    "supporting": "supporting",
    "leader": "lead_person",
    "due_on": "due",
    "standard": "standard",
    "remark": "remark",
}
"""Fields whose origin is told, with the column they come from."""
_LIMITS = {"code": 40, "standard": 300, "remark": 300, "due_words": 80, "unresolved": 300, "topic": 300, "heading": 20}


@dataclass(slots=True)
class Understood:
    """``unknown`` are names of bodies that nobody knows; ``read_state`` is what the words of the state were taken to mean by themselves."""

    running: Running
    notes: list[str] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    state_words: str = ""
    read_state: MatterState | None = None


def understood(
    table: Table, row: TableRow, finder: Finder, *, year: int, states: Mapping[str, MatterState]
) -> Understood:
    """The matter of a row. What is not understood is kept as words and noted."""
    notes: list[str] = []
    lead, supporting = _bodies(table, row, finder, notes)
    state, said, words, read = _state(table, row, states, notes)
    origin, due = table.cell(row, "origin") or row.section, table.cell(row, "due")
    due_on = _due(due, state, notes, year=year)
    meeting = finder.meeting(origin, year) if origin else None
    unknown = tuple(dict.fromkeys((*lead.unknown, *supporting.unknown)))
    running = Running(
        place=row.place,
        cells=row.cells,
        titles=_titles(table, row),
        section=row.section,
        words=table.words(row),
        state=state,
        said=said,
        code=_kept("code", table.cell(row, "code")),
        source=_source(table, origin, meeting),
        meeting=meeting,
        heading=origin if len(origin) <= _LIMITS["heading"] else "",
        topic=_kept("topic", row.section or origin),
        lead=lead.first,
        supporting=_others(lead, supporting),
        unresolved=_kept("unresolved", "、".join(unknown)),
        leader=_leader(table, row, finder, lead, notes),
        due_on=due_on,
        due_words=_due_words(due, due_on),
        standard=_kept("standard", table.cell(row, "standard")),
        remark=_kept("remark", table.cell(row, "remark")),
        progress=_progress(table, row),
        problems=table.cell(row, "problems"),
        reported_on=max(dated(table.cell(row, "progress"), year=year), default=None),
        docketed_on=day_of(table.cell(row, "docketed_on"), year=year),
        closed_on=day_of(table.cell(row, "closed_on"), year=year),
    )
    notes += [f"{title}太长，页面只显示前面的部分，原文完整保留" for title in _long(table, row)]
    return Understood(running, notes, unknown, words, read)


def _source(table: Table, origin: str, meeting: Meeting | None) -> Source:
    """The source that a row names; where it names none, the one that sheet, title or a column speak of (批示内容)."""
    if meeting is not None:
        return Source.MEETING
    said = (table.name, table.title, "、".join(column.title for column in table.columns))
    found = (source_of(words) for words in ((origin,) if origin else said))
    return next((source for source in found if source != Source.OTHER), Source.OTHER)


def _others(lead: Bodies, supporting: Bodies) -> tuple[Body, ...]:
    """Whoever stands behind the first of the lead's cell, then the supporting bodies, each once."""
    return tuple(dict.fromkeys(body for body in (*lead.known, *supporting.known) if body != lead.first))


def _due(words: str, state: MatterState, notes: list[str], *, year: int) -> dt.date | None:
    days = days_of(words, year=year)
    day = max(days, default=None)
    if day is not None and len(days) > 1:
        notes.append(f"写了 {len(days)} 个时限，按最晚的 {day.isoformat()} 算，原文保留")
    if words and day is None and state != MatterState.STANDING:
        notes.append(f"时限“{words}”不是日期，保留原文")
    return day


def _due_words(words: str, day: dt.date | None) -> str:
    """The words of a time limit; none where they are nothing but the day."""
    return "" if day is not None and (day.isoformat() == words or is_serial(words)) else _kept("due_words", words)


def _leader(table: Table, row: TableRow, finder: Finder, lead: Bodies, notes: list[str]) -> Post | None:
    """The leader whom the cell names; where the ledger has none, who answers for the lead by the division of work."""
    cell = table.cell(row, "lead_person")
    if not cell:
        return finder.leader_of(lead.first)
    if (leader := finder.leader(cell)) is None:
        notes.append(f"领导“{cell}”在名录里没有找到，保留原文")
    return leader


def _titles(table: Table, row: TableRow) -> dict[str, str]:
    """The title of each field's column; none for a leader whom the ledger does not name."""
    titles = {name: table.title_of(key) for name, key in _FIELDS.items()}
    return titles if table.cell(row, "lead_person") else titles | {"leader": ""}


def _bodies(table: Table, row: TableRow, finder: Finder, notes: list[str]) -> tuple[Bodies, Bodies]:
    lead, supporting = finder.bodies(table.cell(row, "lead_body")), finder.bodies(table.cell(row, "supporting"))
    if lead.first is None and lead.known:
        notes.append("列首位的单位名录里没有，牵头单位空着，其余作为配合单位")
    elif len(lead.known) > 1:
        notes.append(f"责任单位有 {len(lead.known)} 家，按惯例列首位的“{lead.known[0]}”牵头，其余配合")
    if unknown := (*lead.unknown, *supporting.unknown):
        notes.append(f"名录里没有“{'、'.join(unknown)}”，保留为原文所写单位")
    notes += [*lead.notes, *supporting.notes]
    return lead, supporting


def _state(
    table: Table, row: TableRow, states: Mapping[str, MatterState], notes: list[str]
) -> tuple[MatterState, str, str, MatterState | None]:
    """State, what the report says of it, the words asked about, and what they mean by themselves."""
    words, done = table.cell(row, "state"), table.cell(row, "done")
    found = state_of(words, done)
    asked = " ".join((words or done).split())
    read = found[0] if found is not None else None
    state = states.get(asked) or read
    if state is None:
        notes.append(f"状态“{asked}”没有看懂，按“正在办理”接管")
        state = MatterState.UNDER_WAY
    said = str(found[1]) if found is not None and state == read else _SAID.get(state, "")
    return state, said, asked, read


_SAID: dict[MatterState, str] = {
    MatterState.COMPLETED: SaidState.DONE,
    MatterState.CLOSED: SaidState.DONE,
    MatterState.STANDING: SaidState.STANDING,
    MatterState.SUSPENDED: SaidState.SUSPENDED,
}


def _progress(table: Table, row: TableRow) -> str:
    """The progress; where several bodies each wrote their own, each under its name."""
    said = [(body, words) for body, words in row.bodies if words]
    if len({words for _, words in said}) > 1:
        return "\n".join(f"{body}：{words}" if body else words for body, words in said)
    return said[0][1] if said else table.cell(row, "progress")


def _kept(name: str, words: str) -> str:
    """What fits; the row of the ledger keeps all of it."""
    limit = _LIMITS[name]
    return words if len(words) <= limit else words[: limit - 1] + "…"


def _long(table: Table, row: TableRow) -> list[str]:
    keys = {"code": "code", "standard": "standard", "remark": "remark", "due_words": "due"}
    return [table.title_of(key) for name, key in keys.items() if len(table.cell(row, key)) > _LIMITS[name]]
