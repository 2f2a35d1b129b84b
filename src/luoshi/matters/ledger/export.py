"""The ledger going out as it came in: the same columns in the same order under the same headings, filled with what holds now.

What nobody has touched since is given back in the very words of the ledger, so that the file, taken over again, says nothing new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.access import audience_of
from luoshi.matters.bulletin import bulletin_state, with_last_said
from luoshi.matters.ledger.words import state_of
from luoshi.matters.listing.export import LIMIT
from luoshi.matters.listing.filters import ListFilter
from luoshi.matters.listing.ordering import ORDERS, stretch
from luoshi.matters.models import LedgerRow, LedgerShape, Matter, MatterState
from luoshi.matters.models.matter import DONE, ON_THE_DOCKET
from luoshi.matters.rows import leader_names
from luoshi.sheets import OutColumn, workbook

_WIDTHS = {"number": 6, "matter": 48, "progress": 44, "problems": 28, "lead_body": 18, "supporting": 20, "done": 10}
_FIELDS = {"lead_body": "lead", "lead_person": "leader", "due": "due_on", "standard": "standard", "remark": "remark"}
_SAME_STATE = {
    MatterState.CLOSED: MatterState.COMPLETED,
    MatterState.SUBMITTED: MatterState.COMPLETED,
    MatterState.CLOSING: MatterState.COMPLETED,
    MatterState.HANDED_OUT: MatterState.UNDER_WAY,
    MatterState.IN_REVIEW: MatterState.UNDER_WAY,
}


def ledger_workbook(shape: LedgerShape, form: ListFilter | None, *, acting: Acting, on: dt.date) -> bytes:
    """The bytes of an ``.xlsx``. Without a filter: the matters of this ledger in its order, then all others on the docket."""
    kept = {row.matter_id: row for row in shape.rows.all()}
    matters = _asked(form, acting, on) if form is not None else _all(shape, kept, acting)
    if not matters:
        raise Refused("没有符合条件的事项可以导出。请调整筛选条件。")
    leaders = leader_names(matters, on=on)
    keys = {str(column["key"]) for column in shape.columns}
    rows: list[list[str]] = []
    section = ""
    for number, matter in enumerate(matters, start=1):
        row = kept.get(matter.pk)
        if row is not None and form is None and row.section != section:
            section = row.section
            rows += [[section, *[""] * (len(shape.columns) - 1)]] if section else []
        line = _Line(matter, row, leaders, keys, number, on)
        rows.append([line.cell(str(column["title"]), str(column["key"])) for column in shape.columns])
    columns = [OutColumn(str(column["title"]), _WIDTHS.get(str(column["key"]), 14)) for column in shape.columns]
    return workbook("督办台账", shape.title or "督办台账", columns, rows)


def _loaded(pks: Sequence[int]) -> list[Matter]:
    rows = with_last_said(Matter.objects.filter(pk__in=pks))
    found = {
        row.pk: row for row in rows.select_related("lead", "leader__body", "meeting").prefetch_related("supports__body")
    }
    return [found[pk] for pk in pks if pk in found]


def _all(shape: LedgerShape, kept: Mapping[int, LedgerRow], acting: Acting) -> list[Matter]:
    """Those of the ledger in its order, then the others by their age."""
    seen = Matter.objects.visible_to(acting).whole().filter(state__in=ON_THE_DOCKET)
    others = list(seen.exclude(pk__in=kept).order_by("pk").values_list("pk", flat=True)[: LIMIT + 1])
    visible = set(Matter.objects.visible_to(acting).filter(ledger_rows__shape=shape).values_list("pk", flat=True))
    own = [
        row.matter_id for row in sorted(kept.values(), key=lambda row: (row.place, row.pk)) if row.matter_id in visible
    ]
    return _limited([*own, *others])


def _asked(form: ListFilter, acting: Acting, on: dt.date) -> list[Matter]:
    several = len(audience_of(acting)) > 1
    found = stretch(form.chosen(acting, on), ORDERS[form.order_name], size=LIMIT, several=several)
    return _limited([*found.pks, *([0] if found.has_after else [])])


def _limited(pks: Sequence[int]) -> list[Matter]:
    if len(pks) > LIMIT:
        raise Refused(f"超过 {LIMIT} 件。请先按会议、单位或来源缩小范围，再导出。")
    return _loaded(pks)


@dataclass(frozen=True, slots=True)
class _Line:
    """One matter as a row of the ledger."""

    matter: Matter
    row: LedgerRow | None
    leaders: Mapping[int, str]
    keys: set[str]
    number: int
    on: dt.date

    def cell(self, title: str, key: str) -> str:
        """What stands under a title now."""
        was = str(self.row.cells.get(title, "")) if self.row is not None else ""
        if key == "" or (key in _FIELDS and was and self._untouched(_FIELDS[key])):
            return was
        now = getattr(self, f"_{key}", None)
        return was if now is None else str(now(was))

    def _untouched(self, name: str) -> bool:
        """Whether a field still is what the ledger said, or was never understood and never set since."""
        origin = self.matter.origins.get(name, {})
        return origin.get("how") == "ledger" if origin else not getattr(self.matter, name)

    def _number(self, was: str) -> str:
        return was or str(self.number)

    def _code(self, was: str) -> str:
        return was or self.matter.code

    def _origin(self, was: str) -> str:
        meeting = self.matter.meeting
        return was or (meeting.short_name if meeting is not None else self.matter.get_source_display())

    def _matter(self, _was: str) -> str:
        return self.matter.words

    def _lead_person(self, _was: str) -> str:
        leader = self.matter.leader_id
        return self.leaders.get(leader, str(self.matter.leader)) if leader is not None else ""

    def _lead_body(self, _was: str) -> str:
        others = () if "supporting" in self.keys else self._bodies()
        return "、".join(filter(None, (str(self.matter.lead or self.matter.unresolved), *others)))

    def _supporting(self, was: str) -> str:
        names = self._bodies()
        return was if was and self._untouched("supporting") else "、".join(names)

    def _bodies(self) -> Iterable[str]:
        return [str(row.body) for row in self.matter.supports.all()]

    def _due(self, _was: str) -> str:
        return self.matter.due_on.isoformat() if self.matter.due_on else self.matter.due_words

    def _standard(self, _was: str) -> str:
        return self.matter.standard

    def _remark(self, _was: str) -> str:
        return self.matter.remark

    def _progress(self, was: str) -> str:
        return self.matter.progress or was

    def _problems(self, _was: str) -> str:
        return self.matter.problems

    def _state(self, was: str) -> str:
        if was and self._says(was, ""):
            return was
        state = bulletin_state(self.matter, last_said=getattr(self.matter, "last_said", None), on=self.on)
        return state.label if state is not None else str(self.matter.get_state_display())

    def _done(self, was: str) -> str:
        if was and self._says("", was):
            return was
        return "已办结" if self.matter.state in DONE else "未办结"

    def _says(self, words: str, done: str) -> bool:
        """Whether words of the ledger say the state in which the matter is now."""
        found, now = state_of(words, done), MatterState(self.matter.state)
        return found is not None and _SAME_STATE.get(found[0], found[0]) == _SAME_STATE.get(now, now)

    def _docketed_on(self, was: str) -> str:
        return was or (self.matter.docketed_on.isoformat() if self.matter.docketed_on else "")

    def _closed_on(self, was: str) -> str:
        day = self.matter.closed_on
        return day.isoformat() if day is not None and not was else was
