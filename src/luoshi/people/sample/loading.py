"""Entering the sample offices."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, TypeAlias

from luoshi.bodies.models import Body, BodyKind, Jurisdiction, JurisdictionKind, Office
from luoshi.bodies.names import Naming
from luoshi.bodies.operations import BodyDetails, DutyText, found_body, found_jurisdiction, found_office, merge
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.people.directory.operations import Line, appoint, found_person, found_post, set_portfolio, set_stand_in
from luoshi.people.models import Person, Post, PostKind, Relation

CITY = "安澜市人民政府办公室"
COUNTY = "临溪县人民政府办公室"

Data: TypeAlias = dict[str, Any]
_RELATIONS = {
    "leads": Relation.LEADS,
    "manages": Relation.MANAGES,
    "assists": Relation.ASSISTS,
    "contacts": Relation.CONTACTS,
}
_TOWNSHIP_DUTIES = (
    "负责辖区经济发展、公共服务、安全稳定和基层治理｜{short}、辖区、属地",
    "组织辖区农业生产、人居环境整治和防灾避险｜{short}农业、{short}环境整治、{short}防汛",
)


def load(*, at: dt.datetime) -> tuple[Office, Office]:
    """The two sample offices: entered when they are not there yet, in one transaction each, else left as they are."""
    return _city(at=at), _county(at=at)


def _city(*, at: dt.datetime) -> Office:
    data = _read("anlan_divisions") | _read("anlan_bodies") | _read("anlan_people") | _read("anlan_portfolio")
    return Office.objects.filter(name=CITY).first() or _enter(None, by=Acting.system(None), at=at, name=CITY, data=data)


def _county(*, at: dt.datetime) -> Office:
    data = _read("linxi")
    known = Office.objects.filter(name=COUNTY).first()
    return known or _enter(None, by=Acting.system(None), at=at, name=COUNTY, data=data)


def _read(name: str) -> Data:
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@operation("sample.load")
def _enter(_nothing: None, *, by: Acting, at: dt.datetime, name: str, data: Data) -> Office:
    """Enter one office with everything in ``data``."""
    county = data["county"]
    office = found_office(None, by=by, at=at, name=name, jurisdiction_code=county["code"])
    entering = _Entering(office, by, at, Naming(county["name"]))
    entering.divisions(data)
    entering.bodies(data)
    entering.people(data["people"])
    entering.portfolios(data)
    return office


@dataclass(slots=True)
class _Entering:
    """What has been entered so far, by the short names that the data use."""

    office: Office
    by: Acting
    at: dt.datetime
    naming: Naming
    townships: dict[str, Jurisdiction] = field(default_factory=dict)
    entered: dict[str, Body] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    seats: list[Post] = field(default_factory=list)
    phones: dict[str, str] = field(default_factory=dict)

    def divisions(self, data: Data) -> None:
        superior: Jurisdiction | None = None
        for kind in (JurisdictionKind.PROVINCE, JurisdictionKind.PREFECTURE, JurisdictionKind.COUNTY):
            if row := data.get(kind.value):
                known = Jurisdiction.objects.filter(code=row["code"]).first()
                superior = known or self._division(superior, row["code"], row["name"], kind)
        for row in data["townships"]:
            township = self._division(superior, row["code"], row["name"], JurisdictionKind.TOWNSHIP)
            self.townships[row["name"]] = township
            for number, village in enumerate(row["villages"], start=1):
                self._division(township, f"{row['code']}{number:03}", village, JurisdictionKind.VILLAGE)

    def _division(self, superior: Jurisdiction | None, code: str, name: str, kind: JurisdictionKind) -> Jurisdiction:
        return found_jurisdiction(superior, by=self.by, at=self.at, code=code, name=name, kind=kind)

    def bodies(self, data: Data) -> None:
        for unit, _name, _title, _kind, phone, _mobile in data["people"]:
            self.phones.setdefault(unit, phone)
        for order, row in enumerate(data["bodies"], start=1):
            self._body(row, BodyKind(row["kind"]), order * 10)
            if "was" in row:
                self._merged(row)
        for order, (name, division) in enumerate(self.townships.items(), start=1):
            full = f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
            duties = "\n".join(line.format(short=name) for line in _TOWNSHIP_DUTIES)
            row = {"name": full, "short": name, "duties": duties}
            self._body(row, BodyKind.TOWNSHIP, 5000 + order * 10, division)

    def _body(self, row: Data, kind: BodyKind, order: int, division: Jurisdiction | None = None) -> None:
        details = BodyDetails(
            kind=kind,
            name=row["name"],
            short_name=row["short"],
            aliases=tuple(row.get("aliases", ())),
            duties=_duties(row["duties"]),
            parent=self.entered[row["parent"]] if "parent" in row else None,
            jurisdiction=division,
            protocol_order=order,
            phone=self.phones.get(row["short"], ""),
        )
        body = found_body(self.office, by=self.by, at=self.at, details=details, naming=self.naming)
        self.entered[body.short_name] = body

    def _merged(self, row: Data) -> None:
        """A body that this one absorbed: its name and its duties are part of the past that a demo must show."""
        name, day = row["was"]
        details = BodyDetails(
            kind=BodyKind.DEPARTMENT, name=name, short_name=self.naming.short(name), duties=_duties(row["was_duties"])
        )
        other = found_body(self.office, by=self.by, at=self.at, details=details, naming=self.naming)
        body = self.entered[row["short"]]
        on = dt.date.fromisoformat(day)
        self.entered[row["short"]] = merge(body, by=self.by, at=self.at, others=[other], on=on)

    def people(self, rows: list[list[str]]) -> None:
        orders: defaultdict[str, int] = defaultdict(int)
        for unit, name, title, kind, phone, mobile in rows:
            orders[unit] += 10
            post = found_post(
                self.entered[unit],
                by=self.by,
                at=self.at,
                title=title,
                kind=PostKind(kind),
                protocol_order=orders[unit],
            )
            if name not in self.persons:
                values = {"name": name, "phone": phone, "mobile": mobile}
                self.persons[name] = found_person(self.office, by=self.by, at=self.at, values=values)
            appoint(post, by=self.by, at=self.at, person=self.persons[name], on=None)
            if kind == PostKind.LEADER:
                self.seats.append(post)

    def portfolios(self, data: Data) -> None:
        since = data.get("since")
        on = dt.date.fromisoformat(since) if since else None
        for row in data["leaders"]:
            lines = [
                Line(relation, **self._what(key, what))
                for key, relation in _RELATIONS.items()
                for what in row.get(key, ())
            ]
            post = self.seats[row["seat"] - 1]
            set_portfolio(post, by=self.by, at=self.at, lines=lines, on=on, basis=data.get("basis", ""))
        for seat, deputy in data.get("stand_ins", ()):
            set_stand_in(self.seats[seat - 1], by=self.by, at=self.at, deputy=self.seats[deputy - 1])

    def _what(self, key: str, what: str) -> Data:
        return {"field": what} if key == "leads" else {"body": self.entered[what]}


def _duties(text: str) -> tuple[DutyText, ...]:
    """Duties from lines ``words｜keyword、keyword``."""
    parts = (line.partition("｜") for line in text.splitlines() if line.strip())
    return tuple(DutyText(words.strip(), tuple(keywords.split("、"))) for words, _, keywords in parts)
