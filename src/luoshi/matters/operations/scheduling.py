"""How often a body reports while it works (反馈频次), set apart from the handing out."""

from __future__ import annotations

import datetime as dt

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Frequency, Matter, MatterState
from luoshi.matters.operations.changing import change
from luoshi.matters.reporting import next_report
from luoshi.rulebook.lookup import rule
from luoshi.workdays import office_date

SCHEDULED = (MatterState.HANDED_OUT, MatterState.UNDER_WAY, MatterState.STANDING)
"""States in which somebody reports; before, the handing out says how often."""


@operation("matters.set_reporting")
def set_reporting(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    frequency: str,
    next_report_on: dt.date | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Say how often the lead reports, and when next; without a day the rules say it (none where only the due date counts)."""
    require_keeper(by, matter.office_id)
    if refusal := why_not_scheduled(matter):
        raise Refused(refusal)
    if frequency not in Frequency.values:
        raise Refused("请从列表中选择反馈频次。", field="frequency")
    today = office_date(at)
    if next_report_on is not None and next_report_on < today:
        raise Refused("下次反馈不能早于今天。", field="next_report_on")
    day = next_report_on or next_after(matter, frequency, today)
    return change(matter, "matter.reporting_set", {"frequency": frequency, "next_report_on": day}, by=by, at=at)


def why_not_scheduled(matter: Matter) -> str:
    """The sentence that says why nobody reports on a matter now; empty where somebody does."""
    if matter.state in SCHEDULED:
        return ""
    return f"现在是“{matter.get_state_display()}”，不能设反馈频次。交办以后、办结以前才需要定期反馈。"


def next_after(matter: Matter, frequency: str, after: dt.date) -> dt.date | None:
    """The next day of reporting after a day, by the rules in force on it."""
    monthly_day = rule("reports.monthly_day", office=matter.office, on=after).whole
    return next_report(frequency, after, monthly_day=monthly_day)
