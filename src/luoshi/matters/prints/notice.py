"""交办通知: to each body its own excerpt only, after what the meeting stressed; with the 回执 to send back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Body, Office
from luoshi.documents.split import packed, safe
from luoshi.documents.tables import Column, Emphasis, emphases_of
from luoshi.files.models import Confidentiality
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.meeting.telling import texts_of, told
from luoshi.matters.models import Frequency, Matter, Place
from luoshi.matters.models.matter import RUNNING
from luoshi.matters.prints.of_matter import due_cell, numbers, supporting_words, visible
from luoshi.matters.prints.paper import docx_of, joined
from luoshi.matters.prints.sheet import Block, Cell, Form, Line, Roll, Row, Sheet, day_words, label, signed, value
from luoshi.matters.round.choosing import phone_of
from luoshi.matters.rows import leader_names
from luoshi.meetings.models import Meeting
from luoshi.rulebook.lookup import rule

TITLE = "督办事项交办通知"
_COLUMNS = (
    Column("number", "编号", 29, centred=True),
    Column("words", "议定事项", 51),
    Column("role", "职责", 11, centred=True),
    Column("with", "牵头和配合单位", 25, centred=True),
    Column("leader", "牵头领导", 18, centred=True),
    Column("due", "完成时限", 22, centred=True),
)


@dataclass(frozen=True, slots=True)
class From:
    """Who sends the notice, on which day, whom to ask, and how many days before its due date an extension is asked for."""

    office: Office
    on: dt.date
    contact: str = ""
    phone: str = ""
    ask_days: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What one body gets: the matters of a meeting (or of no meeting) that it leads or supports, and no others."""

    body: Body
    meeting: Meeting | None
    matters: tuple[Matter, ...]
    emphases: tuple[Emphasis, ...] = ()
    label: str = ""

    @property
    def led(self) -> int:
        return sum(matter.lead_id == self.body.pk for matter in self.matters)

    @property
    def file(self) -> str:
        labelled = f"（{self.label}）" if self.label else ""
        return f"{safe(str(self.body), 40)}_交办通知_{len(self.matters)}项{labelled}.docx"


def sender(office: Office, by: Acting, *, on: dt.date) -> From:
    """Whoever prints it is whom the bodies ask."""
    days = rule("extension.ask_days", office=office, on=on).whole
    return From(office, on, "" if by.is_system else by.name, phone_of(by), days)


def excerpts_of(meeting: Meeting, by: Acting, *, refs: Collection[str] = ()) -> list[Excerpt]:
    """One excerpt a body, in protocol order; only of these matters where refs are given."""
    rows = visible(by).filter(meeting=meeting, state__in=RUNNING).order_by("position", "pk")
    matters = list(rows.filter(ref__in=refs) if refs else rows)
    if not matters:
        raise Refused("这次会议还没有已立项、未办结的事项，没有可以交办的。请先立项。")
    found = told(texts_of(meeting, by))
    internal = found is not None and found.document.is_internal
    emphases = tuple(emphases_of(found.reading)) if found is not None else ()
    label = Confidentiality(found.document.file.label).label if found is not None and internal else ""
    return list(_by_body(meeting, matters, emphases, label))


def excerpt_of(matter: Matter, by: Acting) -> Excerpt:
    """The notice of one matter to its lead."""
    if matter.lead is None:
        raise Refused("还没有明确牵头单位，不知道交办给谁。请先填写牵头单位。")
    if matter.meeting is None:
        return Excerpt(matter.lead, None, (matter,), label=_labels([matter]).get(matter.pk, ""))
    every = excerpts_of(matter.meeting, by, refs=[matter.ref])
    return next(each for each in every if each.body == matter.lead)


def _by_body(
    meeting: Meeting, matters: Sequence[Matter], emphases: tuple[Emphasis, ...], label: str
) -> Iterator[Excerpt]:
    own: defaultdict[Body, list[Matter]] = defaultdict(list)
    for matter in matters:
        supporting = [row.body for row in matter.supports.all()]
        for body in dict.fromkeys([*([matter.lead] if matter.lead else []), *supporting]):
            own[body].append(matter)
    labels = _labels(matters)
    for body in sorted(own, key=lambda each: (each.protocol_order, each.pk)):
        rows = tuple(own[body])
        yield Excerpt(body, meeting, rows, emphases, max([label, *(labels.get(row.pk, "") for row in rows)], key=len))


def _labels(matters: Sequence[Matter]) -> dict[int, str]:
    """By matter, the label of the text it comes from, where it has one."""
    places = Place.objects.filter(matter__in=matters).exclude(document__file__label=Confidentiality.NONE)
    pairs = places.values_list("matter_id", "document__file__label").distinct()
    return {matter: Confidentiality(label).label for matter, label in sorted(pairs)}


def notice(excerpt: Excerpt, sent: From) -> Sheet:
    """The notice to one body."""
    leaders = leader_names(excerpt.matters, on=sent.on)
    roll = Roll(_COLUMNS, tuple(_row(matter, excerpt.body, leaders) for matter in excerpt.matters))
    asked = list(_asked(excerpt, sent))
    blocks: tuple[Block, ...] = (
        *([Line(words=f"{excerpt.label}资料，请妥善保管，不通过外部渠道传送。", head=True, indent=0, size=12)] if excerpt.label else []),
        Line(words=f"{excerpt.body.name}：", indent=0),
        Line(words=_opening(excerpt)),
        *_stressed(excerpt.emphases),
        Line(words=f"交办事项（{len(excerpt.matters)} 项）", head=True, keep=True),
        roll,
        Line(words="办理和反馈要求", head=True, keep=True),
        *(Line(words=words) for words in asked[:-1]),
        Line(words=asked[-1], keep=True),
        *signed(sent.office.name, sent.on),
        Line(words="— — — — — — — — — — — — 回　执 — — — — — — — — — — — —", indent=0, size=12, keep=True),
        _receipt(excerpt),
    )  # fmt: skip
    return Sheet(TITLE, "", blocks, mark=sent.office.name)


def _row(matter: Matter, body: Body, leaders: Mapping[int, str]) -> tuple[str | None, ...]:
    leads = matter.lead_id == body.pk
    lead = f"{matter.lead}（牵头）" if matter.lead else ""
    others = joined([lead, supporting_words(matter)])
    leader = leaders.get(matter.leader.pk, str(matter.leader)) if matter.leader is not None else None
    return (numbers(matter), matter.words, "牵头" if leads else "配合", others, leader, due_cell(matter))


def _opening(excerpt: Excerpt) -> str:
    led, supported = excerpt.led, len(excerpt.matters) - excerpt.led
    own = "、".join(filter(None, (f"牵头 {led} 项" if led else "", f"配合 {supported} 项" if supported else "")))
    held = excerpt.meeting
    day = f"（{day_words(held.held_on)}）" if held is not None and held.held_on else ""
    basis = f"根据{held.name}{day}议定" if held is not None else "根据工作安排"
    return f"{basis}，现将涉及你单位的事项交办给你们，其中{own}，请抓好落实。"


def _stressed(emphases: Sequence[Emphasis]) -> Iterator[Line]:
    for each in emphases:
        yield Line(words=each.heading, head=True, keep=True)
        yield from (Line(words=words) for words in each.paragraphs)


def _asked(excerpt: Excerpt, sent: From) -> Iterator[str]:
    """时限 and 反馈要求, and what to do where the matter is not theirs or cannot be done in time."""
    contact = " ".join(filter(None, (sent.contact, sent.phone)))
    yield "1. 请于收到当日签收，填写回执送回；没有写明时限的，请在回执上拟报完成时限，由督查室核定。"
    yield f"2. {_frequency(excerpt.matters)}反馈由牵头单位统一报送，配合单位的情况报牵头单位。"
    ahead = f" {sent.ask_days} 日" if sent.ask_days else ""
    yield f"3. 不能按期办结的，请在到期前{ahead}提出延期申请，写明理由、进展和拟延至的日期。"
    yield "4. 认为不应由本单位承办的，请说明理由和依据，申请调整承办单位；需要上级或其他单位解决的，可提请协调。"
    yield "5. 办结后请写明办理结果提出办结申请；除办结标准写明的依据外，不需要附其他材料。"
    if contact:
        yield f"联系人：{contact}"


def _frequency(matters: Sequence[Matter]) -> str:
    often = sorted({Frequency(matter.frequency) for matter in matters}, key=list(Frequency).index)
    if often == [Frequency.ONCE]:
        return "请在完成时限前反馈办理情况。"
    words = "；".join(f"{each.label}反馈 {sum(m.frequency == each for m in matters)} 项" for each in often)
    return f"请按频次反馈进展：{words.replace('到期反馈反馈', '到期反馈')}。"


_RECEIPT = (30.0, 48.0, 30.0, 48.0)


def _receipt(excerpt: Excerpt) -> Form:
    numbers = joined(matter.spoken or matter.code for matter in excerpt.matters)
    without = joined(matter.spoken or matter.code for matter in excerpt.matters if matter.due_on is None)
    limits = f"{without}：" if without else "（各项时限已明确）"
    rows = (
        Row((label("收到单位"), value(excerpt.body.name), label("收到日期"), value(day_words(None)))),
        Row((label("收到事项"), value(f"{len(excerpt.matters)} 项：{numbers}", span=3)), height=12),
        Row((label("拟报完成时限"), value(limits, span=3)), height=12),
        Row((label("分管负责人"), value(""), label("联络员和电话"), value(""))),
        Row((label("签收"), Cell(span=3, foot=f"（公章）　{day_words(None)}")), height=20),
    )
    return Form(_RECEIPT, rows, together=True)


def notice_file(excerpt: Excerpt, sent: From) -> bytes:
    """The notice to one body as a Word file."""
    return docx_of([notice(excerpt, sent)])


def notices_zip(excerpts: Sequence[Excerpt], sent: From) -> bytes:
    """The notices to all bodies, a file each."""
    return packed((each.file, notice_file(each, sent)) for each in excerpts)
