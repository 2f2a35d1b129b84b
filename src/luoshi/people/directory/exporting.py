"""The directory as workbooks, in the columns in which it comes in, so that what goes out comes back as “no change”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from luoshi.bodies.access import require_keeper
from luoshi.bodies.models import Body, BodyKind, Duty, NameKind, Office
from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct
from luoshi.people.directory.importing.intake import IMPORTS, ImportKind
from luoshi.people.models import Portfolio, Post, PostKind, Relation, StandIn, Tenure
from luoshi.sheets import OutColumn, workbook

_WIDTHS = {
    "name": 26,
    "duties": 60,
    "keywords": 40,
    "aliases": 24,
    "work": 40,
    "manages": 44,
    "contacts": 30,
    "body": 20,
}
_NOTES = {
    ImportKind.BODIES: (
        "一行一个单位。必填：机构全称；新单位还要填类别。其余可以留空，留空的单元格不会改动名录里已有的内容。",
        "上级单位写全称或规范简称，并排在下级单位之前。别名、职责关键词用顿号分开。",
        "主要职责一行一项（单元格内按 Alt+Enter 换行）；职责关键词与职责一行对一行，没有关键词的写“无”。",
        "表里没有的单位不会被删除，导入时由您逐个勾选是否撤销。更名、合并、分设请在单位页面办理。",
    ),
    ImportKind.LEADERS: (
        "一行一位领导，写出他的全部分工；表里没有的领导不受影响。",
        "分管领域可以照抄文件，例如：负责市政府常务工作；分管发展改革、财政等工作。",
        "分管单位、联系单位写规范简称，用顿号分开；名录里没有的单位，导入时逐个认定，或按原文记入。",
        "AB角写B角的姓名：这位领导不在岗时由他代为办理。",
    ),
    ImportKind.CONTACTS: (
        "一人一行；一人几个职务就写几行。单位写规范简称，也可以让单位独占一行、下面列人。",
        "几个号码用顿号分开。联络员请在职务或备注里写“联络员”。",
        "表里没有出现的单位不受影响；出现的单位里少了的人，导入时由您逐个勾选是否离任。",
    ),
}


def export_table(office: Office, kind: ImportKind, *, by: Acting, at: dt.datetime, on: dt.date) -> bytes:
    """A workbook of what holds on a day; only for keepers of the directory, with a line in the access log."""
    require_keeper(by, office.pk)
    rows = list(_ROWS[kind](office, on))
    log_access(
        AccessAct.EXPORTED, by=by, at=at, operation=f"directory.{kind.value}", detail=f"{kind.label} {len(rows)} 行"
    )
    return workbook(kind.label, f"{kind.label}（{on.isoformat()}）", _columns(kind), rows, notes=_NOTES[kind])


def blank_table(kind: ImportKind) -> bytes:
    """The template: the columns with nothing below them, and how to fill them in."""
    return workbook(kind.label, kind.label, _columns(kind), (), notes=_NOTES[kind])


def _columns(kind: ImportKind) -> list[OutColumn]:
    return [
        OutColumn(
            column.title,
            width=_WIDTHS.get(column.key, 14),
            choices=tuple(BodyKind.labels) if column.key == "kind" else (),
            note="必填" if column.required else "",
        )
        for column in IMPORTS[kind].columns
    ]


def _bodies(office: Office, on: dt.date) -> Iterator[Sequence[str]]:
    bodies = Body.objects.filter(office=office).existing(on).select_related("parent", "jurisdiction")
    for body in bodies.prefetch_related("names", "duties"):
        aliases = [row.name for row in body.names.all() if row.kind == NameKind.ALIAS and row.holds(on)]
        duties = [duty for duty in body.duties.all() if duty.holds(on)]
        yield (
            body.name,
            body.short_name,
            "、".join(aliases),
            body.get_kind_display(),
            str(body.parent or ""),
            body.jurisdiction.code if body.jurisdiction else "",
            str(body.protocol_order),
            body.phone,
            body.address,
            body.opened_on.isoformat() if body.opened_on else "",
            "\n".join(duty.text for duty in duties),
            _keywords(duties),
        )


def _keywords(duties: Sequence[Duty]) -> str:
    lines = [duty.keywords or "无" for duty in duties]
    return "\n".join(lines) if any(duty.keywords for duty in duties) else ""


def _leaders(office: Office, on: dt.date) -> Iterator[Sequence[str]]:
    lines: dict[int, list[Portfolio]] = {}
    for line in Portfolio.objects.on(on).filter(office=office).select_related("body"):
        lines.setdefault(line.post_id, []).append(line)
    tenures = Tenure.objects.on(on).filter(office=office, post__kind=PostKind.LEADER)
    pairs = _pairs(office, on)
    for tenure in tenures.select_related("person", "post"):
        own = lines.get(tenure.post_id, [])
        if own:
            yield (
                tenure.person.name,
                tenure.post.title,
                _work(own),
                *(_listed(own, relation) for relation in (Relation.MANAGES, Relation.ASSISTS, Relation.CONTACTS)),
                "、".join(pairs.get(tenure.post_id, ())),
                own[0].basis,
            )


def _pairs(office: Office, on: dt.date) -> dict[int, list[str]]:
    """The names of those who act for the holder of a post (AB角), by post."""
    rows = StandIn.objects.on(on).filter(office=office)
    holders: dict[int, list[str]] = {}
    for tenure in Tenure.objects.on(on).filter(post__in=rows.values("deputy")).select_related("person"):
        holders.setdefault(tenure.post_id, []).append(tenure.person.name)
    pairs: dict[int, list[str]] = {}
    for row in rows:
        pairs.setdefault(row.post_id, []).extend(holders.get(row.deputy_id, ()))
    return pairs


def _work(lines: Sequence[Portfolio]) -> str:
    """The fields of work in words, a clause for every relation; bodies that are led outright stand there too."""
    clauses = []
    for relation in Relation:
        items = [str(line.body or line.field) for line in lines if line.relation == relation and _in_words(line)]
        if items:
            clauses.append(f"{relation.label}{'、'.join(items)}")
    return "；".join(clauses)


def _in_words(line: Portfolio) -> bool:
    return bool(line.field) or line.relation == Relation.LEADS


def _listed(lines: Sequence[Portfolio], relation: Relation) -> str:
    return "、".join(str(line.body) for line in lines if line.body is not None and line.relation == relation)


def _contacts(office: Office, on: dt.date) -> Iterator[Sequence[str]]:
    posts = {post.pk: post for post in Post.objects.existing(on).filter(office=office).select_related("body")}
    for tenure in Tenure.objects.on(on).filter(office=office).select_related("person"):
        if (post := posts.get(tenure.post_id)) is not None:
            person = tenure.person
            mobile = person.mobile.reveal() if person.mobile is not None else ""
            yield (str(post.body), person.name, post.title, person.phone, mobile, "")


_ROWS = {ImportKind.BODIES: _bodies, ImportKind.LEADERS: _leaders, ImportKind.CONTACTS: _contacts}
