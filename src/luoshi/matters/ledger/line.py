"""A matter as a row of the ledger that it came from: what each cell holds now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.matters.bulletin import bulletin_state, with_last_said
from luoshi.matters.ledger.words import dated, says, state_of
from luoshi.matters.models import LedgerRow, Matter, MatterState
from luoshi.matters.models.matter import DONE

_SAID_ONCE = ("number", "code", "origin", "docketed_on", "measure")
"""What the office wrote when it entered a matter."""
_FIELDS = {
    "lead_body": "lead",
    "supporting": "supporting",
    "lead_person": "leader",
    "due": "due_on",
    "standard": "standard",
    "remark": "remark",
}
_SAME_STATE = {
    MatterState.CLOSED: MatterState.COMPLETED,
    MatterState.SUBMITTED: MatterState.COMPLETED,
    MatterState.CLOSING: MatterState.COMPLETED,
    MatterState.HANDED_OUT: MatterState.UNDER_WAY,
    MatterState.IN_REVIEW: MatterState.UNDER_WAY,
}


def loaded(pks: Sequence[int]) -> list[Matter]:
    """Matters with all that their rows tell, in this order; those that are gone left out."""
    rows = with_last_said(Matter.objects.filter(pk__in=pks)).select_related("lead", "leader__body", "meeting")
    found = {row.pk: row for row in rows.prefetch_related("supports__body", "reports")}
    return [found[pk] for pk in pks if pk in found]


@dataclass(frozen=True, slots=True)
class Line:
    """One matter as a row of a ledger: what stands in its cells now. Matters are loaded as ``loaded`` does.

    ``row`` is the row as the ledger had it last; what nobody has touched since is given back in those very words.
    """

    matter: Matter
    row: LedgerRow | None
    leaders: Mapping[int, str]
    titles: Mapping[str, str]
    number: int
    on: dt.date

    def cell(self, title: str, key: str) -> str:
        """What stands under a title now."""
        was = str(self.row.cells.get(title, "")) if self.row is not None else ""
        if key == "" or (self.row is not None and (key in _SAID_ONCE or self._untouched(key))):
            return was
        now = getattr(self, f"_{key}", None)
        return was if now is None else str(now(was))

    def _untouched(self, key: str) -> bool:
        """Whether a field still is what the ledger said, or follows from the division of work, or never was anything."""
        if (name := _FIELDS.get(key)) is None:
            return False
        origin = self.matter.origins.get(name)
        return origin["how"] in ("ledger", "portfolio") if origin else not getattr(self.matter, name)

    def _number(self, _was: str) -> str:
        return str(self.number)

    def _code(self, _was: str) -> str:
        return self.matter.code

    def _origin(self, _was: str) -> str:
        meeting = self.matter.meeting
        return meeting.short_name if meeting is not None else str(self.matter.get_source_display())

    def _matter(self, was: str) -> str:
        """The task; where the words are a task and its measure, the ledger has them in two columns."""
        words = self.matter.words
        return was if was and (words == was or words.startswith(f"{was}：")) else words

    def _lead_person(self, _was: str) -> str:
        leader = self.matter.leader_id
        return self.leaders.get(leader, str(self.matter.leader)) if leader is not None else ""

    def _lead_body(self, _was: str) -> str:
        others = () if "supporting" in self.titles else self._bodies()
        return "、".join(filter(None, (str(self.matter.lead or self.matter.unresolved), *others)))

    def _supporting(self, _was: str) -> str:
        return "、".join(self._bodies())

    def _bodies(self) -> Iterable[str]:
        return [str(row.body) for row in self.matter.supports.all()]

    def _due(self, _was: str) -> str:
        return self.matter.due_on.isoformat() if self.matter.due_on else self.matter.due_words

    def _standard(self, _was: str) -> str:
        return self.matter.standard

    def _remark(self, _was: str) -> str:
        return self.matter.remark

    def _progress(self, was: str) -> str:
        """What was reported last; below a history that has days, everything reported since, each with its day."""
        now = self.matter.progress
        if not now or self._has(was, now):
            return was
        if not dated(was, year=self.on.year):
            return now
        news = [row for row in reversed(self.matter.reports.all()) if row.progress and not self._has(was, row.progress)]
        return "\n".join([was, *(f"{row.reported_on.month}月{row.reported_on.day}日：{row.progress}" for row in news)])

    def _has(self, was: str, words: str) -> bool:
        return says(was, words) or (self.row is not None and self.row.told == words)

    def _problems(self, _was: str) -> str:
        return self.matter.problems

    def _state(self, was: str) -> str:
        if self.row is not None and self._says(was, ""):
            return was
        state = bulletin_state(self.matter, last_said=getattr(self.matter, "last_said", None), on=self.on)
        return state.label if state is not None else str(self.matter.get_state_display())

    def _done(self, was: str) -> str:
        if self.row is not None and self._says("", was):
            return was
        return "已办结" if self.matter.state in DONE else "未办结"

    def _says(self, words: str, done: str) -> bool:
        """Whether words of the ledger say the state in which the matter is now."""
        found, now = state_of(words, done), MatterState(self.matter.state)
        return found is not None and _SAME_STATE.get(found[0], found[0]) == _SAME_STATE.get(now, now)

    def _docketed_on(self, _was: str) -> str:
        return self.matter.docketed_on.isoformat() if self.matter.docketed_on else ""

    def _closed_on(self, was: str) -> str:
        """The day of closing; none for what the ledger had as done before anybody here closed it."""
        day = self.matter.closed_on
        return was if was or day is None or self._was_done() else day.isoformat()

    def _was_done(self) -> bool:
        cells = self.row.cells if self.row is not None else {}
        found = state_of(*(cells.get(self.titles.get(key, ""), "") for key in ("state", "done")))
        return found is not None and found[0] in DONE
