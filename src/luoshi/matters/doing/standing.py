"""What stands of a matter, in one line: its state, who has the next step since when, what waits for an answer, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from luoshi.journal.models import Event
from luoshi.journal.sentences import told
from luoshi.matters.access import READERS
from luoshi.matters.bulletin import lamp_words
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import Act
from luoshi.matters.models import Frequency, Matter, MatterState, Slip, SlipKind
from luoshi.matters.models.matter import DONE, RUNNING
from luoshi.matters.operations.advancing import OVER
from luoshi.matters.prints.holders import Holders, days_held
from luoshi.matters.terms import submit_by
from luoshi.workdays import office_date

_ASKED_AS = {
    SlipKind.CONSULTATION: "征求意见",
    SlipKind.OPINION: "意见",
    SlipKind.ADJUSTMENT: Act.ASK_ADJUSTMENT.value,
    SlipKind.LIMIT: Act.PROPOSE_LIMIT.value,
    SlipKind.EXTENSION: Act.ASK_EXTENSION.value,
    SlipKind.CLAIM: Act.CLAIM.value,
    SlipKind.COMPLETION: Act.ASK_COMPLETION.value,
    SlipKind.VERIFICATION: Act.ASK_VERIFICATION.value,
    SlipKind.RECONSIDERATION: Act.ASK_RECONSIDERATION.value,
    SlipKind.SUBMISSION: Act.SUBMIT.value,
}
_UNTIL: Mapping[str, str] = {SlipKind.CONSULTATION: "截止", SlipKind.RECONSIDERATION: "前作出决定"}
"""What the day of a paper means, where somebody has to answer by then."""
_DECIDED = (MatterState.SUSPENDED, MatterState.ENDED, MatterState.STANDING)
"""States that somebody decided on, with the reason on a slip."""
_BEFORE_DOCKET = (SlipKind.CONSULTATION, SlipKind.OPINION)
_CHAIN_SHOWN = (*DONE, MatterState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Signed:
    """One step of the close-out: done (by whom, when), next, or still to come."""

    words: str
    state: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the matter, or one it follows: where it leads, whose it is, where it stands."""

    href: str
    name: str
    words: str
    body: str
    state: str
    colour: str
    lamp: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One slip as the page shows it: asked, then answered."""

    slip: Slip
    kind: str
    asked: str
    details: tuple[str, ...]
    answered: str
    waits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything the head of the page prints."""

    held: str
    waits: tuple[str, ...]
    report: str
    report_late: bool
    chain: tuple[Signed, ...]
    parts: tuple[Piece, ...]
    open_parts: int
    whole: Piece | None
    follows: Piece | None
    followed: tuple[Piece, ...]
    papers: tuple[Paper, ...]


def standing(turn: Turn, events: Sequence[Event]) -> Standing:
    """What stands on the day of the turn; ``events`` are the entries of the matter."""
    matter, holders = turn.matter, Holders(turn.matter.office, turn.on)
    slips = [slip for slip in turn.slips if _may_see(turn, slip)]
    parts = _pieces(turn, "parent")
    return Standing(
        held=_held(matter, holders, turn.on) or _rests(matter, turn.slips),
        waits=tuple(_waiting(slip, holders, turn.on) for slip in slips if slip.answered_at is None),
        report=_next_report(matter),
        report_late=matter.next_report_on is not None and matter.next_report_on < turn.on,
        chain=tuple(_chain(matter, turn.slips)),
        parts=parts,
        open_parts=matter.open_parts,
        whole=_other(turn, matter.parent),
        follows=_other(turn, matter.follows),
        followed=_pieces(turn, "follows"),
        papers=tuple(_papers(slips, events, holders, turn.on)),
    )


def _held(matter: Matter, holders: Holders, on: dt.date) -> str:
    """现由 市教育局 办理，自 3月9日 起（第 3 天）; of what is done also until when it is put up."""
    if not matter.holder:
        return ""
    who = holders.words(matter.holder)
    until = submit_by(matter)
    then = f"，应在{_day(until)}前呈报{'，已过' if until < on else ''}" if until is not None else ""
    if matter.held_since is None:
        return f"现由{who}办理{then}"
    return f"现由{who}办理，自{_day(office_date(matter.held_since))}起（第 {days_held(matter, on=on)} 天）{then}"


def _rests(matter: Matter, slips: Sequence[Slip]) -> str:
    """Of what nobody holds: who decided so and why, and when it is looked at again."""
    decided = next((slip for slip in reversed(slips) if slip.kind == SlipKind.DECISION), None)
    told = []
    if matter.state in _DECIDED and decided is not None:
        told.append(f"{decided.answered_by} {decided.answered_on}定：{decided.words.rstrip('。')}")
    if matter.look_back_on is not None:
        told.append(f"{matter.look_back_on} 回头看")
    return "；".join(told)


def _waiting(slip: Slip, holders: Holders, on: dt.date) -> str:
    """市教育局申请延期，等督查室答复，自 3月9日 起（第 3 天）."""
    asked = office_date(slip.asked_at)
    what = f"{slip.body or ''}{_ASKED_AS.get(SlipKind(slip.kind), slip.get_kind_display())}"
    until = f"，{_day(slip.wanted_on)}{_UNTIL[slip.kind]}" if slip.kind in _UNTIL and slip.wanted_on else ""
    verb = "办理" if slip.kind in (SlipKind.VERIFICATION, SlipKind.OPINION) else "答复"
    return f"{what}，等{holders.words(slip.holder)}{verb}，自{_day(asked)}起（第 {(on - asked).days + 1} 天）{until}"


def _next_report(matter: Matter) -> str:
    if matter.state not in RUNNING or matter.next_report_on is None:
        return ""
    return f"下次反馈 {matter.next_report_on}（{Frequency(matter.frequency).label}）"


def _chain(matter: Matter, slips: Sequence[Slip]) -> Iterator[Signed]:
    """The steps of the close-out, from when they matter; signatures of an earlier round are no longer counted."""
    if matter.state not in _CHAIN_SHOWN and len(matter.chain) < 2:
        return
    signatures = [slip for slip in slips if slip.kind == SlipKind.SIGNATURE]
    latest = signatures[len(signatures) - matter.signed :] if matter.signed else []
    for at, words in enumerate(matter.chain):
        if at < matter.signed:
            slip = latest[at] if at < len(latest) else None
            yield Signed(words, "done", f"{slip.answered_by} {slip.answered_on}" if slip else "")
        else:
            yield Signed(words, "next" if at == matter.signed and matter.state in DONE else "")


def _pieces(turn: Turn, by: str) -> tuple[Piece, ...]:
    rows = Matter.objects.visible_to(turn.by).filter(**{by: turn.matter.pk}).select_related("lead").order_by("pk")
    return tuple(_piece(row, turn.on) for row in rows)


def _other(turn: Turn, other: Matter | None) -> Piece | None:
    """A matter this one points at; without an address for whoever may not see it."""
    if other is None:
        return None
    seen = Matter.objects.visible_to(turn.by).filter(pk=other.pk).exists()
    return _piece(other, turn.on) if seen else None


def _piece(row: Matter, on: dt.date) -> Piece:
    colour, lamp = lamp_words(row, on=on) if row.state in RUNNING else ("", "")
    return Piece(
        href=reverse("matters:matter", args=[row.ref]),
        name=row.spoken or row.code,
        words=row.words,
        body=str(row.lead or "责任单位未明确"),
        state=row.get_state_display(),
        colour=colour,
        lamp=lamp,
        over=row.state in OVER,
    )


def _may_see(turn: Turn, slip: Slip) -> bool:
    """What bodies say before the docket is between each of them and the office."""
    if slip.kind not in _BEFORE_DOCKET or turn.by.has(*READERS):
        return True
    return (slip.body_id or slip.wanted_body_id) in turn.by.bodies


def _papers(slips: Sequence[Slip], events: Sequence[Event], holders: Holders, on: dt.date) -> Iterator[Paper]:
    """The slips, newest first; who entered them stands in the journal."""
    who = _who(slips, events)
    for slip in reversed(slips):
        waits = slip.answered_at is None
        yield Paper(
            slip=slip,
            kind=slip.get_kind_display(),
            asked=f"{_day(office_date(slip.asked_at))} {slip.body or ''} {who.get(slip.asked_seq, slip.asked_by)}",
            details=tuple(_details(slip)),
            answered="" if waits else _answered(slip, who),
            waits=_waiting(slip, holders, on) if waits else "",
        )


def _who(slips: Sequence[Slip], events: Sequence[Event]) -> Mapping[int, str]:
    seqs = {seq for slip in slips for seq in (slip.asked_seq, slip.answered_seq) if seq}
    return {line.event.seq: line.who for line in told(event for event in events if event.seq in seqs)}


def _details(slip: Slip) -> Iterator[str]:
    if slip.wanted_on:
        yield f"日期 {slip.wanted_on}"
    if slip.wanted_body:
        said = {SlipKind.ADJUSTMENT: f"建议由{slip.wanted_body}承办", SlipKind.CLAIM: f"请{slip.wanted_body}解决"}
        yield said.get(SlipKind(slip.kind), str(slip.wanted_body))
    yield from (f"方案{at}：{words}" for at, words in enumerate(slip.options, start=1))


def _answered(slip: Slip, who: Mapping[int, str]) -> str:
    """同意延期：理由成立。（督查室周敏 2026-03-09，见《延期申请单》；周敏录入）"""
    head = f"{slip.outcome}：{slip.answer}" if slip.answer else slip.outcome
    by = " ".join(filter(None, (slip.answered_by, str(slip.answered_on or ""))))
    paper = f"，见{slip.paper}" if slip.paper else ""
    entered = who.get(slip.answered_seq or 0, "")
    note = f"；{entered}录入" if entered and entered != slip.answered_by else ""
    return f"{head}（{by}{paper}{note}）"


def _day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
