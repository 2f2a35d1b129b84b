"""What the page of a matter shows: each fact with where it comes from, its texts, reports, lamp, and what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.events import entry
from luoshi.journal.models import Event
from luoshi.journal.sentences import told
from luoshi.matters.access import READERS
from luoshi.matters.bulletin import bulletin_state, lamp_words, with_last_said
from luoshi.matters.desk import SUBJECT
from luoshi.matters.doing.standing import Standing, standing
from luoshi.matters.doing.turn import Turn
from luoshi.matters.lamps import REMIND
from luoshi.matters.listing.excerpts import Excerpt, excerpts
from luoshi.matters.listing.history import timeline
from luoshi.matters.listing.page import last_said
from luoshi.matters.meeting.comparison import lineage
from luoshi.matters.models import Difference, Matter, MatterState, Sort, Source
from luoshi.matters.models.matter import RUNNING
from luoshi.matters.operations.changing import RULE
from luoshi.matters.review.origins import said
from luoshi.matters.rows import due_words
from luoshi.matters.settling import ASKED
from luoshi.people.directory.who import holder

_DOCKETED = ("matter.docketed", "matter.taken_over", "matter.part_begun")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or only words."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One particular: what it is, its words (none where nobody said them), and where they come from."""

    name: str
    links: tuple[Link, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One report with who made it."""

    body: str
    state: str
    on: dt.date
    progress: str
    problems: str
    who: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A difference that waits for a decision."""

    pk: int
    name: str
    ours: str
    theirs: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """The lamp on a day, the days on which it changes, and the rule that set them."""

    colour: str = ""
    words: str = ""
    yellow_from: dt.date | None = None
    red_from: dt.date | None = None
    rule: str = ""
    rule_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the template prints of one matter."""

    matter: Matter
    title: str
    state: str
    missing: tuple[str, ...]
    standing: Standing
    facts: tuple[Fact, ...]
    texts: tuple[Excerpt, ...]
    lamp: Lit
    reports: tuple[Told, ...]
    differences: tuple[Disputed, ...]
    merged: tuple[Matter, ...]
    timeline: list[dict[str, str]] = field(default_factory=list)


def loaded(ref: str, acting: Acting) -> Matter | None:
    """The matter with what its page shows, if whoever acts sees it."""
    rows = with_last_said(Matter.objects.visible_to(acting).filter(ref=ref))
    rows = rows.select_related(
        "office", "lead", "leader__body", "meeting", "batch", "into", "parent__lead", "follows__lead"
    )
    return rows.prefetch_related("supports__body", "places__document__file", "reports__body").first()


def shown(turn: Turn) -> Shown:
    """The page of a matter on a day."""
    matter, acting, on, keeps = turn.matter, turn.by, turn.on, turn.keeps
    events = list(Event.objects.filter(subject_type=SUBJECT, subject_ref=matter.ref).order_by("seq"))
    state = bulletin_state(matter, last_said=last_said(matter), on=on)
    return Shown(
        matter=matter,
        title=_title(matter, on),
        state=state.label if state is not None else matter.get_state_display(),
        missing=tuple(_missing(matter)),
        standing=standing(turn, events),
        facts=tuple(_Facts(matter, acting, on).all()),
        texts=tuple(excerpts(matter.places.all(), acting)),
        lamp=_lit(matter, events, on),
        reports=tuple(_reports(matter, events)),
        differences=tuple(_disputed(matter)) if keeps else (),
        merged=tuple(matter.merged.order_by("pk")) if keeps else (),
        timeline=timeline(events if acting.has(*READERS) else _since_docketing(events)),
    )


def _title(matter: Matter, on: dt.date) -> str:
    """常务会47-03：逾期 9 天."""
    name = matter.spoken or ("会议议定事项" if matter.source == Source.MEETING else matter.get_source_display())
    if matter.state not in RUNNING or matter.due_on is None:
        return f"{name}：{matter.get_state_display()}"
    colour, words = lamp_words(matter, on=on)
    return f"{name}：还有 {(matter.due_on - on).days} 天到期" if colour == "green" else f"{name}：{words}"


def _missing(matter: Matter) -> Iterator[str]:
    """Which of the four fixings nobody has said yet, while that still matters."""
    if matter.state not in (*RUNNING, MatterState.PROPOSED) or matter.sort == Sort.GENERAL:
        return
    fixings = {
        "责任单位": matter.lead_id is not None,
        "牵头领导": matter.leader_id is not None,
        "完成时限": matter.due_on is not None or bool(matter.due_words) or matter.sort == Sort.STANDING,
        "办结标准": bool(matter.standard),
    }
    yield from (f"{name}未明确" for name, there in fixings.items() if not there)


class _Facts:
    """The particulars of a matter, in the order of the table."""

    def __init__(self, matter: Matter, acting: Acting, on: dt.date) -> None:
        self.matter, self.acting, self.on = matter, acting, on

    def all(self) -> Iterator[Fact]:
        matter = self.matter
        if matter.meeting is not None:
            yield Fact("会议", (Link(str(matter.meeting), reverse("matters:meeting", args=[matter.meeting.ref])),))
        if matter.source == Source.MEETING:
            yield self._words("议题", " · ".join(filter(None, (matter.topic, matter.heading))))
        else:
            said = (matter.get_source_display(), matter.heading, matter.topic)
            yield self._words("来源", " · ".join(filter(None, said)))
        yield from self._carries_out()
        yield self._words("分类", matter.get_sort_display(), matter.sort_reason)
        yield Fact("牵头单位", self._bodies([matter.lead] if matter.lead else []), self._origin("lead"))
        bodies = [row.body for row in matter.supports.all()]
        yield Fact("配合单位", self._bodies(bodies), self._origin("supporting"))
        yield Fact("牵头领导", self._leader(), self._leader_origin())
        yield self._words("完成时限", due_words(matter) or "", self._due_origin())
        yield from self._other_days()
        yield self._words("办结标准", matter.standard, self._origin("standard"))
        if matter.unresolved:
            yield self._words("原文所写单位", matter.unresolved, "名录里没有对应的单位")
        if matter.remark:
            yield self._words("备注", matter.remark, self._origin("remark"))
        if matter.drop_reason:
            yield self._words("不立项理由", matter.drop_reason)
        if matter.batch is not None:
            basis = f"，依据{matter.batch.basis}" if matter.batch.basis else ""
            approved = f"{matter.batch.approved_on:%Y-%m-%d} {matter.batch.approved_by}批准{basis}"
            yield self._words("立项", " · ".join(filter(None, (matter.code, approved))))

    def _other_days(self) -> Iterator[Fact]:
        """The first limit where it was moved, the day granted to whoever asked too late, and when the matter is looked at again."""
        matter = self.matter
        if matter.original_due_on is not None:
            yield self._words("原定时限", f"{matter.original_due_on:%Y-%m-%d}")
        if matter.agreed_on is not None:
            yield self._words("逾期后同意延至", f"{matter.agreed_on:%Y-%m-%d}", "到期后才申请，仍按完成时限计逾期")
        if matter.look_back_on is not None:
            yearly = "转常态化的每年看一次" if matter.state == MatterState.STANDING else ""
            yield self._words("回头看", f"{matter.look_back_on:%Y-%m-%d}", yearly)

    def _carries_out(self) -> Iterator[Fact]:
        """For a topic that conveyed something: what from above the matter carries out, and its row of the 对照表."""
        found = lineage(self.matter, self.acting)
        if found is None:
            return
        address = f"{reverse('matters:meeting', args=[found.meeting.ref])}#{found.anchor}"
        required = f"上级要求：{found.required[0]}" if found.required else ""
        yield Fact("贯彻落实", (Link(f"传达学习{found.title}（对照表）", address),), required)

    def _words(self, name: str, words: str, origin: str = "") -> Fact:
        return Fact(name, (Link(words),) if words else (), origin if words else "")

    def _origin(self, name: str) -> str:
        return said(self.matter.origins.get(name))

    def _due_origin(self) -> str:
        """原文“4月底前”: the words that say it, besides who or what they are from."""
        origin = self._origin("due_on")
        return f"{origin}“{self.matter.due_words}”" if origin and self.matter.due_words else origin

    def _leader_origin(self) -> str:
        """Whose word it is; where the portfolios were asked and name nobody, that."""
        origin = self.matter.origins.get("leader", {})
        if self.matter.leader is None and origin.get("how") == "portfolio":
            return f"领导分工里没有写明谁分管{origin['body']}" if origin.get("body") else ""
        return self._origin("leader")

    def _bodies(self, bodies: Sequence[Body]) -> tuple[Link, ...]:
        return tuple(Link(str(body), reverse("people:body", args=[body.ref])) for body in bodies)

    def _leader(self) -> tuple[Link, ...]:
        """The post and who holds it on the day."""
        post = self.matter.leader
        if post is None:
            return ()
        tenure = holder(post, self.on)
        words = f"{tenure.person.name}（{post.body}{post}）" if tenure else f"{post.body}{post}（空缺）"
        return (Link(words, reverse("people:post", args=[post.ref])),)


def _lit(matter: Matter, events: Sequence[Event], on: dt.date) -> Lit:
    if matter.state not in RUNNING:
        return Lit()
    colour, words = lamp_words(matter, on=on)
    cited = next((data[RULE] for data in (entry(event).data for event in reversed(events)) if RULE in data), None)
    if matter.red_from is None or cited is None:
        return Lit(colour=colour, words=words, yellow_from=matter.yellow_from, red_from=matter.red_from)
    return Lit(
        colour=colour,
        words=words,
        yellow_from=matter.yellow_from,
        red_from=matter.red_from,
        rule=f"到期前 {cited['value']} 日提醒" if cited["key"] == REMIND else "亮灯标准",
        rule_href=reverse("rulebook:key", args=[cited["key"]]),
    )


def _reports(matter: Matter, events: Sequence[Event]) -> Iterator[Told]:
    """Reports, the newest first, with who made or entered them."""
    reports = list(matter.reports.all())
    seqs = {report.event_seq for report in reports}
    who = {line.event.seq: line.who for line in told(event for event in events if event.seq in seqs)}
    for report in reports:
        yield Told(
            body=str(report.body or ""),
            state=report.get_said_display() if report.said else "",
            on=report.reported_on,
            progress=report.progress,
            problems=report.problems,
            who=who.get(report.event_seq, ""),
        )


def _disputed(matter: Matter) -> Iterator[Disputed]:
    rows = Difference.objects.filter(matter=matter, decided="").select_related("document").order_by("pk")
    for row in rows:
        yield Disputed(row.pk, ASKED.get(row.field, row.field), row.ours, row.theirs, str(row.document))


def _since_docketing(events: Sequence[Event]) -> list[Event]:
    """What a body sees of the past: from the docket on."""
    start = next((at for at, event in enumerate(events) if event.kind in _DOCKETED), len(events))
    return list(events[start:])
