"""Every write of posts, tenures, stand-ins and portfolios, as verbs of the office.

What decides who holds a post or leads a body is changed under the lock of the post, so two clerks cannot fill one post twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.bodies.access import belongs, require_keeper
from luoshi.bodies.models import Body, Office
from luoshi.bodies.operations.changing import ONE_DAY
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record, revise
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.keys.api import destroy, equality_digest
from luoshi.people.models import Manner, Person, Portfolio, Post, PostKind, Relation, StandIn, Tenure

PERSON_FIELDS = ("name", "phone", "mobile")
POST_FIELDS = ("body", "title", "kind", "exclusive", "protocol_order")
_TENURE_FIELDS = ("post", "person", "manner", "valid_from", "valid_to", "void")
_STAND_IN_FIELDS = ("post", "deputy", "reason", "valid_from", "valid_to", "void")
_LINE_FIELDS = ("post", "relation", "body", "field", "basis", "position", "valid_from", "valid_to", "void")


@operation("person.found")
def found_person(
    office: Office, *, by: Acting, at: dt.datetime, values: Mapping[str, object], token: str = ""
) -> Person:
    """Enter a person; ``values`` are fields of ``PERSON_FIELDS``. Two people may bear one name."""
    require_keeper(by, office.pk)
    _refuse_unknown(values, PERSON_FIELDS)
    person = Person(office=office, **values)
    if not person.name.strip():
        raise Refused("请填写姓名。", field="name")
    person.mobile_digest = mobile_digest(str(values.get("mobile") or ""))
    return found(person, "person.found", values, by=by, at=at)


@operation("person.revise")
def revise_person(
    person: Person,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, object],
    token: str = "",
    seen_seq: int | None = None,
) -> Person:
    """Change what is known of a person."""
    require_keeper(by, person.office_id)
    _refuse_unknown(values, PERSON_FIELDS)
    if not str(values.get("name", person.name)).strip():
        raise Refused("请填写姓名。", field="name")
    revise(person, "person.revised", values, by=by, at=at)
    if "mobile" in values:
        person.mobile_digest = mobile_digest(str(values["mobile"] or ""))
        Person.objects.filter(pk=person.pk).update(mobile_digest=person.mobile_digest)
    return person


@operation("person.erase")
def erase_person(
    person: Person, *, by: Acting, at: dt.datetime, reason: str, token: str = "", seen_seq: int | None = None
) -> Person:
    """Erase what is kept of a person under the person's own key, in the table, in the journal and in every backup to come.

    Name and posts stay: they are the office's record of who decided. The key is destroyed and cannot be made again (个人信息保护法第四十七条).
    """
    if not belongs(by, person.office_id):
        raise Unseen
    if not by.has("security_admin", "system_admin"):
        raise Denied("个人信息由安全管理员按规定删除。请把要求转给安全管理员。")
    if not reason.strip():
        raise Refused("请写明删除的依据，例如“本人要求，已调离”。", field="reason")
    destroy(person.ref, at=at)
    person.mobile, person.mobile_digest = None, ""
    record(person, "person.erased", {"reason": reason.strip()}, by=by, at=at, save=("mobile", "mobile_digest"))
    return person


def mobile_digest(mobile: str) -> str:
    """What two mobile numbers are compared by; empty for none."""
    return equality_digest("mobile", mobile) if mobile else ""


@operation("post.found")
def found_post(
    body: Body,
    *,
    by: Acting,
    at: dt.datetime,
    title: str,
    kind: PostKind,
    exclusive: bool = True,
    protocol_order: int = 1000,
    token: str = "",
) -> Post:
    """Enter a post of a body. Several posts may have one title (deputy mayors); each is a seat of its own."""
    require_keeper(by, body.office_id)
    if not title.strip():
        raise Refused("请填写职务名称。", field="title")
    if body.closed_on is not None:
        raise Refused(f"“{body.name}”已撤销，不能再设岗位。", field="body")
    post = Post(
        office_id=body.office_id,
        body=body,
        title=title.strip(),
        kind=kind,
        exclusive=exclusive,
        protocol_order=protocol_order,
    )
    return found(post, "post.found", POST_FIELDS, by=by, at=at)


@operation("post.revise")
def revise_post(
    post: Post,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, object],
    token: str = "",
    seen_seq: int | None = None,
) -> Post:
    """Change a post; its holders and its portfolio stay with it, also when it moves to another body."""
    require_keeper(by, post.office_id)
    _refuse_unknown(values, POST_FIELDS)
    body = values.get("body")
    if isinstance(body, Body) and body.office_id != post.office_id:
        raise Refused("所选单位不在本办公机构的名录里，请重新选择。", field="body")
    if not str(values.get("title", post.title)).strip():
        raise Refused("请填写职务名称。", field="title")
    return revise(post, "post.revised", values, by=by, at=at)


@operation("post.close")
def close_post(
    post: Post, *, by: Acting, at: dt.datetime, on: dt.date, token: str = "", seen_seq: int | None = None
) -> Post:
    """Abolish a post: ``on`` is the first day without it. Nobody may hold it, and no portfolio belong to it, from then on."""
    require_keeper(by, post.office_id)
    holder = post.tenures.overlapping(on, None).select_related("person").first()
    if holder is not None:
        raise Refused(f"“{post.title}”还由{holder.person.name}担任，请先办理离任。", field="on")
    if post.portfolio.overlapping(on, None).exists():
        raise Refused(f"“{post.title}”还有分工，请先把分工调整给其他领导。", field="on")
    return revise(post, "post.closed", {"closed_on": on}, by=by, at=at)


@operation("post.appoint")
def appoint(
    post: Post,
    *,
    by: Acting,
    at: dt.datetime,
    person: Person,
    on: dt.date | None,
    manner: Manner = Manner.REGULAR,
    relieve: bool = False,
    token: str = "",
    seen_seq: int | None = None,
) -> Tenure:
    """Let a person hold the post from a day (``None``: since nobody recorded when).

    An exclusive post that is held is refused, unless ``relieve`` lets the holder's tenure end the day before; someone acting does
    so beside the holder.
    """
    require_keeper(by, post.office_id)
    if person.office_id != post.office_id:
        raise Refused("所选人员不在本办公机构的名录里，请重新选择。", field="person")
    if post.closed_on is not None and (on is None or on >= post.closed_on):
        raise Refused(f"“{post.title}”已于{post.closed_on.isoformat()}撤销。", field="on")
    for other in post.tenures.overlapping(on, None).select_related("person").order_by("id"):
        if other.person_id == person.pk:
            raise Refused(f"{person.name}已担任“{post.title}”，不必重复办理。", field="person")
        if post.exclusive and other.manner == manner:
            _make_room(other, on=on, relieve=relieve, successor=person, by=by, at=at)
    tenure = Tenure(office_id=post.office_id, post=post, person=person, manner=manner, valid_from=on)
    return found(tenure, "tenure.begun", _TENURE_FIELDS, by=by, at=at)


@operation("post.appoint_by_name")
def appoint_by_name(
    post: Post,
    *,
    by: Acting,
    at: dt.datetime,
    person: Person | None,
    name: str,
    on: dt.date | None,
    manner: Manner = Manner.REGULAR,
    relieve: bool = False,
    token: str = "",
) -> Tenure:
    """Appoint someone known, or a new person by name, in one act."""
    known = person or found_person(post.office, by=by, at=at, values={"name": name.strip()})
    return appoint(post, by=by, at=at, person=known, on=on, manner=manner, relieve=relieve)


def _make_room(
    tenure: Tenure, *, on: dt.date | None, relieve: bool, successor: Person, by: Acting, at: dt.datetime
) -> None:
    """End the tenure that stands in the way, or refuse with what to do about it."""
    name, title = tenure.person.name, tenure.post.title
    if not relieve:
        raise Refused(f"“{title}”现由{name}担任。如由{successor.name}接任，请选择“接替现任”。", field="relieve")
    if on is None or (tenure.valid_from is not None and tenure.valid_from >= on):
        raise Refused(f"接任日期要晚于{name}任职的第一天。", field="on")
    end_tenure(tenure, by=by, at=at, last=on - ONE_DAY)


@operation("tenure.end")
def end_tenure(
    tenure: Tenure, *, by: Acting, at: dt.datetime, last: dt.date, token: str = "", seen_seq: int | None = None
) -> Tenure:
    """End a tenure; ``last`` is the last day. The duties stay with the post."""
    require_keeper(by, tenure.office_id)
    _refuse_backwards(tenure.valid_from, last)
    return revise(tenure, "tenure.ended", {"valid_to": last}, by=by, at=at)


@operation("tenure.void")
def void_tenure(tenure: Tenure, *, by: Acting, at: dt.datetime, token: str = "", seen_seq: int | None = None) -> Tenure:
    """Mark a tenure as entered by mistake: it never was."""
    require_keeper(by, tenure.office_id)
    return revise(tenure, "tenure.voided", {"void": True}, by=by, at=at)


@operation("post.stand_in")
def set_stand_in(
    post: Post,
    *,
    by: Acting,
    at: dt.datetime,
    deputy: Post,
    first: dt.date | None = None,
    last: dt.date | None = None,
    reason: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> StandIn:
    """Let the holder of another post act for the holder of this one (AB角), always or for some days."""
    require_keeper(by, post.office_id)
    if deputy.pk == post.pk:
        raise Refused("A角和B角不能是同一个岗位。", field="deputy")
    if deputy.office_id != post.office_id:
        raise Refused("所选岗位不在本办公机构的名录里，请重新选择。", field="deputy")
    if first is not None and last is not None:
        _refuse_backwards(first, last, field="last")
    if post.stand_ins.overlapping(first, last).filter(deputy=deputy).exists():
        raise Refused("这段时间已登记过相同的AB角，不必重复登记。", field="deputy")
    row = StandIn(
        office_id=post.office_id, post=post, deputy=deputy, reason=reason.strip(), valid_from=first, valid_to=last
    )
    return found(row, "stand_in.set", _STAND_IN_FIELDS, by=by, at=at)


@operation("stand_in.end")
def end_stand_in(
    stand_in: StandIn, *, by: Acting, at: dt.datetime, last: dt.date, token: str = "", seen_seq: int | None = None
) -> StandIn:
    """End a stand-in; ``last`` is the last day."""
    require_keeper(by, stand_in.office_id)
    _refuse_backwards(stand_in.valid_from, last)
    return revise(stand_in, "stand_in.ended", {"valid_to": last}, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a leader's division of work: a body, or a field in words."""

    relation: Relation
    body: Body | None = None
    field: str = ""

    @property
    def key(self) -> tuple[str, int | None, str]:
        return (self.relation.value, self.body.pk if self.body else None, self.field)


@operation("post.set_portfolio")
def set_portfolio(
    post: Post,
    *,
    by: Acting,
    at: dt.datetime,
    lines: Sequence[Line],
    on: dt.date | None,
    basis: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> Post:
    """Make these lines the post's portfolio.

    With a day they hold from it: lines left out end the day before, lines that go on keep their first day. Without one the
    portfolio is put right: lines left out were entered by mistake, new ones hold as far back as is known.
    """
    require_keeper(by, post.office_id)
    if any(line.body is not None and line.body.office_id != post.office_id for line in lines):
        raise Refused("所选单位不在本办公机构的名录里，请重新选择。", field="lines")
    going_on = {_line_key(row): row for row in post.portfolio.standing().filter(valid_to=None).select_related("body")}
    for position, line in enumerate({line.key: line for line in lines}.values(), start=1):
        row = going_on.pop(line.key, None)
        if row is not None:
            revise(row, "portfolio.moved", {"position": position}, by=by, at=at)
        else:
            _add_line(post, line, position, on=on, basis=basis, by=by, at=at)
    for row in going_on.values():
        if on is None or (row.valid_from is not None and row.valid_from >= on):
            revise(row, "portfolio.voided", {"void": True}, by=by, at=at)
        else:
            revise(row, "portfolio.ended", {"valid_to": on - ONE_DAY}, by=by, at=at)
    return post


def _add_line(
    post: Post, line: Line, position: int, *, on: dt.date | None, basis: str, by: Acting, at: dt.datetime
) -> None:
    if line.body is None and not line.field.strip():
        raise Refused("每一行分工要写明单位或领域。", field="lines")
    row = Portfolio(
        office_id=post.office_id,
        post=post,
        relation=line.relation,
        body=line.body,
        field="" if line.body is not None else line.field.strip(),
        basis=basis.strip(),
        position=position,
        valid_from=on,
    )
    found(row, "portfolio.set", _LINE_FIELDS, by=by, at=at)


def _line_key(row: Portfolio) -> tuple[str, int | None, str]:
    return (row.relation, row.body_id, row.field)


def _refuse_backwards(first: dt.date | None, last: dt.date, *, field: str = "last") -> None:
    if first is not None and last < first:
        raise Refused(f"结束日期不能早于开始日期（{first.isoformat()}）。", field=field)


def _refuse_unknown(values: Mapping[str, object], known: Sequence[str]) -> None:
    if unknown := set(values) - set(known):
        msg = f"unknown fields: {sorted(unknown)}"
        raise ValueError(msg)
