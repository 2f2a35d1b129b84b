"""Divisions: entering one, and letting others take over from it on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.bodies.access import require_divisions_keeper
from luoshi.bodies.models import Jurisdiction, JurisdictionKind, JurisdictionSuccession
from luoshi.bodies.models.jurisdiction import significant
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record
from luoshi.journal.refusal import Refused

_FIELDS = ("code", "name", "kind", "parent", "valid_from", "valid_to")


@operation("jurisdiction.found")
def found_jurisdiction(
    parent: Jurisdiction | None,
    *,
    by: Acting,
    at: dt.datetime,
    code: str,
    name: str,
    kind: JurisdictionKind,
    valid_from: dt.date | None = None,
    token: str = "",
) -> Jurisdiction:
    """Enter a division below another one. Its code must have the length of its level and continue that of the superior."""
    require_divisions_keeper(by)
    _refuse_odd_code(parent, code, kind)
    if not name.strip():
        raise Refused("请填写区划名称。", field="name")
    same = Jurisdiction.objects.filter(code=code).overlapping(valid_from, None).first()
    if same is not None:
        raise Refused(f"代码 {code} 正由“{same.name}”使用。先写明它何时由谁接替，再录入新的区划。", field="code")
    division = Jurisdiction(code=code, name=name.strip(), kind=kind, parent=parent, valid_from=valid_from)
    return found(division, "jurisdiction.found", _FIELDS, by=by, at=at)


@operation("jurisdiction.succeed")
def succeed_jurisdiction(
    division: Jurisdiction,
    *,
    by: Acting,
    at: dt.datetime,
    successors: Sequence[Jurisdiction],
    on: dt.date,
    token: str = "",
    seen_seq: int | None = None,
) -> Jurisdiction:
    """End a division: ``on`` is the first day on which its successors hold in its place (none for one abolished outright)."""
    require_divisions_keeper(by)
    if division.valid_to is not None:
        raise Refused(f"“{division.name}”已于{division.valid_to.isoformat()}终止。")
    if division.valid_from is not None and on <= division.valid_from:
        raise Refused("接替日期要晚于该区划启用的日期。", field="on")
    if any(row.pk == division.pk for row in successors):
        raise Refused("区划不能由自己接替。", field="successors")
    division.valid_to = on - dt.timedelta(days=1)
    data = {"valid_to": [None, division.valid_to], "successors": [None, [row.ref for row in successors]]}
    record(division, "jurisdiction.succeeded", data, by=by, at=at, save=("valid_to",))
    JurisdictionSuccession.objects.bulk_create(
        [JurisdictionSuccession(predecessor=division, successor=row, on=on) for row in successors]
    )
    return division


def _refuse_odd_code(parent: Jurisdiction | None, code: str, kind: JurisdictionKind) -> None:
    length = max(kind.digits, 6)
    if not code.isascii() or not code.isdigit() or len(code) != length:
        raise Refused(f"{kind.label}的代码是{length}位数字，现在是“{code}”。", field="code")
    if len(significant(code)) != kind.digits:
        raise Refused(f"代码 {code} 不是{kind.label}一级的代码，请核对层级。", field="code")
    if parent is not None and not code.startswith(significant(parent.code)):
        raise Refused(f"代码 {code} 与上级“{parent.name}”的代码 {parent.code} 不衔接。", field="code")
