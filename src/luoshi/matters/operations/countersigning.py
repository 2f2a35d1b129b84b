"""本单位审签: a draft waits for 分管 and 主要负责人 of the body, then it is sent as what it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.bodies.models import Body
from luoshi.files.models import File
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record, revise
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.access import may_keep
from luoshi.matters.acts import Given
from luoshi.matters.life import Act, why_not
from luoshi.matters.models import STEPS, Countersigning, CountersignStep, Draft, DraftKind, DraftState, Matter
from luoshi.matters.operations.acting import act_on, refuse_unnamed
from luoshi.matters.operations.advancing import life_of
from luoshi.matters.operations.carrying import report
from luoshi.people.models import Post, PostKind
from luoshi.workdays import office_date

ACTS = {
    DraftKind.REPORT: Act.REPORT,
    DraftKind.COMPLETION: Act.ASK_COMPLETION,
    DraftKind.EXTENSION: Act.ASK_EXTENSION,
}
"""What a draft becomes."""
_FIELDS = ("office", "body", "matter", "kind", "words", "problems", "said", "day", "evidence", "prepared_by", "since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a liaison prepared; ``day`` is what an extension asks for."""

    kind: DraftKind
    words: str
    problems: str = ""
    said: str = ""
    day: dt.date | None = None
    evidence: File | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature as on paper, entered by the liaison; whoever signs on the page leaves it empty."""

    who: str = ""
    on: dt.date | None = None
    words: str = ""
    paper: str = ""


@operation("matters.set_countersigning")
def set_countersigning(body: Body, *, by: Acting, at: dt.datetime, is_on: bool, token: str = "") -> Countersigning:
    """Whether a body signs what it sends; its own people decide that, or the supervision office for it."""
    if by.office != body.office_id or not (body.pk in by.bodies or may_keep(by)):
        raise Unseen
    if not is_on and Draft.objects.waiting().filter(body=body).exists():
        raise Refused("还有材料在审签中。请先审签完或撤回，再停用。")
    row = Countersigning.objects.select_for_update().filter(body=body).first()
    if row is not None:
        return revise(row, "countersigning.set", {"is_on": is_on}, by=by, at=at)
    row = Countersigning(office=body.office, body=body, is_on=is_on)
    return found(row, "countersigning.set", ("office", "body", "is_on"), by=by, at=at)


@operation("matters.prepare_draft")
def prepare(matter: Matter, *, by: Acting, at: dt.datetime, prepared: Prepared, token: str = "") -> Draft:
    """Put what was prepared before the body's leaders."""
    body = matter.lead
    if body is None or by.office != matter.office_id or body.pk not in by.bodies:
        raise Unseen
    _refuse_wrong(matter, prepared)
    row = Draft(
        office=matter.office,
        body=body,
        matter=matter,
        kind=prepared.kind,
        words=prepared.words.strip(),
        problems=prepared.problems.strip(),
        said=prepared.said,
        day=prepared.day,
        evidence=prepared.evidence,
        prepared_by=by.name,
        since=at,
    )
    if Draft.objects.waiting().filter(matter=matter, body=body, kind=prepared.kind).exists():
        raise Refused(f"这件事项已有一份{row.get_kind_display()}在审签。请先审签完，或撤回后再送。")
    return found(row, "draft.prepared", _FIELDS, by=by, at=at)


def _refuse_wrong(matter: Matter, prepared: Prepared) -> None:
    """What would be refused on sending is refused on preparing, while the liaison still has it before him."""
    if not prepared.words.strip():
        raise Refused("请写明内容。", field="words")
    if prepared.kind == DraftKind.EXTENSION and prepared.day is None:
        raise Refused("请填写申请延至哪一天。", field="day")
    refuse_unnamed(matter, prepared.evidence)
    if obstacle := why_not(life_of(matter), ACTS[prepared.kind]):
        raise Refused(obstacle)


@operation("matters.correct_draft")
def correct(
    draft: Draft,
    *,
    by: Acting,
    at: dt.datetime,
    words: str,
    problems: str = "",
    said: str = "",
    day: dt.date | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> Draft:
    """Correct what was given back; it starts again at the first signature."""
    _require_own(draft, by)
    if draft.state != DraftState.RETURNED:
        raise Refused("只有退回修改的才能改。请刷新页面。")
    if not words.strip():
        raise Refused("请写明内容。", field="words")
    values = {"words": words.strip(), "problems": problems.strip(), "said": said, "day": day or draft.day}
    again = {"state": DraftState.WAITING, "signed": 0, "reason": "", "since": at}
    return revise(draft, "draft.corrected", values | again, by=by, at=at)


@operation("matters.sign_draft")
def sign(
    draft: Draft,
    *,
    by: Acting,
    at: dt.datetime,
    signed: Signed,
    token: str = "",
    seen_seq: int | None = None,
) -> Draft:
    """Sign the next step; the last signature sends the draft. The liaison enters another's signature with its paper (代录)."""
    _require_own(draft, by)
    step, on = _next(draft), signed.on or office_date(at)
    own = may_sign(by, draft)
    if not own and not signed.paper.strip():
        raise Refused(f"这一步由{step.label}签。代录时请写明签在哪份文件上。", field="paper")
    if not own and not signed.who.strip():
        raise Refused("请写明是谁签的。", field="who")
    if on > office_date(at):
        raise Refused("签字日期不能晚于今天。", field="on")
    who = by.for_whom or by.name if own else signed.who.strip()
    CountersignStep.objects.create(
        draft=draft,
        step=step,
        signed_by=who[:64],
        signed_on=on,
        words=signed.words.strip()[:300],
        paper=signed.paper.strip()[:120],
        entered_by="" if own else by.name,
        signed_at=at,
    )
    told = {"step": step.label, "who": who, "on": on.isoformat(), "paper": signed.paper.strip()}
    last = draft.signed + 1 == len(STEPS)
    old = {"signed": draft.signed, "state": draft.state}
    draft.signed, draft.since = draft.signed + 1, at
    draft.state = DraftState.SENT if last else DraftState.WAITING
    moved = {name: [value, getattr(draft, name)] for name, value in old.items()}
    record(draft, "draft.signed", {**moved, "signature": told}, by=by, at=at, save=("signed", "since", "state"))
    if last:
        _send(draft, by=by, at=at)
    return draft


@operation("matters.return_draft")
def give_back(
    draft: Draft, *, by: Acting, at: dt.datetime, reason: str, token: str = "", seen_seq: int | None = None
) -> Draft:
    """Give a draft back to be corrected."""
    _require_own(draft, by)
    _next(draft)
    if not reason.strip():
        raise Refused("请写明要改什么。", field="reason")
    values = {"state": DraftState.RETURNED, "reason": reason.strip()[:300], "since": at}
    return revise(draft, "draft.returned", values, by=by, at=at)


@operation("matters.withdraw_draft")
def withdraw(draft: Draft, *, by: Acting, at: dt.datetime, token: str = "", seen_seq: int | None = None) -> Draft:
    """Take a draft back before everybody has signed."""
    _require_own(draft, by)
    if draft.state not in (DraftState.WAITING, DraftState.RETURNED):
        raise Refused("已经报送，不能撤回。请刷新页面。")
    return revise(draft, "draft.withdrawn", {"state": DraftState.WITHDRAWN}, by=by, at=at)


def may_sign(by: Acting, draft: Draft) -> bool:
    """Whether whoever acts holds (or stands in for) the post of the next step."""
    if draft.next_step is None or not by.post:
        return False
    return Post.objects.filter(ref=by.post, body=draft.body_id, kind=draft.next_step).exists()


def _require_own(draft: Draft, by: Acting) -> None:
    if by.office != draft.office_id or draft.body_id not in by.bodies:
        raise Unseen


def _next(draft: Draft) -> PostKind:
    if draft.next_step is None:
        raise Refused(f"这份{draft.get_kind_display()}现在是“{draft.get_state_display()}”，不在等审签。请刷新页面。")
    return draft.next_step


def _send(draft: Draft, *, by: Acting, at: dt.datetime) -> None:
    """Do what the draft is; a refusal undoes the signature with it."""
    matter = Matter.objects.select_for_update().get(pk=draft.matter_id)
    if matter.lead_id != draft.body_id:
        raise Denied("这件事项已改由其他单位承办，不能再报送。请撤回这份材料。")
    if draft.kind == DraftKind.REPORT:
        report(
            matter,
            by=by,
            at=at,
            body=draft.body,
            progress=draft.words,
            problems=draft.problems,
            said=draft.said,
            countersigned=True,
        )
        return
    given = Given(words=draft.words, day=draft.day, evidence=draft.evidence)
    act_on(matter, by=by, at=at, act=ACTS[DraftKind(draft.kind)], given=given, countersigned=True)
