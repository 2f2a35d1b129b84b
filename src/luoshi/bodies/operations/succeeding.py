"""Bodies that end: closed, merged into another one, divided among several. The work passes on, the past stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.bodies.access import require_keeper
from luoshi.bodies.models import Body, BodyName, Duty, Succession, SuccessionKind
from luoshi.bodies.operations.changing import ONE_DAY, keep_duties, refuse_closed
from luoshi.bodies.operations.founding import duties_as_kept, names_as_kept
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import record
from luoshi.journal.refusal import Refused


@dataclass(frozen=True, slots=True)
class Share:
    """What one body takes over in a division: the positions of the divided body's duties in force."""

    body: Body
    positions: frozenset[int]


@operation("body.close")
def close_body(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    on: dt.date,
    reason: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Close a body without a successor; ``on`` is the first day without it."""
    require_keeper(by, body.office_id)
    if not reason.strip():
        raise Refused("请写明撤销依据，例如机构改革方案的文号。", field="reason")
    _end(body, "body.closed", on, by=by, at=at, reason=reason.strip())
    return body


@operation("body.merge")
def merge(
    into: Body,
    *,
    by: Acting,
    at: dt.datetime,
    others: Sequence[Body],
    on: dt.date,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Merge other bodies into this one: they are closed, their duties are its own from that day, their names lead to it."""
    require_keeper(by, into.office_id)
    refuse_closed(into)
    if not others:
        raise Refused("请选择要并入的单位。", field="others")
    taken: list[Duty] = []
    for other in others:
        taken += _absorb(other, by=by, at=at, into=into, on=on)
    _take(into, taken, [other.ref for other in others], on=on, by=by, at=at)
    return into


@operation("body.split")
def split(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    shares: Sequence[Share],
    on: dt.date,
    closes: bool,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Pass duties to other bodies; with ``closes`` the body ends and every duty must find a taker, else it goes on with the rest."""
    require_keeper(by, body.office_id)
    refuse_closed(body)
    _refuse_odd_shares(body, shares)
    duties = list(body.duties.filter(valid_to=None))
    given = {place for share in shares for place in share.positions}
    if closes and (left := [duty for duty in duties if duty.position not in given]):
        raise Refused(
            f"还有{len(left)}项职责没有划给任何单位：{left[0].text[:30]}……请逐项选定承接单位。", field="shares"
        )
    before = _refs(body.successions.values_list("successor__ref", flat=True))
    for share in shares:
        Succession.objects.create(predecessor=body, successor=share.body, kind=SuccessionKind.SPLIT, on=on)
        _receive(
            share.body, [duty for duty in duties if duty.position in share.positions], [body.ref], by=by, at=at, on=on
        )
    successors = [before, [*(before or ()), *(share.body.ref for share in shares)]]
    if closes:
        _end(body, "body.split", on, by=by, at=at, successors=successors)
        return body
    return keep_duties(
        body,
        lambda rows: _without(rows, given, on),
        "body.gave_duties",
        by=by,
        at=at,
        successors=successors,
    )


@operation("body.absorb")
def _absorb(other: Body, *, by: Acting, at: dt.datetime, into: Body, on: dt.date) -> list[Duty]:
    """Close one body of a merger; hands back the duties it had."""
    require_keeper(by, other.office_id)
    if other.pk == into.pk:
        raise Refused("单位不能并入自己，请重新选择。", field="others")
    if other.office_id != into.office_id:
        raise Refused("要并入的单位不在本办公机构的名录里。", field="others")
    duties = list(other.duties.filter(valid_to=None))
    before = _refs(other.successions.values_list("successor__ref", flat=True))
    Succession.objects.create(predecessor=other, successor=into, kind=SuccessionKind.MERGED, on=on)
    _end(other, "body.merged", on, by=by, at=at, heir=into, successors=[before, [*(before or ()), into.ref]])
    return duties


@operation("body.receive")
def _receive(body: Body, duties: list[Duty], origins: list[str], *, by: Acting, at: dt.datetime, on: dt.date) -> Body:
    require_keeper(by, body.office_id)
    refuse_closed(body)
    return _take(body, duties, origins, on=on, by=by, at=at)


def _take(body: Body, duties: list[Duty], origins: list[str], *, on: dt.date, by: Acting, at: dt.datetime) -> Body:
    """Add duties of other bodies from a day on; one that reads the same as one it has is not doubled."""

    def change(rows: list[Duty]) -> list[Duty]:
        known = {row.text for row in rows if row.valid_to is None}
        last = max((row.position for row in rows), default=0)
        new = [duty for duty in duties if duty.text not in known]
        return rows + [
            Duty(body=body, position=last + place, text=duty.text, keywords=duty.keywords, valid_from=on)
            for place, duty in enumerate(new, start=1)
        ]

    known = _refs(body.origins.exclude(predecessor__ref__in=origins).values_list("predecessor__ref", flat=True))
    return keep_duties(body, change, "body.took_over", by=by, at=at, origins=[known, [*(known or ()), *origins]])


def _refs(rows: Iterable[str]) -> list[str] | None:
    """Refs as the journal keeps them: an empty list was never written."""
    return list(rows) or None


def _without(rows: list[Duty], given: set[int], on: dt.date) -> list[Duty]:
    for row in rows:
        if row.valid_to is None and row.position in given:
            row.valid_to = on - ONE_DAY
    return rows


def _end(
    body: Body, kind: str, on: dt.date, *, by: Acting, at: dt.datetime, heir: Body | None = None, **more: object
) -> None:
    """Close the body: from ``on`` it does not exist; names and duties end the day before. Those below it go to the heir."""
    refuse_closed(body)
    if body.opened_on is not None and on <= body.opened_on:
        raise Refused("撤销日期要晚于设立日期。", field="on")
    below = list(body.children.filter(closed_on=None))
    if below and heir is None:
        some = "、".join(str(child) for child in below[:3])
        raise Refused(f"“{body.name}”下面还有{len(below)}个单位（{some}），请先为它们改定上级单位。")
    names, duties = list(body.names.all()), list(body.duties.all())
    old_names, old_duties = names_as_kept(names), duties_as_kept(duties)
    for row in (*names, *duties):
        if row.valid_to is None:
            row.valid_to = max(on - ONE_DAY, row.valid_from or dt.date.min)
    body.closed_on = on
    data = {
        "closed_on": [None, on],
        "names": [old_names, names_as_kept(names)],
        "duties": [old_duties, duties_as_kept(duties)],
        **more,
    }
    record(body, kind, data, by=by, at=at, save=("closed_on",))
    BodyName.objects.bulk_update(names, ["valid_to"])
    Duty.objects.bulk_update(duties, ["valid_to"])
    for child in below:
        _move_below(child, by=by, at=at, heir=heir)


@operation("body.move_below")
def _move_below(child: Body, *, by: Acting, at: dt.datetime, heir: Body | None) -> Body:
    before = child.parent
    child.parent = heir
    data = {"parent": [before.ref if before else None, heir.ref if heir else None]}
    record(child, "body.revised", data, by=by, at=at, save=("parent",))
    return child


def _refuse_odd_shares(body: Body, shares: Sequence[Share]) -> None:
    if not shares:
        raise Refused("请选择承接单位。", field="shares")
    takers = [share.body.pk for share in shares]
    if body.pk in takers or len(set(takers)) != len(takers):
        raise Refused("承接单位不能是本单位，也不能重复。", field="shares")
    if any(share.body.office_id != body.office_id for share in shares):
        raise Refused("承接单位不在本办公机构的名录里。", field="shares")
