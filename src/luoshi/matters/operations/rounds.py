"""一轮反馈: asking bodies what became of their matters, and taking in what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.operation import operation
from luoshi.journal.record import journal_value, record
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.life import Act
from luoshi.matters.models import Asked, Matter, Report, Round, SaidState, Source
from luoshi.matters.operations.advancing import may_now
from luoshi.matters.operations.carrying import report
from luoshi.matters.operations.changing import begin
from luoshi.meetings.models import Meeting
from luoshi.workdays import office_date

_FIELDS = ("office", "title", "due_on", "contact", "phone", "opened_at")
_SAID_BY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDetails:
    """What is typed when a round is opened; ``with_supporting`` sends a workbook also to bodies that only support."""

    title: str
    due_on: dt.date
    contact: str = ""
    phone: str = ""
    with_supporting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a body says of one matter, and how it reached the office. ``said`` is a value of ``SaidState`` or empty."""

    matter: Matter
    body: Body
    progress: str
    problems: str = ""
    said: str = ""
    channel: Channel = Channel.WORKBOOK
    said_by: str
    said_on: dt.date

    @property
    def words(self) -> dict[str, str]:
        """What it says, by the names of a report."""
        return {"progress": self.progress, "problems": self.problems, "said": self.said}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedRow:
    """A row that a body wrote into its workbook and that is no matter yet."""

    words: str
    body: Body | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What is taken in at once; ``unchanged`` are matters of which a body's workbook brought nothing new."""

    said: Sequence[Said] = ()
    added: Sequence[AddedRow] = ()
    unchanged: Sequence[tuple[Matter, Body]] = ()


@operation("matters.open_round")
def open_round(
    office: Office, *, by: Acting, at: dt.datetime, matters: Sequence[Matter], details: RoundDetails, token: str = ""
) -> Round:
    """Ask the bodies of these matters, in this order; each body's rows remember the last report as it goes out."""
    require_keeper(by, office.pk)
    title = details.title.strip()
    _refuse_unready(office, matters, details, office_date(at))
    row = Round(
        office=office,
        title=title,
        due_on=details.due_on,
        contact=details.contact.strip(),
        phone=details.phone.strip(),
        opened_at=at,
    )
    asked = _asked(row, matters, with_supporting=details.with_supporting)
    data = {name: [None, value] for name in _FIELDS if (value := journal_value(row, name))}
    record(row, "round.opened", {**data, "asked": [_named(each) for each in asked]}, by=by, at=at)
    for each in asked:
        each.round = row
    Asked.objects.bulk_create(asked)
    return row


def _asked(row: Round, matters: Sequence[Matter], *, with_supporting: bool) -> list[Asked]:
    """One for every matter and body: the lead with the matter's progress, those that support with their own last words."""
    last = {
        (said.matter_id, said.body_id): said.progress
        for said in Report.objects.filter(matter__in=matters).exclude(progress="").order_by("id")
    }
    asked = [
        Asked(
            round=row,
            matter=matter,
            body=body,
            leads=leads,
            position=position,
            last=matter.progress if leads else last.get((matter.pk, body.pk), ""),
        )
        for position, matter in enumerate(matters)
        for body, leads in _bodies(matter)
    ]
    leading = {each.body_id for each in asked if each.leads}
    return [each for each in asked if with_supporting or each.body_id in leading]


def _bodies(matter: Matter) -> Iterable[tuple[Body, bool]]:
    """Lead first, then those that support."""
    lead = [(matter.lead, True)] if matter.lead is not None else []
    return [*lead, *((row.body, False) for row in matter.supports.all() if row.body_id != matter.lead_id)]


def _named(asked: Asked) -> dict[str, object]:
    return {"matter": asked.matter.ref, "body": asked.body.ref, "leads": asked.leads}


def _refuse_unready(office: Office, matters: Sequence[Matter], details: RoundDetails, today: dt.date) -> None:
    if any(row.office_id != office.pk for row in matters):
        raise Unseen
    if not details.title.strip():
        raise Refused("请填写这一轮的名称，例如“3月督办事项反馈”。", field="title")
    if details.due_on < today:
        raise Refused("报送截止日期不能早于今天。", field="due_on")
    if not matters:
        raise Refused("还没有勾选事项。请至少勾选一件，再发出。")
    closed = [row for row in matters if not may_now(row, Act.REPORT)]
    if closed:
        raise Refused(f"“{closed[0]}”现在是“{closed[0].get_state_display()}”，不需要反馈。请刷新页面后重新勾选。")
    without = [row for row in matters if row.lead_id is None]
    if without:
        raise Refused(f"“{without[0]}”没有牵头单位，不知道发给谁。请先补上牵头单位。")


@operation("matters.take_back")
def take_back(
    asked_in: Round, *, by: Acting, at: dt.datetime, back: TakenBack, files: int = 0, token: str = ""
) -> Round:
    """Take in what bodies say, each as their own report entered for them (代录). All of it or nothing.

    What a body has said already in this round, in the same words, is not entered again: a file handed in twice does no harm.
    """
    require_keeper(by, asked_in.office_id)
    _refuse_foreign(asked_in, back)
    entered = sum(_enter(asked_in, said, by=by, at=at) for said in back.said)
    proposed = [_proposed(asked_in, row, by=by, at=at) for row in back.added]
    unchanged = _mark_unchanged(asked_in, back.unchanged, at=at)
    if entered or proposed or unchanged:
        data = {"files": files, "entered": entered, "proposed": [row.ref for row in proposed], "unchanged": unchanged}
        record(asked_in, "round.taken_back", data, by=by, at=at)
    return asked_in


def _refuse_foreign(asked_in: Round, back: TakenBack) -> None:
    known = set(asked_in.asked.values_list("matter_id", flat=True))
    named = [each.matter for each in back.said] + [matter for matter, _ in back.unchanged]
    bodies = [each.body for each in back.said] + [body for _, body in back.unchanged]
    bodies += [row.body for row in back.added if row.body is not None]
    if any(matter.pk not in known for matter in named):
        raise Refused("有的事项不在这一轮里，没有录入。请重新选择文件，再汇总一次。")
    if any(body.office_id != asked_in.office_id for body in bodies):
        raise Unseen


def _enter(asked_in: Round, said: Said, *, by: Acting, at: dt.datetime) -> bool:
    """Whether it was entered: not what stands there already."""
    if says_again(Report.objects.filter(matter=said.matter, body=said.body, made_at__gte=asked_in.opened_at), said):
        return False
    now = Matter.objects.select_for_update().get(pk=said.matter.pk)
    if not may_now(now, Act.REPORT):
        raise Refused(f"“{now}”现在是“{now.get_state_display()}”，不能再录入反馈。请去掉这一件再录入。")
    party = str(said.body)
    on_behalf = OnBehalf(
        party=party, channel=said.channel, said_by=said.said_by.strip()[:_SAID_BY] or party, said_on=said.said_on
    )
    report(
        now,
        by=replace(by, on_behalf=on_behalf),
        at=at,
        body=said.body,
        progress=said.progress,
        problems=said.problems,
        said=said.said,
        reported_on=said.said_on,
    )
    return True


def says_again(reports: Iterable[Report], said: Said) -> bool:
    """Whether one of the reports says the same in the same words; gaps do not count."""
    return any(
        (_plain(row.progress), _plain(row.problems)) == (_plain(said.progress), _plain(said.problems))
        and said.said in ("", row.said)
        for row in reports
    )


def _plain(words: str) -> str:
    return "".join(words.split())


def _proposed(asked_in: Round, row: AddedRow, *, by: Acting, at: dt.datetime) -> Matter:
    """A new proposal of the one meeting that the round is about, or of none; the clerk reviews it like any other."""
    meetings = set(asked_in.asked.values_list("matter__meeting_id", flat=True))
    meeting = Meeting.objects.get(pk=meetings.pop()) if len(meetings) == 1 and None not in meetings else None
    last = meeting.matters.aggregate(last=Max("position"))["last"] if meeting is not None else None
    origin = {"how": "hand", "by": by.name, "at": at.isoformat()}
    matter = Matter(
        office=asked_in.office,
        meeting=meeting,
        source=Source.MEETING if meeting is not None else Source.OTHER,
        words=row.words,
        lead=row.body,
        position=(last or 0) + 1,
        sort_reason="承办单位在反馈表里新增",
        remark=f"见{row.source}"[:300],
        origins={"words": origin} | ({"lead": origin} if row.body is not None else {}),
    )
    begin(matter, "matter.proposed", supporting=(), by=by, at=at, more={"round": asked_in.ref, "source": row.source})
    return matter


def _mark_unchanged(asked_in: Round, pairs: Sequence[tuple[Matter, Body]], *, at: dt.datetime) -> list[dict[str, str]]:
    """Note whose workbook came back without a new word; returns those that were not noted before."""
    marked = []
    for matter, body in pairs:
        rows = asked_in.asked.filter(matter=matter, body=body, came_back_at=None)
        if rows.update(came_back_at=at):
            marked.append({"matter": matter.ref, "body": body.ref})
    return marked


def said_of(words: str) -> str:
    """The value of a state as a workbook words it; empty for 未启动 (what was sent) and for words of the body's own."""
    return next(
        (state.value for state in SaidState if state.label == words and state != SaidState.NOT_STARTED),
        "",
    )
