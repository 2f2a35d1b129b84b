"""What every act on an inspection does: look who acts and how far the inspection is, change fields, write the entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from luoshi.journal.acting import Acting
from luoshi.journal.record import journal_value, record
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Inspection, InspectionState, Problem, Site
from luoshi.workdays import office_date

S = InspectionState
OPEN = (S.DRAFTED, S.APPROVED, S.UNDER_WAY)
CARRIED_OUT = (S.UNDER_WAY, S.CONCLUDED, S.FED_BACK, S.RECTIFYING)
NOT_OVER = (S.DRAFTED, S.APPROVED, *CARRIED_OUT)
Row = TypeVar("Row", Site, Problem)


def require(row: Inspection, by: Acting, states: Sequence[InspectionState], verb: str) -> None:
    """Raise ``Unseen``, ``Denied`` or ``Refused`` where whoever acts may not do it, or the inspection is not that far."""
    require_keeper(by, row.office_id)
    if row.state not in states:
        raise Refused(f"这次督查现在是“{row.get_state_display()}”，不能{verb}。请刷新页面，看清现在的进度再办。")


def refuse_future(day: dt.date, at: dt.datetime, field: str, label: str) -> None:
    """Nothing that happened happened tomorrow."""
    if day > office_date(at):
        raise Refused(f"{label}不能晚于今天。", field=field)


def reason(words: str, needed: str) -> str:
    """Why something is corrected or cancelled. Raises ``Refused`` with the sentence for whoever leaves it empty."""
    if not words.strip():
        raise Refused(needed, field="because")
    return words.strip()[:200]


def own(rows: Any, row: Inspection, key: int) -> Any:  # noqa: ANN401 - the sites or problems, and one of them
    """One of the inspection's own rows; another inspection's is none that could have been meant."""
    found = rows.filter(inspection=row, pk=key).select_related("body").first()
    if found is None:
        raise Unseen
    return found


def set_on(row: Site | Problem, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Write values to a row of the inspection and hand back ``{field: [old, new]}`` for the entry, of what did change."""
    changed = {
        name: [_plain(old), _plain(value)] for name, value in values.items() if (old := getattr(row, name)) != value
    }
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=list(changed))
    return changed


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a column holds
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, str) else str(value)


def change(
    row: Inspection,
    kind: str,
    values: Mapping[str, Any],
    *,
    by: Acting,
    at: dt.datetime,
    more: Mapping[str, Any] | None = None,
) -> Inspection:
    """Set fields of the inspection with an entry that says what was and what is."""
    before = {name: journal_value(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    changed = {name: [old, new] for name, old in before.items() if (new := journal_value(row, name)) != old}
    record(row, kind, {**changed, **(more or {})}, by=by, at=at, save=tuple(changed))
    return row
