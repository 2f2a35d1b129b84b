"""交办 and 反馈: handing docketed matters out, and taking in what bodies report on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.access import may_keep, require_keeper
from luoshi.matters.acts import Given
from luoshi.matters.countersigned import refuse_unsigned
from luoshi.matters.life import Act, Check
from luoshi.matters.models import Frequency, Matter, Report, SaidState
from luoshi.matters.operations.acting import act_on
from luoshi.matters.operations.advancing import advance, may_now
from luoshi.matters.operations.docketing import belongs_to, office_of
from luoshi.matters.operations.listing_duties import refuse_taken_back
from luoshi.matters.reporting import next_report
from luoshi.meetings.models import Meeting
from luoshi.rulebook.lookup import rule
from luoshi.workdays import office_date


@operation("matters.hand_out")
def hand_out(
    held: Meeting | Office,
    *,
    by: Acting,
    at: dt.datetime,
    matters: Sequence[Matter],
    frequency: str = Frequency.ONCE,
    token: str = "",
) -> list[Matter]:
    """Hand docketed matters of a meeting, or of the office's other sources, to their bodies (交办); from now on these see them.

    ``frequency`` says how often they report until the matter is done.
    """
    require_keeper(by, office_of(held).pk)
    if not matters:
        raise Refused("还没有勾选要交办的事项。")
    if frequency not in Frequency.values:
        raise Refused("请从列表中选择反馈频次。", field="frequency")
    if any(not belongs_to(row, held) for row in matters):
        raise Unseen
    refuse_taken_back(matters, office_date(at))
    return [_handed_out(row, by=by, at=at, frequency=frequency) for row in matters]


@operation("matters.hand_out_one")
def _handed_out(matter: Matter, *, by: Acting, at: dt.datetime, frequency: str) -> Matter:
    values = {"frequency": frequency, "next_report_on": _next(matter, frequency, office_date(at))}
    return advance(matter, Act.HAND_OUT, "matter.handed_out", by=by, at=at, values=values)


def _next(matter: Matter, frequency: str, after: dt.date) -> dt.date | None:
    monthly_day = rule("reports.monthly_day", office=matter.office, on=after).whole
    return next_report(frequency, after, monthly_day=monthly_day)


@operation("matters.report")
def report(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    body: Body | None,
    progress: str,
    problems: str = "",
    said: str = "",
    reported_on: dt.date | None = None,
    countersigned: bool = False,
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Take in what a body reports; the supervision office enters it for another with ``by.on_behalf``.

    What a report says of the state is the body's word; the state itself moves on only from 交办 to 正在办理. What a supporting body
    says is said to the lead: it stands among the reports and moves nothing, progress and problems of the matter are what its lead says.
    """
    _require_reporter(matter, by, body)
    to_lead = body is not None and body.pk != matter.lead_id and matter.supports.filter(body=body).exists()
    if not countersigned and not to_lead:
        refuse_unsigned(matter, Act.REPORT, by)
    _refuse_empty(progress, problems, said)
    day, told = _day(reported_on, office_date(at)), progress.strip()
    values = _lead_says(matter, day, told, problems.strip()) if body is None or body.pk == matter.lead_id else {}
    more = {"body": body.ref if body else None, "body_name": str(body or ""), "said": said, "text": told}
    act, more = (Act.CONTRIBUTE, more | {"to_lead": str(matter.lead or "")}) if to_lead else (Act.REPORT, more)
    advance(matter, act, "matter.reported", by=by, at=at, values=values, more=more)
    Report.objects.create(
        matter=matter,
        body=body,
        said=said,
        progress=told,
        problems=problems.strip(),
        reported_on=day,
        made_at=at,
        event_seq=matter.seq,
    )
    return matter


@operation("matters.report_on_all")
def report_on_all(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    others: Sequence[Matter] = (),
    body: Body | None,
    progress: str,
    problems: str = "",
    said: str = "",
    reported_on: dt.date | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> list[Matter]:
    """One report for a matter and others of the same lead: all of them or none; a refusal names the other matter."""
    told: dict[str, Any] = {
        "body": body,
        "progress": progress,
        "problems": problems,
        "said": said,
        "reported_on": reported_on,
    }
    done = [report(matter, by=by, at=at, **told)]
    for other in others:
        if other.lead_id != matter.lead_id:
            raise Refused(f"“{other}”不由同一个单位牵头，不能用同一份反馈。", field="also")
        try:
            done.append(report(other, by=by, at=at, **told))
        except (Denied, Unseen):
            raise
        except Refused as refused:
            raise Refused(f"“{other}”：{refused.sentence}", field="also") from refused
    return done


def _lead_says(matter: Matter, day: dt.date, told: str, problems: str) -> dict[str, Any]:
    """What a report of the lead changes of the matter itself."""
    following = _next(matter, matter.frequency, max(day, matter.next_report_on or day))
    said = {"reported_on": day, "problems": problems, "next_report_on": following}
    return said | ({"progress": told} if told else {})


def _require_reporter(matter: Matter, by: Acting, body: Body | None) -> None:
    if body is not None and body.office_id != matter.office_id:
        raise Unseen
    if may_keep(by):
        require_keeper(by, matter.office_id)
    else:
        _require_doer(matter, by, body)


def _day(given: dt.date | None, today: dt.date) -> dt.date:
    """The day of a report: as given, else today."""
    if given is not None and given > today:
        raise Refused("反馈日期不能晚于今天。", field="reported_on")
    return given or today


def _refuse_empty(progress: str, problems: str, said: str) -> None:
    if not progress.strip() and not problems.strip() and not said:
        raise Refused("反馈没有内容。请写明进展情况。", field="progress")
    if said and said not in SaidState.values:
        raise Refused("请从列表中选择状态。", field="said")


def _require_doer(matter: Matter, by: Acting, body: Body | None) -> None:
    """The lead alone reports for the whole, in its own name; supporting bodies report to the lead, each in its own."""
    if by.office != matter.office_id or not Matter.objects.visible_to(by).filter(pk=matter.pk).exists():
        raise Unseen
    own = body is not None and body.pk in by.bodies
    supports = own and matter.supports.filter(body=body).exists()
    if not own or not (supports or (body is not None and body.pk == matter.lead_id)):
        raise Denied("由牵头单位统一反馈。请把你单位的进展告诉牵头单位。")


def may_report(matter: Matter, by: Acting) -> bool:
    """Whether a page shows the form for reporting."""
    return may_now(matter, Act.REPORT) and (may_keep(by) or matter.lead_id in by.bodies)


@operation("matters.complete")
def complete_matter(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    result: str,
    checks: Sequence[Check] = (),
    despite: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Find that a matter is done (办结), with the result in words, where nobody applied for it: all five points checked, or why not."""
    require_keeper(by, matter.office_id)
    given = Given(words=result, checks=tuple(checks), despite=despite)
    return act_on(matter, by=by, at=at, act=Act.FIND_DONE, given=given)
