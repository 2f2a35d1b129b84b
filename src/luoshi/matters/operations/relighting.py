"""The days of the lamp after a rule has changed."""

from __future__ import annotations

import datetime as dt

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Matter
from luoshi.matters.operations.changing import change


@operation("matters.relight")
def relight(matter: Matter, *, by: Acting, at: dt.datetime, token: str = "") -> Matter:
    """Compute the days on which the lamp changes anew, by the rules in force at ``at``; no change, no entry."""
    require_keeper(by, matter.office_id)
    return change(matter, "matter.relit", {"due_on": matter.due_on}, by=by, at=at)
