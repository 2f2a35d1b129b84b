"""催办: whom to call, about what and why; the paper with room for what they say, and the page on which it is entered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from luoshi.bodies.models import Body, Office
from luoshi.documents.tables import Column
from luoshi.journal.acting import Acting
from luoshi.journal.events import entry
from luoshi.journal.models import Event
from luoshi.matters.desk import SUBJECT
from luoshi.matters.life import Pending
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.prints.holders import Holders, days_held
from luoshi.matters.prints.of_matter import visible
from luoshi.matters.prints.paper import joined
from luoshi.matters.prints.sheet import Line, Roll, Sheet, day_words
from luoshi.matters.round.standing import Contact, contacts_of
from luoshi.people.directory.access import look_at_mobile, may_see_mobile
from luoshi.rulebook.lookup import rule

TITLE = "催办电话记录"
MOST = 500
"""Matters on one list; who has more late first looks at them by body."""
_COLUMNS = (
    Column("body", "单位", 19, centred=True),
    Column("contact", "联系人和电话", 31, centred=True),
    Column("about", "催办事项", 49),
    Column("time", "时间", 15, centred=True),
    Column("by", "接听人", 16, centred=True),
    Column("said", "答复", 26),
)


@dataclass(frozen=True, slots=True)
class About:
    """A matter to call about, why, and what the last call brought."""

    matter: Matter
    reasons: tuple[str, ...]
    urged: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A body whose turn it is, whom to ask for there, and about what."""

    body: Body
    contacts: tuple[Contact, ...]
    about: tuple[About, ...]


def calls_of(office: Office, by: Acting, *, on: dt.date) -> list[Call]:
    """Whom to call on a day, in protocol order: about what is overdue, soon due, not acknowledged, not reported or not answered."""
    remind = rule("urge.remind_days", office=office, on=on).whole
    holders = Holders(office, on)
    held: defaultdict[Body, list[tuple[Matter, tuple[str, ...]]]] = defaultdict(list)
    for matter in _to_urge(by, on, remind):
        body, reasons = holders.body(matter.holder), tuple(_reasons(matter, on, remind))
        if body is not None and reasons:
            held[body].append((matter, reasons))
    urged = last_urged([matter.ref for rows in held.values() for matter, _ in rows])
    contacts = contacts_of(held, on=on)
    ordered = sorted(held, key=lambda body: (body.protocol_order, body.pk))
    return [
        Call(body, contacts[body.pk], tuple(About(row, why, urged.get(row.ref, "")) for row, why in held[body]))
        for body in ordered
    ]


def _to_urge(by: Acting, on: dt.date, remind: int) -> Sequence[Matter]:
    soon = on + dt.timedelta(days=remind)
    due = Q(due_on__lte=soon) | Q(next_report_on__lte=on) | Q(state=MatterState.HANDED_OUT) | ~Q(asked_of="")
    rows = visible(by).filter(due, state__in=(MatterState.HANDED_OUT, MatterState.UNDER_WAY))
    return list(rows.filter(holder__startswith="b:").order_by("due_on", "pk")[:MOST])


def _reasons(matter: Matter, on: dt.date, remind: int) -> Iterator[str]:
    """Why to call, the most pressing first."""
    if matter.due_on is not None and (left := (matter.due_on - on).days) <= remind:
        yield f"逾期 {-left} 天" if left < 0 else f"还剩 {left} 天到期" if left else "今天到期"
    if matter.state == MatterState.HANDED_OUT and (days := days_held(matter, on=on)) > 1:
        yield f"交办后第 {days} 天还没有签收"
    if matter.next_report_on is not None and matter.next_report_on <= on:
        yield f"应于 {matter.next_report_on.month}月{matter.next_report_on.day}日反馈"
    if Pending.CLAIM in matter.pending:
        yield f"提请协调待答复（第 {days_held(matter, on=on)} 天）"


def last_urged(refs: Collection[str]) -> Mapping[str, str]:
    """By matter, what the last call brought: 3月9日 李强：明天报."""
    events = Event.objects.filter(subject_type=SUBJECT, subject_ref__in=refs, kind="matter.urged").order_by("seq")
    found = {}
    for event in events:
        told = entry(event).data["urged"]
        day = dt.date.fromisoformat(told["on"])
        found[event.subject_ref] = f"{day.month}月{day.day}日 {told['who']}" + (
            f"：{told['words']}" if told["words"] else ""
        )
    return found


def call_sheet(calls: Sequence[Call], *, by: Acting, at: dt.datetime, on: dt.date) -> Sheet:
    """The paper beside the telephone, a line a matter; each mobile number shown stands in the access log."""
    rows: list[tuple[str | None, ...]] = []
    for call in calls:
        contact = _contact_words(call, by=by, at=at)
        for number, about in enumerate(call.about):
            first = number == 0
            rows.append((str(call.body) if first else "同上", contact if first else "同上", _about(about), "", "", ""))
    count = sum(len(call.about) for call in calls)
    head = Line(words=f"{day_words(on)}　{len(calls)} 家单位，{count} 件", indent=0, size=12, spacing=20)
    told = Line(words="记完后在系统“催办”页按单位录入，各件事项的经过里会留下记录。", indent=0, size=10.5, spacing=18)
    return Sheet(TITLE, "", (head, Roll(_COLUMNS, tuple(rows)), told))


def _contact_words(call: Call, *, by: Acting, at: dt.datetime) -> str:
    """李强 13900000001（手机）, the office telephone for those who may not see the mobile."""
    return "\n".join(_number(contact, by=by, at=at) for contact in call.contacts) or "名录里没有电话"


def _number(contact: Contact, *, by: Acting, at: dt.datetime) -> str:
    person = contact.person
    if person is None:
        return contact.phone
    seen = look_at_mobile(person, by=by, at=at) if may_see_mobile(by, person) else ""
    return "\n".join(filter(None, (person.name, seen, contact.phone)))


def _about(about: About) -> str:
    number = about.matter.spoken or about.matter.code
    before = f"（上次催办：{about.urged}）" if about.urged else ""
    return f"{number} {about.matter.words.rstrip('。；')}。{joined(about.reasons)}{before}"
