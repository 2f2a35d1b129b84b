"""催办, and that a paper came in: what the clerk notes of a call, and the day on which a signed paper lay on the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.journal.acting import Acting, Channel
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.models import Matter, Slip
from luoshi.matters.models.matter import OPEN
from luoshi.matters.operations.changing import change
from luoshi.workdays import office_date

_WHO, _WORDS, _PAPER = 60, 500, 120
"""How much of each is kept, in characters."""


@operation("matters.urge")
def urge(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    channel: Channel,
    who: str,
    words: str = "",
    urged_on: dt.date | None = None,
    token: str = "",
) -> Matter:
    """Note that somebody was called about a matter (催办): how, whom, what they said, on which day. Nothing of the matter changes."""
    require_keeper(by, matter.office_id)
    today = office_date(at)
    if matter.state not in OPEN:
        raise Refused(f"“{matter}”现在是“{matter.get_state_display()}”，不用再催。请刷新页面。")
    if not who.strip():
        raise Refused("请写明找的是谁。没有接通的，写“无人接听”。", field="who")
    if urged_on is not None and urged_on > today:
        raise Refused("催办日期不能晚于今天。", field="urged_on")
    kept = {"channel": channel.value, "who": who.strip()[:_WHO], "words": words.strip()[:_WORDS]}
    return change(
        matter, "matter.urged", {}, by=by, at=at, more={"urged": {**kept, "on": (urged_on or today).isoformat()}}
    )


@operation("matters.urge_all")
def urge_all(
    matters: Sequence[Matter],
    *,
    by: Acting,
    at: dt.datetime,
    channel: Channel,
    who: str,
    words: str = "",
    urged_on: dt.date | None = None,
    token: str = "",
) -> list[Matter]:
    """One call about several matters, noted on each; all of them or none."""
    if not matters:
        raise Refused("还没有勾选催办的事项。")
    return [urge(row, by=by, at=at, channel=channel, who=who, words=words, urged_on=urged_on) for row in matters]


@operation("matters.receive_paper")
def receive_paper(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    slip: int,
    on: dt.date | None,
    paper: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Note on which day the paper of a slip came in; without a day the tick is taken back."""
    require_keeper(by, matter.office_id)
    row = Slip.objects.select_for_update().filter(matter=matter, pk=slip).first()
    if row is None:
        raise Unseen
    if on is not None and on > office_date(at):
        raise Refused("收到日期不能晚于今天。", field="paper_on")
    named = paper.strip()[:_PAPER] or row.paper
    if (row.paper_on, row.paper) == (on, named):
        return matter
    told = {"slip": row.asked_seq, "kind": row.get_kind_display(), "on": on.isoformat() if on else "", "paper": named}
    row.paper_on, row.paper = on, named
    row.save(update_fields=["paper_on", "paper"])
    return change(matter, "matter.paper_received", {}, by=by, at=at, more={"received": told})
