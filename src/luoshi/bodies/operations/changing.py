"""Changing a body that goes on: its particulars, names, aliases and duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from luoshi.bodies.access import require_keeper
from luoshi.bodies.models import Body, BodyName, Duty, NameKind
from luoshi.bodies.names import naming_of
from luoshi.bodies.operations.founding import (
    BODY_FIELDS,
    DutyText,
    distinct,
    duties_as_kept,
    names_as_kept,
    refuse_foreign,
    refuse_taken,
)
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import record, revise
from luoshi.journal.refusal import Refused

PARTICULARS = frozenset(BODY_FIELDS) - {"name", "short_name"}
"""Fields that ``revise_body`` may change; names change through ``rename`` and ``correct_name``."""
ONE_DAY = dt.timedelta(days=1)


@operation("body.revise")
def revise_body(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, object],
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Change particulars (kind, superior, division, order, phone, address, day of founding); unknown fields raise ``ValueError``."""
    require_keeper(by, body.office_id)
    if unknown := set(values) - PARTICULARS:
        msg = f"not particulars of a body: {sorted(unknown)}"
        raise ValueError(msg)
    if "parent" in values:
        wanted = Body(pk=body.pk, office_id=body.office_id)
        wanted.parent = values["parent"]  # type: ignore[assignment]  # a Body or None, as the form gives it
        refuse_foreign(wanted)
    return revise(body, "body.revised", values, by=by, at=at)


@operation("body.rename")
def rename(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    name: str,
    short_name: str,
    on: dt.date,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Give the body a new name from a day on; the old ones stay as former names and go on being understood."""
    require_keeper(by, body.office_id)
    _refuse_empty(name)
    refuse_closed(body)
    with_names = _Names(body)
    for kind, wanted in ((NameKind.FULL, name.strip()), (NameKind.SHORT, short_name.strip())):
        current = with_names.current(kind)
        if current is not None and current.name == wanted:
            continue
        if current is not None and current.valid_from is not None and current.valid_from >= on:
            raise Refused(
                f"现名称自{_day(current.valid_from)}起使用，更名日期要晚于这一天。如系当时写错，请用“更正名称”。",
                field="on",
            )
        if current is not None:
            current.valid_to = on - ONE_DAY
        if wanted:
            with_names.add(wanted, kind, on)
    return with_names.keep("body.renamed", {"name": name.strip(), "short_name": short_name.strip()}, by=by, at=at)


@operation("body.correct_name")
def correct_name(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    name: str,
    short_name: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Put right a name that was entered wrongly and was never the body's; its days stay, the wrong one is not a former name."""
    require_keeper(by, body.office_id)
    _refuse_empty(name)
    with_names = _Names(body)
    for kind, wanted in ((NameKind.FULL, name.strip()), (NameKind.SHORT, short_name.strip())):
        current = with_names.current(kind)
        if current is not None and not wanted:
            with_names.rows.remove(current)
        elif current is not None:
            current.name = wanted
        elif wanted:
            with_names.add(wanted, kind, body.opened_on)
    return with_names.keep(
        "body.name_corrected", {"name": name.strip(), "short_name": short_name.strip()}, by=by, at=at
    )


@operation("body.set_aliases")
def set_aliases(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    aliases: Sequence[str],
    on: dt.date | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Make these the aliases in use. Without a day, one left out was wrong and goes; with ``on`` it is former from that day."""
    require_keeper(by, body.office_id)
    with_names = _Names(body)
    wanted = distinct(aliases)
    for row in [row for row in with_names.rows if row.kind == NameKind.ALIAS and row.valid_to is None]:
        if row.name in wanted:
            wanted.remove(row.name)
        elif on is None or (row.valid_from is not None and row.valid_from >= on):
            with_names.rows.remove(row)
        else:
            row.valid_to = on - ONE_DAY
    for alias in wanted:
        with_names.add(alias, NameKind.ALIAS, on)
    return with_names.keep("body.aliases_set", {}, by=by, at=at)


@operation("body.set_duties")
def set_duties(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    duties: Sequence[DutyText],
    on: dt.date | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """Make these the duties in force, in this order. Without a day, one left out was wrong; with ``on`` it ended the day before."""
    require_keeper(by, body.office_id)
    refuse_closed(body)
    return keep_duties(body, lambda rows: duties_after(body, rows, duties, on), "body.duties_set", by=by, at=at)


@operation("body.edit")
def edit_body(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, object],
    aliases: Sequence[str],
    duties: Sequence[DutyText],
    on: dt.date | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> Body:
    """What the page of a body changes at once: particulars, aliases, duties. ``on`` is the day from which new duties hold."""
    revise_body(body, by=by, at=at, values=values)
    set_aliases(body, by=by, at=at, aliases=aliases)
    return set_duties(body, by=by, at=at, duties=duties, on=on)


def duties_after(body: Body, rows: list[Duty], wanted: Sequence[DutyText], on: dt.date | None) -> list[Duty]:
    """The body's duty rows once ``wanted`` are those in force; unchanged ones keep their row and their first day."""
    open_rows = {(row.text, row.keywords): row for row in rows if row.valid_to is None}
    after = [row for row in rows if row.valid_to is not None]
    for place, duty in enumerate(wanted, start=1):
        row = open_rows.pop((duty.text, duty.joined), None)
        row = row or Duty(body=body, text=duty.text, keywords=duty.joined, valid_from=on)
        row.position = place
        after.append(row)
    for row in open_rows.values():
        if on is not None and (row.valid_from is None or row.valid_from < on):
            row.valid_to = on - ONE_DAY
            after.append(row)
    return after


def keep_duties(
    body: Body, change: Callable[[list[Duty]], list[Duty]], kind: str, *, by: Acting, at: dt.datetime, **more: object
) -> Body:
    """Write the entry and the rows of a change of duties; nothing where nothing changed. ``more`` enters the entry's data."""
    rows = list(body.duties.all())
    before = duties_as_kept(rows)
    after = change(rows)
    if (kept := duties_as_kept(after)) != before or more:
        record(body, kind, {"duties": [before, kept], **more}, by=by, at=at)
        stay = {row.pk for row in after if row.pk is not None}
        body.duties.exclude(pk__in=stay).delete()
        Duty.objects.bulk_update([row for row in after if row.pk is not None], ["position", "valid_to"])
        Duty.objects.bulk_create([row for row in after if row.pk is None])
    return body


class _Names:
    """A body's names while an operation changes them; ``keep`` checks and writes them."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.rows = list(body.names.all())
        self.before = names_as_kept(self.rows)
        self.naming = naming_of(body.office)

    def current(self, kind: NameKind) -> BodyName | None:
        """The name of this kind without an end, the latest if there are several."""
        rows = [row for row in self.rows if row.kind == kind and row.valid_to is None]
        return max(rows, key=lambda row: row.valid_from or dt.date.min, default=None)

    def add(self, name: str, kind: NameKind, first: dt.date | None) -> None:
        self.rows.append(BodyName(office=self.body.office, body=self.body, name=name, kind=kind, valid_from=first))

    def keep(self, kind: str, values: Mapping[str, str], *, by: Acting, at: dt.datetime) -> Body:
        for row in self.rows:
            row.key = self.naming.key(row.name)
        refuse_taken(self.rows, body=self.body)
        after = names_as_kept(self.rows)
        data: dict[str, object] = {"names": [self.before, after]} if after != self.before else {}
        for field, new in values.items():
            if (old := getattr(self.body, field)) != new:
                data[field] = [old or None, new or None]
                setattr(self.body, field, new)
        if data:
            record(self.body, kind, data, by=by, at=at, save=tuple(values))
            self._write()
        return self.body

    def _write(self) -> None:
        stay = [row for row in self.rows if row.pk is not None]
        self.body.names.exclude(pk__in={row.pk for row in stay}).delete()
        BodyName.objects.bulk_update(stay, ["name", "key", "valid_to"])
        BodyName.objects.bulk_create([row for row in self.rows if row.pk is None])


def refuse_closed(body: Body) -> None:
    """Refuse to change a body that is gone."""
    if body.closed_on is not None:
        raise Refused(f"“{body.name}”已于{_day(body.closed_on)}撤销，不能再更改。")


def _refuse_empty(name: str) -> None:
    if not name.strip():
        raise Refused("请填写机构全称。", field="name")


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
