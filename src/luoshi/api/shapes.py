"""Shapes of what goes in and out, beside those of the reading, which has a schema of its own."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

Label = Literal["none", "internal", "work_secret"]
Ref = Annotated[str, Field(max_length=16, pattern=r"^[0-9a-z]*$")]
"""What a row is called in addresses; empty where none is meant."""
Words = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""Words of people. A database cannot keep U+0000, and nobody types it."""


class Sent(Schema):
    """What is sent; a name that the interface does not know is refused, so that a slip of the pen is not taken for nothing."""

    model_config = ConfigDict(extra="forbid")


class TextIn(Sent):
    """A text to be read. Nothing of it is stored."""

    text: str = Field(description="会议通稿、纪要或任务分解表的全文，一字不改")
    name: str = Field("", max_length=200, description="文件名，只用来在结果里标明来源")


class TableIn(TextIn):
    """A text whose task table is wanted."""

    format: Literal["docx", "xlsx"] = "docx"


class DocumentIn(TextIn):
    """A text to be stored and read."""

    label: Label = Field("none", description="标识：无、内部、工作秘密")
    later: bool = Field(default=False, description="只收下，以后再研读")


class DocumentOut(Schema):
    """A stored text with its readings as they stand."""

    ref: str
    title: str
    kind: str
    state: str
    label: str
    received_at: dt.datetime
    meetings: list[str]
    readings: list[dict[str, Any]]


class MeetingOut(Schema):
    """Which meeting it was; what the texts do not say is null."""

    ref: str
    name: str
    kind: str
    organ: str
    term: int | None
    year: int | None
    number: int | None
    held_on: dt.date | None


class Named(Schema):
    """A row by its name."""

    ref: str
    name: str


class TopicOut(Schema):
    """A topic of the agenda; ``outcome`` is null where the text does not say what became of it."""

    number: int
    kind: str
    title: str
    documents: list[str]
    outcome: str | None
    stressed: list[str]


class Figures(Schema):
    """How many matters stand where, of those whoever asks sees: ``docketed`` is the sum of the next four, ``late`` is part of them."""

    docketed: int
    done: int
    under_way: int
    not_started: int
    set_aside: int = Field(description="长期坚持或暂缓")
    late: int
    waiting: int = Field(description="待校核")
    general: int = Field(description="面上要求")
    dropped: int = Field(description="不立项")


class StandingOut(Schema):
    """What a meeting decided, and where it stands today."""

    title: str
    facts: dict[str, str]
    people: dict[str, list[str]]
    topics: list[TopicOut]
    figures: Figures


class Happened(Schema):
    """One entry of the journal in a sentence."""

    at: dt.datetime
    who: str
    sentence: str


class MatterOut(Schema):
    """A matter; ``origins`` says for each field where it is from, to those who keep the matters."""

    ref: str
    seq: int
    code: str
    spoken: str
    state: str
    sort: str
    words: str
    meeting: str | None
    lead: Named | None
    supporting: list[Named]
    leader: Named | None
    due_on: dt.date | None
    due_words: str
    standard: str
    remark: str
    progress: str
    problems: str
    reported_on: dt.date | None
    said: str | None = Field(description="通报里的说法：not_started 未启动，on_track 正常推进 …；未立项的没有")
    lamp: str
    holder: str = Field(description="现由谁办：o:督查室，b:单位，p:岗位；没有下一步的为空")
    held_since: dt.datetime | None
    pending: list[str] = Field(description="等待答复的：延期申请、提请协调事项 …")
    next_report_on: dt.date | None
    chain: list[str] = Field(description="销号程序的各步")
    signed: int = Field(description="已经办过几步")
    closed_on: dt.date | None
    origins: dict[str, Any]
    history: list[Happened] = Field(default_factory=list, description="经过，只在单件查询时有")


class MatterFilter(Schema):
    """What the list of matters is narrowed to; what is left out narrows nothing."""

    meeting: Ref = ""
    body: Ref = Field("", description="牵头或配合单位的 ref")
    q: Words = Field("", max_length=100, description="事项里的字句、编号或单位")
    late: bool = Field(default=False, description="只要逾期的")
    open: bool | None = Field(None, description="只要在办的，或只要不在办的")
    after: Ref = Field("", description="上一页最后一件的 ref")


class MatterList(Schema):
    """A page of matters; ``next`` is null on the last one."""

    matters: list[MatterOut]
    next: str | None


class MatterChange(Sent):
    """Fields to change; ``seen_seq`` is the ``seq`` the change was made from."""

    seen_seq: int | None = None
    words: Words | None = None
    sort: str | None = None
    lead: Ref | None = None
    supporting: list[Ref] | None = None
    leader: Ref | None = None
    due_on: dt.date | None = None
    standard: Words | None = Field(None, max_length=300)
    remark: Words | None = Field(None, max_length=300)
    because: Words = Field("", max_length=200, description="时限已过仍要改晚时，写明原来录错在哪里")


class DocketIn(Sent):
    """Proposals to docket under one approval."""

    matters: list[Ref] = Field(description="事项的 ref")
    approved_by: Words
    approved_on: dt.date
    basis: Words = ""
    hand_out: bool = Field(default=False, description="立项后随即交办")


class HandOutIn(Sent):
    """Docketed matters to hand out."""

    matters: list[Ref] = Field(description="事项的 ref")


class ReportIn(Sent):
    """What a body reports; the last three say who told it, where it is entered for the body (代录)."""

    progress: Words = ""
    problems: Words = ""
    said: str = ""
    body: Ref = Field("", description="反馈单位的 ref，不填为牵头单位")
    said_by: Words = Field("", max_length=60)
    channel: Literal["phone", "paper", "workbook", "meeting", "chat", "visit"] = "phone"
    said_on: dt.date | None = None


class Counted(Schema):
    """A day that came out of counting working days."""

    start: dt.date
    n: int
    end: dt.date
    provisional: bool = Field(description="所及年份的放假安排尚未公布，日期可能变动")


class RuleOut(Schema):
    """The rule that held on a day, and why."""

    key: str
    title: str
    on: dt.date
    value: Any
    said: str
    source: str
    grade: str
    by: str
    row: str
    version: int
    valid_from: dt.date | None
    valid_to: dt.date | None


class Refusal(Schema):
    """Why it was not done, as a sentence for people; ``field`` is the part of the request it is about, where there is one."""

    sentence: str
    field: str | None = None
