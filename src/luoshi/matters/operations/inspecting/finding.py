"""The problems of an inspection: put on the list, corrected, withdrawn, and followed to their end as matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import record
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Inspection, InspectionState, Matter, MatterState, Problem, Source
from luoshi.matters.operations.entering import Entered, Paper, enter
from luoshi.matters.operations.inspecting.changing import CARRIED_OUT, change, own, reason, require, set_on
from luoshi.matters.operations.inspecting.visiting import refuse_foreign
from luoshi.workdays import office_date

SOURCES = (Source.INSPECTION, Source.UPPER)
"""Where a matter that follows a problem may come from: the office's own inspection, or a superior's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem as it was found."""

    words: str
    body: Body | None = None
    due_on: dt.date | None = None


@operation("inspections.note_problems")
def note_problems(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    findings: Sequence[Finding],
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Put problems on the list, in their order."""
    require(row, by, CARRIED_OUT, "登记问题")
    found = [each for each in findings if each.words.strip()]
    if not found:
        raise Refused("请写明发现了什么问题。", field="words")
    refuse_foreign(row.office, found)
    count = row.problems.count()
    Problem.objects.bulk_create(
        Problem(
            inspection=row,
            words=each.words.strip(),
            body=each.body,
            due_on=each.due_on,
            position=position,
            noted_by=by.name[:80],
            noted_on=office_date(at),
        )
        for position, each in enumerate(found, start=count + 1)
    )
    told = [{"words": each.words.strip(), "body_name": str(each.body or ""), "due_on": each.due_on} for each in found]
    record(row, "inspection.problems_noted", {"problems": told}, by=by, at=at)
    return row


@operation("inspections.correct_problem")
def correct_problem(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    problem: int,
    finding: Finding,
    because: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Correct a problem that was entered wrongly, until a matter follows it; then the matter is corrected, or the finding reviewed."""
    require(row, by, CARRIED_OUT, "更正问题")
    found = _own_standing(row, problem)
    _refuse_followed(found, "更正")
    refuse_foreign(row.office, [finding])
    if not finding.words.strip():
        raise Refused("请写明发现了什么问题。", field="words")
    why = reason(because, "请写明原来错在哪里。")
    before = found.words
    values = {"words": finding.words.strip(), "body": finding.body, "due_on": finding.due_on}
    changed = set_on(found, values)
    if not changed:
        raise Refused("没有改动。请改好以后再保存，或者返回。")
    more = {"problem": {"words": before, "changed": changed}, "because": why}
    return change(row, "inspection.problem_corrected", {}, by=by, at=at, more=more)


@operation("inspections.withdraw_problem")
def withdraw_problem(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    problem: int,
    because: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Inspection:
    """Take a problem that was entered wrongly off the list."""
    require(row, by, CARRIED_OUT, "撤销问题")
    found = _own_standing(row, problem)
    _refuse_followed(found, "撤销")
    why = reason(because, "请写明为什么撤销，例如“重复登记”。")
    withdraw(found, why, on=office_date(at))
    more = {"problem": {"words": found.words}, "because": why}
    return change(row, "inspection.problem_withdrawn", {}, by=by, at=at, more=more)


def withdraw(problem: Problem, because: str, *, on: dt.date) -> None:
    """Take a problem off the list."""
    problem.withdrawn_on, problem.withdrawn_because = on, because[:200]
    problem.save(update_fields=["withdrawn_on", "withdrawn_because"])


def _own_standing(row: Inspection, key: int) -> Problem:
    found: Problem = own(Problem.objects, row, key)
    if found.withdrawn_on is not None:
        raise Refused(f"这个问题已经撤销：{found.withdrawn_because}。请刷新页面。")
    if found.reviews.waiting().exists():
        raise Refused("这个问题有复核申请在等答复。请先记下复核结果。")
    return found


def _refuse_followed(problem: Problem, verb: str) -> None:
    if problem.matter is not None and problem.matter.state != MatterState.DROPPED:
        raise Refused(
            f"这个问题已转为督办事项，不能在这里{verb}。录错的请在事项页更正；责任单位不服的，请记下它的复核申请。"
        )


@operation("inspections.follow")
def follow(
    row: Inspection,
    *,
    by: Acting,
    at: dt.datetime,
    problems: Sequence[int],
    source: str = Source.INSPECTION,
    token: str = "",
    seen_seq: int | None = None,
) -> list[Matter]:
    """Make matters of problems, so that each is followed to its end; what has its matter already is refused."""
    require(row, by, CARRIED_OUT, "转为督办事项")
    if source not in SOURCES:
        raise Refused("请选择来源：实地督查或上级督查反馈。", field="source")
    rows = list(row.problems.standing().filter(pk__in=problems).select_related("body"))
    if not rows or len(rows) != len(set(problems)):
        raise Refused("请勾选要转为督办事项的问题。", field="problem")
    if any(each.matter_id is not None for each in rows):
        raise Refused("勾选的问题里有的已经转为督办事项。请刷新页面后重新勾选。", field="problem")
    entered = [Entered(words=each.words, lead=each.body, due_on=each.due_on) for each in rows]
    made = enter(row.office, by=by, at=at, paper=Paper(source=source, paper=row.title), entered=entered)
    for problem, matter in zip(rows, made, strict=True):
        problem.matter = matter
        problem.save(update_fields=["matter"])
    values = {"state": InspectionState.RECTIFYING} if row.state == InspectionState.FED_BACK else {}
    followed = [matter.ref for matter in made]
    change(row, "inspection.followed", values, by=by, at=at, more={"matters": followed})
    return made
