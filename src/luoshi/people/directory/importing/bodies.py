"""机构名录: the table of bodies against the directory."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from luoshi.bodies.models import Body, BodyKind, BodyName, Duty, Jurisdiction, NameKind, Office
from luoshi.bodies.operations import (
    BodyDetails,
    DutyText,
    close_body,
    found_body,
    rename,
    revise_body,
    set_aliases,
    set_duties,
)
from luoshi.bodies.resolve import Directory
from luoshi.journal.refusal import Refused
from luoshi.people.directory.importing.cells import day, parted, plain
from luoshi.people.directory.importing.kinds import NUMBERED, is_heading, kind_of, kind_offered
from luoshi.people.directory.importing.plan import Answers, Asks, Change, ChangeKind, Doubt, Plan, Writing
from luoshi.sheets import Column, Row

COLUMNS = (
    Column("name", "机构全称", ("单位全称", "机构名称", "单位名称", "全称", "名称", "单位", "部门"), required=True),
    Column("short_name", "规范简称", ("简称", "单位简称", "机构简称")),
    Column("aliases", "别名", ("其他名称", "又称", "加挂牌子", "挂牌")),
    Column("kind", "类别", ("机构类别", "机构类型", "单位类别", "机构性质", "单位性质", "类型", "性质")),
    Column("parent", "上级单位", ("主管单位", "主管部门", "隶属关系", "隶属单位")),
    Column("jurisdiction", "所属区划", ("区划代码", "行政区划", "行政区划代码")),
    Column("protocol_order", "排序", ("顺序", "排序号")),
    Column("phone", "办公电话", ("电话", "联系电话", "值班电话", "座机")),
    Column("address", "办公地址", ("地址", "单位地址")),
    Column("opened_on", "设立日期", ("成立日期", "设立时间")),
    Column("duties", "主要职责", ("职责", "职能", "主要职能", "职责范围", "主要职责任务")),
    Column("keywords", "职责关键词", ("关键词",)),
)
R = TypeVar("R", BodyName, Duty)
_TITLES = {column.key: column.title for column in COLUMNS}


class BodiesImport:
    """Plans the import of a table of bodies. An empty cell changes nothing; aliases are added, never taken away."""

    columns = COLUMNS

    def __init__(self, office: Office, on: dt.date, answers: Answers) -> None:
        self.office = office
        self.on = on
        self.answers = answers
        self.directory = Directory(office)
        self.plan = Plan()
        self._names = _grouped(BodyName.objects.on(on).filter(office=office))
        self._duties = _grouped(Duty.objects.filter(body__office=office, valid_to=None))
        self._divisions = {row.code: row for row in Jurisdiction.objects.on(on)}
        self._seen: dict[int, int] = {}
        self._new: dict[str, int] = {}
        self._founded: dict[str, Body] = {}
        self._coming: set[str] = set()
        self._last_order = max((body.protocol_order for body in self.directory.bodies.values()), default=0)

    def read(self, rows: Iterable[Row]) -> Plan:
        """The plan for the rows of a table."""
        section: BodyKind | None = None
        listed = list(rows)
        self._coming = {
            self.directory.naming.key(row[key]) for row in listed for key in ("name", "short_name") if row[key]
        }
        for row in listed:
            if (
                len(row.filled) == 1
                and not self._body(row["name"])
                and is_heading(row.filled[0], among=section is not None)
            ):
                section = kind_of(row.filled[0])
                if section is None:
                    self.plan.notes.append(f"“{row.filled[0]}”看不出是哪一类，下面的单位逐个认定。")
                continue
            self._row(row, section)
        for body in self.directory.bodies.values():
            if body.pk not in self._seen and body.exists(self.on):
                self._gone(body)
        return self.plan

    def _body(self, name: str) -> Body | None:
        found = self.directory.resolve(name, on=self.on) if name else None
        return found.body if found is not None and found.then else None

    def _row(self, row: Row, section: BodyKind | None) -> None:
        name = NUMBERED.sub("", row["name"]).replace("\n", "")
        if not name:
            self.plan.wrong(row.number, _TITLES["name"], "没有写机构名称。", "补上机构全称，或删去这一行。")
            return
        body, short = self._body(name), self._body(row["short_name"])
        former = self.directory.resolve(name, on=self.on)
        if body is None and short is not None:
            wrong = f"规范简称“{row['short_name']}”现在属于“{short.name}”。"
            self.plan.wrong(
                row.number, _TITLES["short_name"], wrong, "如是更名，请先在该单位页面办理更名；如不是，请改用别的简称。"
            )
        elif body is None and former is not None:
            wrong = f"“{name}”是“{former.body.name}”的旧名称或尚未启用的名称。"
            self.plan.wrong(row.number, _TITLES["name"], wrong, "改用现在的名称。")
        elif body is not None and short is not None and short.pk != body.pk:
            wrong = f"规范简称“{row['short_name']}”属于“{short.name}”，不是“{body.name}”的。"
            self.plan.wrong(row.number, _TITLES["short_name"], wrong, "核对是否串行，改正后重新上传。")
        elif (values := self._values(row, section, body)) is not None:
            self._known(row, body, values) if body is not None else self._unknown(row, name, values)

    def _values(self, row: Row, section: BodyKind | None, body: Body | None) -> dict[str, object] | None:
        """Particulars that the row states; ``None`` where a cell is wrong."""
        before = len(self.plan.problems)
        values: dict[str, object] = {key: row[key] for key in ("phone", "address") if row[key]}
        kind = self._kind(row, section, new=body is None)
        if kind is not None and (row["kind"] or body is None):
            values["kind"] = kind
        self._number(row, values)
        self._day(row, values)
        self._division(row, values)
        if (lines := len(_lines(row["keywords"]))) > 1 and lines != len(_lines(row["duties"])):
            wrong = f"职责关键词有{lines}行，主要职责有{len(_lines(row['duties']))}行。"
            self.plan.wrong(
                row.number, _TITLES["keywords"], wrong, "让关键词与职责一行对一行；没有关键词的那一行写“无”。"
            )
        if row["parent"] and self._body(row["parent"]) is None and self._key(row["parent"]) not in self._coming:
            wrong = f"名录和本表里都没有上级单位“{row['parent']}”。"
            self.plan.wrong(row.number, _TITLES["parent"], wrong, "写上级单位的全称或规范简称，或先把它加进本表。")
        return values if len(self.plan.problems) == before else None

    def _kind(self, row: Row, section: BodyKind | None, *, new: bool) -> BodyKind | None:
        """The kind that the row, its section or a clerk states. A new body without one is asked for, a word that is none is told."""
        name = NUMBERED.sub("", row["name"]).replace("\n", "")
        doubt = Doubt(Asks.KIND, plain(name), kind_offered(name, self.directory.naming.place) or "")
        stated = kind_of(row["kind"]) if row["kind"] else section or kind_of(self.answers.get(doubt.key, ""))
        if row["kind"] and stated is None:
            some = f"改为下列之一：{'、'.join(BodyKind.labels)}。"
            self.plan.wrong(row.number, _TITLES["kind"], f"不认识类别“{row['kind']}”。", some)
        elif stated is None and new:
            left = "这一行不导入。"
            self.plan.wrong(row.number, _TITLES["kind"], "新机构没有写类别。", left, doubt)
        return stated

    def _number(self, row: Row, values: dict[str, object]) -> None:
        if not row["protocol_order"]:
            return
        if row["protocol_order"].isascii() and row["protocol_order"].isdigit():
            values["protocol_order"] = int(row["protocol_order"])
        else:
            self.plan.wrong(
                row.number, _TITLES["protocol_order"], "排序不是整数。", "写成整数，小的排在前面；也可以留空。"
            )

    def _day(self, row: Row, values: dict[str, object]) -> None:
        try:
            if opened := day(row["opened_on"]):
                values["opened_on"] = opened
        except ValueError:
            self.plan.wrong(
                row.number, _TITLES["opened_on"], f"“{row['opened_on']}”不是日期。", "写成 2019-03-01 的样子，或留空。"
            )

    def _division(self, row: Row, values: dict[str, object]) -> None:
        wanted = row["jurisdiction"]
        if not wanted:
            return
        code = re.match(r"\d+", wanted)
        by_name = [each for each in self._divisions.values() if each.name == wanted]
        found = self._divisions.get(code[0]) if code else by_name[0] if len(by_name) == 1 else None
        if found is None:
            wrong = f"有{len(by_name)}个区划叫“{wanted}”。" if by_name else f"没有区划“{wanted}”。"
            self.plan.wrong(row.number, _TITLES["jurisdiction"], wrong, "写区划代码，或请系统管理员先录入这个区划。")
        else:
            values["jurisdiction"] = found

    def _key(self, name: str) -> str:
        return self.directory.naming.key(name)

    def _unknown(self, row: Row, name: str, values: dict[str, object]) -> None:
        if earlier := self._new.get(self._key(name)):
            self._twice(row, earlier)
            return
        self._new[self._key(name)] = row.number
        self._last_order += 10
        values.setdefault("protocol_order", self._last_order)
        sentences = [f"类别：{BodyKind(str(values['kind'])).label}"]
        sentences += [f"{_TITLES[key]}：{row[key]}" for key in ("short_name", "aliases", "parent") if row[key]]
        sentences += [f"职责 {len(duties)} 项"] if (duties := _duties(row)) else []
        deed = partial(self._found, row, name, values)
        self.plan.changes.append(Change(ChangeKind.NEW, name, tuple(sentences), row.number, deed=deed))

    def _found(self, row: Row, name: str, values: dict[str, object], writing: Writing) -> None:
        details = BodyDetails(
            name=name,
            short_name=row["short_name"],
            aliases=tuple(parted(row["aliases"])),
            duties=_duties(row),
            parent=self._now(row["parent"]) if row["parent"] else None,
            **values,  # type: ignore[arg-type]  # keys and values are those of BodyDetails
        )
        body = found_body(self.office, by=writing.by, at=writing.at, details=details, naming=self.directory.naming)
        for each in (name, row["short_name"]):
            self._founded[self._key(each)] = body

    def _now(self, name: str) -> Body:
        body = self._founded.get(self._key(name)) or self._body(name)
        if body is None:
            raise Refused(f"上级单位“{name}”在本表里排在下级之后。请把它移到下级单位之前，再重新上传。")
        return body

    def _known(self, row: Row, body: Body, values: dict[str, object]) -> None:
        if earlier := self._seen.get(body.pk):
            self._twice(row, earlier)
            return
        self._seen[body.pk] = row.number
        if row["parent"] and (parent := self._body(row["parent"])) is not None:
            values["parent"] = parent
        changed = {key: value for key, value in values.items() if getattr(body, key) != value}
        sentences = [
            f"{_TITLES[key]}：{_shown(getattr(body, key))} → {_shown(value)}" for key, value in changed.items()
        ]
        short = row["short_name"] if plain(row["short_name"]) not in {"", plain(body.short_name)} else ""
        if short:
            sentences.append(f"规范简称：{body.short_name or '（无）'} → {short}")
        names = self._names.get(body.pk, [])
        known = {plain(each.name) for each in names}
        aliases = [alias for alias in parted(row["aliases"]) if plain(alias) not in known]
        if aliases:
            sentences.append(f"增加别名：{'、'.join(aliases)}")
        duties = _duties(row) if self._other_duties(body, _duties(row)) else ()
        if duties:
            sentences.append(f"职责：{len(self._duties.get(body.pk, []))} 项 → {len(duties)} 项")
        if not sentences:
            self.plan.changes.append(Change(ChangeKind.SAME, body.name, (), row.number))
            return
        kept = [each.name for each in names if each.kind == NameKind.ALIAS]
        changes = _Changes(changed, short, [*kept, *aliases] if aliases else [], duties)
        deed = partial(changes.write, body)
        self.plan.changes.append(Change(ChangeKind.CHANGED, body.name, tuple(sentences), row.number, deed=deed))

    def _other_duties(self, body: Body, wanted: tuple[DutyText, ...]) -> bool:
        known = [(row.text, row.keywords) for row in self._duties.get(body.pk, [])]
        return bool(wanted) and [(duty.text, duty.joined) for duty in wanted] != known

    def _twice(self, row: Row, earlier: int) -> None:
        self.plan.wrong(row.number, _TITLES["name"], f"与第 {earlier} 行是同一个单位。", "合并成一行后重新上传。")

    def _gone(self, body: Body) -> None:
        deed = partial(_close, body)
        sentence = "表里没有这个单位。不勾选则保留不动；勾选后自生效日起撤销。"
        self.plan.changes.append(Change(ChangeKind.GONE, body.name, (sentence,), ref=body.ref, deed=deed))


def _grouped(rows: Iterable[R]) -> dict[int, list[R]]:
    """Names or duties by their body."""
    found: dict[int, list[R]] = {}
    for row in rows:
        found.setdefault(row.body_id, []).append(row)
    return found


def _lines(cell: str) -> list[str]:
    return [NUMBERED.sub("", line).strip() for line in cell.splitlines() if line.strip()]


def _duties(row: Row) -> tuple[DutyText, ...]:
    """Duties of a row, one a line; keywords stand on the line with the same number, 无 for none."""
    words = _lines(row["keywords"])
    return tuple(
        DutyText(text, tuple(parted(words[place])) if place < len(words) and words[place] != "无" else ())
        for place, text in enumerate(_lines(row["duties"]))
    )


def _shown(value: object) -> str:
    if isinstance(value, BodyKind):
        return str(value.label)
    if value in BodyKind.values:
        return str(BodyKind(str(value)).label)
    return str(value) if value not in (None, "") else "（无）"


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a row changes of a known body; empty parts are left alone."""

    values: dict[str, object]
    short_name: str
    aliases: list[str]
    duties: tuple[DutyText, ...]

    def write(self, body: Body, writing: Writing) -> None:
        by, at, on = writing.by, writing.at, writing.on
        if self.values:
            revise_body(body, by=by, at=at, values=self.values)
        if self.short_name:
            rename(body, by=by, at=at, name=body.name, short_name=self.short_name, on=on)
        if self.aliases:
            set_aliases(body, by=by, at=at, aliases=self.aliases)
        if self.duties:
            set_duties(body, by=by, at=at, duties=self.duties, on=on)


def _close(body: Body, writing: Writing) -> None:
    close_body(body, by=writing.by, at=writing.at, on=writing.on, reason="机构名录导入")
