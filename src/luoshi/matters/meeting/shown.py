"""A matter, or words of the text that became none, as a row of a meeting's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luoshi.documents.tables import UNSTATED
from luoshi.journal.acting import Acting
from luoshi.matters.bulletin import bulletin_state, lamp_words, with_last_said
from luoshi.matters.models import Matter, MatterState, SaidState, Sort
from luoshi.matters.rows import due_words, leader_names
from luoshi.meetings.models import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was required, and what became of it. ``matter`` is ``None`` for words that stand in no matter this person sees.

    ``colour`` and ``lamp`` are those of the component ``lamp.html``, empty for what is not on the docket or never due.
    """

    words: str
    position: int
    matter: Matter | None = None
    number: str = ""
    leader: str = ""
    supporting: str = ""
    due: str | None = None
    state: str = ""
    note: str = ""
    colour: str = ""
    lamp: str = ""

    @property
    def lead(self) -> str | None:
        return str(self.matter.lead) if self.matter is not None and self.matter.lead is not None else None

    @property
    def lead_words(self) -> str:
        """市水务局（牵头）、市财政局, or the words of the text where they name no body of the directory."""
        named = "、".join(filter(None, (self.lead or "", self.supporting)))
        return named or (self.matter.unresolved if self.matter is not None else "") or UNSTATED


@dataclass(frozen=True, slots=True)
class Seen:
    """The matters of a meeting that a person sees, in the order of the text, each with what was last reported of its state."""

    matters: tuple[tuple[Matter, str | None], ...]
    leaders: Mapping[int, str]
    on: dt.date

    def rows(self) -> tuple[Row, ...]:
        return tuple(self.row(matter, last_said) for matter, last_said in self.matters)

    def row(self, matter: Matter, last_said: str | None) -> Row:
        state = bulletin_state(matter, last_said=last_said, on=self.on)
        lamped = state is not None and not (state == SaidState.STANDING and matter.due_on is None)
        colour, lit = lamp_words(matter, on=self.on) if lamped else ("", "")
        return Row(
            words=matter.words,
            position=matter.position,
            matter=matter,
            number=matter.spoken,
            leader=self.leaders.get(matter.leader_id, str(matter.leader)) if matter.leader_id else "",
            supporting="、".join(str(row.body) for row in matter.supports.all()),
            due=due_words(matter),
            state=str(state.label) if state is not None else _before_docket(matter),
            note=_note(matter),
            colour=colour,
            lamp=lit,
        )


def _before_docket(matter: Matter) -> str:
    if matter.state == MatterState.PROPOSED and matter.sort == Sort.GENERAL:
        return Sort.GENERAL.label
    return str(matter.get_state_display())


def _note(matter: Matter) -> str:
    """What a clerk wants to know beside the state: why it was left off the docket, how far it has come."""
    return matter.drop_reason if matter.state == MatterState.DROPPED else matter.progress


def seen_of(meeting: Meeting, acting: Acting, *, on: dt.date) -> Seen:
    """The matters of a meeting for one person; those merged into another one are told there."""
    rows = with_last_said(Matter.objects.visible_to(acting).whole().filter(meeting=meeting))
    rows = rows.exclude(state=MatterState.MERGED).select_related("lead", "leader", "office", "meeting")
    found = list(rows.prefetch_related("supports__body", "places").order_by("position", "pk"))
    return Seen(tuple((matter, said_of(matter)) for matter in found), leader_names(found, on=on), on)


def said_of(matter: Matter) -> str | None:
    """``last_said`` of a row that was loaded ``with_last_said``."""
    said: str | None = matter.__dict__["last_said"]
    return said


def general(rows: Iterable[Row]) -> tuple[Row, ...]:
    """面上要求: they go into the notice and become no matter."""
    return tuple(
        row
        for row in rows
        if row.matter is not None and row.matter.state == MatterState.PROPOSED and row.matter.sort == Sort.GENERAL
    )
