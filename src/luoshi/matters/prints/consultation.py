"""征求意见表: to each body the draft list of what it would lead or support, with room for its opinion and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from luoshi.bodies.models import Body
from luoshi.documents.split import packed, safe
from luoshi.documents.tables import Column
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.prints.of_matter import due_cell, supporting_words, visible
from luoshi.matters.prints.paper import docx_of
from luoshi.matters.prints.sheet import WIDTH, Cell, Form, Line, Roll, Row, Sheet, day_words, label, signing, value
from luoshi.meetings.models import Meeting

TITLE = "督办事项征求意见表"
COLUMNS = (
    Column("number", "序号", 10, centred=True),
    Column("words", "拟立项事项", 52),
    Column("lead", "拟牵头单位", 20, centred=True),
    Column("supporting", "拟配合单位", 20, centred=True),
    Column("due", "完成时限", 22, centred=True),
    Column("opinion", "意见和理由", 32),
)
_WIDTHS = (26.0, 52.0, 26.0, 52.0)


def sheet_for(body: Body, slips: Sequence[Slip], meeting: Meeting) -> Sheet:
    """The paper to one body: its rows, until when, and where it signs."""
    assert sum(column.width for column in COLUMNS) == WIDTH
    until = max((slip.wanted_on for slip in slips if slip.wanted_on), default=None)
    asked = (
        f"根据{meeting.name}议定，拟将下列 {len(slips)} 件涉及你单位的事项列入督办。请于{day_words(until)}前反馈意见："
        "没有意见的写“无意见”；对牵头、配合、时限有不同意见的，写明意见和理由。逾期未反馈的按无意见处理。"
    )
    rows = tuple(_row(number, slip.matter) for number, slip in enumerate(slips, start=1))
    signed = (
        Row((label("联系人"), value(""), label("联系电话"), value(""))),
        Row((label("主要负责人"), Cell(span=3, foot=f"{signing()}（公章）")), height=22),
    )
    return Sheet(
        TITLE, "", (Line(words=f"{body}：", indent=0), Line(words=asked), Roll(COLUMNS, rows), Form(_WIDTHS, signed))
    )


def _row(number: int, matter: Matter) -> tuple[str | None, ...]:
    lead = str(matter.lead) if matter.lead is not None else None
    return (str(number), matter.words, lead, supporting_words(matter), due_cell(matter), "")


def consultation_zip(meeting: Meeting, by: Acting) -> bytes:
    """A file for each body that has not answered yet."""
    rows = {row.pk: row for row in visible(by).filter(meeting=meeting)}
    slips = Slip.objects.waiting().filter(kind=SlipKind.CONSULTATION, matter__in=rows).select_related("wanted_body")
    asked: defaultdict[Body, list[Slip]] = defaultdict(list)
    for slip in slips.order_by("matter__position", "pk"):
        slip.matter = rows[slip.matter_id]
        if slip.wanted_body is not None:
            asked[slip.wanted_body].append(slip)
    if not asked:
        raise Refused("没有等待反馈的征求意见。请先勾选事项、点“征求意见”，再下载征求意见表。")
    ordered = sorted(asked, key=lambda body: (body.protocol_order, body.pk))
    return packed(
        (f"{safe(str(body), 40)}_征求意见_{len(asked[body])}项.docx", docx_of([sheet_for(body, asked[body], meeting)]))
        for body in ordered
    )
