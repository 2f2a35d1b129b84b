"""领导分工: the table of who leads what against the directory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Protocol

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.resolve import Directory
from luoshi.people.directory.importing.cells import division_of_work, parted, plain, title_and_name
from luoshi.people.directory.importing.contacts import leave
from luoshi.people.directory.importing.plan import Change, ChangeKind, Plan, Writing
from luoshi.people.directory.importing.roster import Named, Place, Roster, Seating
from luoshi.people.directory.operations import Line, set_portfolio
from luoshi.people.models import Portfolio, Post, PostKind, Relation
from luoshi.sheets import Column, Row

COLUMNS = (
    Column("name", "姓名", ("领导", "领导姓名", "分管领导", "市领导", "县领导"), required=True),
    Column("title", "职务", ("领导职务", "担任职务")),
    Column("work", "分管领域", ("分管工作", "分工", "工作分工", "负责工作", "分工内容", "职责分工", "负责")),
    Column("manages", "分管单位", ("分管部门", "分管部门和单位", "主管部门")),
    Column("assists", "协助分管单位", ("协管单位", "协管部门")),
    Column("contacts", "联系单位", ("联系部门", "联系部门和单位", "联系")),
    Column("basis", "依据", ("文号", "依据文号")),
)
_TITLES = {column.key: column.title for column in COLUMNS}
_LISTS = {"manages": Relation.MANAGES, "assists": Relation.ASSISTS, "contacts": Relation.CONTACTS}


class Cells(Protocol):
    """A row of a table or the fields of a form: text by the key of the column."""

    def __getitem__(self, key: str, /) -> str: ...


def lines_stated(directory: Directory, on: dt.date, cells: Cells) -> tuple[list[Line], list[tuple[str, str]]]:
    """The lines that ``work`` and the lists of bodies state, and (column, name) of every body that is not in the directory.

    In ``work`` an item that is no body is a field of work; in the lists it is a mistake.
    """
    lines: dict[tuple[str, int | None, str], Line] = {}
    unknown: list[tuple[str, str]] = []
    for relation, item in division_of_work(cells["work"]):
        meant = directory.resolve(item, on=on) if relation is not Relation.LEADS else None
        body = meant.successor if meant is not None else None
        line = Line(relation, body) if body is not None else Line(relation, field=item)
        lines.setdefault(line.key, line)
    for key, relation in _LISTS.items():
        for item in parted(cells[key]):
            meant = directory.resolve(item, on=on)
            if meant is None or meant.successor is None:
                unknown.append((key, item))
            else:
                line = Line(relation, meant.successor)
                lines.setdefault(line.key, line)
    return list(lines.values()), unknown


class LeadersImport:
    """Plans the import of the division of work. For a leader in the table it is the whole portfolio; others are not touched."""

    columns = COLUMNS

    def __init__(self, office: Office, on: dt.date) -> None:
        self.office = office
        self.on = on
        self.directory = Directory(office)
        self.roster = Roster(office, on)
        self.seating = Seating(office, self.roster)
        self.plan = Plan()
        self.government = next((body for body in self._bodies() if body.kind == BodyKind.GOVERNMENT), None)
        self._relieved: set[int] = set()
        self._lines: dict[int, list[Portfolio]] = {}
        for row in Portfolio.objects.standing().filter(office=office, valid_to=None).select_related("body"):
            self._lines.setdefault(row.post_id, []).append(row)

    def _bodies(self) -> list[Body]:
        bodies = [body for body in self.directory.bodies.values() if body.exists(self.on)]
        return sorted(bodies, key=lambda body: (body.protocol_order, body.pk))

    def read(self, rows: Iterable[Row]) -> Plan:
        """The plan for the rows of a table."""
        listed = [(row, named) for row in rows if (named := self._named(row)) is not None]
        coming = {(named.body.pk, plain(named.name)) for _, named in listed}
        seen: dict[str, int] = {}
        for row, named in listed:
            if (earlier := seen.setdefault(named.name, row.number)) != row.number:
                wrong = f"第 {earlier} 行已有{named.name}。"
                self.plan.wrong(row.number, _TITLES["name"], wrong, "把同一位领导的分工写在一行。")
                continue
            self._row(row, named, coming)
        self._gone(coming)
        return self.plan

    def _named(self, row: Row) -> Named | None:
        """Who the row is about; the government's seat where the title names no other body."""
        title, name = plain(row["title"]), plain(row["name"])
        if both := title_and_name(row["name"]):
            title, name = title or both[0], both[1]
        if not name:
            self.plan.wrong(row.number, _TITLES["name"], "没有写领导姓名。", "补上姓名，或删去这一行。")
            return None
        if self.government is None:
            self.plan.wrong(
                row.number, _TITLES["title"], "名录里还没有本级政府。", "先导入机构名录，其中一行的类别写“本级政府”。"
            )
            return None
        title = title or self._title_known(name)
        if not title:
            self.plan.wrong(row.number, _TITLES["title"], f"没有写{name}的职务。", "补上职务，例如“副市长”。")
            return None
        return Named(self.government, title, name)

    def _title_known(self, name: str) -> str:
        for post in self.roster.posts.values():
            if post.kind == PostKind.LEADER:
                for tenure in self.roster.tenures.get(post.pk, ()):
                    if plain(tenure.person.name) == name:
                        return post.title
        return ""

    def _row(self, row: Row, named: Named, coming: set[tuple[int, str]]) -> None:
        lines = self._stated(row)
        if lines is None:
            return
        place = self.roster.place(named, coming)
        if isinstance(place, str):
            self.plan.wrong(row.number, _TITLES["title"], place, "请先在人员页面办理离任或接任，再导入。")
            return
        if place.relieves is not None:
            self._relieved.add(place.relieves.pk)
        sentences = [sentence] if (sentence := place.sentence(named)) else []
        differences = self._differences(place.post, lines)
        sentences += differences
        kind = ChangeKind.NEW if place.person is None else ChangeKind.CHANGED if sentences else ChangeKind.SAME
        deed = partial(self._write, row, named, place, lines if differences else None)
        who = f"{named.title} {named.name}"
        changed = kind is not ChangeKind.SAME
        self.plan.changes.append(Change(kind, who, tuple(sentences), row.number, deed=deed if changed else None))

    def _stated(self, row: Row) -> list[Line] | None:
        """The lines of a row; ``None`` where a body is unknown or nothing is stated."""
        lines, unknown = lines_stated(self.directory, self.on, row)
        for key, item in unknown:
            wrong = f"名录里没有单位“{item}”。"
            self.plan.wrong(row.number, _TITLES[key], wrong, "写单位的全称或规范简称；不是单位的请写进“分管领域”。")
        if not lines and not unknown:
            self.plan.wrong(
                row.number, _TITLES["work"], "没有写分管什么。", "填写分管领域或分管单位；暂无分工的领导请删去这一行。"
            )
        return lines if lines and not unknown else None

    def _differences(self, post: Post | None, lines: list[Line]) -> list[str]:
        """What the row adds to the post's portfolio and what it takes away."""
        now = {(row.relation, row.body_id, row.field): row for row in self._lines.get(post.pk, [])} if post else {}
        wanted = {line.key: line for line in lines}
        added = [
            f"增加：{line.relation.label}{line.body or line.field}" for key, line in wanted.items() if key not in now
        ]
        ended = [
            f"不再：{row.get_relation_display()}{row.body or row.field}"
            for key, row in now.items()
            if key not in wanted
        ]
        return added + ended

    def _write(self, row: Row, named: Named, place: Place, lines: list[Line] | None, writing: Writing) -> None:
        person = self.seating.person(place, named, {}, writing)
        post = self.seating.seat(place, named, person, writing, leader=True)
        if lines is not None:
            set_portfolio(post, by=writing.by, at=writing.at, lines=lines, on=writing.on, basis=row["basis"])

    def _gone(self, coming: set[tuple[int, str]]) -> None:
        for post in self.roster.posts.values():
            if post.kind != PostKind.LEADER:
                continue
            for tenure in self.roster.tenures.get(post.pk, ()):
                if (post.body_id, plain(tenure.person.name)) not in coming and tenure.pk not in self._relieved:
                    name = f"{post.title} {tenure.person.name}"
                    sentence = "表里没有这位领导。不勾选则保留；勾选后自生效日前一天离任，分工留在岗位上等接任者。"
                    deed = partial(leave, tenure)
                    self.plan.changes.append(Change(ChangeKind.GONE, name, (sentence,), ref=tenure.ref, deed=deed))
