"""Founding an office or a body, and what the journal keeps of names and duties.

Names and duties have no chain of their own: entries of the body hold ``names`` and ``duties`` as ``[old list, new list]``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.bodies.access import require_keeper
from luoshi.bodies.models import Body, BodyKind, BodyName, Duty, Jurisdiction, NameKind, Office
from luoshi.bodies.names import Naming, naming_of
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import Json
from luoshi.journal.operation import operation
from luoshi.journal.record import found, journal_value, record
from luoshi.journal.refusal import Denied, Refused

BODY_FIELDS = (
    "kind",
    "name",
    "short_name",
    "parent",
    "jurisdiction",
    "protocol_order",
    "phone",
    "address",
    "opened_on",
)


_FIELD_OF = {NameKind.FULL: "name", NameKind.SHORT: "short_name", NameKind.ALIAS: "aliases"}


@dataclass(frozen=True, slots=True)
class DutyText:
    """A duty as written: its words and the keywords by which work finds it."""

    text: str
    keywords: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        return "、".join(self.keywords)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyDetails:
    """What is known of a body when it enters the directory; an empty ``short_name`` stays empty."""

    kind: BodyKind
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    duties: tuple[DutyText, ...] = ()
    parent: Body | None = None
    jurisdiction: Jurisdiction | None = None
    protocol_order: int = 1000
    phone: str = ""
    address: str = ""
    opened_on: dt.date | None = None


@operation("office.found")
def found_office(
    parent: Office | None,
    *,
    by: Acting,
    at: dt.datetime,
    name: str,
    short_name: str = "",
    jurisdiction_code: str = "",
    protocol_order: int = 1000,
    token: str = "",
) -> Office:
    """Open an office on this installation; only the system administrator and the house itself may."""
    if not by.has("system_admin"):
        raise Denied("办公机构由系统管理员开设。")
    if not name.strip():
        raise Refused("请填写办公机构的全称。", field="name")
    office = Office(
        name=name.strip(),
        short_name=short_name,
        parent=parent,
        jurisdiction_code=jurisdiction_code,
        protocol_order=protocol_order,
    )
    found(office, "office.found", ("name", "short_name", "parent", "jurisdiction_code", "protocol_order"), by=by, at=at)
    return office


@operation("body.found")
def found_body(
    office: Office, *, by: Acting, at: dt.datetime, details: BodyDetails, token: str = "", naming: Naming | None = None
) -> Body:
    """Enter a body with its names and duties. ``naming`` spares many foundings in a row the look-up of the office's place."""
    require_keeper(by, office.pk)
    naming = naming or naming_of(office)
    body = Body(
        office=office,
        kind=details.kind,
        name=details.name.strip(),
        short_name=details.short_name.strip(),
        parent=details.parent,
        jurisdiction=details.jurisdiction,
        protocol_order=details.protocol_order,
        phone=details.phone,
        address=details.address,
        opened_on=details.opened_on,
    )
    if not body.name:
        raise Refused("请填写机构全称。", field="name")
    refuse_foreign(body)
    names = [BodyName(name=body.name, kind=NameKind.FULL, valid_from=body.opened_on)]
    if body.short_name:
        names.append(BodyName(name=body.short_name, kind=NameKind.SHORT, valid_from=body.opened_on))
    names += [BodyName(name=alias, kind=NameKind.ALIAS) for alias in distinct(details.aliases)]
    for row in names:
        row.office, row.body, row.key = office, body, naming.key(row.name)
    refuse_taken(names, body=body)
    duties = [
        Duty(body=body, position=place, text=duty.text, keywords=duty.joined, valid_from=body.opened_on)
        for place, duty in enumerate(details.duties, start=1)
    ]
    _enter(body, names, duties, by=by, at=at)
    return body


def _enter(body: Body, names: list[BodyName], duties: list[Duty], *, by: Acting, at: dt.datetime) -> None:
    """Write the entry and the rows: the body with its names and duties."""
    values = {name: journal_value(body, name) for name in BODY_FIELDS}
    data: dict[str, object] = {name: [None, value] for name, value in values.items() if value not in (None, "")}
    data["names"] = [None, names_as_kept(names)]
    data["duties"] = [None, duties_as_kept(duties)]
    record(body, "body.found", data, by=by, at=at)
    BodyName.objects.bulk_create(names)
    Duty.objects.bulk_create(duties)


def distinct(names: Iterable[str]) -> list[str]:
    """Names without blanks and repeats, in their order."""
    return list(dict.fromkeys(name for raw in names if (name := raw.strip())))


def names_as_kept(names: Iterable[BodyName]) -> list[Json]:
    """Names as the journal keeps them, in a fixed order."""
    rows = sorted(names, key=lambda row: (row.kind, row.valid_from or dt.date.min, row.name))
    return [{"name": row.name, "kind": str(row.kind), **period_as_kept(row)} for row in rows]


def duties_as_kept(duties: Iterable[Duty]) -> list[Json]:
    """Duties as the journal keeps them, those in force first, in the body's order."""
    rows = sorted(duties, key=lambda row: (row.valid_to is not None, row.position, row.text))
    return [{"text": row.text, "keywords": row.keywords, **period_as_kept(row)} for row in rows]


def period_as_kept(row: BodyName | Duty) -> dict[str, Json]:
    kept: dict[str, Json] = {}
    if row.valid_from is not None:
        kept["from"] = row.valid_from.isoformat()
    if row.valid_to is not None:
        kept["to"] = row.valid_to.isoformat()
    return kept


def refuse_taken(names: Iterable[BodyName], *, body: Body) -> None:
    """Refuse a name that another body of the office bears on the same days: a text could not tell them apart."""
    rows = list(names)
    others = BodyName.objects.filter(office=body.office, key__in={row.key for row in rows}).select_related("body")
    if body.pk is not None:
        others = others.exclude(body=body)
    for other in others:
        for row in rows:
            if row.key == other.key and _overlap(row, other):
                raise Refused(
                    f"“{row.name}”已是“{other.body.name}”的{other.get_kind_display()}。"
                    "同一时间一个名称只能指一个单位，请核对后改用别的名称。",
                    field=_FIELD_OF[NameKind(row.kind)],
                )


def _overlap(one: BodyName, other: BodyName) -> bool:
    latest_start = max(one.valid_from or dt.date.min, other.valid_from or dt.date.min)
    return latest_start <= min(one.valid_to or dt.date.max, other.valid_to or dt.date.max)


def refuse_foreign(body: Body) -> None:
    """Refuse a superior from another office, the body itself, or one of those below it."""
    superior, seen = body.parent, set[int]()
    if superior is not None and superior.office_id != body.office_id:
        raise Refused("上级（主管）单位不在本办公机构的名录里，请重新选择。", field="parent")
    while superior is not None and superior.pk not in seen:
        if superior.pk == body.pk and body.pk is not None:
            raise Refused("上级（主管）单位不能是本单位自己或它的下属单位。", field="parent")
        seen.add(superior.pk)
        superior = superior.parent
