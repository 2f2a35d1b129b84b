"""What goes out: one workbook a body with only its rows, and the ledger of a round."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.bodies.models import Body
from luoshi.documents.ledger import Ledger, LedgerRow, code_key
from luoshi.documents.ledger_xlsx import Layout, ledger_xlsx
from luoshi.documents.split import LIST_FILE, Parcel, free_name, handing_list, packed, safe
from luoshi.documents.tables import UNSTATED, Column
from luoshi.files.models import Confidentiality
from luoshi.matters.bulletin import with_last_said
from luoshi.matters.models import Asked, Matter, Place, Round, SaidState
from luoshi.matters.rows import leader_names, table_row

ROLE, LAST = "本单位职责", "上次进展"
"""Titles of the columns that only a body's workbook has."""
_LEADS, _SUPPORTS = "牵头", "配合"
_OWN = ("number", "progress", "problems", "remark")
"""Cells of a matter's row that a body's workbook does not repeat: what is to be filled in is empty."""
_COLUMNS = (
    Column("code", "编号", 26, centred=True),
    Column(f"+{ROLE}", ROLE, 16, centred=True),
    Column("matter", "议定事项", 52),
    Column("lead_body", "牵头单位", 20, centred=True),
    Column("supporting", "配合单位", 20, centred=True),
    Column("due", "完成时限", 22, centred=True),
    Column("standard", "办结标准", 18),
    Column(f"+{LAST}", LAST, 34),
    Column("progress", "本次进展", 40),
    Column("problems", "存在问题及需协调事项", 24),
    Column("state", "状态", 14, centred=True),
    Column("remark", "备注", 14),
)


@dataclass(frozen=True, slots=True)
class Packet:
    """One body's workbook: its rows of the round; ``label`` is 内部 or 工作秘密 where one of its matters comes from such a text."""

    body: Body
    file: str
    asked: tuple[Asked, ...]
    label: str

    @property
    def led(self) -> int:
        return sum(each.leads for each in self.asked)


def asked_of(row: Round) -> list[Asked]:
    """Everything that was asked, in the order of the round, with matters and bodies."""
    matters = with_last_said(Matter.objects.select_related("meeting", "lead", "leader")).prefetch_related(
        "supports__body"
    )
    found = {matter.pk: matter for matter in matters.filter(asked__round=row).distinct()}
    asked = list(row.asked.select_related("body"))
    for each in asked:
        each.matter = found[each.matter_id]
    return asked


def packets_of(row: Round, asked: Iterable[Asked]) -> list[Packet]:
    """One packet a body, bodies in protocol order."""
    by_body: defaultdict[Body, list[Asked]] = defaultdict(list)
    for each in asked:
        by_body[each.body].append(each)
    labels = _labels(row)
    taken = {LIST_FILE.casefold()}
    packets = []
    for body in sorted(by_body, key=lambda body: (body.protocol_order, body.pk)):
        rows = tuple(by_body[body])
        label = max((labels.get(each.matter_id, "") for each in rows), key=len)
        stem = f"{safe(str(body), 40)}_{safe(row.title, 30)}_{len(rows)}项" + (f"（{label}）" if label else "")
        packets.append(Packet(body, free_name(stem, taken), rows, label))
    return packets


def _labels(row: Round) -> dict[int, str]:
    """By matter, the label of the text it comes from, where it has one."""
    places = Place.objects.filter(matter__asked__round=row).exclude(document__file__label=Confidentiality.NONE)
    pairs = places.values_list("matter_id", "document__file__label").distinct()
    return {matter: Confidentiality(label).label for matter, label in sorted(pairs)}


def ledger_of(row: Round, asked: Sequence[Asked], *, on: dt.date) -> Ledger:
    """One row a matter, with what its lead was sent as the state in which the round began."""
    leads = {each.matter_id: each for each in reversed(asked)} | {each.matter_id: each for each in asked if each.leads}
    matters = {each.matter_id: each.matter for each in asked}
    leaders = leader_names(matters.values(), on=on)
    rows, sent = [], {}
    for number, (pk, matter) in enumerate(matters.items(), start=1):
        ledger_row = _row(matter, number, leaders=leaders, on=on)
        rows.append(ledger_row)
        sent[code_key(ledger_row.code)] = {"progress": leads[pk].last, "state": _state(matter)}
    return Ledger(row.title, tuple(rows), sent=sent)


def _row(matter: Matter, number: int, *, leaders: Mapping[int, str], on: dt.date) -> LedgerRow:
    table = table_row(matter, number, last_said=_last_said(matter), leaders=leaders, on=on)
    cells = {column.key: words for column, words in table.cells if words and column.key not in _OWN}
    cells["state"] = _state(matter)
    numbers = tuple(filter(None, (matter.spoken, matter.code)))
    return LedgerRow(" ".join(numbers), {key: words for key, words in cells.items() if words}, aliases=numbers)


def _last_said(matter: Matter) -> str | None:
    said: str | None = vars(matter).get("last_said")
    return said


def _state(matter: Matter) -> str:
    """What the last report said of the state; empty where none did."""
    said = _last_said(matter)
    return SaidState(said).label if said else ""


def round_zip(row: Round, asked: Sequence[Asked], *, on: dt.date) -> bytes:
    """The zip of a round: one workbook a body, and the list of what goes to whom."""
    ledger = replace(ledger_of(row, asked, on=on), sent=None)
    by_matter = dict(zip(dict.fromkeys(each.matter_id for each in asked), ledger.rows, strict=True))
    packets = packets_of(row, asked)
    parcels = [Parcel(str(each.body), each.file, tuple(_own_rows(each, by_matter))) for each in packets]
    files = [(LIST_FILE, handing_list(replace(ledger, rows=()), parcels))]
    for packet, parcel in zip(packets, parcels, strict=True):
        own = replace(ledger, title=f"{row.title}（{packet.body}）", rows=parcel.rows)
        layout = Layout(columns=_COLUMNS, above="\n".join(_above(row, packet)))
        files.append((packet.file, ledger_xlsx(own, locked=True, layout=layout)))
    return packed(files)


def _own_rows(packet: Packet, by_matter: Mapping[int, LedgerRow]) -> Iterator[LedgerRow]:
    for each in packet.asked:
        extra = {ROLE: _LEADS if each.leads else _SUPPORTS, LAST: each.last}
        row = by_matter[each.matter_id]
        yield replace(row, code="\n".join(row.aliases), extra=extra)


def _above(row: Round, packet: Packet) -> Iterator[str]:
    """The lines above the head: the label, whom to send it to by when, how to fill it in."""
    if packet.label:
        yield f"{packet.label}资料，请妥善保管，不要通过微信等外部渠道传送。"
    office = " ".join(filter(None, (row.contact, row.phone)))
    yield f"请于{row.due_on.month}月{row.due_on.day}日前发回" + (f"，联系人：{office}" if office else "") + "。"
    yield "请填白色格子里的“本次进展”“存在问题及需协调事项”“状态”；灰色格子已锁定，编号请不要改；另有事项可以加行。"


def merged_ledger(row: Round, asked: Sequence[Asked], *, on: dt.date, notes: Sequence[Sequence[str]] = ()) -> bytes:
    """The 总表 as it stands now, in the columns of the task table."""
    matters = {each.matter_id: each.matter for each in asked}
    leaders = leader_names(matters.values(), on=on)
    rows = []
    for number, matter in enumerate(matters.values(), start=1):
        table = table_row(matter, number, last_said=_last_said(matter), leaders=leaders, on=on)
        cells = {column.key: words for column, words in table.cells if words and words != UNSTATED}
        rows.append(LedgerRow(" ".join(filter(None, (matter.spoken, matter.code))), cells))
    return ledger_xlsx(Ledger(row.title, tuple(rows)), notes=notes)
