"""From an act to its form and its verb: one table for the page, whatever the act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from luoshi.matters import operations
from luoshi.matters.doing import own_forms
from luoshi.matters.doing.evidence import also_rests_on, keep_evidence
from luoshi.matters.doing.forms import SpecForm
from luoshi.matters.doing.offered import OWN, act_of, concerns, key_of, words_of
from luoshi.matters.doing.own_forms import OwnForm, PartsForm, ReportForm
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.operations import may_now
from luoshi.matters.operations.limits import is_too_late
from luoshi.matters.terms import submit_by
from luoshi.people.directory.forms import ActForm
from luoshi.workdays import office_date

REVISE, CHAIN = "revise", "chain"
"""What is done besides acts of the life: correcting what the matter says, and setting the steps of its close-out."""
Held: TypeAlias = Any
"""A meeting, or the office for matters that come from no meeting."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done with a form: ``key`` stands in the address, ``words`` above the form, ``button`` on its button."""

    key: str
    words: str
    button: str
    form: ActForm
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What the page says afterwards."""
        if self.key == REVISE:
            return "已更正。"
        others = self.form.cleaned_data.get("also") or ()
        return f"已记下：{self.words}" + (f"，同时用于另外 {len(others)} 件。" if others else "。")


def step_of(turn: Turn, key: str, data: Any = None, files: Any = None, *, slip: int | None = None) -> Step | None:  # noqa: ANN401 - Django's
    """What stands behind an address, with its form; ``None`` where there is nothing. ``slip`` is the paper that is answered."""
    if key == REVISE:
        form = own_forms.CorrectionForm(turn, data)
        return Step(key, "更正", "保存更正", form)
    if key == CHAIN:
        return Step(key, "销号程序", "保存销号程序", own_forms.ChainForm(turn, data))
    act = act_of(key)
    if act is None:
        return None
    made = _OWN[act](turn, data, prefix=key) if act in OWN else SpecForm(turn, act, data, files, slip=slip)
    button = "记下反馈" if act is Act.REPORT else words_of(turn, act)
    return Step(key, words_of(turn, act), button, made, tuple(_notes(turn, act, made)))


def is_concerned(turn: Turn, key: str) -> bool:
    """Whether what stands behind an address is this person's to do, now or at another time."""
    act = act_of(key)
    return turn.keeps if act is None else concerns(turn, act)


def do(turn: Turn, step: Step) -> object:
    """Do it with what the form holds, through the operation; raises as that does."""
    guard = {name: step.form.cleaned_data[name] for name in ("token", "seen_seq")}
    if step.key == REVISE:
        assert isinstance(step.form, own_forms.CorrectionForm)
        values, because = step.form.changed_values(), step.form.cleaned_data.get("because", "")
        return operations.revise_matter(turn.matter, by=turn.by, at=turn.at, values=values, because=because, **guard)
    if isinstance(step.form, SpecForm):
        return _act_on(turn, step.form, guard)
    return _VERBS[step.key](turn, step.form, guard)


def _act_on(turn: Turn, form: SpecForm, guard: dict[str, Any]) -> object:
    sent = form.cleaned_data.get("evidence")
    wanted = sent if sent and may_now(turn.matter, form.act) and concerns(turn, form.act) else None
    given = form.answered(form.given(), keep_evidence(turn, wanted, token=guard["token"]))
    return operations.act_on(turn.matter, by=form.acting(turn.by), at=turn.at, act=form.act, given=given, **guard)


def _held(turn: Turn) -> Held:
    return turn.matter.meeting or turn.matter.office


def _docket(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401 - the form of the act
    given = form.values("approved_by", "approved_on", "basis")
    return operations.docket(_held(turn), by=turn.by, at=turn.at, matters=[turn.matter], token=guard["token"], **given)


def _hand_out(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401 - the same
    given = form.values("frequency")
    return operations.hand_out(
        _held(turn), by=turn.by, at=turn.at, matters=[turn.matter], token=guard["token"], **given
    )


def _drop(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401 - the same
    return operations.drop(turn.matter, by=turn.by, at=turn.at, reason=form.cleaned_data["reason"], **guard)


def _restore(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401, ARG001 - the same
    return operations.restore(turn.matter, by=turn.by, at=turn.at, **guard)


def _report(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401 - the same
    return operations.report_on_all(turn.matter, by=form.acting(turn.by), at=turn.at, **form.reported(), **guard)


def _break_down(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401 - the same
    despite = form.cleaned_data["despite"]
    return operations.break_down(
        turn.matter, by=form.acting(turn.by), at=turn.at, parts=form.parts, despite=despite, **guard
    )


def _set_chain(turn: Turn, form: Any, guard: dict[str, Any]) -> object:  # noqa: ANN401 - the same
    return operations.set_chain(turn.matter, by=turn.by, at=turn.at, steps=form.chain(), **guard)


_OWN: dict[Act, Callable[..., OwnForm]] = {
    Act.DOCKET: lambda turn, data, prefix: own_forms.DocketOneForm(
        turn, data, prefix=prefix, initial={"approved_on": turn.on}
    ),
    Act.HAND_OUT: lambda turn, data, prefix: own_forms.HandOutForm(
        turn, data, prefix=prefix, initial={"frequency": turn.matter.frequency}
    ),
    Act.DROP: own_forms.DropForm,
    Act.RESTORE: own_forms.RestoreForm,
    Act.REPORT: ReportForm,
    Act.CONTRIBUTE: own_forms.ContributeForm,
    Act.OPEN_PART: PartsForm,
}
_VERBS: dict[str, Callable[[Turn, Any, dict[str, Any]], object]] = {
    key_of(Act.DOCKET): _docket,
    key_of(Act.HAND_OUT): _hand_out,
    key_of(Act.DROP): _drop,
    key_of(Act.RESTORE): _restore,
    key_of(Act.REPORT): _report,
    key_of(Act.CONTRIBUTE): _report,
    key_of(Act.OPEN_PART): _break_down,
    CHAIN: _set_chain,
}


def _notes(turn: Turn, act: Act, form: ActForm) -> list[str]:
    """What one should know before doing it: what was asked, which step comes, what the same paper served for."""
    notes = []
    slip = form.slip if isinstance(form, SpecForm) else None
    if slip is not None and slip.kind != SlipKind.CONSULTATION:
        notes.append(asked_words(slip))
        if act is Act.FIND_DONE and slip.evidence is not None and (others := also_rests_on(turn, slip.evidence)):
            notes.append(f"同一份文件还用于办结：{'、'.join(map(str, others))}。")
    if act is Act.REPORT:
        notes += told_to_the_lead(turn.matter)
    if act in (Act.UPHOLD, Act.OVERTURN) and turn.matter.decided_by:
        notes.append(f"原来的认定由{turn.matter.decided_by}作出，应当回避，请由其他人复核。")
    if act is Act.SUBMIT and (until := submit_by(turn.matter)) is not None:
        notes.append(f"办结后应在 {until} 前呈报{'，已过' if until < turn.on else ''}。")
    if act is Act.SIGN:
        notes.append(_next_signature(turn))
    if act in (Act.ASK_EXTENSION, Act.GRANT_EXTENSION) and is_too_late(turn.matter, on=_asked_on(turn, slip)):
        notes.append(f"申请时已过提出延期的期限：同意后可以照新的日期办，仍按原来的时限 {turn.matter.due_on} 计逾期。")
    return notes


def told_to_the_lead(matter: Matter) -> list[str]:
    """What supporting bodies told the lead since it reported last, each with its newest words."""
    last = matter.reports.filter(body=matter.lead_id).order_by("-pk").first()
    rows = matter.reports.filter(event_seq__gt=last.event_seq if last is not None else 0).exclude(body=matter.lead_id)
    told = {row.body_id: row for row in rows.exclude(body=None).select_related("body").order_by("pk")}
    return [f"配合单位{row.body} {row.reported_on}反馈：{row.progress or row.problems}" for row in told.values()]


def _asked_on(turn: Turn, slip: Slip | None) -> dt.date:
    return office_date(slip.asked_at) if slip is not None else turn.on


def asked_words(slip: Any) -> str:  # noqa: ANN401 - a Slip
    """延期申请：汛期施工受阻。申请的日期 2026-04-30。"""
    asked = [f"{slip.get_kind_display()}：{slip.words}" if slip.words else f"{slip.get_kind_display()}（没有附意见）"]
    asked += [f"申请的日期 {slip.wanted_on}"] if slip.wanted_on else []
    asked += [f"建议由{slip.wanted_body}承办"] if slip.wanted_body and slip.kind == SlipKind.ADJUSTMENT else []
    asked += [f"方案{at}：{words}" for at, words in enumerate(slip.options, start=1)]
    return "；".join(asked)


def _next_signature(turn: Turn) -> str:
    chain, signed = turn.matter.chain, turn.matter.signed
    if signed >= len(chain):
        return "办完这一步就销号。"
    after = f"办完接着是“{chain[signed + 1]}”。" if signed + 1 < len(chain) else "办完这一步就销号。"
    return f"这是销号程序第 {signed + 1} 步（共 {len(chain)} 步）：{chain[signed]}。{after}"
