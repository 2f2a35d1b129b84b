"""A small office: the government with a mayor's and a deputy's post, two bureaus, and who acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, found_body, found_office
from luoshi.journal.acting import Acting
from luoshi.people.directory.operations import found_person, found_post
from luoshi.people.models import Person, Post, PostKind

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 9)
LATER = dt.date(2026, 6, 1)
SYSTEM = Acting.system(None)


@pytest.fixture
def office(db: None) -> Office:
    return found_office(None, by=SYSTEM, at=AT, name="安澜市人民政府办公室")


@pytest.fixture
def next_office(db: None) -> Office:
    return found_office(None, by=SYSTEM, at=AT, name="临溪县人民政府办公室")


@pytest.fixture
def zhoumin(office: Office) -> Acting:
    """周敏 supervises and keeps the directory of her office."""
    return Acting(office=office.pk, account="zhoumin", name="周敏", roles=frozenset({"supervisor"}))


@pytest.fixture
def liqiang(office: Office) -> Acting:
    """李强 answers for his bureau; he reads the directory."""
    return Acting(office=office.pk, account="liqiang", name="李强", roles=frozenset({"liaison"}))


@pytest.fixture
def chenjing(next_office: Office) -> Acting:
    """陈静 supervises in the next county."""
    return Acting(office=next_office.pk, account="chenjing", name="陈静", roles=frozenset({"supervisor"}))


@pytest.fixture
def body(office: Office, zhoumin: Acting) -> Callable[..., Body]:
    def make(name: str, *, kind: BodyKind = BodyKind.DEPARTMENT, order: int = 100, parent: Body | None = None) -> Body:
        details = BodyDetails(kind=kind, name=name, protocol_order=order, parent=parent)
        return found_body(office, by=zhoumin, at=AT, details=details)

    return make


@pytest.fixture
def person(office: Office, zhoumin: Acting) -> Callable[[str], Person]:
    return lambda name: found_person(office, by=zhoumin, at=AT, values={"name": name})


@pytest.fixture
def government(body: Callable[..., Body]) -> Body:
    return body("安澜市人民政府", kind=BodyKind.GOVERNMENT, order=1)


@pytest.fixture
def education(body: Callable[..., Body]) -> Body:
    return body("市教育局", order=20)


@pytest.fixture
def mayor(government: Body, zhoumin: Acting) -> Post:
    return found_post(government, by=zhoumin, at=AT, title="市长", kind=PostKind.LEADER, protocol_order=1)


@pytest.fixture
def deputy_mayor(government: Body, zhoumin: Acting) -> Post:
    return found_post(government, by=zhoumin, at=AT, title="副市长", kind=PostKind.LEADER, protocol_order=2)
