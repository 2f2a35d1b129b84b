"""What each act changes besides the state, and what only it refuses: one function an act, from what was given to the fields it sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.acts import Given
from luoshi.matters.holding import office_name
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState, Slip, SlipKind, Sort, Source
from luoshi.matters.operations.changing import begin
from luoshi.matters.operations.closing import usual_chain
from luoshi.matters.operations.limits import ask_extension, fix_limit, grant_extension, new_limit
from luoshi.matters.operations.reconsidering import decide_by, refuse_late, refuse_same_hand
from luoshi.matters.operations.reviewing import leader_of
from luoshi.rulebook.lookup import rule
from luoshi.workdays import office_date
from luoshi.workdays.resolve import calendar_of


@dataclass(frozen=True, slots=True)
class Doing:
    """An act while it happens: the matter as it is, what was given, the slip that is answered, who and when."""

    matter: Matter
    given: Given
    slip: Slip | None
    by: Acting
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return office_date(self.at)

    @property
    def on(self) -> dt.date:
        """The day on which it was done or written: as given, else today."""
        return self.given.on or self.today

    @property
    def said_on(self) -> dt.date:
        """The day on which the party said so: of what is entered for it (代录) the day named, else today."""
        return self.by.on_behalf.said_on if self.by.on_behalf is not None else self.today

    @property
    def slip_day(self) -> dt.date | None:
        """The day on which what is answered was asked."""
        return office_date(self.slip.asked_at) if self.slip is not None else None

    def origin(self, sentence: str) -> dict[str, Any]:
        """Where a field's value is from, for ``origins``."""
        stamp = self.at.isoformat(timespec="seconds")
        return {"how": "hand", "by": self.by.name, "at": stamp, "sentence": sentence}


Values = dict[str, Any]


def _consult(do: Doing) -> Values:
    if do.matter.lead is None:
        raise Refused("还没有明确牵头单位，不知道向谁征求意见。请先填写牵头单位。", field="lead")
    wait = rule("consult.workdays", office=do.matter.office, on=do.today).whole
    until = do.given.day or calendar_of(do.matter.office).add_workdays(do.today, wait)
    if until < do.today:
        raise Refused("意见反馈截止不能早于今天。", field="day")
    supporting = [row.body for row in do.matter.supports.select_related("body")]
    for body in dict.fromkeys((do.matter.lead, *supporting)):
        _ask(do, SlipKind.CONSULTATION, holder=f"b:{body.pk}", wanted_on=until, wanted_body=body)
    return {}


def _opine(do: Doing) -> Values:
    if do.given.words.strip() and do.slip is not None:
        _ask(
            do, SlipKind.OPINION, holder=office_name(do.matter), body=do.slip.wanted_body, words=do.given.words.strip()
        )
    return {}


def _ask(do: Doing, kind: SlipKind, **fields: Any) -> None:  # noqa: ANN401 - fields of a slip
    Slip.objects.create(
        matter=do.matter, kind=kind, asked_by=do.by.name, asked_at=do.at, asked_seq=do.matter.seq + 1, **fields
    )


def _gather(do: Doing) -> Values:
    waiting = do.matter.slips.waiting()
    if undecided := waiting.filter(kind=SlipKind.OPINION).count():
        raise Refused(f"还有 {undecided} 条意见没有写明采纳或不采纳，请先处理。")
    silent = waiting.filter(kind=SlipKind.CONSULTATION)
    silent.update(outcome="到期未反馈", answered_at=do.at, answered_on=do.today, answered_seq=do.matter.seq + 1)
    return {}


def _acknowledge(do: Doing) -> Values:
    if do.on > do.today:
        raise Refused("签收日期不能晚于今天。", field="on")
    return {"acknowledged_on": do.on}


def _recall(_do: Doing) -> Values:
    return {"acknowledged_on": None, "next_report_on": None}


def _grant_adjustment(do: Doing) -> Values:
    body = do.given.body
    assert body is not None, "the form asks for it"
    if body == do.matter.lead:
        raise Refused(f"“{body}”就是现在的承办单位。请选择另一个单位，或不同意调整。", field="body")
    origins = {**do.matter.origins, "lead": do.origin("按申请调整承办单位")}
    return {"lead": body, "leader": leader_of(do.matter, body, do.today), "origins": origins, "acknowledged_on": None}


def _claim(do: Doing) -> Values:
    if len(do.given.options) < 2:
        raise Refused("请写两个以上可选的方案，每行一个，让人能直接选。", field="options")
    if do.given.body is None and do.given.post is None:
        raise Refused("请写明由哪个单位或哪位领导协调。", field="body")
    if do.given.body == do.matter.lead and do.given.post is None:
        raise Refused("请本单位以外的单位或领导协调。", field="body")
    return {"asked_of": asked_of(do)}


def asked_of(do: Doing) -> str:
    """Who must answer: the leader named, else the body named, else the supervision office."""
    if do.given.post is not None:
        return f"p:{do.given.post.ref}"
    return f"b:{do.given.body.pk}" if do.given.body is not None else office_name(do.matter)


def _answered(_do: Doing) -> Values:
    return {"asked_of": ""}


def _decided(do: Doing) -> Values:
    return {"decided_by": do.by.name, "decided_on": do.today}


def _ask_completion(do: Doing) -> Values:
    """What was to be done over (退回重办) is reported first; what was only to be supplemented is handed in again at once."""
    last = do.matter.slips.filter(kind=SlipKind.COMPLETION).order_by("pk").last()
    if last is None or last.outcome != Act.RETURN_REDO.value:
        return {}
    reports = do.matter.reports.filter(Q(body=do.matter.lead_id) | Q(body=None), event_seq__gt=last.answered_seq)
    if not reports.exists():
        raise Refused("上次退回重办以后还没有反馈。请先反馈重办情况，再申请办结。", field="words")
    return {}


def _find_done(do: Doing) -> Values:
    result = do.given.words.strip()
    return {
        "progress": result,
        "next_report_on": None,
        "asked_of": "",
        "chain": do.matter.chain or usual_chain(do.matter, on=do.today),
        **_decided(do),
    }


def _ask_reconsideration(do: Doing) -> Values:
    if do.matter.decided_on is None:
        raise Refused("督查室还没有作出可以复核的认定。")
    refuse_late(do.matter.office, since=do.matter.decided_on, asked_on=do.said_on)
    return {}


def answer_until(do: Doing) -> dt.date:
    """Until when a review that is asked for now is decided."""
    return decide_by(do.matter.office, asked_on=do.said_on)


def _reconsidered(do: Doing) -> Values:
    refuse_same_hand(do.given.who, [do.matter.decided_by])
    return {}


def _overturn(do: Doing) -> Values:
    return _reconsidered(do) | {"closed_on": None, "look_back_on": None}


def _submit(do: Doing) -> Values:
    return {"asked_of": asked_of(do)}


def _closed_by_the_leader(do: Doing) -> Values:
    closed = do.matter.signed >= len(do.matter.chain)
    return {"asked_of": ""} | ({"closed_on": do.on} if closed else {})


def _instruct(do: Doing) -> Values:
    following = Matter(
        office=do.matter.office,
        source=Source.INSTRUCTION,
        follows=do.matter,
        words=do.given.words.strip(),
        heading=do.given.who.strip()[:20],
        sort_reason="领导在呈报件上的新批示",
        lead=do.matter.lead,
        leader=do.matter.leader,
        topic=do.matter.topic,
        origins={"words": do.origin(f"{do.given.who.strip()}批示")},
    )
    begin(following, "matter.proposed", supporting=(), by=do.by, at=do.at, more={"follows_code": do.matter.code})
    return _closed_by_the_leader(do)


def _sign(do: Doing) -> Values:
    if do.on > do.today:
        raise Refused("日期不能晚于今天。", field="on")
    last = do.matter.signed + 1 >= len(do.matter.chain)
    return {"closed_on": do.on} if last else {}


def _look_back(do: Doing) -> Values:
    return {"look_back_on": _a_year_on(do.on) if do.matter.state == MatterState.STANDING else None}


def _a_year_on(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else dt.date(day.year + 1, 3, 1)


def _reopen(do: Doing) -> Values:
    return new_limit(do, "重新办理") | {"closed_on": None, "look_back_on": None, "asked_of": ""}


def _make_standing(do: Doing) -> Values:
    return {"sort": Sort.STANDING, "next_report_on": None, "asked_of": "", "look_back_on": _a_year_on(do.on)}


def _stopped(do: Doing) -> Values:
    return _decided(do) | {"next_report_on": None}


def _ended(do: Doing) -> Values:
    return _stopped(do) | {"asked_of": "", "look_back_on": None}


def _resume(do: Doing) -> Values:
    return new_limit(do, "恢复办理")


EFFECTS: dict[Act, Callable[[Doing], Values]] = {
    Act.CONSULT: _consult,
    Act.OPINE: _opine,
    Act.GATHER: _gather,
    Act.RECALL: _recall,
    Act.ACKNOWLEDGE: _acknowledge,
    Act.GRANT_ADJUSTMENT: _grant_adjustment,
    Act.REFUSE_ADJUSTMENT: _decided,
    Act.FIX_LIMIT: fix_limit,
    Act.ASK_EXTENSION: ask_extension,
    Act.GRANT_EXTENSION: grant_extension,
    Act.REFUSE_EXTENSION: _decided,
    Act.CLAIM: _claim,
    Act.ANSWER_CLAIM: _answered,
    Act.ASK_COMPLETION: _ask_completion,
    Act.RETURN_SUPPLEMENT: _decided,
    Act.RETURN_REDO: _decided,
    Act.FIND_DONE: _find_done,
    Act.ASK_RECONSIDERATION: _ask_reconsideration,
    Act.UPHOLD: _reconsidered,
    Act.OVERTURN: _overturn,
    Act.SUBMIT: _submit,
    Act.NOTE: _closed_by_the_leader,
    Act.CONTINUE: _answered,
    Act.INSTRUCT: _instruct,
    Act.SIGN: _sign,
    Act.LOOK_BACK: _look_back,
    Act.REOPEN: _reopen,
    Act.MAKE_STANDING: _make_standing,
    Act.SUSPEND: _stopped,
    Act.RESUME: _resume,
    Act.END: _ended,
}


def supporting_after(matter: Matter, act: Act, given: Given) -> list[Body] | None:
    """The supporting bodies after an act that changes the lead; ``None`` where they stay."""
    if act is not Act.GRANT_ADJUSTMENT:
        return None
    return [row.body for row in matter.supports.select_related("body") if row.body != given.body]
