"""通讯录: the table of people against the directory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from luoshi.bodies.models import Body, Office
from luoshi.bodies.operations.changing import ONE_DAY
from luoshi.bodies.resolve import Directory
from luoshi.people.directory.importing.cells import plain, telephones, title_and_name
from luoshi.people.directory.importing.kinds import NUMBERED
from luoshi.people.directory.importing.meant import Meant
from luoshi.people.directory.importing.plan import Answers, Change, ChangeKind, Plan, Writing
from luoshi.people.directory.importing.roster import Named, Place, Roster, Seating
from luoshi.people.directory.operations import end_tenure, mobile_digest, revise_person, void_tenure
from luoshi.people.models import Person, Tenure
from luoshi.sheets import Column, Row

COLUMNS = (
    Column("body", "单位", ("工作单位", "单位名称", "部门", "所在单位", "机构")),
    Column("name", "姓名", ("人员", "名字", "联系人", "联络员姓名"), required=True),
    Column("title", "职务", ("职务职称", "岗位", "担任职务", "职位")),
    Column("phone", "办公电话", ("座机", "固定电话", "办公", "电话号码", "电话", "联系电话", "联系方式")),
    Column("mobile", "手机", ("手机号", "手机号码", "移动电话", "手机电话", "移动")),
    Column("remark", "备注", ("说明",)),
)
_TITLES = {column.key: column.title for column in COLUMNS}
LIAISON = "联络员"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row understood: who, where, with which numbers."""

    row: Row
    named: Named
    phone: str
    mobile: str

    @property
    def who(self) -> str:
        return f"{self.named.body} {self.named.name}"


class ContactsImport:
    """Plans the import of a list of people. Bodies that the table does not name are not touched."""

    columns = COLUMNS

    def __init__(self, office: Office, on: dt.date, answers: Answers) -> None:
        self.office = office
        self.on = on
        self.directory = Meant(Directory(office), answers)
        self.roster = Roster(office, on)
        self.seating = Seating(office, self.roster)
        self.plan = Plan()
        self._relieved: set[int] = set()

    def read(self, rows: Iterable[Row]) -> Plan:
        """The plan for the rows of a table."""
        entries = list(self._entries(rows))
        coming = {(entry.named.body.pk, plain(entry.named.name)) for entry in entries}
        seen: dict[tuple[int, str, str], int] = {}
        for entry in entries:
            key = (entry.named.body.pk, plain(entry.named.title), plain(entry.named.name))
            if (earlier := seen.setdefault(key, entry.row.number)) != entry.row.number:
                wrong = f"与第 {earlier} 行是同一人同一职务。"
                self.plan.wrong(entry.row.number, _TITLES["name"], wrong, "合并成一行后重新上传。")
                continue
            self._entry(entry, coming)
        self._gone({entry.named.body.pk for entry in entries}, coming)
        return self.plan

    def _entries(self, rows: Iterable[Row]) -> Iterator[_Entry]:
        section = ""
        for row in rows:
            if self._is_section(row):
                section = NUMBERED.sub("", row.filled[0])
                continue
            yield from self._row(row, row["body"] or section)

    def _is_section(self, row: Row) -> bool:
        """Whether a row is the heading of a body's people: one cell, that of no name, or a name that is a body's."""
        if len(row.filled) != 1 or title_and_name(row.filled[0]):
            return False
        return row.filled[0] != row["name"] or self._meant(row.filled[0]) is not None

    def _meant(self, name: str) -> Body | None:
        return self.directory.body(_unit(name), on=self.on)

    def _row(self, row: Row, unit: str) -> Iterator[_Entry]:
        """The entries of a row: one, and one more where a remark makes the person the body's liaison."""
        before = len(self.plan.problems)
        body = self._meant(unit) if unit else None
        if body is None:
            wrong = f"名录里没有单位“{unit}”。" if unit else "看不出是哪个单位的人。"
            left = "这一行不导入。"
            doubt = self.directory.doubt(_unit(unit), on=self.on) if unit else None
            self.plan.wrong(row.number, _TITLES["body"], wrong, left, doubt)
        title, name = self._title_and_name(row, body)
        numbers = telephones(row["mobile"], row["phone"])
        if numbers.odd or (row["mobile"] and not numbers.mobiles):
            odd = "、".join(numbers.odd) or row["mobile"]
            column = _TITLES["mobile" if row["mobile"] and odd in row["mobile"] else "phone"]
            self.plan.wrong(
                row.number, column, f"“{odd}”不是电话号码。", "手机写11位数字，座机写区号-号码；几个号码用顿号分开。"
            )
        if len(self.plan.problems) > before or body is None:
            return
        phone = "、".join((*numbers.phones, *numbers.mobiles[1:]))
        entry = _Entry(row, Named(body, title, name), phone, numbers.mobiles[0] if numbers.mobiles else "")
        yield entry
        if LIAISON in row["remark"] and LIAISON not in title:
            yield _Entry(row, Named(body, LIAISON, name), phone, entry.mobile)

    def _title_and_name(self, row: Row, body: Body | None) -> tuple[str, str]:
        """Title and name, from their columns or from one cell that has both; the title someone has already where none is written."""
        title, name = plain(row["title"]), plain(row["name"])
        if not title and (both := title_and_name(row["name"])):
            return both
        if not name and (both := title_and_name(row["title"])):
            return both
        if not name:
            self.plan.wrong(row.number, _TITLES["name"], "没有写姓名。", "补上姓名，或删去这一行。")
        elif not title:
            title = self._title_known(name, body)
            if not title:
                self.plan.wrong(row.number, _TITLES["title"], f"没有写{name}的职务。", "补上职务，例如“局长”“联络员”。")
        return title, name

    def _title_known(self, name: str, body: Body | None) -> str:
        for post in self.roster.posts.values():
            if body is not None and post.body_id == body.pk:
                for tenure in self.roster.tenures.get(post.pk, ()):
                    if plain(tenure.person.name) == name:
                        return post.title
        return ""

    def _entry(self, entry: _Entry, coming: set[tuple[int, str]]) -> None:
        place = self.roster.place(entry.named, coming, mobile_digest(entry.mobile))
        if isinstance(place, str):
            self.plan.wrong(entry.row.number, _TITLES["title"], place, "请先在单位页面办理离任或接任，再导入。")
            return
        values = self._values(place.person, entry)
        sentences = [sentence] if (sentence := place.sentence(entry.named)) else []
        if place.person is not None:
            sentences += [f"{_TITLES[key]}：{self._was(place.person, key)} → {values[key]}" for key in values]
        if place.relieves is not None:
            self._relieved.add(place.relieves.pk)
        kind = ChangeKind.NEW if place.person is None else ChangeKind.CHANGED if sentences else ChangeKind.SAME
        deed = partial(self._write, entry, place, values) if kind is not ChangeKind.SAME else None
        self.plan.changes.append(Change(kind, entry.who, tuple(sentences), entry.row.number, deed=deed))

    def _values(self, person: Person | None, entry: _Entry) -> dict[str, object]:
        """What the row says of the person that the directory does not say; an empty cell says nothing."""
        values: dict[str, object] = {}
        if entry.phone and (person is None or person.phone != entry.phone):
            values["phone"] = entry.phone
        if entry.mobile and (person is None or person.mobile_digest != mobile_digest(entry.mobile)):
            values["mobile"] = entry.mobile
        return values

    def _was(self, person: Person, key: str) -> str:
        """The old number for the preview; a mobile is not shown."""
        if key == "mobile":
            return "已登记的号码" if person.mobile_digest else "（无）"
        return person.phone or "（无）"

    def _write(self, entry: _Entry, place: Place, values: dict[str, object], writing: Writing) -> None:
        person = self.seating.person(place, entry.named, values, writing)
        if place.person is not None and values:
            revise_person(person, by=writing.by, at=writing.at, values=values)
        self.seating.seat(place, entry.named, person, writing)

    def _gone(self, bodies: set[int], coming: set[tuple[int, str]]) -> None:
        """Who holds a post of a body in the table, and is not in it, nor relieved by someone who is."""
        for post in self.roster.posts.values():
            for tenure in self.roster.tenures.get(post.pk, ()):
                listed = (post.body_id, plain(tenure.person.name)) in coming
                if post.body_id in bodies and not listed and tenure.pk not in self._relieved:
                    sentence = f"表里没有此人（{post.title}）。不勾选则保留；勾选后自生效日前一天离任。"
                    name = f"{post.body} {tenure.person.name}"
                    deed = partial(leave, tenure)
                    self.plan.changes.append(Change(ChangeKind.GONE, name, (sentence,), ref=tenure.ref, deed=deed))


def _unit(cell: str) -> str:
    return NUMBERED.sub("", cell).replace("\n", "")


def leave(tenure: Tenure, writing: Writing) -> None:
    """End a tenure the day before the table holds; one that would not have begun by then was entered by mistake."""
    if tenure.valid_from is not None and tenure.valid_from >= writing.on:
        void_tenure(tenure, by=writing.by, at=writing.at)
    else:
        end_tenure(tenure, by=writing.by, at=writing.at, last=writing.on - ONE_DAY)
