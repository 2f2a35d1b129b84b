"""An office of an invented city, one of the next county, and who acts in them."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, DutyText, found_body, found_office
from luoshi.journal.acting import Acting

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
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
def education(office: Office, zhoumin: Acting) -> Body:
    details = BodyDetails(
        kind=BodyKind.DEPARTMENT,
        name="安澜市教育局",
        short_name="市教育局",
        aliases=("教育局机关",),
        duties=(
            DutyText("统筹管理全市各级各类教育", ("教育", "学校")),
            DutyText("负责校园安全的指导监督", ("校园安全", "校车")),
        ),
        protocol_order=20,
        opened_on=dt.date(2019, 3, 1),
    )
    return found_body(office, by=zhoumin, at=AT, details=details)


def bureau(office: Office, by: Acting, name: str, *, order: int = 100, duties: tuple[str, ...] = ()) -> Body:
    """A department with these duties and nothing else."""
    texts = tuple(DutyText(text) for text in duties)
    details = BodyDetails(kind=BodyKind.DEPARTMENT, name=name, protocol_order=order, duties=texts)
    return found_body(office, by=by, at=AT, details=details)
