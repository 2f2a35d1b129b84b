"""The cast: 周敏 supervises, 李强 answers for his bureau, 王芳 is from another one, 陈静 supervises in the next county.

A small office made through operations; tests that need the whole sample city load it themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, found_body, found_office
from luoshi.journal.acting import Acting
from luoshi.people.accounts.acting import acting_for
from luoshi.people.accounts.operations import grant_role, open_account
from luoshi.people.models import Account, Role

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 9)
PASSWORD = "Anlan-2026"


@dataclass(frozen=True)
class Cast:
    """Two offices, two bureaus, and everyone's account by login."""

    city: Office
    county: Office
    education: Body
    water: Body
    accounts: dict[str, Account]

    def acting(self, login: str) -> Acting:
        return acting_for(self.accounts[login], on=DAY, address="10.0.0.8")


@pytest.fixture
def cast(db: None, settings: object) -> Cast:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    system = Acting.system(None)
    city = found_office(None, by=system, at=AT, name="安澜市人民政府办公室")
    county = found_office(None, by=system, at=AT, name="临溪县人民政府办公室")
    education, water = (
        found_body(
            city, by=system, at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name=name, protocol_order=order)
        )
        for name, order in (("市教育局", 10), ("市水务局", 20))
    )
    wanted: tuple[tuple[str, str, Office, Role, Body | None], ...] = (
        ("zhoumin", "周敏", city, Role.SUPERVISOR, None),
        ("liqiang", "李强", city, Role.LIAISON, education),
        ("wangfang", "王芳", city, Role.LIAISON, water),
        ("sysadmin", "钱多", city, Role.SYSTEM_ADMIN, None),
        ("secadmin", "孙安", city, Role.SECURITY_ADMIN, None),
        ("auditor", "吴审", city, Role.AUDITOR, None),
        ("chenjing", "陈静", county, Role.SUPERVISOR, None),
    )
    accounts = {}
    for login, name, office, role, body in wanted:
        account = open_account(
            office, by=system, at=AT, login=login, name=name, password=PASSWORD, must_change_password=False
        )
        grant_role(account, by=system, at=AT, role=role, body=body)
        accounts[login] = account
    return Cast(city, county, education, water, accounts)


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[str], Client]:
    """A client that has signed in through the page."""

    def sign_in(login: str) -> Client:
        client = Client()
        answer = client.post("/sign-in/", {"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return sign_in
