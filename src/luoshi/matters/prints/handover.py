"""移交清单: every running matter with what waits for whom, its files and the rounds that are open, for when the clerk changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import Count, Q

from luoshi.bodies.models import Office
from luoshi.documents.tables import Column
from luoshi.journal.acting import Acting
from luoshi.matters.bulletin import bulletin_state, with_last_said
from luoshi.matters.models import Matter, MatterState, Round
from luoshi.matters.models.matter import OPEN
from luoshi.matters.prints.holders import Holders
from luoshi.matters.prints.of_matter import due_cell, visible
from luoshi.matters.prints.sheet import Cell, Form, Line, Roll, Row, Sheet, day_words, label, signing, value

TITLE = "督办工作移交清单"
_COLUMNS = (
    Column("number", "编号", 27, centred=True),
    Column("words", "事项", 36),
    Column("lead", "牵头单位", 18, centred=True),
    Column("due", "完成时限", 22, centred=True),
    Column("state", "状态", 11, centred=True),
    Column("waits", "现由谁办，自何时起", 28),
    Column("files", "材料", 14, centred=True),
)
_ROUNDS = (
    Column("title", "轮次", 66),
    Column("due", "截止", 40, centred=True),
    Column("asked", "事项", 50, centred=True),
)
_HANDED = (*OPEN, MatterState.SUSPENDED, MatterState.STANDING)
"""States of matters that whoever takes over has to know of."""
_FEW_WEEKS = dt.timedelta(days=45)


def handover(office: Office, by: Acting, *, on: dt.date) -> Sheet:
    """The list on a day. Proposals are counted, not listed: they stand on their meeting's review page."""
    matters = list(_running(by))
    proposals = Matter.objects.visible_to(by).filter(state__in=(MatterState.PROPOSED, MatterState.CONSULTED)).count()
    rounds = list(_open_rounds(by, on))
    head = Form(
        (30.0, 48.0, 30.0, 48.0),
        (
            Row((label("单位"), value(office.name), label("移交日期"), value(day_words(on)))),
            Row((label("在办事项"), value(f"{len(matters)} 件"), label("拟立项"), value(f"{proposals} 件，在校核页"))),
        ),
    )
    rolls: list[Line | Roll] = [
        _head(f"一、在办事项（{len(matters)} 件）"),
        Roll(_COLUMNS, tuple(_rows(matters, office, on))),
    ]
    if rounds:
        rolls += [_head(f"二、近期发出的反馈表（{len(rounds)} 轮）"), Roll(_ROUNDS, tuple(map(_round, rounds)))]
    return Sheet(TITLE, "", (head, *rolls, _signatures()))


def _running(by: Acting) -> Sequence[Matter]:
    rows = with_last_said(visible(by).filter(state__in=_HANDED)).annotate(
        texts=Count("places__document", distinct=True),
        evidence=Count("slips__evidence", distinct=True),
    )
    return list(rows.order_by("meeting__held_on", "meeting_id", "position", "pk"))


def _open_rounds(by: Acting, on: dt.date) -> Sequence[Round]:
    rows = Round.objects.visible_to(by).filter(Q(due_on__gte=on) | Q(due_on__gte=on - _FEW_WEEKS))
    return list(rows.annotate(matters=Count("asked__matter", distinct=True)).order_by("due_on"))


def _rows(matters: Sequence[Matter], office: Office, on: dt.date) -> Iterator[tuple[str | None, ...]]:
    holders = Holders(office, on)
    for matter in matters:
        state = bulletin_state(matter, last_said=vars(matter)["last_said"], on=on)
        waits = holders.waiting(matter, on=on)
        lead = str(matter.lead) if matter.lead is not None else None
        number = matter.spoken or matter.code
        yield (number, matter.words, lead, due_cell(matter), state.label if state else "", waits, _files(matter))


def _files(matter: Matter) -> str:
    """文本 2, 依据 1, a line each."""
    found = (("文本", vars(matter)["texts"]), ("依据", vars(matter)["evidence"]))
    return "\n".join(f"{name} {count}" for name, count in found if count) or "—"


def _round(row: Round) -> tuple[str | None, ...]:
    return (row.title, day_words(row.due_on), f"{vars(row)['matters']} 件")


def _head(words: str) -> Line:
    return Line(words=words, head=True, indent=0, size=12, keep=True)


def _signatures() -> Form:
    parts = tuple(Cell(words=(name,), centred=True, foot=signing()) for name in ("移交人", "接收人", "监交人"))
    return Form((52.0, 52.0, 52.0), (Row(parts, height=26),), together=True)
