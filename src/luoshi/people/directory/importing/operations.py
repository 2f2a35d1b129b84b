"""Confirming an import: everything that was shown, in one operation, or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from luoshi.bodies.access import require_keeper
from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting, Through
from luoshi.journal.canonical import Json
from luoshi.journal.operation import operation
from luoshi.journal.record import record
from luoshi.journal.refusal import Refused, Stale
from luoshi.people.directory.importing.intake import NO_ANSWERS, ImportKind, plan_table
from luoshi.people.directory.importing.plan import Answers, ChangeKind, Plan, Writing


@operation("directory.import")
def import_table(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    kind: ImportKind,
    data: bytes,
    name: str,
    on: dt.date,
    shown: str,
    leaving: frozenset[str] = frozenset(),
    answers: Answers = NO_ANSWERS,
    token: str = "",
) -> dict[str, Json]:
    """Do what the preview showed (``shown`` is its digest) and close or relieve what was ticked (``leaving``, by ref).

    ``answers`` are what a clerk said beside the doubts of the preview; an answer that is none is refused. Returns how many were
    new, changed, left. Rows with problems are left aside, as the preview said.
    """
    require_keeper(by, office.pk)
    plan = plan_table(office, kind, data, name, on=on)
    if plan.digest != shown:
        raise Stale("预览之后名录有了变动，下面是新的预览，请核对后再确认。")
    if answers:
        plan = _answered(plan, plan_table(office, kind, data, name, on=on, answers=answers), answers)
    writing = Writing(replace(by, through=Through.IMPORT), at, on)
    counts = _done(plan, leaving, writing)
    if any(counts.values()):
        entry = {"kind": kind.value, "file": name, "sha256": hashlib.sha256(data).hexdigest(), "on": on, **counts}
        key = f"import {at.astimezone(dt.UTC).isoformat()} {kind.value}"
        record(office, "directory.imported", {key: [None, entry]}, by=writing.by, at=at)
    return counts


def _done(plan: Plan, leaving: frozenset[str], writing: Writing) -> dict[str, Json]:
    """Write the changes of a plan in their order; a refusal says at which row, and undoes all of them."""
    counts = {"new": 0, "changed": 0, "gone": 0}
    for change in plan.changes:
        if change.deed is None or (change.kind is ChangeKind.GONE and change.ref not in leaving):
            continue
        try:
            change.deed(writing)
        except Refused as refusal:
            where = f"第 {change.row} 行" if change.row else "表里没有的"
            raise Refused(f"{where}“{change.name}”没有办成：{refusal.sentence}整张表都没有导入。") from refusal
        counts[change.kind.value] += 1
    return dict(counts)


def _answered(shown: Plan, plan: Plan, answers: Answers) -> Plan:
    """The plan with the answers; refused where one of them names nothing, or where they bring a mistake that was not shown."""
    for problem, _ in plan.doubts:
        if problem.doubt is not None and (answer := answers.get(problem.doubt.key)):
            raise Refused(f"“{problem.doubt.words}”旁边填的“{answer}”不在名录里。请从列表中选，或清空不填。")
    known = {(problem.row, problem.column) for problem in shown.problems}
    for mistake in plan.mistakes:
        if (mistake.row, mistake.column) not in known:
            raise Refused(f"按您选的，第 {mistake.row} 行{mistake.column}有问题：{mistake.wrong}请改选，或清空不填。")
    return plan
