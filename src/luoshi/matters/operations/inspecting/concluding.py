"""The end of an inspection: the conclusion, its feedback, and the close once what came of it is mended (Decree 733, articles 16 and 18)."""

from __future__ import annotations

import datetime as dt

from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Inspection, InspectionState, Matter, MatterState, Problem
from luoshi.matters.operations.inspecting.changing import change, refuse_future, require
from luoshi.workdays import office_date

S = InspectionState
MENDED = (MatterState.CLOSED, MatterState.ENDED, MatterState.STANDING, MatterState.DROPPED)


@operation("inspections.conclude")
def conclude(
    row: Inspection, *, by: Acting, at: dt.datetime, conclusion: str, token: str = "", seen_seq: int | None = None
) -> Inspection:
    """The written conclusion, with facts and evidence (Decree 733, article 16)."""
    require(row, by, (S.UNDER_WAY,), "形成结论")
    if not conclusion.strip():
        raise Refused("请写明督查结论：事实、依据和意见。", field="conclusion")
    values = {"state": S.CONCLUDED, "conclusion": conclusion.strip(), "concluded_by": by.name[:80]}
    return change(row, "inspection.concluded", values, by=by, at=at)


@operation("inspections.feed_back")
def feed_back(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    to: str,
    on: dt.date,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Note that the conclusion went back to whom it is about; from that day on a review may be asked for (article 17)."""
    require(row, by, (S.CONCLUDED,), "反馈结论")
    if not to.strip():
        raise Refused("请写明反馈给了谁。", field="to")
    refuse_future(on, at, "on", "反馈日期")
    followed = row.problems.standing().filter(matter__isnull=False).exists()
    values = {
        "state": S.RECTIFYING if followed else S.FED_BACK,
        "fed_back_to": to.strip()[:200],
        "fed_back_on": on,
    }
    return change(row, "inspection.fed_back", values, by=by, at=at)


def is_mended(problem: Problem) -> bool:
    """Whether the matter of a problem, or the one that took it in, was closed, ended, made standing or left off the docket."""
    matter: Matter | None = problem.matter
    while matter is not None and matter.state == MatterState.MERGED and matter.into is not None:
        matter = matter.into
    return matter is not None and matter.state in MENDED


def left_open(row: Inspection) -> list[Problem]:
    """The problems that stand and are not mended."""
    rows = row.problems.standing().select_related("body", "matter__into")
    return [problem for problem in rows if not is_mended(problem)]


@operation("inspections.close")
def close(
    row: Inspection, *, by: Acting, at: dt.datetime, words: str = "", token: str = "", seen_seq: int | None = None
) -> Inspection:
    """End an inspection: all that came of it is closed, or the clerk says why it ends with something left open."""
    require(row, by, (S.FED_BACK, S.RECTIFYING), "结束")
    if waiting := row.reviews.waiting().count():
        raise Refused(f"还有 {waiting} 件复核申请没有答复。请先记下复核结果，再结束。")
    open_problems = left_open(row)
    if open_problems and not words.strip():
        raise Refused(
            f"还有 {len(open_problems)} 个问题没有整改办结。请等它们办结；确需现在结束的，写明理由和谁定的。",
            field="words",
        )
    values = {"state": S.CLOSED, "closed_on": office_date(at), "last_words": words.strip()[:200]}
    more = {"left": [problem.words for problem in open_problems]}
    return change(row, "inspection.closed", values, by=by, at=at, more=more)
