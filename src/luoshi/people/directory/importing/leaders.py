"""领导分工: the table of who leads what against the directory."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial
from typing import Protocol

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.resolve import Directory
from luoshi.people.directory.importing.cells import division_of_work, in_brackets, parted, plain, title_and_name
from luoshi.people.directory.importing.contacts import leave
from luoshi.people.directory.importing.meant import Meant
from luoshi.people.directory.importing.pairs import Pairs
from luoshi.people.directory.importing.plan import Answers, Change, ChangeKind, Plan, Writing
from luoshi.people.directory.importing.roster import Named, Place, Roster, Seating
from luoshi.people.directory.operations import Line, set_portfolio
from luoshi.people.models import Portfolio, Post, PostKind, Relation
from luoshi.sheets import Column, Row

COLUMNS = (
    Column("name", "姓名", ("领导", "领导姓名", "分管领导", "市领导", "县领导"), required=True),
    Column("title", "职务", ("领导职务", "担任职务")),
    Column(
        "work",
        "分管领域",
        ("分管工作", "分工", "工作分工", "负责工作", "分工内容", "分工情况", "职责分工", "工作职责", "负责"),
    ),
    Column("manages", "分管单位", ("分管部门", "分管部门和单位", "主管部门")),
    Column("assists", "协助分管单位", ("协管单位", "协管部门")),
    Column("contacts", "联系单位", ("联系部门", "联系部门和单位", "联系")),
    Column("pair", "AB角", ("B角", "互为AB角", "AB角领导", "补位领导")),
    Column("basis", "依据", ("文号", "依据文号")),
)
_TITLES = {column.key: column.title for column in COLUMNS}
_LISTS = {"manages": Relation.MANAGES, "assists": Relation.ASSISTS, "contacts": Relation.CONTACTS}


_BODY_NAME = re.compile(
    r"(?:局|委|办|部|厅|中心|公司|集团|[学医法]院|检察院|支?队|银行|政府|街道|[乡镇]|委员会|联合会|工会|协会|商会|红十字会|[残妇侨科文]联|科协|供销社)$"
    r"|^[市县区旗州].+(?:馆|站|所|院|校|社|台|处|场|会)$"
)
"""How bodies' names end; an item of work that does and is in no directory is asked for."""


def _names_a_body(line: Line) -> bool:
    return bool(line.field) and line.relation is not Relation.LEADS and bool(_BODY_NAME.search(line.field))


class Cells(Protocol):
    """A row of a table or the fields of a form: text by the key of the column."""

    def __getitem__(self, key: str, /) -> str: ...


def lines_stated(
    directory: Directory | Meant, on: dt.date, cells: Cells
) -> tuple[list[Line], list[tuple[str, Relation, str]]]:
    """The lines that ``work`` and the lists of bodies state, and (column, relation, name) of every body that the directory lacks.

    In ``work`` an item that is no body is a field of work; in the lists it is a mistake. What stands in a known body's brackets
    is a body of its own.
    """
    lines: dict[tuple[str, int | None, str], Line] = {}
    unknown: list[tuple[str, Relation, str]] = []
    for relation, item in division_of_work(cells["work"]):
        bodies, rest = _bodies(directory, on, item) if relation is not Relation.LEADS else ([], [item])
        for line in (*(Line(relation, body) for body in bodies), *(Line(relation, field=words) for words in rest)):
            lines.setdefault(line.key, line)
    for key, relation in _LISTS.items():
        for item in parted(cells[key]):
            bodies, rest = _bodies(directory, on, item)
            unknown += [(key, relation, words) for words in rest]
            for line in (Line(relation, body) for body in bodies):
                lines.setdefault(line.key, line)
    return list(lines.values()), unknown


def _bodies(directory: Directory | Meant, on: dt.date, item: str) -> tuple[list[Body], list[str]]:
    """The bodies that an item names, and the words of it that name none: in its brackets, or after 等 (市残联等群众团体)."""
    whole = _one(directory, on, item)
    name, inside = in_brackets(item)
    parts = [name, *inside] if inside else item.split("等", 1)
    found = [(words, _one(directory, on, words)) for words in map(str.strip, parts) if words]
    if whole is not None or found[0][1] is None:
        return ([whole], []) if whole is not None else ([], [item])
    return [body for _, body in found if body is not None], [words for words, body in found if body is None]


def _one(directory: Directory | Meant, on: dt.date, name: str) -> Body | None:
    found = directory.resolve(name, on=on)
    return found.successor if found is not None else None


class LeadersImport:
    """Plans the import of the division of work. For a leader in the table it is the whole portfolio; others are not touched.

    A body that the directory lacks is asked for; while nobody says which one it is, its words stand as a field of work.
    """

    columns = COLUMNS

    def __init__(self, office: Office, on: dt.date, answers: Answers) -> None:
        self.office = office
        self.on = on
        self.directory = Meant(Directory(office), answers)
        self.roster = Roster(office, on)
        self.seating = Seating(office, self.roster)
        self.pairs = Pairs(office, self.roster)
        self.plan = Plan()
        self.government = next((body for body in self._bodies() if body.kind == BodyKind.GOVERNMENT), None)
        self._relieved: set[int] = set()
        self._lines: dict[int, list[Portfolio]] = {}
        for row in Portfolio.objects.standing().filter(office=office, valid_to=None).select_related("body"):
            self._lines.setdefault(row.post_id, []).append(row)

    def _bodies(self) -> list[Body]:
        bodies = [body for body in self.directory.directory.bodies.values() if body.exists(self.on)]
        return sorted(bodies, key=lambda body: (body.protocol_order, body.pk))

    @property
    def known_names(self) -> set[str]:
        """Who holds a leader's post."""
        seats = (post for post in self.roster.posts.values() if post.kind == PostKind.LEADER)
        return {plain(held.person.name) for post in seats for held in self.roster.tenures.get(post.pk, ())}

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
        self.pairs.plan(self.plan)
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
        known = self._title_known(name)
        title = known if known and (not title or known in parted(title)) else title
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
        self.pairs.heard(row, named, place)
        sentences = [sentence] if (sentence := place.sentence(named)) else []
        differences = self._differences(place.post, lines)
        sentences += differences
        kind = ChangeKind.NEW if place.person is None else ChangeKind.CHANGED if sentences else ChangeKind.SAME
        deed = partial(self._write, row, named, place, lines if differences else None)
        who = f"{named.title} {named.name}"
        changed = kind is not ChangeKind.SAME
        self.plan.changes.append(Change(kind, who, tuple(sentences), row.number, deed=deed if changed else None))

    def _stated(self, row: Row) -> list[Line] | None:
        """The lines of a row, in the words of the table where the directory lacks a body; ``None`` where nothing is stated."""
        lines, unknown = lines_stated(self.directory, self.on, row)
        asked = [(key, item) for key, _, item in unknown]
        asked += [("work", line.field) for line in lines if _names_a_body(line)]
        lines += [Line(relation, field=item) for _, relation, item in unknown]
        for key, item in asked:
            left = "按原文记入，不对应到单位。"
            doubt = self.directory.doubt(item, on=self.on)
            self.plan.wrong(row.number, _TITLES[key], f"名录里没有单位“{item}”。", left, doubt)
        if not lines:
            self.plan.wrong(
                row.number, _TITLES["work"], "没有写分管什么。", "填写分管领域或分管单位；暂无分工的领导请删去这一行。"
            )
        return lines or None

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
        post = self.pairs.seated[named.name] = self.seating.seat(place, named, person, writing, leader=True)
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
