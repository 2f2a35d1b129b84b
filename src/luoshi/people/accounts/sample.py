"""The logins of the sample city, for the demonstration and the tests."""

from __future__ import annotations

import datetime as dt

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.people.accounts.operations import grant_role, open_account
from luoshi.people.models import Account, Person, Role

PASSWORD = "Anlan-2026"  # noqa: S105  (of invented people in an invented city)

LOGINS: tuple[tuple[str, str, Role, str], ...] = (
    ("zhoumin", "周敏", Role.SUPERVISOR, ""),
    ("cenxiaohe", "岑晓禾", Role.CLERK, ""),
    ("liqiang", "李强", Role.LIAISON, "市教育局"),
    ("wangfang", "王芳", Role.LIAISON, "市水务局"),
    ("lehuailei", "乐怀磊", Role.SECTION, "市水务局水利工程股"),
    ("lechengchuan", "乐承川", Role.TOWNSHIP, "城东街道"),
    ("helanting", "贺兰亭", Role.LEADER, ""),
    ("shenhuaiyuan", "沈怀远", Role.HEAD, ""),
    ("sysadmin", "系统管理员", Role.SYSTEM_ADMIN, ""),
    ("secadmin", "安全管理员", Role.SECURITY_ADMIN, ""),
    ("auditor", "审计管理员", Role.AUDITOR, ""),
)
NEXT_LOGINS: tuple[tuple[str, str, Role, str], ...] = (("chenjing", "陈静", Role.SUPERVISOR, ""),)


def open_accounts(city: Office, county: Office, *, at: dt.datetime) -> list[Account]:
    """Open the logins that are not there yet, in both offices; all have ``PASSWORD``."""
    return [
        account
        for office, logins in ((city, LOGINS), (county, NEXT_LOGINS))
        for login in logins
        if (account := _open(office, login, at)) is not None
    ]


def _open(office: Office, login: tuple[str, str, Role, str], at: dt.datetime) -> Account | None:
    name, shown, role, body_name = login
    if Account.objects.filter(login=name).exists():
        return None
    by = Acting.system(office.pk)
    person = Person.objects.filter(office=office, name=shown).first()
    account = open_account(
        office, by=by, at=at, login=name, name=shown, password=PASSWORD, person=person, must_change_password=False
    )
    body = Body.objects.filter(office=office, short_name=body_name).first() if body_name else None
    grant_role(account, by=by, at=at, role=role, body=body)
    return account
