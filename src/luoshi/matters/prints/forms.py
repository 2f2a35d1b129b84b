"""Papers of one matter that are filled in, signed and filed: 反馈表, 延期申请单, 呈报单, 销号审批表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.documents.tables import UNSTATED
from luoshi.journal.acting import Acting
from luoshi.matters.access import may_keep
from luoshi.matters.life import Act, Check
from luoshi.matters.models import Matter, Report, SaidState, Slip, SlipKind
from luoshi.matters.prints.of_matter import WIDTHS, identity, last_slip, number_of, numbered
from luoshi.matters.prints.sheet import Cell, Form, Line, Row, Sheet, boxes, day_words, fitted, label, signing, value

_DEGREES = (SaidState.NOT_STARTED, SaidState.ON_TRACK, SaidState.BEHIND, SaidState.DONE, SaidState.STANDING)
_SEAL = "（公章）"
_NO_PHOTOS = "除办结标准写明的依据外，不需要附照片和其他材料。"


def feedback(matter: Matter, *, on: dt.date) -> Sheet:
    """反馈表: opens with the last report of the lead, so that only what changed is written."""
    last = matter.reports.exclude(progress="").filter(body=matter.lead).first() or matter.reports.first()
    said = [SaidState(last.said).label] if last is not None and last.said else []
    before = f"{day_words(last.reported_on)}：{last.progress or last.problems}" if last is not None else "还没有反馈过"
    rows = (
        *identity(matter, on=on),
        Row((label("上次反馈"), value(before, span=3)), height=16),
        Row((label("本次进展"), value(last.progress if last else "", span=3)), height=34),
        Row((label("存在问题及需协调事项"), value(last.problems if last else "", span=3)), height=18),
        Row((label("办理状态"), value(boxes([state.label for state in _DEGREES], said), span=3))),
        Row((label("分管负责人"), Cell(foot=signing()), label("主要负责人"), Cell(foot=signing())), height=16),
        Row((label("填报人"), value(""), label("联系电话"), value(""))),
        Row((label("牵头单位"), Cell(span=3, foot=f"{matter.lead or ''}{_SEAL}　{day_words(None)}")), height=20),
    )
    told = "本次进展已填入上次反馈的内容，只改有变化的地方。配合单位的情况由牵头单位汇总。" + _NO_PHOTOS
    return _sheet("督办事项反馈表", _feedback_number(matter), rows, told)


def _feedback_number(matter: Matter) -> str:
    return numbered(matter, "反", Report.objects.filter(matter=matter).count() + 1)


def extension(matter: Matter, *, on: dt.date) -> Sheet:
    """延期申请单: the newest application with its answer where there is one; a blank one before any was made."""
    slip, count = last_slip(matter, SlipKind.EXTENSION)
    return _extension(matter, slip, max(count, 1), on=on)


def blank_extension(matter: Matter, *, on: dt.date) -> Sheet:
    """延期申请单 for the next application, whatever became of those before."""
    _, count = last_slip(matter, SlipKind.EXTENSION)
    return _extension(matter, None, count + 1, on=on)


def _extension(matter: Matter, slip: Slip | None, at: int, *, on: dt.date) -> Sheet:
    asked, answered = slip is not None, slip is not None and slip.answered_at is not None
    decided = boxes(("同意延期", "不同意延期"), _granted(slip))
    answer = slip.answer if answered and slip is not None else ""
    rows = (
        *identity(matter, on=on),
        Row((label("原定时限"), value(_due(matter)), label("申请延至"), value(day_words(slip.wanted_on if slip else None)))),
        Row((label("目前进展和延期理由"), value(slip.words if asked and slip else "", span=3)), height=44),
        Row((label("单位意见"), Cell(span=3, foot=f"主要负责人{signing()}{_SEAL}")), height=26),
        Row((label("督查意见"), Cell(words=(decided, *answer.splitlines()), span=3, foot=_decided(slip))), height=26),
        Row((label("批准延至"), value(_granted_day(matter, slip)), label("批准人"), value(slip.answered_by if slip else ""))),
        Row((label("领导批示"), Cell(span=3, foot=signing())), height=24),
    )  # fmt: skip
    told = "延期须在到期前提出；逾期提出的按逾期计。未批准前按原时限办理。"
    return _sheet("督办事项延期申请单", numbered(matter, "延", at), rows, told)


def _due(matter: Matter) -> str:
    due = matter.original_due_on or matter.due_on
    return day_words(due) if due is not None else UNSTATED


def _granted(slip: Slip | None) -> list[str]:
    if slip is None or slip.answered_at is None:
        return []
    return {Act.GRANT_EXTENSION.value: ["同意延期"], Act.REFUSE_EXTENSION.value: ["不同意延期"]}.get(slip.outcome, [])


def _granted_day(matter: Matter, slip: Slip | None) -> str:
    granted = slip is not None and slip.outcome == Act.GRANT_EXTENSION.value
    return day_words((matter.agreed_on or matter.due_on) if granted else None)


def _decided(slip: Slip | None) -> str:
    return signing(slip.answered_by, slip.answered_on) if slip is not None and slip.answered_at else signing()


def submission(matter: Matter, *, on: dt.date) -> Sheet:
    """呈报单: what was done, what the office proposes, and the leader's boxes for the pen."""
    slip, count = last_slip(matter, SlipKind.SUBMISSION)
    asked, _ = last_slip(matter, SlipKind.COMPLETION)
    result = matter.progress or (asked.words if asked is not None else "")
    proposed = slip.words if slip is not None and slip.words else "该事项已审核办结，呈请阅示。"
    rows = (
        *identity(matter, on=on),
        Row((label("办理结果"), value(result, span=3)), height=40),
        Row((label("督查认定"), value(_found(matter), span=3))),
        Row(
            (label("呈报意见"), Cell(words=tuple(proposed.splitlines()), span=3, foot=f"督查室{signing()}")), height=24
        ),
        Row((label("领导批示"), Cell(words=tuple(_leaders_words(slip)), span=3, foot=_decided(slip))), height=52),
    )
    told = "圈阅、同意即予销号；要求继续办理的退回承办单位；新批示另立一件事项，与本件关联。"
    return _sheet("督办事项呈报单", numbered(matter, "呈", max(count, 1)), rows, told)


def _found(matter: Matter) -> str:
    if not matter.decided_by or matter.decided_on is None:
        return boxes([check.value for check in Check])
    return f"{matter.decided_by} {day_words(matter.decided_on)}认定办结"


_CHOICES = ("圈阅", "同意", "继续办理", "新批示")
_PEN = "　" * 2 + "＿" * 22


def _leaders_words(slip: Slip | None) -> list[str]:
    """The boxes, then lines for the pen; what was answered is ticked and printed."""
    if slip is None or slip.answered_at is None:
        return [boxes(_CHOICES), "批示：", _PEN, _PEN]
    ticked = {
        Act.NOTE.value: "同意" if slip.answer else "圈阅",
        Act.CONTINUE.value: "继续办理",
        Act.INSTRUCT.value: "新批示",
    }
    return [boxes(_CHOICES, [ticked.get(slip.outcome, "")]), *(slip.answer.splitlines() or [""])]


def closing(matter: Matter, *, on: dt.date) -> Sheet:
    """销号审批表: the steps of the list's own chain; what is signed is filled in, the rest waits for the pen."""
    signed = (
        list(matter.slips.filter(kind=SlipKind.SIGNATURE).order_by("pk"))[-matter.signed :] if matter.signed else []
    )
    steps = matter.chain or ["销号"]
    rows = [
        *identity(matter, on=on),
        Row((label("办理结果"), value(matter.progress, span=3)), height=24),
        Row((label("督查认定"), value(_found(matter), span=3))),
    ]
    for at, step in enumerate(steps):
        slip = signed[at] if at < len(signed) else None
        said = (*(slip.words.splitlines() if slip else ()), *((f"见{slip.paper}",) if slip and slip.paper else ()))
        rows.append(Row((label(f"{at + 1}. {step}"), Cell(words=said, span=3, foot=_decided(slip))), height=14))
    closed = f"本件已于{day_words(matter.closed_on)}销号。" if matter.closed_on else "各步办完即予销号。"
    return _sheet("督办事项销号审批表", numbered(matter, "销", 1), rows, closed)


_ROOM = 190
"""Millimetres that title, number and note leave for a form on one page."""


def _sheet(title: str, number: str, rows: Sequence[Row], note: str) -> Sheet:
    form = fitted(Form(WIDTHS, tuple(rows)), _ROOM)
    return Sheet(title, number, (form, Line(words=f"注：{note}", indent=0, size=10.5, spacing=18)))


FORMS = {
    "feedback": feedback,
    "extension": extension,
    "blank-extension": blank_extension,
    "submission": submission,
    "closing": closing,
}
"""The papers of one matter by the word in their address."""
OWN = frozenset({"feedback", "extension", "blank-extension"})
"""Those that the body itself fills in."""
NAMES = {
    "feedback": "反馈表",
    "extension": "延期申请单",
    "blank-extension": "延期申请单（空白）",
    "submission": "呈报单",
    "closing": "销号审批表",
}


def may_have(kind: str, by: Acting) -> bool:
    """Whether there is such a paper and whoever asks, seeing the matter, may have it: the office all, others what a body fills in."""
    return kind in FORMS and (may_keep(by) or kind in OWN)


def file_title(matter: Matter, kind: str) -> str:
    """What the file of a paper is called: 反馈表_常务会47-03."""
    return f"{NAMES[kind]}_{matter.spoken or number_of(matter)}"
