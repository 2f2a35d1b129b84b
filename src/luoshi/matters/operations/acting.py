"""Every act of a matter's life that has no shape of its own: who may do it, what it asks for, what it leaves behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from luoshi.bodies.models import Body
from luoshi.files.models import File
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.access import may_keep, require_keeper
from luoshi.matters.acts import SPECS, Given, Party, Spec
from luoshi.matters.countersigned import refuse_unsigned
from luoshi.matters.holding import office_name, reviewer_of
from luoshi.matters.life import Act, Answers
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.named_paper import names_a_paper
from luoshi.matters.operations.advancing import advance, may_now
from luoshi.matters.operations.effects import EFFECTS, Doing, answer_until, asked_of, supporting_after
from luoshi.workdays import office_date


@operation("matters.act")
def act_on(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    act: Act,
    given: Given | None = None,
    countersigned: bool = False,
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Do one of the acts of ``acts.SPECS``. What the supervision office enters for another party names it in ``by.on_behalf``.

    Raises ``Unseen`` and ``Denied`` for whoever has no part in it, ``Refused`` where it may not happen now or something is missing.
    ``countersigned`` says that the body's own leaders have signed it.
    """
    given = given or Given()
    if not countersigned:
        refuse_unsigned(matter, act, by)
        refuse_unnamed(matter, given.evidence)
    return _done(matter, act, given, by=by, at=at)


@operation("matters.act_on_all")
def act_on_all(
    matters: Sequence[Matter], *, by: Acting, at: dt.datetime, act: Act, given: Given | None = None, token: str = ""
) -> list[Matter]:
    """The same act on several matters, all of them or none; a refusal names the matter."""
    if not matters:
        raise Refused(f"还没有勾选要{act.value}的事项。")
    done = []
    for matter in matters:
        try:
            done.append(act_on(matter, by=by, at=at, act=act, given=given))
        except Denied:
            raise
        except Refused as refused:
            raise Refused(f"“{matter}”：{refused.sentence}", field=refused.field) from refused
    return done


def _done(matter: Matter, act: Act, given: Given, *, by: Acting, at: dt.datetime) -> Matter:
    spec = SPECS[act]
    by = _named(by, spec, given, at)
    waiting = _waiting(matter, spec, given, by)
    require_party(matter, spec.party, by, waiting[0] if waiting else None)
    slip = _answered_slip(waiting, spec)
    _refuse_missing(matter, spec, given)
    do = Doing(matter, given, slip, by, at)
    values = EFFECTS[act](do) if act in EFFECTS and may_now(matter, act) else {}
    holder = asked_of(do) if act in (Act.CLAIM, Act.SUBMIT) else _answers(matter, spec)
    supporting = supporting_after(matter, act, given)
    answers = Answers(frozenset(given.checks), given.despite)
    told = _told(act, given)
    advance(matter, act, spec.kind, by=by, at=at, values=values, supporting=supporting, more=told, answers=answers)
    if slip is not None:
        _answer(slip, do, act)
    if (kind := spec.makes or spec.once) is not None:
        _write(do, spec, act, kind, holder)
    if act is Act.ACKNOWLEDGE and given.day is not None and matter.due_on is None:
        _done(matter, Act.PROPOSE_LIMIT, Given(day=given.day), by=by, at=at)
    return matter


def _named(by: Acting, spec: Spec, given: Given, at: dt.datetime) -> Acting:
    """A leader's word that the office enters from a paper is that leader's act."""
    if spec.party is not Party.LEADER or by.on_behalf is not None or not may_keep(by) or not given.who.strip():
        return by
    who = given.who.strip()
    told = OnBehalf(party=who, channel=Channel.PAPER, said_by=who, said_on=given.on or office_date(at))
    return replace(by, on_behalf=told)


def require_party(matter: Matter, party: Party, by: Acting, slip: Slip | None = None) -> None:
    """Whoever acts is the party, or the supervision office, which says for another who told it and how (代录)."""
    if by.office != matter.office_id and not (by.is_system and by.office is None):
        raise Unseen
    if party is Party.OFFICE:
        require_keeper(by, matter.office_id)
        return
    if is_party(matter, party, by, slip):
        return
    if may_keep(by):
        if by.on_behalf is None and not by.is_system:
            raise Refused(f"这一步是{party.value}的。代录时请写明方式、谁说的和日期。", field="said_by")
        return
    if not Matter.objects.visible_to(by).filter(pk=matter.pk).exists():
        raise Unseen
    raise Denied(f"这一步由{party.value}办理。请把您的意见告诉{party.value}或督查室。")


def is_party(matter: Matter, party: Party, by: Acting, slip: Slip | None = None) -> bool:
    """Whether whoever acts is that party of the matter, in a post or a role of their own."""
    names = {f"b:{body}" for body in by.bodies} | ({f"p:{by.post}"} if by.post else set())
    if party is Party.OFFICE:
        return may_keep(by)
    if party is Party.LEAD:
        return matter.lead_id is not None and matter.lead_id in by.bodies
    if party is Party.SUPPORT:
        return matter.supports.filter(body__in=by.bodies).exclude(body=matter.lead).exists()
    if party is Party.REVIEWER:
        return may_keep(by) if reviewer_of(matter) == office_name(matter) else reviewer_of(matter) in names
    return (slip.holder if slip is not None else matter.asked_of) in names


def _waiting(matter: Matter, spec: Spec, given: Given, by: Acting) -> list[Slip]:
    """The slips that the act may answer: the one named, else those that wait, of several bodies only one's own."""
    if spec.settles is None:
        return []
    waiting = list(matter.slips.waiting().filter(kind=spec.settles).select_related("wanted_body"))
    if given.slip is not None:
        return [slip for slip in waiting if slip.pk == given.slip]
    if spec.party is Party.ASKED and given.body is not None:
        return [slip for slip in waiting if slip.wanted_body == given.body]
    if spec.party is Party.ASKED and not may_keep(by):
        return [slip for slip in waiting if slip.wanted_body_id in by.bodies]
    return waiting


def _answered_slip(waiting: Sequence[Slip], spec: Spec) -> Slip | None:
    if len(waiting) > 1:
        raise Refused("有好几个单位在等答复，请选择是哪一个。", field="body")
    if not waiting and spec.settles in (SlipKind.CONSULTATION, SlipKind.OPINION):
        raise Refused(f"没有等待处理的{spec.settles.label}。可能已由他人办过，请刷新页面。")
    return waiting[0] if waiting else None


def _refuse_missing(matter: Matter, spec: Spec, given: Given) -> None:
    for field in spec.fields:
        value = getattr(given, field.name)
        if field.needed and not (value.strip() if isinstance(value, str) else value):
            raise Refused(field.needed, field=field.name)
    if any(row is not None and row.office_id != matter.office_id for row in (given.body, given.post, given.evidence)):
        raise Unseen


def refuse_unnamed(matter: Matter, evidence: File | None) -> None:
    """No paper is taken that 办结标准 does not name."""
    if evidence is not None and not names_a_paper(matter.standard):
        said = f"写的是“{matter.standard}”，没有写明要附哪份文件" if matter.standard else "还没有写"
        raise Refused(
            f"办结标准{said}，不收附件。请不附文件再报送；确需附的，请督查室先在办结标准里写明。", field="evidence"
        )


def _answers(matter: Matter, spec: Spec) -> str:
    return reviewer_of(matter) if spec.makes is SlipKind.COMPLETION else office_name(matter)


def _told(act: Act, given: Given) -> dict[str, Any]:
    """What the entry keeps of the act, under a key that is no field of a matter."""
    kept: dict[str, Any] = {
        "words": given.words.strip(),
        "day": given.day,
        "on": given.on,
        "body": str(given.body or ""),
        "post": str(given.post or ""),
        "who": given.who.strip(),
        "paper": given.paper.strip(),
        "options": list(given.options),
        "checks": list(given.checks),
        "despite": given.despite.strip(),
        "evidence": given.evidence.name if given.evidence is not None else "",
    }
    return {"act": {"name": act.name.lower(), **{name: value for name, value in kept.items() if value}}}


def _answer(slip: Slip, do: Doing, act: Act) -> None:
    slip.outcome = act.value
    slip.answer = do.given.words.strip()
    slip.answered_by = do.given.who.strip() or (do.by.on_behalf.party if do.by.on_behalf else do.by.name)
    slip.answered_on, slip.answered_at, slip.answered_seq = do.on, do.at, do.matter.seq
    slip.paper = do.given.paper.strip() or slip.paper
    slip.save(update_fields=["outcome", "answer", "answered_by", "answered_on", "answered_at", "answered_seq", "paper"])


def _write(do: Doing, spec: Spec, act: Act, kind: SlipKind, holder: str) -> None:
    """The slip of an act: one that waits for an answer, or one that stands for itself."""
    given = do.given
    slip = Slip(
        matter=do.matter,
        kind=kind,
        body=_asking_body(do.matter, spec),
        words=given.words.strip(),
        wanted_on=answer_until(do) if act is Act.ASK_RECONSIDERATION else given.day,
        wanted_body=given.body,
        options=list(given.options),
        evidence=given.evidence,
        holder=holder,
        asked_by=do.by.name,
        asked_at=do.at,
        asked_seq=do.matter.seq,
        paper=given.paper.strip(),
    )
    if spec.once is not None:
        slip.outcome = do.matter.chain[do.matter.signed - 1] if act is Act.SIGN and do.matter.chain else act.value
        slip.answered_by, slip.answered_on = given.who.strip() or do.by.name, do.on
        slip.answered_at, slip.answered_seq, slip.holder = do.at, do.matter.seq, ""
    slip.save()


def _asking_body(matter: Matter, spec: Spec) -> Body | None:
    return matter.lead if spec.party is Party.LEAD else None
