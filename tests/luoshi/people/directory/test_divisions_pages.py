"""The pages of the divisions: everyone of an office reads them, only the system administrator changes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import AT, Cast
from luoshi.bodies.models import Jurisdiction, JurisdictionKind
from luoshi.bodies.operations import found_jurisdiction, succeed_jurisdiction
from luoshi.journal.acting import Acting

SYSTEM = Acting.system(None)
KIND = JurisdictionKind
SignIn = Callable[[str], Client]


def enter(parent: Jurisdiction | None, code: str, name: str, kind: JurisdictionKind) -> Jurisdiction:
    return found_jurisdiction(parent, by=SYSTEM, at=AT, code=code, name=name, kind=kind)


@pytest.fixture
def county(cast: Cast) -> Jurisdiction:
    province = enter(None, "990000", "云泽省", KIND.PROVINCE)
    return enter(enter(province, "992300", "海屏州", KIND.PREFECTURE), "992301", "安澜市", KIND.COUNTY)


@pytest.fixture
def township(county: Jurisdiction) -> Jurisdiction:
    return enter(county, "992301101", "云溪镇", KIND.TOWNSHIP)


def new(parent: Jurisdiction, **given: str) -> dict[str, str]:
    wanted = {"kind": "township", "parent": parent.ref, "code": "992301102", "name": "青石镇", "valid_from": ""}
    return wanted | {"token": "once"} | given


def test_a_division_is_entered_once_however_often_it_is_sent(county: Jurisdiction, signed_in: SignIn) -> None:
    client = signed_in("sysadmin")
    for _ in range(2):
        assert client.post("/directory/divisions/new/", new(county)).status_code == 302
    assert Jurisdiction.objects.get(code="992301102").name == "青石镇"
    assert "青石镇" in client.get("/directory/divisions/").content.decode()


def test_a_code_that_does_not_fit_is_told_beside_its_field(county: Jurisdiction, signed_in: SignIn) -> None:
    answer = signed_in("sysadmin").post("/directory/divisions/new/", new(county, code="992302102"))
    assert answer.status_code == 422
    assert "不衔接" in answer.content.decode()


def test_a_village_directly_below_a_county_is_refused(county: Jurisdiction, signed_in: SignIn) -> None:
    answer = signed_in("sysadmin").post("/directory/divisions/new/", new(county, kind="village", code="992301101001"))
    assert answer.status_code == 422
    assert "村（社区）的上级是乡镇（街道）" in answer.content.decode()


def test_what_took_over_is_shown_and_the_day_before_shows_the_old_one(
    county: Jurisdiction, township: Jurisdiction, signed_in: SignIn
) -> None:
    other = enter(county, "992301103", "白鹭镇", KIND.TOWNSHIP)
    client = signed_in("sysadmin")
    sent = {"successors": [other.ref], "on": "2026-03-01", "seen_seq": str(township.seq), "token": "one"}
    assert client.post(f"/directory/divisions/{township.ref}/succeed/", sent).status_code == 302
    now = client.get("/directory/divisions/", {"on": "2026-03-02"}).content.decode()
    assert "由白鹭镇（992301103）接替" in now
    assert "1 个乡镇街道" in now
    assert "2 个乡镇街道" in client.get("/directory/divisions/", {"on": "2026-02-28"}).content.decode()


def test_a_supervisor_reads_the_divisions_and_cannot_change_them(township: Jurisdiction, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    page = client.get("/directory/divisions/").content.decode()
    assert "云溪镇" in page
    assert "撤并</a>" not in page
    assert client.get("/directory/divisions/new/").status_code == 403
    assert client.get(f"/directory/divisions/{township.ref}/succeed/").status_code == 403


def test_the_page_asks_as_often_for_one_township_as_for_twenty(
    county: Jurisdiction, township: Jurisdiction, signed_in: SignIn
) -> None:
    client, counts = signed_in("zhoumin"), []
    for number in range(20):
        if number in (1, 19):
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/directory/divisions/").status_code == 200
            counts.append(len(queries))
        row = enter(county, f"9923012{number:02}", f"第{number}镇", KIND.TOWNSHIP)
        enter(row, f"9923012{number:02}001", f"第{number}村", KIND.VILLAGE)
        ended = enter(county, f"9923013{number:02}", f"旧{number}镇", KIND.TOWNSHIP)
        succeed_jurisdiction(ended, by=SYSTEM, at=AT, successors=[row], on=dt.date(2026, 3, 1))
    assert counts[0] == counts[1]
